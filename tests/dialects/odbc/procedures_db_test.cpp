#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/error.hpp"
#include "cupel/engine.hpp"

namespace cupel {
namespace {

using Rows = std::vector<std::vector<std::int64_t>>;

Rows rest_of(dbapi::Statement& statement) {
  Rows out;
  std::vector<Cell> cells(statement.column_count());
  while (statement.fetch(cells.data())) {
    auto& row = out.emplace_back();
    for (const Cell& cell : cells) row.push_back(cell.integer);
  }
  return out;
}

/// A procedure of MariaDB's that gives several results, called over ODBC.
class OdbcProcedures : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* url = std::getenv("CUPEL_TEST_MYSQL_URL");
    if (!url) GTEST_SKIP() << "CUPEL_TEST_MYSQL_URL names no server";
    engine_.emplace(create_engine(make_url(url).set({.drivername = "mysql+odbc"})));
    connection_.emplace(engine_->connect());
    drop();
    connection_->exec_driver_sql(
        "CREATE PROCEDURE cupel_odbc_reports(IN wanted INT) BEGIN "
        "SELECT 1 AS a, 2 AS b UNION ALL SELECT 3, 4; "
        "SELECT wanted AS c WHERE wanted > 0; "
        "IF wanted > 100 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'too many'; END IF; "
        "SELECT 5 AS d; END");
    connection_->commit();
  }
  void TearDown() override {
    if (connection_) drop();
  }
  void drop() {
    connection_->exec_driver_sql("DROP PROCEDURE IF EXISTS cupel_odbc_reports");
    connection_->commit();
  }
  [[nodiscard]] dbapi::StatementLease call(std::int64_t wanted) {
    auto statement = driver().prepare("CALL cupel_odbc_reports(?)");
    statement->execute(std::vector<Cell>{Cell::of(wanted)});
    return statement;
  }
  [[nodiscard]] dbapi::Connection& driver() { return connection_->driver_connection(); }
  void expect_free() {
    auto statement = driver().prepare("SELECT 9");
    statement->execute({});
    EXPECT_EQ(rest_of(*statement), (Rows{{9}}));
  }

  std::optional<Engine> engine_;
  std::optional<Connection> connection_;
};

TEST_F(OdbcProcedures, GiveOneResultAfterTheOther) {
  auto statement = call(7);
  EXPECT_EQ(statement->column_name(1), "b");
  EXPECT_EQ(rest_of(*statement), (Rows{{1, 2}, {3, 4}}));
  EXPECT_TRUE(statement->next_result());
  EXPECT_EQ(statement->column_count(), 1U);
  EXPECT_EQ(statement->column_name(0), "c");
  EXPECT_EQ(rest_of(*statement), (Rows{{7}}));
  EXPECT_TRUE(statement->next_result());
  EXPECT_EQ(rest_of(*statement), (Rows{{5}}));
  EXPECT_FALSE(statement->next_result());
  EXPECT_EQ(rest_of(*statement), Rows());
  expect_free();
}

TEST_F(OdbcProcedures, MayGiveAnEmptyResultInBetweenAndBeReadInPart) {
  auto statement = call(0);
  EXPECT_TRUE(statement->next_result());  // without a row read
  EXPECT_EQ(rest_of(*statement), Rows());
  EXPECT_TRUE(statement->next_result());
  EXPECT_EQ(rest_of(*statement), (Rows{{5}}));
  EXPECT_FALSE(statement->next_result());
  static_cast<void>(call(7));  // given back with all of it unread
  expect_free();
}

TEST_F(OdbcProcedures, TellAnErrorBehindTheirFirstResult) {
  auto statement = call(101);
  EXPECT_EQ(rest_of(*statement), (Rows{{1, 2}, {3, 4}}));
  EXPECT_TRUE(statement->next_result());
  EXPECT_THROW(
      {
        static_cast<void>(rest_of(*statement));
        static_cast<void>(statement->next_result());
      },
      dbapi::DriverError);
  statement->reset();
  expect_free();
}

}  // namespace
}  // namespace cupel
