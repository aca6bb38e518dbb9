#include "dialects/oracle/plain_joins.hpp"

#include "cupel/sql/traversal/visitors.hpp"

namespace cupel::oracle {
namespace {

/// The ON condition of an outer join: in each comparison one column of the optional side is marked,
/// whatever the operator and the other side are.
ColumnPtr marked(const Join& join) {
  const auto is_optional = [&join](const ColumnPtr& side) {
    return side->kind() == ElementKind::column && side->table() != nullptr &&
           join.right()->is_derived_from(side->table());
  };
  const auto replace = [&](const ClauseElement& e) -> ElementPtr {
    if (e.kind() != ElementKind::binary) return {};
    const auto& binary = as<BinaryExpression>(e);
    if (is_optional(binary.left())) {
      return binary.with_sides(make_ptr<OuterJoinColumn>(binary.left()), binary.right());
    }
    if (is_optional(binary.right())) {
      return binary.with_sides(binary.left(), make_ptr<OuterJoinColumn>(binary.right()));
    }
    return {};
  };
  return static_ptr_cast<const ColumnElement>(
      visitors::replacement_traverse(*join.onclause(), replace));
}

void collect(const FromClause& from, ColumnList& criteria) {
  if (from.kind() == ElementKind::from_grouping) {
    return collect(*as<FromGrouping>(from).element(), criteria);
  }
  if (from.kind() != ElementKind::join) return;
  const Join& join = as<Join>(from);
  criteria.push_back(join.is_outer() ? marked(join) : join.onclause());
  collect(*join.left(), criteria);
  collect(*join.right(), criteria);
}

}  // namespace

Ptr<const SelectState> with_joins_as_criteria(const SelectState& e) {
  ColumnList criteria;
  for (const FromPtr& from : e.froms()) {
    if (from->kind() == ElementKind::join) collect(*from, criteria);
  }
  if (criteria.empty()) return {};
  const auto select = make_ptr<SelectState>(e);
  ColumnList& where = select->edit().where;
  where.push_back(BooleanClauseList::construct(Operator::and_, criteria));
  return select;
}

}  // namespace cupel::oracle
