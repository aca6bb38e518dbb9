// Area "functions" of the corpus.

#include "cupel/dialects/postgresql/functions.hpp"

#include "cupel/schema/sequence.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("functions/and_arg") {
  return select(func("foo", and_((users.c["id"] > 5), (users.c["age"] < 3))));
}

CASE("functions/array_agg") {
  return select(func::array_agg(users.c["name"]));
}

CASE("functions/bind_names_follow_function") {
  return select(func("foo", 1), func("bar", 2), func("foo", 3));
}

CASE("functions/bool_args") {
  return select(func("foo", true, false));
}

CASE("functions/cast_function") {
  return select(cast(func("foo", 1), Numeric(5, 2)));
}

CASE("functions/char_length") {
  return select(func::char_length(users.c["name"]));
}

CASE("functions/comparison_arg") {
  return select(func("foo", (users.c["id"] > 5)));
}

CASE("functions/comparison_bind_name") {
  return func("foo", users.c["id"]) == 5;
}

CASE("functions/concat") {
  return select(func::concat(users.c["name"], " ", users.c["fullname"]));
}

CASE("functions/concat_operator") {
  return func("foo", "x").type(String()) + "y";
}

CASE("functions/count_column") {
  return select(func::count(users.c["id"]));
}

CASE("functions/count_literal") {
  return select(func::count(1)).select_from(users);
}

CASE("functions/count_star") {
  return select(func::count());
}

CASE("functions/count_star_explicit") {
  return select(func::count(text("*"))).select_from(users);
}

CASE("functions/cube_rollup_types") {
  return select(func::sum(orders.c["total"]))
      .group_by(func::cube(orders.c["status"]), func::rollup(orders.c["user_id"]));
}

CASE("functions/current_date") {
  return select(func::current_date());
}

CASE("functions/current_time") {
  return select(func::current_time());
}

CASE("functions/current_timestamp") {
  return select(func::current_timestamp());
}

CASE("functions/current_timestamp_upper") {
  return select(func("CURRENT_TIMESTAMP"));
}

CASE("functions/current_user") {
  return select(func::current_user());
}

CASE("functions/date_arg") {
  return select(func("foo", make_date(2024, 5, 6)));
}

CASE("functions/distinct_arg") {
  return select(func("string_agg", distinct(users.c["name"]), ","));
}

CASE("functions/expression_arg") {
  return select(func("foo", (users.c["id"] + 5)));
}

CASE("functions/function_in_from_and_columns") {
  return select(func::now(), users.c["id"]);
}

CASE("functions/in_order_group") {
  return select(func("year", users.c["created_at"]))
      .group_by(func("year", users.c["created_at"]))
      .order_by(func("year", users.c["created_at"]).desc());
}

CASE("functions/in_where") {
  return select(users.c["id"]).where((func::lower(users.c["name"]) == "ed"));
}

CASE("functions/in_where_both_sides") {
  return select(users.c["id"])
      .where((func::lower(users.c["name"]) == func::lower(users.c["fullname"])));
}

CASE("functions/is_null") {
  return func("foo", users.c["id"]).is_(nullptr);
}

CASE("functions/known_function_case_insensitive") {
  return select(func("COUNT", users.c["id"]), func("Max", users.c["age"]));
}

CASE("functions/label_arg") {
  return select(func("foo", users.c["id"].label("x")));
}

CASE("functions/length_free") {
  return select(func::length(users.c["name"]));
}

CASE("functions/literal_column_arg") {
  return select(func("date_trunc", literal_column("'month'"), users.c["created_at"]));
}

CASE("functions/localtime") {
  return select(func::localtime());
}

CASE("functions/localtimestamp") {
  return select(func::localtimestamp());
}

CASE("functions/lower_upper") {
  return select(func::lower(users.c["name"]), func::upper(users.c["name"]));
}

CASE("functions/match_operator") {
  return items.c["description"].match("cat");
}

CASE("functions/mixed_case_name") {
  return select(func("FooBar", 1));
}

CASE("functions/named_bind_arg") {
  return select(func("foo", bindparam("b", Value(5))));
}

CASE("functions/negate") {
  return -func("foo", users.c["id"]);
}

CASE("functions/no_args") {
  return select(func("foo"));
}

CASE("functions/none_arg") {
  return select(func("foo", nullptr));
}

CASE("functions/not_boolean") {
  return not_(func("foo", users.c["id"]).type(Boolean()));
}

CASE("functions/now") {
  return select(func::now());
}

CASE("functions/package_deep") {
  return select(func("db.schema.pkg.run", 1, 2));
}

CASE("functions/package_label_name") {
  return select(func("my_pkg.total", users.c["id"]), func("my_pkg.total", users.c["age"]));
}

CASE("functions/package_of_known_function") {
  return select(func("my_pkg.coalesce", 1, 2));
}

CASE("functions/percent_rank_cume_dist") {
  return select(func::percent_rank().over(OverOptions{.order_by = {users.c["id"]}}),
                func::cume_dist().over(OverOptions{.order_by = {users.c["id"]}}));
}

CASE("functions/pg_substring_from_for") {
  return select(func("substring", users.c["name"], 2, 3));
}

CASE("functions/pow") {
  return select(func::pow(users.c["age"], 2));
}

CASE("functions/random") {
  return select(func::random());
}

CASE("functions/rank_types") {
  return select((func::rank().over(OverOptions{.order_by = {users.c["id"]}}) + 1),
                func::dense_rank().over(OverOptions{.order_by = {users.c["id"]}}));
}

CASE("functions/registered_function_type") {
  return select((func::current_date() - std::chrono::days(1)));
}

CASE("functions/same_name_as_column") {
  return select(users.c["name"], func("name", 5));
}

CASE("functions/substring_two") {
  return select(func("substring", users.c["name"], 2));
}

CASE("functions/sum") {
  return select(func::sum(orders.c["total"]));
}

CASE("functions/sysdate") {
  return select(func::sysdate());
}

CASE("functions/text_arg") {
  return select(func("foo", text("a, b")));
}

CASE("functions/trailing_underscore") {
  return select(func("foo", 1), func("in", 2));
}

CASE("functions/tuple_arg") {
  return select(func("foo", tuple_(users.c["id"], users.c["age"])));
}

CASE("functions/type_argument_string") {
  return select((func("foo", 1).type(String()) + "a"));
}

CASE("functions/type_coerce_function") {
  return select((type_coerce(func("foo", 1), String()) + "z"));
}

CASE("functions/type_unknown_plus_string") {
  return select((func("foo", 1) + "a"));
}

CASE("functions/upper_case_name") {
  return select(func("FOO", 1));
}

CASE("functions/user") {
  return select(func::user());
}

CASE("functions/generic_json_type") {
  return select(func("json_build_object", "a", 1).type(JSON())["a"]);
}

CASE("functions/many_args") {
  return select(func("greatest", users.c["age"] + 0, users.c["age"] + 1, users.c["age"] + 2,
                     users.c["age"] + 3));
}

CASE("functions/match_operator_pg_regconfig") {
  return items.c["description"].match("cat", {{"postgresql_regconfig", "english"}});
}

CASE("functions/next_value") {
  return select(next_value(Sequence("s_id")));
}

CASE("functions/next_value_method") {
  return select(Sequence("s_id").next_value());
}

CASE("functions/next_value_quoted") {
  return select(next_value(Sequence("My Seq")));
}

CASE("functions/next_value_schema") {
  return select(next_value(Sequence("s_id", {.schema = "audit"})));
}

CASE("functions/next_value_where") {
  return select(users.c["id"]).where(users.c["id"] < Sequence("s_id").next_value());
}

CASE("functions/pg_plain_and_web_queries") {
  return select(postgresql::plainto_tsquery("english", "a b"), postgresql::phraseto_tsquery("a b"),
                postgresql::websearch_to_tsquery("a b"));
}

CASE("functions/pg_postgresql_array_agg") {
  return select(postgresql::array_agg(users.c["name"]));
}

CASE("functions/pg_to_tsquery_match") {
  return select(items.c["id"])
      .where(postgresql::to_tsvector("english", items.c["description"])
                 .bool_op("@@", postgresql::to_tsquery("english", "cat & dog")));
}

CASE("functions/pg_to_tsvector") {
  return select(postgresql::to_tsvector("english", items.c["description"]));
}

CASE("functions/pg_ts_headline") {
  return select(postgresql::ts_headline("english", items.c["description"],
                                        postgresql::to_tsquery("english", "cat"), "MaxWords=3"));
}

CASE("functions/quoted_name") {
  return select(func(quoted_name("Foo", true), 1));
}

CASE("functions/quoted_name_package") {
  return select(func({quoted_name("Pkg", true), quoted_name("fn", true)}, 1));
}

}  // namespace cupel::conformance
