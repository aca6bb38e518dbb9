#include "testing/own_database.hpp"

namespace cupel::testing {
namespace {

TEST(DialectSuite, PassesOnPostgresql) {
  const std::string url = own_database("CUPEL_TEST_POSTGRESQL_URL", "cupel_suite", "");
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_POSTGRESQL_URL names no server";
  expect_to_pass(postgresql_database(url));
}

TEST(DialectSuite, PassesOnMariadb) {
  const std::string url =
      own_database("CUPEL_TEST_MYSQL_URL", "cupel_suite", "CHARACTER SET utf8mb4");
  if (url.empty()) GTEST_SKIP() << "CUPEL_TEST_MYSQL_URL names no server";
  expect_to_pass(mariadb_database(url));
}

}  // namespace
}  // namespace cupel::testing
