#include <thread>

#include "cupel/engine/compiled_cache.hpp"
#include "cupel/engine/execution_context.hpp"
#include "cupel/engine/prepared_statement.hpp"

#include "engine/fixture.hpp"

namespace cupel {
namespace {

using testing::Lines;
using testing::LogRecorder;
using testing::UsersTest;

class Execute : public UsersTest {
 protected:
  Connection conn = engine.connect();
};

TEST_F(Execute, TextWithNamedParametersGivesRowsByName) {
  add_three();
  auto result = conn.execute(text("SELECT id, name FROM users WHERE name = :n"), {{"n", "ed"}});
  std::vector<std::string> names;
  for (auto&& row : result) names.push_back(row["name"].as<std::string>());
  EXPECT_EQ(names, std::vector<std::string>{"ed"});
}

TEST_F(Execute, AMissingParameterIsNamed) {
  try {
    conn.execute(text("SELECT :a, :b"), {{"a", 1}});
    FAIL();
  } catch (const InvalidRequestError& e) {
    EXPECT_EQ(
        e.message(),
        "A value is required for bind parameter 'b'; give it when the statement is executed, or "
        "before by params()");
  }
}

TEST_F(Execute, ParametersComeFromCallStatementAndExpression) {
  const auto stmt = text("SELECT :a || :b").params({{"a", "x"}, {"b", "y"}});
  EXPECT_EQ(conn.execute(stmt).scalar(), Value("xy"));
  EXPECT_EQ(conn.execute(stmt, {{"b", "z"}}).scalar(), Value("xz"));
  add_three();
  for (const char* name : {"ed", "jo"}) {
    EXPECT_EQ(conn.execute(select(users.c["name"]).where(users.c["name"] == name)).scalar(),
              Value(name));
  }
}

TEST_F(Execute, ListsExpandPerExecution) {
  add_three();
  const auto named = [&](std::vector<std::string> names) {
    return conn.execute(select(users.c["id"]).where(users.c["name"].in_(names)))
        .scalars<int>()
        .all()
        .size();
  };
  EXPECT_EQ(named({"ed", "jo"}), 2U);
  EXPECT_EQ(named({"ed"}), 1U);
  EXPECT_EQ(named({}), 0U);
  EXPECT_EQ(engine.compiled_cache()->size(), 2U) << "one INSERT, one SELECT whatever its list";
}

TEST_F(Execute, AnInsertTellsItsKeyAndParameters) {
  Result r = conn.execute(insert(users), {{"name", "ed"}});
  EXPECT_EQ(r.inserted_primary_key().repr(), "(1,)");
  EXPECT_EQ(r.inserted_primary_key()["id"], Value(1));
  EXPECT_EQ(r.lastrowid(), 1);
  EXPECT_EQ(r.rowcount(), 1);
  EXPECT_EQ(r.last_inserted_params(), (Parameters{{"name", "ed"}}));
  EXPECT_EQ(
      conn.execute(insert(users).values({{"id", 7}, {"name", "x"}})).inserted_primary_key()[0],
      Value(7));
  EXPECT_THROW((void)conn.execute(select(users)).inserted_primary_key(), InvalidRequestError);
}

TEST_F(Execute, ReturningGivesRows) {
  EXPECT_EQ(conn.execute(insert(users).values({{"name", "x"}}).returning(users.c["id"]))
                .scalar<std::int64_t>(),
            1);
  auto rows = conn.execute(update(users).values({{"age", 3}}).returning(users.c["name"])).all();
  EXPECT_EQ(rows.front().repr(), "('x',)");
}

TEST_F(Execute, ManySetsGoInOneCall) {
  Result r = conn.execute(insert(users), {{{"name", "wang"}}, {{"name", "li"}}});
  EXPECT_EQ(r.rowcount(), 2);
  EXPECT_EQ(*conn.scalar<int>(text("SELECT count(*) FROM users")), 2);
  EXPECT_THROW((void)r.inserted_primary_key(), InvalidRequestError);
  ParameterSets many;
  for (int i = 0; i < 2500; ++i) many.push_back({{"name", std::to_string(i)}, {"age", i}});
  EXPECT_EQ(conn.execute(insert(users), many).rowcount(), 2500);
  EXPECT_EQ(*conn.scalar<int>(text("SELECT sum(age) FROM users")), 2499 * 2500 / 2);
}

TEST_F(Execute, ALaterSetWithoutAKeyIsNamed) {
  try {
    conn.execute(insert(users), {{{"name", "a"}, {"age", 1}}, {{"name", "b"}}});
    FAIL();
  } catch (const InvalidRequestError& e) {
    EXPECT_EQ(e.message().substr(0, 73),
              "A value is required for bind parameter 'age', in parameter group 1: the f");
  }
  EXPECT_EQ(*conn.scalar<int>(text("SELECT count(*) FROM users")), 0);
}

TEST_F(Execute, AnEmptyListOfSetsRunsNothing) {
  const ParameterSets none;
  EXPECT_EQ(conn.execute(insert(users), none).rowcount(), 0);
}

TEST_F(Execute, ManyRowsWithReturningComeInPages) {
  LogRecorder log;
  engine.set_echo(true);
  ParameterSets sets;
  for (int i = 0; i < 5; ++i) sets.push_back({{"name", std::to_string(i)}});
  auto ids =
      conn.execute(insert(users).returning(users.c["id"]), sets, {.insertmanyvalues_page_size = 2})
          .scalars<int>()
          .all();
  engine.set_echo(false);
  EXPECT_EQ(ids, (std::vector<int>{1, 2, 3, 4, 5}));
  EXPECT_EQ(log.lines[1], "INSERT INTO users (name) VALUES (?), (?) RETURNING id");
  EXPECT_EQ(log.lines[2], "[insertmanyvalues 1/3 (unordered)] ('0', '1')");
  EXPECT_EQ(log.lines[5], "INSERT INTO users (name) VALUES (?) RETURNING id");
}

TEST_F(Execute, DriverSQLGoesStraightThrough) {
  EXPECT_EQ(conn.exec_driver_sql("SELECT ? + 1", {41}).scalar(), Value(42));
  const std::vector<std::vector<Value>> sets{{"a"}, {"b"}};
  EXPECT_EQ(conn.exec_driver_sql_many("INSERT INTO users (name) VALUES (?)", sets).rowcount(), 2);
}

TEST_F(Execute, ATableIsNoStatement) {
  EXPECT_THROW((void)conn.execute_element(*users.node()), ObjectNotExecutableError);
}

TEST_F(Execute, SchemasAreTranslated) {
  conn.execute(text("ATTACH ':memory:' AS tenant"));
  conn.execute(text("CREATE TABLE tenant.users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER)"));
  conn.execute(insert(users), Parameters{{"name", "t"}},
               {.schema_translate_map = SchemaTranslateMap{{"", "tenant"}}});
  EXPECT_EQ(*conn.scalar<int>(text("SELECT count(*) FROM tenant.users")), 1);
  EXPECT_EQ(*conn.scalar<int>(text("SELECT count(*) FROM main.users")), 0);
}

TEST_F(Execute, EqualStatementsShareOneCompiledForm) {
  add_three();
  const auto hits = engine.compiled_cache()->hits();
  for (int i = 0; i < 5; ++i) {
    (void)conn.execute(select(users.c["name"]).where(users.c["id"] == i)).all();
  }
  EXPECT_EQ(engine.compiled_cache()->hits() - hits, 4U);
  engine.clear_compiled_cache();
  EXPECT_EQ(engine.compiled_cache()->size(), 0U);
  Engine uncached = create_engine("sqlite://", {.query_cache_size = 0});
  EXPECT_EQ(uncached.compiled_cache(), nullptr);
  EXPECT_EQ(uncached.connect().scalar(text("SELECT 1")), Value(1));
}

TEST(CompiledCache, DropsTheLeastUsed) {
  Engine engine = create_engine("sqlite://", {.query_cache_size = 4});
  Connection c = engine.connect();
  const auto run = [&](int i) {
    (void)c.execute(text("SELECT " + std::to_string(i) + ", :x"), {{"x", i}}).all();
  };
  for (int i = 0; i < 40; ++i) {
    run(i);
    run(0);
  }
  EXPECT_LE(engine.compiled_cache()->size(), 6U);
  EXPECT_EQ(engine.compiled_cache()->misses(), 40U);
}

TEST(Defaults, FillWhatNobodyGave) {
  MetaData metadata;
  int calls = 0;
  Table t("t", metadata, Column("id", Integer(), primary_key), Column("a", Integer(), default_(5)),
          Column("b", Integer(), default_([&] { return ++calls; })),
          Column("c", String(20), default_([](const DefaultContext& context) {
                   return "b is " + std::to_string(context.parameter("b").as<int>());
                 })),
          Column("d", Integer(), default_(text("1 + 1"))),
          Column("e", Integer(), onupdate([] { return 9; })));
  Engine engine = create_engine("sqlite://");
  metadata.create_all(engine);
  Connection c = engine.connect();
  c.execute(insert(t));
  c.execute(insert(t), {{{"a", 1}}, {{"a", 2}}});
  EXPECT_EQ(c.execute(select(t)).all()[0].repr(), "(1, 5, 1, 'b is 1', 2, None)");
  EXPECT_EQ(c.execute(select(t)).all()[2].repr(), "(3, 2, 3, 'b is 3', 2, None)");
  c.execute(update(t).values({{"a", 0}}));
  EXPECT_EQ(c.execute(select(t.c["e"])).scalars<int>().all(), (std::vector<int>{9, 9, 9}));
}

TEST(Defaults, StandAmongTheColumnsOfAnInsertFromSelect) {
  MetaData metadata;
  int calls = 0;
  Table source("source", metadata, Column("a", Integer()));
  Table t("t", metadata, Column("a", Integer()), Column("b", String(10), default_("x")),
          Column("c", Integer(), default_([&] { return ++calls; })));
  Engine engine = create_engine("sqlite://");
  metadata.create_all(engine);
  Connection c = engine.connect();
  c.execute(insert(source), {{{"a", 1}}, {{"a", 2}}});
  const auto copy = insert(t).from_select({"a"}, select(source.c["a"]));
  c.execute(copy);
  c.execute(copy);  // from the cache: one value for a statement, not one for ever
  const auto rows = c.execute(select(t).order_by(t.c["c"], t.c["a"])).all();
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[0].repr(), "(1, 'x', 1)");
  EXPECT_EQ(rows[1].repr(), "(2, 'x', 1)");
  EXPECT_EQ(rows[3].repr(), "(2, 'x', 2)");
}

TEST_F(Execute, TheORMsPathRunsPreparedStatements) {
  const auto insert_one =
      conn.prepare(*insert(users).values({{"name", "?"}, {"age", 0}}).element());
  ASSERT_EQ(insert_one->parameter_count(), 2U);
  const std::string names[] = {"a", "b", "c"};
  std::vector<Cell> cells;
  for (int i = 0; i < 3; ++i) {
    cells.push_back(Cell::text(names[i]));
    cells.push_back(Cell::of(std::int64_t{i}));
  }
  EXPECT_EQ(conn.run_many(*insert_one, cells), 3);
  const std::string more = "d";
  cells = {Cell::text(more), Cell::of(std::int64_t{9})};
  EXPECT_EQ(conn.run_rowcount(*insert_one, cells), 1);
  EXPECT_EQ(conn.lastrowid(), 4);
  const auto all = PreparedStatement::compile(*select(users).element(), engine.dialect());
  const Decoder decode = all->decoder<std::string>(1);
  Cursor cursor = conn.run(*all, {});
  std::string text;
  std::string name;
  while (const Cell* row = cursor.fetch()) {
    decode(row[1], &name);
    text += name;
  }
  EXPECT_EQ(text, "abcd");
  EXPECT_EQ(cursor.fetch(), nullptr);
}

TEST_F(Execute, ReadingRowsInALoopStopsWhereItIsToldAndGoesOnFromThere) {
  add_three();
  Cursor cursor = conn.open(select(users.c["id"]).order_by(users.c["id"]));
  std::vector<std::int64_t> ids;
  const auto keep = [&](const Cell* row) { ids.push_back(row->integer); };
  EXPECT_EQ(cursor.read(0, keep), 0U);
  EXPECT_EQ(cursor.read(2, keep), 2U);
  EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(cursor.read(kAllRows, keep), 1U);
  EXPECT_EQ(cursor.read(kAllRows, keep), 0U);
  EXPECT_EQ(ids, (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_F(Execute, WhatAVisitorThrowsPassesAndTheRestCanStillBeRead) {
  add_three();
  Cursor cursor = conn.open(select(users.c["id"]).order_by(users.c["id"]));
  // An error of a driver that is not this statement's: it must not end this one.
  EXPECT_THROW(cursor.read(kAllRows,
                           [](const Cell*) { throw dbapi::DriverError(dbapi::DriverErrorInfo{}); }),
               dbapi::DriverError);
  std::int64_t next = 0;
  EXPECT_EQ(cursor.read(1, [&](const Cell* row) { next = row->integer; }), 1U);
  EXPECT_EQ(next, 2);
}

TEST_F(Execute, AVisitorThatEndsTheTransactionCutsTheCursorOff) {
  add_three();
  Cursor cursor = conn.open(select(users.c["id"]));
  EXPECT_THROW(cursor.read(kAllRows, [&](const Cell*) { conn.rollback(); }), ResourceClosedError);
}

TEST_F(Execute, ThePreparedPathWritesTheSameLog) {
  const auto stmt = PreparedStatement::from_text(
      {.sql = "INSERT INTO users (name) VALUES (?)", .parameters = {make_ptr<String>()}},
      engine.dialect());
  engine.set_echo(true);
  LogRecorder log;
  const std::string name = "ed";
  const Cell cells[] = {Cell::text(name), Cell::text("jo")};
  conn.run_many(*stmt, cells);
  engine.set_echo(false);
  EXPECT_EQ(log.lines, (Lines{"BEGIN (implicit)", "INSERT INTO users (name) VALUES (?)",
                              "[generated in Ns] [('ed',), ('jo',)]"}));
}

TEST(LastRow, TellsWhetherTheDatabaseFilledSomethingIn) {
  MetaData metadata;
  const Table jobs("jobs", metadata, Column("id", Integer(), primary_key), Column("name", String()),
                   Column("state", String(), server_default("new")));
  Engine engine = create_engine("sqlite://");
  metadata.create_all(engine);
  Connection conn = engine.connect();
  EXPECT_TRUE(conn.execute(insert(jobs).values({{"name", "a"}})).lastrow_has_defaults());
  EXPECT_FALSE(
      conn.execute(insert(jobs).values({{"name", "b"}, {"state", "old"}})).lastrow_has_defaults());
  EXPECT_FALSE(conn.execute(select(jobs)).lastrow_has_defaults());
}

TEST(EngineThreads, ShareEngineCacheAndPool) {
  const testing::TemporaryDirectory dir;
  MetaData metadata;
  Table t("t", metadata, Column("id", Integer(), primary_key), Column("x", Integer()));
  Engine engine = create_engine(
      dir.url(), {.connect_args = {{"timeout", "60"}, {"journal_mode", "WAL"}}, .pool_size = 3});
  metadata.create_all(engine);
  std::vector<std::jthread> threads;
  for (int n = 0; n < 6; ++n) {
    threads.emplace_back([&, n] {
      for (int i = 0; i < 30; ++i) {
        engine.begin([&](Connection& c) { c.execute(insert(t), {{"x", n * 1000 + i}}); });
        Connection c = engine.connect();
        (void)c.execute(select(t.c["x"]).where(t.c["id"] == i)).all();
      }
    });
  }
  threads.clear();
  Connection c = engine.connect();
  EXPECT_EQ(*c.scalar<int>(text("SELECT count(*) FROM t")), 180);
}

}  // namespace
}  // namespace cupel
