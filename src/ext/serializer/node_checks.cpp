#include "ext/serializer/node_checks.hpp"

#include <algorithm>

#include <cupel/sql/expression/element_families.hpp>

namespace cupel::detail {
namespace {

/// An operator that stands between or before expressions, with its text where it is a custom one.
bool is_operator(Operator op, const Ptr<const CustomOperator>& custom) {
  return op > Operator::none && op <= Operator::custom && (op != Operator::custom || custom);
}

template <class List>
bool all_columns(const List& list) {
  return std::all_of(list.begin(), list.end(),
                     [](const ColumnPtr& column) { return column->kind() == ElementKind::column; });
}

/// An assignment names a column and has a value for it.
bool is_assignment(const DmlValue& value) {
  return value.value && (value.column || !value.name.empty());
}

template <class List>
bool all_assignments(const List& values) {
  return std::all_of(values.begin(), values.end(), is_assignment);
}

/// A part of an index: a column, or the name of one.
template <class List>
bool all_named(const List& values) {
  return std::all_of(values.begin(), values.end(),
                     [](const DmlValue& value) { return value.column || !value.name.empty(); });
}

bool is_sound_bound(const FrameClause::Bound& bound) {
  return bound.value || bound.kind == FrameBound::unbounded || bound.kind == FrameBound::current;
}

bool is_sound_common(const DmlBase::Common& common) {
  return std::all_of(common.hints.begin(), common.hints.end(),
                     [](const TableHint& hint) { return static_cast<bool>(hint.from); });
}

template <class Pieces, class Between>
bool are_pieces(const Pieces& pieces, const Between& between) {
  if (pieces.empty()) return false;
  for (std::size_t i = 0; i + 1 < pieces.size(); ++i) {
    if (!between(pieces[i])) return false;
  }
  return !between(pieces.back());
}

}  // namespace

bool is_sound(const UnaryExpression& node) {
  if ((node.op() == Operator::none) == (node.modifier() == Operator::none)) return false;
  return is_operator(node.op() == Operator::none ? node.modifier() : node.op(), node.custom());
}

bool is_sound(const AsBoolean& node) {
  return node.op() == Operator::is_true || node.op() == Operator::is_false;
}

bool is_sound(const CollectionAggregate& node) {
  return node.op() == Operator::any || node.op() == Operator::all;
}

bool is_sound(const BinaryExpression& node) {
  return is_operator(node.op(), node.custom()) && node.negation() <= Operator::custom;
}

bool is_sound(const ExpressionClauseList& node) {
  return is_operator(node.op(), node.custom()) && !node.clauses().empty();
}

bool is_sound(const BooleanClauseList& node) {
  return node.op() == Operator::and_ || node.op() == Operator::or_;
}

bool is_sound(const Tuple& node) {
  return node.type()->kind() == TypeKind::tuple && node.types().size() == node.clauses().size() &&
         static_cast<const TupleType&>(*node.type()).types().size() == node.types().size();
}

bool is_sound(const FrameClause& node) {
  return is_sound_bound(node.lower()) && is_sound_bound(node.upper());
}

bool is_sound(const Function& node) {
  const std::size_t count = node.arguments().size();
  return node.left_index() <= count && node.right_index() <= count &&
         (node.left_index() == 0) == (node.right_index() == 0);
}

bool is_sound(const TextClause& node) {
  return are_pieces(node.pieces(),
                    [](const TextClause::Piece& piece) { return piece.bind != nullptr; });
}

bool is_sound(const TString& node) {
  return are_pieces(node.pieces(),
                    [](const TString::Piece& piece) { return piece.element != nullptr; });
}

bool is_sound(const Alias& node) {
  return as_from(node.element().get()) != nullptr;
}

bool is_sound(const Subquery& node) {
  return as_select(node.element().get()) != nullptr;
}

bool is_sound(const CTE& node) {
  return as_select(node.element().get()) || as_dml(node.element().get()) ||
         node.element()->kind() == ElementKind::values;
}

bool is_sound(const TableSample& node) {
  return as_from(node.element().get()) != nullptr;
}

bool is_sound(const TableValuedAlias& node) {
  const ReturnsRows* element = node.element().get();
  while (element->kind() == ElementKind::alias ||
         element->kind() == ElementKind::table_valued_alias) {
    element = static_cast<const AliasedReturnsRows*>(element)->element().get();
  }
  return element->kind() == ElementKind::function_from && all_columns(node.column_args());
}

bool is_sound(const Values& node) {
  return all_columns(node.column_args());
}

bool is_sound(const ScalarValues& node) {
  return all_columns(node.column_args());
}

bool is_sound(const SelectState& node) {
  const auto& parts = node.parts();
  return std::all_of(parts.setup_joins.begin(), parts.setup_joins.end(), [](const SetupJoin& join) {
    return as_from(join.right.get()) && (!join.onclause || as_column(join.onclause.get()));
  });
}

// That all have as many columns is seen when they are rendered.
bool is_sound(const CompoundSelect& node) {
  return !node.parts().selects.empty();
}

bool is_sound(const InsertState& node) {
  const auto& parts = node.parts();
  return node.table()->kind() == ElementKind::table && is_sound_common(node.common()) &&
         all_assignments(parts.values) &&
         std::all_of(parts.multi_values.begin(), parts.multi_values.end(),
                     [](const auto& row) { return all_assignments(row); });
}

bool is_sound(const UpdateState& node) {
  return is_sound_common(node.common()) && all_assignments(node.parts().values);
}

bool is_sound(const DeleteState& node) {
  return is_sound_common(node.common());
}

bool is_sound(const OnConflictClause& node) {
  return std::all_of(node.conflicts().begin(), node.conflicts().end(), [](const OnConflict& c) {
    return all_named(c.elements) && all_assignments(c.set);
  });
}

bool is_sound(const UpsertClause& node) {
  return all_named(node.parts().keys) && all_assignments(node.parts().set);
}

bool is_sound(const MergeState& node) {
  const auto& parts = node.parts();
  const ClauseElement* target = parts.target.get();
  if (target->kind() == ElementKind::alias) target = as<Alias>(*target).element().get();
  return target->kind() == ElementKind::table &&
         std::all_of(parts.clauses.begin(), parts.clauses.end(),
                     [](const MergeClause& clause) { return all_assignments(clause.values); });
}

}  // namespace cupel::detail
