#include "cupel/dialects/mysql/types.hpp"
#include "cupel/dialects/postgresql/exclude_constraint.hpp"
#include "cupel/dialects/postgresql/types.hpp"

#include "testing/own_database.hpp"
#include "testing/suite/round_trip.hpp"

// create_all, reflect, create_all in the emptied database, for the types and options that only one
// database has.
namespace cupel::testing {
namespace {

class RoundTrip : public ::testing::Test {
 protected:
  void start(const std::string& url) {
    if (url.empty()) GTEST_SKIP() << "no variable names a server";
    database_ = {.name = "round trip", .url = url};
    suite_.emplace(SuiteContext{create_engine(url), database_});
  }
  void run(std::string_view sql) {
    suite_->engine.begin([&](Connection& c) { c.exec_driver_sql(std::string(sql)); });
  }
  /// A table is created, read and created again.
  void check(MetaData& metadata, const std::string& what) {
    try {
      round_trip(*suite_, metadata);
    } catch (const std::exception& e) {
      ADD_FAILURE() << what << ": " << e.what();
      metadata.drop_all(suite_->engine);
    }
  }
  void check_type(const TypeArg& type) {
    MetaData metadata;
    Table t("suite_typed", metadata, Column("a", type.get()), Column("b", type.get(), not_null));
    check(metadata, type.get()->repr());
  }

  SuiteDatabase database_;
  std::optional<SuiteContext> suite_;
};

class PostgresqlRoundTrip : public RoundTrip {
 protected:
  void SetUp() override {
    start(own_database("CUPEL_TEST_POSTGRESQL_URL", "cupel_round_trip", ""));
  }
};

TEST_F(PostgresqlRoundTrip, KeepsEveryType) {
  namespace pg = postgresql;
  for (const char* extension : {"hstore", "citext"}) run(str_cat("CREATE EXTENSION ", extension));
  run("CREATE SCHEMA suite_types");
  check_type(REAL());
  check_type(Numeric());
  check_type(Numeric(10));
  check_type(String());
  check_type(String(20, "C"));
  check_type(Unicode(20));
  check_type(pg::BYTEA());
  check_type(pg::CIDR());
  check_type(pg::INET());
  check_type(pg::MACADDR());
  check_type(pg::MACADDR8());
  check_type(pg::MONEY());
  check_type(pg::OID());
  check_type(pg::REGCLASS());
  check_type(pg::REGCONFIG());
  check_type(pg::CITEXT());
  check_type(pg::JSONB());
  check_type(pg::JSON());
  check_type(pg::JSONPATH());
  check_type(pg::HSTORE());
  check_type(pg::TSVECTOR());
  check_type(pg::TSQUERY());
  check_type(pg::BIT());
  check_type(pg::BIT(4));
  check_type(pg::BIT({.varying = true}));
  check_type(pg::BIT({.length = 7, .varying = true}));
  check_type(pg::INTERVAL({.precision = 3}));
  check_type(pg::INTERVAL({.fields = "YEAR TO MONTH"}));
  check_type(pg::INTERVAL({.precision = 2, .fields = "DAY TO SECOND"}));
  check_type(pg::TIMESTAMP({.precision = 0}));
  check_type(pg::TIMESTAMP({.timezone = true, .precision = 3}));
  check_type(pg::TIME({.precision = 2}));
  check_type(pg::TIME({.timezone = true, .precision = 4}));
  check_type(Time({.timezone = true}));
  check_type(pg::INT4RANGE());
  check_type(pg::INT8RANGE());
  check_type(pg::NUMRANGE());
  check_type(pg::DATERANGE());
  check_type(pg::TSRANGE());
  check_type(pg::TSTZRANGE());
  check_type(pg::INT4MULTIRANGE());
  check_type(pg::INT8MULTIRANGE());
  check_type(pg::NUMMULTIRANGE());
  check_type(pg::DATEMULTIRANGE());
  check_type(pg::TSMULTIRANGE());
  check_type(pg::TSTZMULTIRANGE());
  check_type(Enum({"a", "b's", "世"}, {.name = "suite Letters"}));
  check_type(Enum({"a", "b"}, {.name = "letters", .schema = "suite_types"}));
  check_type(ARRAY(Enum({"a", "b"}, {.name = "suite_letters"})));
  check_type(ARRAY(Numeric(10, 2), {.dimensions = 3}));
  check_type(ARRAY(pg::TIMESTAMP({.timezone = true, .precision = 3})));
  check_type(pg::DOMAIN("suite_positive", Integer(),
                        {.constraint_name = "suite_is_positive",
                         .not_null = true,
                         .check = ElementPtr(text("VALUE > 0").node())}));
  check_type(pg::DOMAIN("suite_word", String(20), {.schema = "suite_types", .collation = "C"}));
}

TEST_F(PostgresqlRoundTrip, KeepsOptionsOfTables) {
  MetaData metadata;
  Table parent("suite_parent", metadata, {.dialect = {{"postgresql_with", {{"fillfactor", 50}}}}},
               Column("id", Integer(), primary_key));
  Table parts("suite_parts", metadata, {.dialect = {{"postgresql_partition_by", "RANGE (day)"}}},
              Column("day", Date(), not_null), Column("n", Integer()));
  check(metadata, "WITH and PARTITION BY");
}

TEST_F(PostgresqlRoundTrip, KeepsOptionsOfIndexes) {
  MetaData metadata;
  Table t("suite_indexed", metadata, Column("id", Integer(), primary_key),
          Column("name", String(50)), Column("doc", postgresql::JSONB()), Column("n", Integer()));
  Index gin("suite_ix_gin", {t.c["doc"]}, {.dialect = {{"postgresql_using", "gin"}}});
  Index path(
      "suite_ix_path", {t.c["doc"]},
      {.dialect = {{"postgresql_using", "gin"}, {"postgresql_ops", {{"doc", "jsonb_path_ops"}}}}});
  Index ops("suite_ix_ops", {t.c["name"]},
            {.dialect = {{"postgresql_ops", {{"name", "varchar_pattern_ops"}}}}});
  Index hash("suite_ix_hash", {t.c["n"]}, {.dialect = {{"postgresql_using", "hash"}}});
  Index with("suite_ix_with", {t.c["n"]}, {.dialect = {{"postgresql_with", {{"fillfactor", 60}}}}});
  Index include("suite_ix_include", {t.c["n"]},
                {.unique = true, .dialect = {{"postgresql_include", {"name"}}}});
  Index distinct("suite_ix_distinct", {t.c["name"]},
                 {.unique = true, .dialect = {{"postgresql_nulls_not_distinct", true}}});
  check(metadata, "indexes");
}

TEST_F(PostgresqlRoundTrip, KeepsOptionsOfConstraints) {
  run("CREATE SCHEMA suite_other");
  MetaData metadata;
  Table far("suite_far", metadata, {.schema = "suite_other"}, Column("id", Integer(), primary_key));
  far.create(suite_->engine);
  Table a(
      "suite_a", metadata, Column("x", Integer()), Column("y", Integer()), Column("z", Integer()),
      PrimaryKeyConstraint({"x", "y"},
                           {.name = "suite_pk", .dialect = {{"postgresql_include", {"z"}}}}),
      UniqueConstraint({"z"}, {.name = "suite_uq", .deferrable = true, .initially = "DEFERRED"}),
      UniqueConstraint({"y", "z"}, {.name = "suite_uq_nulls",
                                    .dialect = {{"postgresql_nulls_not_distinct", true}}}));
  Table b(
      "suite_b", metadata, Column("x", Integer()), Column("y", Integer()),
      ForeignKeyConstraint({"x", "y"}, {"suite_a.x", "suite_a.y"},
                           {.name = "suite_fk",
                            .onupdate = "SET DEFAULT",
                            .ondelete = "SET NULL (y)",
                            .match = "FULL"}),
      CheckConstraint("x > y", {.name = "suite_ck", .dialect = {{"postgresql_not_valid", true}}}));
  Table c("suite_c", metadata, Column("far", Integer(), ForeignKey("suite_other.suite_far.id")));
  MetaData declared;
  (void)far.to_metadata(declared);
  (void)a.to_metadata(declared);
  (void)b.to_metadata(declared);
  (void)c.to_metadata(declared);
  check(declared, "constraints");
}

TEST_F(PostgresqlRoundTrip, KeepsDefaultsAndIdentities) {
  MetaData metadata;
  Table t("suite_defaults", metadata,
          Column("id", BigInteger(), primary_key,
                 Identity({.start = 10,
                           .increment = -2,
                           .minvalue = -1000,
                           .maxvalue = 10,
                           .cycle = true,
                           .cache = 5})),
          Column("made", DateTime({.timezone = true}), server_default(func("now"))),
          Column("doc", postgresql::JSONB(), server_default(text("'{\"a\": [1]}'::jsonb"))),
          Column("tags", ARRAY(String(10)), server_default(text("'{}'"))),
          Column("u", Uuid(), server_default(func("gen_random_uuid"))),
          Column("flag", Boolean(), not_null, server_default(text("true"))),
          Column("price", Numeric(10, 2), server_default(text("1.50"))),
          Column("both", String(50), Computed("'x' || 'y'", true)));
  check(metadata, "defaults");
}

class MariadbRoundTrip : public RoundTrip {
 protected:
  void SetUp() override {
    start(own_database("CUPEL_TEST_MYSQL_URL", "cupel_round_trip", "CHARACTER SET utf8mb4"));
  }
};

TEST_F(MariadbRoundTrip, KeepsEveryType) {
  namespace my = mysql;
  check_type(my::TINYINT());
  check_type(my::TINYINT({.unsigned_ = true}));
  check_type(my::SMALLINT({.unsigned_ = true}));
  check_type(my::MEDIUMINT());
  check_type(my::INTEGER({.unsigned_ = true}));
  check_type(my::INTEGER({.display_width = 5, .zerofill = true}));
  check_type(my::BIGINT({.unsigned_ = true}));
  check_type(my::DECIMAL(12, 4));
  check_type(my::DOUBLE());
  check_type(my::FLOAT());
  check_type(my::TINYTEXT());
  check_type(my::MEDIUMTEXT());
  check_type(my::LONGTEXT());
  check_type(my::TINYBLOB());
  check_type(my::MEDIUMBLOB());
  check_type(my::LONGBLOB());
  check_type(my::VARCHAR(30, {.charset = "latin1"}));
  check_type(my::VARCHAR(30, {.collation = "utf8mb4_bin"}));
  check_type(my::CHAR(4, {.charset = "ascii", .collation = "ascii_bin"}));
  check_type(my::DATETIME(6));
  check_type(my::TIME(3));
  check_type(my::YEAR());
  check_type(my::BIT(5));
  check_type(my::ENUM("a", "b's", "世"));
  check_type(my::SET("a", "b's"));
  check_type(BINARY(16));
  check_type(VARBINARY(40));
  check_type(Unicode(20));
  check_type(mariadb::INET4());
  check_type(mariadb::INET6());
}

TEST_F(MariadbRoundTrip, KeepsOptionsOfTablesColumnsAndIndexes) {
  MetaData metadata;
  Table t("suite_options", metadata,
          {.comment = "it's a 表",
           .dialect = {{"mariadb_engine", "InnoDB"},
                       {"mariadb_default_charset", "latin1"},
                       {"mariadb_collate", "latin1_bin"},
                       {"mariadb_row_format", "DYNAMIC"}}},
          Column("id", Integer(), primary_key), Column("name", String(100), comment("who's")),
          Column("body", Text()),
          Column("changed", mysql::TIMESTAMP(),
                 server_default(text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP"))),
          Column("n", Integer()), Column("twice", Integer(), Computed("n * 2", true)),
          Column("later", Integer(), Computed("n * 3", false)));
  Index prefix("suite_ix_prefix", {t.c["name"]}, {.dialect = {{"mariadb_length", 10}}});
  Index full("suite_ix_full", {t.c["body"]}, {.dialect = {{"mariadb_prefix", "FULLTEXT"}}});
  Index unique("suite_ix_unique", {t.c["name"]}, {.unique = true});
  check(metadata, "options");
}

}  // namespace
}  // namespace cupel::testing
