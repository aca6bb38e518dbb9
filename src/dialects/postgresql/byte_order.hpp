#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>

namespace cupel::postgresql {

/// The number of that size in network byte order at `data`.
template <std::integral T>
[[nodiscard]] T load(const char* data) noexcept {
  T v;
  std::memcpy(&v, data, sizeof v);
  if constexpr (std::endian::native == std::endian::little) {
    if constexpr (sizeof v == 2)
      v = static_cast<T>(__builtin_bswap16(static_cast<std::uint16_t>(v)));
    if constexpr (sizeof v == 4)
      v = static_cast<T>(__builtin_bswap32(static_cast<std::uint32_t>(v)));
    if constexpr (sizeof v == 8)
      v = static_cast<T>(__builtin_bswap64(static_cast<std::uint64_t>(v)));
  }
  return v;
}

template <std::integral T>
void store(char* out, T v) noexcept {
  const T in_order = load<T>(reinterpret_cast<const char*>(&v));
  std::memcpy(out, &in_order, sizeof v);
}

}  // namespace cupel::postgresql
