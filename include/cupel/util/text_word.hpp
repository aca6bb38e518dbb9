#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cupel {

/// The first eight characters of a text as a word, or all of them where there are fewer; then the
/// upper byte stays zero. Texts of one length with different beginnings get different words; the
/// order of words means nothing.
[[nodiscard]] inline std::uint64_t text_word(std::string_view text) noexcept {
  const char* const at = text.data();
  const std::size_t size = text.size();
  if constexpr (std::endian::native != std::endian::little) {
    std::uint64_t word = 0;
    for (const char c : text.substr(0, 8)) word = word << 8 | static_cast<unsigned char>(c);
    return word;
  }
  const auto load = [](const char* from, auto word) -> std::uint64_t {
    std::memcpy(&word, from, sizeof word);
    return word;
  };
  if (size >= 8) return load(at, std::uint64_t{});
  if (size >= 4) {
    // The last four characters, without those that the first four hold already.
    const std::uint64_t rest = load(at + size - 4, std::uint32_t{}) >> (64 - 8 * size);
    return load(at, std::uint32_t{}) | rest << 32;
  }
  if (size == 0) return 0;
  std::uint64_t word = load(at, std::uint8_t{});
  if (size > 1) word |= load(at + size - 2, std::uint16_t{}) << 8;
  return word;
}

}  // namespace cupel
