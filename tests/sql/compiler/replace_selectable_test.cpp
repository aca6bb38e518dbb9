#include <string>

#include <gtest/gtest.h>

#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/types/types.hpp"

// The texts are SQLAlchemy's.

namespace cupel {
namespace {

class ReplaceSelectable : public testing::Test {
 protected:
  MetaData metadata;
  Table users{"users", metadata, Column("id", Integer(), primary_key), Column("name", String())};
  Table orders{"orders", metadata, Column("id", Integer(), primary_key),
               Column("user_id", Integer())};
  FromExpr u = users.alias("u");

  static std::string text_of(const Executable& statement) {
    return compile(*statement.element(), default_compiler_context())->sql();
  }
};

TEST_F(ReplaceSelectable, PutsTheAliasIntoAllClauses) {
  EXPECT_EQ(text_of(select(users.c["id"], orders.c["id"])
                        .where(users.c["id"] == orders.c["user_id"])
                        .order_by(users.c["name"])
                        .replace_selectable(users, u)),
            "SELECT u.id, orders.id AS id_1 \nFROM users AS u, orders \n"
            "WHERE u.id = orders.user_id ORDER BY u.name");
}

TEST_F(ReplaceSelectable, PutsTheAliasIntoJoins) {
  const auto on = users.c["id"] == orders.c["user_id"];
  EXPECT_EQ(text_of(select(users).join(orders, on).replace_selectable(users, u)),
            "SELECT u.id, u.name \nFROM users AS u JOIN orders ON u.id = orders.user_id");
  EXPECT_EQ(
      text_of(select(users).select_from(users.outerjoin(orders, on)).replace_selectable(users, u)),
      "SELECT u.id, u.name \nFROM users AS u LEFT OUTER JOIN orders ON u.id = "
      "orders.user_id");
  EXPECT_EQ(
      text_of(
          select(orders.c["id"]).select_from(users.join(orders, on).replace_selectable(users, u))),
      "SELECT orders.id \nFROM users AS u JOIN orders ON u.id = orders.user_id");
}

TEST_F(ReplaceSelectable, PutsTheAliasIntoSubqueriesAndSetOperations) {
  const auto s = select(users.c["id"], users.c["name"]).subquery("s");
  EXPECT_EQ(text_of(select(s.c["id"]).replace_selectable(users, u)),
            "SELECT s.id \nFROM (SELECT u.id AS id, u.name AS name \nFROM users AS u) AS s");
  EXPECT_EQ(
      text_of(select(orders.c["id"])
                  .where(select(users.c["id"]).where(users.c["id"] == orders.c["user_id"]).exists())
                  .replace_selectable(users, u)),
      "SELECT orders.id \nFROM orders \nWHERE EXISTS (SELECT u.id \nFROM users AS u \n"
      "WHERE u.id = orders.user_id)");
  EXPECT_EQ(
      text_of(union_(select(users.c["id"]), select(orders.c["id"])).replace_selectable(users, u)),
      "SELECT u.id \nFROM users AS u UNION SELECT orders.id \nFROM orders");
}

TEST_F(ReplaceSelectable, LeavesAColumnThatTheAliasDoesNotHave) {
  const auto some = select(users.c["id"]).where(users.c["id"] > 5).subquery("sq");
  EXPECT_EQ(text_of(select(users.c["name"], users.c["id"]).replace_selectable(users, some)),
            "SELECT users.name, sq.id \nFROM users, (SELECT users.id AS id \nFROM users \n"
            "WHERE users.id > :id_1) AS sq");
}

TEST_F(ReplaceSelectable, LeavesTheStatementItIsCalledOn) {
  const auto all = select(users.c["id"]);
  (void)all.replace_selectable(users, u);
  EXPECT_EQ(text_of(all), "SELECT users.id \nFROM users");
  EXPECT_EQ(text_of(all.replace_selectable(orders, u)), "SELECT users.id \nFROM users");
}

}  // namespace
}  // namespace cupel
