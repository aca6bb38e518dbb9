#include "cupel/error/core_errors.hpp"

#include "testing/suite_databases.hpp"

namespace cupel::testing {
namespace {

TEST(DialectSuite, PassesOnSqlite) {
  const SuiteFolder folder;
  expect_to_pass(sqlite_database("sqlite:///" + folder.path() + "/suite.db?foreign_keys=on"));
}

TEST(DialectSuite, SkipsWhatADatabaseLacks) {
  SuiteDatabase database = sqlite_database("sqlite://");
  database.lacks.emplace_back(R::views, "a reason");
  const SuiteResult result = run_suite_test("reflection.views", database);
  EXPECT_EQ(result.outcome, SuiteOutcome::skipped);
  EXPECT_EQ(result.message, "a reason");
}

TEST(DialectSuite, ReportsWhatFails) {
  // Without the pragma SQLite only writes foreign keys down.
  const SuiteFolder folder;
  const SuiteDatabase database = sqlite_database("sqlite:///" + folder.path() + "/suite.db");
  const SuiteRun run{.database = "x", .results = {run_suite_test("errors.foreign_key", database)}};
  EXPECT_EQ(run.count(SuiteOutcome::failed), 1U);
  const std::string table = suite_table({&run, 1});
  EXPECT_NE(table.find("| errors.foreign_key | FAILED |"), std::string::npos) << table;
  EXPECT_NE(table.find("- x, errors.foreign_key: "), std::string::npos) << table;
}

TEST(DialectSuite, KnowsItsTestsByName) {
  EXPECT_THROW((void)run_suite_test("types.intger", sqlite_database("sqlite://")), ArgumentError);
}

}  // namespace
}  // namespace cupel::testing
