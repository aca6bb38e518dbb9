#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "orm/attributes/cell_memory.hpp"

namespace cupel::detail {
namespace {

constexpr std::size_t kSize = 136;

void* marked_cell(unsigned char mark) {
  void* const cell = take_cell_memory(kSize);
  std::memset(cell, mark, kSize);
  return cell;
}

bool has_mark(const void* cell, unsigned char mark) {
  const auto* bytes = static_cast<const unsigned char*>(cell);
  for (std::size_t i = 0; i < kSize; ++i) {
    if (bytes[i] != mark) return false;
  }
  return true;
}

TEST(CellMemoryThreads, CellsOutliveTheThreadThatMadeThem) {
  std::vector<void*> cells;
  std::thread([&] {
    for (int i = 0; i < 1000; ++i) cells.push_back(marked_cell(static_cast<unsigned char>(i)));
  }).join();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    EXPECT_TRUE(has_mark(cells[i], static_cast<unsigned char>(i)));
    give_cell_memory(cells[i], kSize);
  }
}

TEST(CellMemoryThreads, CellsTravelBetweenThreadsThatAllTakeAndGive) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 200;
  std::mutex mutex;
  std::vector<std::pair<void*, unsigned char>> market;
  std::atomic<int> damaged{0};
  const auto work = [&](int number) {
    for (int round = 0; round < kRounds; ++round) {
      std::vector<std::pair<void*, unsigned char>> mine;
      for (int i = 0; i < 100; ++i) {
        const auto mark = static_cast<unsigned char>(number * 50 + i);
        mine.emplace_back(marked_cell(mark), mark);
      }
      std::vector<std::pair<void*, unsigned char>> bought;
      {
        const std::lock_guard lock(mutex);
        bought.swap(market);
        market.insert(market.end(), mine.begin() + 50, mine.end());
      }
      mine.resize(50);
      mine.insert(mine.end(), bought.begin(), bought.end());
      for (const auto& [cell, mark] : mine) {
        if (!has_mark(cell, mark)) ++damaged;
        give_cell_memory(cell, kSize);
      }
    }
  };
  std::vector<std::thread> threads;
  for (int number = 0; number < kThreads; ++number) threads.emplace_back(work, number);
  for (std::thread& thread : threads) thread.join();
  for (const auto& [cell, mark] : market) {
    if (!has_mark(cell, mark)) ++damaged;
    give_cell_memory(cell, kSize);
  }
  EXPECT_EQ(damaged, 0);
}

}  // namespace
}  // namespace cupel::detail
