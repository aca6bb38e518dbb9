// Area "more_types": further cases, recorded by record_cases.py.

#include "cupel/dialects/mssql/types.hpp"
#include "cupel/dialects/mysql/match.hpp"
#include "cupel/dialects/mysql/types.hpp"
#include "cupel/dialects/oracle/types.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/dialects/sqlite/types.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/types/type_decorator.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("more_types/check_constraint_literals") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Date()),
            CheckConstraint(column("a", Date()) > make_date(2024, 1, 1), {.name = "c1"}),
            CheckConstraint(column("b", Numeric(5, 2)).between(Decimal("0.5"), Decimal("9.5")),
                            {.name = "c2"}),
            CheckConstraint(column("c", Boolean()) == true, {.name = "c3"}),
            CheckConstraint(column("d", String()).in_({"it's", "b%"}), {.name = "c4"})));
}

CASE("more_types/computed_with_functions") {
  return CreateTable(Table("t", MetaData(), Column("a", String(10)),
                           Column("b", String(10), Computed(func::lower(column("a"))))));
}

CASE("more_types/generic_all_lengths") {
  return CreateTable(Table("t", MetaData(), Column("b", String(20, "c1")), Column("c", Text(500)),
                           Column("e", UnicodeText(30)), Column("f", LargeBinary()),
                           Column("g", LargeBinary(20)), Column("h", Numeric()),
                           Column("i", Numeric({}, {}, {.asdecimal = false})),
                           Column("j", Float(24)), Column("k", Float(53)), Column("l", Double()),
                           Column("n", Interval({.second_precision = 3, .day_precision = 2})),
                           Column("o", Time({.timezone = true})),
                           Column("p", Enum({"a", "bb", "ccc"}, {.native_enum = false})),
                           Column("q", Uuid({.native_uuid = false}))));
}

CASE("more_types/literal_binds_tuple_and_empty_in") {
  return select(users.c["id"])
      .where(tuple_(users.c["id"], users.c["name"]).in_({{1, "a'b"}, {2, "c"}}),
             users.c["age"].in_(std::vector<Value>{}),
             users.c["created_at"].in_({make_datetime(2024, 1, 1)}));
}

CASE("more_types/literals_dml") {
  return update(users)
      .values(ValueRow{{"name", "it's"},
                       {"age", nullptr},
                       {"balance", Decimal("0.10")},
                       {"created_at", make_datetime(2024, 1, 1)},
                       {"active", false}})
      .where(users.c["id"].in_({1, 2}), users.c["fullname"] != "");
}

CASE("more_types/literals_in_functions_and_case") {
  return select(func::coalesce(users.c["name"], "o'neil"),
                case_({{users.c["age"].in_({1, 2}), literal(make_date(2024, 1, 1))}}, nullptr),
                func::round(users.c["balance"], 2), users.c["name"] + "%",
                users.c["name"].like("a\\_%", {.escape = "\\"}))
      .limit(3)
      .order_by(users.c["id"]);
}

CASE("more_types/literals_insert_multi") {
  return insert(users).values({ValueRow{{"name", "a"}, {"age", 1}, {"active", true}},
                               ValueRow{{"name", "b'b"}, {"age", -2}, {"active", false}}});
}

CASE("more_types/literals_json_and_arrays") {
  return select(docs.c["id"])
      .where(docs.c["data"]["a"].as_string() == "x",
             docs.c["data"][Value::array({"a", "b"})].as_integer() > 3);
}

CASE("more_types/literals_of_all_typed_columns") {
  return select(typed.c["id"])
      .where(typed.c["c_small"] == 1, typed.c["c_big"] == std::int64_t{1} << 40,
             typed.c["c_str"] == "it's \\ 50%", typed.c["c_text"] == "x:y", typed.c["c_uni"] == "ü",
             typed.c["c_bool"] == true, typed.c["c_float"] == 1.5, typed.c["c_double"] == -2.25,
             typed.c["c_num"] == Decimal("1.250"), typed.c["c_date"] == make_date(2024, 2, 29),
             typed.c["c_time"] == TimeOfDay(1, 2, 3),
             typed.c["c_dt"] == make_datetime(2024, 1, 2, 3, 4, 5),
             typed.c["c_uuid"] == UuidValue("12345678-1234-5678-1234-567812345678"),
             typed.c["c_enum"] == "red");
}

CASE("more_types/long_labels_truncated") {
  const Table a("a_table_whose_name_is_really_very_long_indeed_so_that_labels_are_cut", MetaData(),
                Column("a_column_whose_name_is_long", Integer()),
                Column("another_column_whose_name_is_long", Integer()));
  return select(a)
      .set_label_style(LabelStyle::tablename_plus_col)
      .where(a.c["a_column_whose_name_is_long"] == 3);
}

CASE("more_types/mssql_columns_all") {
  return CreateTable(
      Table("t", MetaData(), Column("a", mssql::TINYINT(), primary_key),
            Column("c", mssql::UNIQUEIDENTIFIER()), Column("j", Boolean(), server_default("1")),
            Column("m", Boolean({.create_constraint = true, .name = "ck"})), Column("n", Uuid())));
}

CASE("more_types/mysql_columns_all_options") {
  return CreateTable(Table(
      "t", MetaData(),
      Column("a", mysql::INTEGER({.display_width = 5, .unsigned_ = true, .zerofill = true}),
             primary_key),
      Column("b", mysql::VARCHAR(20, {.charset = "latin1", .collation = "latin1_bin"})),
      Column("c", mysql::TEXT({}, {.charset = "utf8mb4"})), Column("d", mysql::SET("a", "b'c")),
      Column("e", mysql::TIMESTAMP(3), server_default(text("CURRENT_TIMESTAMP(3)"))),
      Column("f", mysql::YEAR()), Column("g", mysql::BIT(4)),
      Column("h", mysql::DECIMAL(8, 2, {.unsigned_ = true})),
      Column("i", mysql::CHAR(2, {.binary = true})),
      Column("j", mysql::ENUM("x", "y"), not_null, server_default("x"), comment("it's")),
      Column("k", TIMESTAMP()), Column("l", TIMESTAMP(), not_null)));
}

CASE("more_types/mysql_match_forms") {
  const auto m = mysql::match({users.c["name"], users.c["fullname"]}, "a b");
  return select(users.c["id"], m.in_boolean_mode().label("score"))
      .where(m.in_natural_language_mode().with_query_expansion(), m.as<double>() > 0.5)
      .order_by(desc("score"));
}

CASE("more_types/oracle_columns_all") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), primary_key), Column("b", String(10)),
            Column("c", Unicode(10)), Column("d", Boolean()), Column("e", Numeric(10, 2)),
            Column("f", Float()), Column("g", Double()), Column("h", DateTime()),
            Column("i", DateTime({.timezone = true})), Column("j", Interval()),
            Column("k", LargeBinary()), Column("l", Text()), Column("m", UnicodeText()),
            Column("n", SmallInteger()), Column("o", BigInteger())));
}

CASE("more_types/percent_signs_everywhere") {
  return select(odd.c["pct%done"], literal_column("'50%'"), (odd.c["pct%done"] % 5).label("a%b"))
      .where(odd.c["plain"].like("x%"), text("y LIKE '5%'"))
      .order_by("a%b");
}

CASE("more_types/quoted_names_in_all_places") {
  const auto o = odd.alias("My Alias");
  return select(o.c["Id"].label("The Id"), o.c["quo\"te"])
      .where(o.c["user name"] == "x")
      .group_by(o.c["Id"])
      .order_by("The Id");
}

CASE("more_types/server_default_literals") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Date(), server_default(literal(make_date(2024, 1, 1)))),
            Column("b", Numeric(5, 2), server_default(literal(Decimal("1.5")))),
            Column("c", String(5), server_default(literal("it's"))),
            Column("d", Integer(), server_default(literal(3) + 4)),
            Column("e", String(9), server_default(func::concat("a", "b"))),
            Column("f", Integer(), server_default(case_({{literal(1) == 1, 2}}, 3)))));
}

CASE("more_types/sql_named_all") {
  return CreateTable(Table(
      "t", MetaData(), Column("a", BIGINT()), Column("b", BINARY(4)), Column("c", BLOB()),
      Column("d", CHAR(3)), Column("e", CLOB()), Column("f", DATETIME()),
      Column("g", DECIMAL(8, 3)), Column("h", DOUBLE()), Column("i", DOUBLE_PRECISION()),
      Column("j", FLOAT(10)), Column("k", NCHAR(4)), Column("l", NUMERIC(6)),
      Column("m", NVARCHAR(9)), Column("n", REAL()), Column("o", SMALLINT()), Column("p", TEXT()),
      Column("q", TIMESTAMP({.timezone = true})), Column("r", VARBINARY(8)),
      Column("s", VARCHAR(7)), Column("t", DATE()), Column("u", TIME()), Column("v", BOOLEAN())));
}

CASE("more_types/string_without_length_error") {
  return CreateTable(Table("t", MetaData(), Column("a", String())));
}

CASE("more_types/text_binds_of_types") {
  return text("SELECT :a, :b, :c, \\:d, x::int, :e::date")
      .bindparams(bindparam("a", 1), bindparam("b", {.type = make_ptr<String>()}),
                  bindparam("c", Value(std::vector<Value>{1, 2}), {.expanding = true}))
      .bindparams({{"b", "z"}});
}

CASE("more_types/text_columns_joined_subquery") {
  const auto t = text("SELECT id, name FROM x WHERE n = :n")
                     .bindparams({{"n", 3}})
                     .columns(column("id", Integer()), column("name", String()))
                     .subquery("t");
  return select(users.c["id"], t.c["name"] + "y")
      .join(t, users.c["id"] == t.c["id"])
      .where(t.c["name"] != "q");
}

CASE("more_types/text_cte_and_union") {
  const auto t = text("SELECT id FROM x").columns(column("id", Integer()));
  const auto c = t.cte("c");
  return select(c.c["id"]).where(c.c["id"].in_(select(users.c["id"])));
}

CASE("more_types/unicode_without_length_error") {
  return CreateTable(Table("t", MetaData(), Column("a", Unicode())));
}

CASE("more_types/variants_per_dialect") {
  return CreateTable(Table(
      "t", MetaData(),
      Column("a",
             BigInteger()
                 .with_variant(Integer(), "sqlite")
                 ->with_variant(mysql::INTEGER({.unsigned_ = true}), "mysql")
                 ->with_variant(mysql::INTEGER({.unsigned_ = true}), "mariadb"),
             primary_key),
      Column("b", String(50).with_variant(Text(), "postgresql")->with_variant(Text(), "oracle")),
      Column("c", DateTime().with_variant(mssql::DATETIME2(3), "mssql"))));
}

}  // namespace cupel::conformance
