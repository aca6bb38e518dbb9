#include "cupel/sql/expression/tstring.hpp"

#include <gtest/gtest.h>

#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

class TStringTest : public testing::Test {
 protected:
  static Ptr<const Compiled> compiled(const TStringExpr& text) {
    return compile(*text.node(), default_compiler_context());
  }

  MetaData metadata_;
  Table users_{"users", metadata_, Column("id", Integer(), primary_key), Column("name", String(50)),
               Column("age", Integer())};
};

TEST_F(TStringTest, ValuesAreBoundAndExpressionsWritten) {
  const auto c = compiled(tstring("SELECT {} FROM {} WHERE {} AND x = {}", users_.c["name"], users_,
                                  users_.c["age"] > 18, "it's"));
  EXPECT_EQ(c->sql(), "SELECT users.name FROM users WHERE users.age > :age_1 AND x = :param_1");
  EXPECT_EQ(c->params().find("param_1")->text(), "it's");
  EXPECT_TRUE(c->flags().is_text);
}

TEST_F(TStringTest, FragmentsNestAndSelectsGetParentheses) {
  const auto adult = tstring("age > {}", 18);
  const auto c = compiled(
      tstring("SELECT count(*) FROM users WHERE {} AND id IN {}", adult, select(users_.c["id"])));
  EXPECT_EQ(
      c->sql(),
      "SELECT count(*) FROM users WHERE age > :param_1 AND id IN (SELECT users.id \nFROM users)");
}

TEST_F(TStringTest, BracesAndColonsOfTheTextStay) {
  EXPECT_EQ(compiled(tstring("SELECT '{{}}', a::text"))->sql(), "SELECT '{}', a::text");
}

TEST_F(TStringTest, StandsInsideOfOtherStatements) {
  const auto statement = select(users_.c["id"]).where(tstring("age % {} = 0", 2));
  EXPECT_EQ(compile(*statement.element(), default_compiler_context())->sql(),
            "SELECT users.id \nFROM users \nWHERE age % :param_1 = 0");
}

}  // namespace
}  // namespace cupel
