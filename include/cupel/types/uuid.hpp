#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cupel {

/// A universally unique identifier: 16 bytes in network order.
class UuidValue {
 public:
  /// All zero.
  constexpr UuidValue() noexcept = default;
  explicit constexpr UuidValue(const std::array<std::uint8_t, 16>& bytes) noexcept
      : bytes_(bytes) {}
  /// Throws DataError unless the text is a uuid; see parse().
  explicit UuidValue(std::string_view text);
  explicit UuidValue(const char* text) : UuidValue(std::string_view(text)) {}

  /// 32 hexadecimal digits of either case, with or without the usual dashes, braces or "urn:uuid:".
  [[nodiscard]] static std::optional<UuidValue> parse(std::string_view text) noexcept;
  /// Version 4, from the system's source of randomness.
  [[nodiscard]] static UuidValue random();
  /// Version 7: begins with the time in milliseconds, so that keys grow.
  [[nodiscard]] static UuidValue time_ordered();

  [[nodiscard]] constexpr const std::array<std::uint8_t, 16>& bytes() const noexcept {
    return bytes_;
  }
  /// "00000000-0000-0000-0000-000000000001"
  [[nodiscard]] std::string to_string() const;
  /// "00000000000000000000000000000001"
  [[nodiscard]] std::string hex() const;
  /// Writes 32 (36 with dashes) lower-case characters and returns the end.
  char* write(char* out, bool dashes) const noexcept;

  friend constexpr auto operator<=>(const UuidValue&, const UuidValue&) noexcept = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace cupel

template <>
struct std::hash<cupel::UuidValue> {
  std::size_t operator()(const cupel::UuidValue& u) const noexcept;
};
