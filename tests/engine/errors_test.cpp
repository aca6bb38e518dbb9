#include "cupel/dialects/sqlite/functions.hpp"
#include "cupel/dialects/sqlite/options.hpp"

#include "engine/fixture.hpp"

namespace cupel {
namespace {

using testing::LogRecorder;
using testing::TemporaryDirectory;
using testing::UsersTest;

class Errors : public UsersTest {
 protected:
  Connection conn = engine.connect();
};

TEST_F(Errors, AConstraintViolationShowsStatementAndParameters) {
  conn.execute(insert(users), {{"name", "ed"}});
  try {
    conn.execute(insert(users), {{"name", "ed"}});
    FAIL();
  } catch (const IntegrityError& e) {
    EXPECT_EQ(std::string(e.what()),
              "(sqlite3.IntegrityError) UNIQUE constraint failed: users.name\n"
              "[SQL: INSERT INTO users (name) VALUES (?)]\n[parameters: ('ed',)]");
    EXPECT_EQ(e.code(), "gkpj");
    EXPECT_EQ(e.driver_name(), "sqlite3");
    EXPECT_EQ(e.driver_code(), 2067);
    EXPECT_THROW(std::rethrow_exception(e.driver_exception()), dbapi::DriverError);
  }
  EXPECT_EQ(*conn.scalar<int>(text("SELECT count(*) FROM users")), 1);
}

TEST_F(Errors, ParametersMayBeHidden) {
  Engine hiding = create_engine("sqlite://", {.hide_parameters = true});
  try {
    hiding.connect().execute(text("SELECT * FROM nowhere WHERE x = :x"), {{"x", "secret"}});
    FAIL();
  } catch (const OperationalError& e) {
    EXPECT_EQ(std::string(e.what()).find("secret"), std::string::npos);
    EXPECT_NE(std::string(e.what()).find("no such table: nowhere"), std::string::npos);
  }
}

TEST_F(Errors, AMissingFileNamesPathAndMode) {
  const TemporaryDirectory dir;
  try {
    (void)create_engine("sqlite:///" + dir.file("no/such.db")).connect();
    FAIL();
  } catch (const OperationalError& e) {
    const std::string what = e.what();
    EXPECT_EQ(what.find("(sqlite3.OperationalError) unable to open database file"), 0U) << what;
    EXPECT_NE(what.find(dir.file("no")), std::string::npos) << what;
  }
}

TEST_F(Errors, ALockedDatabaseNamesTheBusyTimeout) {
  const TemporaryDirectory dir;
  Engine file = create_engine(dir.url(), {.connect_args = {{"timeout", "0.01"}}});
  metadata.create_all(file);
  Connection a = file.connect();
  Connection b = file.connect();
  a.execute(insert(users), {{"name", "a"}});
  try {
    b.execute(insert(users), {{"name", "b"}});
    FAIL();
  } catch (const OperationalError& e) {
    const std::string what = e.what();
    EXPECT_EQ(what.find("(sqlite3.OperationalError) database is locked"), 0U) << what;
    EXPECT_NE(what.find("busy timeout"), std::string::npos) << what;
  }
}

TEST_F(Errors, WrongURLsAndOptionsAreRefusedAtOnce) {
  EXPECT_THROW((void)create_engine("nosuchdb://h"), NoSuchModuleError);
  EXPECT_THROW((void)create_engine("sqlite:foo.db"), ArgumentError);
  EXPECT_THROW((void)create_engine("sqlite://host/foo.db"), ArgumentError);
  EXPECT_THROW((void)create_engine("sqlite:///a.db?journal=x"), ArgumentError);
  try {
    (void)create_engine("sqlite://", {.max_overflow = 3, .pool_timeout = std::chrono::seconds(1)});
    FAIL();
  } catch (const ArgumentError& e) {
    EXPECT_NE(e.message().find("'max_overflow', 'pool_timeout'"), std::string::npos) << e.message();
  }
  EXPECT_THROW((void)create_engine("sqlite://", {.label_length = 20, .max_identifier_length = 10}),
               ArgumentError);
}

TEST_F(Errors, PoolTimeoutsSurface) {
  const TemporaryDirectory dir;
  Engine file = create_engine(
      dir.url(),
      {.pool_size = 1, .max_overflow = 0, .pool_timeout = std::chrono::milliseconds(10)});
  Connection a = file.connect();
  EXPECT_THROW((void)file.connect(), TimeoutError);
}

TEST_F(Errors, HandleErrorMayReplaceOrMark) {
  auto hook = listen(engine, events::handle_error, [](ExceptionContext& c) {
    EXPECT_EQ(c.error->name(), "OperationalError");
    throw std::logic_error("replaced");
  });
  EXPECT_THROW(conn.execute(text("SELECT * FROM nowhere")), std::logic_error);
  hook.remove();
  const TemporaryDirectory dir;
  Engine file = create_engine(dir.url());
  listen(file, events::handle_error, [](ExceptionContext& c) { c.is_disconnect = true; });
  Connection c = file.connect();
  try {
    c.execute(text("SELECT * FROM nowhere"));
    FAIL();
  } catch (const OperationalError& e) {
    EXPECT_TRUE(e.invalidates_connection());
  }
  EXPECT_TRUE(c.invalidated());
}

TEST_F(Errors, ADeferredConstraintRefusesTheCommitAndEndsTheTransaction) {
  Engine keys =
      create_engine("sqlite://", {.connect_args = sqlite::connect_args({.foreign_keys = true})});
  Connection c = keys.connect();
  c.execute(text("CREATE TABLE p (id INTEGER PRIMARY KEY)"));
  c.execute(text("CREATE TABLE k (p REFERENCES p(id) DEFERRABLE INITIALLY DEFERRED)"));
  c.commit();
  c.execute(text("INSERT INTO k VALUES (5)"));
  EXPECT_THROW(c.commit(), IntegrityError);
  EXPECT_FALSE(c.in_transaction());
  EXPECT_EQ(*c.scalar<int>(text("SELECT count(*) FROM k")), 0);
}

class Events : public UsersTest {};

TEST_F(Events, StatementsAndParametersMayBeRewritten) {
  add_three();
  auto hook = listen(engine, events::before_cursor_execute,
                     [](Connection&, std::string& sql, Parameters& parameters) {
                       sql += " /* seen */";
                       if (Value* v = parameters.find("name_1")) *v = "jo";
                     });
  Connection c = engine.connect();
  EXPECT_EQ(c.execute(select(users.c["id"]).where(users.c["name"] == "ed")).scalar(), Value(2));
  hook.remove();
  EXPECT_EQ(c.execute(select(users.c["id"]).where(users.c["name"] == "ed")).scalar(), Value(1));
}

TEST_F(Events, FollowTheCourseOfAConnection) {
  std::vector<std::string> log;
  listen(engine, events::engine_connect, [&](Connection&) { log.push_back("connect"); });
  listen(engine, events::begin, [&](Connection&) { log.push_back("begin"); });
  listen(engine, events::commit, [&](Connection&) { log.push_back("commit"); });
  listen(engine, events::rollback, [&](Connection&) { log.push_back("rollback"); });
  listen(engine, events::savepoint,
         [&](Connection&, std::string_view n) { log.push_back("savepoint " + std::string(n)); });
  listen(engine, events::release_savepoint,
         [&](Connection&, std::string_view) { log.push_back("release"); });
  listen(engine, events::before_execute,
         [&](Connection&, StatementExecution&) { log.push_back("before"); });
  listen(engine, events::after_execute,
         [&](Connection&, StatementExecution&) { log.push_back("after"); });
  {
    Connection c = engine.connect();
    c.execute(text("SELECT 1"));
    c.begin_nested().commit();
    c.commit();
    c.execute(text("SELECT 1"));
  }
  EXPECT_EQ(log, (std::vector<std::string>{"connect", "before", "begin", "after",
                                           "savepoint sa_savepoint_1", "release", "commit",
                                           "before", "begin", "after", "rollback"}));
}

TEST_F(Events, PoolListenersOfAnEngineOutliveDispose) {
  int connects = 0;
  const TemporaryDirectory dir;
  Engine file = create_engine(dir.url());
  listen(file, events::connect, [&](dbapi::Connection& c, ConnectionRecord&) {
    ++connects;
    sqlite::create_function(c, "half", 1,
                            [](std::span<const Value> a) { return Value(a[0].as<double>() / 2); });
  });
  EXPECT_EQ(file.connect().scalar(text("SELECT half(3)")), Value(1.5));
  file.dispose();
  EXPECT_EQ(file.connect().scalar(text("SELECT half(5)")), Value(2.5));
  EXPECT_EQ(connects, 2);
}

TEST_F(Events, ArgumentsOfConnectMayBeChanged) {
  const TemporaryDirectory dir;
  Engine file = create_engine("sqlite:///unused.db", {.poolclass = &pool_class<NullPool>});
  listen(file, events::do_connect, [&](const Dialect&, dbapi::ConnectArgs& args) {
    args.set("database", dir.file("other.db"));
    return std::unique_ptr<dbapi::Connection>();
  });
  file.connect().execute(text("CREATE TABLE t (x)"));
  EXPECT_TRUE(std::filesystem::exists(dir.file("other.db")));
}

TEST_F(Events, SubEnginesShareAllButOptions) {
  Engine sub = engine.execution_options({.logging_token = "sub"});
  EXPECT_EQ(sub.pool(), engine.pool());
  EXPECT_EQ(sub.get_execution_options().logging_token, "sub");
  EXPECT_EQ(engine.get_execution_options().logging_token, std::nullopt);
  EXPECT_FALSE(sub == engine);
}

TEST(Inspection, ReadsTheCatalogue) {
  MetaData metadata;
  Table parent("parent", metadata, Column("id", Integer(), primary_key),
               Column("name", String(30), not_null, unique));
  Table child("child", metadata, Column("id", Integer(), primary_key),
              Column("parent_id", Integer(), ForeignKey("parent.id", {.ondelete = "CASCADE"})),
              Column("note", Text(), server_default("x")), Index("ix_note", "note"));
  Engine engine = create_engine("sqlite://");
  metadata.create_all(engine);
  metadata.create_all(engine);
  Inspector inspector = inspect(engine);
  EXPECT_EQ(inspector.get_table_names(), (std::vector<std::string>{"child", "parent"}));
  EXPECT_TRUE(inspector.has_table("child"));
  EXPECT_FALSE(inspector.has_table("chil"));
  EXPECT_TRUE(inspector.has_index("child", "ix_note"));
  const auto columns = inspector.get_columns("child");
  ASSERT_EQ(columns.size(), 3U);
  EXPECT_EQ(columns[2].default_, "'x'");
  EXPECT_EQ(inspector.get_columns("parent")[1].type->repr(), "VARCHAR(length=30)");
  EXPECT_FALSE(inspector.get_columns("parent")[1].nullable);
  const auto keys = inspector.get_foreign_keys("child");
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].referred_table, "parent");
  EXPECT_EQ(keys[0].ondelete, "CASCADE");
  EXPECT_EQ(inspector.get_unique_constraints("parent")[0].columns,
            std::vector<std::string>{"name"});
  EXPECT_EQ(inspector.get_pk_constraint("child").columns, std::vector<std::string>{"id"});
  EXPECT_THROW((void)inspector.get_columns("nowhere"), NoSuchTableError);
  metadata.drop_all(engine);
  EXPECT_TRUE(inspector.get_table_names().empty());
  EXPECT_EQ(inspector.get_columns("child").size(), 3U);  // from the cache
  inspector.clear_cache();
  EXPECT_THROW((void)inspector.get_columns("child"), NoSuchTableError);
}

}  // namespace
}  // namespace cupel
