#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <cupel/types/fwd.hpp>
#include <cupel/types/operator_class.hpp>
#include <cupel/types/value.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

/// The operators of SQL expressions, named as in SQLAlchemy's `sql.operators`.
enum class Operator : std::uint8_t {
  none,
  // conjunction
  and_,
  or_,
  inv,  ///< NOT
  // arithmetic
  add,
  sub,
  mul,
  truediv,
  floordiv,
  mod,
  neg,
  pow,
  // bitwise
  bitwise_and,
  bitwise_or,
  bitwise_xor,
  bitwise_not,
  bitwise_lshift,
  bitwise_rshift,
  // comparison
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  is_,
  is_not,
  is_distinct_from,
  is_not_distinct_from,
  is_true,
  is_false,
  between,
  not_between,
  in_,
  not_in,
  // strings
  like,
  not_like,
  ilike,
  not_ilike,
  startswith,
  not_startswith,
  istartswith,
  not_istartswith,
  endswith,
  not_endswith,
  iendswith,
  not_iendswith,
  contains,
  not_contains,
  icontains,
  not_icontains,
  match,
  not_match,
  regexp_match,
  not_regexp_match,
  regexp_replace,
  concat,
  collate,
  // indexing
  getitem,
  json_getitem,
  json_path_getitem,
  // modifiers and structure
  distinct,
  asc,
  desc,
  nulls_first,
  nulls_last,
  any,
  all,
  exists,
  from,
  comma,
  as,
  filter,
  function_as_comparison,
  custom,  ///< CustomOperator carries the text
  // what only serves as "against" in self_group()
  asbool,
  smallest,
  largest,
};

/// The class that a type must include to take `op` on its left side: the operators of several
/// classes are taken by a type with one of them.
OperatorClass operator_class(Operator op) noexcept;

/// What a custom operator gives for two values, neither of them NULL.
using ProgramOperator = std::function<Value(const Value&, const Value&)>;

/// An operator that Cupel does not know: `expr.op("->>")`.
struct CustomOperator final : RefCounted {
  std::string text;
  int precedence = 0;
  bool is_comparison = false;
  bool natural_self_precedent = false;
  bool eager_grouping = false;
  TypePtr return_type;  ///< null: the type of the left operand decides
  OperatorClass operator_class = OperatorClass::base;
  ProgramOperator program_impl;  ///< empty: the program cannot compute it
};

/// What self_group() is asked against: an operator, with the custom one where there is one.
struct OperatorRef {
  Operator op = Operator::none;
  const CustomOperator* custom = nullptr;

  constexpr OperatorRef() = default;
  constexpr OperatorRef(Operator o) : op(o) {}  // NOLINT: implicit by design
  constexpr OperatorRef(Operator o, const CustomOperator* c) : op(o), custom(c) {}
  constexpr explicit operator bool() const noexcept { return op != Operator::none; }
};

/// SQLAlchemy's name of an operator: "eq", "like_op".
std::string_view operator_name(Operator op) noexcept;
int precedence(OperatorRef op) noexcept;
/// True if `op` inside an expression of `against` needs parentheses.
bool is_precedent(OperatorRef op, OperatorRef against) noexcept;
bool is_comparison(OperatorRef op) noexcept;
bool is_commutative(Operator op) noexcept;
/// a op b op c may be written without parentheses.
bool is_associative(Operator op) noexcept;
bool is_ordering_modifier(Operator op) noexcept;
bool is_natural_self_precedent(OperatorRef op) noexcept;
/// The operator that says the contrary, or none: eq and ne, like and not_like.
Operator negation(Operator op) noexcept;
/// The operator with the sides exchanged (a < b is b > a), for operators where one exists.
Operator mirrored(Operator op) noexcept;

}  // namespace cupel
