#include "sql/expression/operator_class.hpp"

#include <string_view>

#include <cupel/error/warnings.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {

OperatorClass operator_class(Operator op) noexcept {
  using enum Operator;
  switch (op) {
    case and_:
    case or_:
      return OperatorClass::boolean_algebra;
    case inv:
      return OperatorClass::boolean_algebra | OperatorClass::bitwise;
    case add:
      return OperatorClass::concatenable | OperatorClass::math | OperatorClass::date_arithmetic |
             OperatorClass::bitwise;
    case sub:
      return OperatorClass::math | OperatorClass::date_arithmetic;
    case mul:
    case truediv:
    case floordiv:
    case mod:
    case neg:
    case Operator::pow:
      return OperatorClass::math;
    case bitwise_and:
    case bitwise_or:
    case bitwise_xor:
    case bitwise_not:
    case bitwise_lshift:
    case bitwise_rshift:
      return OperatorClass::bitwise;
    case concat:
      return OperatorClass::concatenable | OperatorClass::bitwise;
    case eq:
    case ne:
    case lt:
    case le:
    case gt:
    case ge:
    case is_:
    case is_not:
    case is_distinct_from:
    case is_not_distinct_from:
    case between:
    case not_between:
    case in_:
    case not_in:
    case distinct:
    case asc:
    case desc:
    case nulls_first:
    case nulls_last:
    case any:
    case all:
      return OperatorClass::comparison;
    case contains:
    case not_contains:
    case icontains:
    case not_icontains:
      return OperatorClass::contains;
    case like:
    case not_like:
    case ilike:
    case not_ilike:
    case startswith:
    case not_startswith:
    case istartswith:
    case not_istartswith:
    case endswith:
    case not_endswith:
    case iendswith:
    case not_iendswith:
    case match:
    case not_match:
    case regexp_match:
    case not_regexp_match:
    case regexp_replace:
    case collate:
      return OperatorClass::string_match;
    case getitem:
      return OperatorClass::indexable;
    case json_getitem:
    case json_path_getitem:
      return OperatorClass::json_getitem;
    default:
      return OperatorClass::base;
  }
}

namespace detail {
namespace {

void warn_unless_included(OperatorClass op, std::string_view name, const TypeEngine& type) {
  if (intersects(op, type.operator_classes())) [[likely]]
    return;
  warn(WarningCategory::deprecation,
       str_cat("the operator classes of the type ", type.repr(), " do not include the operator ",
               name, ": use op() or cast() to say what is meant, or a type that includes it"));
}

}  // namespace

void warn_of_class(Operator op, const TypeEngine& type) {
  warn_unless_included(operator_class(op), operator_name(op), type);
}

void warn_of_class(const CustomOperator& op, const TypeEngine& type) {
  warn_unless_included(op.operator_class, op.text, type);
}

}  // namespace detail
}  // namespace cupel
