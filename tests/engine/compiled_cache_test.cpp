#include "cupel/engine/compiled_cache.hpp"

#include <limits>

#include "cupel/engine/prepared_statement.hpp"
#include "cupel/error/errors.hpp"

#include "engine/fixture.hpp"

namespace cupel {
namespace {

using testing::UsersTest;

/// What a connection ran last it finds again by itself; these are about that second way.
class RecentStatements : public UsersTest {
 protected:
  void run(Connection& c, int id) {
    (void)c.execute(select(users.c["name"]).where(users.c["id"] == id)).all();
  }
  CompiledCache& cache() { return *engine.compiled_cache(); }
  Connection conn = engine.connect();
};

TEST_F(RecentStatements, AreCompiledAnewAfterTheCacheWasCleared) {
  run(conn, 1);
  run(conn, 2);
  const auto misses = cache().misses();
  engine.clear_compiled_cache();
  run(conn, 3);
  EXPECT_EQ(cache().misses() - misses, 1U);
  EXPECT_EQ(cache().size(), 1U);
}

TEST_F(RecentStatements, CountAsHitsAndAreSharedWithOtherConnections) {
  run(conn, 1);
  const auto hits = cache().hits();
  const auto misses = cache().misses();
  run(conn, 2);
  Connection other = engine.connect();
  run(other, 3);
  run(other, 4);
  EXPECT_EQ(cache().hits() - hits, 3U);
  EXPECT_EQ(cache().misses(), misses);
}

TEST(CompiledCache, KeepsWhatAConnectionGoesOnUsing) {
  Engine engine = create_engine("sqlite://", {.query_cache_size = 4});
  Connection c = engine.connect();
  const auto used = [&] { return select(literal_column("1"), literal_column("2")); };
  (void)c.execute(used()).all();
  for (int i = 0; i < 40; ++i) {
    (void)c.execute(select(literal_column(std::to_string(i)))).all();
    (void)c.execute(used()).all();
  }
  const auto misses = engine.compiled_cache()->misses();
  Connection other = engine.connect();
  (void)other.execute(used()).all();
  EXPECT_EQ(engine.compiled_cache()->misses(), misses);
}

TEST_F(RecentStatements, AreSeenByAListenerThatComesLater) {
  run(conn, 1);
  run(conn, 1);
  int executed = 0;
  auto handle = listen(engine, events::before_cursor_execute,
                       [&](Connection&, CursorExecution&) { ++executed; });
  run(conn, 1);
  EXPECT_EQ(executed, 1);
  handle.remove();
  run(conn, 1);
  EXPECT_EQ(executed, 1);
}

TEST_F(RecentStatements, TellStatementAndParametersWhenTheyFail) {
  const auto absolute = [](std::int64_t x) { return select(func("abs", x)); };
  EXPECT_EQ(conn.execute(absolute(-5)).scalar(), Value(5));
  try {
    (void)conn.execute(absolute(std::numeric_limits<std::int64_t>::min())).all();
    FAIL();
  } catch (const DBAPIError& error) {
    EXPECT_NE(error.message().find("integer overflow"), std::string::npos) << error.message();
    EXPECT_NE(error.statement().find("SELECT abs(?)"), std::string::npos) << error.statement();
    EXPECT_NE(std::string(error.what()).find("-9223372036854775808"), std::string::npos)
        << error.what();
  }
  EXPECT_EQ(conn.execute(absolute(-6)).scalar(), Value(6));
}

TEST_F(RecentStatements, AskCallablesAtEachExecution) {
  int made = 0;
  const auto statement = select(
      bindparam("x", {.type = make_ptr<Integer>(), .callable = [&] { return Value(++made); }}));
  EXPECT_EQ(conn.execute(statement).scalar(), Value(1));
  EXPECT_EQ(conn.execute(statement).scalar(), Value(2));
}

TEST_F(RecentStatements, NameAValueThatIsMissing) {
  const auto statement = select(bindparam("x", {.type = make_ptr<Integer>()}) + 1);
  EXPECT_EQ(conn.execute(statement, {{"x", 1}}).scalar(), Value(2));
  EXPECT_THROW((void)conn.execute(statement), InvalidRequestError);
  EXPECT_EQ(conn.execute(statement.params({{"x", 2}})).scalar(), Value(3));
}

TEST_F(RecentStatements, KeepTheirValuesWhereTheBeginExecutesOthers) {
  const auto sum = [](int a, int b) {
    return select(bindparam(nullptr, a) + bindparam(nullptr, b));
  };
  auto handle = listen(engine, events::begin, [&](Connection& c) {
    EXPECT_EQ(c.execute(sum(100, 200)).scalar(), Value(300));
  });
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(conn.execute(sum(i, 1)).scalar(), Value(i + 1));
    conn.rollback();
    EXPECT_EQ(conn.execute(select(bindparam("x", 7) + 1), {{"x", i}}).scalar(), Value(i + 1));
    EXPECT_EQ(conn.execute(sum(i, 2)).scalar(), Value(i + 2));
    conn.rollback();
  }
  handle.remove();
}

}  // namespace
}  // namespace cupel
