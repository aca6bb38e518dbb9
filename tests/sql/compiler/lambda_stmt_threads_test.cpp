#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <cupel/sql/expression/lambda_stmt.hpp>
#include <cupel/types/types.hpp>

namespace {

using namespace cupel;  // as a user writes it

TEST(LambdaStmtUnderThreads, GivesEachCallItsOwnValues) {
  const FromExpr tables[] = {table("a", {column("x", Integer())}),
                             table("b", {column("x", Integer())})};
  std::vector<std::jthread> threads;
  for (int n = 0; n < 4; ++n) {
    threads.emplace_back([&, n] {
      for (int i = 0; i < 200; ++i) {
        const auto statement = lambda_stmt(
            [](const FromExpr& t, auto x) { return select(t.c["x"]).where(t.c["x"] > x); },
            tables[i % 2], n * 1000 + i);
        ASSERT_EQ(statement.bound_params()->find("arg_2")->as<int>(), n * 1000 + i);
      }
    });
  }
}

}  // namespace
