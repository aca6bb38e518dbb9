#pragma once

#include <cupel/sql/expression/operate.hpp>

namespace cupel::detail {

/// The operand on the other side of `left` for `op`: a plain value gets a bind parameter named
/// after `left`, of the type that `left` gives it.
ColumnPtr coerce_other_side(const ColumnPtr& left, Operator op, Operand&& other);
/// A bind parameter for `value` beside `left`.
ColumnPtr bind_beside(const ColumnPtr& left, Operator op, Value&& value);
/// An element that stands for an expression: itself, or a select as scalar subquery. Throws
/// ArgumentError for what is none.
ColumnPtr element_as_expression(ElementPtr&& element);
inline ColumnPtr element_as_expression(const ElementPtr& element) {
  return element_as_expression(ElementPtr(element));
}

}  // namespace cupel::detail
