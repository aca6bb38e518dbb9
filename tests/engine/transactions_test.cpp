#include "engine/fixture.hpp"

namespace cupel {
namespace {

using testing::Lines;
using testing::LogRecorder;
using testing::UsersTest;

class Transactions : public UsersTest {
 protected:
  std::int64_t count(Connection& c) {
    return *c.scalar<std::int64_t>(text("SELECT count(*) FROM users"));
  }
  void add(Connection& c, std::string_view name) { c.execute(insert(users), {{"name", name}}); }
};

TEST_F(Transactions, TheFirstExecutionBeginsAndCommitEnds) {
  Connection c = engine.connect();
  EXPECT_FALSE(c.in_transaction());
  add(c, "ed");
  EXPECT_TRUE(c.in_transaction());
  EXPECT_TRUE(c.driver_connection().in_transaction());
  c.commit();
  EXPECT_FALSE(c.in_transaction());
  add(c, "jo");
  c.rollback();
  EXPECT_EQ(count(c), 1);
}

TEST_F(Transactions, ClosingRollsBack) {
  {
    Connection c = engine.connect();
    add(c, "ed");
  }
  Connection c = engine.connect();
  EXPECT_EQ(count(c), 0);
}

TEST_F(Transactions, AHandleRollsBackUnlessCommitted) {
  Connection c = engine.connect();
  {
    auto tx = c.begin();
    add(c, "ed");
    EXPECT_TRUE(tx.is_active());
  }
  EXPECT_FALSE(c.in_transaction());
  {
    auto tx = c.begin();
    add(c, "jo");
    tx.commit();
    EXPECT_FALSE(tx.is_active());
    EXPECT_FALSE(tx.is_valid());
    EXPECT_THROW(tx.commit(), InvalidRequestError);
    tx.rollback();
  }
  EXPECT_EQ(count(c), 1);
}

TEST_F(Transactions, BeginAfterAutobeginIsAnError) {
  Connection c = engine.connect();
  EXPECT_EQ(count(c), 0);
  EXPECT_THROW((void)c.begin(), InvalidRequestError);
  c.rollback();
  EXPECT_TRUE(c.begin().is_active());
}

TEST_F(Transactions, SavepointsNest) {
  Connection c = engine.connect();
  auto outer = c.begin();
  add(c, "a");
  {
    auto one = c.begin_nested();
    EXPECT_EQ(one.savepoint_name(), "sa_savepoint_1");
    add(c, "b");
    auto two = c.begin_nested();
    add(c, "c");
    two.commit();
    EXPECT_TRUE(c.in_nested_transaction());
    one.rollback();
  }
  EXPECT_FALSE(c.in_nested_transaction());
  EXPECT_EQ(count(c), 1);
  auto three = c.begin_nested();
  add(c, "d");
  outer.commit();
  EXPECT_FALSE(three.is_active());
  EXPECT_EQ(count(c), 2);
}

TEST_F(Transactions, ASavepointBeginsTheTransactionItself) {
  Connection c = engine.connect();
  auto nested = c.begin_nested();
  EXPECT_TRUE(c.in_transaction());
  add(c, "a");
  nested.commit();
  c.commit();
  EXPECT_EQ(count(c), 1);
}

TEST_F(Transactions, ABlockCommitsOrRollsBack) {
  const auto n = engine.begin([&](Connection& c) {
    add(c, "ed");
    return count(c);
  });
  EXPECT_EQ(n, 1);
  EXPECT_THROW(engine.begin([&](Connection& c) {
    add(c, "jo");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  Connection c = engine.connect();
  EXPECT_EQ(count(c), 1);
}

TEST_F(Transactions, ExecutingInABlockAfterItsEndIsRefused) {
  engine.begin([&](Connection& c) {
    add(c, "ed");
    c.commit();
    EXPECT_THROW(add(c, "jo"), InvalidRequestError);
  });
  Connection c = engine.connect();
  EXPECT_EQ(count(c), 1);
}

TEST_F(Transactions, UseAfterCloseSaysWhatToDo) {
  Connection c = engine.connect();
  c.close();
  c.close();
  EXPECT_TRUE(c.closed());
  try {
    add(c, "ed");
    FAIL();
  } catch (const ResourceClosedError& e) {
    EXPECT_EQ(e.message(), "This Connection is closed; call engine.connect() for another one");
  }
  Connection moved = engine.connect();
  Connection to = std::move(moved);
  EXPECT_EQ(count(to), 0);
  EXPECT_THROW(moved.commit(), ResourceClosedError);
}

TEST_F(Transactions, AResultIsCutOffByCloseAndRollback) {
  add_three();
  Connection c = engine.connect();
  Result r = c.execute(select(users));
  ASSERT_TRUE(r.fetchone());
  c.rollback();
  EXPECT_THROW((void)r.fetchone(), ResourceClosedError);
  Result s = c.execute(select(users));
  ASSERT_TRUE(s.fetchone());
  c.close();
  EXPECT_THROW((void)s.fetchone(), ResourceClosedError);
}

TEST_F(Transactions, AutocommitEmitsNothing) {
  Connection c = engine.connect();
  c.execution_options({.isolation_level = "AUTOCOMMIT"});
  EXPECT_EQ(c.get_isolation_level(), "AUTOCOMMIT");
  add(c, "ed");
  EXPECT_FALSE(c.driver_connection().in_transaction());
  c.rollback();
  EXPECT_EQ(count(c), 1);
}

TEST_F(Transactions, AConnectionGoesBackWithTheLevelOfItsEngine) {
  Engine own = create_engine("sqlite://", {.isolation_level = "READ UNCOMMITTED"});
  {
    Connection c = own.connect();
    c.execution_options({.isolation_level = "SERIALIZABLE"});
    EXPECT_EQ(c.get_isolation_level(), "SERIALIZABLE");
  }
  EXPECT_EQ(own.connect().get_isolation_level(), "READ UNCOMMITTED");
}

TEST_F(Transactions, IsolationLevelsAreCheckedAndRestored) {
  EXPECT_EQ(engine.connect().get_isolation_level(), "SERIALIZABLE");
  {
    Connection c = engine.connect();
    c.execution_options({.isolation_level = "read_uncommitted"});
    EXPECT_EQ(c.get_isolation_level(), "READ UNCOMMITTED");
    EXPECT_EQ(count(c), 0);
    EXPECT_THROW(c.execution_options({.isolation_level = "SERIALIZABLE"}), InvalidRequestError);
  }
  EXPECT_EQ(engine.connect().get_isolation_level(), "SERIALIZABLE");
  try {
    (void)create_engine("sqlite://", {.isolation_level = "SNAPSHOT"});
    FAIL();
  } catch (const ArgumentError& e) {
    EXPECT_EQ(
        e.message(),
        "Invalid value 'SNAPSHOT' for isolation_level. Valid isolation levels for 'sqlite' are "
        "READ UNCOMMITTED, SERIALIZABLE, AUTOCOMMIT");
  }
}

TEST_F(Transactions, WhatTheDatabaseRolledBackItselfMustBeRolledBackHere) {
  const testing::TemporaryDirectory dir;
  Engine file = create_engine(dir.url());
  metadata.create_all(file);
  Connection c = file.connect();
  c.execute(
      text("CREATE TRIGGER t BEFORE INSERT ON users WHEN new.name = 'x' BEGIN "
           "SELECT RAISE(ROLLBACK, 'not x'); END"));
  c.commit();
  add(c, "ed");
  EXPECT_THROW(add(c, "x"), IntegrityError);
  EXPECT_THROW(add(c, "jo"), PendingRollbackError);
  c.rollback();
  EXPECT_EQ(count(c), 0);
}

TEST_F(Transactions, AnInvalidatedConnectionReconnectsAfterRollback) {
  const testing::TemporaryDirectory dir;
  Engine file = create_engine(dir.url());
  metadata.create_all(file);
  Connection c = file.connect();
  add(c, "ed");
  c.invalidate();
  EXPECT_TRUE(c.invalidated());
  EXPECT_THROW(add(c, "jo"), PendingRollbackError);
  c.rollback();
  EXPECT_EQ(count(c), 0);
  EXPECT_FALSE(c.invalidated());
}

TEST_F(Transactions, SeveralConnectionsMayShareADatabaseInMemory) {
  Engine shared = create_engine("sqlite://", {.poolclass = &pool_class<StaticPool>});
  metadata.create_all(shared);
  Connection a = shared.connect();
  Connection b = shared.connect();
  add(a, "ed");
  EXPECT_EQ(count(b), 1);
  b.commit();
  add(a, "jo");
  EXPECT_TRUE(a.driver_connection().in_transaction());
  a.commit();
  EXPECT_EQ(count(b), 2);
}

TEST_F(Transactions, DetachedConnectionsLeaveThePool) {
  const testing::TemporaryDirectory dir;
  Engine file = create_engine(dir.url());
  Connection c = file.connect();
  c.info()["x"] = 1;
  c.detach();
  EXPECT_EQ(file.pool()->checked_out(), 0U);
  EXPECT_EQ(std::any_cast<int>(c.info()["x"]), 1);
  EXPECT_EQ(*c.scalar<std::int64_t>(text("SELECT 1")), 1);
}

class EchoedTransactions : public UsersTest {
 protected:
  EchoedTransactions() { engine.set_echo(true); }
};

TEST_F(EchoedTransactions, LogTheLinesOfSQLAlchemy) {
  LogRecorder log;
  {
    Connection c = engine.connect();
    c.execute(insert(users), {{"name", "John"}, {"age", 5}});
    c.execute(insert(users), {{"name", "Ann"}, {"age", nullptr}});
    auto nested = c.begin_nested();
    nested.rollback();
    c.commit();
    (void)c.exec_driver_sql("SELECT 1");
  }
  EXPECT_EQ(log.lines,
            (Lines{"BEGIN (implicit)", "INSERT INTO users (name, age) VALUES (?, ?)",
                   "[generated in Ns] ('John', 5)", "INSERT INTO users (name, age) VALUES (?, ?)",
                   "[cached since Ns ago] ('Ann', None)", "SAVEPOINT sa_savepoint_1",
                   "[no key Ns] ()", "ROLLBACK TO SAVEPOINT sa_savepoint_1", "[no key Ns] ()",
                   "COMMIT", "BEGIN (implicit)", "SELECT 1", "[raw sql] ()", "ROLLBACK"}));
  EXPECT_EQ(log.loggers.front(), "cupel.engine.Engine");
}

TEST_F(EchoedTransactions, DebugShowsColumnsAndRows) {
  add_three();
  engine.set_echo("debug");
  LogRecorder log;
  {
    Connection c = engine.connect();
    (void)c.execute(select(users.c["id"], users.c["name"]).where(users.c["name"] == "ed")).all();
  }
  EXPECT_EQ(
      log.lines,
      (Lines{"BEGIN (implicit)", "SELECT users.id, users.name \nFROM users \nWHERE users.name = ?",
             "[generated in Ns] ('ed',)", "Col ('id', 'name')", "Row (1, 'ed')", "ROLLBACK"}));
}

TEST_F(EchoedTransactions, MarkLinesWithATokenAndHideParameters) {
  Engine hiding =
      create_engine("sqlite://", {.echo = true, .hide_parameters = true, .logging_name = "shop"});
  LogRecorder log;
  {
    Connection c = hiding.connect();
    c.execution_options({.logging_token = "track1"});
    (void)c.execute(text("SELECT :x"), {{"x", 7}}).all();
  }
  EXPECT_EQ(log.lines, (Lines{"[track1] BEGIN (implicit)", "[track1] SELECT ?",
                              "[track1] [generated in Ns] [SQL parameters hidden due to "
                              "hide_parameters=True]",
                              "[track1] ROLLBACK"}));
  EXPECT_EQ(log.loggers.front(), "cupel.engine.Engine.shop");
}

TEST_F(EchoedTransactions, ShowManyParameterSetsInShort) {
  LogRecorder log;
  Connection c = engine.connect();
  ParameterSets sets;
  for (int i = 0; i < 50; ++i) sets.push_back({{"name", std::to_string(i)}});
  c.execute(insert(users), sets);
  ASSERT_EQ(log.lines.size(), 3U);
  EXPECT_NE(log.lines[2].find("displaying 10 of 50 total bound parameter sets"), std::string::npos)
      << log.lines[2];
}

}  // namespace
}  // namespace cupel
