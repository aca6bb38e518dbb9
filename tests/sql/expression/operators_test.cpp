#include <gtest/gtest.h>

#include <cupel/error/errors.hpp>
#include <cupel/error/warnings.hpp>

#include "sql/expression/fixtures.hpp"

namespace cupel {
namespace {

using test::structure;

class Operators : public testing::Test {
 protected:
  test::Tables t;
  Expr<Untyped> id = t.users.c["id"];
  Expr<Untyped> name = t.users.c["name"];
  Expr<Untyped> age = t.users.c["age"];
  Expr<Untyped> active = t.users.c["active"];
};

TEST_F(Operators, NameAValueAfterTheColumnItIsComparedWith) {
  EXPECT_EQ(structure(age == 5), "users.age eq :age=5");
  EXPECT_EQ(structure(func("lower", name) == "x"), "lower(users.name) eq :lower='x'");
  EXPECT_EQ(structure(age + 1 == 5), "users.age add :age=1 eq :param=5");
  EXPECT_EQ(structure(literal(5) == age), ":param=5 eq users.age");
}

TEST_F(Operators, TakeTheValueOnTheLeftAsWell) {
  EXPECT_EQ(structure(5 < age), "users.age gt :age=5");
  EXPECT_EQ(structure(5 - age), ":age=5 sub users.age");
  EXPECT_EQ(structure(5 == age), "users.age eq :age=5");
}

TEST_F(Operators, KeepTheWrittenOrderOfTwoExpressions) {
  const auto x = column("x");
  EXPECT_EQ(structure(x == age), "x eq users.age");
  EXPECT_EQ(structure(x < age), "x lt users.age");
  EXPECT_EQ(structure(x + age), "x add users.age");
  EXPECT_EQ(structure(age == x), "users.age eq x");
}

TEST_F(Operators, GroupByPrecedence) {
  EXPECT_EQ(structure((age + 1) * 2), "(users.age add :age=1) mul :param=2");
  EXPECT_EQ(structure(age + id * 2), "users.age add users.id mul :id=2");
  EXPECT_EQ(structure(age - (id - 2)), "users.age sub (users.id sub :id=2)");
  EXPECT_EQ(structure(age % 10 % 3), "(users.age mod :age=10) mod :param=3");
  EXPECT_EQ(structure((name + "x") == "y"), "(users.name concat_op :name='x') eq :param='y'");
  EXPECT_EQ(structure(-(age + 1)), "neg (users.age add :age=1)");
  EXPECT_EQ(structure(-(-age)), "neg (neg users.age)");
}

TEST_F(Operators, KeepChainsOfAnAssociativeOperatorFlat) {
  EXPECT_EQ(structure(age + (id + 2)), "users.age add users.id add :id=2");
  EXPECT_EQ(structure(name + " " + name), "users.name concat_op :name=' ' concat_op users.name");
}

TEST_F(Operators, ConcatenateTextAndAddNumbers) {
  EXPECT_EQ(structure(name + "x"), "users.name concat_op :name='x'");
  EXPECT_EQ(structure(name + age), "users.name add users.age");
  EXPECT_EQ((age + 1).type()->python_name(), "Integer");
  EXPECT_EQ((age / 5).type()->python_name(), "Numeric");
  EXPECT_EQ((name == "x").type()->python_name(), "Boolean");
}

TEST_F(Operators, CompareWithNullByIs) {
  EXPECT_EQ(structure(name == nullptr), "users.name is_ NULL");
  EXPECT_EQ(structure(name != null()), "users.name is_not NULL");
  EXPECT_EQ(structure(name == std::optional<std::string>()), "users.name is_ NULL");
  EXPECT_EQ(structure(age.is_distinct_from(nullptr)), "users.age is_distinct_from NULL");
  EXPECT_EQ(structure(active == true), "users.active eq true");
  EXPECT_THROW((void)(age > nullptr), ArgumentError);
  EXPECT_THROW((void)name.like(nullptr), ArgumentError);
}

TEST_F(Operators, NegateToTheOpposite) {
  EXPECT_EQ(structure(!(age == 5)), "users.age ne :age=5");
  EXPECT_EQ(structure(!(age < 5)), "users.age ge :age=5");
  EXPECT_EQ(structure(!name.like("a%")), "users.name not_like_op :name='a%'");
  EXPECT_EQ(structure(!age.between(1, 2)), "users.age not_between_op :age=1 and_ :age=2");
  EXPECT_EQ(structure(!age.in_({1, 2})), "users.age not_in_op :age=[1, 2]");
  EXPECT_EQ(structure(!active), "is_false[users.active]");
  EXPECT_EQ(structure(!!active), "is_true[users.active]");
  EXPECT_EQ(structure(!true_()), "false");
  EXPECT_EQ(structure(!age), "inv users.age");
  EXPECT_EQ(structure(!(age == 1 && age == 2)),
            "inv (users.age eq :age=1 AND users.age eq :age=2)");
}

TEST_F(Operators, FoldTrueAndFalseInConjunctions) {
  EXPECT_EQ(structure(and_(true_(), age == 1, true_())), "users.age eq :age=1");
  EXPECT_EQ(structure(and_(age == 1, false_())), "is_true[false]");
  EXPECT_EQ(structure(or_(age == 1, true_())), "is_true[true]");
  EXPECT_EQ(structure(and_(true_(), true_())), "is_true[true]");
}

TEST_F(Operators, FlattenConjunctionsAndGroupMixedOnes) {
  EXPECT_EQ(structure(age == 1 && age == 2 && age == 3),
            "users.age eq :age=1 AND users.age eq :age=2 AND users.age eq :age=3");
  EXPECT_EQ(structure(age == 1 && (age == 2 || age == 3)),
            "users.age eq :age=1 AND (users.age eq :age=2 OR users.age eq :age=3)");
  EXPECT_EQ(structure(age == 1 || (age == 2 && active)),
            "users.age eq :age=1 OR users.age eq :age=2 AND is_true[users.active]");
}

TEST_F(Operators, WarnAboutConjunctionsWithoutConditions) {
  WarningCapture warnings;
  EXPECT_EQ(structure(and_()), "");
  ASSERT_EQ(warnings.entries().size(), 1U);
  EXPECT_EQ(warnings.entries().front().category, WarningCategory::deprecation);
}

TEST_F(Operators, EscapeTheWildcardsOfAValue) {
  const auto node = name.startswith("a%b_c/d", {.autoescape = true}).node();
  EXPECT_EQ(structure(*node), "users.name startswith_op :name='a/%b/_c//d'");
  EXPECT_EQ(as<BinaryExpression>(*node).modifiers()->escape, "/");
  EXPECT_THROW((void)name.contains(name, {.autoescape = true}), ArgumentError);
}

TEST_F(Operators, TakeInAListASelectAnEmptyListOrExpressions) {
  EXPECT_EQ(structure(id.in_({1, 2})), "users.id in_op :id=[1, 2]");
  EXPECT_EQ(structure(id.in_(std::vector<int>{})), "users.id in_op :id=[]");
  EXPECT_EQ(structure(id.in_(select(age))), "users.id in_op SELECT");
  EXPECT_EQ(structure(id.in_({1, age})), "users.id in_op (:id=1, users.age)");
  EXPECT_EQ(structure(tuple_(id, name).in_({{1, "a"}, {2, "b"}})),
            "tuple(users.id, users.name) in_op :param=[[1, 'a'], [2, 'b']]");
  EXPECT_THROW((void)detail::in_element(id.node(), Operand(5), false), ArgumentError);
  EXPECT_THROW((void)id.in_(age), ArgumentError);
}

TEST_F(Operators, PutAnyAndAllOnTheRight) {
  EXPECT_EQ(structure(any_(select(id)) < age), "users.age gt any_opSELECT");
  EXPECT_EQ(structure(5 == any_(select(id))), ":param=5 eq any_opSELECT");
  EXPECT_EQ(structure(!(age == any_(select(id)))), "is_false[(users.age eq any_opSELECT)]");
  EXPECT_THROW((void)(any_(select(id)) + 5), ArgumentError);
}

TEST_F(Operators, AcceptOperatorsByTheirText) {
  EXPECT_EQ(structure(age.op("$", 5).op("$", 6)), "(users.age $ :age=5) $ :param=6");
  EXPECT_EQ(structure(3 * age.op("**", 2, {.precedence = 9})), ":param=3 mul users.age ** :age=2");
  EXPECT_EQ(structure(!age.bool_op("@@", 5)), "is_false[(users.age @@ :age=5)]");
}

TEST_F(Operators, TypeAnUntypedParameterByTheOtherSide) {
  const auto node = (name == bindparam("n")).node();
  EXPECT_EQ(as<BinaryExpression>(*node).right()->type()->python_name(), "String");
}

TEST_F(Operators, CarryTheCxxTypeOfTheirResult) {
  static_assert(std::is_same_v<decltype(t.id() + 1), Expr<std::int64_t>>);
  static_assert(std::is_same_v<decltype(t.id() / 2), Expr<Decimal>>);
  static_assert(std::is_same_v<decltype(t.name() + "x"), Expr<std::string>>);
  static_assert(std::is_same_v<decltype(t.id() == 5), Expr<bool>>);
  static_assert(std::is_same_v<decltype(age + 5), Expr<Untyped>>);
  static_assert(
      std::is_same_v<decltype(select(t.id(), t.name())), Select<std::int64_t, std::string>>);
  static_assert(std::is_same_v<decltype(select(t.id(), name)), Select<>>);
  static_assert(
      std::is_same_v<decltype(func::max(t.id())), FunctionExpr<std::optional<std::int64_t>>>);
  static_assert(!std::is_convertible_v<Expr<bool>, bool>);
}

}  // namespace
}  // namespace cupel
