#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <cupel/error/warnings.hpp>
#include <cupel/types/types.hpp>

#include "sql/expression/fixtures.hpp"

// What warns here warns in SQLAlchemy 2.1, and nothing else does.

namespace cupel {
namespace {

/// The names of the operators about which `build` warns.
template <class Build>
std::vector<std::string> refused(Build build) {
  const WarningCapture warnings;
  (void)build();
  std::vector<std::string> out;
  for (const WarningCapture::Entry& entry : warnings.entries()) {
    EXPECT_EQ(entry.category, WarningCategory::deprecation);
    constexpr std::string_view kBefore = "do not include the operator ";
    const std::size_t at = entry.text.find(kBefore) + kBefore.size();
    out.push_back(entry.text.substr(at, entry.text.find(':', at) - at));
  }
  return out;
}

using Names = std::vector<std::string>;

class OperatorClasses : public testing::Test {
 protected:
  Expr<Untyped> number = column("i", Integer());
  Expr<Untyped> name = column("s", String());
  Expr<Untyped> flag = column("b", Boolean());
  Expr<Untyped> day = column("d", Date());
  Expr<Untyped> span = column("iv", Interval());
  Expr<Untyped> id = column("u", Uuid());
  Expr<Untyped> list = column("a", ARRAY(Integer()));
  Expr<Untyped> unknown = column("x");
};

TEST_F(OperatorClasses, TakeWhatBelongsToTheType) {
  EXPECT_EQ(refused([&] { return number + 1; }), Names());
  EXPECT_EQ(refused([&] { return name + "x"; }), Names());
  EXPECT_EQ(refused([&] { return day + 1; }), Names());
  EXPECT_EQ(refused([&] { return day - day; }), Names());
  EXPECT_EQ(refused([&] { return flag == true; }), Names());
  EXPECT_EQ(refused([&] { return !flag; }), Names());
  EXPECT_EQ(refused([&] { return column("e", Enum("a")).like("x"); }), Names());
  EXPECT_EQ(refused([&] { return column("bi", LargeBinary()) + Value(std::vector<std::byte>()); }),
            Names());
  EXPECT_EQ(refused([&] { return unknown.like("x") && unknown * 2 == -unknown; }), Names());
}

TEST_F(OperatorClasses, WarnAboutArithmeticOfTypesWithoutIt) {
  EXPECT_EQ(refused([&] { return name - name; }), Names{"sub"});
  EXPECT_EQ(refused([&] { return name * 2; }), Names{"mul"});
  EXPECT_EQ(refused([&] { return flag + 1; }), Names{"add"});
  EXPECT_EQ(refused([&] { return 1 + flag; }), Names{"add"});
  EXPECT_EQ(refused([&] { return day * 2; }), Names{"mul"});
  EXPECT_EQ(refused([&] { return span * 2; }), Names{"mul"});
  EXPECT_EQ(refused([&] { return 2 * span; }), Names{"mul"});
  EXPECT_EQ(refused([&] { return -span; }), Names{"neg"});
  EXPECT_EQ(refused([&] { return id + id; }), Names{"add"});
  EXPECT_EQ(refused([&] { return list - list; }), Names{"sub"});
}

TEST_F(OperatorClasses, WarnAboutSearchingInWhatIsNoText) {
  EXPECT_EQ(refused([&] { return number.like("x"); }), Names{"like_op"});
  EXPECT_EQ(refused([&] { return number.contains("x"); }), Names{"contains_op"});
  EXPECT_EQ(refused([&] { return number.startswith("x"); }), Names{"startswith_op"});
  EXPECT_EQ(refused([&] { return id.like("x"); }), Names{"like_op"});
  EXPECT_EQ(refused([&] { return number.regexp_match("x"); }), Names{"regexp_match_op"});
  EXPECT_EQ(refused([&] { return number.match("x"); }), Names{"match_op"});
  EXPECT_EQ(refused([&] { return flag.collate("x"); }), Names{"collate"});
  EXPECT_EQ(refused([&] { return !name; }), Names{"inv"});
}

TEST_F(OperatorClasses, TakeCustomOperatorsOfTheBase) {
  EXPECT_EQ(refused([&] { return flag.op("+", 3); }), Names());
  EXPECT_EQ(refused([&] { return flag.op("+", 3, {.operator_class = OperatorClass::math}); }),
            Names{"+"});
}

/// Points can be added, and nothing else.
class Point : public UserDefinedTypeOf<Point> {
 public:
  std::string col_spec() const override { return "POINT"; }
  OperatorClass operator_classes() const noexcept override {
    return OperatorClass::base | OperatorClass::math;
  }
};

class Plain : public UserDefinedTypeOf<Plain> {
 public:
  std::string col_spec() const override { return "PLAIN"; }
};

class Code : public TypeDecoratorOf<Code> {
 public:
  Code() : TypeDecoratorOf(Integer()) {}
};

TEST_F(OperatorClasses, AreSaidByATypeOfOnesOwn) {
  const auto point = column("p", Point());
  EXPECT_EQ(refused([&] { return point + point; }), Names());
  EXPECT_EQ(refused([&] { return point == point; }), Names{"eq"});
  EXPECT_EQ(refused([&] { return point == Value("(1,2)"); }), Names{"eq"});
  EXPECT_EQ(refused([&] { return point.in_({Value("(1,2)")}); }), Names{"in_op"});
  EXPECT_EQ(refused([&] { return column("p", Plain()) * 2; }), Names());
  EXPECT_EQ(refused([&] { return column("p", Code()) * 2; }), Names());
  EXPECT_EQ(refused([&] { return column("p", Code()).like("x"); }), Names{"like_op"});
}

}  // namespace
}  // namespace cupel
