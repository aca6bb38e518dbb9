#include <cupel/sql/expression/expr.hpp>

#include <ostream>
#include <utility>

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
  return Expr<Untyped>(detail::operate_custom(
      custom_operator(text, options.precedence, options.is_comparison,
                      std::move(options.return_type)),
      node_, std::move(other)));
}

Expr<bool> SqlExpression::bool_op(std::string_view text, Operand other, int precedence) const {
  return Expr<bool>(detail::operate_custom(
      custom_operator(text, precedence, true, detail::boolean_type()), node_, std::move(other)));
}

std::string to_string(const SqlExpression& expression) {
  return expression.node() ? to_string(*expression.node()) : std::string("(null)");
}

std::ostream& operator<<(std::ostream& out, const SqlExpression& expression) {
  return out << to_string(expression);
}

}  // namespace cupel
