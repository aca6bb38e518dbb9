#include "cupel/types/enum_traits.hpp"

#include <gtest/gtest.h>

namespace cupel {
namespace {

enum Plain { pa, pb, pc = 5 };
enum class Big : std::uint64_t { one = 1 };
enum class Switch : bool { off, on };
enum class Aliased { a, b = a, c };
enum class Signed { minus = -5, plus = 300 };
enum class Listed { x, y };

struct Outer {
  enum class Inner : unsigned char { first = 1, second };
};

}  // namespace
}  // namespace cupel

template <>
struct cupel::EnumTraits<cupel::Signed> {
  static constexpr int min = -8;
  static constexpr int max = 300;
};
template <>
struct cupel::EnumTraits<cupel::Listed> {
  static constexpr std::pair<std::string_view, Listed> members[] = {{"ex", Listed::x},
                                                                    {"why", Listed::y}};
};

namespace cupel {
namespace {

TEST(EnumTable, ReadsNamesOffTheCompiler) {
  EXPECT_EQ(enum_table<Plain>().labels_for_message(), "pa, pb, pc");
  EXPECT_EQ(enum_table<Big>().labels_for_message(), "one");
  EXPECT_EQ(enum_table<Switch>().labels_for_message(), "off, on");
  EXPECT_EQ(enum_table<Outer::Inner>().labels_for_message(), "first, second");
  EXPECT_EQ(enum_table<Outer::Inner>().type_name(), "Inner");
  EXPECT_EQ(enum_table<Aliased>().labels_for_message(), "a, c");
}

TEST(EnumTable, TakesOtherBoundsAndLists) {
  EXPECT_EQ(enum_table<Signed>().labels_for_message(), "minus, plus");
  EXPECT_EQ(enum_table<Signed>().by_value(-5)->name, "minus");
  EXPECT_EQ(enum_table<Listed>().by_name("why")->value, 1);
  EXPECT_EQ(enum_table<Listed>().by_text("ex")->value, 0);
  EXPECT_EQ(enum_table<Listed>().by_name("x"), nullptr);
  EXPECT_EQ(enum_table<Plain>().by_value(5)->name, "pc");
  EXPECT_EQ(enum_table<Plain>().by_value(2), nullptr);
}

TEST(EnumTable, CutsLongListsInMessages) {
  std::vector<EnumMember> members;
  for (int i = 0; i < 20; ++i) members.push_back({"m", i, std::to_string(i)});
  EXPECT_EQ(EnumTable("E", members).labels_for_message(), "0, 1, 2, 3, ..., 16, 17, 18, 19");
}

}  // namespace
}  // namespace cupel
