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
  std::uint64_t h = words.size();
  for (std::uint64_t w : words) h = hash_combine(h, w);
  return h;
}

}  // namespace cupel
