#include <gmock/gmock.h>

#include "cupel/dialects/postgresql/range.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/pool/pool.hpp"
#include "cupel/sql.hpp"

#include "dialects/postgresql/server.hpp"

namespace cupel::postgresql {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PostgresqlEngine : public OnServer {
 protected:
  void SetUp() override {
    OnServer::SetUp();
    if (IsSkipped()) return;
    engine_.emplace(create_engine(url_));
    c_.emplace(engine_->connect());
  }

  /// What a bound value of a type comes back as.
  Value round_trip(const TypePtr& type, const Value& value) {
    MetaData metadata;
    Table t("round_trip", metadata, Column("v", type));
    metadata.create_all(*c_);
    c_->execute(insert(t).values({{"v", value}}));
    Value out = c_->execute(select(t.c["v"])).scalar();
    metadata.drop_all(*c_);
    return out;
  }

  std::optional<Engine> engine_;
  std::optional<Connection> c_;
};

TEST_F(PostgresqlEngine, EveryTypeComesBackAsItWent) {
  const auto check = [&](const TypeArg& type, const Value& value) {
    EXPECT_EQ(round_trip(type.get(), value), value) << type->repr();
    EXPECT_TRUE(round_trip(type.get(), Value()).is_null()) << type->repr();
  };
  check(SmallInteger(), 32767);
  check(Integer(), -2147483647);
  check(BigInteger(), INT64_MAX);
  check(Float(), 0.1);
  check(Double(), 1e300);
  check(REAL(), 0.1);
  check(Numeric(12, 3), Decimal("123456789.125"));
  check(Numeric(), Decimal("-0.000000000000000000001"));
  check(String(50), "O'Brien \"x\" \\ 世界 😀");
  check(Text(), std::string(100'000, 'x'));
  check(LargeBinary(), Bytes{std::byte{0}, std::byte{255}, std::byte{'\''}});
  check(Boolean(), true);
  check(Date(), make_date(2024, 2, 29));
  check(Date(), make_date(1, 1, 1));
  check(Time(), TimeOfDay(23, 59, 59, 999999));
  check(DateTime(), make_datetime(2024, 2, 29, 12, 34, 56, 123456));
  check(DateTime(), make_datetime(1900, 1, 1));
  check(DateTime({.timezone = true}), as_utc(make_datetime(2024, 7, 1, 12, 0, 0, 1)));
  check(Interval(), Duration(-86'400'000'001));
  check(Interval(), Duration(std::chrono::hours(24 * 400)));
  check(Uuid(), *UuidValue::parse("12345678-1234-5678-1234-567812345678"));
  check(Uuid({.native_uuid = false}), *UuidValue::parse("12345678-1234-5678-1234-567812345678"));
  check(JSON(), Json::parse(R"({"a": [1, null, "世界"], "b": 1.5})"));
  check(JSONB(), Json::parse(R"({"a": [1, 2]})"));
  c_->execute(text("CREATE EXTENSION IF NOT EXISTS hstore"));
  c_->commit();
  check(HSTORE(), Json::object({{"a", "1"}, {"b", nullptr}}));
  check(INET(), "10.0.0.1");
  check(CIDR(), "10.0.0.0/8");
  check(MACADDR(), "08:00:2b:01:02:03");
  check(BIT(4), "1010");
  check(BIT({.varying = true}), "10");
  check(INT4RANGE(), postgresql::Range<std::int64_t>(1, 5));
  check(TSTZRANGE(), postgresql::Range<UtcDateTime>::empty());
  check(DATEMULTIRANGE(),
        std::vector{postgresql::Range<CalendarDate>(make_date(2024, 1, 1), make_date(2024, 2, 1))});
  check(TSVECTOR(), "'cat' 'fat'");
  check(OID(), 12345);
  check(BYTEA(), Bytes{std::byte{1}});
  check(postgresql::INTERVAL(), Duration(1'500'000));
  check(ARRAY(Integer()), Value::array({1, Value(), 3}));
  check(ARRAY(Integer(), {.dimensions = 2}),
        Value::array({Value::array({1, 2}), Value::array({3, 4})}));
  check(ARRAY(String()), Value::array({"a,b", "", "NULL", "\"\\{}", Value(), "世界"}));
  check(ARRAY(Integer()), Value(std::vector<Value>()));
  check(ARRAY(DateTime()), Value::array({make_datetime(2024, 1, 1)}));
  check(ARRAY(Numeric(10, 2)), Value::array({Decimal("1.50")}));
  check(ARRAY(Boolean()), Value::array({true, false}));
  check(ARRAY(Uuid()), Value::array({*UuidValue::parse("12345678-1234-5678-1234-567812345678")}));
  check(ARRAY(LargeBinary()), Value::array({Bytes{std::byte{0}, std::byte{1}}}));
}

TEST_F(PostgresqlEngine, EnumsAreTypesOfTheirOwn) {
  MetaData metadata;
  Table t("moods", metadata, Column("id", Integer(), primary_key),
          Column("m", Enum({"sad", "so-so", "happy"}, {.name = "cupel_mood"})));
  metadata.create_all(*c_);
  c_->execute(insert(t), {{{"id", 1}, {"m", "happy"}}, {{"id", 2}, {"m", Value()}}});
  EXPECT_EQ(c_->execute(select(t.c["m"]).where(t.c["m"] == "happy")).scalar(), Value("happy"));
  EXPECT_THROW(c_->execute(text("INSERT INTO moods VALUES (3, 'no')")), DataError);
  c_->rollback();
}

TEST_F(PostgresqlEngine, TextStatementsGiveTheTypesThatTheServerTells) {
  const auto row = c_->execute(text("SELECT 1.50, DATE '2024-02-29', true, 'x',"
                                    " TIMESTAMPTZ '2024-01-01 00:00:00+00', ARRAY[1,2],"
                                    " '{\"a\" \\: 1}'::jsonb, INTERVAL '1 day', 7"))
                       .one();
  EXPECT_EQ(row[0], Value(Decimal("1.50")));
  EXPECT_EQ(row[0].kind(), ValueKind::decimal);
  EXPECT_EQ(row[1], Value(make_date(2024, 2, 29)));
  EXPECT_EQ(row[2].kind(), ValueKind::boolean);
  EXPECT_EQ(row[3], Value("x"));
  EXPECT_EQ(row[4], Value(as_utc(make_datetime(2024, 1, 1))));
  EXPECT_EQ(row[5], Value::array({1, 2}));
  EXPECT_EQ(row[6], Value(Json::parse("{\"a\": 1}")));
  EXPECT_EQ(row[7], Value(Duration(std::chrono::hours(24))));
  EXPECT_EQ(row[8], Value(7));
}

TEST_F(PostgresqlEngine, ParametersOfAnyKindAreUnderstood) {
  EXPECT_EQ(c_->execute(text("SELECT :a + 1"), {{"a", 5}}).scalar(), Value(6));
  EXPECT_EQ(c_->execute(select(literal(5) + literal(7))).scalar(), Value(12));
  EXPECT_EQ(c_->execute(select(literal("a") + literal("b"))).scalar(), Value("ab"));
  EXPECT_EQ(c_->execute(select(literal(5).in_(std::vector<int>{1, 5}))).scalar(), Value(true));
  EXPECT_EQ(c_->execute(select(literal(5).in_(std::vector<int>{}))).scalar(), Value(false));
}

TEST_F(PostgresqlEngine, ErrorsAreOfTheirClass) {
  MetaData metadata;
  Table parent("err_parent", metadata, Column("id", Integer(), primary_key));
  Table t("err_child", metadata, Column("id", Integer(), primary_key),
          Column("n", Integer(), ForeignKey("err_parent.id"), not_null),
          Column("u", String(3), unique));
  metadata.create_all(*c_);
  const auto check = [&]<class E>(std::type_identity<E>, const Parameters& row,
                                  std::string_view state) {
    auto savepoint = c_->begin_nested();
    try {
      c_->execute(insert(t), row);
      ADD_FAILURE() << "no error";
    } catch (const E& e) {
      EXPECT_EQ(e.sqlstate(), state);
    }
    savepoint.rollback();
  };
  c_->execute(insert(parent), Parameters{{"id", 1}});
  c_->execute(insert(t), Parameters{{"id", 1}, {"n", 1}, {"u", "x"}});
  check(std::type_identity<IntegrityError>(), {{"id", 1}, {"n", 1}, {"u", "y"}}, "23505");
  check(std::type_identity<IntegrityError>(), {{"id", 2}, {"n", 1}, {"u", "x"}}, "23505");
  check(std::type_identity<IntegrityError>(), {{"id", 2}, {"n", 9}, {"u", "y"}}, "23503");
  check(std::type_identity<IntegrityError>(), {{"id", 2}, {"n", Value()}, {"u", "y"}}, "23502");
  check(std::type_identity<DataError>(), {{"id", 2}, {"n", 1}, {"u", "long text"}}, "22001");
  EXPECT_THROW(c_->execute(text("SELECT * FROM no_such_table")), ProgrammingError);
  // The transaction is dead until it is rolled back.
  EXPECT_THROW(c_->execute(text("SELECT 1")), InternalError);
  c_->rollback();
  EXPECT_EQ(c_->execute(text("SELECT 1")).scalar(), Value(1));
}

TEST_F(PostgresqlEngine, ManyRowsWithReturningComeInTheirOrder) {
  MetaData metadata;
  Table t("many", metadata, Column("id", Integer(), primary_key), Column("a", Integer()),
          Column("s", String(20)), Column("tags", ARRAY(Integer())));
  metadata.create_all(*c_);
  ParameterSets sets;
  for (int i = 0; i < 2500; ++i)
    sets.push_back(Parameters{{"a", i * 7 % 2500}, {"s", i % 3 == 0 ? Value() : Value("x")}});
  const auto rows =
      c_->execute(insert(t).returning(t.c["id"], t.c["a"]).sort_by_parameter_order(), sets).all();
  ASSERT_EQ(rows.size(), 2500U);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ASSERT_EQ(rows[i][0], Value(static_cast<int>(i) + 1));
    ASSERT_EQ(rows[i][1], Value(static_cast<int>(i) * 7 % 2500));
  }
  EXPECT_EQ(c_->execute(insert(t), sets).rowcount(), 2500);
  // A column that is an array goes by VALUES.
  ParameterSets with_arrays;
  for (int i = 0; i < 10; ++i)
    with_arrays.push_back(Parameters{{"a", i}, {"tags", Value::array({i, i + 1})}});
  const auto arrays = c_->execute(insert(t).returning(t.c["a"], t.c["tags"]), with_arrays).all();
  ASSERT_EQ(arrays.size(), 10U);
  EXPECT_EQ(arrays[9][1], Value::array({9, 10}));
  c_->rollback();
}

TEST_F(PostgresqlEngine, KeysComeBackFromAnInsert) {
  MetaData metadata;
  Table t("keys", metadata, Column("id", Integer(), primary_key), Column("a", Integer()));
  metadata.create_all(*c_);
  EXPECT_EQ(c_->execute(insert(t), Parameters{{"a", 1}}).inserted_primary_key()[0], Value(1));
  EXPECT_EQ(c_->execute(insert(t), Parameters{{"a", 1}}).inserted_primary_key()[0], Value(2));
  EXPECT_EQ(c_->execute(update(t).values({{"a", 5}})).rowcount(), 2);
  EXPECT_EQ(c_->execute(delete_(t).where(t.c["id"] == 1)).rowcount(), 1);
  c_->rollback();
}

TEST_F(PostgresqlEngine, IsolationLevelsAndAutocommit) {
  EXPECT_EQ(c_->get_isolation_level(), "READ COMMITTED");
  c_->rollback();
  c_->execution_options({.isolation_level = "SERIALIZABLE"});
  EXPECT_EQ(c_->execute(text("SHOW TRANSACTION ISOLATION LEVEL")).scalar(), Value("serializable"));
  c_->close();
  c_.emplace(engine_->connect());
  EXPECT_EQ(c_->get_isolation_level(), "READ COMMITTED");
  c_->rollback();
  c_->execution_options({.isolation_level = "AUTOCOMMIT"});
  (void)c_->execute(text("SELECT 1")).all();
  EXPECT_FALSE(c_->driver_connection().in_transaction());
}

TEST_F(PostgresqlEngine, ReadOnlyAndDeferrableHoldForTheConnectionUntilItGoesBack) {
  const auto shown = [&](const char* name) {
    return c_->execute(text(std::string("SHOW ") + name)).scalar();
  };
  c_->execution_options({.isolation_level = "SERIALIZABLE",
                         .user = {{"postgresql_readonly", true}, {"postgresql_deferrable", true}}});
  EXPECT_EQ(shown("transaction_read_only"), Value("on"));
  EXPECT_EQ(shown("transaction_deferrable"), Value("on"));
  EXPECT_THROW(c_->execute(text("CREATE TABLE never (id INTEGER)")), InternalError);
  EXPECT_THROW(c_->execution_options({.user = {{"postgresql_readonly", false}}}),
               InvalidRequestError);
  c_->rollback();
  EXPECT_THROW(c_->execution_options({.user = {{"postgresql_readonly", "no"}}}), ArgumentError);
  c_->execution_options({.user = {{"postgresql_deferrable", false}}});
  EXPECT_EQ(shown("transaction_read_only"), Value("on"));
  EXPECT_EQ(shown("transaction_deferrable"), Value("off"));
  c_->close();
  c_.emplace(engine_->connect());
  EXPECT_EQ(shown("transaction_read_only"), Value("off"));
  EXPECT_EQ(shown("transaction_isolation"), Value("read committed"));
}

// As the search path stands, a table that it finds has no schema, unless that was asked for.
TEST_F(PostgresqlEngine, ReflectionFollowsTheSearchPathUnlessItIsToldNotTo) {
  for (const char* sql :
       {"CREATE SCHEMA elsewhere", "CREATE TABLE elsewhere.target (id INTEGER PRIMARY KEY)",
        "CREATE TABLE pathfinder (id INTEGER PRIMARY KEY,"
        " target_id INTEGER REFERENCES elsewhere.target (id))",
        "SET LOCAL search_path TO public, elsewhere"}) {
    c_->execute(text(sql));
  }
  Inspector inspector = inspect(*c_);
  EXPECT_EQ(inspector.get_foreign_keys("pathfinder").at(0).referred_schema, "");
  const auto exact = inspector.get_multi_foreign_keys(
      {.filter_names = {{"pathfinder"}}, .dialect = {{"postgresql_ignore_search_path", true}}});
  EXPECT_EQ(exact.at(0).second.at(0).referred_schema, "elsewhere");

  MetaData by_path;
  const Table found("pathfinder", by_path, {.autoload_with = *c_});
  EXPECT_TRUE(by_path.contains("target"));
  MetaData by_name;
  const Table named("pathfinder", by_name,
                    {.autoload_with = *c_, .dialect = {{"postgresql_ignore_search_path", true}}});
  EXPECT_TRUE(by_name.contains("elsewhere.target"));
  MetaData whole;
  whole.reflect(*c_,
                {.only = {{"pathfinder"}}, .dialect = {{"postgresql_ignore_search_path", true}}});
  EXPECT_TRUE(whole.contains("elsewhere.target"));
  c_->rollback();
}

TEST_F(PostgresqlEngine, StreamingReadsThroughACursorOfTheServer) {
  c_->execution_options({.yield_per = 100});
  auto result = c_->execute(text("SELECT generate_series(1, 1000)"));
  std::int64_t sum = 0;
  for (const auto& row : result) sum += row[0].as<std::int64_t>();
  EXPECT_EQ(sum, 500500);
}

class PostgresqlFaults : public PostgresqlEngine {
 protected:
  static void kill(Connection& victim, const std::string& url) {
    const Value pid = victim.execute(text("SELECT pg_backend_pid()")).scalar();
    Engine other = create_engine(url);
    other.connect().execute(text("SELECT pg_terminate_backend(:p)"), {{"p", pid}});
  }
};

TEST_F(PostgresqlFaults, AKilledBackendInATransactionNeedsARollback) {
  (void)c_->execute(text("SELECT 1")).all();
  kill(*c_, url_);
  try {
    (void)c_->execute(text("SELECT 2"));
    FAIL() << "no error";
  } catch (const OperationalError& e) {
    EXPECT_TRUE(e.invalidates_connection());
  }
  EXPECT_TRUE(c_->invalidated());
  EXPECT_THROW((void)c_->execute(text("SELECT 3")), PendingRollbackError);
  c_->rollback();
  EXPECT_EQ(c_->execute(text("SELECT 4")).scalar(), Value(4));
}

TEST_F(PostgresqlFaults, AKilledBackendInAFetchIsADisconnect) {
  c_->execution_options({.yield_per = 10});
  auto result = c_->execute(text("SELECT generate_series(1, 1000)"));
  (void)result.fetchmany(5);
  {
    Engine other = create_engine(url_);
    other.connect().execute(
        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
             " WHERE pid <> pg_backend_pid() AND query LIKE 'FETCH%'"));
  }
  EXPECT_THROW((void)result.all(), OperationalError);
  EXPECT_TRUE(c_->invalidated());
}

TEST_F(PostgresqlFaults, AStalePoolIsReplacedAfterTheFirstError) {
  c_->close();
  const auto kill_all = [&] {
    Engine other = create_engine(url_);
    other.connect().execute(
        text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
             " WHERE pid <> pg_backend_pid() AND application_name = 'stale'"));
  };
  Engine engine = create_engine(url_ + "?application_name=stale");
  {
    Connection a = engine.connect();
    Connection b = engine.connect();
    (void)a.execute(text("SELECT 1")).all();
    (void)b.execute(text("SELECT 1")).all();
  }
  kill_all();
  EXPECT_THROW((void)engine.connect().execute(text("SELECT 1")), OperationalError);
  EXPECT_EQ(engine.connect().execute(text("SELECT 1")).scalar(), Value(1));
  Engine careful = create_engine(url_ + "?application_name=stale", {.pool_pre_ping = true});
  (void)careful.connect().execute(text("SELECT 1")).all();
  kill_all();
  EXPECT_EQ(careful.connect().execute(text("SELECT 1")).scalar(), Value(1));
}

}  // namespace

}  // namespace cupel::postgresql
