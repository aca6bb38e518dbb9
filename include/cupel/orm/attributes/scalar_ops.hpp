#pragma once
// What non-template code must be able to do with a value of a member's type.

#include <concepts>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include "cupel/types/value.hpp"
#include "cupel/util/type_name.hpp"

namespace cupel {

/// Operations on values of one C++ type, as function pointers. One constant table per type, good
/// for the whole program; two members have the same type exactly when they share the table.
struct ScalarOps {
  std::string_view type_name;
  std::uint32_t size;
  std::uint32_t align;
  bool nullable;  ///< std::optional: can hold NULL
  bool trivial;   ///< may be copied as bytes and need not be destroyed

  bool (*equal)(const void* a, const void* b);
  void (*init)(void* raw);                       ///< constructs T{} at `raw`
  void (*copy)(void* raw, const void* from);     ///< constructs at `raw`
  void (*move)(void* raw, void* from) noexcept;  ///< constructs at `raw`
  void (*assign)(void* to, void* from);          ///< moves `from` into `to`
  void (*destroy)(void* value) noexcept;
  void (*clear)(void* value);  ///< value = T{}
  bool (*is_null)(const void* value);
  Value (*to_value)(const void* value);
  void (*from_value)(void* to, const Value& from);  ///< throws DataError; a null clears
};

namespace detail {

template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
Value scalar_to_value(const T& from) {
  static_assert(std::is_constructible_v<Value, const T&>,
                "Cupel does not know how to store this type: specialise cupel::TypeTraits for it");
  return Value(from);
}

template <class T>
void scalar_from_value(T& to, const Value& from) {
  if constexpr (std::same_as<T, Value>) {
    to = from;
  } else if (from.is_null()) {
    to = T{};
  } else {
    to = from.as<T>();
  }
}

template <class T>
struct ScalarFunctions {
  static const T& at(const void* p) { return *static_cast<const T*>(p); }
  static T& at(void* p) { return *static_cast<T*>(p); }

  static bool equal(const void* a, const void* b) {
    if constexpr (std::equality_comparable<T>) {
      return static_cast<bool>(at(a) == at(b));
    } else {
      return scalar_to_value(at(a)) == scalar_to_value(at(b));
    }
  }
  static void init(void* raw) { ::new (raw) T{}; }
  static void copy(void* raw, const void* from) { ::new (raw) T(at(from)); }
  static void move(void* raw, void* from) noexcept { ::new (raw) T(std::move(at(from))); }
  static void assign(void* to, void* from) { at(to) = std::move(at(from)); }
  static void destroy(void* value) noexcept { std::destroy_at(static_cast<T*>(value)); }
  static void clear(void* value) { at(value) = T{}; }
  static bool is_null([[maybe_unused]] const void* value) {
    if constexpr (IsOptional<T>::value) {
      return !at(value).has_value();
    } else {
      return false;
    }
  }
  static Value to_value(const void* value) { return scalar_to_value(at(value)); }
  static void from_value(void* to, const Value& from) { scalar_from_value(at(to), from); }
};

}  // namespace detail

template <class T>
inline constexpr ScalarOps kScalarOps{
    .type_name = type_name<T>(),
    .size = sizeof(T),
    .align = alignof(T),
    .nullable = detail::IsOptional<T>::value,
    .trivial = std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>,
    .equal = detail::ScalarFunctions<T>::equal,
    .init = detail::ScalarFunctions<T>::init,
    .copy = detail::ScalarFunctions<T>::copy,
    .move = detail::ScalarFunctions<T>::move,
    .assign = detail::ScalarFunctions<T>::assign,
    .destroy = detail::ScalarFunctions<T>::destroy,
    .clear = detail::ScalarFunctions<T>::clear,
    .is_null = detail::ScalarFunctions<T>::is_null,
    .to_value = detail::ScalarFunctions<T>::to_value,
    .from_value = detail::ScalarFunctions<T>::from_value,
};

}  // namespace cupel
