#pragma once

// The templates behind Value::as and get_if; included by value.hpp.
#include <limits>

#include "cupel/types/detail/native.hpp"
#include "cupel/types/value.hpp"

namespace cupel {

template <class T>
bool Value::extract(T& out, bool required) const {
  if constexpr (std::same_as<T, Value>) {
    out = *this;
    return true;
  } else if constexpr (detail::kIsOptional<T>) {
    if (is_null()) {
      out.reset();
      return true;
    }
    return extract(out.emplace(), required);
  } else if constexpr (detail::kIsVector<T>) {
    if (kind_ != ValueKind::array) {
      if (required) throw_not(detail::cpp_type_name<T>());
      return false;
    }
    out.clear();
    for (const Value& item : array_items()) {
      typename T::value_type element{};
      if (!item.extract(element, required)) return false;
      out.push_back(std::move(element));
    }
    return true;
  } else if constexpr (std::same_as<T, bool> || !std::is_arithmetic_v<T>) {
    if constexpr (detail::NativeValueType<T>) {
      if (to_native(out)) return true;
      if (required) throw_not(detail::cpp_type_name<T>());
      return false;
    } else if constexpr (detail::kIsDuration<T>) {
      Duration i{};
      if (!extract(i, required)) return false;
      out = std::chrono::duration_cast<T>(i);
      return true;
    } else {
      using Stored = typename TypeTraits<T>::Stored;
      Stored stored{};
      if (!extract(stored, required)) return false;
      out = TypeTraits<T>::from_stored(std::move(stored));
      return true;
    }
  } else if constexpr (std::floating_point<T>) {
    double d = 0;
    if (!to_native(d)) {
      if (required) throw_not(detail::cpp_type_name<T>());
      return false;
    }
    out = static_cast<T>(d);
    return true;
  } else {
    using Wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
    Wide w = 0;
    if (!to_native(w)) {
      if (required) throw_not(detail::cpp_type_name<T>());
      return false;
    }
    if (w < static_cast<Wide>(std::numeric_limits<T>::min()) ||
        w > static_cast<Wide>(std::numeric_limits<T>::max())) {
      if (required) throw_out_of_range(detail::cpp_type_name<T>());
      return false;
    }
    out = static_cast<T>(w);
    return true;
  }
}

namespace detail {

template <class T>
inline constexpr bool kReadableAs =
    NativeValueType<T> || kIsOptional<T> || kIsVector<T> || kIsDuration<T> ||
    std::same_as<T, Value> || requires { typename TypeTraits<T>::Stored; };

}  // namespace detail

template <class T>
T Value::as() const {
  static_assert(detail::kReadableAs<T>,
                "Cupel does not know how to read a value as this type: specialise "
                "cupel::TypeTraits<T> with sql_type(), Stored, to_stored() and from_stored()");
  T out{};
  extract(out, true);
  return out;
}

template <class T>
std::optional<T> Value::get_if() const {
  static_assert(detail::kReadableAs<T>,
                "Cupel does not know how to read a value as this type: specialise "
                "cupel::TypeTraits<T> with sql_type(), Stored, to_stored() and from_stored()");
  std::optional<T> out(std::in_place);
  if (!extract(*out, false)) out.reset();
  return out;
}

}  // namespace cupel
