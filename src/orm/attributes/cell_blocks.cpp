#include "orm/attributes/cell_blocks.hpp"

#include <cstdint>
#include <mutex>
#include <new>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

// Blocks lie together in regions of the size of a large page, and the system is asked to use one: a
// load of many objects then waits for a few pages instead of thousands, and walks over them with
// few misses of the address cache. The first region grows page by page, for programs with few
// objects.
//
//     region (kRegionBytes, aligned to that)
//     +--------+-------+-------+------+-- - --+--------------+
//     | Region | block | block | free | block | not used yet |
//     +--------+-------+-------+------+-- - --+--------------+

// A program that is checked for leaks may be linked with a library that is not: what only cells
// refer to would then count as leaked. Null where no checker is linked.
extern "C" {
[[gnu::weak]] void __lsan_register_root_region(const void*, std::size_t);    // NOLINT: their name
[[gnu::weak]] void __lsan_unregister_root_region(const void*, std::size_t);  // NOLINT
}

namespace cupel::detail {
namespace {

constexpr std::size_t kRegionBytes = std::size_t{2} << 20;
constexpr std::uint32_t kBlocks = kRegionBytes / kCellBlockBytes;
// Regions without a used block that stay for the next load, as the C library keeps the top of its
// heap: to get memory from the system costs a large load as much as to fill it.
constexpr std::uint32_t kMostEmptyRegions = 64;

#if __has_include(<sys/mman.h>)
// From the system itself: within the heap they would keep it from shrinking, and be cut up by it.
void* take_region_memory() {
  void* const mapped =
      ::mmap(nullptr, 2 * kRegionBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  char* const begin = static_cast<char*>(mapped);
  const std::size_t before = (~reinterpret_cast<std::uintptr_t>(mapped) + 1) & (kRegionBytes - 1);
  if (before != 0) ::munmap(begin, before);
  ::munmap(begin + before + kRegionBytes, kRegionBytes - before);
  if (__lsan_register_root_region) __lsan_register_root_region(begin + before, kRegionBytes);
  return begin + before;
}
void give_region_memory(void* memory) noexcept {
  if (__lsan_unregister_root_region) __lsan_unregister_root_region(memory, kRegionBytes);
  ::munmap(memory, kRegionBytes);
}
#else
void* take_region_memory() {
  return ::operator new(kRegionBytes, std::align_val_t{kRegionBytes});
}
void give_region_memory(void* memory) noexcept {
  ::operator delete(memory, std::align_val_t{kRegionBytes});
}
#endif

struct FreeBlock {
  FreeBlock* next;
};

/// At the place of its region's first block.
struct Region {
  Region* next = nullptr;  // in the list of regions with room
  Region* prev = nullptr;
  FreeBlock* free = nullptr;
  std::uint32_t unused = 1;  // number of the first block that was never used
  std::uint32_t used = 0;

  bool has_room() const noexcept { return free || unused < kBlocks; }
};

Region& region_of(void* block) noexcept {
  return *reinterpret_cast<Region*>(reinterpret_cast<std::uintptr_t>(block) & ~(kRegionBytes - 1));
}

/// The regions of the process. Without a destructor: cells can be freed until its very end.
struct Regions {
  std::mutex mutex;
  Region* with_room = nullptr;
  std::uint32_t empty = 0;
  bool grown = false;  // there was more than one

  void* take() {
    const std::lock_guard lock(mutex);
    if (!with_room) insert(make_region());
    Region& region = *with_room;
    if (region.used++ == 0) --empty;
    void* block = region.free;
    if (block) {
      region.free = region.free->next;
    } else {
      block = reinterpret_cast<char*>(&region) + kCellBlockBytes * region.unused++;
    }
    if (!region.has_room()) remove(region);
    return block;
  }

  void give(void* block) noexcept {
    Region& region = region_of(block);
    const std::lock_guard lock(mutex);
    const bool had_room = region.has_room();
    auto* const free = static_cast<FreeBlock*>(block);
    free->next = region.free;
    region.free = free;
    if (!had_room) insert(region);
    if (--region.used != 0) return;
    if (empty < kMostEmptyRegions) {
      ++empty;
    } else {
      remove(region);
      give_region_memory(&region);
    }
  }

 private:
  Region& make_region() {
    void* const memory = take_region_memory();
#if defined(MADV_HUGEPAGE)
    if (grown) static_cast<void>(::madvise(memory, kRegionBytes, MADV_HUGEPAGE));
#endif
    grown = true;
    ++empty;
    return *::new (memory) Region;
  }

  void insert(Region& region) noexcept {
    region.prev = nullptr;
    region.next = with_room;
    if (with_room) with_room->prev = &region;
    with_room = &region;
  }
  void remove(Region& region) noexcept {
    (region.prev ? region.prev->next : with_room) = region.next;
    if (region.next) region.next->prev = region.prev;
  }
};
constinit Regions regions;

}  // namespace

void* take_cell_block() {
  return regions.take();
}

void give_cell_block(void* block) noexcept {
  regions.give(block);
}

}  // namespace cupel::detail
