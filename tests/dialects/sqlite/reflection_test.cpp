#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "cupel/engine.hpp"
#include "cupel/engine/inspector.hpp"
#include "cupel/sql.hpp"

namespace cupel {
namespace {

using Names = std::vector<std::string>;

// SQLite makes sqlite_sequence itself, for the first table with AUTOINCREMENT.
TEST(SqliteReflection, HidesTablesOfSqlitesOwnUnlessTheyAreAskedFor) {
  Engine engine = create_engine("sqlite://");
  Connection c = engine.connect();
  c.execute(text("CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT)"));
  Inspector inspector = inspect(c);
  const DialectOptions all{{"sqlite_include_internal", true}};
  EXPECT_EQ(inspector.get_table_names(), (Names{"counted"}));
  EXPECT_EQ(inspector.get_table_names({}, all), (Names{"counted", "sqlite_sequence"}));
  EXPECT_EQ(inspector.get_table_names({}, {{"sqlite_include_internal", false}}),
            (Names{"counted"}));
  EXPECT_EQ(inspector.get_temp_table_names(all), Names());
  EXPECT_EQ(inspector.get_view_names({}, all), Names());
  Names found;
  for (const auto& [key, columns] : inspector.get_multi_columns({.dialect = all}))
    for (const ReflectedColumn& column : columns) found.push_back(key.second + "." + column.name);
  EXPECT_THAT(found,
              ::testing::ElementsAre("counted.id", "sqlite_sequence.name", "sqlite_sequence.seq"));
}

// From 3.10 on SQLite gives a column of a UNION the name it was given, dots and all.
TEST(SqliteReflection, KeepsDotsInTheNamesOfResultColumns) {
  Engine engine = create_engine("sqlite://");
  Connection c = engine.connect();
  const auto result = c.execution_options({.user = {{"sqlite_raw_colnames", true}}})
                          .execute(text("SELECT 1 AS \"a.b\" UNION SELECT 2 AS \"a.b\""));
  EXPECT_EQ(result.keys(), (Names{"a.b"}));
}

}  // namespace
}  // namespace cupel
