#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/engine.hpp"
#include "cupel/engine/events.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/sql.hpp"

// Transactions that are committed in two steps.
namespace cupel {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

struct TwoPhaseServer {
  const char* name;
  const char* variable;
};
constexpr TwoPhaseServer kTwoPhaseServers[] = {{"postgresql", "CUPEL_TEST_POSTGRESQL_URL"},
                                               {"mariadb", "CUPEL_TEST_MYSQL_URL"}};

class TwoPhase : public ::testing::TestWithParam<TwoPhaseServer> {
 protected:
  void SetUp() override {
    const char* url = std::getenv(GetParam().variable);
    if (!url) GTEST_SKIP() << GetParam().variable << " names no server";
    engine.emplace(create_engine(url));
    Connection c = engine->connect();
    for (const std::string& xid : c.recover_twophase()) c.rollback_prepared(xid);
    c.execute(text("DROP TABLE IF EXISTS twophase_rows"));
    c.execute(text("CREATE TABLE twophase_rows (id INTEGER PRIMARY KEY)"));
    c.commit();
  }
  void TearDown() override {
    if (!engine) return;
    engine->begin([](Connection& c) { c.execute(text("DROP TABLE twophase_rows")); });
  }

  static void add(Connection& c, int id) {
    c.execute(text("INSERT INTO twophase_rows (id) VALUES (:id)"), {{"id", id}});
  }
  [[nodiscard]] std::int64_t count() {
    return engine->connect().execute(text("SELECT count(*) FROM twophase_rows")).scalar().integer();
  }

  std::optional<Engine> engine;
};

TEST_P(TwoPhase, PreparesAndCommits) {
  Connection c = engine->connect();
  Transaction transaction = c.begin_twophase();
  EXPECT_THAT(transaction.xid(), StartsWith("_sa_"));
  add(c, 1);
  EXPECT_EQ(count(), 0);
  transaction.prepare();
  EXPECT_TRUE(transaction.is_prepared());
  EXPECT_EQ(count(), 0);
  EXPECT_THROW(add(c, 2), InvalidRequestError);
  transaction.commit();
  EXPECT_EQ(count(), 1);
  add(c, 2);  // the connection is free for the next one
  c.commit();
  EXPECT_EQ(count(), 2);
}

TEST_P(TwoPhase, RollsBackBeforeAndAfterPreparing) {
  Connection c = engine->connect();
  {
    Transaction transaction = c.begin_twophase();
    add(c, 1);
    transaction.rollback();
  }
  {
    Transaction transaction = c.begin_twophase();
    add(c, 1);
    transaction.prepare();
    transaction.rollback();
  }
  {
    Transaction abandoned = c.begin_twophase();
    add(c, 1);
  }
  EXPECT_EQ(count(), 0);
  EXPECT_THAT(c.recover_twophase(), IsEmpty());
}

TEST_P(TwoPhase, CommitsWithoutPreparingToo) {
  Connection c = engine->connect();
  Transaction transaction = c.begin_twophase();
  add(c, 1);
  transaction.commit();
  EXPECT_EQ(count(), 1);
}

TEST_P(TwoPhase, APreparedTransactionOutlivesItsConnection) {
  {
    Connection c = engine->connect();
    Transaction transaction = c.begin_twophase("outlives");
    add(c, 1);
    transaction.prepare();
    c.invalidate();  // as if the program had died here
  }
  Connection c = engine->connect();
  EXPECT_THAT(c.recover_twophase(), Contains("outlives"));
  c.commit_prepared("outlives");
  EXPECT_THAT(c.recover_twophase(), Not(Contains("outlives")));
  EXPECT_EQ(count(), 1);
}

TEST_P(TwoPhase, AFailedStatementLeavesOnlyRollback) {
  Connection c = engine->connect();
  Transaction transaction = c.begin_twophase();
  add(c, 1);
  EXPECT_THROW(add(c, 1), IntegrityError);
  transaction.rollback();
  EXPECT_EQ(count(), 0);
  add(c, 2);
  c.commit();
  EXPECT_EQ(count(), 1);
}

TEST_P(TwoPhase, TellsItsListeners) {
  std::vector<std::string> seen;
  const auto note = [&](std::string what) {
    return [&seen, what = std::move(what)](Connection&, std::string_view xid) {
      seen.push_back(what + ' ' + std::string(xid));
    };
  };
  const auto note_end = [&](std::string what) {
    return [&seen, what = std::move(what)](Connection&, std::string_view xid, bool is_prepared) {
      seen.push_back(what + ' ' + std::string(xid) + (is_prepared ? " prepared" : ""));
    };
  };
  listen(*engine, events::begin_twophase, note("begin"));
  listen(*engine, events::prepare_twophase, note("prepare"));
  listen(*engine, events::commit_twophase, note_end("commit"));
  listen(*engine, events::rollback_twophase, note_end("rollback"));
  Connection c = engine->connect();
  Transaction first = c.begin_twophase("a");
  add(c, 1);
  first.prepare();
  first.commit();
  Transaction second = c.begin_twophase("b");
  add(c, 2);
  second.rollback();
  EXPECT_THAT(seen,
              ElementsAre("begin a", "prepare a", "commit a prepared", "begin b", "rollback b"));
}

INSTANTIATE_TEST_SUITE_P(Servers, TwoPhase, ::testing::ValuesIn(kTwoPhaseServers),
                         [](const auto& server) { return std::string(server.param.name); });

}  // namespace
}  // namespace cupel
