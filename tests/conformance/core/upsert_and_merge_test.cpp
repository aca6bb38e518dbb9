// What SQLAlchemy has no counterpart of, on all databases side by side: upsert() and merge().

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/compile.hpp"
#include "cupel/sql/expression/merge.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/sql/traversal/cache_key.hpp"

#include "contexts.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {
namespace {

std::string sql(const Executable& statement, std::string_view key) {
  const auto context = make_context(key, 0);
  return compile(*statement.element(), *context)->sql();
}

Upsert two_columns() {
  return upsert(items).values({{"id", 1}, {"qty", 5}});
}

TEST(Upsert, EveryDatabaseThatCanDoItHasItsOwnForm) {
  const Upsert stmt = two_columns();
  for (const std::string_view key : {"sqlite", "postgresql"}) {
    EXPECT_EQ(sql(stmt, key),
              "INSERT INTO items (id, qty) VALUES (:id, :qty) ON CONFLICT (id) DO UPDATE SET qty = "
              "excluded.qty");
  }
  for (const std::string_view key : {"mysql", "mariadb"}) {
    EXPECT_EQ(sql(stmt, key),
              "INSERT INTO items (id, qty) VALUES (:id, :qty) ON DUPLICATE KEY UPDATE qty = "
              "VALUES(qty)");
  }
  EXPECT_EQ(sql(stmt, "mysql_8"),
            "INSERT INTO items (id, qty) VALUES (:id, :qty) AS new ON DUPLICATE KEY UPDATE qty = "
            "new.qty");
  EXPECT_EQ(sql(stmt, "oracle"),
            "MERGE INTO items USING (SELECT :id AS id, :qty AS qty FROM DUAL) inserted_row ON "
            "(items.id = inserted_row.id) WHEN MATCHED THEN UPDATE SET qty = inserted_row.qty WHEN "
            "NOT MATCHED THEN INSERT (id, qty) VALUES (inserted_row.id, inserted_row.qty)");
  EXPECT_EQ(sql(stmt, "mssql"),
            "MERGE INTO items USING (SELECT :id AS id, :qty AS qty) inserted_row ON (items.id = "
            "inserted_row.id) WHEN MATCHED THEN UPDATE SET qty = inserted_row.qty WHEN NOT MATCHED "
            "THEN INSERT (id, qty) VALUES (inserted_row.id, inserted_row.qty);");
  EXPECT_THROW((void)sql(stmt, "default"), UnsupportedCompilationError);
}

TEST(Upsert, LeavesARowThatIsThereAlone) {
  const Upsert stmt = two_columns().do_nothing();
  EXPECT_TRUE(sql(stmt, "sqlite").ends_with("ON CONFLICT (id) DO NOTHING"));
  EXPECT_TRUE(sql(stmt, "mysql").ends_with("ON DUPLICATE KEY UPDATE id = items.id"));
  EXPECT_EQ(sql(stmt, "oracle").find("WHEN MATCHED"), std::string::npos);
}

TEST(Upsert, ACondition) {
  const Upsert stmt = two_columns().where(items.c["qty"] < 3);
  EXPECT_TRUE(sql(stmt, "postgresql").ends_with("SET qty = excluded.qty WHERE items.qty < :qty_1"));
  EXPECT_NE(sql(stmt, "mssql").find("WHEN MATCHED AND items.qty < :qty_1 THEN UPDATE SET"),
            std::string::npos);
  EXPECT_NE(sql(stmt, "oracle").find("SET qty = inserted_row.qty WHERE items.qty < :qty_1 WHEN"),
            std::string::npos);
  EXPECT_THROW((void)sql(stmt, "mysql"), CompileError);
}

Merge stock_taking() {
  return merge(items)
      .using_(order_items, items.c["id"] == order_items.c["item_id"])
      .when_matched_update({{"qty", items.c["qty"] - order_items.c["quantity"]}},
                           items.c["qty"] > 3)
      .when_not_matched_insert({{"id", order_items.c["item_id"]}, {"qty", 0}});
}

TEST(Merge, ConditionsStandWhereTheDatabaseWantsThem) {
  EXPECT_EQ(sql(stock_taking(), "postgresql"),
            "MERGE INTO items USING order_items ON items.id = order_items.item_id WHEN MATCHED AND "
            "items.qty > :qty_1 THEN UPDATE SET qty = items.qty - order_items.quantity WHEN NOT "
            "MATCHED THEN INSERT (id, qty) VALUES (order_items.item_id, :param_1)");
  EXPECT_EQ(sql(stock_taking(), "mssql"), sql(stock_taking(), "postgresql") + ";");
  EXPECT_EQ(sql(stock_taking(), "oracle"),
            "MERGE INTO items USING order_items ON (items.id = order_items.item_id) WHEN MATCHED "
            "THEN UPDATE SET qty = items.qty - order_items.quantity WHERE items.qty > :qty_1 WHEN "
            "NOT MATCHED THEN INSERT (id, qty) VALUES (order_items.item_id, :param_1)");
}

TEST(Merge, ADatabaseRefusesWhatItDoesNotHave) {
  for (const std::string_view key : {"default", "sqlite", "mysql", "postgresql_13"}) {
    EXPECT_THROW((void)sql(stock_taking(), key), UnsupportedCompilationError) << key;
  }
  const Merge deletes = stock_taking().when_matched_delete();
  EXPECT_NE(sql(deletes, "postgresql").find("WHEN MATCHED THEN DELETE"), std::string::npos);
  EXPECT_THROW((void)sql(deletes, "oracle"), CompileError);
  const Merge by_source = stock_taking().when_not_matched_by_source_delete(items.c["qty"] == 0);
  EXPECT_NE(sql(by_source, "mssql").find("WHEN NOT MATCHED BY SOURCE AND items.qty = :qty_2"),
            std::string::npos);
  EXPECT_THROW((void)sql(by_source, "oracle"), CompileError);
  EXPECT_THROW((void)sql(stock_taking().returning(items.c["id"]), "mssql"), CompileError);
}

TEST(Merge, ReturnsTheRowsWritten) {
  const auto context = make_context("postgresql", 0);
  const auto compiled =
      compile(*stock_taking().returning(items.c["id"], items.c["qty"] + 1).element(), *context);
  EXPECT_TRUE(compiled->sql().ends_with("RETURNING items.id, items.qty + :qty_2 AS anon_1"));
  EXPECT_TRUE(compiled->flags().returns_rows);
  EXPECT_EQ(compiled->result_columns().size(), 2U);
}

TEST(Merge, MistakesAreNamed) {
  EXPECT_THROW((void)sql(merge(items), "postgresql"), CompileError);
  EXPECT_THROW((void)merge(items.join(order_items)), ArgumentError);
  EXPECT_THROW((void)merge(items).when_matched_update({}), ArgumentError);
  const Merge unknown = merge(items)
                            .using_(order_items, items.c["id"] == order_items.c["item_id"])
                            .when_matched_update({{"nope", 1}});
  EXPECT_THROW((void)sql(unknown, "postgresql"), CompileError);
}

TEST(Merge, EqualStatementsShareOneCacheKey) {
  const auto key = [](const Merge& stmt) {
    EXPECT_TRUE(KeyBuilder::local().build(*stmt.element()));
    return KeyBuilder::local().key();
  };
  EXPECT_TRUE(key(stock_taking()) == key(stock_taking()));
  EXPECT_FALSE(key(stock_taking()) == key(stock_taking().when_matched_delete()));
}

}  // namespace
}  // namespace cupel::conformance
