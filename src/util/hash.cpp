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
  // Two words a step: the steps wait for each other, not for the words. And two chains of steps,
  // which do not wait for each other.
  std::uint64_t h = hash_word(words.size());
  std::uint64_t other = 0x2545F4914F6CDD1DULL;
  std::size_t i = 0;
  for (; i + 4 <= words.size(); i += 4) {
    h = hash_fold(words[i] ^ 0x9E3779B97F4A7C15ULL, words[i + 1] ^ h);
    other = hash_fold(words[i + 2] ^ 0xD1B54A32D192ED03ULL, words[i + 3] ^ other);
  }
  h = hash_combine(h, other);
  for (; i < words.size(); ++i) h = hash_combine(h, words[i]);
  return h;
}

}  // namespace cupel
