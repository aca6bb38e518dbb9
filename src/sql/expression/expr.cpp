#include <ostream>
#include <utility>

#include <cupel/sql/expression/expr.hpp>
#include <cupel/types/json_type.hpp>
#include <cupel/types/numeric_types.hpp>
#include <cupel/types/string_types.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class Expr<Untyped>;

namespace {

Ptr<CustomOperator> custom_operator(std::string_view text, int precedence, bool is_comparison,
                                    TypePtr return_type) {
  auto op = make_ptr<CustomOperator>();
  op->text = std::string(text);
  op->precedence = precedence;
  op->is_comparison = is_comparison;
  op->return_type = std::move(return_type);
  return op;
}

}  // namespace

Expr<Untyped> SqlExpression::op(std::string_view text, Operand other, OpOptions options) const {
  auto op = custom_operator(text, options.precedence, options.is_comparison,
                            std::move(options.return_type));
  op->operator_class = options.operator_class;
  op->program_impl = std::move(options.program_impl);
  return Expr<Untyped>(detail::operate_custom(std::move(op), node_, std::move(other)));
}

Expr<bool> SqlExpression::bool_op(std::string_view text, Operand other, int precedence,
                                  ProgramOperator program_impl) const {
  auto op = custom_operator(text, precedence, true, detail::boolean_type());
  op->program_impl = std::move(program_impl);
  return Expr<bool>(detail::operate_custom(std::move(op), node_, std::move(other)));
}

Expr<std::optional<std::string>> SqlExpression::as_string() const {
  return Expr<std::optional<std::string>>(detail::json_element_as(node_, make_ptr<Unicode>()));
}
Expr<std::optional<std::int64_t>> SqlExpression::as_integer() const {
  return Expr<std::optional<std::int64_t>>(detail::json_element_as(node_, detail::integer_type()));
}
Expr<std::optional<double>> SqlExpression::as_float() const {
  return Expr<std::optional<double>>(detail::json_element_as(node_, make_ptr<Float>()));
}
Expr<std::optional<bool>> SqlExpression::as_boolean() const {
  return Expr<std::optional<bool>>(detail::json_element_as(node_, detail::boolean_type()));
}
Expr<std::optional<Decimal>> SqlExpression::as_numeric(int precision, int scale,
                                                       bool asdecimal) const {
  return Expr<std::optional<Decimal>>(detail::json_element_as(
      node_, make_ptr<Numeric>(precision, scale, NumericOptions{.asdecimal = asdecimal})));
}
Expr<Untyped> SqlExpression::as_json() const {
  const TypePtr& own = node_->type();
  return Expr<Untyped>(detail::json_element_as(
      node_, own->type_affinity() == TypeAffinity::json ? own : TypePtr(make_ptr<JSON>())));
}

std::string to_string(const SqlExpression& expression) {
  return expression.node() ? to_string(*expression.node()) : std::string("(null)");
}

std::ostream& operator<<(std::ostream& out, const SqlExpression& expression) {
  return out << to_string(expression);
}

}  // namespace cupel
