#pragma once

#include <cstddef>

#include "cupel/util/ptr.hpp"

namespace cupel::detail {

/// Memory for cells. A load makes thousands of equal ones and a sweep frees as many at once; the
/// general allocator would join the freed ones and cut them up again. So cells of one size lie side
/// by side in blocks of 32 KiB, of which each thread fills its own. Of empty blocks it keeps 2 MiB;
/// the others serve all threads, and some 128 MiB of them stay with the process.
///
/// Thread-safe: a cell may be given back by another thread than the one that took it, also after
/// that thread has ended. Throws std::bad_alloc.
[[nodiscard]] void* take_cell_memory(std::size_t size);
/// `size`: as it was asked for.
void give_cell_memory(void* cell, std::size_t size) noexcept;

struct CellMemory {
  static void* operator new(std::size_t size) { return take_cell_memory(size); }
  static void operator delete(void* memory, std::size_t size) noexcept {
    give_cell_memory(memory, size);
  }
};

/// Allocator of what is kept of each of many objects beside its cell. From the general allocator it
/// would lie among the strings that the objects hold, and keep what those leave in small pieces.
template <class T>
using CellAllocator = KeptAllocator<T, CellMemory>;

}  // namespace cupel::detail
