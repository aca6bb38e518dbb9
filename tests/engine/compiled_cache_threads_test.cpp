#include <thread>

#include "cupel/engine/compiled_cache.hpp"
#include "cupel/engine/prepared_statement.hpp"

#include "engine/fixture.hpp"

namespace cupel {
namespace {

TEST(CompiledCacheUnderThreads, IsClearedWhileConnectionsFindTheirStatements) {
  const testing::TemporaryDirectory dir;
  MetaData metadata;
  const Table t("t", metadata, Column("id", Integer(), primary_key), Column("x", Integer()));
  Engine engine = create_engine(dir.url(), {.pool_size = 4});
  metadata.create_all(engine);
  std::vector<std::jthread> threads;
  for (int n = 0; n < 4; ++n) {
    threads.emplace_back([&] {
      Connection c = engine.connect();
      for (int i = 0; i < 200; ++i) {
        (void)c.execute(select(t.c["x"]).where(t.c["id"] == i)).all();
        (void)c.execute(select(t.c["id"]).where(t.c["x"] > i).limit(i % 3 + 1)).all();
      }
    });
  }
  for (int i = 0; i < 50; ++i) {
    engine.clear_compiled_cache();
    std::this_thread::yield();
  }
  threads.clear();
  EXPECT_LE(engine.compiled_cache()->size(), 2U);
  EXPECT_EQ(engine.compiled_cache()->hits() + engine.compiled_cache()->misses(), 4U * 200 * 2);
}

}  // namespace
}  // namespace cupel
