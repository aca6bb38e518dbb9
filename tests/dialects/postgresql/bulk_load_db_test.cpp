#include <gmock/gmock.h>

#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/engine.hpp"
#include "cupel/engine/events.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/sql.hpp"

#include "dialects/postgresql/server.hpp"

// Many rows through COPY: the same as by INSERT, or else by INSERT.
namespace cupel::postgresql {

namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr int kMany = 2000;

class BulkLoad : public OnServer {
 protected:
  void SetUp() override {
    OnServer::SetUp();
    if (IsSkipped()) return;
    engine_.emplace(create_engine(url_));
    c_.emplace(engine_->connect());
    c_->exec_driver_sql("DROP SCHEMA IF EXISTS bulk_load CASCADE");
    c_->exec_driver_sql("CREATE SCHEMA bulk_load");
    // Counts the commands that reach the table: COPY fires its trigger once for all of its rows.
    c_->exec_driver_sql("CREATE TABLE bulk_load.commands (query text)");
    c_->exec_driver_sql(
        "CREATE FUNCTION bulk_load.note() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN INSERT INTO bulk_load.commands VALUES (current_query()); RETURN NULL; END'");
    c_->commit();
  }
  void TearDown() override {
    if (!c_) return;
    c_->rollback();
    c_->exec_driver_sql("DROP SCHEMA bulk_load CASCADE");
    c_->commit();
  }

  void watch(const std::string& table) {
    c_->exec_driver_sql("CREATE TRIGGER note AFTER INSERT ON " + table +
                        " FOR EACH STATEMENT EXECUTE FUNCTION bulk_load.note()");
  }
  /// The first command that reached the watched table.
  std::string command() {
    return c_->execute(text("SELECT query FROM bulk_load.commands LIMIT 1"))
        .scalar()
        .as<std::string>();
  }
  std::int64_t count(const std::string& sql) {
    return c_->exec_driver_sql("SELECT count(*) FROM " + sql).scalar().as<std::int64_t>();
  }

  std::optional<Engine> engine_;
  std::optional<Connection> c_;
  MetaData metadata_;
};

ParameterSets numbered(int rows) {
  ParameterSets out;
  for (int i = 0; i < rows; ++i) {
    out.push_back({{"id", i}, {"name", str_cat("name \"", i, "\" \\ \t世界 😀")}});
  }
  return out;
}

TEST_F(BulkLoad, ManyRowsOfAnInsertGoThroughCopy) {
  Table t("Plain (x", metadata_, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
          Column("name", String(60)), Column("state", String(10), server_default("new")));
  metadata_.create_all(*c_);
  watch("bulk_load.\"Plain (x\"");
  EXPECT_EQ(c_->execute(insert(t), numbered(kMany)).rowcount(), kMany);
  EXPECT_THAT(command(), StartsWith("COPY bulk_load.\"Plain (x\" (id, name) FROM STDIN"));
  EXPECT_EQ(count("bulk_load.\"Plain (x\" WHERE state = 'new'"), kMany);
  EXPECT_EQ(c_->execute(select(t.c["name"]).where(t.c["id"] == 1999)).scalar(),
            "name \"1999\" \\ \t世界 😀");
}

TEST_F(BulkLoad, EveryTypeIsStoredAsByInsert) {
  struct Case {
    TypeArg type;
    std::vector<Value> values;
  };
  const std::vector<Case> cases = {
      {SmallInteger(), {-32768, 32767}},
      {Integer(), {-2147483647, 2147483647}},
      {BigInteger(), {INT64_MIN, INT64_MAX}},
      {REAL(), {0.1, -1.5e30}},
      {Double(), {1e300, -0.0, 5.0}},
      {Numeric(12, 3), {Decimal("123456789.1255"), Decimal("-0.001"), Decimal("0")}},
      {Numeric(),
       {Decimal("-0.000000000000000000001"), Decimal("12345678901234567890.00010"),
        Decimal("10000"), Decimal("9999.9999"), Decimal("100000000"), Decimal("0.00001")}},
      {String(50), {"O'Brien", "", "世界"}},
      {Text(), {std::string(10'000, 'x')}},
      {LargeBinary(), {Bytes{std::byte{0}, std::byte{255}}, Bytes{}}},
      {Boolean(), {true, false}},
      {Date(), {make_date(2024, 2, 29), make_date(1, 1, 1)}},
      {Time(), {TimeOfDay(23, 59, 59, 999999)}},
      {DateTime(), {make_datetime(2024, 2, 29, 12, 34, 56, 123456)}},
      {DateTime({.timezone = true}), {as_utc(make_datetime(1900, 7, 1, 12, 0, 0, 1))}},
      {Uuid(), {*UuidValue::parse("12345678-1234-5678-1234-567812345678")}},
      {JSON(), {Json::parse(R"({"a": [1, null, "世界"]})")}},
      {JSONB(), {Json::parse(R"({"a": [1, 2]})")}},
      {Enum({"red", "green"}, {.name = "bulk_colour"}), {"red", "green"}},
  };
  for (const Case& one : cases) {
    MetaData metadata;
    Table t("typed", metadata, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
            Column("v", one.type.get()));
    metadata.create_all(*c_);
    watch("bulk_load.typed");
    ParameterSets rows;
    for (int i = 0; i < kMany; ++i) {
      const std::size_t n = static_cast<std::size_t>(i) % (one.values.size() + 1);
      rows.push_back({{"id", i}, {"v", n == one.values.size() ? Value() : one.values[n]}});
    }
    c_->execute(insert(t), rows);
    EXPECT_THAT(command(), StartsWith("COPY ")) << one.type.get()->repr();
    // The same values by INSERT, one by one, below the same rows.
    for (std::size_t n = 0; n < one.values.size(); ++n) {
      c_->execute(insert(t).values({{"id", kMany + static_cast<int>(n)}, {"v", one.values[n]}}));
      EXPECT_EQ(count(str_cat("bulk_load.typed a JOIN bulk_load.typed b ON a.v::text = b.v::text "
                              "WHERE a.id = ",
                              n, " AND b.id = ", kMany + static_cast<int>(n))),
                1)
          << one.type.get()->repr() << " value " << n;
    }
    EXPECT_EQ(count(str_cat("bulk_load.typed WHERE v IS NULL AND id % ", one.values.size() + 1,
                            " = ", one.values.size())),
              kMany / static_cast<int>(one.values.size() + 1))
        << one.type.get()->repr();
    metadata.drop_all(*c_);
    c_->exec_driver_sql("TRUNCATE bulk_load.commands");
  }
}

TEST_F(BulkLoad, DefaultsOfTheProgramAndTheServerAreFilledIn) {
  Table t("defaults", metadata_, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
          Column("name", String(60)), Column("kind", String(10), default_("plain")),
          Column("made", DateTime(), server_default(func("now"))));
  metadata_.create_all(*c_);
  watch("bulk_load.defaults");
  c_->execute(insert(t), numbered(kMany));
  EXPECT_THAT(command(), StartsWith("COPY "));
  EXPECT_EQ(count("bulk_load.defaults WHERE kind = 'plain' AND made IS NOT NULL"), kMany);
}

TEST_F(BulkLoad, AnErrorNamesTheInsertAndItsClass) {
  Table t("strict", metadata_, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
          Column("name", String(60)));
  metadata_.create_all(*c_);
  c_->commit();
  ParameterSets rows = numbered(kMany);
  rows[1500].set("id", 7);
  try {
    c_->execute(insert(t), rows);
    FAIL() << "no error";
  } catch (const IntegrityError& e) {
    EXPECT_THAT(e.statement(), HasSubstr("INSERT INTO bulk_load.strict"));
    EXPECT_EQ(e.sqlstate(), "23505");
  }
  c_->rollback();
  EXPECT_EQ(count("bulk_load.strict"), 0);
  rows[1500].set("id", 1500);
  rows[3].set("name", std::string(61, 'x'));
  EXPECT_THROW(c_->execute(insert(t), rows), DataError);
  c_->rollback();
  EXPECT_EQ(c_->execute(insert(t), numbered(kMany)).rowcount(), kMany);
}

TEST_F(BulkLoad, ListenersSeeTheInsertWithItsParameters) {
  Table t("heard", metadata_, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
          Column("name", String(60)));
  metadata_.create_all(*c_);
  std::string seen;
  std::size_t sets = 0;
  const auto hook =
      listen(*c_, events::before_cursor_execute, [&](Connection&, CursorExecution& call) {
        if (!call.executemany) return;
        seen = call.statement;
        sets = call.parameters.size();
        call.parameters[5].set("name", "changed");
      });
  c_->execute(insert(t), numbered(kMany));
  EXPECT_THAT(seen, StartsWith("INSERT INTO bulk_load.heard (id, name) VALUES"));
  EXPECT_EQ(sets, static_cast<std::size_t>(kMany));
  EXPECT_EQ(count("bulk_load.heard WHERE id = 5 AND name = 'changed'"), 1);
}

// What COPY would do otherwise than INSERT stays with INSERT.
TEST_F(BulkLoad, RulesViewsIdentitiesAndOtherTypesStayWithInsert) {
  Table t("ruled", metadata_, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
          Column("name", String(60)));
  const auto fill = [&](const char* ddl) {
    c_->exec_driver_sql("DROP TABLE IF EXISTS bulk_load.ruled CASCADE");
    c_->exec_driver_sql(ddl);
    watch("bulk_load.ruled");
    c_->exec_driver_sql("TRUNCATE bulk_load.commands");
  };
  fill("CREATE TABLE bulk_load.ruled (id integer, name varchar(60))");
  c_->exec_driver_sql(
      "CREATE RULE not_seven AS ON INSERT TO bulk_load.ruled WHERE NEW.id = 7 DO INSTEAD NOTHING");
  c_->execute(insert(t), numbered(kMany));
  EXPECT_THAT(command(), StartsWith("INSERT "));
  EXPECT_EQ(count("bulk_load.ruled"), kMany - 1);
  // A conversion by assignment: the parameter is an integer, the column is not.
  fill("CREATE TABLE bulk_load.ruled (id numeric(10, 2), name varchar(60))");
  c_->execute(insert(t), numbered(kMany));
  EXPECT_THAT(command(), StartsWith("INSERT "));
  EXPECT_EQ(count("bulk_load.ruled WHERE id = 1999.00"), 1);
  // A key of the server alone: INSERT refuses it, COPY would take it.
  fill("CREATE TABLE bulk_load.ruled (id integer GENERATED ALWAYS AS IDENTITY, name varchar(60))");
  c_->commit();
  EXPECT_THROW(c_->execute(insert(t), numbered(kMany)), ProgrammingError);
  c_->rollback();
}

TEST_F(BulkLoad, ConflictsReturningAndFewRowsStayWithInsert) {
  Table t("few", metadata_, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
          Column("name", String(60)));
  metadata_.create_all(*c_);
  watch("bulk_load.few");
  c_->execute(insert(t), numbered(100));
  EXPECT_THAT(command(), StartsWith("INSERT "));
  c_->exec_driver_sql("TRUNCATE bulk_load.commands");
  EXPECT_EQ(c_->execute(insert(t).returning(t.c["id"]),
                        [] {
                          ParameterSets rows = numbered(kMany);
                          for (auto& row : rows)
                            row.set("id", row["id"].as<std::int64_t>() + 10'000);
                          return rows;
                        }())
                .all()
                .size(),
            static_cast<std::size_t>(kMany));
  EXPECT_THAT(command(), StartsWith("INSERT "));
}

TEST_F(BulkLoad, AValueWithoutABinaryFormGoesByInsertAmongTheOthers) {
  Table t("mixed", metadata_, {.schema = "bulk_load"}, Column("id", Integer(), primary_key),
          Column("v", Numeric()));
  metadata_.create_all(*c_);
  ParameterSets rows;
  for (int i = 0; i < kMany; ++i) {
    rows.push_back({{"id", i}, {"v", i == 3 ? Decimal("NaN") : Decimal(str_cat(i, ".25"))}});
  }
  c_->execute(insert(t), rows);
  EXPECT_EQ(count("bulk_load.mixed"), kMany);
  EXPECT_EQ(count("bulk_load.mixed WHERE v = 'NaN' AND id = 3"), 1);
  EXPECT_EQ(count("bulk_load.mixed WHERE v = id + 0.25"), kMany - 1);
}

}  // namespace

}  // namespace cupel::postgresql
