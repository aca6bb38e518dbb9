#pragma once

#include <cstddef>

namespace cupel::detail {

/// What cells are carved out of, see cell_memory.cpp.
inline constexpr std::size_t kCellBlockBytes = std::size_t{32} << 10;

/// kCellBlockBytes of raw memory, aligned to as much. Any thread; throws std::bad_alloc.
[[nodiscard]] void* take_cell_block();
/// Gives a block back, from any thread.
void give_cell_block(void* block) noexcept;

}  // namespace cupel::detail
