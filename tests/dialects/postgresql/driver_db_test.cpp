#include <thread>

#include <gmock/gmock.h>

#include "cupel/dbapi/abilities.hpp"
#include "cupel/dbapi/waiter.hpp"
#include "cupel/dialects/postgresql/driver.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/server.hpp"

namespace cupel::postgresql {

namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PostgresqlDriver : public OnServer {
 protected:
  void SetUp() override {
    OnServer::SetUp();
    if (!IsSkipped()) c_ = connect();
  }
  std::unique_ptr<dbapi::Connection> c_;
};

TEST_F(PostgresqlDriver, BuiltinTypesArriveAsCells) {
  EXPECT_EQ(one(*c_, "SELECT true, false, 1::int2, -2::int4, 9223372036854775807::int8"),
            "1|0|1|-2|9223372036854775807");
  EXPECT_EQ(one(*c_, "SELECT 0.1::float4, 1.5::float8, 'inf'::float8"), "0.1|1.5|inf");
  EXPECT_EQ(
      one(*c_, "SELECT 'a'::text, 'b'::varchar, 'c '::char(3), 'd'::name, '世界😀'::text, ''"),
      "a|b|c  |d|世界😀|");
  EXPECT_EQ(one(*c_, "SELECT '\\x00ff'::bytea, ''::bytea"), "<2 bytes>|<0 bytes>");
  EXPECT_EQ(one(*c_,
                "SELECT '1970-01-02'::date, '00:00:01'::time, '1970-01-01 00:00:00.5'::timestamp,"
                " '1970-01-01 02:00:00+02'::timestamptz"),
            "1|1000000|500000|0");
  EXPECT_EQ(one(*c_, "SELECT '1 day 00:00:01.5'::interval, '-1 mon'::interval"),
            "86401.5|-2592000.0");
  EXPECT_EQ(one(*c_, "SELECT '{\"a\": 1}'::json, '{\"a\":1}'::jsonb"), "{\"a\": 1}|{\"a\": 1}");
  EXPECT_EQ(one(*c_, "SELECT '00000000-0000-0000-0000-000000000001'::uuid"), "<16 bytes>");
  EXPECT_EQ(one(*c_, "SELECT 'infinity'::date, '-infinity'::timestamp"), "infinity|-infinity");
  EXPECT_EQ(one(*c_,
                "SELECT '10.0.0.1'::inet, '10.0.0.0/8'::cidr, '10.0.0.1/16'::inet,"
                " '2001:db8::1'::inet, '::1'::inet, '::ffff:1.2.3.4'::inet, 'fe80::1/64'::inet"),
            "10.0.0.1|10.0.0.0/8|10.0.0.1/16|2001:db8::1|::1|::ffff:1.2.3.4|fe80::1/64");
  EXPECT_EQ(one(*c_, "SELECT '08:00:2b:01:02:03'::macaddr, B'1010'::bit(4), B'11'::varbit"),
            "08:00:2b:01:02:03|1010|11");
  EXPECT_EQ(one(*c_, "SELECT NULL::int4, NULL"), "NULL|NULL");
}

TEST_F(PostgresqlDriver, NumericKeepsEveryDigit) {
  for (const std::string_view n :
       {"0", "1", "-1", "10000", "1.50", "-0.00010", "123456789012345678901234567890.123456789",
        "0.000000000000000001", "99999999.9999", "1000000000000", "NaN", "Infinity", "-Infinity"}) {
    EXPECT_EQ(one(*c_, str_cat("SELECT '", n, "'::numeric")), n);
    EXPECT_EQ(one(*c_, "SELECT $1::numeric", {Cell::text(n)}), n);
  }
  EXPECT_EQ(one(*c_, "SELECT 0.00::numeric(5,2), 12::numeric(10,3)"), "0.00|12.000");
}

TEST_F(PostgresqlDriver, TypesWithoutBinaryReaderArriveAsText) {
  EXPECT_EQ(one(*c_,
                "SELECT int4range(1, 5), 7, true, '2024-02-29 12:00:00+02'::timestamptz,"
                " 1.5::float8, '\\x01ff'::bytea, '1 mon 2 days 03:04:05.5'::interval"),
            "[1,5)|7|1|1709200800000000|1.5|<2 bytes>|2775845.5");
  EXPECT_EQ(one(*c_, "SELECT '12.34'::money, ROW(1, 'a'), 'pg_class'::regclass"),
            "$12.34|(1,a)|pg_class");
  EXPECT_EQ(one(*c_, "SELECT '-1 day -02:03:04'::interval, int4range(1,2)"), "-93784.0|[1,2)");
}

TEST_F(PostgresqlDriver, ParametersGoInTheFormOfTheirType) {
  EXPECT_EQ(
      one(*c_, "SELECT $1::int2 + 1, $2::int4, $3::int8, $4::float8, $5::bool, $6::text",
          {Cell::of(std::int64_t{1}), Cell::of(std::int64_t{-7}), Cell::of(std::int64_t{1} << 60),
           Cell::of(2.5), Cell::of(std::int64_t{1}), Cell::text("é😀")}),
      "2|-7|1152921504606846976|2.5|1|é😀");
  EXPECT_EQ(
      one(*c_, "SELECT $1::date, $2::timestamp, $3::timestamptz, $4::time, $5::interval",
          {Cell::text("1970-01-02"), Cell::text("1970-01-01 00:00:01"),
           Cell::text("1970-01-01 00:00:01+00:00"), Cell::text("00:00:01"), Cell::of(90000.5)}),
      "1|1000000|1000000|1000000|90000.5");
  EXPECT_EQ(one(*c_, "SELECT $1::interval::text", {Cell::of(-90000.5)}), "-2 days +22:59:59.5");
  EXPECT_EQ(one(*c_, "SELECT $1::date, $2::timestamptz",
                {Cell::of(std::int64_t{3}), Cell::of(std::int64_t{5})}),
            "3|5");
  EXPECT_EQ(
      one(*c_, "SELECT $1::numeric, $2::numeric, $3::text, $4::text",
          {Cell::of(std::int64_t{5}), Cell::of(0.5), Cell::of(std::int64_t{5}), Cell::of(0.5)}),
      "5|0.5|5|0.5");
  EXPECT_EQ(one(*c_, "SELECT $1::int4, $2::bytea, $3::jsonb, $4::inet, $5::int4[]",
                {Cell::null_(), Cell::blob({}), Cell::text("[1, 2]"), Cell::text("::1"),
                 Cell::text("{1,NULL}")}),
            "NULL|<0 bytes>|[1, 2]|::1|<32 bytes>");
}

TEST_F(PostgresqlDriver, ValuesOutOfRangeAreTheServersToRefuse) {
  const auto e = error_of([&] { one(*c_, "SELECT $1::int2", {Cell::of(std::int64_t{70000})}); });
  EXPECT_EQ(e.error_class, dbapi::ErrorClass::data);
  EXPECT_EQ(e.sqlstate, "22003");
  EXPECT_EQ(e.code_name, "numeric_value_out_of_range");
}

TEST_F(PostgresqlDriver, ErrorsHaveTheirClassAndSqlstate) {
  c_->run("CREATE TEMP TABLE t (id int PRIMARY KEY, n int NOT NULL CHECK (n > 0))");
  const auto check = [&](std::string_view sql, dbapi::ErrorClass wanted, std::string_view state) {
    const auto e = error_of([&] { c_->run(sql); });
    EXPECT_EQ(e.error_class, wanted) << sql << ": " << e.message;
    EXPECT_EQ(e.sqlstate, state) << sql << ": " << e.message;
    EXPECT_FALSE(e.is_disconnect);
  };
  using dbapi::ErrorClass;
  check("INSERT INTO t VALUES (1, 1), (1, 1)", ErrorClass::integrity, "23505");
  check("INSERT INTO t VALUES (2, NULL)", ErrorClass::integrity, "23502");
  check("INSERT INTO t VALUES (2, 0)", ErrorClass::integrity, "23514");
  check("SELEC", ErrorClass::programming, "42601");
  check("SELECT * FROM nowhere", ErrorClass::programming, "42P01");
  check("SELECT 1/0", ErrorClass::data, "22012");
  check("DO $$BEGIN RAISE 'no'; END$$", ErrorClass::database, "P0001");
  c_->begin();
  (void)error_of([&] { c_->run("SELECT 1/0"); });
  check("SELECT 1", ErrorClass::internal, "25P02");
  EXPECT_TRUE(c_->in_transaction());
  c_->rollback();
  EXPECT_FALSE(c_->in_transaction());
  const auto unique = error_of([&] { c_->run("INSERT INTO t VALUES (1, 1), (1, 1)"); });
  EXPECT_THAT(unique.message,
              HasSubstr("duplicate key value violates unique constraint \"t_pkey\""));
  EXPECT_THAT(unique.message, HasSubstr("DETAIL:  Key (id)=(1) already exists."));
}

TEST_F(PostgresqlDriver, CommitOfAFailedTransactionSaysSo) {
  c_->begin();
  (void)error_of([&] { c_->run("SELECT 1/0"); });
  const auto e = error_of([&] { c_->commit(); });
  EXPECT_EQ(e.sqlstate, "25P02");
  EXPECT_FALSE(c_->in_transaction());
}

TEST_F(PostgresqlDriver, StatementsAreKeptUpToTheSizeOfTheCache) {
  c_ = connect("prepared_statement_cache_size=2");
  const auto prepared = [&] { return one(*c_, "SELECT count(*) FROM pg_prepared_statements"); };
  for (int i = 0; i < 60; ++i) (void)one(*c_, str_cat("SELECT ", i));
  // Those given up are dropped in groups.
  EXPECT_LT(std::stoi(prepared()), 20);
  const auto first = c_->prepare("SELECT 1");
  const auto second = c_->prepare("SELECT 1");
  EXPECT_NE(first.get(), second.get());
}

TEST_F(PostgresqlDriver, SeveralResultsMayBeOpen) {
  const auto a = c_->prepare("SELECT generate_series(1, 3)");
  const auto b = c_->prepare("SELECT generate_series(10, 12)");
  Cell x;
  Cell y;
  a->execute({});
  b->execute({});
  ASSERT_TRUE(a->fetch(&x));
  ASSERT_TRUE(b->fetch(&y));
  EXPECT_EQ(x.integer, 1);
  EXPECT_EQ(y.integer, 10);
  ASSERT_TRUE(a->fetch(&x));
  EXPECT_EQ(x.integer, 2);
}

TEST_F(PostgresqlDriver, AChangedTableIsNoticedByPreparedStatements) {
  c_->run("CREATE TEMP TABLE t (a int)");
  c_->run("INSERT INTO t VALUES (1)");
  EXPECT_EQ(one(*c_, "SELECT * FROM t"), "1");
  c_->run("ALTER TABLE t ADD b text DEFAULT 'x'");
  EXPECT_EQ(one(*c_, "SELECT * FROM t"), "1|x");
  // Changed by somebody else: the server refuses the old plan once, and is asked again.
  c_->run("CREATE TABLE IF NOT EXISTS public.driver_changes (a int)");
  EXPECT_EQ(rows_of(*c_, "SELECT * FROM driver_changes").size(), 0U);
  connect()->run("ALTER TABLE driver_changes ADD b int");
  const auto s = c_->prepare("SELECT * FROM driver_changes");
  s->execute({});
  EXPECT_EQ(s->column_count(), 2U);
  connect()->run("DROP TABLE driver_changes");
}

TEST_F(PostgresqlDriver, RowcountAndManyRuns) {
  c_->run("CREATE TEMP TABLE t (id int PRIMARY KEY, s text)");
  std::vector<Cell> cells;
  std::vector<std::string> texts(2500);
  for (int i = 0; i < 2500; ++i) {
    texts[static_cast<std::size_t>(i)] = str_cat("row ", i);
    cells.push_back(Cell::of(std::int64_t{i}));
    cells.push_back(Cell::text(texts[static_cast<std::size_t>(i)]));
  }
  {
    const auto s = c_->prepare("INSERT INTO t VALUES ($1, $2)");
    EXPECT_EQ(s->execute_many(cells, 2), 2500);
  }
  EXPECT_EQ(one(*c_, "SELECT count(*), max(s) FROM t"), "2500|row 999");
  const auto e = error_of([&] {
    const auto s = c_->prepare("INSERT INTO t VALUES ($1, $2)");
    std::vector<Cell> bad = {Cell::of(std::int64_t{9000}), Cell::text("new"),
                             Cell::of(std::int64_t{1}), Cell::text("old")};
    s->execute_many(bad, 2);
  });
  EXPECT_EQ(e.sqlstate, "23505");
  EXPECT_EQ(one(*c_, "SELECT count(*) FROM t"), "2500");
  const auto update = c_->prepare("UPDATE t SET s = 'x' WHERE id < $1");
  const Cell ten = Cell::of(std::int64_t{10});
  update->execute({&ten, 1});
  EXPECT_EQ(update->rowcount(), 10);
}

TEST_F(PostgresqlDriver, ArraysCarryManyRowsInOneRun) {
  c_->run("CREATE TYPE pg_temp.mood AS ENUM ('sad', 'happy')");
  c_->run("CREATE TEMP TABLE t (id int, s text, d date, m pg_temp.mood, n numeric)");
  const std::vector<Cell> cells = {Cell::of(std::int64_t{1}),
                                   Cell::text("a,\"b\\"),
                                   Cell::text("2024-02-29"),
                                   Cell::text("happy"),
                                   Cell::text("1.50"),
                                   Cell::of(std::int64_t{2}),
                                   Cell::null_(),
                                   Cell::null_(),
                                   Cell::null_(),
                                   Cell::null_()};
  {
    const auto s = c_->prepare(
        "INSERT INTO t SELECT * FROM unnest($1::int[], $2::text[], $3::date[], $4::pg_temp.mood[],"
        " $5::numeric[]) RETURNING id");
    auto* const arrays = dynamic_cast<dbapi::ArrayBinding*>(s.get());
    ASSERT_NE(arrays, nullptr);
    arrays->execute_arrays(cells, 5);
    EXPECT_EQ(s->rowcount(), 2);
  }
  EXPECT_THAT(rows_of(*c_, "SELECT id, s, d::text, m, n FROM t ORDER BY id"),
              ElementsAre("1|a,\"b\\|2024-02-29|happy|1.50", "2|NULL|NULL|NULL|NULL"));
  EXPECT_EQ(one(*c_, "SELECT m FROM t WHERE m = $1", {Cell::text("happy")}), "happy");
}

TEST_F(PostgresqlDriver, ALargeResultComesInPortions) {
  c_->begin();
  const auto s = c_->prepare("SELECT generate_series(1, $1::int)");
  auto* const portions = dynamic_cast<dbapi::PortionedFetch*>(s.get());
  portions->set_fetch_size(100);
  const Cell n = Cell::of(std::int64_t{1050});
  s->execute({&n, 1});
  EXPECT_EQ(one(*c_, "SELECT count(*) FROM pg_cursors WHERE name <> ''"), "1");
  std::int64_t sum = 0;
  Cell cell;
  while (s->fetch(&cell)) sum += cell.integer;
  EXPECT_EQ(sum, 1050 * 1051 / 2);
  EXPECT_EQ(one(*c_, "SELECT count(*) FROM pg_cursors WHERE name <> ''"), "0");
  portions->set_fetch_size(100);
  s->execute({&n, 1});
  s->reset();
  EXPECT_EQ(one(*c_, "SELECT count(*) FROM pg_cursors WHERE name <> ''"), "0");
  c_->commit();
}

TEST_F(PostgresqlDriver, AnotherThreadCancelsARunningStatement) {
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    c_->interrupt();
  });
  const auto e = error_of([&] { c_->run("SELECT pg_sleep(20)"); });
  other.join();
  EXPECT_EQ(e.sqlstate, "57014");
  EXPECT_EQ(e.error_class, dbapi::ErrorClass::operational);
  EXPECT_FALSE(e.is_disconnect);
  EXPECT_EQ(one(*c_, "SELECT 1"), "1");
}

TEST_F(PostgresqlDriver, AStatementTimeoutIsSetInTheUrl) {
  c_ = connect("options=-c%20statement_timeout=100");
  EXPECT_EQ(error_of([&] { c_->run("SELECT pg_sleep(20)"); }).sqlstate, "57014");
}

TEST_F(PostgresqlDriver, ATerminatedBackendIsADisconnect) {
  const std::string pid = one(*c_, "SELECT pg_backend_pid()");
  const auto kill = [&] {
    (void)one(*connect(), str_cat("SELECT pg_terminate_backend(", pid, ")"));
  };
  kill();
  const auto idle = error_of([&] { (void)one(*c_, "SELECT 1"); });
  EXPECT_TRUE(idle.is_disconnect) << idle.message;
  EXPECT_EQ(idle.error_class, dbapi::ErrorClass::operational);
  EXPECT_FALSE(c_->ping());
  c_ = connect();
  EXPECT_TRUE(c_->ping());
}

TEST_F(PostgresqlDriver, AnUnreachableServerIsAnOperationalError) {
  const auto e = error_of([&] {
    (void)driver().connect({{"host", "127.0.0.1"}, {"port", "1"}, {"user", "nobody"}});
  });
  EXPECT_EQ(e.error_class, dbapi::ErrorClass::operational);
  EXPECT_TRUE(e.is_disconnect);
  EXPECT_THAT(e.message, HasSubstr("Connection refused"));
  EXPECT_THAT(error_of([&] { (void)connect("options=-c%20no_such_setting=1"); }).message,
              HasSubstr("unrecognized configuration parameter \"no_such_setting\""));
}

TEST_F(PostgresqlDriver, TheFirstOfSeveralHostsThatAnswersIsTaken) {
  const URL url(url_);
  const std::string hosts =
      str_cat("postgresql://", *url.username(), "@/", *url.database(),
              "?host=127.0.0.1:1&host=127.0.0.1:", *url.port(), "&application_name=cupel%20test");
  const auto c = driver().connect(PostgresqlDialect().create_connect_args(URL(hosts)));
  EXPECT_EQ(one(*c, "SHOW application_name"), "cupel test");
}

TEST_F(PostgresqlDriver, NoticesReachTheirHandler) {
  std::vector<std::string> seen;
  set_notice_handler(*c_, [&](const Notice& n) { seen.push_back(n.severity + " " + n.message); });
  c_->run("DO $$BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'careful'; END$$");
  EXPECT_THAT(seen, ElementsAre("NOTICE hello", "WARNING careful"));
}

TEST_F(PostgresqlDriver, NotificationsOfOtherConnectionsArrive) {
  listen_to(*c_, "News \"1\"");
  EXPECT_THAT(notifications(*c_), ElementsAre());
  const auto other = connect();
  (void)one(*other, "SELECT pg_notify('News \"1\"', 'grüße')");
  const auto got = notifications(*c_, std::chrono::seconds(10));
  ASSERT_EQ(got.size(), 1U);
  EXPECT_EQ(got[0].channel, "News \"1\"");
  EXPECT_EQ(got[0].payload, "grüße");
  stop_listening_to(*c_, "News \"1\"");
}

TEST_F(PostgresqlDriver, CopyGoesInAndOut) {
  c_->run("CREATE TEMP TABLE t (a int, b text)");
  int block = 0;
  EXPECT_EQ(copy_in(*c_, "COPY t FROM STDIN",
                    [&](std::string& out) {
                      if (block == 3) return false;
                      out = str_cat(++block, "\tvalue ", block, "\n");
                      return true;
                    }),
            3);
  std::string out;
  copy_out(*c_, "COPY t TO STDOUT", [&](std::string_view bytes) { out += bytes; });
  EXPECT_EQ(out, "1\tvalue 1\n2\tvalue 2\n3\tvalue 3\n");
  EXPECT_THROW(copy_in(*c_, "COPY t FROM STDIN",
                       [](std::string&) -> bool { throw std::runtime_error("stop"); }),
               std::runtime_error);
  const auto e = error_of([&] {
    bool first = true;
    copy_in(*c_, "COPY t FROM STDIN", [&](std::string& row) {
      row = "no number\tx\n";
      return std::exchange(first, false);
    });
  });
  EXPECT_EQ(e.sqlstate, "22P02");
  EXPECT_EQ(one(*c_, "SELECT count(*) FROM t"), "3");
}

TEST_F(PostgresqlDriver, AWaiterThatGivesUpLeavesAnUnusableConnection) {
  struct GivesUp final : dbapi::Waiter {
    bool wait_readable(int, Timeout) override { throw std::runtime_error("cancelled"); }
    bool wait_writable(int, Timeout) override { throw std::runtime_error("cancelled"); }
  } waiter;
  c_->set_waiter(&waiter);
  EXPECT_THROW(c_->run("SELECT pg_sleep(0.2)"), std::runtime_error);
  c_->set_waiter(nullptr);
  EXPECT_TRUE(error_of([&] { c_->rollback(); }).is_disconnect);
  EXPECT_FALSE(c_->ping());
}

TEST_F(PostgresqlDriver, UnknownArgumentsAreRefused) {
  EXPECT_THROW((void)connect("aplication_name=x"), std::exception);
  EXPECT_EQ(c_->server_version().major >= 13, true);
  EXPECT_EQ(c_->driver_name(), "libpq");
}

}  // namespace

}  // namespace cupel::postgresql
