#include "cupel/orm/query/composite.hpp"

#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/lists.hpp"

#include "orm/relationships/column_visits.hpp"

namespace cupel::detail {

namespace {

const ColumnList& columns_of(const ColumnPtr& composite) {
  return as<ClauseList>(*composite).clauses();
}

}  // namespace

Expr<bool> compare_composite(Operator op, const ColumnPtr& composite, std::vector<Value> values) {
  std::vector<Expr<bool>> comparisons;
  const ColumnList& columns = columns_of(composite);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    comparisons.emplace_back(operate(op, columns[i], Operand(std::move(values[i]))));
  }
  return and_(comparisons);
}

Expr<Untyped> order_composite(const ColumnPtr& composite, bool descending) {
  ColumnList ordered;
  for (const ColumnPtr& column : columns_of(composite)) {
    const Expr<Untyped> one(column);
    ordered.push_back((descending ? one.desc() : one.asc()).node());
  }
  return Expr<Untyped>(make_ptr<ClauseList>(std::move(ordered), Operator::comma, false));
}

std::vector<Assignment> assign_composite(const ColumnPtr& composite, std::vector<Value> values) {
  std::vector<Assignment> assignments;
  const ColumnList& columns = columns_of(composite);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    assignments.emplace_back(SetTarget(Expr<Untyped>(columns[i])), Operand(std::move(values[i])));
  }
  return assignments;
}

ColumnPtr composite_of(const EntityFrom& entity, const Attribute& composite) {
  const ColumnPtr whole = attribute_expression(composite);
  if (!entity.is_aliased()) return whole;
  ColumnList columns;
  for (const ColumnPtr& column : columns_of(whole)) columns.push_back(entity.adapt(column));
  return static_ptr_cast<const ColumnElement>(
      make_ptr<ClauseList>(std::move(columns), Operator::comma, false)
          ->annotate({{AnnotationKey::orm_key, {}, 0, composite.key()}}));
}

}  // namespace cupel::detail
