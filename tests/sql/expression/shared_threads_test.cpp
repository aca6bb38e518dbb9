#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/sql/traversal/cache_key.hpp"

#include "sql/expression/fixtures.hpp"

namespace cupel {
namespace {

TEST(SharedStatement, IsReadAndExtendedBySeveralThreads) {
  const test::Tables t;
  const FromExpr sub = select(t.id(), t.name()).subquery("s");
  const auto shared =
      select(sub.c["id"]).join(t.addresses, sub.c["id"] == t.addresses.c["user_id"]);
  std::vector<std::thread> threads;
  std::vector<std::uint64_t> hashes(8);
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 200; ++n) {
        const auto mine = shared.where(sub.c["name"] == std::to_string(n)).limit(n);
        ASSERT_EQ(as<SelectState>(*shared.element()).froms().size(), 1U);
        ASSERT_EQ(mine.subquery().c.size(), 1U);
        ASSERT_TRUE(KeyBuilder::local().build(*mine.element()));
        hashes[i] = KeyBuilder::local().hash();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::uint64_t hash : hashes) EXPECT_EQ(hash, hashes.front());
}

TEST(SharedTable, GivesItsColumnsToSeveralThreads) {
  const test::Tables t;
  const FromExpr alias = t.users.alias();
  std::vector<std::thread> threads;
  std::vector<const ColumnElement*> found(8);
  for (std::size_t i = 0; i < found.size(); ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < 500; ++n) found[i] = alias.c["id"].node().get();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const ColumnElement* column : found) EXPECT_EQ(column, found.front());
}

}  // namespace
}  // namespace cupel
