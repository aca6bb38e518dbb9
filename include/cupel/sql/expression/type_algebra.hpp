#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include <cupel/sql/expression/operand.hpp>
#include <cupel/types/decimal.hpp>
#include <cupel/types/json.hpp>
#include <cupel/types/temporal.hpp>
#include <cupel/types/value.hpp>

namespace cupel::detail {

// Which C++ types may meet in an expression, and what comes of it.

template <class T>
struct UnwrapOptional {
  using type = T;
};
template <class T>
struct UnwrapOptional<std::optional<T>> {
  using type = T;
};
template <class T>
using Bare = typename UnwrapOptional<std::remove_cvref_t<T>>::type;

/// The C++ type of an operand: of an expression its T, of text std::string, else its own.
template <class X, class = void>
struct OperandType {
  using type = X;
};
template <class X>
  requires HasExprTraits<X>
struct OperandType<X> {
  using type = typename ExprTraits<X>::type;
};
template <class X>
  requires(kIsSqlExpression<X> || kIsSelect<X>)
struct OperandType<X> {
  using type = typename X::value_type;
};
template <class X>
  requires(!HasExprTraits<X> && !kIsNull<X> && std::is_convertible_v<const X&, std::string_view>)
struct OperandType<X> {
  using type = std::string;
};
template <class X>
using OperandTypeOf = typename OperandType<std::remove_cvref_t<X>>::type;

template <class T>
inline constexpr bool kIsUntyped =
    std::is_same_v<Bare<T>, Untyped> || std::is_same_v<Bare<T>, Value>;
template <class T>
inline constexpr bool kIsNumber =
    (std::is_arithmetic_v<Bare<T>> && !std::is_same_v<Bare<T>, bool>) ||
    std::is_same_v<Bare<T>, Decimal>;
template <class T>
inline constexpr bool kIsText = std::is_convertible_v<const Bare<T>&, std::string_view>;
template <class T>
inline constexpr bool kIsMoment =
    std::is_same_v<Bare<T>, CalendarDate> || std::is_same_v<Bare<T>, LocalDateTime> ||
    std::is_same_v<Bare<T>, UtcDateTime>;
template <class T>
inline constexpr bool kIsIntervalType = kIsDuration<Bare<T>>;

/// Whether a T may be compared with a U.
template <class T, class U>
inline constexpr bool kComparable =
    kIsUntyped<T> || kIsUntyped<U> || kIsNull<Bare<U>> || kIsNull<Bare<T>> ||
    std::is_same_v<Bare<T>, Bare<U>> || (kIsNumber<T> && kIsNumber<U>) ||
    (kIsText<T> && kIsText<U>) || (kIsMoment<T> && kIsMoment<U>) ||
    (kIsIntervalType<T> && kIsIntervalType<U>) || std::is_same_v<Bare<T>, Json> ||
    (kIsVector<Bare<T>> && kIsVector<Bare<U>>);

template <class T, class U, class R>
using NullableIfEither = std::conditional_t<(kIsOptional<T> || kIsOptional<U>)&&!kIsOptional<R> &&
                                                !std::is_same_v<R, Untyped>,
                                            std::optional<R>, R>;

template <class T, class U>
constexpr auto arithmetic_result(bool /*tag*/) {
  if constexpr (kIsUntyped<T> || kIsUntyped<U>) {
    return std::type_identity<Untyped>{};
  } else if constexpr (kIsText<T> && kIsText<U>) {
    return std::type_identity<std::string>{};
  } else if constexpr (kIsNumber<T> && kIsNumber<U>) {
    if constexpr (std::is_floating_point_v<Bare<T>> || std::is_floating_point_v<Bare<U>>) {
      return std::type_identity<double>{};
    } else if constexpr (std::is_same_v<Bare<T>, Decimal> || std::is_same_v<Bare<U>, Decimal>) {
      return std::type_identity<Decimal>{};
    } else {
      return std::type_identity<std::common_type_t<Bare<T>, Bare<U>>>{};
    }
  } else if constexpr (kIsMoment<T> && kIsMoment<U>) {
    return std::type_identity<Duration>{};
  } else if constexpr (kIsMoment<T> && kIsIntervalType<U>) {
    return std::type_identity<
        std::conditional_t<std::is_same_v<Bare<T>, CalendarDate>, LocalDateTime, Bare<T>>>{};
  } else if constexpr (kIsIntervalType<T> && kIsMoment<U>) {
    return std::type_identity<
        std::conditional_t<std::is_same_v<Bare<U>, CalendarDate>, LocalDateTime, Bare<U>>>{};
  } else if constexpr (kIsIntervalType<T> && kIsIntervalType<U>) {
    return std::type_identity<Duration>{};
  } else {
    return std::type_identity<void>{};
  }
}

/// The type of T + U and the like; void where the two cannot meet.
template <class T, class U>
using ArithmeticResult =
    NullableIfEither<T, U, typename decltype(arithmetic_result<T, U>(true))::type>;
/// The type of T / U: whole numbers divide to Decimal, as SQLAlchemy's Integer does to Numeric.
template <class T, class U>
using DivisionResult = NullableIfEither<
    T, U,
    std::conditional_t<std::is_integral_v<Bare<T>> && std::is_integral_v<Bare<U>>, Decimal,
                       typename decltype(arithmetic_result<T, U>(true))::type>>;

}  // namespace cupel::detail
