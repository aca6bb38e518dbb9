// Cases about the types of SQLite, and about the JSON that every dialect names as its own.

#include "cupel/dialects/mssql/types.hpp"
#include "cupel/dialects/mysql/types.hpp"
#include "cupel/dialects/oracle/types.hpp"
#include "cupel/dialects/sqlite/types.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {
namespace {

Expr<Untyped> document(const TypeArg& type, Operand index) {
  const Table t("t", MetaData(), Column("d", type));
  return t.c["d"][std::move(index)];
}

}  // namespace

CASE("types/sqlite_datetime_storage") {
  return sqlite::DATETIME({.storage_format = "%(year)04d%(month)02d%(day)02d"});
}
CASE("types/sqlite_datetime_truncated") {
  return sqlite::DATETIME({.truncate_microseconds = true});
}
CASE("types/sqlite_json") {
  return sqlite::JSON();
}
CASE("types/sqlite_time") {
  return sqlite::TIME();
}

CASE("literals/typed_sqlite_date_storage") {
  return literal(make_date(2024, 1, 2),
                 sqlite::DATE({.storage_format = "%(day)02d/%(month)02d/%(year)04d"}));
}
CASE("literals/typed_sqlite_datetime_truncated") {
  return literal(make_datetime(2024, 1, 2, 3, 4, 5, 6),
                 sqlite::DATETIME({.truncate_microseconds = true}));
}
CASE("literals/typed_sqlite_jsonb") {
  return literal(Json::parse(R"({"a": 1})"), sqlite::JSONB());
}

CASE("json/sqlite_jsonb_index") {
  return document(sqlite::JSONB(), "a").as_string() == "x";
}
CASE("json/sqlite_jsonb_insert") {
  const Table t("t", MetaData(), Column("d", sqlite::JSONB()));
  return insert(t).values(ValueRow{{"d", Json::parse(R"({"a": 1})")}});
}
CASE("json/mssql_json_type_index") {
  return document(mssql::JSON(), Value::array({Value("a"), Value("b")})).as_float();
}
CASE("json/mysql_json_type_index") {
  return document(mysql::JSON(), "a").as_integer();
}
CASE("json/oracle_json_type_index") {
  return document(oracle::JSON(), "a").as_string();
}

CASE("types/mysql_set_bitwise") {
  return mysql::SET({"a", "b"}, {.retrieve_as_bitwise = true});
}

}  // namespace cupel::conformance
