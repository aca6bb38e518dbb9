#include "cupel/util/topological.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cupel {
namespace {

using Items = std::vector<std::string>;
using Edges = std::vector<std::pair<std::string, std::string>>;

TEST(Topological, KeepsTheGivenOrderWhereNothingForcesAnother) {
  EXPECT_EQ(topological::sort(Items{"c", "a", "b"}, Edges{}).items, (Items{"c", "a", "b"}));
}

TEST(Topological, PutsParentsBeforeChildren) {
  const auto sorted = topological::sort(Items{"address", "order", "user"},
                                        Edges{{"user", "address"}, {"user", "order"}});
  EXPECT_EQ(sorted.items, (Items{"user", "address", "order"}));
  EXPECT_TRUE(sorted.ok());
}

TEST(Topological, GivesLayersOfWhatIsFreeAtOnce) {
  const auto layers = topological::sort_as_subsets(
      Items{"a", "b", "c", "d"}, Edges{{"a", "b"}, {"a", "c"}, {"b", "d"}, {"c", "d"}});
  EXPECT_EQ(layers, (std::vector<Items>{{"a"}, {"b", "c"}, {"d"}}));
}

TEST(Topological, IgnoresEdgesOfUnknownItemsAndDuplicates) {
  const auto sorted =
      topological::sort(Items{"b", "a"}, Edges{{"x", "a"}, {"a", "b"}, {"a", "b"}, {"b", "y"}});
  EXPECT_EQ(sorted.items, (Items{"a", "b"}));
}

TEST(Topological, FindsExactlyTheItemsOnCycles) {
  const Items items{"a", "b", "c", "d", "e"};
  const Edges edges{{"a", "b"}, {"b", "c"}, {"c", "b"}, {"c", "d"}, {"e", "e"}};
  EXPECT_EQ(topological::find_cycles(items, edges), (Items{"b", "c", "e"}));
  EXPECT_TRUE(topological::find_cycles(items, Edges{{"a", "b"}}).empty());
}

TEST(Topological, SortsAChainOfManyItems) {
  std::vector<int> items;
  std::vector<std::pair<int, int>> edges;
  for (int i = 20'000; i > 0; --i) {
    items.push_back(i);
    if (i > 1) edges.emplace_back(i - 1, i);
  }
  EXPECT_EQ(topological::sort(items, edges).items.front(), 1);
  edges.emplace_back(20'000, 1);
  EXPECT_EQ(topological::find_cycles(items, edges).size(), 20'000U);
}

}  // namespace
}  // namespace cupel
