#include "testing/own_database.hpp"

// The suite once more, through ODBC. What a driver does not do is skipped, and the table says why.
namespace cupel::testing {
namespace {

TEST(DialectSuiteOverOdbc, PassesOnSqlite) {
  const SuiteFolder folder;
  SuiteDatabase database =
      sqlite_database("sqlite+odbc:///" + folder.path() + "/suite.db?FKSupport=1");
  database.name += " over ODBC";
  for (const Requirement returning :
       {R::insert_returning, R::update_returning, R::delete_returning}) {
    database.lacks.emplace_back(returning,
                                "sqliteodbc takes only SELECT for a query, and drops the rows of "
                                "RETURNING");
  }
  database.skips.emplace_back("types.double",
                              "sqliteodbc hands out every double as a text of 15 digits");
  expect_to_pass(database);
}

/// The same database, by its ODBC driver; empty without a server.
std::string over_odbc(const std::string& url) {
  if (url.empty()) return {};
  const std::string name = make_url(url).get_backend_name();
  return make_url(url).set({.drivername = name + "+odbc"}).render_as_string(false);
}

TEST(DialectSuiteOverOdbc, PassesOnPostgresql) {
  const std::string url =
      over_odbc(own_database("CUPEL_TEST_POSTGRESQL_URL", "cupel_suite_odbc", ""));
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_POSTGRESQL_URL names no server";
  SuiteDatabase database = postgresql_database(url);
  database.name += " over ODBC";
  database.skips.emplace_back("types.datetime_with_zone",
                              "psqlodbc hands out timestamps without their zone");
  database.skips.emplace_back(
      "types.interval",
      "psqlodbc hands out intervals as texts, which the ODBC driver does not read");
  expect_to_pass(database);
}

TEST(DialectSuiteOverOdbc, PassesOnMariadb) {
  const std::string url =
      over_odbc(own_database("CUPEL_TEST_MYSQL_URL", "cupel_suite_odbc", "CHARACTER SET utf8mb4"));
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_MYSQL_URL names no server";
  SuiteDatabase database = mariadb_database(url);
  database.name += " over ODBC";
  expect_to_pass(database);
}

}  // namespace
}  // namespace cupel::testing
