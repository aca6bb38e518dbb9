#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/pool/pool.hpp"
#include "cupel/sql.hpp"

#include "engine/private_server.hpp"

// A server of the test's own that dies with -9 and comes back.
namespace cupel {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::PrivateServer;

class KilledServer : public ::testing::TestWithParam<const char*> {
 protected:
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    if (!server_ || name_ != GetParam()) {
      server_.reset();
      name_ = GetParam();
      server_ = std::make_unique<PrivateServer>(name_);
    }
    if (server_->url().empty()) GTEST_SKIP() << "no private " << name_ << " can be started here";
    Engine engine = connect();
    engine.begin([](Connection& c) {
      c.execute(text("DROP TABLE IF EXISTS things"));
      c.execute(text("CREATE TABLE things (id INTEGER PRIMARY KEY)"));
    });
  }

  static Engine connect(EngineOptions options = {}) {
    return create_engine(server_->url(), std::move(options));
  }
  static void expect_works(Connection& c) {
    EXPECT_EQ(c.execute(text("SELECT 1 + 1")).scalar(), Value(2));
  }
  static void expect_two_connections_work(Engine& engine) {
    Connection a = engine.connect();
    Connection b = engine.connect();
    expect_works(a);
    expect_works(b);
  }
  static Value count(Connection& c) {
    return c.execute(text("SELECT count(*) FROM things")).scalar();
  }
  static void add(Connection& c, int id) {
    c.execute(text("INSERT INTO things (id) VALUES (:id)"), {{"id", id}});
  }

  static inline std::unique_ptr<PrivateServer> server_;
  static inline std::string name_;
};

TEST_P(KilledServer, InATransactionIsALostTransaction) {
  Engine engine = connect();
  Connection c = engine.connect();
  add(c, 1);
  server_->kill();
  EXPECT_THROW(add(c, 2), OperationalError);
  EXPECT_TRUE(c.invalidated());
  EXPECT_THROW(add(c, 3), PendingRollbackError);
  EXPECT_THROW((void)engine.connect(), OperationalError);
  server_->restart();
  EXPECT_THROW(add(c, 3), PendingRollbackError);
  c.rollback();
  EXPECT_EQ(count(c), Value(0));
  add(c, 4);
  c.commit();
  EXPECT_EQ(count(c), Value(1));
}

TEST_P(KilledServer, InAFetchIsAnErrorAmongTheRows) {
  Engine engine = connect();
  Connection c = engine.connect();
  const char* const many = name_ == std::string("postgresql")
                               ? "SELECT i, repeat('x', 1000) FROM generate_series(1, 100000) g(i)"
                               : "SELECT seq, repeat('x', 1000) FROM seq_1_to_100000";
  auto result = c.execute(text(many), Parameters{}, {.yield_per = 100});
  std::size_t rows = 0;
  EXPECT_THROW(
      {
        for (auto&& row : result) {
          (void)row;
          if (++rows == 150) server_->kill();
        }
      },
      OperationalError);
  EXPECT_LT(rows, 100'000U);
  EXPECT_TRUE(c.invalidated());
  server_->restart();
  c.rollback();
  expect_works(c);
}

TEST_P(KilledServer, WhileIdleInThePoolCostsOneErrorForAllConnections) {
  Engine engine = connect();
  expect_two_connections_work(engine);
  server_->kill();
  server_->restart();
  {
    Connection c = engine.connect();
    EXPECT_THROW(expect_works(c), OperationalError);
  }
  expect_two_connections_work(engine);
}

TEST_P(KilledServer, WhileIdleInThePoolIsNotNoticedWithPrePing) {
  Engine engine = connect({.pool_pre_ping = true});
  expect_two_connections_work(engine);
  server_->kill();
  server_->restart();
  expect_two_connections_work(engine);
}

TEST_P(KilledServer, KeepsWhatWasPrepared) {
  {
    Engine engine = connect();
    Connection c = engine.connect();
    Transaction transaction = c.begin_twophase("kept");
    add(c, 1);
    transaction.prepare();
    Connection d = engine.connect();
    Transaction second = d.begin_twophase("dropped");
    add(d, 2);
    second.prepare();
    server_->kill();
    EXPECT_THROW(transaction.commit(), OperationalError);
    EXPECT_THROW(second.rollback(), OperationalError);
  }
  server_->restart();
  Engine engine = connect();
  Connection c = engine.connect();
  EXPECT_THAT(c.recover_twophase(), ::testing::UnorderedElementsAre("kept", "dropped"));
  c.commit_prepared("kept");
  c.rollback_prepared("dropped");
  EXPECT_THAT(c.recover_twophase(), IsEmpty());
  EXPECT_EQ(c.execute(text("SELECT id FROM things")).scalar(), Value(1));
  EXPECT_EQ(count(c), Value(1));
}

INSTANTIATE_TEST_SUITE_P(Servers, KilledServer, ::testing::Values("postgresql", "mariadb"),
                         [](const auto& server) { return std::string(server.param); });

}  // namespace
}  // namespace cupel
