#include "cupel/schema/foreign_key.hpp"

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

TEST(ForeignKey, FindsATargetThatIsDeclaredLater) {
  const MetaData metadata;
  const Table child("child", metadata, Column("p", ForeignKey("parent.id")));
  EXPECT_EQ(child.c["p"]->foreign_keys()[0]->resolved(), nullptr);
  const Table parent("parent", metadata, Column("id", BigInteger(), primary_key));
  EXPECT_TRUE(child.c["p"].references(parent.c["id"]));
}

TEST(ForeignKey, LendsItsTypeThroughAChainDeclaredBackwards) {
  const MetaData metadata;
  const Table c("c", metadata, Column("x", ForeignKey("b.x")));
  const Table b("b", metadata, Column("x", ForeignKey("a.x")));
  EXPECT_EQ(c.c["x"].type()->kind(), TypeKind::null_type);
  const Table a("a", metadata, Column("x", String(7)));
  EXPECT_EQ(c.c["x"].type()->repr(), "String(length=7)");
}

TEST(ForeignKey, SaysWhichTableIsMissing) {
  const MetaData metadata;
  const Table companies("companies", metadata, Column("id", Integer(), primary_key));
  const Table t("t", metadata, Column("a", Integer(), ForeignKey("compnies.id")));
  try {
    (void)t.c["a"]->foreign_keys()[0]->column();
    FAIL() << "no error";
  } catch (const NoReferencedTableError& error) {
    EXPECT_STREQ(error.what(),
                 "foreign key associated with column 't.a' could not find table 'compnies' with "
                 "which to generate a foreign key to target column 'id'; did you mean "
                 "'companies'?; declare that table in the same MetaData");
  }
}

TEST(ForeignKey, SaysWhichColumnIsMissing) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer(), primary_key));
  const Table t("t", metadata, Column("a", Integer(), ForeignKey("users.idd")));
  try {
    (void)t.c["a"]->references(users.c["id"].schema_column());
    FAIL() << "no error";
  } catch (const NoReferencedColumnError& error) {
    EXPECT_STREQ(error.what(),
                 "could not initialize target column for ForeignKey 'users.idd' on table 't': "
                 "table 'users' has no column named 'idd'; did you mean 'id'?");
  }
}

TEST(ForeignKey, MayNameTheTableAlone) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer(), primary_key));
  const Table t("t", metadata, Column("id", Integer(), ForeignKey("users")));
  EXPECT_TRUE(t.c["id"].references(users.c["id"]));
}

TEST(ForeignKey, GoesByKeyOrByName) {
  const MetaData metadata;
  const Table users("users", metadata, Column("db_id", Integer(), column_key("id")));
  const Table t("t", metadata, Column("a", ForeignKey("users.id")),
                Column("b", ForeignKey("users.db_id", {.link_to_name = true})));
  EXPECT_TRUE(t.c["a"].references(users.c["id"]));
  EXPECT_TRUE(t.c["b"].references(users.c["id"]));
}

TEST(ForeignKey, LinksAcrossMetadatasThroughAColumn) {
  const MetaData one;
  const MetaData two;
  const Table users("users", one, Column("id", Integer(), primary_key));
  const Table t("t", two, Column("user_id", ForeignKey(users.c["id"])));
  EXPECT_TRUE(t.c["user_id"].references(users.c["id"]));
  EXPECT_EQ(t.c["user_id"].type()->kind(), TypeKind::integer);
}

TEST(ForeignKeyConstraint, LinksSeveralColumns) {
  const MetaData metadata;
  const Table o("o", metadata, Column("x", Integer(), primary_key),
                Column("y", Integer(), primary_key));
  const Table t("t", metadata, Column("a", Integer()), Column("b", Integer()),
                ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"}, {.name = "fk_ab"}));
  EXPECT_TRUE(t.c["a"].references(o.c["x"]));
  EXPECT_TRUE(t.c["b"].references(o.c["y"]));
  const auto keys = t.foreign_keys();
  ASSERT_EQ(keys.size(), 2U);
  EXPECT_EQ(keys[0]->constraint(), keys[1]->constraint());
  EXPECT_EQ(&keys[0]->constraint()->referred_table(), &o.schema_table());
}

TEST(ForeignKeyConstraint, RefusesUnevenOrScatteredTargets) {
  EXPECT_THROW(ForeignKeyConstraint({"a", "b"}, {"o.x"}), ArgumentError);
  EXPECT_THROW(ForeignKeyConstraint({}, {}), ArgumentError);
  EXPECT_THROW(ForeignKeyConstraint({"a", "b"}, {"o.x", "p.y"}), ArgumentError);
}

TEST(ForeignKey, LetsAJoinInferItsCondition) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer(), primary_key));
  const Table addresses("addresses", metadata, Column("id", Integer(), primary_key),
                        Column("user_id", ForeignKey("users.id")));
  EXPECT_NO_THROW((void)users.join(addresses));
  const Table lone("lone", metadata, Column("id", Integer()));
  EXPECT_THROW((void)users.join(lone), NoForeignKeysError);
}

}  // namespace
}  // namespace cupel
