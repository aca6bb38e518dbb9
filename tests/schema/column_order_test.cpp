// Columns that come late: their place, and that statements tell them apart.

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/sql/traversal/cache_key.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

TEST(ColumnOrder, AColumnThatReplacesOneSharesItsCacheKeyWithNoOther) {
  Table t("t", MetaData(), Column("a", Integer()), Column("b", Integer()));
  t.append_column(Column("a", String()), true);
  t.append_column(Column("c", Integer()));
  EXPECT_EQ(t.c.keys(), (std::vector<std::string>{"a", "b", "c"}));
  const Select<> replaced = select(t.c["a"]);
  const Select<> appended = select(t.c["c"]);
  ASSERT_TRUE(KeyBuilder::local().build(*replaced.element()));
  const CacheKey key = KeyBuilder::local().key();
  ASSERT_TRUE(KeyBuilder::local().build(*appended.element()));
  EXPECT_FALSE(KeyBuilder::local().matches(key));
}

TEST(ColumnOrder, AColumnMayBePutBetweenOthers) {
  Table t("t", MetaData(), Column("a", Integer()), Column("b", Integer()));
  t.insert_column(Column("first", Integer()), 0);
  t.insert_column(Column("last", Integer()), 99);
  t.insert_column(Column("b", String()), 1, true);
  EXPECT_EQ(t.c.keys(), (std::vector<std::string>{"first", "b", "a", "last"}));
  EXPECT_EQ(t->schema_columns()[1]->name().text(), "b");
  EXPECT_THROW(t.insert_column(Column("a", Integer()), 0), DuplicateColumnError);
  EXPECT_EQ(t.c.size(), 4U);
}

}  // namespace
}  // namespace cupel
