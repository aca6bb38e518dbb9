#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/dbapi/error.hpp"
#include "cupel/dbapi/waiter.hpp"
#include "cupel/dialects/mysql/dialect.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mysql/driver.hpp"

namespace cupel {
namespace {

using dbapi::ErrorClass;
using Rows = std::vector<std::vector<std::string>>;

std::string text_of(const Cell& cell) {
  switch (cell.kind) {
    case CellKind::null:
      return "NULL";
    case CellKind::integer:
      return std::to_string(cell.integer);
    case CellKind::real:
      return "r" + double_repr(cell.real);
    case CellKind::text:
      return std::string(cell.view());
    case CellKind::blob:
      return "b" + std::string(cell.view());
  }
  return {};
}

Rows rest_of(dbapi::Statement& s) {
  Rows out;
  std::vector<Cell> cells(s.column_count());
  while (s.fetch(cells.data())) {
    auto& row = out.emplace_back();
    for (const Cell& cell : cells) row.push_back(text_of(cell));
  }
  return out;
}

class MysqlDriver : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* url = std::getenv("CUPEL_TEST_MYSQL_URL");
    if (url == nullptr) GTEST_SKIP() << "CUPEL_TEST_MYSQL_URL names no server";
    url_ = url;
    connection_ = connect();
  }

  [[nodiscard]] std::unique_ptr<dbapi::Connection> connect() const {
    return mysql::driver().connect(mysql::dialect().create_connect_args(make_url(url_)));
  }
  dbapi::Connection& db() { return *connection_; }
  Rows rows(std::string_view sql, std::vector<Cell> parameters = {}) {
    auto s = db().prepare(sql);
    s->execute(parameters);
    return rest_of(*s);
  }
  void table(std::string_view columns) {
    db().run("DROP TEMPORARY TABLE IF EXISTS t");
    db().run(str_cat("CREATE TEMPORARY TABLE t (", columns, ") ENGINE=InnoDB"));
  }

  static dbapi::DriverErrorInfo failure(const std::function<void()>& f) {
    try {
      f();
    } catch (const dbapi::DriverError& e) {
      return e.info();
    }
    ADD_FAILURE() << "no DriverError";
    return {};
  }

 private:
  std::string url_;
  std::unique_ptr<dbapi::Connection> connection_;
};

TEST_F(MysqlDriver, BindsAndReadsEveryKindOfCell) {
  table("i BIGINT, r DOUBLE, s VARCHAR(40), b VARBINARY(40)");
  const char bytes[] = {0, 1, static_cast<char>(0xff)};
  auto insert = db().prepare("INSERT INTO t VALUES (?, ?, ?, ?)");
  insert->execute(std::vector<Cell>{Cell::of(std::int64_t{-5}), Cell::of(0.1),
                                    Cell::text("\u6f22\U0001f600"),
                                    Cell::blob(std::as_bytes(std::span(bytes)))});
  EXPECT_EQ(insert->rowcount(), 1);
  insert->execute(std::vector<Cell>(4));
  EXPECT_EQ(rows("SELECT * FROM t"),
            (Rows{{"-5", "r0.1", "\u6f22\U0001f600", "b" + std::string(bytes, 3)},
                  {"NULL", "NULL", "NULL", "NULL"}}));
}

TEST_F(MysqlDriver, ReadsEachTypeOfTheServer) {
  EXPECT_EQ(rows("SELECT CAST(1.50 AS DECIMAL(5,2)), DATE'2024-02-29', "
                 "TIMESTAMP'2024-02-29 12:34:56', CAST('12:34:56.25' AS TIME(2)), "
                 "18446744073709551615, NULL"),
            (Rows{{"1.50", "2024-02-29", "2024-02-29 12:34:56", "12:34:56.250000",
                   "18446744073709551615", "NULL"}}));
  table(
      "a TINYINT UNSIGNED, y YEAR, f FLOAT, e ENUM('x','y'), s SET('p','q'), d DATETIME(6), "
      "x TEXT, z BLOB, n BIT(10)");
  db().run(
      "INSERT INTO t VALUES (255, 2024, 1.5, 'y', 'p,q', '2024-01-02 03:04:05.000006', 'txt', "
      "'bin', 513)");
  EXPECT_EQ(rows("SELECT * FROM t"), (Rows{{"255", "2024", "r1.5", "y", "p,q",
                                            "2024-01-02 03:04:05.000006", "txt", "bbin", "513"}}));
}

TEST_F(MysqlDriver, StatementsDoNotDisturbEachOther) {
  table("i INT, s VARCHAR(20)");
  for (int i = 0; i < 50; ++i) {
    auto s = db().prepare("INSERT INTO t VALUES (?, ?)");
    const std::string text = str_cat("row", i);
    s->execute(std::vector<Cell>{Cell::of(std::int64_t{i}), Cell::text(text)});
  }
  auto outer = db().prepare("SELECT i, s FROM t ORDER BY i");
  outer->execute({});
  std::vector<Cell> row(2);
  ASSERT_TRUE(outer->fetch(row.data()));
  // The borrowed text outlives what another statement does on the same connection.
  EXPECT_EQ(rows("SELECT count(*) FROM t"), (Rows{{"50"}}));
  EXPECT_EQ(text_of(row[1]), "row0");
  const Rows rest = rest_of(*outer);
  ASSERT_EQ(rest.size(), 49U);
  EXPECT_EQ(rest[0], (std::vector<std::string>{"1", "row1"}));
  EXPECT_EQ(rest[48], (std::vector<std::string>{"49", "row49"}));
}

TEST_F(MysqlDriver, AStatementCanBeRunAgainBeforeAllRowsAreRead) {
  auto s = db().prepare("SELECT seq FROM seq_1_to_1000 WHERE seq >= ?");
  std::vector<Cell> row(1);
  for (std::int64_t from : {1, 500, 999}) {
    s->execute(std::vector<Cell>{Cell::of(from)});
    ASSERT_TRUE(s->fetch(row.data()));
    EXPECT_EQ(row[0].integer, from);
  }
  EXPECT_EQ(rest_of(*s), (Rows{{"1000"}}));
}

TEST_F(MysqlDriver, ExecuteManySendsAllRowsAndCountsThem) {
  table("i INT, s VARCHAR(20), r DOUBLE");
  auto s = db().prepare("INSERT INTO t VALUES (?, ?, ?)");
  const std::vector<Cell> values = {Cell::of(std::int64_t{1}), Cell::text("a"), Cell::of(0.5),
                                    Cell::of(std::int64_t{2}), Cell::null_(),   Cell::null_(),
                                    Cell::of(std::int64_t{3}), Cell::text(""),  Cell::of(1.5)};
  EXPECT_EQ(s->execute_many(values, 3), 3);
  EXPECT_EQ(rows("SELECT * FROM t ORDER BY i"),
            (Rows{{"1", "a", "r0.5"}, {"2", "NULL", "NULL"}, {"3", "", "r1.5"}}));
  // The same statement, one row at a time again.
  s->execute(std::vector<Cell>{Cell::of(std::int64_t{4}), Cell::text("d"), Cell::null_()});
  EXPECT_EQ(rows("SELECT count(*) FROM t"), (Rows{{"4"}}));
}

TEST_F(MysqlDriver, ExecuteManyTakesAColumnOfSeveralKinds) {
  table("s VARCHAR(20)");
  auto s = db().prepare("INSERT INTO t VALUES (?)");
  EXPECT_EQ(s->execute_many(std::vector<Cell>{Cell::of(std::int64_t{1}), Cell::text("a")}, 1), 2);
  EXPECT_EQ(rows("SELECT * FROM t ORDER BY s"), (Rows{{"1"}, {"a"}}));
}

TEST_F(MysqlDriver, TellsTheKeyThatTheServerDrew) {
  table("id INT PRIMARY KEY AUTO_INCREMENT, s VARCHAR(20)");
  auto s = db().prepare("INSERT INTO t (s) VALUES (?)");
  for (std::int64_t key : {1, 2}) {
    s->execute(std::vector<Cell>{Cell::text("x")});
    EXPECT_EQ(s->lastrowid(), key);
  }
  auto returning = db().prepare("INSERT INTO t (s) VALUES ('a'), ('b') RETURNING id");
  returning->execute({});
  EXPECT_EQ(rest_of(*returning), (Rows{{"3"}, {"4"}}));
  EXPECT_EQ(returning->rowcount(), 2);
}

TEST_F(MysqlDriver, AnUpdateCountsTheRowsItMatched) {
  table("i INT, s VARCHAR(20)");
  db().run("INSERT INTO t VALUES (1, 'x'), (2, 'x')");
  auto s = db().prepare("UPDATE t SET s = 'x'");
  s->execute({});
  EXPECT_EQ(s->rowcount(), 2);
}

TEST_F(MysqlDriver, ATransactionBeginsAndEndsOnlyWhereThereIsOne) {
  table("i INT");
  EXPECT_FALSE(db().in_transaction());
  db().begin();
  EXPECT_TRUE(db().in_transaction());
  db().run("INSERT INTO t VALUES (1)");
  db().run("SAVEPOINT a");
  db().run("INSERT INTO t VALUES (2)");
  db().run("ROLLBACK TO SAVEPOINT a");
  db().commit();
  EXPECT_FALSE(db().in_transaction());
  db().begin();
  db().run("INSERT INTO t VALUES (3)");
  db().rollback();
  db().rollback();
  EXPECT_EQ(rows("SELECT * FROM t"), (Rows{{"1"}}));
}

TEST_F(MysqlDriver, ErrorsSayWhatTheServerSaid) {
  table("i INT PRIMARY KEY");
  db().run("INSERT INTO t VALUES (1)");
  const auto duplicate = failure([&] { db().run("INSERT INTO t VALUES (1)"); });
  EXPECT_EQ(duplicate.error_class, ErrorClass::integrity);
  EXPECT_EQ(duplicate.code, 1062);
  EXPECT_EQ(duplicate.sqlstate, "23000");
  EXPECT_FALSE(duplicate.is_disconnect);
  const auto syntax = failure([&] { (void)db().prepare("SELEC 1"); });
  EXPECT_EQ(syntax.error_class, ErrorClass::programming);
  auto insert = db().prepare("INSERT INTO t VALUES (?)");
  const Cell one = Cell::of(std::int64_t{1});
  EXPECT_EQ(failure([&] { insert->execute({&one, 1}); }).code, 1062);
  const Cell two = Cell::of(std::int64_t{2});
  insert->execute({&two, 1});  // can be executed again
  EXPECT_EQ(failure([&] { insert->execute({}); }).error_class, ErrorClass::programming);
}

TEST_F(MysqlDriver, AConnectionThatTheServerEndedIsLost) {
  const Rows id = rows("SELECT CONNECTION_ID()");
  connect()->run(str_cat("KILL ", id[0][0]));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_TRUE(failure([&] { (void)rows("SELECT 1"); }).is_disconnect);
  EXPECT_FALSE(db().ping());
}

TEST_F(MysqlDriver, AnotherThreadCanEndAStatement) {
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    db().interrupt();
  });
  const auto begun = std::chrono::steady_clock::now();
  try {
    // SLEEP tells by its value that it was ended; other statements fail.
    EXPECT_EQ(rows("SELECT SLEEP(20)"), (Rows{{"1"}}));
  } catch (const dbapi::DriverError& e) {
    EXPECT_EQ(e.info().error_class, ErrorClass::operational) << e.info().code << e.info().message;
  }
  other.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(15));
  EXPECT_TRUE(db().ping());
}

TEST_F(MysqlDriver, WaitingGoesThroughTheWaiter) {
  class Counting final : public dbapi::Waiter {
   public:
    int calls = 0;
    bool wait_readable(int fd, Timeout timeout) override {
      ++calls;
      return dbapi::poll_waiter().wait_readable(fd, timeout);
    }
    bool wait_writable(int fd, Timeout timeout) override {
      ++calls;
      return dbapi::poll_waiter().wait_writable(fd, timeout);
    }
  } waiter;
  db().set_waiter(&waiter);
  EXPECT_EQ(rows("SELECT SLEEP(0.05)"), (Rows{{"0"}}));
  EXPECT_GT(waiter.calls, 0);
  db().set_waiter(nullptr);
}

class MysqlProcedures : public MysqlDriver {
 protected:
  void SetUp() override {
    MysqlDriver::SetUp();
    if (IsSkipped()) return;
    db().run("DROP PROCEDURE IF EXISTS cupel_reports");
    db().run(
        "CREATE PROCEDURE cupel_reports(IN wanted INT, OUT found INT) BEGIN "
        "SELECT 1 AS a, 'one' AS b UNION ALL SELECT 2, 'two'; SELECT wanted AS c; "
        "IF wanted < 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not below zero'; END IF; "
        "SET found = 42; END");
    db().commit();
  }
  void TearDown() override {
    if (!IsSkipped()) db().run("DROP PROCEDURE IF EXISTS cupel_reports");
  }
};

TEST_F(MysqlProcedures, GiveOneResultAfterTheOther) {
  auto call = db().prepare("CALL cupel_reports(?, ?)");
  const std::vector<Cell> parameters{Cell::of(std::int64_t{7}), Cell::null_()};
  for (int round = 0; round < 2; ++round) {
    call->execute(parameters);
    EXPECT_EQ(call->column_name(1), "b");
    EXPECT_EQ(rest_of(*call), (Rows{{"1", "one"}, {"2", "two"}}));
    EXPECT_TRUE(call->next_result());
    EXPECT_EQ(call->column_count(), 1U);
    EXPECT_EQ(call->column_name(0), "c");
    EXPECT_EQ(rest_of(*call), (Rows{{"7"}}));
    EXPECT_TRUE(call->next_result());  // what the OUT parameter became
    EXPECT_EQ(rest_of(*call), (Rows{{"42"}}));
    EXPECT_FALSE(call->next_result());
    EXPECT_EQ(rest_of(*call), Rows());
  }
}

TEST_F(MysqlProcedures, LeaveTheConnectionFreeHoweverFarTheyWereRead) {
  const std::vector<Cell> parameters{Cell::of(std::int64_t{7}), Cell::null_()};
  for (const char* sql : {"CALL cupel_reports(?, ?)", "-- by hand\nCALL cupel_reports(?, ?)"}) {
    auto call = db().prepare(sql);
    call->execute(parameters);
  }
  EXPECT_EQ(rows("SELECT 5"), (Rows{{"5"}}));
  auto call = db().prepare("/* by hand */ CALL cupel_reports(?, ?)");
  call->execute(parameters);
  EXPECT_EQ(rows("SELECT 6"), (Rows{{"6"}}));  // in between
  EXPECT_EQ(rest_of(*call), (Rows{{"1", "one"}, {"2", "two"}}));
  EXPECT_EQ(rows("SELECT 7"), (Rows{{"7"}}));
  EXPECT_TRUE(call->next_result());
  EXPECT_TRUE(call->next_result());  // without reading the one before
  EXPECT_EQ(rest_of(*call), (Rows{{"42"}}));
  call->reset();
  EXPECT_EQ(rows("SELECT 8"), (Rows{{"8"}}));
}

TEST_F(MysqlProcedures, TellAnErrorBehindTheirFirstResult) {
  auto call = db().prepare("CALL cupel_reports(?, ?)");
  call->execute(std::vector<Cell>{Cell::of(std::int64_t{-1}), Cell::null_()});
  const auto error = failure([&] { (void)rest_of(*call); });
  EXPECT_EQ(error.message, "not below zero");
  EXPECT_EQ(error.sqlstate, "45000");
  EXPECT_EQ(rows("SELECT 9"), (Rows{{"9"}}));
  call->execute(std::vector<Cell>{Cell::of(std::int64_t{1}), Cell::null_()});
  EXPECT_EQ(rest_of(*call).size(), 2U);
}

TEST_F(MysqlDriver, AScriptRunsStatementByStatement) {
  table("i INT");
  db().execute_script("INSERT INTO t VALUES (1); SELECT * FROM t; INSERT INTO t VALUES (2)");
  EXPECT_EQ(rows("SELECT count(*) FROM t"), (Rows{{"2"}}));
  EXPECT_EQ(failure([&] { db().execute_script("INSERT INTO t VALUES (3); nonsense"); }).error_class,
            ErrorClass::programming);
  EXPECT_EQ(rows("SELECT count(*) FROM t"), (Rows{{"3"}}));
}

TEST_F(MysqlDriver, AStatementOfAClosedConnectionIsUnusable) {
  auto s = db().prepare("SELECT 1");
  db().close();
  EXPECT_TRUE(db().closed());
  EXPECT_TRUE(failure([&] { s->execute({}); }).is_disconnect);
}

TEST_F(MysqlDriver, AStatementOutOfTheCacheIsPreparedAnew) {
  for (int i = 0; i < 300; ++i) EXPECT_EQ(rows(str_cat("SELECT ", i)), (Rows{{std::to_string(i)}}));
  auto first = db().prepare("SELECT 7");
  auto second = db().prepare("SELECT 7");
  EXPECT_NE(first.get(), second.get());
}

}  // namespace
}  // namespace cupel
