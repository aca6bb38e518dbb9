#pragma once

#include <cstdint>

namespace cupel {

/// What is looked for in the database before it is created or dropped. Flags may be joined with
/// `|`; a plain bool means all or none.
class CheckFirst {
 public:
  enum Flag : std::uint8_t {
    none = 0,
    tables = 1,
    views = 2,
    indexes = 4,
    sequences = 8,
    types = 16,
    all = 31,
  };

  constexpr CheckFirst(Flag flag) noexcept : bits_(flag) {}  // NOLINT: implicit by design
  constexpr CheckFirst(bool every) noexcept : bits_(every ? all : none) {}  // NOLINT

  [[nodiscard]] constexpr bool has(Flag flag) const noexcept { return (bits_ & flag) == flag; }
  friend constexpr CheckFirst operator|(CheckFirst a, CheckFirst b) noexcept {
    return CheckFirst(static_cast<Flag>(a.bits_ | b.bits_));
  }
  friend constexpr bool operator==(CheckFirst, CheckFirst) = default;

 private:
  std::uint8_t bits_;
};

}  // namespace cupel
