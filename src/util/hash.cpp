#include "cupel/util/hash.hpp"

#include <cstring>

namespace cupel {

std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed) noexcept {
  const char* p = static_cast<const char*>(data);
  std::uint64_t h = hash_combine(seed, size);
  while (size >= 8) {
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    h = hash_combine(h, word);
    p += 8;
    size -= 8;
  }
  if (size != 0) {
    std::uint64_t word = 0;
    std::memcpy(&word, p, size);
    h = hash_combine(h, word);
  }
  return h;
}

std::uint64_t hash_words(std::span<const std::uint64_t> words) noexcept {
  // Two words a step: the steps wait for each other, not for the words.
  std::uint64_t h = hash_word(words.size());
  const std::size_t pairs = words.size() / 2;
  for (std::size_t i = 0; i < pairs; ++i) {
    h = hash_fold(words[2 * i] ^ 0x9E3779B97F4A7C15ULL, words[2 * i + 1] ^ h);
  }
  if (words.size() % 2 != 0) h = hash_combine(h, words.back());
  return h;
}

}  // namespace cupel
