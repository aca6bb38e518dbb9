#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/merge.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/traversal/fields_impl.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"

namespace cupel {

template class FieldsOf<MergeState, ExtensionClause>;

MergeState::MergeState(FromPtr target) {
  parts_.target = std::move(target);
}

Merge Merge::with_parts(MergeState::Parts parts) const {
  const auto state = make_ptr<MergeState>(parts.target);
  state->edit() = std::move(parts);
  Merge copy(*this);
  copy.element_ = state;
  return copy;
}

Merge Merge::with_source(const FromExpr& source, ColumnPtr on) const {
  MergeState::Parts parts = state().parts();
  parts.source = detail::coerce_from(Operand(source));
  parts.on = std::move(on);
  return with_parts(std::move(parts));
}

Merge Merge::with_clause(MergeWhen when, MergeAction action, const SetArg& values,
                         ColumnPtr condition) const {
  MergeState::Parts parts = state().parts();
  MergeClause clause{when, action, std::move(condition), {}};
  if (action == MergeAction::update || action == MergeAction::insert) {
    if (values.values().empty()) {
      throw ArgumentError(
          "a WHEN of merge() that updates or inserts needs values: {{\"column\", value}, ...}");
    }
    clause.values = detail::conflict_set(*parts.target, values);
  }
  parts.clauses.push_back(std::move(clause));
  return with_parts(std::move(parts));
}

Merge Merge::with_returning(std::vector<Operand> columns) const {
  MergeState::Parts parts = state().parts();
  ElementList raw;
  for (Operand& column : columns) {
    detail::coerce_columns(std::move(column), parts.returning, raw);
  }
  return with_parts(std::move(parts));
}

Merge Merge::when_matched_update(const SetArg& values) const {
  return with_clause(MergeWhen::matched, MergeAction::update, values, {});
}

Merge Merge::when_matched_delete() const {
  return with_clause(MergeWhen::matched, MergeAction::delete_, {}, {});
}

Merge Merge::when_not_matched_insert(const SetArg& values) const {
  return with_clause(MergeWhen::not_matched, MergeAction::insert, values, {});
}

Merge Merge::when_not_matched_by_source_update(const SetArg& values) const {
  return with_clause(MergeWhen::not_matched_by_source, MergeAction::update, values, {});
}

Merge Merge::when_not_matched_by_source_delete() const {
  return with_clause(MergeWhen::not_matched_by_source, MergeAction::delete_, {}, {});
}

Merge merge(const FromExpr& target) {
  const FromPtr& node = target.node();
  const bool is_table =
      node && (node->kind() == ElementKind::table || node->kind() == ElementKind::extension ||
               node->kind() == ElementKind::alias);
  if (!is_table) {
    throw ArgumentError(str_cat("merge() writes into a table or an alias of one, got ",
                                node ? kind_name(node->kind()) : "nothing"));
  }
  return Merge(make_ptr<MergeState>(detail::coerce_from(Operand(target))));
}

}  // namespace cupel
