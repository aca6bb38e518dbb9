#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/types/detail/native.hpp"
#include "cupel/types/enum_traits.hpp"
#include "cupel/types/fwd.hpp"
#include "cupel/types/type_engine.hpp"

namespace cupel {

// How a C++ type is stored. The library knows its natives, enums, optional<T> and vector<T>; for a
// type of your own write
//
//     template <> struct cupel::TypeTraits<Money> {
//       using Stored = std::int64_t;                     // any type that can be stored already
//       static TypePtr sql_type() { return make_ptr<BigInteger>(); }
//       static Stored to_stored(const Money& m) { return m.cents(); }
//       static Money from_stored(Stored cents) { return Money(cents); }
//     };

namespace detail {

/// SQL type of a native: int32 is Integer, int64 BigInteger (INTEGER on SQLite, whose rowid only
/// that type can be), int16 SmallInteger, string String, double Double, float Float ...
[[nodiscard]] const TypePtr& native_sql_type(NativeType type);
[[nodiscard]] TypePtr enum_sql_type(const EnumTable& table);
[[nodiscard]] TypePtr array_sql_type(const TypePtr& item);

/// Looks a member up by number or name; throws LookupError naming the enum and what was given.
[[nodiscard]] const EnumMember& require_member(const EnumTable& table, std::int64_t value);
[[nodiscard]] const EnumMember& require_member(const EnumTable& table, std::string_view name);

template <class T>
concept DeclaresStorage =
    native_type_of<T>() == NativeType::none && !kIsOptional<T> && !kIsVector<T> && requires {
      typename TypeTraits<T>::Stored;
      { TypeTraits<T>::from_stored(std::declval<typename TypeTraits<T>::Stored>()) };
    } && !requires { TypeTraits<T>::kBuiltinEnum; };

}  // namespace detail

template <class T>
  requires(detail::native_type_of<T>() != detail::NativeType::none)
struct TypeTraits<T> {
  using Stored = T;
  static TypePtr sql_type() { return detail::native_sql_type(detail::native_type_of<T>()); }
  static const T& to_stored(const T& v) { return v; }
  static T from_stored(T v) { return v; }
};

/// An enum is stored by the name of its member, in an Enum.
template <class E>
  requires std::is_enum_v<E> && (!std::same_as<E, std::byte>)
struct TypeTraits<E> {
  static constexpr bool kBuiltinEnum = true;
  using Stored = std::string;
  static TypePtr sql_type() {
    static const TypePtr type = detail::enum_sql_type(enum_table<E>());
    return type;
  }
  /// Throws LookupError for a number that is no member.
  static Stored to_stored(E v) {
    return detail::require_member(enum_table<E>(), static_cast<std::int64_t>(v)).name;
  }
  /// Throws LookupError for a text that is no member's name.
  static E from_stored(const Stored& name) {
    return static_cast<E>(detail::require_member(enum_table<E>(), name).value);
  }
};

template <class T>
struct TypeTraits<std::optional<T>> {
  using Stored = std::optional<T>;
  static TypePtr sql_type() { return TypeTraits<T>::sql_type(); }
};

template <class T>
  requires(!std::same_as<T, std::byte>)
struct TypeTraits<std::vector<T>> {
  using Stored = std::vector<T>;
  static TypePtr sql_type() { return detail::array_sql_type(TypeTraits<T>::sql_type()); }
};

/// T can be a column's C++ type.
template <class T>
concept Storable = requires {
  typename TypeTraits<T>::Stored;
  { TypeTraits<T>::sql_type() } -> std::convertible_to<TypePtr>;
};

/// T can hold NULL.
template <class T>
inline constexpr bool is_nullable = detail::kIsOptional<T> || std::same_as<T, Value>;

namespace detail {

template <class T>
struct UnwrappedOf {
  using type = T;
};
template <class T>
struct UnwrappedOf<std::optional<T>> {
  using type = T;
};

/// The native type at the bottom of T; Value where there is none.
template <class T>
constexpr NativeType root_native() noexcept {
  if constexpr (native_type_of<T>() != NativeType::none) {
    return native_type_of<T>();
  } else if constexpr (kIsOptional<T>) {
    return root_native<typename T::value_type>();
  } else if constexpr (DeclaresStorage<T>) {
    return root_native<typename TypeTraits<T>::Stored>();
  } else {
    return NativeType::value;
  }
}

template <class T>
inline constexpr NativeType kRootNative = root_native<T>();

}  // namespace detail

/// optional<U> → U, else T itself.
template <class T>
using Unwrapped = typename detail::UnwrappedOf<T>::type;

/// The default SQL type of a C++ type: what Mapped<T> and Expr<T> use.
template <Storable T>
[[nodiscard]] TypePtr sql_type_of() {
  return TypeTraits<T>::sql_type();
}

}  // namespace cupel
