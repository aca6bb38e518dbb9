#include "cupel/orm/session/orm_execute_state.hpp"

#include "cupel/sql/traversal/clause_element.hpp"

namespace cupel {
namespace {

bool is_kind(const ClauseElement* statement, ElementKind kind) noexcept {
  return statement && statement->kind() == kind;
}

}  // namespace

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

}  // namespace cupel
