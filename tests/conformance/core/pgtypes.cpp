// Area "pgtypes" of the corpus.

#include "cupel/dialects/postgresql/functions.hpp"
#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/range.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

using postgresql::array;
using postgresql::Range;

namespace {

Json object(std::string_view key, const Json& value) {
  return Json::object({{key, value}});
}

CalendarDate date(int year, unsigned month, unsigned day) {
  return std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day);
}

}  // namespace

CASE("pgtypes/bit_literal") {
  return pgdocs.c["bits"] == postgresql::BitString("10101010");
}

CASE("pgtypes/citext_like") {
  const Table t("t", MetaData(), Column("c", postgresql::CITEXT()));
  return t.c["c"].like("x%");
}

CASE("pgtypes/distinct_on_expression") {
  return select(users.c["id"])
      .ext(postgresql::distinct_on(func::lower(users.c["name"]), users.c["age"] + 1));
}

CASE("pgtypes/distinct_on_with_order") {
  return select(orders.c["user_id"], orders.c["total"])
      .ext(postgresql::distinct_on(orders.c["user_id"]))
      .order_by(orders.c["user_id"], orders.c["total"].desc());
}

CASE("pgtypes/domain_cast") {
  return cast("a", postgresql::DOMAIN("email", Text()));
}

CASE("pgtypes/enum_compare") {
  const Table t("t", MetaData(), Column("e", postgresql::ENUM({"a", "b"}, {.name = "ab"})));
  return t.c["e"] == "a";
}

CASE("pgtypes/hstore_array") {
  return postgresql::to_array(pgdocs.c["attrs"]);
}

CASE("pgtypes/hstore_bind") {
  return insert(pgdocs).values(ValueRow{{"attrs", object("a", "1")}});
}

CASE("pgtypes/hstore_cast") {
  return cast(pgdocs.c["attrs"], Text());
}

CASE("pgtypes/hstore_concat") {
  return pgdocs.c["attrs"] + object("a", "1");
}

CASE("pgtypes/hstore_concat_function") {
  return pgdocs.c["attrs"] + postgresql::hstore("k", "v");
}

CASE("pgtypes/hstore_contains") {
  return pgdocs.c["attrs"].contains(object("a", "1"));
}

CASE("pgtypes/hstore_delete") {
  return postgresql::delete_key(pgdocs.c["attrs"], "a");
}

CASE("pgtypes/hstore_delete_array") {
  return postgresql::delete_key(pgdocs.c["attrs"], array({"a", "b"}));
}

CASE("pgtypes/hstore_has_all_array") {
  return postgresql::has_all(pgdocs.c["attrs"], array({"a", "b"}));
}

CASE("pgtypes/hstore_has_any") {
  return postgresql::has_any(pgdocs.c["attrs"], array({"a", "b"}));
}

CASE("pgtypes/hstore_index") {
  return pgdocs.c["attrs"]["a"];
}

CASE("pgtypes/hstore_index_compare") {
  return pgdocs.c["attrs"]["a"] == "x";
}

CASE("pgtypes/hstore_index_concat") {
  return pgdocs.c["attrs"]["a"] + "x";
}

CASE("pgtypes/hstore_index_like") {
  return pgdocs.c["attrs"]["a"].like("x%");
}

CASE("pgtypes/hstore_index_none") {
  return pgdocs.c["attrs"]["a"] == nullptr;
}

CASE("pgtypes/hstore_keys") {
  return postgresql::keys(pgdocs.c["attrs"]);
}

CASE("pgtypes/hstore_matrix") {
  return postgresql::to_matrix(pgdocs.c["attrs"]);
}

CASE("pgtypes/hstore_select") {
  return select(pgdocs.c["attrs"]["a"], postgresql::keys(pgdocs.c["attrs"]).label("k"));
}

CASE("pgtypes/hstore_slice") {
  return postgresql::slice(pgdocs.c["attrs"], array({"a", "b"}));
}

CASE("pgtypes/hstore_vals") {
  return postgresql::vals(pgdocs.c["attrs"]);
}

CASE("pgtypes/hstore_where") {
  return select(pgdocs.c["id"])
      .where(postgresql::has_key(pgdocs.c["attrs"], "a"), pgdocs.c["attrs"]["b"] == "x");
}

CASE("pgtypes/inet_compare") {
  return pgdocs.c["ip"] == "10.0.0.1";
}

CASE("pgtypes/inet_contained") {
  return pgdocs.c["ip"].op("<<", cast("10.0.0.0/8", postgresql::CIDR()));
}

CASE("pgtypes/interval_bind") {
  return users.c["created_at"] + std::chrono::hours(48);
}

CASE("pgtypes/interval_literal_binds") {
  return select(literal(Duration(std::chrono::hours(24) + std::chrono::seconds(5))));
}

CASE("pgtypes/multirange_list") {
  return pgdocs.c["spans"].contains(std::vector{Range(1, 2)});
}

CASE("pgtypes/multirange_overlaps_range") {
  return postgresql::overlaps(pgdocs.c["spans"], Range(1, 5));
}

CASE("pgtypes/multirange_union") {
  return pgdocs.c["spans"] + std::vector{Range(1, 2), Range(5, 9)};
}

CASE("pgtypes/oid_compare") {
  return cast("users", postgresql::REGCLASS()) == cast(5, postgresql::OID());
}

CASE("pgtypes/overlaps_operator_of_tuples") {
  return tuple_(orders.c["placed_on"], orders.c["placed_on"])
      .op("OVERLAPS", tuple_(date(2024, 1, 1), date(2024, 2, 1)));
}

CASE("pgtypes/pg_all_any_legacy") {
  return pgdocs.c["nums"].all(5);
}

CASE("pgtypes/range_adjacent") {
  return postgresql::adjacent_to(pgdocs.c["span"], Range(1, 5));
}

CASE("pgtypes/range_any") {
  return pgdocs.c["span"] == any_(array({pgdocs.c["span"]}));
}

CASE("pgtypes/range_bounds_literal") {
  return select(literal(Range(1, 5, "[]"), postgresql::INT8RANGE()));
}

CASE("pgtypes/range_cast") {
  return cast("[1,5)", postgresql::INT4RANGE()).contains(3);
}

CASE("pgtypes/range_contained_by") {
  return postgresql::contained_by(pgdocs.c["span"], Range(1, 5));
}

CASE("pgtypes/range_contains_column") {
  return pgdocs.c["span"].contains(pgdocs.c["span"]);
}

CASE("pgtypes/range_contains_element") {
  return pgdocs.c["span"].contains(3);
}

CASE("pgtypes/range_contains_range") {
  return pgdocs.c["span"].contains(Range(1, 5));
}

CASE("pgtypes/range_date_literal") {
  return select(literal(Range(date(2024, 1, 1), date(2024, 2, 1))));
}

CASE("pgtypes/range_eq") {
  return pgdocs.c["span"] == Range(1, 5);
}

CASE("pgtypes/range_function") {
  return func("int4range", 1, 5);
}

CASE("pgtypes/range_gt") {
  return pgdocs.c["span"] > Range(1, 5);
}

CASE("pgtypes/range_int_literal") {
  return select(literal(Range(1, 5)));
}

CASE("pgtypes/range_intersection") {
  return pgdocs.c["span"] * Range(1, 5);
}

CASE("pgtypes/range_is_none") {
  return pgdocs.c["span"].is_(nullptr);
}

CASE("pgtypes/range_le") {
  return pgdocs.c["span"] <= Range(1, 5);
}

CASE("pgtypes/range_lower_upper") {
  return select(func::lower(pgdocs.c["span"]), func::upper(pgdocs.c["span"]));
}

CASE("pgtypes/range_lt") {
  return pgdocs.c["span"] < Range(1, 5);
}

CASE("pgtypes/range_negated_contains") {
  return !pgdocs.c["span"].contains(3);
}

CASE("pgtypes/range_overlaps") {
  return postgresql::overlaps(pgdocs.c["span"], Range(1, 5));
}

CASE("pgtypes/range_overlaps_multirange") {
  return postgresql::overlaps(pgdocs.c["span"], pgdocs.c["spans"]);
}

CASE("pgtypes/range_strictly_left_method") {
  return postgresql::strictly_left_of(pgdocs.c["span"], Range(1, 5));
}

CASE("pgtypes/range_string_literal") {
  return pgdocs.c["span"] == "[1,5)";
}

CASE("pgtypes/range_tstz") {
  return pgdocs.c["during"].contains(func::now());
}

CASE("pgtypes/range_tstz_overlap") {
  return postgresql::overlaps(pgdocs.c["during"],
                              Range(LocalDateTime(std::chrono::local_days(date(2024, 1, 1))),
                                    LocalDateTime(std::chrono::local_days(date(2024, 1, 2)))));
}

CASE("pgtypes/range_unbounded") {
  return pgdocs.c["span"] == Range(std::nullopt, 5);
}

CASE("pgtypes/regclass_cast") {
  return cast("users", postgresql::REGCLASS());
}

CASE("pgtypes/similar_to") {
  return users.c["name"].op("SIMILAR TO", "a%");
}

CASE("pgtypes/tsvector_bool_op_tsquery") {
  return pgdocs.c["body"].bool_op("@@", postgresql::to_tsquery("cat"));
}

CASE("pgtypes/tsvector_match_regconfig") {
  return pgdocs.c["body"].match("cat", {{"postgresql_regconfig", "english"}});
}

CASE("pgtypes/tsvector_op_tsquery_cast") {
  return pgdocs.c["body"].op("@@", cast("cat", postgresql::TSQUERY()));
}

CASE("pgtypes/tsvector_regconfig_casts") {
  return select(postgresql::to_tsvector("english", items.c["description"]));
}

CASE("pgtypes/tsvector_ts_rank") {
  return select(func("ts_rank", pgdocs.c["body"], postgresql::to_tsquery("cat")).label("r"))
      .order_by(desc("r"));
}

CASE("pgtypes/uuid_compare") {
  return typed.c["c_uuid"] == *UuidValue::parse("00000000-0000-0000-0000-000000000001");
}

}  // namespace cupel::conformance
