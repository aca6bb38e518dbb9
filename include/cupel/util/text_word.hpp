#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cupel {

/// The first eight characters of a text as a word, or all of them where there are fewer. Texts of
/// one length with different beginnings get different words; the order of words means nothing.
[[nodiscard]] inline std::uint64_t text_word(std::string_view text) noexcept {
  const auto load = [](const char* at, auto word) -> std::uint64_t {
    std::memcpy(&word, at, sizeof word);
    return word;
  };
  const char* const at = text.data();
  const std::size_t size = text.size();
  if (size >= 8) return load(at, std::uint64_t{});
  if (size >= 4) return load(at, std::uint32_t{}) | load(at + size - 4, std::uint32_t{}) << 32;
  if (size == 0) return 0;
  std::uint64_t word = load(at, std::uint8_t{});
  if (size > 1) word |= load(at + size - 2, std::uint16_t{}) << 8;
  return word;
}

}  // namespace cupel
