#include <limits>

#include <gtest/gtest.h>

#include "cupel/util/fixed_string.hpp"
#include "cupel/util/str_cat.hpp"
#include "cupel/util/type_name.hpp"

namespace shop {
struct User {};
template <class T>
struct Box {};
}  // namespace shop

namespace cupel {
namespace {

TEST(StrCat, JoinsTextsCharactersAndNumbers) {
  const std::string name = "users";
  EXPECT_EQ(str_cat("table ", name, '.', std::string_view("id"), " = ", -5, ", ", 7U, ", ", true),
            "table users.id = -5, 7, true");
  EXPECT_EQ(str_cat(std::numeric_limits<std::int64_t>::min(), " ",
                    std::numeric_limits<std::uint64_t>::max()),
            "-9223372036854775808 18446744073709551615");
  EXPECT_EQ(str_cat(), "");
}

TEST(StrCat, WritesDoublesAsPythonDoes) {
  EXPECT_EQ(double_repr(1.0), "1.0");
  EXPECT_EQ(double_repr(-0.25), "-0.25");
  EXPECT_EQ(double_repr(1e20), "1e+20");
  EXPECT_EQ(double_repr(1e16), "1e+16");
  EXPECT_EQ(double_repr(123456789012345680.0), "1.2345678901234568e+17");
  EXPECT_EQ(double_repr(9007199254740992.0), "9007199254740992.0");
  EXPECT_EQ(double_repr(0.0001), "0.0001");
  EXPECT_EQ(double_repr(0.00001), "1e-05");
  EXPECT_EQ(double_repr(1.5e-7), "1.5e-07");
  EXPECT_EQ(double_repr(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(double_repr(1e100), "1e+100");
  EXPECT_EQ(double_repr(-0.0), "-0.0");
  EXPECT_EQ(double_repr(5e-324), "5e-324");
  EXPECT_EQ(double_repr(1.7976931348623157e308), "1.7976931348623157e+308");
  EXPECT_EQ(double_repr(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(double_repr(std::numeric_limits<double>::quiet_NaN()), "nan");
}

TEST(StrCat, AppendsInPlace) {
  std::string out = "a";
  str_append(out, "b", 3);
  EXPECT_EQ(out, "ab3");
}

TEST(Join, PutsSeparatorsBetweenItems) {
  const std::vector<std::string> names{"a", "b", "c"};
  EXPECT_EQ(join(names, ", "), "a, b, c");
  EXPECT_EQ(join(names, "/", [](const std::string& s) { return quoted(s); }), "'a'/'b'/'c'");
  EXPECT_EQ(join(std::vector<int>{}, ", "), "");
}

TEST(Quoted, DoublesQuotesInside) {
  EXPECT_EQ(quoted("it's"), "'it''s'");
}

TEST(Case, TouchesOnlyAsciiLetters) {
  EXPECT_EQ(to_lower("ÄbC1"), "Äbc1");
  EXPECT_EQ(to_upper("abc_ß"), "ABC_ß");
  EXPECT_TRUE(iequals("Select", "sELECT"));
  EXPECT_FALSE(iequals("a", "ab"));
}

TEST(TypeName, GivesTheNameWithAndWithoutScope) {
  static_assert(type_name<int>() == "int");
  static_assert(type_name<shop::User>() == "shop::User");
  static_assert(short_type_name<shop::User>() == "User");
  static_assert(short_type_name<shop::Box<shop::User>>() == "Box<shop::User>");
  static_assert(short_type_name<double>() == "double");
}

template <FixedString S>
constexpr std::string_view text_of() {
  return S.view();
}

TEST(FixedString, CarriesALiteralInATemplateArgument) {
  static_assert(text_of<"users.id">() == "users.id");
  static_assert(FixedString("a") == FixedString("a"));
  static_assert(!(FixedString("a") == FixedString("ab")));
  static_assert(FixedString("").view().empty());
}

}  // namespace
}  // namespace cupel
