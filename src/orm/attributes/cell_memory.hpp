#pragma once
// Raw memory of cells.

#include <cstddef>

namespace cupel::detail {

/// At least `size` bytes aligned to 16. Any thread may give back what another one took.
/// Throws std::bad_alloc.
void* allocate_cell_memory(std::size_t size);
void free_cell_memory(void* memory, std::size_t size) noexcept;

}  // namespace cupel::detail
