// Area "dialect_extras" of the corpus.

#include "cupel/dialects/mssql/types.hpp"
#include "cupel/dialects/oracle/types.hpp"
#include "cupel/dialects/oracle/vector.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/sequence.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

Table vector_table() {
  return Table("t", MetaData(), Column("id", Integer()), Column("v", oracle::VECTOR({.dim = 3})));
}

Value one_two_three() {
  return Value(std::vector<Value>{Value(1), Value(2), Value(3)});
}

}  // namespace

CASE("dialect_extras/mssql_bind_on_left_moves_right") {
  return select(users.c["id"]).where(literal(5) == users.c["age"]);
}

CASE("dialect_extras/mssql_for_xml_suffix") {
  return select(users.c["id"]).suffix_with("FOR XML PATH", "mssql");
}

CASE("dialect_extras/mssql_order_by_in_subquery_dropped") {
  return select(users.c["id"])
      .where(users.c["id"].in_(select(orders.c["user_id"]).order_by(orders.c["id"])));
}

CASE("dialect_extras/mssql_schema_qualified_update") {
  return update(Table("t", MetaData(), {.schema = "db.dbo"}, Column("a", Integer())))
      .values(ValueRow{{"a", 1}});
}

CASE("dialect_extras/mssql_temp_table") {
  return CreateTable(Table("#tmp", MetaData(), Column("a", Integer())));
}

CASE("dialect_extras/mssql_temp_table_select") {
  return select(Table("#tmp", MetaData(), Column("a", Integer())).c["a"]);
}

CASE("dialect_extras/mssql_top_with_union_subquery") {
  return select(
      union_(select(users.c["id"]), select(orders.c["id"])).order_by("id").limit(3).subquery());
}

CASE("dialect_extras/mssql_varchar_max_cast") {
  return cast(users.c["name"], VARCHAR(mssql::kMaxLength));
}

CASE("dialect_extras/oracle_boolean_column") {
  return select(users.c["id"]).where(users.c["active"]);
}

CASE("dialect_extras/oracle_boolean_literal") {
  return select(users.c["id"]).where(users.c["active"] == true);
}

CASE("dialect_extras/oracle_dual") {
  return select(literal_column("1"));
}

CASE("dialect_extras/oracle_nchar_for_unicode") {
  return CreateTable(Table("t", MetaData(), Column("a", Unicode(5)), Column("b", UnicodeText())));
}

CASE("dialect_extras/oracle_prior_style_text") {
  return select(nodes.c["id"])
      .where(nodes.c["parent_id"].is_(nullptr))
      .suffix_with("CONNECT BY PRIOR id = parent_id", "oracle");
}

CASE("dialect_extras/oracle_sequence_in_insert") {
  return insert(Table("t", MetaData(), Column("id", Integer(), Sequence("s"), primary_key),
                      Column("a", Integer())))
      .values(ValueRow{{"a", 1}});
}

CASE("dialect_extras/oracle_vector_cosine_distance") {
  const auto t = vector_table();
  return select(t.c["id"]).order_by(oracle::cosine_distance(t.c["v"], one_two_three()));
}

CASE("dialect_extras/oracle_vector_create_table") {
  return CreateTable(vector_table());
}

CASE("dialect_extras/oracle_vector_inner_product") {
  const auto t = vector_table();
  return select(t.c["id"]).order_by(oracle::inner_product(t.c["v"], one_two_three()));
}

CASE("dialect_extras/oracle_vector_l2_distance") {
  const auto t = vector_table();
  return select(t.c["id"]).order_by(oracle::l2_distance(t.c["v"], one_two_three()));
}

CASE("dialect_extras/oracle_vector_top_approximate") {
  const auto t = vector_table();
  return select(t.c["id"])
      .order_by(oracle::l2_distance(t.c["v"], one_two_three()))
      .fetch(5)
      .ext(oracle::FetchApproximate());
}

CASE("dialect_extras/mysql_concat_pipes") {
  return select(users.c["name"] + ":" + users.c["fullname"] + ":" +
                cast(users.c["age"], String(3)));
}

CASE("dialect_extras/mysql_regexp_binary") {
  return users.c["name"].op("REGEXP BINARY", "^a");
}

CASE("dialect_extras/postgresql_array_of_rows") {
  return select(func::array_agg(tuple_(users.c["id"], users.c["name"])));
}

CASE("dialect_extras/postgresql_cast_shorthand_absent") {
  return cast(users.c["age"], Text());
}

CASE("dialect_extras/postgresql_serial_types") {
  return CreateTable(
      Table("t", MetaData(),
            Column("id", BigInteger().with_variant(SmallInteger(), "sqlite"), primary_key)));
}

CASE("dialect_extras/postgresql_with_ordinality_join") {
  const auto f = func("unnest", pgdocs.c["nums"])
                     .table_valued({"n"}, {.with_ordinality = "ord"})
                     .render_derived("u");
  return select(pgdocs.c["id"], f.c["n"], f.c["ord"]).join(f, true_());
}

CASE("dialect_extras/sqlite_attached_schema") {
  return select(events.c["id"]).limit(1);
}

CASE("dialect_extras/sqlite_function_default_parenthesised") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default(func::abs(-5))),
                           Column("b", Integer(), server_default(text("1 + 1")))));
}

CASE("dialect_extras/sqlite_in_tuple") {
  return tuple_(users.c["id"], users.c["age"]).in_({{1, 2}, {3, 4}});
}

}  // namespace cupel::conformance
