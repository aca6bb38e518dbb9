#pragma once
// The letters of the format: numbers of seven bits a byte, least first; texts with their length
// before them; everything else is made of these.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cupel::detail {

/// Trees deeper than this are neither written nor read: reading and rendering them recurses.
inline constexpr std::uint32_t kMaxSerializedDepth = 400;
/// Nor are those that would have more nodes than this if what stands in them several times were
/// written out each time: rendering does so, and few bytes could ask for a text without end.
inline constexpr std::uint64_t kMaxSerializedNodes = std::uint64_t{1} << 22;

/// Throws DataError; `what` says in which place.
[[noreturn]] void throw_damaged_bytes(std::string_view what);

class SerialWriter {
 public:
  void byte(std::uint8_t v) { out_.push_back(static_cast<char>(v)); }
  void flag(bool v) { byte(v ? 1 : 0); }
  void number(std::uint64_t v);
  void signed_number(std::int64_t v);
  void text(std::string_view v);
  void raw(const void* data, std::size_t size);

  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// Reads what SerialWriter wrote; every function throws DataError for bytes that are not so.
class SerialReader {
 public:
  explicit SerialReader(std::string_view bytes) noexcept : rest_(bytes) {}

  std::uint8_t byte();
  bool flag();
  std::uint64_t number();
  /// A number below `limit`.
  std::uint64_t number_below(std::uint64_t limit, std::string_view what);
  std::int64_t signed_number();
  /// A signed number of 32 bits.
  int small_number();
  /// Valid as long as the bytes.
  std::string_view text();
  std::string_view raw(std::size_t size);
  /// The size of a list: each item has a byte at least.
  std::size_t count() { return number_below(rest_.size() + 1, "the size of a list"); }
  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace cupel::detail
