#include "cell_memory.hpp"

#include <new>

namespace cupel::detail {

void* allocate_cell_memory(std::size_t size) { return ::operator new(size); }
void free_cell_memory(void* memory, std::size_t size) noexcept {
  ::operator delete(memory, size);
}

}  // namespace cupel::detail
