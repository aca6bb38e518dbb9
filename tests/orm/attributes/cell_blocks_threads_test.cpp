#include <algorithm>
#include <cstdint>
#include <cstring>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "orm/attributes/cell_blocks.hpp"

namespace cupel::detail {
namespace {

// More than two regions hold.
constexpr std::size_t kMany = 200;

std::vector<void*> take_marked(std::size_t count, unsigned char mark) {
  std::vector<void*> blocks;
  for (std::size_t i = 0; i < count; ++i) {
    blocks.push_back(take_cell_block());
    std::memset(blocks.back(), mark, kCellBlockBytes);
  }
  return blocks;
}

/// Gives the blocks back; how many of them were not as take_marked() left them.
std::size_t give_all(const std::vector<void*>& blocks, unsigned char mark) {
  std::size_t damaged = 0;
  for (void* const block : blocks) {
    const auto* const bytes = static_cast<const unsigned char*>(block);
    damaged += std::all_of(bytes, bytes + kCellBlockBytes,
                           [&](unsigned char byte) { return byte == mark; })
                   ? 0
                   : 1;
    give_cell_block(block);
  }
  return damaged;
}

TEST(CellBlocksThreads, BlocksAreAlignedToTheirSizeAndApart) {
  auto blocks = take_marked(kMany, 1);
  for (const void* const block : blocks) {
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block) % kCellBlockBytes, 0U);
  }
  auto sorted = blocks;
  std::ranges::sort(sorted);
  EXPECT_EQ(std::ranges::adjacent_find(sorted), sorted.end());
  EXPECT_EQ(give_all(blocks, 1), 0U);
}

TEST(CellBlocksThreads, ABlockThatIsGivenBackServesAgain) {
  const auto others = take_marked(kMany, 2);
  void* const first = take_cell_block();
  give_cell_block(first);
  void* const second = take_cell_block();
  EXPECT_EQ(first, second);
  give_cell_block(second);
  EXPECT_EQ(give_all(others, 2), 0U);
}

TEST(CellBlocksThreads, MoreThanIsKeptGoesBackToTheSystemAndComesAgain) {
  constexpr std::size_t kMoreThanIsKept = 4500;  // 140 MiB
  for (unsigned char round = 1; round <= 2; ++round) {
    EXPECT_EQ(give_all(take_marked(kMoreThanIsKept, round), round), 0U);
  }
}

TEST(CellBlocksThreads, ThreadsTakeAndGiveAtTheSameTime) {
  std::vector<std::size_t> damaged(4);
  std::vector<std::thread> threads;
  for (unsigned char number = 0; number < damaged.size(); ++number) {
    threads.emplace_back([&damaged, number] {
      for (int round = 0; round < 20; ++round) {
        damaged[number] += give_all(take_marked(50, number), number);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(damaged, std::vector<std::size_t>(4));
}

}  // namespace
}  // namespace cupel::detail
