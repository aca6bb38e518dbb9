#pragma once

// The operators of Expr<T>; included by expr.hpp.

#include <type_traits>
#include <utility>

#include <cupel/sql/expression/expr.hpp>

namespace cupel {
namespace detail {

/// An operator applies when one side is an expression and the other an expression or a value.
template <class L, class R>
concept OperatorArguments =
    (SqlColumnOperand<L> && (SqlConstruct<R> || std::is_constructible_v<Value, const R&>)) ||
    (SqlColumnOperand<R> && (SqlConstruct<L> || std::is_constructible_v<Value, const L&>));

template <class X>
decltype(auto) node_of(const X& x) {
  if constexpr (kIsSqlExpression<X>) {
    return (x.node());
  } else {
    return static_ptr_cast<const ColumnElement>(ElementPtr(ExprTraits<X>::element(x)));
  }
}

template <class L, class R>
ColumnPtr apply(Operator op, const L& left, const R& right) {
  if constexpr (SqlColumnOperand<L> && kIsSqlExpression<R>) {
    return operate_nodes(op, node_of(left), right.node());
  } else if constexpr (SqlColumnOperand<L> && !SqlConstruct<R>) {
    return operate_value(op, node_of(left), Value(right));
  } else if constexpr (SqlColumnOperand<L>) {
    return operate(op, node_of(left), right);
  } else {
    return operate_reversed(op, left, node_of(right));
  }
}

template <class L, class R>
Expr<bool> compare(Operator op, const L& left, const R& right) {
  static_assert(
      kComparable<OperandTypeOf<L>, OperandTypeOf<R>> ||
          kComparable<OperandTypeOf<R>, OperandTypeOf<L>>,
      "these two types cannot be compared in SQL: compare a column with a value of its own "
      "type (a string column with a string), or use cast(expr, type)");
  return Expr<bool>(apply(op, left, right));
}

template <class L, class R>
auto arithmetic(Operator op, const L& left, const R& right) {
  using Outcome = ArithmeticResult<OperandTypeOf<L>, OperandTypeOf<R>>;
  static_assert(!std::is_void_v<Outcome>,
                "this operator has no meaning for these two types: use numbers with numbers, text "
                "with text, times with intervals, or cast(expr, type)");
  return Expr<Outcome>(apply(op, left, right));
}

template <class X>
ColumnPtr condition(const X& x) {
  static_assert(SqlConstruct<X> || std::is_same_v<X, bool>,
                "&&, || and ! combine conditions: write column == value, or true_() and false_()");
  if constexpr (SqlColumnOperand<X>) {
    using T = OperandTypeOf<X>;
    static_assert(std::is_same_v<Bare<T>, bool> || kIsUntyped<T>,
                  "this expression is no condition: compare it with something (column == value)");
  }
  return coerce_condition(x);
}

ColumnPtr conjunction(Operator op, ColumnList clauses);

}  // namespace detail

template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator==(const L& left, const R& right) {
  return detail::compare(Operator::eq, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator!=(const L& left, const R& right) {
  return detail::compare(Operator::ne, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator<(const L& left, const R& right) {
  return detail::compare(Operator::lt, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator<=(const L& left, const R& right) {
  return detail::compare(Operator::le, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator>(const L& left, const R& right) {
  return detail::compare(Operator::gt, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator>=(const L& left, const R& right) {
  return detail::compare(Operator::ge, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] auto operator+(const L& left, const R& right) {
  return detail::arithmetic(Operator::add, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] auto operator-(const L& left, const R& right) {
  return detail::arithmetic(Operator::sub, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] auto operator*(const L& left, const R& right) {
  return detail::arithmetic(Operator::mul, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] auto operator/(const L& left, const R& right) {
  using Quotient = detail::DivisionResult<detail::OperandTypeOf<L>, detail::OperandTypeOf<R>>;
  static_assert(!std::is_void_v<Quotient>, "/ divides numbers by numbers; use cast(expr, type)");
  return Expr<Quotient>(detail::apply(Operator::truediv, left, right));
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] auto operator%(const L& left, const R& right) {
  return detail::arithmetic(Operator::mod, left, right);
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator&&(const L& left, const R& right) {
  return Expr<bool>(
      detail::conjunction(Operator::and_, {detail::condition(left), detail::condition(right)}));
}
template <class L, class R>
  requires detail::OperatorArguments<L, R>
[[nodiscard]] Expr<bool> operator||(const L& left, const R& right) {
  return Expr<bool>(
      detail::conjunction(Operator::or_, {detail::condition(left), detail::condition(right)}));
}
template <class X>
  requires detail::SqlColumnOperand<X>
[[nodiscard]] Expr<bool> operator!(const X& x) {
  return Expr<bool>(detail::operate_unary(Operator::inv, detail::condition(x)));
}
template <class X>
  requires detail::SqlColumnOperand<X>
[[nodiscard]] auto operator-(const X& x) {
  return Expr<detail::OperandTypeOf<X>>(detail::operate_unary(Operator::neg, detail::node_of(x)));
}

}  // namespace cupel
