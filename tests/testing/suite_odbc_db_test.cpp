#include "testing/own_database.hpp"

// The suite once more, through ODBC: what a driver of ODBC cannot do is skipped with the reason.
namespace cupel::testing {
namespace {

TEST(DialectSuiteOverOdbc, PassesOnSqlite) {
  const SuiteFolder folder;
  SuiteDatabase database =
      sqlite_database("sqlite+odbc:///" + folder.path() + "/suite.db?FKSupport=1");
  database.name += " over ODBC";
  const std::string no_rows = "the driver hands out no rows of a RETURNING";
  for (const char* test : {"dml.insert_returning", "dml.many_rows_return_in_order",
                           "dml.update_returning", "dml.delete_returning"}) {
    database.skips.emplace_back(test, no_rows);
  }
  database.skips.emplace_back("types.double", "the driver writes 15 digits of a number");
  database.skips.emplace_back("round_trip.names_beyond_ascii",
                              "the driver cuts statements with characters beyond the basic plane");
  expect_to_pass(database);
}

}  // namespace
}  // namespace cupel::testing
