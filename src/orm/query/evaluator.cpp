#include "orm/query/evaluator.hpp"

#include <algorithm>
#include <vector>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/sql/expression/binary.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/sql/expression/label.hpp"
#include "cupel/sql/expression/lists.hpp"
#include "cupel/sql/expression/unary.hpp"

namespace cupel::detail {
namespace {

using Answer = std::optional<Value>;

bool is_comparison_of_values(Operator op) {
  switch (op) {
    case Operator::eq:
    case Operator::ne:
    case Operator::lt:
    case Operator::le:
    case Operator::gt:
    case Operator::ge:
    case Operator::is_:
    case Operator::is_not:
      return true;
    default:
      return false;
  }
}

bool is_arithmetic(Operator op) {
  return op == Operator::add || op == Operator::sub || op == Operator::mul;
}

Value compare(Operator op, const Value& a, const Value& b) {
  if (op == Operator::is_) return Value(a.is_null() ? b.is_null() : !b.is_null() && a == b);
  if (op == Operator::is_not) return Value(a.is_null() ? !b.is_null() : b.is_null() || !(a == b));
  if (a.is_null() || b.is_null()) return Value();
  if (op == Operator::eq) return Value(a == b);
  if (op == Operator::ne) return Value(!(a == b));
  const auto order = Value::compare(a, b);
  switch (op) {
    case Operator::lt:
      return Value(order < 0);
    case Operator::le:
      return Value(order <= 0);
    case Operator::gt:
      return Value(order > 0);
    default:
      return Value(order >= 0);
  }
}

Value calculate(Operator op, const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return Value();
  if (a.kind() == ValueKind::text || b.kind() == ValueKind::text) {
    return Value(a.as<std::string>() + b.as<std::string>());
  }
  if (a.kind() == ValueKind::integer && b.kind() == ValueKind::integer) {
    const auto x = a.as<std::int64_t>();
    const auto y = b.as<std::int64_t>();
    return Value(op == Operator::add ? x + y : op == Operator::sub ? x - y : x * y);
  }
  const double x = a.as<double>();
  const double y = b.as<double>();
  return Value(op == Operator::add ? x + y : op == Operator::sub ? x - y : x * y);
}

bool computes(const ColumnElement& expression, Operator op) {
  const TypeAffinity family = expression.type()->type_affinity();
  const bool number = family == TypeAffinity::integer || family == TypeAffinity::float_;
  return is_arithmetic(op) ? number : op == Operator::concat && family == TypeAffinity::string;
}

const CustomOperator* computable(const BinaryExpression& binary) {
  const CustomOperator* op = binary.custom().get();
  return binary.op() == Operator::custom && op->program_impl ? op : nullptr;
}

/// NOT, with the logic of three values.
Value negated(const Value& value) {
  return value.is_null() ? value : Value(!value.as<bool>());
}

}  // namespace

bool Evaluator::can_evaluate(const ClauseElement& expression) const {
  const auto all_children = [&] {
    bool all = true;
    expression.visit_children([&](const ClauseElement& c) { all = all && can_evaluate(c); });
    return all;
  };
  switch (expression.kind()) {
    case ElementKind::null:
    case ElementKind::true_:
    case ElementKind::false_:
      return true;
    case ElementKind::bind:
      return !as<BindParameter>(expression).is_literal_execute();
    case ElementKind::column: {
      const ColumnProperty* property = mapper_->property_for_column(expression);
      return property != nullptr && property->attribute() != nullptr;
    }
    case ElementKind::grouping:
    case ElementKind::boolean_list:
    case ElementKind::tuple:
      return all_children();
    case ElementKind::unary:
      return as<UnaryExpression>(expression).op() == Operator::inv && all_children();
    case ElementKind::expression_list: {
      const auto& list = as<ExpressionClauseList>(expression);
      return computes(list, list.op()) && all_children();
    }
    case ElementKind::binary: {
      const auto& binary = as<BinaryExpression>(expression);
      const bool in_list = (binary.op() == Operator::in_ || binary.op() == Operator::not_in) &&
                           binary.right()->kind() == ElementKind::bind;
      return (is_comparison_of_values(binary.op()) || in_list || computes(binary, binary.op()) ||
              computable(binary)) &&
             all_children();
    }
    default:
      return false;
  }
}

std::optional<Value> Evaluator::evaluate(const ClauseElement& expression,
                                         const Instance& instance) const {
  switch (expression.kind()) {
    case ElementKind::null:
      return Value();
    case ElementKind::true_:
      return Value(true);
    case ElementKind::false_:
      return Value(false);
    case ElementKind::bind:
      return as<BindParameter>(expression).effective_value();
    case ElementKind::column: {
      const Attribute& attribute = *mapper_->property_for_column(expression)->attribute();
      if (!attribute.is_plain() && !attribute.slot(instance).has(Slot::present)) {
        return std::nullopt;
      }
      return loaded_value(instance, attribute);
    }
    case ElementKind::grouping:
      return evaluate(*as<Grouping>(expression).element(), instance);
    case ElementKind::tuple: {
      std::vector<Value> members;
      for (const ColumnPtr& clause : as<Tuple>(expression).clauses()) {
        Answer value = evaluate(*clause, instance);
        if (!value || value->is_null()) return value;
        members.push_back(std::move(*value));
      }
      return Value(std::move(members));
    }
    case ElementKind::unary: {
      const Answer value = evaluate(*as<UnaryExpression>(expression).element(), instance);
      return value ? Answer(negated(*value)) : value;
    }
    case ElementKind::boolean_list: {
      const auto& list = as<BooleanClauseList>(expression);
      const bool conjunction = list.op() == Operator::and_;
      bool any_null = false;
      for (const ColumnPtr& clause : list.clauses()) {
        const Answer value = evaluate(*clause, instance);
        if (!value) return value;
        if (value->is_null()) {
          any_null = true;
        } else if (value->as<bool>() != conjunction) {
          return value;
        }
      }
      return any_null ? Value() : Value(conjunction);
    }
    case ElementKind::expression_list: {
      const auto& list = as<ExpressionClauseList>(expression);
      Answer sum;
      for (const ColumnPtr& clause : list.clauses()) {
        Answer value = evaluate(*clause, instance);
        if (!value) return value;
        sum = sum ? calculate(list.op(), *sum, *value) : *value;
      }
      return sum;
    }
    default:
      break;
  }
  const auto& binary = as<BinaryExpression>(expression);
  const Answer left = evaluate(*binary.left(), instance);
  const Answer right = left ? evaluate(*binary.right(), instance) : left;
  if (!right) return right;
  if (binary.op() == Operator::in_ || binary.op() == Operator::not_in) {
    if (left->is_null()) return Value();
    const auto list = right->as<std::vector<Value>>();
    const bool found = std::find(list.begin(), list.end(), *left) != list.end();
    return Value(found == (binary.op() == Operator::in_));
  }
  if (const CustomOperator* op = computable(binary)) {
    return left->is_null() || right->is_null() ? Value() : op->program_impl(*left, *right);
  }
  return is_comparison_of_values(binary.op()) ? compare(binary.op(), *left, *right)
                                              : calculate(binary.op(), *left, *right);
}

}  // namespace cupel::detail
