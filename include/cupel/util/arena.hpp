#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace cupel {

/// Bump allocator for bytes that live as long as one execution: formatted parameters, key words.
///
/// Lifetime: what it hands out is valid until clear() or destruction; nothing is destroyed, so only
/// trivially destructible objects belong here.
/// Not thread-safe.
class Arena {
 public:
  explicit Arena(std::size_t first_block = 1024) noexcept : next_size_(first_block) {}
  Arena(Arena&&) noexcept = default;
  Arena& operator=(Arena&&) noexcept = default;

  /// Memory for `size` bytes aligned to `align` (a power of two).
  [[nodiscard]] void* allocate(std::size_t size, std::size_t align = alignof(std::max_align_t)) {
    const std::size_t pad = (~reinterpret_cast<std::uintptr_t>(cursor_) + 1) & (align - 1);
    if (size + pad > static_cast<std::size_t>(end_ - cursor_)) return allocate_slow(size, align);
    char* p = cursor_ + pad;
    cursor_ = p + size;
    return p;
  }
  [[nodiscard]] char* allocate_chars(std::size_t size) {
    return static_cast<char*>(allocate(size, 1));
  }
  /// A copy of `s` that lives in the arena.
  [[nodiscard]] std::string_view copy(std::string_view s);
  [[nodiscard]] std::span<const std::byte> copy(std::span<const std::byte> b);

  /// Takes everything back. Keeps the biggest block, so that a loop settles without allocating.
  void clear() noexcept {
    if (!blocks_.empty()) take_back();
  }

 private:
  struct Block {
    std::unique_ptr<char[]> data;
    std::size_t size;
  };

  void* allocate_slow(std::size_t size, std::size_t align);
  void take_back() noexcept;

  std::vector<Block> blocks_;
  char* cursor_ = nullptr;
  char* end_ = nullptr;
  std::size_t next_size_;
};

}  // namespace cupel
