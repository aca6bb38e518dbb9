#include <cupel/sql/expression/operators.hpp>

namespace cupel {
namespace {

constexpr int kSmallest = -100;
constexpr int kLargest = 100;

/// `unlisted`: what an operator without a place in the order counts as.
constexpr int precedence_of(Operator op, int unlisted) noexcept {
  using enum Operator;
  switch (op) {
    case from:
    case function_as_comparison:
    case any:
    case all:
    case getitem:
    case json_getitem:
    case json_path_getitem:
    case pow:
      return 15;
    case mul:
    case truediv:
    case floordiv:
    case mod:
    case neg:
    case bitwise_not:
      return 8;
    case add:
    case sub:
    case bitwise_xor:
    case bitwise_or:
    case bitwise_and:
    case bitwise_lshift:
    case bitwise_rshift:
      return 7;
    case filter:
      return 6;
    case concat:
    case match:
    case not_match:
    case regexp_match:
    case not_regexp_match:
    case regexp_replace:
    case ilike:
    case not_ilike:
    case like:
    case not_like:
    case in_:
    case not_in:
    case is_:
    case is_not:
    case eq:
    case ne:
    case is_distinct_from:
    case is_not_distinct_from:
    case gt:
    case lt:
    case ge:
    case le:
    case between:
    case not_between:
    case distinct:
    case inv:
    case is_true:
    case is_false:
      return 5;
    case collate:
      return 4;
    case and_:
    case asc:
    case desc:
    case nulls_first:
    case nulls_last:
      return 3;
    case or_:
      return 2;
    case exists:
      return 0;
    case comma:
    case as:
      return -1;
    case asbool:
      return -10;
    case largest:
      return kLargest;
    case smallest:
      return kSmallest;
    default:
      return unlisted;
  }
}

/// Of the operator that stands outside: what it is not known to bind less than needs parentheses.
int outer_precedence(OperatorRef op) noexcept {
  using enum Operator;
  if (!op) return kLargest;
  return op.op == custom ? op.custom->precedence : precedence_of(op.op, kLargest);
}

}  // namespace

std::string_view operator_name(Operator op) noexcept {
  static constexpr std::string_view kNames[] = {"none",
                                                "and_",
                                                "or_",
                                                "inv",
                                                "add",
                                                "sub",
                                                "mul",
                                                "truediv",
                                                "floordiv",
                                                "mod",
                                                "neg",
                                                "pow",
                                                "bitwise_and_op",
                                                "bitwise_or_op",
                                                "bitwise_xor_op",
                                                "bitwise_not_op",
                                                "bitwise_lshift_op",
                                                "bitwise_rshift_op",
                                                "eq",
                                                "ne",
                                                "lt",
                                                "le",
                                                "gt",
                                                "ge",
                                                "is_",
                                                "is_not",
                                                "is_distinct_from",
                                                "is_not_distinct_from",
                                                "is_true",
                                                "is_false",
                                                "between_op",
                                                "not_between_op",
                                                "in_op",
                                                "not_in_op",
                                                "like_op",
                                                "not_like_op",
                                                "ilike_op",
                                                "not_ilike_op",
                                                "startswith_op",
                                                "not_startswith_op",
                                                "istartswith_op",
                                                "not_istartswith_op",
                                                "endswith_op",
                                                "not_endswith_op",
                                                "iendswith_op",
                                                "not_iendswith_op",
                                                "contains_op",
                                                "not_contains_op",
                                                "icontains_op",
                                                "not_icontains_op",
                                                "match_op",
                                                "not_match_op",
                                                "regexp_match_op",
                                                "not_regexp_match_op",
                                                "regexp_replace_op",
                                                "concat_op",
                                                "collate",
                                                "getitem",
                                                "json_getitem_op",
                                                "json_path_getitem_op",
                                                "distinct_op",
                                                "asc_op",
                                                "desc_op",
                                                "nulls_first_op",
                                                "nulls_last_op",
                                                "any_op",
                                                "all_op",
                                                "exists",
                                                "from_",
                                                "comma_op",
                                                "as_",
                                                "filter_op",
                                                "function_as_comparison_op",
                                                "custom_op",
                                                "asbool",
                                                "smallest",
                                                "largest"};
  static_assert(std::size(kNames) == static_cast<std::size_t>(Operator::largest) + 1);
  return kNames[static_cast<std::size_t>(op)];
}

int precedence(OperatorRef op) noexcept {
  using enum Operator;
  if (op.op == custom) return op.custom->precedence;
  return precedence_of(op.op, kSmallest);
}

bool is_natural_self_precedent(OperatorRef op) noexcept {
  using enum Operator;
  switch (op.op) {
    case getitem:
    case json_getitem:
    case json_path_getitem:
      return true;
    case custom:
      return op.custom->natural_self_precedent;
    default:
      return is_associative(op.op);
  }
}

bool is_precedent(OperatorRef op, OperatorRef against) noexcept {
  const bool same = op.op == against.op && op.custom == against.custom;
  if (same && is_natural_self_precedent(op)) return false;
  return precedence(op) <= outer_precedence(against);
}

bool is_associative(Operator op) noexcept {
  using enum Operator;
  switch (op) {
    case and_:
    case or_:
    case concat:
    case add:
    case mul:
    case bitwise_and:
    case bitwise_or:
    case bitwise_xor:
      return true;
    default:
      return false;
  }
}

bool is_commutative(Operator op) noexcept {
  using enum Operator;
  switch (op) {
    case eq:
    case ne:
    case add:
    case mul:
      return true;
    default:
      return false;
  }
}

bool is_comparison(OperatorRef op) noexcept {
  using enum Operator;
  if (op.op == custom) return op.custom->is_comparison;
  switch (op.op) {
    case eq:
    case ne:
    case gt:
    case lt:
    case ge:
    case le:
    case is_:
    case is_not:
    case is_distinct_from:
    case is_not_distinct_from:
    case between:
    case not_between:
    case in_:
    case not_in:
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
    case contains:
    case not_contains:
    case icontains:
    case not_icontains:
    case match:
    case not_match:
    case regexp_match:
    case not_regexp_match:
      return true;
    default:
      return false;
  }
}

bool is_ordering_modifier(Operator op) noexcept {
  using enum Operator;
  return op == asc || op == desc || op == nulls_first || op == nulls_last;
}

Operator negation(Operator op) noexcept {
  using enum Operator;
  switch (op) {
    case eq:
      return ne;
    case ne:
      return eq;
    case lt:
      return ge;
    case ge:
      return lt;
    case gt:
      return le;
    case le:
      return gt;
    case is_:
      return is_not;
    case is_not:
      return is_;
    case is_distinct_from:
      return is_not_distinct_from;
    case is_not_distinct_from:
      return is_distinct_from;
    case is_true:
      return is_false;
    case is_false:
      return is_true;
    case between:
      return not_between;
    case not_between:
      return between;
    case in_:
      return not_in;
    case not_in:
      return in_;
    case like:
      return not_like;
    case not_like:
      return like;
    case ilike:
      return not_ilike;
    case not_ilike:
      return ilike;
    case startswith:
      return not_startswith;
    case not_startswith:
      return startswith;
    case istartswith:
      return not_istartswith;
    case not_istartswith:
      return istartswith;
    case endswith:
      return not_endswith;
    case not_endswith:
      return endswith;
    case iendswith:
      return not_iendswith;
    case not_iendswith:
      return iendswith;
    case contains:
      return not_contains;
    case not_contains:
      return contains;
    case icontains:
      return not_icontains;
    case not_icontains:
      return icontains;
    case match:
      return not_match;
    case not_match:
      return match;
    case regexp_match:
      return not_regexp_match;
    case not_regexp_match:
      return regexp_match;
    default:
      return none;
  }
}

Operator mirrored(Operator op) noexcept {
  using enum Operator;
  switch (op) {
    case lt:
      return gt;
    case gt:
      return lt;
    case le:
      return ge;
    case ge:
      return le;
    default:
      return op;
  }
}

}  // namespace cupel
