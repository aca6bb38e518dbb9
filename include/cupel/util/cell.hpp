#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cupel {

/// What a Cell holds. `blob` is borrowed bytes, and also a server's binary wire format.
enum class CellKind : std::uint8_t { null, integer, real, text, blob };

/// One field as it crosses the driver's border, in both directions. 16 bytes, trivially copyable.
///
/// Lifetime: text and blob are borrowed. Data of a fetched cell is valid until the next fetch or
/// reset of its statement; data of a parameter cell must live until execute returns.
struct Cell {
  CellKind kind = CellKind::null;
  std::uint32_t size = 0;  ///< bytes behind `data`; meaningful for text and blob
  union {
    std::int64_t integer = 0;
    double real;
    const char* data;
  };

  [[nodiscard]] static constexpr Cell null_() noexcept { return {}; }
  [[nodiscard]] static constexpr Cell of(std::int64_t v) noexcept {
    Cell c;
    c.kind = CellKind::integer;
    c.integer = v;
    return c;
  }
  [[nodiscard]] static constexpr Cell of(double v) noexcept {
    Cell c;
    c.kind = CellKind::real;
    c.real = v;
    return c;
  }
  /// Borrows `s`; `s` must be shorter than 4 GiB.
  [[nodiscard]] static constexpr Cell text(std::string_view s) noexcept {
    Cell c;
    c.kind = CellKind::text;
    c.size = static_cast<std::uint32_t>(s.size());
    c.data = s.data();
    return c;
  }
  /// Borrows `b`; `b` must be shorter than 4 GiB.
  [[nodiscard]] static Cell blob(std::span<const std::byte> b) noexcept {
    Cell c;
    c.kind = CellKind::blob;
    c.size = static_cast<std::uint32_t>(b.size());
    c.data = reinterpret_cast<const char*>(b.data());
    return c;
  }

  [[nodiscard]] constexpr bool is_null() const noexcept { return kind == CellKind::null; }
  /// The bytes of a text or blob cell.
  [[nodiscard]] constexpr std::string_view view() const noexcept { return {data, size}; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept {
    return {reinterpret_cast<const std::byte*>(data), size};
  }
};

static_assert(sizeof(Cell) == 16);

/// "null", "integer", "real", "text", "blob": for error messages.
[[nodiscard]] std::string_view to_string(CellKind kind) noexcept;

}  // namespace cupel
