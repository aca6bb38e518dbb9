// Area "more_functions": further cases, recorded by record_cases.py.

#include "cupel/dialects/postgresql/functions.hpp"
#include "cupel/schema/sequence.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("more_functions/aggregate_strings_ordered_distinct") {
  return select(
      func::aggregate_strings(users.c["name"], ";").aggregate_order_by(users.c["age"].desc()),
      func::aggregate_strings(users.c["name"].distinct(), ","),
      func::aggregate_strings(func::upper(users.c["name"]), "-").filter(users.c["active"]));
}

CASE("more_functions/array_agg_types") {
  return select(func::array_agg(users.c["age"])[1] + 1, func::array_agg(users.c["name"].distinct()),
                func::array_agg(tuple_(users.c["id"], users.c["name"])));
}

CASE("more_functions/filter_over_within_group") {
  return select(
      func::percentile_cont(0.5).within_group(users.c["age"].desc()).filter(users.c["active"]),
      func::mode().within_group(users.c["name"]),
      func::percentile_disc(0.25)
          .within_group(users.c["age"], users.c["id"])
          .over({.partition_by = {users.c["active"]}}));
}

CASE("more_functions/function_as_from_alias") {
  const auto f = func("my_rows", users.c["id"]).alias("f");
  return select(f.column()).select_from(users);
}

CASE("more_functions/function_bool_in_where") {
  return select(users.c["id"])
      .where(func("is_ok", users.c["id"]), !func("is_bad", users.c["name"]),
             func("flag").type(Boolean()), !func("flag2").type(Boolean()));
}

CASE("more_functions/function_literal_binds_of_types") {
  return select(func("f", 1, "x", 2.5, true, nullptr, make_date(2024, 1, 2),
                     make_datetime(2024, 1, 2, 3, 4, 5, 678900), Decimal("1.10")));
}

CASE("more_functions/function_names_quoted") {
  return select(func("My Func", 1), func("select", users.c["id"]));
}

CASE("more_functions/function_of_subquery_and_select") {
  return select(func::coalesce(select(func::max(orders.c["total"])).scalar_subquery(), 0),
                func("my_fn", select(orders.c["id"]).scalar_subquery()));
}

CASE("more_functions/function_type_given") {
  return select(func("my_date", users.c["name"]).type(Date()) < make_date(2024, 1, 1),
                func("my_json").type(JSON())["a"].as_integer());
}

CASE("more_functions/function_types_follow") {
  return select(func::coalesce(users.c["age"], 0) + 1, func::max(users.c["name"]) + "x",
                func::sum(users.c["balance"]) / 2, func::min(users.c["created_at"]),
                func::count(users.c["id"]) % 2, func::length(users.c["name"]) + 1);
}

CASE("more_functions/functions_without_parentheses_in_case") {
  return select(func("CURRENT_TIMESTAMP"), func("Lower", users.c["name"]), func("my.pkg.Fn", 1));
}

CASE("more_functions/generic_functions_on_all") {
  return select(func::now(), func::current_date(), func::current_time(), func::current_timestamp(),
                func::localtime(), func::localtimestamp(), func::current_user(),
                func::session_user(), func::user(), func::sysdate(), func::random(),
                func::pow(users.c["age"], 2), func::char_length(users.c["name"]),
                func::concat(users.c["name"], "x", users.c["fullname"]));
}

CASE("more_functions/grouping_functions") {
  return select(users.c["age"], users.c["name"], func("grouping", users.c["age"]))
      .group_by(func::grouping_sets(tuple_(users.c["age"], users.c["name"]), users.c["age"]),
                func::rollup(users.c["age"], users.c["id"]), func::cube(users.c["active"]));
}

CASE("more_functions/hypothetical_set") {
  return select(func::rank(5).within_group(users.c["age"]),
                func::dense_rank(5, "x").within_group(users.c["age"], users.c["name"]),
                func::cume_dist(1).within_group(users.c["age"]),
                func::percent_rank(2).within_group(users.c["age"]));
}

CASE("more_functions/pg_ordered_aggregate_of_json") {
  return select(
      func("jsonb_agg", postgresql::aggregate_order_by(
                            pgdocs.c["data"], pgdocs.c["id"].desc().nulls_first(), pgdocs.c["ip"]))
          .filter(pgdocs.c["id"] > 3));
}

CASE("more_functions/sequence_in_insert_values") {
  return insert(keywords).values(ValueRow{{"id", Sequence("kw_seq").next_value()}, {"word", "x"}});
}

CASE("more_functions/table_valued_in_subquery_from") {
  const auto s =
      select(func("json_each", docs.c["data"]).table_valued("key").c["key"]).subquery("s");
  return select(s.c["key"]);
}

CASE("more_functions/table_valued_ordinality_only") {
  const auto f =
      func("unnest", pgdocs.c["tags"]).table_valued({"tag"}, {.name = "t", .with_ordinality = "n"});
  return select(f.c["tag"]).order_by(f.c["n"]);
}

CASE("more_functions/table_valued_render_derived_ordinality") {
  const auto f = func("unnest", pgdocs.c["tags"], pgdocs.c["nums"])
                     .table_valued({column("tag", String()), column("num", Integer())},
                                   {.with_ordinality = "n"})
                     .render_derived("t");
  return select(f.c["tag"] + "x", f.c["num"] + 1, f.c["n"]).where(f.c["n"] > 2);
}

CASE("more_functions/table_valued_two_joined") {
  const auto a = func("generate_series", 1, 3).table_valued("x").alias("a");
  const auto b = func("generate_series", 1, bindparam("top", 9)).table_valued("y").alias("b");
  return select(a.c["x"], b.c["y"])
      .select_from(a.join(b, a.c["x"] < b.c["y"]))
      .order_by("x", b.c["y"]);
}

CASE("more_functions/table_valued_with_types_quoted") {
  const auto f = func("json_to_recordset", "[{\"a b\":1}]")
                     .table_valued(column("a b", Integer()), column("C", Numeric(6, 2)),
                                   column("d", DateTime({.timezone = true})))
                     .render_derived("R", true);
  return select(f.c["a b"], f.c["C"]);
}

CASE("more_functions/values_expressions_inside") {
  const auto v = values({column("i", Integer())}, {.name = "v"})
                     .data({{func::abs(-1)}, {literal_column("1 + 2")}});
  return select(v.c["i"]);
}

CASE("more_functions/values_literal_binds_quotes") {
  const auto v = values({column("s", String()), column("i", Integer())},
                        {.name = "My V", .literal_binds = true})
                     .data({{"it's", 1}, {"50%", 2}});
  return select(v);
}

CASE("more_functions/values_scalar_in") {
  const auto v = values({column("i", Integer())}).data({{1}}).scalar_values();
  return select(users.c["id"]).where(users.c["id"] == v);
}

CASE("more_functions/values_several_data_calls_lateral") {
  const auto v = values({column("i", Integer())}, {.name = "v"}).data({{1}}).data({{2}, {3}});
  const auto l = v.lateral("l");
  return select(users.c["id"], l.c["i"]).select_from(users).join(l, true_());
}

CASE("more_functions/values_typed_columns") {
  const auto v =
      values({column("d", Date()), column("n", Numeric(5, 2)), column("b", Boolean())},
             {.name = "v"})
          .data({{make_date(2024, 1, 1), Decimal("1.5"), true}, {nullptr, nullptr, false}});
  return select(v.c["d"], v.c["n"] + 1).where(v.c["b"]);
}

CASE("more_functions/values_unnamed_joined") {
  const auto v = values({column("i", Integer()), column("s", String())}).data({{1, "a"}});
  return select(users.c["id"], v.c["s"]).join(v, users.c["id"] == v.c["i"]);
}

CASE("more_functions/window_all_clauses") {
  const auto w = func::sum(orders.c["total"])
                     .over({.partition_by = {orders.c["user_id"], func::lower(orders.c["status"])},
                            .order_by = {orders.c["placed_on"].desc().nulls_last(), orders.c["id"]},
                            .rows = Frame{-3, nullptr}});
  return select(orders.c["id"], w.label("w"), w + 1)
      .where(orders.c["total"] > 2)
      .order_by(w.desc());
}

CASE("more_functions/window_bind_in_partition") {
  return select(func::sum(users.c["age"])
                    .over({.partition_by = {users.c["age"] % 3},
                           .order_by = {case_({{users.c["active"], 1}}, 2)},
                           .groups = Frame{1, 5}}));
}

CASE("more_functions/window_frame_interval") {
  return select(
      func::sum(orders.c["total"])
          .over({.order_by = {orders.c["placed_on"]},
                 .range_ =
                     Frame{FrameEdge(FrameBound::preceding, Duration(std::chrono::hours(48))),
                           FrameEdge(FrameBound::following, Duration(std::chrono::hours(24)))}}));
}

CASE("more_functions/window_in_where_of_subquery") {
  const auto s = select(users.c["id"],
                        func::row_number()
                            .over({.partition_by = {users.c["age"]}, .order_by = {users.c["id"]}})
                            .label("rn"))
                     .subquery();
  return select(s.c["id"]).where(s.c["rn"] == 1);
}

CASE("more_functions/window_lag_lead_ntile") {
  const OverOptions by_id{.order_by = {users.c["id"]}};
  return select(func("lag", users.c["age"], 2, 0).over(by_id),
                func("lead", users.c["name"]).over(by_id),
                func("ntile", 4).over({.order_by = {users.c["age"]}}),
                func("first_value", users.c["id"]).over({.partition_by = {users.c["active"]}}));
}

CASE("more_functions/window_order_by_desc_label") {
  const auto s = func::count().label("cnt");
  return select(orders.c["user_id"], s, func::rank().over({.order_by = {desc("cnt")}}))
      .group_by(orders.c["user_id"]);
}

CASE("more_functions/window_order_by_label_text") {
  return select(users.c["name"].label("n"), func::row_number().over({.order_by = {"n"}}));
}

CASE("more_functions/window_over_filter_and_type") {
  return select(func::max(orders.c["total"])
                    .filter(orders.c["status"] == "a")
                    .over({.partition_by = {orders.c["user_id"]}}) *
                2);
}

}  // namespace cupel::conformance
