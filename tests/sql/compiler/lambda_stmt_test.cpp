#include <stdexcept>

#include <gtest/gtest.h>

#include <cupel/sql.hpp>
#include <cupel/sql/expression/lambda_stmt.hpp>
#include <cupel/types/types.hpp>

namespace {

using namespace cupel;  // as a user writes it

const FromExpr& users() {
  static const FromExpr made = table(
      "users", {column("id", Integer()), column("name", String(50)), column("age", Integer())});
  return made;
}

int builds = 0;

auto older_than(std::int64_t age, const std::string& name) {
  return lambda_stmt(
      [](auto least, auto excluded) {
        ++builds;
        return select(users().c["id"])
            .where(users().c["age"] > least, users().c["name"] != excluded);
      },
      age, name);
}

TEST(LambdaStmt, IsBuiltOnceAndCarriesTheValuesOfEachCall) {
  builds = 0;
  const auto first = older_than(18, "ed");
  const auto second = older_than(65, "jack");
  EXPECT_EQ(builds, 1);
  EXPECT_EQ(first.element(), second.element());
  EXPECT_EQ(to_string(first),
            "SELECT users.id \nFROM users \nWHERE users.age > :arg_1 AND users.name != :arg_2");
  EXPECT_EQ(*first.bound_params(), (Parameters{{"arg_1", 18}, {"arg_2", "ed"}}));
  EXPECT_EQ(*second.bound_params(), (Parameters{{"arg_1", 65}, {"arg_2", "jack"}}));
}

TEST(LambdaStmt, CanBeExtendedAsAnyStatement) {
  const auto statement = older_than(18, "ed").order_by(users().c["id"]).limit(2);
  EXPECT_EQ(statement.bound_params()->find("arg_1")->as<std::int64_t>(), 18);
  EXPECT_NE(statement.element(), older_than(18, "ed").element());
}

TEST(LambdaStmt, IsBuiltOnceForEachTableItIsGiven) {
  const FromExpr a = table("a", {column("x", Integer())});
  const FromExpr b = table("b", {column("x", Integer())});
  const auto greater = [](const FromExpr& from, int least) {
    return lambda_stmt(
        [](const FromExpr& t, auto x) { return select(t.c["x"]).where(t.c["x"] > x); }, from,
        least);
  };
  const auto of_a = greater(a, 1);
  EXPECT_EQ(of_a.element(), greater(a, 2).element());
  EXPECT_NE(of_a.element(), greater(b, 2).element());
  EXPECT_EQ(to_string(greater(b, 2)), "SELECT b.x \nFROM b \nWHERE b.x > :arg_2");
}

TEST(LambdaStmt, TakesAListForIn) {
  const auto named = [](const std::vector<std::string>& names) {
    return lambda_stmt(
        [](auto list) { return select(users().c["id"]).where(users().c["name"].in_(list)); },
        names);
  };
  const auto statement = named({"ed", "jack"});
  EXPECT_EQ(statement.element(), named({"wendy"}).element());
  EXPECT_EQ(to_string(statement),
            "SELECT users.id \nFROM users \nWHERE users.name IN (__[POSTCOMPILE_arg_1])");
}

TEST(LambdaStmt, KeepsNothingOfABuildThatThrows) {
  builds = 0;
  const auto id_of = [](int value) {
    return lambda_stmt(
        [](auto x) {
          if (builds++ == 0) throw std::runtime_error("not yet");
          return select(users().c["id"]).where(users().c["id"] == x);
        },
        value);
  };
  EXPECT_THROW(static_cast<void>(id_of(1)), std::runtime_error);
  EXPECT_EQ(to_string(id_of(1)), "SELECT users.id \nFROM users \nWHERE users.id = :arg_1");
}

}  // namespace
