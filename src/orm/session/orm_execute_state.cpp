#include "cupel/orm/session/orm_execute_state.hpp"

#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/loading/statement_option.hpp"
#include "cupel/orm/query/select_plan.hpp"
#include "cupel/sql/expression/dml.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

bool is_kind(const ClauseElement* statement, ElementKind kind) noexcept {
  return statement && statement->kind() == kind;
}

}  // namespace

OrmExecuteState::OrmExecuteState(const Execution& execution)
    : session(execution.session),
      statement(execution.statement ? execution.statement->element().get() : nullptr),
      parameters(execution.parameters),
      options(execution.options),
      execution_(execution) {}

bool OrmExecuteState::is_select() const noexcept {
  return !statement || is_kind(statement, ElementKind::select) ||
         is_kind(statement, ElementKind::compound_select);
}
bool OrmExecuteState::is_insert() const noexcept {
  return is_kind(statement, ElementKind::insert);
}
bool OrmExecuteState::is_update() const noexcept {
  return is_kind(statement, ElementKind::update);
}
bool OrmExecuteState::is_delete() const noexcept {
  return is_kind(statement, ElementKind::delete_);
}

void OrmExecuteState::set_statement(const Executable& other) {
  if (!statement) {
    throw InvalidRequestError(
        "set_statement(): this execution has no statement of the program's, it loads an object by "
        "its key, its columns or a relationship; options that the loading statement had go with "
        "the object");
  }
  if (other.element()->kind() != statement->kind()) {
    throw InvalidRequestError(
        "set_statement(): the statement that is executed may be replaced by one with the same verb "
        "only, whose columns have the same types");
  }
  replacement_ = other.element();
  statement = replacement_.get();
}

void OrmExecuteState::add_options(std::initializer_list<LoaderOption> added) {
  const auto with = [&](auto copy, std::vector<ElementPtr>& list) {
    for (const LoaderOption& option : added) list.push_back(make_ptr<StatementOption>(option));
    replacement_ = ElementPtr(copy);
    statement = replacement_.get();
  };
  if (is_kind(statement, ElementKind::select)) {
    auto copy = make_ptr<SelectState>(as<SelectState>(*statement));
    return with(copy, copy->edit().with_options);
  }
  if (is_kind(statement, ElementKind::insert)) {
    auto copy = make_ptr<InsertState>(as<InsertState>(*statement));
    return with(copy, copy->edit_common().with_options);
  }
  if (is_kind(statement, ElementKind::update)) {
    auto copy = make_ptr<UpdateState>(as<UpdateState>(*statement));
    return with(copy, copy->edit_common().with_options);
  }
  if (is_kind(statement, ElementKind::delete_)) {
    auto copy = make_ptr<DeleteState>(as<DeleteState>(*statement));
    return with(copy, copy->edit_common().with_options);
  }
  throw InvalidRequestError(
      "add_options(): only a SELECT, INSERT, UPDATE or DELETE takes options; ask is_select() and "
      "its like before, and whether `statement` is there");
}

}  // namespace cupel
