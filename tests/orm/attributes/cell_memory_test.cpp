#include "orm/attributes/cell_memory.hpp"

#include <cstdint>
#include <cstring>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace cupel::detail {
namespace {

struct Taken {
  unsigned char* bytes;
  std::size_t size;
  unsigned char mark;
};

Taken take(std::size_t size, unsigned char mark) {
  auto* const bytes = static_cast<unsigned char*>(take_cell_memory(size));
  std::memset(bytes, mark, size);
  return {bytes, size, mark};
}

bool untouched(const Taken& cell) {
  for (std::size_t i = 0; i < cell.size; ++i) {
    if (cell.bytes[i] != cell.mark) return false;
  }
  return true;
}

TEST(CellMemory, IsAlignedForAnyCell) {
  std::vector<Taken> cells;
  for (std::size_t size : {64U, 72U, 136U, 1000U, 1024U, 1040U, 65'000U}) {
    cells.push_back(take(size, 1));
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(cells.back().bytes) % 16, 0U) << size;
  }
  for (const Taken& cell : cells) give_cell_memory(cell.bytes, cell.size);
}

TEST(CellMemory, KeepsCellsApartWhileManyComeAndGo) {
  std::mt19937 random(7);
  std::vector<Taken> cells;
  for (int step = 0; step < 60'000; ++step) {
    if (cells.empty() || random() % 5 < 3) {
      cells.push_back(take(64 + random() % 300, static_cast<unsigned char>(random())));
      continue;
    }
    const std::size_t at = random() % cells.size();
    ASSERT_TRUE(untouched(cells[at])) << "step " << step;
    give_cell_memory(cells[at].bytes, cells[at].size);
    cells[at] = cells.back();
    cells.pop_back();
  }
  for (const Taken& cell : cells) {
    ASSERT_TRUE(untouched(cell));
    give_cell_memory(cell.bytes, cell.size);
  }
}

TEST(CellMemory, ServesTheNextLoadFromWhatTheLastOneGaveBack) {
  constexpr std::size_t kCells = 2000;
  std::set<void*> first;
  for (std::size_t i = 0; i < kCells; ++i) first.insert(take_cell_memory(144));
  for (void* cell : first) give_cell_memory(cell, 144);
  std::size_t again = 0;
  std::vector<void*> second;
  for (std::size_t i = 0; i < kCells; ++i) {
    second.push_back(take_cell_memory(144));
    again += first.contains(second.back()) ? 1 : 0;
  }
  for (void* cell : second) give_cell_memory(cell, 144);
#if !defined(__SANITIZE_ADDRESS__)
  EXPECT_GT(again, kCells * 9 / 10);
#endif
}

}  // namespace
}  // namespace cupel::detail
