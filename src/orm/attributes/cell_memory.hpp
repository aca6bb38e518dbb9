#pragma once

#include <cstddef>

namespace cupel::detail {

/// Memory for cells. A sweep frees thousands of equal blocks at once and the next rows ask for as
/// many; the general allocator would join the freed ones and cut them up again. So each thread
/// keeps some of what it freed, by size.
///
/// Thread-safe: a block may be given back by another thread than the one that took it.
[[nodiscard]] void* take_cell_memory(std::size_t size);
void give_cell_memory(void* block, std::size_t size) noexcept;

}  // namespace cupel::detail
