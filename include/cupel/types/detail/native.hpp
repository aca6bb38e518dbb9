#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "cupel/types/decimal.hpp"
#include "cupel/types/fwd.hpp"
#include "cupel/types/json.hpp"
#include "cupel/types/temporal.hpp"
#include "cupel/types/uuid.hpp"
#include "cupel/util/type_name.hpp"

namespace cupel::detail {

/// The C++ types for which codecs are compiled into the library.
enum class NativeType : std::uint8_t {
  none,
  boolean,
  int8,
  int16,
  int32,
  int64,
  uint8,
  uint16,
  uint32,
  uint64,
  float32,
  float64,
  string,
  bytes,
  decimal,
  date,
  time,
  datetime,
  datetime_tz,
  interval,
  uuid,
  json,
  value
};

template <class T>
constexpr NativeType native_type_of() noexcept {
  if constexpr (std::is_same_v<T, bool>) {
    return NativeType::boolean;
  } else if constexpr (std::is_integral_v<T> && !std::is_same_v<T, char> &&
                       !std::is_same_v<T, wchar_t> && !std::is_same_v<T, char8_t> &&
                       !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t>) {
    constexpr int log = sizeof(T) == 1 ? 0 : sizeof(T) == 2 ? 1 : sizeof(T) == 4 ? 2 : 3;
    constexpr auto first = std::is_signed_v<T> ? NativeType::int8 : NativeType::uint8;
    return static_cast<NativeType>(static_cast<int>(first) + log);
  } else if constexpr (std::is_same_v<T, float>) {
    return NativeType::float32;
  } else if constexpr (std::is_same_v<T, double>) {
    return NativeType::float64;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return NativeType::string;
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return NativeType::bytes;
  } else if constexpr (std::is_same_v<T, Decimal>) {
    return NativeType::decimal;
  } else if constexpr (std::is_same_v<T, CalendarDate>) {
    return NativeType::date;
  } else if constexpr (std::is_same_v<T, TimeOfDay>) {
    return NativeType::time;
  } else if constexpr (std::is_same_v<T, LocalDateTime>) {
    return NativeType::datetime;
  } else if constexpr (std::is_same_v<T, UtcDateTime>) {
    return NativeType::datetime_tz;
  } else if constexpr (std::is_same_v<T, Duration>) {
    return NativeType::interval;
  } else if constexpr (std::is_same_v<T, UuidValue>) {
    return NativeType::uuid;
  } else if constexpr (std::is_same_v<T, Json>) {
    return NativeType::json;
  } else if constexpr (std::is_same_v<T, Value>) {
    return NativeType::value;
  } else {
    return NativeType::none;
  }
}

template <class T>
inline constexpr NativeType kNativeType = native_type_of<T>();

/// "std::int64_t", "std::string", "cupel::Decimal": for messages.
[[nodiscard]] std::string_view native_name(NativeType type) noexcept;

/// The name of any T for messages.
template <class T>
[[nodiscard]] std::string_view cpp_type_name() noexcept {
  if constexpr (kNativeType<T> != NativeType::none) {
    return native_name(kNativeType<T>);
  } else {
    return type_name<T>();
  }
}

template <class T>
struct OptionalInnerOf {
  using type = void;
};
template <class T>
struct OptionalInnerOf<std::optional<T>> {
  using type = T;
};
/// U of optional<U>, else void.
template <class T>
using OptionalInner = typename OptionalInnerOf<T>::type;

}  // namespace cupel::detail
