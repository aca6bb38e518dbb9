#include "cupel/types/parameters.hpp"

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"

namespace cupel {
namespace {

// The two overloads that execute() has: both spellings of api.md must choose the right one.
std::string chosen(const Parameters& p) {
  return repr_params(p);
}
std::string chosen(const ParameterSets& sets) {
  return repr_params(std::span(sets));
}

TEST(Parameters, BracesNameOneSetOrSeveral) {
  EXPECT_EQ(chosen({{"n", "ed"}}), "{'n': 'ed'}");
  EXPECT_EQ(chosen({{"n", "ed"}, {"id", 5}}), "{'n': 'ed', 'id': 5}");
  EXPECT_EQ(chosen({{{"name", "wang"}}, {{"name", "li"}}}), "[{'name': 'wang'}, {'name': 'li'}]");
  EXPECT_EQ(chosen({{{"a", 1}, {"b", nullptr}}, {{"a", 2}, {"b", 2.5}}}),
            "[{'a': 1, 'b': None}, {'a': 2, 'b': 2.5}]");
}

TEST(Parameters, FindByNameAndKeepOrder) {
  Parameters p{{"a", 1}, {"b", 2}};
  p.set("a", 3).set("c", "x");
  EXPECT_EQ(p["a"], Value(3));
  EXPECT_EQ(p.at_index(2).name, "c");
  EXPECT_TRUE(p.contains("b"));
  EXPECT_TRUE(p.erase("b"));
  EXPECT_EQ(p.find("b"), nullptr);
  try {
    (void)Parameters{{"email", 1}}["emial"];
    FAIL();
  } catch (const ArgumentError& e) {
    EXPECT_EQ(e.message(), "there is no parameter 'emial'; did you mean 'email'?");
  }
  EXPECT_EQ((Parameters{{"a", 1}, {"b", 2}}), (Parameters{{"b", 2}, {"a", 1}}));
}

TEST(ReprParams, ShowsTuplesAsPythonDoes) {
  const std::vector<Value> one{"ed"};
  const std::vector<Value> two{"ed", 5};
  EXPECT_EQ(repr_params(std::span<const Value>(one)), "('ed',)");
  EXPECT_EQ(repr_params(std::span<const Value>(two)), "('ed', 5)");
  EXPECT_EQ(repr_params(std::span<const Value>()), "()");
}

TEST(ReprParams, CutsLongValuesInTheMiddle) {
  const std::vector<Value> v{std::string(500, 'a')};
  EXPECT_EQ(repr_params(std::span<const Value>(v)), "('" + std::string(149, 'a') +
                                                        " ... (202 characters truncated) ... " +
                                                        std::string(149, 'a') + "',)");
  const std::vector<Value> umlauts{std::string(298, 'x') + std::string("üüüüü")};
  const std::string shown = repr_params(std::span<const Value>(umlauts));
  EXPECT_EQ(shown.find("\xEF\xBF\xBD"), std::string::npos);
}

TEST(ReprParams, ShowsTenOfManySets) {
  std::vector<std::vector<Value>> sets;
  for (int i = 0; i < 12; ++i) sets.push_back({i});
  EXPECT_EQ(repr_params(std::span<const std::vector<Value>>(sets)),
            "[(0,), (1,), (2,), (3,), (4,), (5,), (6,), (7,)  ... displaying 10 of 12 total bound "
            "parameter sets ...  (10,), (11,)]");
  sets.resize(2);
  EXPECT_EQ(repr_params(std::span<const std::vector<Value>>(sets)), "[(0,), (1,)]");
  const std::vector<Value> flat{1, 2, 3, 4};
  EXPECT_EQ(repr_param_rows(flat, 2), "[(1, 2), (3, 4)]");
}

TEST(ReprParams, LeavesOutTheMiddleOfVeryLongLists) {
  std::vector<Value> many;
  for (int i = 0; i < 104; ++i) many.emplace_back(i);
  const std::string shown = repr_params(std::span<const Value>(many));
  EXPECT_NE(shown.find("48, 49 ... 4 parameters truncated ... 54, 55"), std::string::npos) << shown;
}

}  // namespace
}  // namespace cupel
