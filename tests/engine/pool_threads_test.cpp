#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "cupel/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/pool/pool.hpp"
#include "cupel/sql.hpp"

#include "engine/fault_seconds.hpp"

namespace cupel {
namespace {

TEST(PoolUnderThreads, IsExhaustedBy64WithoutALostConnectionOrAWrongResult) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("cupel-exhausted-pool-" + std::to_string(::getpid()) + ".db");
  Engine engine =
      create_engine("sqlite:///" + file.string(),
                    {.pool_size = 3, .max_overflow = 2, .pool_timeout = std::chrono::minutes(2)});
  std::atomic<int> wrong{0};
  std::atomic<int> right{0};
  std::atomic<int> inside{0};
  std::atomic<int> most_inside{0};
  const auto end = std::chrono::steady_clock::now() + testing::fault_seconds();
  std::vector<std::thread> threads;
  for (int n = 0; n < 64; ++n) {
    threads.emplace_back([&, n] {
      for (int i = 0; std::chrono::steady_clock::now() < end; ++i) {
        try {
          Connection c = engine.connect();
          const int now = ++inside;
          for (int most = most_inside; now > most;) {
            if (most_inside.compare_exchange_weak(most, now)) break;
          }
          const Value sum =
              c.execute(text("SELECT :a + :b"), {{"a", n * 100'000}, {"b", i}}).scalar();
          (sum == Value(n * 100'000 + i) ? right : wrong)++;
          if (i % 50 == n % 50) c.invalidate();
          --inside;
        } catch (const std::exception&) {
          ++wrong;
        }
      }
    });
  }
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GE(right, 64);
  EXPECT_LE(most_inside, 5);
  EXPECT_EQ(engine.pool()->checked_out(), 0U);
  engine.dispose();
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace cupel
