#include "dialects/sqlite/create_statement.hpp"

#include <gtest/gtest.h>

namespace cupel::sqlite {
namespace {

using Names = std::vector<std::string>;
using Kind = DeclaredConstraint::Kind;

TEST(CreateTable, ConstraintsAreReadWithTheirNames) {
  const DeclaredTable t = parse_create_table(
      "CREATE TABLE \"a, b\" (x INTEGER CONSTRAINT pk PRIMARY KEY, y INT,\n"
      "  [odd ] name] TEXT, CONSTRAINT \"u q\" UNIQUE (x, \"y\") ON CONFLICT IGNORE,\n"
      "  CHECK (y > 5 AND y NOT IN (1, 2)), -- a comment, CHECK (no)\n"
      "  CONSTRAINT fk FOREIGN KEY (y) REFERENCES t2 (a) ON DELETE SET NULL\n"
      "    DEFERRABLE INITIALLY DEFERRED)");
  ASSERT_EQ(t.constraints.size(), 4U);
  EXPECT_EQ(t.constraints[0].kind, Kind::primary_key);
  EXPECT_EQ(t.constraints[0].name, "pk");
  EXPECT_EQ(t.constraints[1].name, "u q");
  EXPECT_EQ(t.constraints[1].columns, (Names{"x", "y"}));
  EXPECT_EQ(t.constraints[1].on_conflict, "IGNORE");
  EXPECT_EQ(t.constraints[2].sqltext, "y > 5 AND y NOT IN (1, 2)");
  EXPECT_EQ(t.constraints[3].name, "fk");
  EXPECT_EQ(t.constraints[3].deferrable, true);
  EXPECT_EQ(t.constraints[3].initially, "DEFERRED");
}

TEST(CreateTable, ColumnsTellWhatPragmasDoNot) {
  const DeclaredTable t = parse_create_table(
      "create temp table if not exists main.t (id integer primary key autoincrement,"
      " n decimal(10, 2) default (1 + 2) not null on conflict replace,"
      " c varchar(10) collate nocase default 'it''s, (unique)',"
      " g int generated always as (n * (2)) stored) strict, without rowid");
  EXPECT_TRUE(t.autoincrement);
  EXPECT_TRUE(t.strict);
  EXPECT_TRUE(t.without_rowid);
  ASSERT_EQ(t.columns.size(), 4U);
  EXPECT_EQ(t.find("n")->not_null_on_conflict, "REPLACE");
  EXPECT_EQ(t.find("c")->collation, "nocase");
  EXPECT_EQ(t.find("g")->computed, "n * (2)");
  EXPECT_EQ(t.constraints.size(), 1U) << "the word in the default is no constraint";
}

TEST(CreateTable, OfAVirtualTableNothingIsKnown) {
  EXPECT_TRUE(parse_create_table("CREATE VIRTUAL TABLE v USING fts5(a, b)").columns.empty());
  EXPECT_TRUE(parse_create_table("").columns.empty());
  EXPECT_EQ(parse_create_table("CREATE TABLE t (a, b").columns.size(), 2U) << "an open parenthesis";
}

TEST(CreateIndex, ExpressionsAndConditionAreTakenApart) {
  const DeclaredIndex i = parse_create_index(
      "CREATE UNIQUE INDEX \"ix (1)\" ON t (lower(a), b DESC, a || ',' || b) WHERE a IS NOT NULL");
  EXPECT_EQ(i.expressions, (Names{"lower(a)", "b", "a || ',' || b"}));
  EXPECT_EQ(i.where, "a IS NOT NULL");
}

}  // namespace
}  // namespace cupel::sqlite
