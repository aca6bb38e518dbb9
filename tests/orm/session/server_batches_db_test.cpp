#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/cupel.hpp"
#include "cupel/dialect/registry.hpp"
#include "cupel/engine/events.hpp"

#include "dialects/mysql/dialect.hpp"

// Many new rows on a server: how often they travel, and that each object gets what its row became.
namespace cupel::server_batches {
namespace {

struct Bird {
  static constexpr auto tablename = "orm_batch_birds";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<60>, not_null, unique> name{};
  Mapped<std::optional<std::string>, sql_type<Text>> song{};
};

/// What the server fills in comes back with the key.
struct Nest {
  static constexpr auto tablename = "orm_batch_nests";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::int32_t, not_null> height{};
  Mapped<std::string, length<20>, server_default<"empty">> state{};
};

struct Egg {
  static constexpr auto tablename = "orm_batch_eggs";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<int, version_id> version{};
  Mapped<std::int32_t, not_null> weight{};
};

/// PostgreSQL only.
struct Flight {
  static constexpr auto tablename = "orm_batch_flights";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::vector<std::int64_t>> stops{};
};

/// MariaDB as if it were MySQL: no RETURNING, keys only by LAST_INSERT_ID().
class NoReturning final : public mysql::MysqlDialect {
 public:
  NoReturning() : MysqlDialect(false) {}
  void initialize(dbapi::Connection& connection) override {
    MysqlDialect::initialize(connection);
    const std::string schema = traits_.default_schema;
    mysql::ServerFeatures less = features();
    less.insert_returning = less.delete_returning = false;
    take_features(less);
    traits_.default_schema = schema;
  }
};

struct Server {
  const char* name;
  const char* variable;
  const char* drivername;  // null: that of the URL
};
constexpr Server kServers[] = {
    {"postgresql", "CUPEL_TEST_POSTGRESQL_URL", nullptr},
    {"mariadb", "CUPEL_TEST_MYSQL_URL", nullptr},
    {"mysql_without_returning", "CUPEL_TEST_MYSQL_URL", "mysql+noreturning"}};

class FlushOfManyRows : public ::testing::TestWithParam<Server> {
 protected:
  void SetUp() override {
    const char* text = std::getenv(GetParam().variable);
    if (!text) GTEST_SKIP() << GetParam().variable << " names no server";
    register_dialect("mysql.noreturning", [] { return std::make_unique<NoReturning>(); });
    URL url = make_url(text);
    if (GetParam().drivername) url = url.set({.drivername = GetParam().drivername});
    registry.map<Bird, Nest, Egg>();
    engine.emplace(create_engine(url));
    registry.metadata().drop_all(*engine);
    registry.metadata().create_all(*engine);
    hook = listen(*engine, events::before_cursor_execute,
                  [this](Connection&, CursorExecution&) { ++calls; });
    calls = 0;
  }
  void TearDown() override {
    hook.remove();
    if (engine) registry.metadata().drop_all(*engine);
  }

  /// What the database says of each bird, in the order of the keys.
  [[nodiscard]] std::vector<std::pair<std::int64_t, std::string>> stored() {
    std::vector<std::pair<std::int64_t, std::string>> out;
    Session session(*engine);
    for (auto&& [id, name] : session.execute(select(&Bird::id, &Bird::name).order_by(&Bird::id))) {
      out.emplace_back(id, name);
    }
    return out;
  }

  Registry registry;
  std::optional<Engine> engine;
  ListenHandle hook;
  int calls = 0;
};

TEST_P(FlushOfManyRows, TravelsInBatchesAndGivesEachObjectItsKey) {
  Session session(*engine);
  std::vector<Ref<Bird>> birds;
  for (int i = 0; i < 2347; ++i) {
    Bird bird{.name = "bird " + std::to_string((i * 7919) % 2347)};
    if (i % 3 != 0) bird.song = "tweet " + std::to_string(i);
    birds.push_back(session.add(std::move(bird)));
  }
  session.flush();
  EXPECT_LE(calls, 32) << "the rows went nearly one by one";
  session.commit();
  const auto rows = stored();
  ASSERT_EQ(rows.size(), birds.size());
  for (std::size_t i = 0; i < birds.size(); ++i) {
    EXPECT_EQ(rows[i].first, *birds[i]->id);
    EXPECT_EQ(rows[i].second, *birds[i]->name);
  }
}

TEST_P(FlushOfManyRows, FetchesWhatTheServerFillsIn) {
  Session session(*engine);
  std::vector<Ref<Nest>> nests;
  for (int i = 0; i < 75; ++i) {
    Nest nest{.height = 75 - i};
    if (i % 25 == 0) nest.state = "inhabited";
    nests.push_back(session.add(std::move(nest)));
  }
  session.flush();
  for (std::size_t i = 0; i < nests.size(); ++i) {
    EXPECT_EQ(*nests[i]->state, i % 25 == 0 ? "inhabited" : "empty") << i;
    EXPECT_EQ(*nests[i]->height, 75 - static_cast<int>(i));
  }
  session.commit();
  for (const auto& nest : nests) {
    const Value height =
        session
            .execute(text("SELECT height FROM orm_batch_nests WHERE id = :id"), {{"id", *nest->id}})
            .scalar();
    EXPECT_EQ(height, Value(*nest->height));
  }
}

TEST_P(FlushOfManyRows, RowsOfSeveralMegabytesAreNoMessageTooLong) {
  // Text of MySQL ends at 64 KiB.
  if (engine->dialect().name() != "postgresql") {
    engine->begin([](Connection& connection) {
      connection.execute(text("ALTER TABLE orm_batch_birds MODIFY song LONGTEXT"));
    });
  }
  Session session(*engine);
  std::vector<Ref<Bird>> birds;
  for (int i = 0; i < 24; ++i) {
    birds.push_back(session.add(Bird{.name = "loud bird " + std::to_string(i),
                                     .song = std::string(1'000'000, static_cast<char>('a' + i))}));
  }
  session.commit();
  for (std::size_t i = 0; i < birds.size(); ++i) {
    EXPECT_EQ(*birds[i]->song, std::string(1'000'000, static_cast<char>('a' + i)));
  }
}

TEST_P(FlushOfManyRows, AViolationInTheMiddleLeavesNothingAndTheSessionAsItWas) {
  Session session(*engine);
  session.add(Bird{.name = "heron"});
  session.commit();
  std::vector<Ref<Bird>> birds;
  for (int i = 0; i < 300; ++i) {
    birds.push_back(session.add(Bird{.name = i == 150 ? "heron" : "crane " + std::to_string(i)}));
  }
  EXPECT_THROW(session.flush(), IntegrityError);
  EXPECT_THROW(session.execute(text("SELECT 1")), PendingRollbackError);
  session.rollback();
  EXPECT_EQ(stored().size(), 1U);
  for (const auto& bird : birds) EXPECT_TRUE(inspect(*bird).transient());
  birds[150]->name = "egret";
  for (const auto& bird : birds) session.add(bird);
  session.commit();
  const auto rows = stored();
  ASSERT_EQ(rows.size(), 301U);
  for (std::size_t i = 0; i < birds.size(); ++i) {
    EXPECT_EQ(rows[i + 1].first, *birds[i]->id);
    EXPECT_EQ(rows[i + 1].second, *birds[i]->name);
  }
}

TEST_P(FlushOfManyRows, ManyChangesTravelTogetherToo) {
  Session session(*engine);
  std::vector<Ref<Bird>> birds;
  for (int i = 0; i < 500; ++i) {
    birds.push_back(session.add(Bird{.name = "finch " + std::to_string(i)}));
  }
  session.commit();
  for (const auto& bird : birds) EXPECT_FALSE(bird->name->empty());
  calls = 0;
  for (const auto& bird : birds) bird->song = "song of " + *bird->name;
  session.flush();
  EXPECT_LE(calls, 2);
  session.commit();
  EXPECT_EQ(*birds[123]->song, "song of finch 123");
  for (const auto& bird : birds) EXPECT_FALSE(bird->name->empty());
  // One of the rows is gone: the flush notices, as it does for a row alone.
  session.execute(text("DELETE FROM orm_batch_birds WHERE name = 'finch 77'"));
  for (const auto& bird : birds) bird->song = "silence";
  EXPECT_THROW(session.flush(), StaleDataError);
}

TEST_P(FlushOfManyRows, VersionedChangesTravelTogetherAndOneStaleRowIsNoticed) {
  Session session(*engine);
  std::vector<Ref<Egg>> eggs;
  for (int i = 0; i < 500; ++i) eggs.push_back(session.add(Egg{.weight = i}));
  session.commit();
  for (const auto& egg : eggs) EXPECT_EQ(*egg->version, 1);
  calls = 0;
  for (const auto& egg : eggs) egg->weight += 1;
  session.flush();
  EXPECT_LE(calls, 2);
  session.commit();
  for (const auto& egg : eggs) EXPECT_EQ(*egg->version, 2);
  // Somebody else was quicker with one of them.
  engine->begin([&](Connection& connection) {
    connection.execute(text("UPDATE orm_batch_eggs SET version = 3 WHERE id = :id"),
                       {{"id", *eggs[77]->id}});
  });
  for (const auto& egg : eggs) egg->weight += 1;
  EXPECT_THROW(session.flush(), StaleDataError);
  session.rollback();
  EXPECT_EQ(*eggs[5]->weight, 6);
}

TEST_P(FlushOfManyRows, ObjectsSavedInBulkTravelInFewMessages) {
  std::vector<Bird> birds;
  for (int i = 0; i < 3000; ++i) {
    birds.push_back(Bird{.name = "tern " + std::to_string(i)});
    if (i < 1000) birds.back().song = "scream";
  }
  Session session(*engine);
  session.bulk_save_objects(birds);
  session.commit();
  EXPECT_LE(calls, 24);
  const auto rows = stored();
  ASSERT_EQ(rows.size(), 3000U);
  for (std::size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(rows[i].second, *birds[i].name);
}

TEST_P(FlushOfManyRows, ManySetsOfAnInsertReturnInTheirOrder) {
  Connection connection = engine->connect();
  const Table birds(mapper_of<Bird>().local_table());
  ParameterSets sets;
  for (int i = 0; i < 900; ++i) {
    sets.push_back({{"name", "owl " + std::to_string((i * 31) % 900)}, {"song", Value()}});
  }
  if (!engine->dialect().traits().insert_returning) {
    EXPECT_EQ(connection.execute(insert(birds), sets).rowcount(), 900);
    EXPECT_LE(calls, 1);
    return;
  }
  const auto statement =
      insert(birds).returning(birds.c["id"], birds.c["name"]).sort_by_parameter_order();
  std::int64_t last = 0;
  std::size_t at = 0;
  for (const auto& row : connection.execute(statement, sets)) {
    EXPECT_GT(row[0].as<std::int64_t>(), last);
    last = row[0].as<std::int64_t>();
    EXPECT_EQ(row[1], sets[at++]["name"]);
  }
  EXPECT_EQ(at, sets.size());
  EXPECT_EQ(calls, 1);
}

INSTANTIATE_TEST_SUITE_P(Servers, FlushOfManyRows, ::testing::ValuesIn(kServers),
                         [](const auto& server) { return std::string(server.param.name); });

TEST(FlushOfArrays, TravelsInBatchesOnPostgresql) {
  const char* url = std::getenv("CUPEL_TEST_POSTGRESQL_URL");
  if (!url) GTEST_SKIP() << "CUPEL_TEST_POSTGRESQL_URL names no server";
  Registry registry;
  registry.map<Flight>();
  Engine engine = create_engine(url);
  registry.metadata().drop_all(engine);
  registry.metadata().create_all(engine);
  int calls = 0;
  ListenHandle hook = listen(engine, events::before_cursor_execute,
                             [&](Connection&, CursorExecution&) { ++calls; });
  Session session(engine);
  std::vector<Ref<Flight>> flights;
  for (std::int64_t i = 0; i < 1003; ++i) {
    flights.push_back(session.add(Flight{.stops = std::vector<std::int64_t>{i, i * i}}));
  }
  session.flush();
  EXPECT_LE(calls, 4);
  session.commit();
  for (std::size_t i = 0; i < flights.size(); ++i) {
    const auto n = static_cast<std::int64_t>(i);
    EXPECT_EQ(*flights[i]->stops, (std::vector<std::int64_t>{n, n * n}));
    if (i > 0) {
      EXPECT_GT(*flights[i]->id, *flights[i - 1]->id);
    }
  }
  hook.remove();
  session.close();
  registry.metadata().drop_all(engine);
}

}  // namespace
}  // namespace cupel::server_batches
