#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cupel {

/// Folds the 128-bit product of two words: the mixing step of the functions below.
[[nodiscard]] constexpr std::uint64_t hash_fold(std::uint64_t a, std::uint64_t b) noexcept {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Mixes one word into a running hash. Order matters.
[[nodiscard]] constexpr std::uint64_t hash_combine(std::uint64_t seed,
                                                   std::uint64_t word) noexcept {
  return hash_fold(seed ^ 0x9E3779B97F4A7C15ULL, word ^ 0xD1B54A32D192ED03ULL);
}

[[nodiscard]] constexpr std::uint64_t hash_word(std::uint64_t word) noexcept {
  return hash_combine(0x2545F4914F6CDD1DULL, word);
}

/// Hash of raw bytes. Stable within one process only, not for storage; not against attackers.
[[nodiscard]] std::uint64_t hash_bytes(const void* data, std::size_t size,
                                       std::uint64_t seed = 0) noexcept;

[[nodiscard]] inline std::uint64_t hash_text(std::string_view s, std::uint64_t seed = 0) noexcept {
  return hash_bytes(s.data(), s.size(), seed);
}

[[nodiscard]] std::uint64_t hash_words(std::span<const std::uint64_t> words) noexcept;

}  // namespace cupel
