// Area "json" of the corpus.

#include "cupel/dialects/postgresql/operators.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

using postgresql::array;
using postgresql::astext;

namespace {

Json object(std::string_view key, const Json& value) {
  return Json::object({{key, value}});
}

Value path(std::initializer_list<Value> steps) {
  return Value::array(steps);
}

}  // namespace

CASE("json/as_boolean") {
  return docs.c["data"]["a"].as_boolean();
}

CASE("json/as_boolean_eq_true") {
  return docs.c["data"]["a"].as_boolean() == true;
}

CASE("json/as_boolean_int_index") {
  return docs.c["data"][2].as_boolean();
}

CASE("json/as_boolean_not") {
  return !docs.c["data"]["a"].as_boolean();
}

CASE("json/as_boolean_path") {
  return docs.c["data"][path({"a", "b"})].as_boolean();
}

CASE("json/as_float_path") {
  return docs.c["data"][path({"a", "b"})].as_float();
}

CASE("json/as_integer_arithmetic") {
  return docs.c["data"]["a"].as_integer() + 5;
}

CASE("json/as_integer_int_index") {
  return docs.c["data"][2].as_integer();
}

CASE("json/as_json") {
  return docs.c["data"]["a"].as_json();
}

CASE("json/as_json_index") {
  return docs.c["data"]["a"].as_json()["b"];
}

CASE("json/as_json_int_index") {
  return docs.c["data"][2].as_json();
}

CASE("json/as_json_path") {
  return docs.c["data"][path({"a", "b"})].as_json();
}

CASE("json/as_numeric_float") {
  return docs.c["data"]["a"].as_numeric(10, 4, false);
}

CASE("json/as_on_column_error") {
  return docs.c["data"].as_integer();
}

CASE("json/as_string") {
  return docs.c["data"]["a"].as_string();
}

CASE("json/as_string_compare") {
  return docs.c["data"]["a"].as_string() == "x";
}

CASE("json/as_string_like") {
  return docs.c["data"]["a"].as_string().like("x%");
}

CASE("json/as_string_path") {
  return docs.c["data"][path({"a", "b"})].as_string();
}

CASE("json/cast_element_string") {
  return cast(docs.c["data"]["a"], String(10));
}

CASE("json/cast_to_json") {
  return cast("{\"a\": 1}", JSON());
}

CASE("json/compare_column_to_null") {
  return docs.c["data"] == null();
}

CASE("json/compare_json_null") {
  return docs.c["data"]["a"] == Json();
}

CASE("json/compare_none") {
  return docs.c["data"]["a"] == nullptr;
}

CASE("json/contains_on_generic_json_warns") {
  return docs.c["data"].contains("x");
}

CASE("json/element_in_function") {
  return func::coalesce(docs.c["data"]["a"].as_integer(), 0);
}

CASE("json/function_json_index") {
  return func("json_fn").type(JSON())["a"]["b"].as_string();
}

CASE("json/group_by_element") {
  return select(docs.c["data"]["a"].as_string(), func::count())
      .group_by(docs.c["data"]["a"].as_string());
}

CASE("json/in_list") {
  return docs.c["data"]["a"].as_string().in_({"x", "y"});
}

CASE("json/index_bind") {
  return docs.c["data"][bindparam("k", Value("a"))];
}

CASE("json/index_chained") {
  return docs.c["data"]["a"]["b"];
}

CASE("json/index_chained_int") {
  return docs.c["data"]["a"][3]["c"];
}

CASE("json/index_column") {
  return docs.c["data"][users.c["name"]];
}

CASE("json/index_int") {
  return docs.c["data"][5];
}

CASE("json/index_key") {
  return docs.c["data"]["a"];
}

CASE("json/index_key_with_single_quote") {
  return docs.c["data"]["it's"];
}

CASE("json/index_key_with_space_dot") {
  return docs.c["data"]["a b.c"];
}

CASE("json/index_negative") {
  return docs.c["data"][-1];
}

CASE("json/insert_json_value") {
  return insert(docs).values(
      ValueRow{{"id", 1}, {"data", Json::object({{"a", Json::array({1, 2.5})}})}});
}

CASE("json/is_not_none") {
  return docs.c["data"].is_not(nullptr);
}

CASE("json/jsonb_as_boolean_where") {
  return select(pgdocs.c["id"]).where(pgdocs.c["data"]["a"].as_boolean());
}

CASE("json/jsonb_as_integer_compare") {
  return pgdocs.c["data"]["a"].as_integer() == 5;
}

CASE("json/jsonb_as_string") {
  return pgdocs.c["data"]["a"].as_string();
}

CASE("json/jsonb_astext") {
  return astext(pgdocs.c["data"]["a"]);
}

CASE("json/jsonb_astext_cast") {
  return cast(astext(pgdocs.c["data"]["a"]), Integer());
}

CASE("json/jsonb_astext_type") {
  const Table t("t", MetaData(),
                Column("d", postgresql::JSONB({.astext_type = make_ptr<Unicode>(5)})));
  return astext(t.c["d"]["a"]) + "x";
}

CASE("json/jsonb_casts_on_driver") {
  return select(astext(pgdocs.c["data"]["a"]))
      .where(pgdocs.c["data"].contains(object("a", 1)),
             pgdocs.c["data"][path({"x", "y"})].as_integer() == 5);
}

CASE("json/jsonb_column_valued") {
  return select(func("jsonb_array_elements", pgdocs.c["data"]["a"]).column_valued("e"));
}

CASE("json/jsonb_concat") {
  return pgdocs.c["data"] + object("b", 2);
}

CASE("json/jsonb_concat_column") {
  return pgdocs.c["data"] + pgdocs.c["data"];
}

CASE("json/jsonb_contained_by") {
  return postgresql::contained_by(pgdocs.c["data"], object("a", 1));
}

CASE("json/jsonb_contains") {
  return pgdocs.c["data"].contains(object("a", 1));
}

CASE("json/jsonb_contains_element") {
  return pgdocs.c["data"]["a"].contains(Json::array({1}));
}

CASE("json/jsonb_contains_negated") {
  return !pgdocs.c["data"].contains(object("a", 1));
}

CASE("json/jsonb_delete_path") {
  return postgresql::delete_path(pgdocs.c["data"], std::vector{"a", "b"});
}

CASE("json/jsonb_delete_path_array") {
  return postgresql::delete_path(pgdocs.c["data"], array({"a", "b"}));
}

CASE("json/jsonb_has_all_array") {
  return postgresql::has_all(pgdocs.c["data"], array({"a", "b"}));
}

CASE("json/jsonb_has_any_array") {
  return postgresql::has_any(pgdocs.c["data"], array({"a", "b"}));
}

CASE("json/jsonb_has_any_list") {
  return postgresql::has_any(pgdocs.c["data"], std::vector{"a", "b"});
}

CASE("json/jsonb_has_key_and") {
  return and_(postgresql::has_key(pgdocs.c["data"], "a"),
              postgresql::has_key(pgdocs.c["data"], "b"));
}

CASE("json/jsonb_index_chained") {
  return pgdocs.c["data"]["a"]["b"];
}

CASE("json/jsonb_index_int") {
  return pgdocs.c["data"][1];
}

CASE("json/jsonb_path") {
  return pgdocs.c["data"][path({"a", "b"})];
}

CASE("json/jsonb_path_exists") {
  return postgresql::path_exists(pgdocs.c["data"], "$.a[*] ? (@ > 2)");
}

CASE("json/jsonb_path_exists_op") {
  return postgresql::path_exists(pgdocs.c["data"], literal("$.a", postgresql::JSONPATH()));
}

CASE("json/jsonb_path_query") {
  return select(func("jsonb_path_query", pgdocs.c["data"], "$.a"));
}

CASE("json/jsonb_path_string") {
  return pgdocs.c["data"]["{a,b}"];
}

CASE("json/jsonb_subscript_select") {
  return select(pgdocs.c["data"]["a"], pgdocs.c["data"]["b"]["c"]);
}

CASE("json/jsonb_where") {
  return select(pgdocs.c["id"]).where(astext(pgdocs.c["data"]["a"]) == "x");
}

CASE("json/literal_json") {
  return select(literal(object("a", 1), JSON()));
}

CASE("json/path_odd_names") {
  return docs.c["data"][path({"a b", "c\"d"})];
}

CASE("json/path_one") {
  return docs.c["data"][path({"a"})];
}

CASE("json/path_tuple") {
  return docs.c["data"][path({"a", "b", "c"})];
}

CASE("json/path_tuple_ints") {
  return docs.c["data"][path({"a", 1, "c"})];
}

CASE("json/pgjson_as_integer_compare") {
  return pgdocs.c["raw"]["a"].as_integer() == 5;
}

CASE("json/pgjson_compare_element") {
  return pgdocs.c["raw"]["a"] == "x";
}

CASE("json/pgjson_index_chained") {
  return pgdocs.c["raw"]["a"]["b"];
}

CASE("json/pgjson_index_int") {
  return pgdocs.c["raw"][1];
}

CASE("json/pgjson_index_key") {
  return pgdocs.c["raw"]["a"];
}

CASE("json/pgjson_path") {
  return pgdocs.c["raw"][path({"a", "b"})];
}

CASE("json/pgjson_path_string") {
  return pgdocs.c["raw"]["{a,b}"];
}

CASE("json/pgjson_where") {
  return select(pgdocs.c["id"]).where(astext(pgdocs.c["raw"]["a"]) == "x");
}

CASE("json/select_element") {
  return select(docs.c["data"]["a"], docs.c["data"][path({"b", "c"})]);
}

CASE("json/select_element_label") {
  return select(docs.c["data"]["a"].as_string().label("a"));
}

CASE("json/subquery_element") {
  const auto s = select(docs.c["data"]).subquery("s");
  return select(s.c["data"]["a"].as_string());
}

CASE("json/type_coerce_element") {
  return type_coerce(docs.c["data"]["a"], Integer()) + 1;
}

CASE("json/update_json_value") {
  return update(docs).values(ValueRow{{"data", object("a", nullptr)}});
}

}  // namespace cupel::conformance
