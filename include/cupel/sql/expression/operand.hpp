#pragma once

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/traversal/clause_element.hpp>
#include <cupel/types/value.hpp>

namespace cupel {

/// The C++ type of an expression whose type is known at run time only: `users.c["id"]`. Anything
/// may be compared with it.
struct Untyped {};

/// How a C++ object that is neither an expression nor a value stands in SQL. A layer above gives
/// it for its own words (a pointer to a mapped member, an entity):
///
///     template <> struct ExprTraits<Thing> {
///       using type = std::int64_t;                      // C++ type of its values
///       static ElementPtr element(const Thing& thing);  // what it is in SQL
///     };
template <class X>
struct ExprTraits;

namespace detail {

template <class X>
concept HasExprTraits = requires(const X& x) {
  typename ExprTraits<X>::type;
  { ExprTraits<X>::element(x) } -> std::convertible_to<ElementPtr>;
};

template <class X>
inline constexpr bool kIsSqlExpression = std::is_base_of_v<SqlExpression, X>;
template <class X>
inline constexpr bool kIsSelect = std::is_base_of_v<SelectHandle, X>;
template <class X>
inline constexpr bool kIsFrom = std::is_base_of_v<FromExpr, X>;
template <class X>
inline constexpr bool kIsNull =
    std::is_same_v<X, std::nullptr_t> || std::is_same_v<X, std::nullopt_t>;

/// An SQL construct of any kind, as opposed to a plain value.
template <class X>
concept SqlConstruct = kIsSqlExpression<X> || kIsSelect<X> || kIsFrom<X> || HasExprTraits<X>;
/// An expression to which operators apply.
template <class X>
concept SqlColumnOperand = kIsSqlExpression<X> || HasExprTraits<X>;

ElementPtr element_of(const SqlExpression& expression);
ElementPtr element_of(const SelectHandle& select);
ElementPtr element_of(const FromExpr& from);

}  // namespace detail

/// Anything that may stand beside an operator or in a function's arguments: an expression, a
/// select (as scalar subquery), a FROM element, or a plain value, which will be bound.
class Operand {
 public:
  Operand(std::nullptr_t) noexcept {}
  Operand(std::nullopt_t) noexcept {}
  template <class X>
    requires(!std::is_same_v<std::remove_cvref_t<X>, Operand> &&
             (detail::SqlConstruct<std::remove_cvref_t<X>> || std::is_constructible_v<Value, X>))
  Operand(X&& x) {  // NOLINT: implicit by design
    using D = std::remove_cvref_t<X>;
    if constexpr (detail::HasExprTraits<D>) {
      element_ = ExprTraits<D>::element(x);
    } else if constexpr (detail::SqlConstruct<D>) {
      element_ = detail::element_of(x);
    } else {
      value_ = Value(std::forward<X>(x));
    }
  }
  explicit Operand(ElementPtr element) noexcept : element_(std::move(element)) {}

  /// Null: a plain value.
  const ElementPtr& element() const noexcept { return element_; }
  ElementPtr take_element() && noexcept { return std::move(element_); }
  const Value& value() const noexcept { return value_; }
  Value take_value() && noexcept { return std::move(value_); }
  bool is_null() const noexcept { return !element_ && value_.is_null(); }

 private:
  ElementPtr element_;
  Value value_;
};

}  // namespace cupel
