#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/pool/pools.hpp"
#include "cupel/util/log.hpp"

#include "pool/fake_driver.hpp"

namespace cupel {
namespace {

using testing::FakeServer;
using testing::number_of;

TEST(NullPool, ConnectsAnewEachTime) {
  FakeServer server;
  NullPool p(testing::connector(server));
  { const auto c = p.connect(); }
  {
    const auto c = p.connect();
    EXPECT_EQ(p.checked_out(), 1U);
  }
  EXPECT_EQ(server.opened, 2);
  EXPECT_EQ(server.open, 0);
  EXPECT_EQ(p.status(), "NullPool");
}

TEST(StaticPool, LendsTheSameConnectionToEverybody) {
  FakeServer server;
  StaticPool p(testing::connector(server));
  auto a = p.connect();
  a->begin();
  {
    const auto b = p.connect();
    EXPECT_EQ(number_of(a), number_of(b));
  }
  EXPECT_TRUE(a->in_transaction()) << "a return resets nothing while somebody else has it";
  a.close();
  EXPECT_EQ(server.rollbacks, 1);
  EXPECT_EQ(server.open, 1);
  EXPECT_EQ(number_of(p.connect()), 1);
}

TEST(StaticPool, ReplacesAnInvalidatedConnection) {
  FakeServer server;
  StaticPool p(testing::connector(server));
  {
    auto a = p.connect();
    a.invalidate();
  }
  EXPECT_EQ(number_of(p.connect()), 2);
}

TEST(SingletonThreadPool, LendsOneConnectionAThread) {
  FakeServer server;
  SingletonThreadPool p(testing::connector(server));
  auto a = p.connect();
  const auto b = p.connect();
  EXPECT_EQ(number_of(a), number_of(b));
  EXPECT_THROW(a.detach(), InvalidRequestError);
  std::jthread([&] {
    const auto c = p.connect();
    EXPECT_NE(number_of(a), number_of(c));
    EXPECT_EQ(p.checked_out(), 2U);
  }).join();
  EXPECT_EQ(p.checked_in(), 1U);
}

TEST(SingletonThreadPool, KeepsTheConnectionOfAThreadWhileItLives) {
  FakeServer server;
  SingletonThreadPool p(testing::connector(server));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(number_of(p.connect()), 1);
}

TEST(SingletonThreadPool, ClosesConnectionsOfThreadsThatEnded) {
  FakeServer server;
  SingletonThreadPool p(testing::connector(server), {.pool_size = 3});
  for (int i = 0; i < 10; ++i) std::jthread([&] { const auto c = p.connect(); }).join();
  EXPECT_EQ(server.opened, 10);
  EXPECT_LE(server.open, 1);
}

TEST(AssertionPool, RefusesASecondConnection) {
  FakeServer server;
  AssertionPool p(testing::connector(server));
  {
    const auto a = p.connect();
    try {
      (void)p.connect();
      FAIL();
    } catch (const InvalidRequestError& e) {
      EXPECT_NE(e.message().find("The first was taken at:"), std::string::npos);
    }
  }
  EXPECT_TRUE(p.connect());
}

TEST(PoolClass, MakesPoolsByValue) {
  FakeServer server;
  const PoolClass* classes[] = {&pool_class<QueuePool>, &pool_class<NullPool>,
                                &pool_class<StaticPool>, &pool_class<SingletonThreadPool>,
                                &pool_class<AssertionPool>};
  for (const PoolClass* c : classes) {
    const auto p = c->make(testing::connector(server), {});
    EXPECT_EQ(p->pool_class().name, c->name);
    EXPECT_TRUE(p->connect());
    EXPECT_TRUE(p->recreate()->connect());
  }
  EXPECT_EQ(server.open, 0);
}

TEST(Pool, NeedsAFunctionThatConnects) {
  EXPECT_THROW(QueuePool(dbapi::Connector()), ArgumentError);
}

TEST(Pool, LogsCheckoutsAtDebug) {
  FakeServer server;
  std::vector<std::string> lines;
  const LogSink before = set_log_sink([&](const LogRecord& r) {
    EXPECT_EQ(r.logger, "cupel.pool.QueuePool.p1");
    lines.push_back(std::string(r.message.substr(0, r.message.find(" connection at"))) +
                    std::string(r.message.substr(std::min(r.message.size(), r.message.find('>')))));
  });
  {
    QueuePool p(testing::connector(server), {.echo = PoolEcho::debug, .logging_name = "p1"});
    { const auto c = p.connect(); }
    p.set_echo(PoolEcho::off);
  }
  set_log_sink(before);
  EXPECT_EQ(lines, (std::vector<std::string>{"Created new connection <fake>",
                                             "Connection <fake> checked out from pool",
                                             "Connection <fake> being returned to pool"}));
}

}  // namespace
}  // namespace cupel
