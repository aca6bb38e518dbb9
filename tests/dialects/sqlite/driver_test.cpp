#include "dialects/sqlite/driver.hpp"

#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/dbapi/error.hpp"
#include "cupel/dialects/sqlite/functions.hpp"
#include "cupel/dialects/sqlite/options.hpp"
#include "cupel/error/core_errors.hpp"

namespace cupel {
namespace {

using dbapi::ErrorClass;

std::unique_ptr<dbapi::Connection> memory(sqlite::SqliteOptions options = {}) {
  return sqlite::driver().connect(sqlite::connect_args(options));
}

std::vector<std::vector<std::string>> rows(dbapi::Connection& c, std::string_view sql,
                                           std::vector<Cell> parameters = {}) {
  auto s = c.prepare(sql);
  s->execute(parameters);
  std::vector<std::vector<std::string>> out;
  std::vector<Cell> cells(s->column_count());
  while (s->fetch(cells.data())) {
    auto& row = out.emplace_back();
    for (const Cell& cell : cells) {
      switch (cell.kind) {
        case CellKind::null:
          row.push_back("NULL");
          break;
        case CellKind::integer:
          row.push_back(std::to_string(cell.integer));
          break;
        case CellKind::real:
          row.push_back("r" + std::to_string(cell.real));
          break;
        case CellKind::text:
          row.push_back(std::string(cell.view()));
          break;
        case CellKind::blob:
          row.push_back("b" + std::string(cell.view()));
          break;
      }
    }
  }
  return out;
}

dbapi::DriverErrorInfo failure(const std::function<void()>& f) {
  try {
    f();
  } catch (const dbapi::DriverError& e) {
    return e.info();
  }
  ADD_FAILURE() << "no DriverError";
  return {};
}

class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "cupel-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  std::string file(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

TEST(SqliteDriver, BindsAndReadsEveryKindOfCell) {
  auto c = memory();
  const std::string with_zero("a\0b", 3);
  const auto got = rows(*c, "SELECT ?, ?, ?, ?, ?, ''",
                        {Cell::null_(), Cell::of(std::int64_t{-5}), Cell::of(1.5),
                         Cell::text(with_zero), Cell::blob(std::as_bytes(std::span("xy", 2)))});
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0], (std::vector<std::string>{"NULL", "-5", "r1.500000", with_zero, "bxy", ""}));
}

TEST(SqliteDriver, KeepsAnEmptyBlobApartFromNull) {
  auto c = memory();
  EXPECT_EQ(rows(*c, "SELECT typeof(?), length(?1)", {Cell::blob({})})[0],
            (std::vector<std::string>{"blob", "0"}));
}

TEST(SqliteDriver, CopiesTextOfAQueryWhoseRowsAreReadLater) {
  auto c = memory();
  auto s = c->prepare("SELECT ?1 UNION ALL SELECT ?1");
  {
    std::string text(100, 'x');
    const Cell cell = Cell::text(text);
    s->execute({&cell, 1});
    text.assign(100, 'y');
  }
  Cell row;
  ASSERT_TRUE(s->fetch(&row));
  ASSERT_TRUE(s->fetch(&row));
  EXPECT_EQ(row.view(), std::string(100, 'x'));
  EXPECT_FALSE(s->fetch(&row));
  EXPECT_FALSE(s->fetch(&row));
}

TEST(SqliteDriver, HandsOutACachedStatementOnceAtATime) {
  auto c = memory();
  const dbapi::Statement* first = nullptr;
  {
    auto a = c->prepare({"SELECT 1", 7});
    first = a.get();
    auto b = c->prepare({"SELECT 1", 7});
    EXPECT_NE(a.get(), b.get());
    Cell ra, rb;
    a->execute({});
    b->execute({});
    EXPECT_TRUE(a->fetch(&ra));
    EXPECT_TRUE(b->fetch(&rb));
  }
  EXPECT_EQ(c->prepare({"SELECT 1", 7}).get(), first);
  const auto by_text = c->prepare("SELECT 1").get();
  EXPECT_NE(by_text, first);
  EXPECT_EQ(c->prepare("SELECT 1").get(), by_text);
}

TEST(SqliteDriver, DropsTheStatementUsedLeast) {
  auto c = memory({.cached_statements = 2});
  auto leased = c->prepare("SELECT 0");
  const auto one = c->prepare("SELECT 1").get();
  for (int i = 2; i < 20; ++i) {
    const std::string other = "SELECT " + std::to_string(i);
    (void)c->prepare(std::string_view(other));
    EXPECT_EQ(c->prepare("SELECT 1").get(), one);
  }
  Cell row;
  leased->execute({});
  EXPECT_TRUE(leased->fetch(&row));
}

TEST(SqliteDriver, WorksWithoutACache) {
  auto c = memory({.cached_statements = 0});
  EXPECT_EQ(rows(*c, "SELECT 1")[0][0], "1");
  EXPECT_EQ(rows(*c, "SELECT 1")[0][0], "1");
}

TEST(SqliteDriver, CountsRowsAndReportsTheLastKey) {
  auto c = memory();
  c->run("CREATE TABLE t (id INTEGER PRIMARY KEY, x)");
  auto insert = c->prepare("INSERT INTO t (x) VALUES (?)");
  const std::vector<Cell> cells{Cell::of(std::int64_t{1}), Cell::of(std::int64_t{2}),
                                Cell::of(std::int64_t{3})};
  EXPECT_EQ(insert->execute_many(cells, 1), 3);
  insert->execute({cells.data(), 1});
  EXPECT_EQ(insert->lastrowid(), 4);
  EXPECT_EQ(insert->rowcount(), 1);
  auto update = c->prepare("UPDATE t SET x = 9 WHERE x = 1");
  update->execute({});
  EXPECT_EQ(update->rowcount(), 2);
  auto returning = c->prepare("INSERT INTO t (x) VALUES (7) RETURNING id");
  returning->execute({});
  Cell row;
  EXPECT_TRUE(returning->fetch(&row));
  EXPECT_EQ(row.integer, 5);
  EXPECT_FALSE(returning->fetch(&row));
  EXPECT_EQ(returning->rowcount(), 1);
  auto select = c->prepare("SELECT 1");
  select->execute({});
  EXPECT_EQ(select->rowcount(), -1);
}

TEST(SqliteDriver, ChecksTheNumberOfParameters) {
  auto c = memory();
  const auto e = failure([&] { rows(*c, "SELECT ?", {}); });
  EXPECT_EQ(e.error_class, ErrorClass::programming);
  EXPECT_EQ(e.message,
            "Incorrect number of bindings supplied. The current statement uses 1, and there are 0 "
            "supplied.");
}

TEST(SqliteDriver, RefusesTwoStatementsAtOnce) {
  auto c = memory();
  EXPECT_EQ(failure([&] { rows(*c, "SELECT 1; SELECT 2"); }).error_class, ErrorClass::programming);
  EXPECT_EQ(rows(*c, "SELECT 1; -- one\n")[0][0], "1");
  c->execute_script("CREATE TABLE a (x); INSERT INTO a VALUES (1); -- done");
  EXPECT_EQ(rows(*c, "SELECT count(*) FROM a")[0][0], "1");
}

TEST(SqliteDriver, AcceptsATextWithoutStatement) {
  auto c = memory();
  EXPECT_TRUE(rows(*c, "-- nothing").empty());
}

TEST(SqliteDriver, SortsErrorsIntoTheFamiliesOfPython) {
  auto c = memory({.foreign_keys = true});
  c->execute_script(
      "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL CHECK (name <> ''));"
      "CREATE TABLE orders (user_id REFERENCES users(id)); INSERT INTO users VALUES (1, 'ed')");
  auto e = failure([&] { c->run("INSERT INTO users (name) VALUES ('ed')"); });
  EXPECT_EQ(e.error_class, ErrorClass::integrity);
  EXPECT_EQ(e.message, "UNIQUE constraint failed: users.name");
  EXPECT_EQ(e.code_name, "SQLITE_CONSTRAINT_UNIQUE");
  EXPECT_EQ(e.driver_name, "sqlite3");
  e = failure([&] { c->run("INSERT INTO users (name) VALUES (NULL)"); });
  EXPECT_EQ(e.message, "NOT NULL constraint failed: users.name");
  e = failure([&] { c->run("INSERT INTO orders VALUES (5)"); });
  EXPECT_EQ(e.message, "FOREIGN KEY constraint failed");
  EXPECT_EQ(e.error_class, ErrorClass::integrity);
  e = failure([&] { c->run("SELECT * FROM nowhere"); });
  EXPECT_EQ(e.error_class, ErrorClass::operational);
  EXPECT_EQ(e.message, "no such table: nowhere");
  e = failure([&] { c->run("SELEC 1"); });
  EXPECT_EQ(e.message, "near \"SELEC\": syntax error");
  e = failure([&] { rows(*c, "SELECT zeroblob(2000000000)"); });
  EXPECT_EQ(e.error_class, ErrorClass::data);
}

TEST(SqliteDriver, StaysUsableAfterAFailedStatement) {
  auto c = memory();
  c->run("CREATE TABLE t (x UNIQUE)");
  auto s = c->prepare("INSERT INTO t VALUES (?)");
  const Cell one = Cell::of(std::int64_t{1});
  const Cell two = Cell::of(std::int64_t{2});
  s->execute({&one, 1});
  EXPECT_THROW(s->execute({&one, 1}), dbapi::DriverError);
  s->execute({&two, 1});
  EXPECT_EQ(rows(*c, "SELECT count(*) FROM t")[0][0], "2");
}

TEST(SqliteDriver, BeginsAndEndsTransactions) {
  auto c = memory();
  c->run("CREATE TABLE t (x)");
  c->rollback();
  c->commit();
  c->begin();
  EXPECT_TRUE(c->in_transaction());
  c->begin();
  c->run("INSERT INTO t VALUES (1)");
  c->rollback();
  EXPECT_FALSE(c->in_transaction());
  c->begin();
  c->run("INSERT INTO t VALUES (2)");
  c->commit();
  EXPECT_EQ(rows(*c, "SELECT x FROM t")[0][0], "2");
}

TEST(SqliteDriver, RollsBackWhileAResultIsHalfRead) {
  auto c = memory();
  c->execute_script("CREATE TABLE t (x); INSERT INTO t VALUES (1), (2), (3)");
  c->begin();
  auto s = c->prepare("SELECT x FROM t");
  s->execute({});
  Cell row;
  ASSERT_TRUE(s->fetch(&row));
  c->rollback();
  EXPECT_FALSE(c->in_transaction());
  EXPECT_FALSE(s->fetch(&row));
}

TEST(SqliteDriver, LeasesSurviveTheConnection) {
  auto c = memory();
  auto cached = c->prepare("SELECT 1");
  auto second = c->prepare("SELECT 1");
  cached->execute({});
  c->close();
  EXPECT_TRUE(c->closed());
  Cell row;
  const auto e = failure([&] { (void)cached->fetch(&row); });
  EXPECT_TRUE(e.is_disconnect);
  EXPECT_EQ(e.message, "Cannot operate on a closed database.");
  EXPECT_EQ(failure([&] { (void)c->prepare("SELECT 1"); }).error_class, ErrorClass::programming);
  c.reset();
  EXPECT_THROW(second->execute({}), dbapi::DriverError);
}

TEST(SqliteDriver, MissingFilesAndDirectoriesAreNamed) {
  const TemporaryDirectory dir;
  auto e = failure([&] { (void)sqlite::driver().connect({{"database", dir.file("no/such.db")}}); });
  EXPECT_EQ(e.error_class, ErrorClass::operational);
  EXPECT_EQ(e.message, "unable to open database file");
  EXPECT_NE(e.hint.find("does not exist"), std::string::npos) << e.hint;
  e = failure([&] {
    (void)sqlite::driver().connect({{"database", dir.file("absent.db")}, {"mode", "ro"}});
  });
  EXPECT_NE(e.hint.find("mode 'ro': the file does not exist"), std::string::npos) << e.hint;
}

TEST(SqliteDriver, ALockedDatabaseNamesTheBusyTimeout) {
  const TemporaryDirectory dir;
  const dbapi::ConnectArgs args{{"database", dir.file("a.db")}, {"timeout", "0.02"}};
  auto a = sqlite::driver().connect(args);
  auto b = sqlite::driver().connect(args);
  a->run("CREATE TABLE t (x)");
  a->run("BEGIN IMMEDIATE");
  const auto e = failure([&] { b->run("BEGIN IMMEDIATE"); });
  EXPECT_EQ(e.error_class, ErrorClass::operational);
  EXPECT_EQ(e.message, "database is locked");
  EXPECT_NE(e.hint.find("busy timeout of 0.02 s"), std::string::npos) << e.hint;
}

TEST(SqliteDriver, OptionsBecomePragmas) {
  const TemporaryDirectory dir;
  dbapi::ConnectArgs args = sqlite::connect_args({.foreign_keys = true,
                                                  .journal_mode = "WAL",
                                                  .synchronous = "NORMAL",
                                                  .pragmas = {{"cache_size", "-4000"}}});
  args.set("database", dir.file("a.db"));
  auto c = sqlite::driver().connect(args);
  EXPECT_EQ(rows(*c, "PRAGMA foreign_keys")[0][0], "1");
  EXPECT_EQ(rows(*c, "PRAGMA journal_mode")[0][0], "wal");
  EXPECT_EQ(rows(*c, "PRAGMA synchronous")[0][0], "1");
  EXPECT_EQ(rows(*c, "PRAGMA cache_size")[0][0], "-4000");
}

TEST(SqliteDriver, RefusesUnknownArguments) {
  try {
    (void)sqlite::driver().connect({{"forein_keys", "on"}});
    FAIL();
  } catch (const ArgumentError& e) {
    EXPECT_NE(e.message().find("'forein_keys'"), std::string::npos);
    EXPECT_NE(e.message().find("'foreign_keys'"), std::string::npos) << e.message();
  }
  EXPECT_THROW((void)sqlite::driver().connect({{"timeout", "soon"}}), ArgumentError);
  EXPECT_THROW((void)sqlite::driver().connect({{"pragma.x", "1; DROP"}}), ArgumentError);
}

TEST(SqliteDriver, InterruptEndsARunningStatement) {
  auto c = memory();
  std::jthread killer([&](std::stop_token stop) {
    while (!stop.stop_requested()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      c->interrupt();
    }
  });
  const auto e = failure([&] {
    rows(*c,
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
  });
  EXPECT_EQ(e.error_class, ErrorClass::operational);
  EXPECT_EQ(e.message, "interrupted");
}

TEST(SqliteFunctions, REGEXPSearchesAnywhere) {
  auto c = memory();
  EXPECT_EQ(
      rows(*c, "SELECT 'abc' REGEXP 'b.', 'abc' REGEXP '^b', NULL REGEXP 'x', floor(-1.5)")[0],
      (std::vector<std::string>{"1", "0", "NULL", "-2"}));
  EXPECT_EQ(failure([&] { rows(*c, "SELECT 'a' REGEXP '('"); }).error_class,
            ErrorClass::operational);
}

TEST(SqliteFunctions, ScalarFunctionsSeeAndReturnValues) {
  auto c = memory();
  sqlite::create_function(*c, "twice", 1, [](std::span<const Value> a) -> Value {
    return a[0].is_null() ? Value() : Value(a[0].as<std::int64_t>() * 2);
  });
  EXPECT_EQ(rows(*c, "SELECT twice(21), twice(NULL)")[0], (std::vector<std::string>{"42", "NULL"}));
  sqlite::create_function(*c, "fail", 0, [](std::span<const Value>) -> Value {
    throw std::runtime_error("out of coffee");
  });
  EXPECT_EQ(failure([&] { rows(*c, "SELECT fail()"); }).message, "out of coffee");
}

TEST(SqliteFunctions, AggregatesKeepOneStateAGroup) {
  struct Longest final : sqlite::Aggregate {
    std::string best;
    void step(std::span<const Value> a) override {
      const auto text = a[0].as<std::string>();
      if (text.size() > best.size()) best = text;
    }
    Value finish() override { return best; }
  };
  auto c = memory();
  sqlite::create_aggregate(*c, "longest", 1, [] { return std::make_unique<Longest>(); });
  c->execute_script(
      "CREATE TABLE t (g, x); INSERT INTO t VALUES (1,'a'), (1,'bbb'), (2,'cc'), (2,'d')");
  EXPECT_EQ(rows(*c, "SELECT longest(x) FROM t GROUP BY g ORDER BY g"),
            (std::vector<std::vector<std::string>>{{"bbb"}, {"cc"}}));
  EXPECT_EQ(rows(*c, "SELECT longest(x) FROM t WHERE g = 9")[0][0], "");
}

TEST(SqliteFunctions, CollationsOrderText) {
  auto c = memory();
  sqlite::create_collation(*c, "by_length", [](std::string_view a, std::string_view b) {
    return static_cast<int>(a.size()) - static_cast<int>(b.size());
  });
  c->execute_script("CREATE TABLE t (x); INSERT INTO t VALUES ('ccc'), ('a'), ('bb')");
  EXPECT_EQ(rows(*c, "SELECT x FROM t ORDER BY x COLLATE by_length"),
            (std::vector<std::vector<std::string>>{{"a"}, {"bb"}, {"ccc"}}));
}

}  // namespace
}  // namespace cupel
