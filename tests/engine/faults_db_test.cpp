#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/pool/pool.hpp"
#include "cupel/sql.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/cut_proxy.hpp"
#include "engine/fault_seconds.hpp"

namespace cupel {
namespace {

using testing::CutProxy;
using ::testing::HasSubstr;

struct Server {
  const char* name;
  const char* variable;
  const char* sleep;      ///< a statement that takes ten seconds
  const char* many_rows;  ///< a statement of many long rows
  const char* my_id;      ///< the number of the connection
  const char* kill;       ///< ends the connection of that number
};

constexpr Server kServers[] = {
    {"postgresql", "CUPEL_TEST_POSTGRESQL_URL", "SELECT pg_sleep(10)",
     "SELECT i, repeat('x', 1000) FROM generate_series(1, 100000) AS g(i)",
     "SELECT pg_backend_pid()", "SELECT pg_terminate_backend("},
    {"mariadb", "CUPEL_TEST_MYSQL_URL", "SELECT SLEEP(10)",
     "SELECT seq, repeat('x', 1000) FROM seq_1_to_100000", "SELECT CONNECTION_ID()",
     "KILL CONNECTION ("},
};

/// A server behind a network that can be cut.
class Faults : public ::testing::TestWithParam<Server> {
 protected:
  void SetUp() override {
    const char* url = std::getenv(GetParam().variable);
    if (!url) GTEST_SKIP() << GetParam().variable << " names no server";
    url_ = make_url(url);
    proxy_.emplace(static_cast<std::uint16_t>(url_->port().value()));
  }

  [[nodiscard]] URL proxied() const { return url_->set({.port = proxy_->port()}); }
  [[nodiscard]] Engine connect(EngineOptions options = {}) const {
    return create_engine(proxied(), std::move(options));
  }
  static void expect_works(Connection& c) {
    EXPECT_EQ(c.execute(text("SELECT 1 + 1")).scalar(), Value(2));
  }
  template <class E, class F>
  static std::string message_of(F&& work) {
    try {
      work();
    } catch (const E& e) {
      return e.what();
    }
    ADD_FAILURE() << "no error came";
    return {};
  }

  std::optional<URL> url_;
  std::optional<CutProxy> proxy_;
};

TEST_P(Faults, ALostConnectionIsAnErrorOnceAndThePoolStartsAnew) {
  Engine engine = connect();
  {
    Connection a = engine.connect();
    Connection b = engine.connect();
    expect_works(a);
    expect_works(b);
  }
  proxy_->cut();
  {
    Connection c = engine.connect();
    EXPECT_THROW(expect_works(c), OperationalError);
    EXPECT_TRUE(c.invalidated());
  }
  // The other one that lay in the pool is as old, and is not handed out.
  Connection a = engine.connect();
  Connection b = engine.connect();
  expect_works(a);
  expect_works(b);
}

TEST_P(Faults, PrePingReplacesWhatWasLostUnnoticed) {
  Engine engine = connect({.pool_pre_ping = true});
  {
    Connection c = engine.connect();
    expect_works(c);
  }
  proxy_->cut();
  Connection c = engine.connect();
  expect_works(c);
}

TEST_P(Faults, InATransactionALostConnectionWaitsForRollback) {
  Engine engine = connect();
  Connection c = engine.connect();
  expect_works(c);
  proxy_->cut();
  EXPECT_THROW(expect_works(c), OperationalError);
  EXPECT_THAT(message_of<PendingRollbackError>([&] { expect_works(c); }),
              HasSubstr("Can't reconnect until invalid transaction is rolled back"));
  c.rollback();
  expect_works(c);
}

TEST_P(Faults, ACommitThatIsLostIsAnError) {
  Engine engine = connect();
  Connection c = engine.connect();
  expect_works(c);
  proxy_->cut();
  EXPECT_THROW(c.commit(), OperationalError);
  c.rollback();
  expect_works(c);
}

TEST_P(Faults, AServerThatEndsTheConnectionIsALostConnection) {
  Engine engine = connect();
  Connection c = engine.connect();
  const Value id = c.execute(text(GetParam().my_id)).scalar();
  Engine other = create_engine(*url_);
  Connection killer = other.connect();
  killer.exec_driver_sql(str_cat(GetParam().kill, id.integer(), ")"));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  EXPECT_THROW(expect_works(c), OperationalError);
  EXPECT_TRUE(c.invalidated());
  c.rollback();
  expect_works(c);
}

TEST_P(Faults, AConnectionLostAmongRowsIsAnError) {
  Engine engine = connect();
  Connection c = engine.connect();
  auto result = c.execute(text(GetParam().many_rows), Parameters{}, {.yield_per = 100});
  std::size_t rows = 0;
  EXPECT_THROW(
      {
        for (auto&& row : result) {
          (void)row;
          if (++rows == 150) proxy_->cut();
        }
      },
      OperationalError);
  EXPECT_LT(rows, 100'000U);
  EXPECT_TRUE(c.invalidated());
  c.rollback();
  expect_works(c);
}

TEST_P(Faults, AConnectionLostWhileManyRowsAreSentKeepsNoneOfThem) {
  Engine engine = connect();
  MetaData metadata;
  const Table t("faults_many_rows", metadata,
                Column("id", Integer(), primary_key, autoincrement(false)),
                Column("name", String(2000)));
  Engine direct = create_engine(*url_);
  metadata.drop_all(direct);
  metadata.create_all(direct);
  ParameterSets rows;
  for (int i = 0; i < 3000; ++i) rows.push_back({{"id", i}, {"name", std::string(1000, 'x')}});
  Connection c = engine.connect();
  expect_works(c);
  proxy_->cut_after(1'000'000);
  EXPECT_THROW(c.execute(insert(t), rows), OperationalError);
  EXPECT_TRUE(c.invalidated());
  c.rollback();
  EXPECT_EQ(c.execute(select(func::count()).select_from(t)).scalar(), Value(0));
  EXPECT_EQ(c.execute(insert(t), rows).rowcount(), 3000);
  c.commit();
  c.close();
  metadata.drop_all(direct);
}

TEST_P(Faults, ASlowNetworkChangesNothing) {
  Engine engine = connect();
  MetaData metadata;
  const Table t("faults_slow", metadata, Column("id", Integer(), primary_key, autoincrement(false)),
                Column("name", String(200)));
  Engine direct = create_engine(*url_);
  metadata.drop_all(direct);
  metadata.create_all(direct);
  ParameterSets rows;
  for (int i = 0; i < 700; ++i) {
    rows.push_back({{"id", i}, {"name", std::string(static_cast<std::size_t>(i % 150), 'x')}});
  }
  // Messages come in pieces that end anywhere, their lengths included.
  proxy_->slow_down(97, std::chrono::microseconds(50));
  Connection c = engine.connect();
  EXPECT_EQ(c.execute(insert(t), rows).rowcount(), 700);
  c.commit();
  for (const std::size_t portion : {0, 60}) {
    const ExecutionOptions options =
        portion == 0 ? ExecutionOptions{} : ExecutionOptions{.yield_per = portion};
    int at = 0;
    for (auto&& row : c.execute(select(t).order_by(t.c["id"]), Parameters{}, options)) {
      EXPECT_EQ(row[0].template as<std::int64_t>(), at);
      EXPECT_EQ(row[1].template as<std::string>().size(), static_cast<std::size_t>(at % 150));
      ++at;
    }
    EXPECT_EQ(at, 700);
  }
  c.close();
  metadata.drop_all(direct);
}

TEST_P(Faults, ANetworkThatStandsStillAndMovesAgainLosesNothing) {
  Engine engine = connect();
  Connection c = engine.connect();
  expect_works(c);
  proxy_->stall(true);
  std::thread mend([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    proxy_->stall(false);
  });
  const auto start = std::chrono::steady_clock::now();
  expect_works(c);
  EXPECT_GT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(150));
  mend.join();
  EXPECT_FALSE(c.invalidated());
  expect_works(c);
}

TEST_P(Faults, ACancelledStatementLeavesTheConnection) {
  Engine engine = connect();
  Connection c = engine.connect();
  expect_works(c);
  dbapi::Connection& driver = c.driver_connection();
  std::thread cancel([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    driver.interrupt();
  });
  const auto start = std::chrono::steady_clock::now();
  try {
    // MariaDB's SLEEP() ends early with a 1 and no error.
    EXPECT_EQ(c.execute(text(GetParam().sleep)).scalar(), Value(1));
  } catch (const OperationalError&) {
    SUCCEED();
  }
  cancel.join();
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));
  EXPECT_FALSE(c.invalidated());
  c.rollback();
  expect_works(c);
}

TEST_P(Faults, ConnectingGivesUpInTime) {
  proxy_->stall(true);
  Engine engine = create_engine(proxied().update_query_string("connect_timeout=1"));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_THROW((void)engine.connect(), OperationalError);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
  proxy_->stall(false);
}

TEST_P(Faults, AServerThatIsAwayAndBackServesAgain) {
  Engine engine = connect();
  {
    Connection c = engine.connect();
    expect_works(c);
  }
  proxy_->refuse(true);
  {
    Connection c = engine.connect();  // from the pool, which does not know yet
    EXPECT_THROW(expect_works(c), OperationalError);
  }
  EXPECT_THROW((void)engine.connect(), OperationalError);
  proxy_->refuse(false);
  Connection c = engine.connect();
  expect_works(c);
}

TEST_P(Faults, AStatementThatCannotBePreparedLeavesTheConnection) {
  Engine engine = connect();
  Connection c = engine.connect();
  EXPECT_THROW(c.execute(text("SELEKT 1")), ProgrammingError);
  c.rollback();
  const auto missing = text("SELECT count(*) FROM faults_not_there_yet");
  for (int i = 0; i < 2; ++i) {
    EXPECT_THROW(c.execute(missing), ProgrammingError);
    EXPECT_FALSE(c.invalidated());
    c.rollback();
  }
  // What failed before is prepared anew once it is possible.
  c.execute(text("CREATE TABLE faults_not_there_yet (id INTEGER)"));
  EXPECT_EQ(c.execute(missing).scalar(), Value(0));
  c.execute(text("DROP TABLE faults_not_there_yet"));
  c.commit();
  expect_works(c);
}

// A minute; shorter with CUPEL_FAULT_SECONDS.
TEST_P(Faults, APoolExhaustedBy64ThreadsLosesNoConnectionAndGivesNoWrongResult) {
  Engine engine =
      connect({.pool_size = 3, .max_overflow = 2, .pool_timeout = std::chrono::minutes(2)});
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  std::atomic<int> right{0};
  const auto end = std::chrono::steady_clock::now() + testing::fault_seconds();
  for (int n = 0; n < 64; ++n) {
    threads.emplace_back([&, n] {
      for (int i = 0; std::chrono::steady_clock::now() < end; ++i) {
        try {
          Connection c = engine.connect();
          const Value sum = c.execute(text("SELECT CAST(:a AS DECIMAL) + CAST(:b AS DECIMAL) + 0"),
                                      {{"a", n * 100'000}, {"b", i}})
                                .scalar();
          (sum.decimal() == Decimal(n * 100'000 + i) ? right : wrong)++;
        } catch (const std::exception&) {
          wrong++;
        }
      }
    });
  }
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(right, 100);
  EXPECT_EQ(engine.pool()->checked_out(), 0U);
  for (int i = 0; i < 5; ++i) {
    Connection c = engine.connect();
    expect_works(c);
  }
}

INSTANTIATE_TEST_SUITE_P(Servers, Faults, ::testing::ValuesIn(kServers),
                         [](const auto& server) { return std::string(server.param.name); });

}  // namespace
}  // namespace cupel
