// Area "more_pg": further cases, recorded by record_cases.py.

#include "cupel/dialects/postgresql/functions.hpp"
#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/range.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/ddl.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

using postgresql::array;
using postgresql::Range;

CASE("more_pg/array_any_all_operators") {
  return select(pgdocs.c["id"])
      .where(5 == any_(pgdocs.c["nums"]), pgdocs.c["id"] < all_(pgdocs.c["nums"]),
             pgdocs.c["nums"].any(7), pgdocs.c["nums"].all(3, Operator::lt),
             pgdocs.c["id"] == any_(select(orders.c["id"]).scalar_subquery()));
}

CASE("more_pg/array_concat_and_compare") {
  return select(pgdocs.c["nums"] + std::vector{4, 5}, pgdocs.c["nums"] + pgdocs.c["nums"])
      .where(pgdocs.c["nums"] == std::vector{1, 2}, pgdocs.c["nums"] != array({3}),
             pgdocs.c["nums"] > std::vector{0});
}

CASE("more_pg/array_containment_all") {
  return select(pgdocs.c["id"])
      .where(pgdocs.c["nums"].contains(std::vector{1}),
             postgresql::contained_by(pgdocs.c["nums"], array({1, 2})),
             postgresql::overlap(pgdocs.c["tags"], std::vector{"a", "b"}),
             !pgdocs.c["tags"].contains(std::vector{"z"}));
}

CASE("more_pg/array_empty_typed") {
  return select(array({}, Integer()), cast(std::vector<Value>{}, postgresql::ARRAY(Text())),
                literal(std::vector{1, 2}, postgresql::ARRAY(BigInteger())));
}

CASE("more_pg/array_literal_nested_expressions") {
  return select(array({array({1, pgdocs.c["id"]}), array({func::abs(-2), 4})}),
                array({"a", pgdocs.c["tags"][1]})[1], array({1}) + array({pgdocs.c["id"]}));
}

CASE("more_pg/array_of_enum_and_cast") {
  return select(cast(pgdocs.c["tags"], postgresql::ARRAY(Integer())),
                cast(pgdocs.c["nums"], postgresql::ARRAY(String(5), {.dimensions = 2})),
                func("array_length", pgdocs.c["nums"], 1) + 1, func("unnest", pgdocs.c["nums"]));
}

CASE("more_pg/array_slice_and_index_chain") {
  return select(pgdocs.c["nums"].slice(1, 3), pgdocs.c["nums"][2] + 1, pgdocs.c["grid"][1][2],
                pgdocs.c["grid"].slice(1, 2)[1], pgdocs.c["tags"][1].like("x%"));
}

CASE("more_pg/casts_around_binds") {
  return select(pgdocs.c["id"])
      .where(pgdocs.c["nums"] == std::vector{1}, pgdocs.c["span"] == Range(1, 2),
             pgdocs.c["data"] == Json::object({{"a", Json(1)}}),
             users.c["created_at"] > make_datetime(2024, 1, 1),
             typed.c["c_uuid"] == UuidValue("12345678-1234-5678-1234-567812345678"),
             users.c["balance"] == Decimal("1.5"), users.c["name"].in_({"a", "b"}),
             typed.c["c_dttz"] < make_datetime(2024, 1, 1),
             typed.c["c_ival"] == Duration(std::chrono::hours(24)))
      .limit(3);
}

CASE("more_pg/distinct_on_with_label_and_limit") {
  const auto n = func::lower(users.c["name"]).label("n");
  return select(n, users.c["id"])
      .ext(postgresql::distinct_on(n, users.c["age"]))
      .order_by(n, users.c["age"], users.c["id"].desc())
      .limit(3);
}

CASE("more_pg/hstore_all") {
  return select(pgdocs.c["attrs"]["k"] + "x",
                postgresql::delete_key(pgdocs.c["attrs"], array({"a"})),
                postgresql::defined(pgdocs.c["attrs"], "q"))
      .where(postgresql::contained_by(pgdocs.c["attrs"], Json::object({{"a", Json("1")}})),
             postgresql::has_all(pgdocs.c["attrs"], array({"a", "b"})),
             pgdocs.c["attrs"]["z"] != nullptr, !postgresql::has_key(pgdocs.c["attrs"], "n"));
}

CASE("more_pg/insert_casts_around_binds") {
  return insert(typed).values(ValueRow{{"c_small", 1},
                                       {"c_big", 2},
                                       {"c_str", "s"},
                                       {"c_text", "t"},
                                       {"c_bool", true},
                                       {"c_float", 1.5},
                                       {"c_double", 2.5},
                                       {"c_num", Decimal("1.5")},
                                       {"c_date", make_date(2024, 1, 1)},
                                       {"c_time", TimeOfDay(1, 2)},
                                       {"c_dt", make_datetime(2024, 1, 1)},
                                       {"c_bin", Value(Bytes{std::byte{'x'}})},
                                       {"c_json", Json::array({Json(1)})},
                                       {"c_enum", "red"},
                                       {"c_arr", std::vector{1}}});
}

CASE("more_pg/interval_arithmetic") {
  return select(users.c["created_at"] + cast("1 day", Interval()),
                func::now() - users.c["created_at"], func("age", users.c["created_at"]),
                func("date_trunc", "month", orders.c["placed_on"]),
                users.c["created_at"].op("AT TIME ZONE", "UTC"));
}

CASE("more_pg/json_paths_and_casts") {
  return select(pgdocs.c["raw"]["a"]["b"],
                postgresql::astext(pgdocs.c["raw"][Value::array({"a", "b"})]),
                pgdocs.c["raw"]["a"].as_integer() + 1, pgdocs.c["data"]["a"].as_string() + "x",
                pgdocs.c["data"][Value::array({"a", "1", "c"})].as_boolean(),
                cast(postgresql::astext(pgdocs.c["raw"]["n"]), Numeric(5, 2)),
                pgdocs.c["data"][0].as_float());
}

CASE("more_pg/json_where_combinations") {
  return select(pgdocs.c["id"])
      .where(postgresql::astext(pgdocs.c["data"]["a"]) == "x",
             pgdocs.c["data"]["b"].as_integer().between(1, 5), pgdocs.c["data"]["c"] == nullptr,
             postgresql::astext(pgdocs.c["data"]["d"]).in_({"p", "q"}),
             pgdocs.c["data"]["e"] == Json::object({{"k", Json(1)}}),
             !postgresql::has_key(pgdocs.c["data"], "z"))
      .order_by(postgresql::astext(pgdocs.c["data"]["a"]).desc());
}

CASE("more_pg/jsonb_operators_all") {
  return select(postgresql::delete_path(pgdocs.c["data"], std::vector{"a", "b"}),
                pgdocs.c["data"] - "k", pgdocs.c["data"] + Json::object({{"x", Json(1)}}))
      .where(pgdocs.c["data"].contains(Json::object({{"a", Json(1)}})),
             postgresql::contained_by(pgdocs.c["data"],
                                      Json::object({{"a", Json(1)}, {"b", Json(2)}})),
             postgresql::has_any(pgdocs.c["data"], array({"a", "b"})),
             postgresql::path_exists(pgdocs.c["data"], "$.a"),
             postgresql::path_match(pgdocs.c["data"], "$.a > 1"));
}

CASE("more_pg/only_hint_aliased_join") {
  const auto u = users.alias("u");
  return select(u.c["id"])
      .join(orders, orders.c["user_id"] == u.c["id"])
      .with_hint(u, "ONLY", "postgresql")
      .with_hint(orders, "ONLY", "postgresql");
}

CASE("more_pg/range_column_pairs_and_functions") {
  const auto a = pgdocs.alias("a");
  return select(pgdocs.c["span"].contains(a.c["span"]),
                func("range_merge", pgdocs.c["span"], a.c["span"]), func("isempty", a.c["span"]),
                pgdocs.c["spans"].contains(5),
                postgresql::overlaps(pgdocs.c["spans"], a.c["span"]));
}

CASE("more_pg/range_operators_all") {
  const Range r(1, 9, "[]");
  return select(pgdocs.c["span"] + r, pgdocs.c["span"] * r, pgdocs.c["span"] - r)
      .where(postgresql::strictly_left_of(pgdocs.c["span"], r),
             postgresql::strictly_right_of(pgdocs.c["span"], r),
             postgresql::not_extend_left_of(pgdocs.c["span"], r),
             postgresql::not_extend_right_of(pgdocs.c["span"], r),
             postgresql::adjacent_to(pgdocs.c["span"], r),
             !postgresql::overlaps(pgdocs.c["span"], r), pgdocs.c["span"] != r,
             postgresql::contained_by(pgdocs.c["span"], r));
}

CASE("more_pg/text_search_forms") {
  return select(pgdocs.c["id"],
                func("ts_rank", pgdocs.c["body"], postgresql::to_tsquery("english", "a & b")))
      .where(pgdocs.c["body"].match("cats", {{"postgresql_regconfig", "english"}}),
             postgresql::to_tsvector("simple", users.c["name"])
                 .op("@@", postgresql::plainto_tsquery("simple", "q")),
             pgdocs.c["body"].bool_op("@@", postgresql::websearch_to_tsquery("x y")));
}

CASE("more_pg/types_in_create_table") {
  return CreateTable(
      Table("t", MetaData(), Column("a", postgresql::ARRAY(String(5), {.dimensions = 2})),
            Column("b", postgresql::INTERVAL({.precision = 3, .fields = "DAY TO SECOND"})),
            Column("c", postgresql::TIMESTAMP({.timezone = true, .precision = 3})),
            Column("d", postgresql::TIME({.precision = 2})),
            Column("e", postgresql::BIT({.varying = true})), Column("f", postgresql::MONEY()),
            Column("g", postgresql::MACADDR8()), Column("h", postgresql::TSTZMULTIRANGE()),
            Column("i", DOUBLE_PRECISION(10)),
            Column("j", postgresql::ENUM({"a", "b"}, {.name = "e1", .schema = "s"})),
            Column("k", postgresql::OID()),
            Column("l", postgresql::CIDR(), server_default("10.0.0.0/8"))));
}

CASE("more_pg/upsert_casts_around_binds") {
  return insert(users).values({ValueRow{{"id", 1}, {"name", "a"}, {"balance", Decimal("2")}},
                               ValueRow{{"id", 2}, {"name", "b"}, {"balance", nullptr}}});
}

}  // namespace cupel::conformance
