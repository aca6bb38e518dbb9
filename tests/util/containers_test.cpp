#include <cstring>
#include <string>

#include <gtest/gtest.h>

#include "cupel/util/arena.hpp"
#include "cupel/util/cell.hpp"
#include "cupel/util/function_ref.hpp"
#include "cupel/util/hash.hpp"
#include "cupel/util/ordered_map.hpp"
#include "cupel/util/ordered_set.hpp"
#include "cupel/util/scope_guard.hpp"

namespace cupel {
namespace {

TEST(OrderedSet, KeepsTheOrderOfInsertionAlsoWhenLarge) {
  OrderedSet<int> s;
  for (int i = 100; i > 0; --i) EXPECT_TRUE(s.insert(i));
  EXPECT_FALSE(s.insert(50));
  ASSERT_EQ(s.size(), 100U);
  EXPECT_EQ(s.front(), 100);
  EXPECT_EQ(s.back(), 1);
  EXPECT_EQ(s.position(99), 1U);
  EXPECT_TRUE(s.erase(100));
  EXPECT_FALSE(s.erase(100));
  EXPECT_EQ(s.position(99), 0U);
  EXPECT_TRUE(s.contains(1));
  EXPECT_FALSE(s.contains(0));
}

TEST(OrderedSet, StaysRightWhenItShrinksAndGrowsAgain) {
  OrderedSet<std::string> s;
  for (int i = 0; i < 12; ++i) s.insert(std::to_string(i));
  for (int i = 0; i < 6; ++i) s.erase(std::to_string(i));
  for (int i = 20; i < 30; ++i) s.insert(std::to_string(i));
  EXPECT_EQ(s.size(), 16U);
  for (int i = 6; i < 12; ++i) EXPECT_EQ(s.position(std::to_string(i)), std::size_t(i - 6));
  EXPECT_EQ(s.position("29"), 15U);
}

TEST(OrderedSet, ComparesMembersNotOrder) {
  EXPECT_EQ((OrderedSet<int>{1, 2, 3}), (OrderedSet<int>{3, 2, 1}));
  EXPECT_FALSE((OrderedSet<int>{1, 2}) == (OrderedSet<int>{1, 3}));
}

TEST(OrderedMap, FindsByViewAndKeepsOrder) {
  OrderedMap<std::string, int> m;
  for (int i = 0; i < 50; ++i) m.insert_or_assign("key" + std::to_string(i), i);
  m.insert_or_assign("key7", 700);
  ASSERT_NE(m.find(std::string_view("key7")), nullptr);
  EXPECT_EQ(*m.find("key7"), 700);
  EXPECT_EQ(m.at_index(7).first, "key7");
  EXPECT_EQ(m.find("nothing"), nullptr);
  EXPECT_FALSE(m.try_emplace("key7", 1).second);
  m["new"] = 3;
  EXPECT_EQ(m.position("new"), 50U);
  EXPECT_TRUE(m.erase("key0"));
  EXPECT_EQ(m.position("key1"), 0U);
  EXPECT_EQ(*m.find("new"), 3);
}

TEST(OrderedMap, WorksWithKeysThatAreNoTexts) {
  OrderedMap<int, std::string> m{{3, "c"}, {1, "a"}};
  EXPECT_EQ(*m.find(1), "a");
  EXPECT_EQ(m.begin()->first, 3);
}

TEST(Arena, HandsOutAlignedMemoryAndKeepsTheBiggestBlock) {
  Arena arena(64);
  (void)arena.allocate_chars(3);
  for (std::size_t align : {1U, 2U, 8U, 16U}) {
    auto p = reinterpret_cast<std::uintptr_t>(arena.allocate(5, align));
    EXPECT_EQ(p % align, 0U);
  }
  const std::string_view text = arena.copy(std::string(1000, 'x'));
  EXPECT_EQ(text, std::string(1000, 'x'));
  arena.clear();
  void* const first = arena.allocate(500, 1);
  arena.clear();
  EXPECT_EQ(arena.allocate(500, 1), first);
}

TEST(Arena, CopiesEmptyText) {
  Arena arena;
  EXPECT_EQ(arena.copy(std::string_view()), "");
  arena.clear();
}

TEST(Cell, IsSixteenBytesAndKnowsItsKind) {
  EXPECT_TRUE(Cell::null_().is_null());
  EXPECT_EQ(Cell::of(std::int64_t{5}).integer, 5);
  EXPECT_EQ(Cell::of(1.5).real, 1.5);
  EXPECT_EQ(Cell::text("ab").view(), "ab");
  const std::byte bytes[] = {std::byte{1}, std::byte{0}};
  const Cell blob = Cell::blob(bytes);
  EXPECT_EQ(blob.kind, CellKind::blob);
  EXPECT_EQ(blob.bytes().size(), 2U);
  EXPECT_EQ(to_string(blob.kind), "blob");
}

int twice(int v) {
  return 2 * v;
}

TEST(FunctionRef, CallsLambdasAndFunctions) {
  int calls = 0;
  auto counting = [&calls](int v) { return calls += v; };
  FunctionRef<int(int)> f = counting;
  EXPECT_EQ(f(2), 2);
  EXPECT_EQ(f(3), 5);
  FunctionRef<int(int)> g = twice;
  EXPECT_EQ(g(21), 42);
  FunctionRef<void(int)> dropped = counting;
  dropped(1);
  EXPECT_EQ(calls, 6);
}

TEST(ScopeGuard, RunsAtTheEndUnlessDismissed) {
  int runs = 0;
  {
    auto a = on_exit([&] { ++runs; });
    auto b = on_exit([&] { ++runs; });
    b.dismiss();
  }
  EXPECT_EQ(runs, 1);
}

TEST(ScopeGuard, OnFailureRunsForExceptionsOnly) {
  int runs = 0;
  {
    auto g = on_failure([&] { ++runs; });
  }
  EXPECT_EQ(runs, 0);
  try {
    auto g = on_failure([&] { ++runs; });
    throw 1;
  } catch (int) {
  }
  EXPECT_EQ(runs, 1);
}

TEST(Hash, SpreadsNeighboursAndIsStable) {
  EXPECT_NE(hash_word(1), hash_word(2));
  EXPECT_NE(hash_word(0), 0U);
  EXPECT_EQ(hash_text("abc"), hash_text(std::string("abc")));
  EXPECT_NE(hash_text("abc"), hash_text("abd"));
  EXPECT_NE(hash_text(std::string_view("a\0", 2)), hash_text("a"));
  const std::uint64_t a[] = {1, 2};
  const std::uint64_t b[] = {2, 1};
  EXPECT_NE(hash_words(a), hash_words(b));
}

}  // namespace
}  // namespace cupel
