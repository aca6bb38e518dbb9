#include "orm/attributes/cell_memory.hpp"

#include <array>
#include <new>
#include <utility>

namespace cupel::detail {
namespace {

// AddressSanitizer must see each block freed, or it could not tell who uses one afterwards.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kKeepsBlocks = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kKeepsBlocks = false;
#else
constexpr bool kKeepsBlocks = true;
#endif
#else
constexpr bool kKeepsBlocks = true;
#endif

constexpr std::size_t kStep = 16;
constexpr std::size_t kLargest = 1024;
constexpr std::size_t kMostKept = std::size_t{2} << 20;  // bytes in a thread

struct Block {
  Block* next;
};

/// Without a destructor, so that cells can be freed until the very end of a thread.
struct FreeBlocks {
  std::array<Block*, kLargest / kStep + 1> by_size{};
  std::size_t bytes = 0;
  bool in_use = false;
  bool ended = false;
};
constinit thread_local FreeBlocks free_blocks;

struct AtThreadEnd {
  ~AtThreadEnd() {
    free_blocks.ended = true;
    for (Block*& first : free_blocks.by_size) {
      while (Block* const block = first) {
        first = block->next;
        ::operator delete(static_cast<void*>(block));
      }
    }
  }
};

std::size_t list_of(std::size_t size) noexcept {
  return (size + kStep - 1) / kStep;
}

}  // namespace

void* take_cell_memory(std::size_t size) {
  const std::size_t list = list_of(size);
  if (kKeepsBlocks && size <= kLargest) {
    Block*& first = free_blocks.by_size[list];
    if (Block* const block = first) {
      first = block->next;
      free_blocks.bytes -= list * kStep;
      return block;
    }
  }
  return ::operator new(list* kStep);
}

void give_cell_memory(void* block, std::size_t size) noexcept {
  const std::size_t list = list_of(size);
  FreeBlocks& mine = free_blocks;
  if (!kKeepsBlocks || size > kLargest || mine.ended || mine.bytes + list * kStep > kMostKept) {
    ::operator delete(block);
    return;
  }
  if (!mine.in_use) {
    mine.in_use = true;
    thread_local const AtThreadEnd at_end;
    static_cast<void>(at_end);
  }
  mine.by_size[list] = ::new (block) Block{mine.by_size[list]};
  mine.bytes += list * kStep;
}

}  // namespace cupel::detail
