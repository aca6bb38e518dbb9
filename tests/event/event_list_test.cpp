#include "cupel/event/event_list.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include <gtest/gtest.h>

namespace cupel {
namespace {

class Events : public ::testing::Test {
 protected:
  std::string log;
  EventList<void(int)> list;
  auto writer(char c) {
    return [this, c](int) { log += c; };
  }
};

TEST_F(Events, CallListenersInTheOrderOfTheirAttachment) {
  EXPECT_TRUE(list.empty());
  list.listen(writer('a'));
  list.listen(writer('b'));
  list.listen(writer('c'), {.insert = true});
  list.fire(1);
  EXPECT_EQ(log, "cab");
  EXPECT_EQ(list.size(), 3U);
}

TEST_F(Events, HandlesRemoveTheirListener) {
  ListenHandle a = list.listen(writer('a'));
  list.listen(writer('b'));
  EXPECT_TRUE(a.attached());
  a.remove();
  a.remove();
  EXPECT_FALSE(a.attached());
  list.fire(1);
  EXPECT_EQ(log, "b");
}

TEST_F(Events, DroppingTheHandleLeavesTheListener) {
  { auto h = list.listen(writer('a')); }
  list.fire(1);
  EXPECT_EQ(log, "a");
}

TEST_F(Events, OnceMeansOnce) {
  list.listen(writer('a'), {.once = true});
  list.fire(1);
  EXPECT_TRUE(list.empty());
  list.fire(1);
  EXPECT_EQ(log, "a");
}

TEST_F(Events, MayBeRemovedWhileTheyFire) {
  ListenHandle second;
  list.listen([&](int) {
    log += 'a';
    second.remove();
  });
  second = list.listen(writer('b'));
  list.listen(writer('c'));
  list.fire(1);
  EXPECT_EQ(log, "ac");
}

TEST_F(Events, ListenersAttachedDuringAFiringWaitForTheNext) {
  list.listen([&](int) {
    log += 'a';
    list.listen(writer('n'));
  });
  list.fire(1);
  EXPECT_EQ(log, "a");
  list.fire(1);
  EXPECT_EQ(log, "aan");
}

TEST_F(Events, AnExceptionLeavesTheRestUncalled) {
  list.listen([](int) { throw std::runtime_error("no"); });
  list.listen(writer('b'));
  EXPECT_THROW(list.fire(1), std::runtime_error);
  EXPECT_EQ(log, "");
}

TEST_F(Events, AHandleOutlivesItsList) {
  ListenHandle h;
  auto held = std::make_shared<int>(1);
  {
    EventList<void()> shortlived;
    h = shortlived.listen([held] {});
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_FALSE(h.attached());
  h.remove();
}

TEST(EventList, HandsResultsToTheCaller) {
  EventList<std::optional<int>(int)> list;
  list.listen([](int v) { return std::optional<int>(v + 1); }, {.retval = true});
  list.listen([](int) { return std::optional<int>(); });
  list.listen([](int v) { return std::optional<int>(v * 10); }, {.retval = true});
  int value = 1;
  list.fire_each(
      [&](std::optional<int> r, const ListenOptions& o) {
        if (o.retval && r) value += *r;
        return true;
      },
      2);
  EXPECT_EQ(value, 1 + 3 + 20);
}

TEST(EventList, PropagatesOnlyWhatAskedForIt) {
  int calls = 0;
  EventList<void()> base;
  ListenHandle kept = base.listen([&] { ++calls; }, {.propagate = true});
  base.listen([&] { calls += 100; });
  EventList<void()> derived;
  derived.update_from(base);
  derived.fire();
  EXPECT_EQ(calls, 1);
  kept.remove();
  derived.fire();
  EXPECT_EQ(calls, 1);
}

TEST(EventList, MovesWithItsListeners) {
  int calls = 0;
  EventList<void()> a;
  ListenHandle h = a.listen([&] { ++calls; });
  EventList<void()> b = std::move(a);
  b.fire();
  EventList<void()> c;
  c.listen([&] { calls += 100; });
  c = std::move(b);
  c.fire();
  EXPECT_EQ(calls, 2);
  EXPECT_TRUE(h.attached());
}

TEST(EventList, ListensAndFiresFromSeveralThreads) {
  EventList<void()> list;
  std::atomic<int> calls{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        ListenHandle h = list.listen([&] { ++calls; });
        list.fire();
        h.remove();
      }
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_TRUE(list.empty());
  EXPECT_GE(calls.load(), 800);
}

}  // namespace
}  // namespace cupel
