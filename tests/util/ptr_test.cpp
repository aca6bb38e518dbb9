#include "cupel/util/ptr.hpp"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace cupel {
namespace {

struct Counted : RefCounted {
  explicit Counted(int* alive) : alive_(alive) { ++*alive_; }
  Counted(const Counted& o) : RefCounted(o), alive_(o.alive_) { ++*alive_; }
  ~Counted() override { --*alive_; }
  int* alive_;
};

struct Derived : Counted {
  using Counted::Counted;
};

TEST(Ptr, DestroysTheObjectWithTheLastHandle) {
  int alive = 0;
  auto a = make_ptr<Counted>(&alive);
  Ptr<const Counted> b = a;
  EXPECT_EQ(a->use_count(), 2U);
  a.reset();
  EXPECT_EQ(alive, 1);
  b.reset();
  EXPECT_EQ(alive, 0);
}

TEST(Ptr, MovesWithoutCounting) {
  int alive = 0;
  Ptr<Derived> d = make_ptr<Derived>(&alive);
  Ptr<Counted> base = std::move(d);
  EXPECT_EQ(d, nullptr);
  EXPECT_TRUE(base.unique());
}

TEST(Ptr, CopiesOfAnObjectStartTheirOwnCount) {
  int alive = 0;
  auto a = make_ptr<Counted>(&alive);
  auto b = make_ptr<Counted>(*a);
  EXPECT_TRUE(a.unique());
  EXPECT_TRUE(b.unique());
  EXPECT_NE(a, b);
}

TEST(Ptr, SurvivesAssignmentToItself) {
  int alive = 0;
  auto a = make_ptr<Counted>(&alive);
  auto& same = a;
  a = same;
  EXPECT_EQ(alive, 1);
}

TEST(Ptr, AdoptTakesBackWhatDetachGave) {
  int alive = 0;
  auto a = make_ptr<Counted>(&alive);
  Counted* raw = a.detach();
  EXPECT_EQ(a, nullptr);
  EXPECT_EQ(raw->use_count(), 1U);
  const auto again = Ptr<Counted>::adopt(raw);
  EXPECT_TRUE(again.unique());
}

TEST(Ptr, CountsFromSeveralThreads) {
  int alive = 0;
  const auto shared = make_ptr<Counted>(&alive);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&shared] {
      for (int i = 0; i < 10'000; ++i) {
        const Ptr<Counted> copy = shared;
        (void)copy;
      }
    });
  }
  for (auto& t : threads) t.join();
  EXPECT_TRUE(shared.unique());
}

struct Padded : Counted {
  using Counted::Counted;
  char padding[40] = {};
};
struct Large : Counted {
  using Counted::Counted;
  char padding[2000] = {};
};

// More of them than a thread keeps memory for, of sizes that share and do not share a list.
TEST(Ptr, ObjectsOfAnySizeCanEndInAnotherThreadThanTheirMakers) {
  int alive = 0;
  std::vector<Ptr<const Counted>> objects;
  for (int i = 0; i < 300; ++i) {
    objects.push_back(make_ptr<Counted>(&alive));
    objects.push_back(make_ptr<Padded>(&alive));
    objects.push_back(make_ptr<Large>(&alive));
  }
  std::thread([&] {
    objects.clear();
    EXPECT_EQ(alive, 0);
    for (int i = 0; i < 300; ++i) {
      objects.push_back(make_ptr<Padded>(&alive));
      objects.push_back(make_ptr<Derived>(&alive));
    }
  }).join();
  EXPECT_EQ(alive, 600);
  objects.clear();
  EXPECT_EQ(alive, 0);
}

}  // namespace
}  // namespace cupel
