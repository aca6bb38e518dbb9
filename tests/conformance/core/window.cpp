// Area "window" of the corpus.

#include "cupel/dialects/postgresql/functions.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("window/aggregate_order_by") {
  return select(aggregate_order_by(func::array_agg(users.c["name"]), {users.c["age"].desc()}));
}

CASE("window/aggregate_order_by_two") {
  return select(
      aggregate_order_by(func::array_agg(users.c["name"]), {users.c["age"], users.c["id"].desc()}));
}

CASE("window/aggregate_strings") {
  return select(func::aggregate_strings(users.c["name"], ", "));
}

CASE("window/aggregate_strings_over") {
  return select(func::aggregate_strings(users.c["name"], "|")
                    .over(OverOptions{.partition_by = {users.c["age"]}}));
}

CASE("window/array_agg_type") {
  return select(func::array_agg(users.c["age"])[1]);
}

CASE("window/count_distinct_over") {
  return select(
      func::count(distinct(users.c["name"])).over(OverOptions{.partition_by = {users.c["age"]}}));
}

CASE("window/filter") {
  return select(func::count(users.c["id"]).filter((users.c["age"] > 3)));
}

CASE("window/filter_arithmetic") {
  return select((func::count(users.c["id"]).filter((users.c["age"] > 3)) * 2));
}

CASE("window/filter_chained") {
  return select(
      func::count(users.c["id"]).filter((users.c["age"] > 3)).filter((users.c["name"] == "x")));
}

CASE("window/filter_function_form") {
  return select(func::count(users.c["id"]).filter((users.c["age"] > 3)));
}

CASE("window/filter_labelled") {
  return select(func::count(users.c["id"]).filter(users.c["active"]).label("n"));
}

CASE("window/filter_no_criteria") {
  return select(func::count(users.c["id"]).filter());
}

CASE("window/filter_or") {
  return select(func::count().filter(or_((users.c["age"] > 3), (users.c["age"] < 1))))
      .select_from(users);
}

CASE("window/frame_exclude_bad_error") {
  return select(
      func::sum(users.c["age"]).over(OverOptions{.rows = Frame{nullptr, 0}, .exclude = "nothing"}));
}

CASE("window/frame_exclude_current_row") {
  return select(
      func::sum(users.c["age"])
          .over(OverOptions{
              .order_by = {users.c["id"]}, .rows = Frame{nullptr, 0}, .exclude = "current row"}));
}

CASE("window/frame_exclude_group") {
  return select(
      func::sum(users.c["age"])
          .over(OverOptions{
              .order_by = {users.c["id"]}, .rows = Frame{nullptr, 0}, .exclude = "group"}));
}

CASE("window/frame_exclude_no_others") {
  return select(
      func::sum(users.c["age"])
          .over(OverOptions{
              .order_by = {users.c["id"]}, .rows = Frame{nullptr, 0}, .exclude = "no others"}));
}

CASE("window/frame_exclude_ties") {
  return select(
      func::sum(users.c["age"])
          .over(OverOptions{
              .order_by = {users.c["id"]}, .rows = Frame{nullptr, 0}, .exclude = "ties"}));
}

CASE("window/frame_exclude_without_frame_error") {
  return select(func::sum(users.c["age"]).over(OverOptions{.exclude = "ties"}));
}

CASE("window/frame_groups_neg_pos") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .groups = Frame{-5, 10}}));
}

CASE("window/frame_groups_none_zero") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .groups = Frame{nullptr, 0}}));
}

CASE("window/frame_groups_pos_pos") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .groups = Frame{3, 7}}));
}

CASE("window/frame_groups_zero_none") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .groups = Frame{0, nullptr}}));
}

CASE("window/frame_range_neg_pos") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .range_ = Frame{-5, 10}}));
}

CASE("window/frame_range_none_zero") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .range_ = Frame{nullptr, 0}}));
}

CASE("window/frame_range_pos_pos") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .range_ = Frame{3, 7}}));
}

CASE("window/frame_range_zero_none") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .range_ = Frame{0, nullptr}}));
}

CASE("window/frame_rows_and_range_error") {
  return select(
      func::sum(users.c["age"]).over(OverOptions{.range_ = Frame{0, 1}, .rows = Frame{0, 1}}));
}

CASE("window/frame_rows_neg_zero") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{-5, 0}}));
}

CASE("window/frame_rows_none_neg") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{nullptr, -5}}));
}

CASE("window/frame_rows_none_none") {
  return select(
      func::sum(users.c["age"])
          .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{nullptr, nullptr}}));
}

CASE("window/frame_rows_none_pos") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{nullptr, 5}}));
}

CASE("window/frame_rows_none_zero") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{nullptr, 0}}));
}

CASE("window/frame_rows_pos_none") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{2, nullptr}}));
}

CASE("window/frame_rows_zero_pos") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{0, 5}}));
}

CASE("window/frame_rows_zero_zero") {
  return select(func::sum(users.c["age"])
                    .over(OverOptions{.order_by = {users.c["id"]}, .rows = Frame{0, 0}}));
}

CASE("window/over_aggregate_of_aggregate") {
  return select(orders.c["user_id"], func::sum(func::sum(orders.c["total"]))
                                         .over(OverOptions{.order_by = {orders.c["user_id"]}}))
      .group_by(orders.c["user_id"]);
}

CASE("window/over_comparison") {
  return select((func::rank().over(OverOptions{.order_by = {users.c["id"]}}) == 1));
}

CASE("window/over_empty") {
  return select(func::row_number().over());
}

CASE("window/over_in_arithmetic") {
  return select((func::row_number().over(OverOptions{.order_by = {users.c["id"]}}) + 5));
}

CASE("window/over_in_order_by") {
  return select(users.c["id"])
      .order_by(func::row_number().over(OverOptions{.order_by = {users.c["name"]}}));
}

CASE("window/over_in_subquery_filter") {
  const auto sq =
      select(users.c["id"],
             func::row_number().over(OverOptions{.order_by = {users.c["name"]}}).label("rn"))
          .subquery("r");
  return select(sq.c["id"]).where((sq.c["rn"] <= 3));
}

CASE("window/over_labelled") {
  return select(func::row_number().over(OverOptions{.order_by = {users.c["id"]}}).label("rn"));
}

CASE("window/over_order") {
  return select(func::row_number().over(OverOptions{.order_by = {orders.c["total"]}}));
}

CASE("window/over_order_label_object") {
  const auto a = (users.c["age"] + 1).label("a");
  return select(a, func::rank().over(OverOptions{.order_by = {a}}));
}

CASE("window/over_partition") {
  return select(
      func::sum(orders.c["total"]).over(OverOptions{.partition_by = {orders.c["user_id"]}}));
}

CASE("window/over_partition_expression") {
  return select(func::count().over(OverOptions{.partition_by = {func::lower(users.c["name"])}}));
}

CASE("window/over_partition_order") {
  return select(func::row_number().over(
      OverOptions{.partition_by = {orders.c["user_id"]}, .order_by = {orders.c["placed_on"]}}));
}

CASE("window/over_partition_order_lists") {
  return select(func::row_number().over(
      OverOptions{.partition_by = {orders.c["user_id"], orders.c["status"]},
                  .order_by = {orders.c["placed_on"], orders.c["id"].desc()}}));
}

CASE("window/over_standalone_function") {
  return select(func::max(users.c["age"]).over(OverOptions{.partition_by = {users.c["name"]}}));
}

CASE("window/over_unlabelled_name") {
  return select(users.c["id"], func::row_number().over(OverOptions{.order_by = {users.c["id"]}}),
                func::rank().over(OverOptions{.order_by = {users.c["id"]}}));
}

CASE("window/over_with_bind") {
  return select(func("ntile", 4).over(OverOptions{.order_by = {users.c["age"]}}));
}

CASE("window/within_group") {
  return select(func::percentile_cont(0.5).within_group(users.c["age"]));
}

CASE("window/within_group_desc") {
  return select(func::percentile_disc(0.25).within_group(users.c["age"].desc()));
}

CASE("window/within_group_filter") {
  return select(func::percentile_cont(0.5).within_group(users.c["age"]).filter(users.c["active"]));
}

CASE("window/within_group_function_form") {
  return select(func::percentile_cont(0.9).within_group(users.c["age"]));
}

CASE("window/within_group_labelled") {
  return select(func::percentile_cont(0.5).within_group(users.c["age"]).label("med"));
}

CASE("window/within_group_listagg") {
  return select(func("listagg", users.c["name"], ", ").within_group(users.c["id"]));
}

CASE("window/within_group_mode") {
  return select(func::mode().within_group(users.c["name"]));
}

CASE("window/within_group_over") {
  return select(func::percentile_cont(0.5)
                    .within_group(users.c["age"])
                    .over(OverOptions{.partition_by = {users.c["name"]}}));
}

CASE("window/aggregate_order_by_filter") {
  return select(
      func::array_agg(users.c["name"]).aggregate_order_by(users.c["id"]).filter(users.c["active"]));
}

CASE("window/aggregate_order_by_method_desc") {
  return select(
      func::array_agg(users.c["name"]).aggregate_order_by(users.c["id"].desc(), users.c["name"]));
}

CASE("window/aggregate_order_by_pg_import") {
  return select(func("string_agg", users.c["name"],
                     postgresql::aggregate_order_by(literal_column("','"), users.c["id"])));
}

CASE("window/aggregate_strings_ordered") {
  return select(
      func::aggregate_strings(users.c["name"], ", ").aggregate_order_by(users.c["id"].desc()));
}

CASE("window/frame_clause_floats") {
  return select(
      func::sum(orders.c["total"])
          .over({.order_by = {orders.c["total"]},
                 .range_ = Frame{{FrameBound::preceding, 2.5}, {FrameBound::following, 3.5}}}));
}

CASE("window/frame_clause_unbounded") {
  return select(func::sum(orders.c["total"])
                    .over({.order_by = {orders.c["total"]}, .rows = Frame{nullptr, nullptr}}));
}

CASE("window/within_group_two") {
  return select(func::rank(5, 6).within_group(users.c["age"], users.c["id"].desc()));
}

}  // namespace cupel::conformance
