#include "cupel/error/circular_dependency.hpp"

#include <string>

#include <gtest/gtest.h>

namespace cupel {
namespace {

using Items = std::vector<std::string>;
using Edges = std::vector<std::pair<std::string, std::string>>;

TEST(SortOrThrow, ReportsACycleAsAnErrorThatNamesIt) {
  try {
    (void)sort_or_throw(Items{"a", "b", "c"}, Edges{{"a", "b"}, {"b", "a"}, {"b", "c"}},
                        [](const std::string& s) { return s; });
    FAIL() << "no error";
  } catch (const CircularDependencyError& e) {
    EXPECT_EQ(e.cycles(), (Items{"a", "b"}));
    EXPECT_EQ(e.edges(), (Edges{{"a", "b"}, {"b", "a"}}));
    EXPECT_STREQ(e.what(),
                 "Circular dependency detected. (a, b); dependencies: a before b, b before a");
  }
}

TEST(SortOrThrow, GivesTheOrderWhereThereIsOne) {
  EXPECT_EQ(sort_or_throw(Items{"b", "a"}, Edges{{"a", "b"}}, [](const auto& s) { return s; }),
            (Items{"a", "b"}));
}

}  // namespace
}  // namespace cupel
