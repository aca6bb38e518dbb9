#include "testing/own_database.hpp"

// The suite once more, through ODBC: what a driver of ODBC cannot do is skipped with the reason.
namespace cupel::testing {
namespace {

std::string through_odbc(const std::string& url) {
  return url.substr(0, url.find(':')) + "+odbc" + url.substr(url.find(':'));
}

TEST(DialectSuiteOverOdbc, PassesOnSqlite) {
  const SuiteFolder folder;
  SuiteDatabase database =
      sqlite_database("sqlite+odbc:///" + folder.path() + "/suite.db?FKSupport=1");
  database.name += " over ODBC";
  expect_to_pass(database);
}

TEST(DialectSuiteOverOdbc, PassesOnPostgresql) {
  const std::string url = own_database("CUPEL_TEST_POSTGRESQL_URL", "cupel_suite_odbc", "");
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_POSTGRESQL_URL names no server";
  SuiteDatabase database = postgresql_database(through_odbc(url));
  database.name += " over ODBC";
  expect_to_pass(database);
}

TEST(DialectSuiteOverOdbc, PassesOnMariadb) {
  const std::string url =
      own_database("CUPEL_TEST_MYSQL_URL", "cupel_suite_odbc", "CHARACTER SET utf8mb4");
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_MYSQL_URL names no server";
  SuiteDatabase database = mariadb_database(through_odbc(url));
  database.name += " over ODBC";
  expect_to_pass(database);
}

}  // namespace
}  // namespace cupel::testing
