#include "orm/attributes/cell_memory.hpp"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

#include "cupel/util/ref_count.hpp"

#include "orm/attributes/cell_blocks.hpp"

// A load makes and drops cells of few sizes by the thousand. They are carved out of blocks, each
// for one size and filled by one thread:
//
//     block (kBlockBytes, aligned to that)
//     +--------+------+------+------+-- - --+------+
//     | Block  | cell | cell | free | cell  | not used yet
//     +--------+------+------+------+-- - --+------+
//
// The thread that made a block takes cells from it and reuses those that it gave back itself. Any
// thread may give a cell back: it finds the block by the address and counts it down. A block goes
// when nothing in it is in use and its thread has let go of it.
namespace cupel::detail {
namespace {

// AddressSanitizer must see each cell freed, or it could not tell who uses one afterwards.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kUsesBlocks = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kUsesBlocks = false;
#else
constexpr bool kUsesBlocks = true;
#endif
#else
constexpr bool kUsesBlocks = true;
#endif

constexpr std::size_t kStep = 16;
constexpr std::size_t kLargest = 1024;
constexpr std::size_t kBlockBytes = kCellBlockBytes;
// Blocks that a thread keeps for its next load; others it leaves to all threads.
constexpr std::size_t kMostEmpty = 64;

struct FreeCell {
  FreeCell* next;
};

struct Heap;

struct alignas(64) Block {
  // Cells in use, and one for the thread that owns the block.
  RefCount<> users;
  std::atomic<Heap*> owner{nullptr};
  std::size_t list = 0;  // which size, in steps
  FreeCell* free = nullptr;
  std::size_t unused = 0;  // offset of the part that was never used
  Block* next = nullptr;   // in a list of the owner
  Block* prev = nullptr;
  bool listed = false;
};

constexpr std::size_t kFirstCell = (sizeof(Block) + kStep - 1) / kStep * kStep;

Block& block_of(void* cell) noexcept {
  return *reinterpret_cast<Block*>(reinterpret_cast<std::uintptr_t>(cell) & ~(kBlockBytes - 1));
}

void free_block(Block* block) noexcept {
  give_cell_block(block);
}

/// The blocks of one thread. Without a destructor, so that cells can be freed until the very end of
/// a thread.
struct Heap {
  std::array<Block*, kLargest / kStep + 1> current{};  // blocks that cells are taken from
  std::array<Block*, kLargest / kStep + 1> partial{};  // others with cells to take, a list for each
  Block* empty = nullptr;                              // for any size
  std::size_t empty_count = 0;
  Block* full = nullptr;  // no cell to take when they were left
  Block* look = nullptr;  // the next of them to be looked at
  enum class Stage : std::uint8_t { not_used_yet, used, ended } stage = Stage::not_used_yet;

  void* take(std::size_t list) {
    Block*& block = current[list];
    while (true) {
      if (block) {
        if (FreeCell* const cell = block->free) {
          block->free = cell->next;
          block->users.increment();
          return cell;
        }
        if (block->unused + list * kStep <= kBlockBytes) {
          void* const cell = reinterpret_cast<char*>(block) + block->unused;
          block->unused += list * kStep;
          block->users.increment();
          return cell;
        }
        insert(full, block);
      }
      block = next_block(list);
    }
  }

  void give(Block& block, void* raw) noexcept {
    auto* const cell = static_cast<FreeCell*>(raw);
    cell->next = block.free;
    block.free = cell;
    const bool was_full = cell->next == nullptr;
    const bool empty_now = block.users.decrement() == 2;
    if (&block == current[block.list]) return;
    if (empty_now) {
      remove(block);
      put_empty(block);
    } else if (was_full) {
      remove(block);
      insert(partial[block.list], &block);
    }
  }

  void let_go_of_all() noexcept {
    stage = Stage::ended;
    const auto leave = [](Block*& list) {
      while (Block* const block = list) {
        list = block->next;
        block->owner.store(nullptr, std::memory_order_relaxed);
        if (block->users.decrement() == 1) free_block(block);
      }
    };
    for (Block*& block : current) leave(block);
    for (Block*& list : partial) leave(list);
    leave(full);
    empty_count = 0;
    leave(empty);
  }

 private:
  Block* next_block(std::size_t list) {
    if (Block* const block = partial[list]) {
      remove(*block);
      return block;
    }
    Block* block = empty;
    if (block) {
      empty = block->next;
      --empty_count;
    } else {
      block = emptied_by_others();
    }
    if (!block) {
      block = ::new (take_cell_block()) Block;
      block->users.increment();
      block->owner.store(this, std::memory_order_relaxed);
    }
    block->list = list;
    block->free = nullptr;
    block->unused = kFirstCell;
    block->next = nullptr;
    return block;
  }

  // Full blocks whose cells other threads gave back are found here, a few with each new block.
  Block* emptied_by_others() noexcept {
    for (int looked = 0; looked < 4; ++looked) {
      if (!look) look = full;
      if (!look) break;
      Block* const block = look;
      look = block->next;
      if (block->users.get(std::memory_order_acquire) != 1) continue;
      remove(*block);
      return block;
    }
    return nullptr;
  }

  void put_empty(Block& block) noexcept {
    if (empty_count >= kMostEmpty) {
      free_block(&block);
      return;
    }
    block.next = empty;
    empty = &block;
    ++empty_count;
  }

  static void insert(Block*& list, Block* block) noexcept {
    block->prev = nullptr;
    block->next = list;
    if (list) list->prev = block;
    list = block;
    block->listed = true;
  }
  void remove(Block& block) noexcept {
    if (!block.listed) return;
    if (look == &block) look = block.next;
    if (block.prev) {
      block.prev->next = block.next;
    } else if (full == &block) {
      full = block.next;
    } else {
      partial[block.list] = block.next;
    }
    if (block.next) block.next->prev = block.prev;
    block.next = block.prev = nullptr;
    block.listed = false;
  }
};
constinit thread_local Heap heap;

struct AtThreadEnd {
  ~AtThreadEnd() { heap.let_go_of_all(); }
};

std::size_t list_of(std::size_t size) noexcept {
  return (size + kStep - 1) / kStep;
}

}  // namespace

void* take_cell_memory(std::size_t size) {
  const std::size_t list = list_of(size);
  Heap& mine = heap;
  if (!kUsesBlocks || size > kLargest) return ::operator new(list* kStep);
  if (mine.stage != Heap::Stage::used) [[unlikely]] {
    if (mine.stage == Heap::Stage::ended) {
      // A thread that is ending: a block of its own, that nobody owns.
      auto* const block = ::new (take_cell_block()) Block;
      block->users.increment();
      return reinterpret_cast<char*>(block) + kFirstCell;
    }
    mine.stage = Heap::Stage::used;
    thread_local const AtThreadEnd at_end;
    static_cast<void>(at_end);
  }
  return mine.take(list);
}

void give_cell_memory(void* cell, std::size_t size) noexcept {
  if (!kUsesBlocks || size > kLargest) {
    ::operator delete(cell);
    return;
  }
  Block& block = block_of(cell);
  if (block.owner.load(std::memory_order_relaxed) == &heap) {
    heap.give(block, cell);
  } else if (block.users.decrement() == 1) {
    free_block(&block);
  }
}

}  // namespace cupel::detail
