#include "cupel/schema/table.hpp"

#include <optional>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

TEST(Table, HoldsItsColumnsInOrderAndByKey) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer(), primary_key),
                    Column("name", String(50), not_null), Column("note", Text()));
  EXPECT_EQ(users.c.keys(), (std::vector<std::string>{"id", "name", "note"}));
  EXPECT_EQ(users.c["name"].name(), "name");
  EXPECT_TRUE(users.c["id"]->primary_key());
  EXPECT_FALSE(users.c["id"]->nullable());
  EXPECT_FALSE(users.c["name"]->nullable());
  EXPECT_TRUE(users.c["note"]->nullable());
}

TEST(Table, NamesANearColumnWhenAKeyIsUnknown) {
  const MetaData metadata;
  const Table users("users", metadata, Column("email", String()));
  try {
    (void)users.c["emial"];
    FAIL() << "no error";
  } catch (const NoSuchColumnError& error) {
    EXPECT_STREQ(error.what(), "table 'users' has no column 'emial'; did you mean 'email'?");
  }
}

TEST(Table, IsTheSameTableUnderTheSameName) {
  const MetaData metadata;
  const Table first("users", metadata, Column("id", Integer()));
  const Table again("users", metadata);
  EXPECT_EQ(first, again);
}

TEST(Table, RefusesASecondDeclarationOfAName) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer()));
  EXPECT_THROW(Table("users", metadata, Column("id", Integer())), InvalidRequestError);
}

TEST(Table, IsExtendedOrKeptOnDemand) {
  const MetaData metadata;
  const Table users("users", metadata, Column("id", Integer()));
  const Table kept("users", metadata, {.keep_existing = true}, Column("x", Integer()));
  EXPECT_FALSE(kept.c.contains("x"));
  const Table extended("users", metadata, {.extend_existing = true}, Column("id", BigInteger()),
                       Column("x", Integer()));
  EXPECT_EQ(extended, users);
  EXPECT_EQ(users.c["id"].type()->kind(), TypeKind::big_integer);
  EXPECT_TRUE(users.c.contains("x"));
  EXPECT_THROW(Table("nowhere", metadata, {.must_exist = true}), InvalidRequestError);
}

TEST(Table, LeavesTheMetadataAsItWasWhenADeclarationFails) {
  const MetaData metadata;
  EXPECT_THROW(Table("t", metadata, Column("a", Integer()), UniqueConstraint("b")),
               ConstraintColumnNotFoundError);
  EXPECT_FALSE(metadata.contains("t"));
  const Table t("t", metadata, Column("a", Integer()));
  EXPECT_TRUE(metadata.contains("t"));
}

TEST(Table, RefusesTwoColumnsOfOneKey) {
  const MetaData metadata;
  EXPECT_THROW(Table("t", metadata, Column("a", Integer()), Column("a", Integer())),
               DuplicateColumnError);
}

TEST(Table, KeepsItsMetadataAliveThroughAnyHandle) {
  std::optional<Column> column;
  {
    const MetaData metadata;
    const Table other("other", metadata, Column("id", Integer(), primary_key));
    const Table t("t", metadata, Column("id", Integer(), ForeignKey("other.id")));
    column.emplace(t.c["id"]);
  }
  ASSERT_EQ((*column)->foreign_keys().size(), 1U);
  EXPECT_EQ((*column)->foreign_keys()[0]->column().display_name(), "other.id");
}

TEST(Table, KeepsItsMetadataAliveThroughAnExpression) {
  std::optional<Expr<bool>> condition;
  {
    const MetaData metadata;
    const Table t("t", metadata, Column("id", Integer()));
    condition.emplace(t.c["id"] == 5);
  }
  EXPECT_EQ(condition->node()->kind(), ElementKind::binary);
}

TEST(Table, IsFreedAlthoughItsOwnDefinitionsMentionIt) {  // LeakSanitizer looks on
  const MetaData metadata;
  const Table t("t", metadata, Column("a", Integer()), Column("b", String()));
  Table u("u", metadata, Column("a", ForeignKey(t.c["a"])),
          Column("c", Integer(), Computed(t.c["a"] + 1)),
          Column("d", Integer(), default_(t.c["a"] + 1)),
          Column("e", Integer(), server_default(t.c["a"] + 1)));
  u.append_constraint(CheckConstraint(u.c["a"] > 5));
  const Index index("ix", u.c["a"], u.c["c"] + 1);
  EXPECT_EQ(u.indexes().size(), 1U);
}

TEST(Table, TakesColumnsConstraintsAndIndexesLater) {
  const MetaData metadata;
  Table t("t", metadata, Column("a", Integer(), primary_key));
  t.append_column(Column("b", Integer(), primary_key));
  EXPECT_EQ(t.primary_key().columns().size(), 2U);
  t.append_constraint(UniqueConstraint("b"));
  t.append_index(Index("ix_b", "b"));
  EXPECT_EQ(t.constraints().size(), 2U);
  EXPECT_EQ(t.indexes().size(), 1U);
  EXPECT_THROW(t.append_column(Column("b", String())), DuplicateColumnError);
  t.append_column(Column("b", String()), true);
  EXPECT_EQ(t.c["b"].type()->kind(), TypeKind::string);
}

TEST(Table, GivesEachColumnToOneTableOnly) {
  const MetaData metadata;
  const Column shared("a", Integer(), comment("note"));
  const Table t("t", metadata, shared);
  EXPECT_EQ(shared.table(), t);
  EXPECT_THROW(Table("u", metadata, shared), ArgumentError);
  const Table u("u", metadata, shared.copy());
  EXPECT_EQ(u.c["a"]->comment(), "note");
}

TEST(Table, IsCopiedIntoAnotherMetadata) {
  const MetaData metadata;
  const Table parent("parent", metadata, Column("id", Integer(), primary_key));
  const Table t("t", metadata, Column("id", Integer(), primary_key),
                Column("own", ForeignKey("t.id")), Column("p", ForeignKey("parent.id")),
                Column("u", Integer(), unique), Column("i", Integer(), indexed),
                UniqueConstraint({"u", "i"}, {.name = "uq"}));
  const MetaData target;
  const Table copy = t.to_metadata(target, "s", "copy");
  const Table parent_copy = parent.to_metadata(target, "s");
  EXPECT_EQ(copy.fullname(), "s.copy");
  EXPECT_TRUE(copy.c["own"].references(copy.c["id"]));
  EXPECT_TRUE(copy.c["p"].references(parent_copy.c["id"]));
  EXPECT_EQ(copy.constraints().size(), t.constraints().size());
  EXPECT_EQ(copy.indexes()[0].name().text(), "ix_s_copy_i");
}

TEST(Table, FollowsTheSchemaOfItsMetadata) {
  const MetaData metadata({.schema = "ms"});
  const Table a("a", metadata, Column("id", Integer(), primary_key));
  const Table b("b", metadata, {.schema = BLANK_SCHEMA}, Column("a_id", ForeignKey("a.id")));
  EXPECT_EQ(a.fullname(), "ms.a");
  EXPECT_EQ(b.fullname(), "b");
  EXPECT_TRUE(b.c["a_id"].references(a.c["id"]));
  EXPECT_EQ(metadata.schemas(), (std::vector<std::string>{"ms"}));
}

}  // namespace
TEST(Table, IsNotHeldByTheConditionsThatItHolds) {
  const MetaData metadata;
  Table t("t", metadata, Column("a", Integer()));
  const auto handles = t.node()->use_count();
  t.append_constraint(CheckConstraint(t.c["a"] > 5));
  t.append_index(Index("ix", t.c["a"] * 2));
  EXPECT_EQ(t.node()->use_count(), handles);
  EXPECT_EQ(t.constraints().size(), 2U);
}

}  // namespace cupel
