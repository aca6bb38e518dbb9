#include "cupel/orm/session/orm_execute_state.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/orm/loading/statement_option.hpp"
#include "cupel/orm/query/select_plan.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/dml.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {
namespace {

bool is_kind(const ClauseElement* statement, ElementKind kind) noexcept {
  return statement && statement->kind() == kind;
}

/// Calls `use(options)` with the list of options of a statement that can have them.
template <class Use>
void with_options_of(const ClauseElement& statement, const Use& use) {
  switch (statement.kind()) {
    case ElementKind::select:
      return use(as<SelectState>(statement).parts().rare->with_options);
    case ElementKind::insert:
    case ElementKind::update:
    case ElementKind::delete_:
      return use(static_cast<const DmlBase&>(statement).common().with_options);
    default:
      return;
  }
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
  const auto with = [&](auto copy, ElementList& list) {
    for (const LoaderOption& option : added) list.emplace_back(make_ptr<StatementOption>(option));
    replacement_ = ElementPtr(copy);
    statement = replacement_.get();
  };
  if (is_kind(statement, ElementKind::select)) {
    auto copy = make_ptr<SelectState>(as<SelectState>(*statement));
    return with(copy, copy->edit().rare.edit().with_options);
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

std::vector<UserDefinedOptionPtr> OrmExecuteState::user_defined_options() const {
  std::vector<UserDefinedOptionPtr> found;
  if (!statement) {
    if (!execution_.object_options) return found;
    std::ranges::copy_if(execution_.object_options->user_defined(), std::back_inserter(found),
                         &UserDefinedOption::propagate_to_loaders,
                         [](const auto& option) -> const UserDefinedOption& { return *option; });
    return found;
  }
  with_options_of(*statement, [&](const ElementList& with) {
    for (const ElementPtr& element : with) {
      const auto* const option = dynamic_cast<const StatementOption*>(element.get());
      if (!option) continue;
      const auto& given = option->option().tree().user_defined();
      found.insert(found.end(), given.begin(), given.end());
    }
  });
  return found;
}

std::string OrmExecuteState::cache_key() const {
  if (!statement) {
    throw InvalidRequestError(
        "cache_key(): this execution has no statement of the program's; ask whether `statement` is "
        "there");
  }
  const Ptr<const Compiled> compiled = compile(*statement, default_compiler_context());
  std::string key = compiled->sql();
  const Parameters given = parameters ? *parameters : Parameters();
  for (const auto& [name, value] : compiled->construct_params(given)) {
    str_append(key, "\n", name, "=", value.repr());
  }
  return key;
}

void OrmExecuteState::use_cache(std::shared_ptr<ResultCache> cache, std::string key) {
  if (!is_select() || !statement) {
    throw InvalidRequestError(
        "use_cache(): only the rows of a SELECT of the program's can come from a cache; ask "
        "is_select() before, and whether `statement` is there");
  }
  if (key.empty()) key = cache_key();
  options.result_cache =
      std::make_shared<const ResultCaching>(ResultCaching{std::move(cache), std::move(key)});
}

}  // namespace cupel
