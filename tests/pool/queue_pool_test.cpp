#include <optional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/pool/pools.hpp"

#include "pool/fake_driver.hpp"

namespace cupel {
namespace {

using namespace std::chrono_literals;
using testing::FakeServer;
using testing::number_of;

class QueuePoolTest : public ::testing::Test {
 protected:
  std::unique_ptr<QueuePool> pool(PoolOptions options = {}) {
    return std::make_unique<QueuePool>(testing::connector(server_), options);
  }
  FakeServer server_;
};

TEST_F(QueuePoolTest, StartsEmptyAndTellsItsStatusInSQLAlchemysWords) {
  const auto p = pool();
  EXPECT_EQ(server_.opened, 0);
  EXPECT_EQ(p->status(),
            "Pool size: 5  Connections in pool: 0 Current Overflow: -5 Current Checked out "
            "connections: 0");
  { const auto c = p->connect(); }
  EXPECT_EQ(p->status(),
            "Pool size: 5  Connections in pool: 1 Current Overflow: -4 Current Checked out "
            "connections: 0");
  const auto c = p->connect();
  EXPECT_EQ(p->checked_out(), 1U);
  EXPECT_EQ(p->checked_in(), 0U);
  EXPECT_EQ(server_.opened, 1);
}

TEST_F(QueuePoolTest, ClosesOverflowOnReturn) {
  const auto p = pool({.pool_size = 1, .max_overflow = 2});
  {
    const auto a = p->connect();
    const auto b = p->connect();
    const auto c = p->connect();
    EXPECT_EQ(p->overflow(), 2);
    EXPECT_EQ(server_.open, 3);
  }
  EXPECT_EQ(server_.open, 1);
  EXPECT_EQ(p->overflow(), 0);
}

TEST_F(QueuePoolTest, NamesSizeOverflowAndTimeoutWhenNoneGetsFree) {
  const auto p = pool({.pool_size = 1, .max_overflow = 1, .timeout = 20ms});
  const auto a = p->connect();
  const auto b = p->connect();
  try {
    (void)p->connect();
    FAIL();
  } catch (const TimeoutError& e) {
    EXPECT_EQ(e.message().substr(0, 81),
              "QueuePool limit of size 1 overflow 1 reached, connection timed out, timeout 0.02;");
    EXPECT_EQ(e.code(), "3o7r");
  }
  EXPECT_EQ(p->checked_out(), 2U);
}

TEST_F(QueuePoolTest, PoolSizeZeroMeansNoLimit) {
  const auto p = pool({.pool_size = 0, .max_overflow = 0});
  std::vector<PooledConnection> lent;
  for (int i = 0; i < 30; ++i) lent.push_back(p->connect());
  lent.clear();
  EXPECT_EQ(p->checked_in(), 30U);
  EXPECT_EQ(server_.open, 30);
}

TEST_F(QueuePoolTest, LendsInTheOrderOfReturnUnlessToldOtherwise) {
  for (const bool lifo : {false, true}) {
    const auto p = pool({.use_lifo = lifo});
    auto a = p->connect();
    auto b = p->connect();
    const int first = number_of(a);
    const int last = number_of(b);
    a.close();
    b.close();
    EXPECT_EQ(number_of(p->connect()), lifo ? last : first);
  }
}

TEST_F(QueuePoolTest, RollsBackOnReturn) {
  const auto p = pool();
  {
    auto c = p->connect();
    c->begin();
  }
  EXPECT_EQ(server_.rollbacks, 1);
  EXPECT_EQ(server_.resets, 1);
  { const auto c = p->connect(); }
  EXPECT_EQ(server_.rollbacks, 1);
  const auto committing = pool({.reset_on_return = ResetOnReturn::commit});
  { const auto c = committing->connect(); }
  EXPECT_EQ(server_.commits, 1);
  const auto none = pool({.reset_on_return = ResetOnReturn::none});
  {
    auto c = none->connect();
    c->begin();
  }
  EXPECT_EQ(server_.rollbacks, 1);
}

TEST_F(QueuePoolTest, ThrowsAwayAConnectionThatCannotBeReset) {
  const auto p = pool();
  {
    auto c = p->connect();
    c->begin();
    server_.fail_rollback = true;
  }
  EXPECT_EQ(server_.open, 0);
  EXPECT_EQ(p->checked_out(), 0U);
  const auto c = p->connect();
  EXPECT_EQ(number_of(c), 2);
}

TEST_F(QueuePoolTest, LosesNoSlotWhenConnectingFails) {
  const auto p = pool({.pool_size = 1, .max_overflow = 0, .timeout = 10ms});
  server_.refuse = true;
  for (int i = 0; i < 5; ++i) EXPECT_THROW((void)p->connect(), dbapi::DriverError);
  EXPECT_EQ(p->overflow(), -1);
  server_.refuse = false;
  const auto c = p->connect();
  EXPECT_TRUE(c);
}

TEST_F(QueuePoolTest, RecyclesByAge) {
  const auto p = pool({.recycle = 0s});
  { const auto c = p->connect(); }
  std::this_thread::sleep_for(2ms);
  const auto c = p->connect();
  EXPECT_EQ(number_of(c), 2);
  EXPECT_EQ(server_.open, 1);
}

TEST_F(QueuePoolTest, InvalidateClosesNowAndSoftlyAtTheNextCheckout) {
  const auto p = pool();
  auto c = p->connect();
  c.info()["x"] = 1;
  c.record()->record_info()["y"] = 2;
  c.invalidate(nullptr, true);
  EXPECT_TRUE(c.valid());
  c.close();
  c = p->connect();
  EXPECT_EQ(number_of(c), 2);
  EXPECT_TRUE(c.info().empty());
  EXPECT_TRUE(c.record()->record_info().contains("y"));
  c.invalidate();
  EXPECT_FALSE(c.valid());
  EXPECT_EQ(server_.open, 0);
  c.reconnect();
  EXPECT_EQ(number_of(c), 3);
}

TEST_F(QueuePoolTest, PrePingReplacesADeadConnectionAndItsWholeGeneration) {
  const auto p = pool({.pre_ping = true});
  {
    auto a = p->connect();
    auto b = p->connect();
  }
  server_.dead = true;
  auto a = p->connect();
  EXPECT_EQ(number_of(a), 3);
  auto b = p->connect();
  EXPECT_EQ(number_of(b), 4);
  EXPECT_EQ(server_.open, 2);
}

TEST_F(QueuePoolTest, ListenersMayRefuseAConnection) {
  const auto p = pool();
  { const auto c = p->connect(); }
  int refusals = 0;
  auto hook =
      listen(*p, events::checkout, [&](dbapi::Connection&, ConnectionRecord&, PooledConnection&) {
        if (refusals++ == 0) throw DisconnectionError("stale");
      });
  EXPECT_EQ(number_of(p->connect()), 2);
  EXPECT_EQ(refusals, 2);
  hook.remove();
  listen(*p, events::checkout, [](dbapi::Connection&, ConnectionRecord&, PooledConnection&) {
    throw DisconnectionError("always");
  });
  EXPECT_THROW((void)p->connect(), InvalidRequestError);
  EXPECT_EQ(p->checked_out(), 0U);
}

TEST_F(QueuePoolTest, AFailingListenerLeavesThePoolDefined) {
  const auto p = pool({.pool_size = 1, .max_overflow = 0, .timeout = 10ms});
  auto hook = listen(*p, events::connect, [](dbapi::Connection&, ConnectionRecord&) {
    throw std::runtime_error("listener");
  });
  EXPECT_THROW((void)p->connect(), std::runtime_error);
  EXPECT_EQ(server_.open, 0);
  hook.remove();
  hook = listen(*p, events::checkin, [](dbapi::Connection*, ConnectionRecord&) {
    throw std::runtime_error("listener");
  });
  { const auto c = p->connect(); }
  EXPECT_EQ(server_.open, 0);
  hook.remove();
  EXPECT_TRUE(p->connect());
}

TEST_F(QueuePoolTest, FiresItsEventsInOrder) {
  std::vector<std::string> log;
  const auto p = pool();
  const auto note = [&](std::string name) {
    return [&log, name](auto&&...) { log.push_back(name); };
  };
  listen(*p, events::first_connect, note("first_connect"));
  listen(*p, events::connect, note("connect"));
  listen(*p, events::checkout, note("checkout"));
  listen(*p, events::checkin, note("checkin"));
  listen(*p, events::reset, note("reset"));
  listen(*p, events::invalidate, note("invalidate"));
  listen(*p, events::soft_invalidate, note("soft_invalidate"));
  listen(*p, events::close, note("close"));
  listen(*p, events::detach, note("detach"));
  listen(*p, events::close_detached, note("close_detached"));
  { const auto c = p->connect(); }
  {
    auto c = p->connect();
    c.invalidate(nullptr, true);
    c.invalidate();
  }
  {
    auto c = p->connect();
    c.detach();
  }
  EXPECT_EQ(log, (std::vector<std::string>{
                     "first_connect", "connect", "checkout", "reset", "checkin",       //
                     "checkout", "soft_invalidate", "invalidate", "close", "checkin",  //
                     "connect", "checkout", "detach", "reset", "close_detached"}));
  EXPECT_EQ(p->overflow(), -5);
}

TEST_F(QueuePoolTest, WhatWasLentMayOutliveThePool) {
  std::optional<PooledConnection> kept;
  {
    const auto p = pool();
    kept = p->connect();
    { const auto idle = p->connect(); }
    EXPECT_EQ(server_.open, 2);
  }
  EXPECT_EQ(server_.open, 1);
  EXPECT_FALSE((*kept)->in_transaction());
  kept.reset();
  EXPECT_EQ(server_.open, 0);
}

TEST_F(QueuePoolTest, RecreateKeepsSettingsAndListeners) {
  auto p = pool({.pool_size = 2});
  int connects = 0;
  listen(*p, events::connect, [&](dbapi::Connection&, ConnectionRecord&) { ++connects; });
  { const auto c = p->connect(); }
  const auto again = p->recreate();
  EXPECT_EQ(again->size(), 2U);
  EXPECT_EQ(again->checked_in(), 0U);
  { const auto c = again->connect(); }
  EXPECT_EQ(connects, 2);
  p->dispose();
  EXPECT_EQ(server_.open, 1);
  EXPECT_EQ(p->overflow(), -2);
}

TEST_F(QueuePoolTest, AClosedHandleCanBeClosedAgain) {
  const auto p = pool();
  auto c = p->connect();
  c.close();
  c.close();
  EXPECT_FALSE(c.valid());
  EXPECT_THROW((void)c.info(), ResourceClosedError);
  EXPECT_THROW(c.reconnect(), ResourceClosedError);
}

TEST_F(QueuePoolTest, ThreadsShareIt) {
  const auto p = pool({.pool_size = 3, .max_overflow = 1, .timeout = 30s});
  std::atomic<int> in_use{0};
  std::atomic<int> most{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&, t] {
        for (int i = 0; i < 200; ++i) {
          auto c = p->connect();
          const int now = ++in_use;
          for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
          }
          c->begin();
          if ((i + t) % 50 == 0) c.invalidate();
          if ((i + t) % 70 == 0) p->invalidate_all();
          --in_use;
        }
      });
    }
  }
  EXPECT_LE(most, 4);
  EXPECT_EQ(p->checked_out(), 0U);
  EXPECT_LE(server_.open, 3);
}

}  // namespace
}  // namespace cupel
