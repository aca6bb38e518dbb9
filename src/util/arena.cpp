#include "cupel/util/arena.hpp"

#include <algorithm>
#include <cstring>

namespace cupel {

void* Arena::allocate_slow(std::size_t size, std::size_t align) {
  const std::size_t block = std::max(next_size_, size + align);
  next_size_ = block * 2;
  blocks_.push_back({std::make_unique_for_overwrite<char[]>(block), block});
  cursor_ = blocks_.back().data.get();
  end_ = cursor_ + block;
  return allocate(size, align);
}

std::string_view Arena::copy(std::string_view s) {
  char* p = allocate_chars(s.size());
  if (!s.empty()) std::memcpy(p, s.data(), s.size());
  return {p, s.size()};
}

std::span<const std::byte> Arena::copy(std::span<const std::byte> b) {
  auto* p = static_cast<std::byte*>(allocate(b.size(), 1));
  if (!b.empty()) std::memcpy(p, b.data(), b.size());
  return {p, b.size()};
}

void Arena::take_back() noexcept {
  if (blocks_.size() > 1) {
    std::swap(blocks_.front(), blocks_.back());  // blocks grow: the last is the biggest
    blocks_.erase(blocks_.begin() + 1, blocks_.end());
  }
  cursor_ = blocks_.front().data.get();
  end_ = cursor_ + blocks_.front().size;
}

}  // namespace cupel
