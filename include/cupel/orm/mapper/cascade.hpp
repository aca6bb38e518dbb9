#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cupel {

/// One operation that may travel from a parent object to its related objects.
enum class Cascade : std::uint8_t {
  save_update = 1,
  merge = 2,
  refresh_expire = 4,
  expunge = 8,
  delete_ = 16,
  delete_orphan = 32,
};

/// The set of cascades of one relationship. An immutable value.
class CascadeOptions {
 public:
  /// "save-update, merge", what a relationship has when nothing is said.
  constexpr CascadeOptions() = default;

  /// Reads a list such as `"all, delete-orphan"`. `all` stands for everything but delete-orphan;
  /// `none` (or an empty text) for nothing.
  /// Throws ArgumentError listing the valid words when a word is none of them.
  explicit CascadeOptions(std::string_view text);

  [[nodiscard]] constexpr bool has(Cascade c) const noexcept {
    return (bits_ & static_cast<std::uint8_t>(c)) != 0;
  }
  [[nodiscard]] constexpr bool save_update() const noexcept { return has(Cascade::save_update); }
  [[nodiscard]] constexpr bool merge() const noexcept { return has(Cascade::merge); }
  [[nodiscard]] constexpr bool refresh_expire() const noexcept {
    return has(Cascade::refresh_expire);
  }
  [[nodiscard]] constexpr bool expunge() const noexcept { return has(Cascade::expunge); }
  [[nodiscard]] constexpr bool delete_() const noexcept { return has(Cascade::delete_); }
  [[nodiscard]] constexpr bool delete_orphan() const noexcept {
    return has(Cascade::delete_orphan);
  }

  /// The set without `c`.
  [[nodiscard]] constexpr CascadeOptions without(Cascade c) const noexcept {
    CascadeOptions next = *this;
    next.bits_ = static_cast<std::uint8_t>(bits_ & ~static_cast<std::uint8_t>(c));
    return next;
  }

  /// The words in their fixed order: "delete, delete-orphan, expunge, merge, ...".
  [[nodiscard]] std::string str() const;

  friend constexpr bool operator==(CascadeOptions, CascadeOptions) = default;

 private:
  std::uint8_t bits_ =
      static_cast<std::uint8_t>(Cascade::save_update) | static_cast<std::uint8_t>(Cascade::merge);
};

}  // namespace cupel
