#include "schema_fixture.hpp"

#include "cupel/dialects/postgresql/types.hpp"

namespace cupel::conformance {

const MetaData metadata;

const Table users("users", metadata, Column("id", Integer(), primary_key),
                  Column("name", String(50), not_null), Column("fullname", String(100)),
                  Column("age", Integer()), Column("active", Boolean()),
                  Column("balance", Numeric(10, 2)), Column("created_at", DateTime()));

const Table addresses("addresses", metadata, Column("id", Integer(), primary_key),
                      Column("user_id", Integer(), ForeignKey("users.id")),
                      Column("email", String(255), not_null), Column("city", String(80)));

const Table orders("orders", metadata, Column("id", Integer(), primary_key),
                   Column("user_id", Integer(), ForeignKey("users.id"), not_null),
                   Column("address_id", Integer(), ForeignKey("addresses.id")),
                   Column("status", String(20)), Column("total", Numeric(12, 2)),
                   Column("placed_on", Date()));

const Table items("items", metadata, Column("id", Integer(), primary_key),
                  Column("sku", String(30), unique), Column("description", Text()),
                  Column("price", Numeric(10, 2)), Column("qty", Integer()),
                  Column("weight", Float()));

const Table order_items("order_items", metadata,
                        Column("order_id", Integer(), ForeignKey("orders.id"), primary_key),
                        Column("item_id", Integer(), ForeignKey("items.id"), primary_key),
                        Column("quantity", Integer()), Column("unit_price", Numeric(10, 2)));

const Table keywords("keywords", metadata, Column("id", Integer(), primary_key),
                     Column("word", String(40)));

const Table item_keywords("item_keywords", metadata,
                          Column("item_id", Integer(), ForeignKey("items.id"), primary_key),
                          Column("keyword_id", Integer(), ForeignKey("keywords.id"), primary_key));

const Table nodes("nodes", metadata, Column("id", Integer(), primary_key),
                  Column("parent_id", Integer(), ForeignKey("nodes.id")),
                  Column("label", String(40)), Column("depth", Integer()));

const Table typed("typed", metadata, Column("id", Integer(), primary_key),
                  Column("c_small", SmallInteger()), Column("c_big", BigInteger()),
                  Column("c_str", String(40)), Column("c_text", Text()),
                  Column("c_uni", Unicode(40)), Column("c_unitext", UnicodeText()),
                  Column("c_bool", Boolean()), Column("c_float", Float()),
                  Column("c_double", Double()), Column("c_num", Numeric(10, 3)),
                  Column("c_date", Date()), Column("c_time", Time()), Column("c_dt", DateTime()),
                  Column("c_dttz", DateTime({.timezone = true})), Column("c_ival", Interval()),
                  Column("c_bin", LargeBinary()), Column("c_json", JSON()),
                  Column("c_uuid", Uuid()),
                  Column("c_enum", Enum({"red", "green", "blue"}, {.name = "color"})),
                  Column("c_arr", ARRAY(Integer())));

const Table events("events", metadata, {.schema = "audit"}, Column("id", Integer(), primary_key),
                   Column("user_id", Integer(), ForeignKey("users.id")), Column("kind", String(20)),
                   Column("at", DateTime()));

const Table docs("docs", metadata, Column("id", Integer(), primary_key), Column("data", JSON()),
                 Column("nums", ARRAY(Integer())), Column("words", ARRAY(String())),
                 Column("grid", ARRAY(Integer(), {.dimensions = 2})));

const Table pgdocs("pgdocs", metadata, Column("id", Integer(), primary_key),
                   Column("data", postgresql::JSONB()), Column("raw", postgresql::JSON()),
                   Column("tags", postgresql::ARRAY(String())),
                   Column("nums", postgresql::ARRAY(Integer())),
                   Column("grid", postgresql::ARRAY(Integer(), {.dimensions = 2})),
                   Column("attrs", postgresql::HSTORE()), Column("span", postgresql::INT4RANGE()),
                   Column("during", postgresql::TSTZRANGE()),
                   Column("spans", postgresql::INT4MULTIRANGE()),
                   Column("body", postgresql::TSVECTOR()), Column("ip", postgresql::INET()),
                   Column("bits", postgresql::BIT(8)));

const Table odd("Odd Table", metadata, Column("Id", Integer(), primary_key),
                Column("order", Integer()), Column("user name", String(30)),
                Column("pct%done", Integer()), Column("quo\"te", String(10)),
                Column("plain", String(10)));

const FromExpr points =
    table("points", {column("x", Integer()), column("y", Integer()), column("label", String())});

const FromExpr bare = table("bare", {column("a"), column("b"), column("c")});

std::vector<Case>& cases() {
  static std::vector<Case> all;
  return all;
}

}  // namespace cupel::conformance
