// Area "select" of the corpus.

#include "cupel/dialects/postgresql/functions.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("select/add_columns") {
  return select(users.c["id"]).add_columns(users.c["name"], orders.c["status"]);
}

CASE("select/alias_anonymous_and_named") {
  const auto a = users.alias();
  const auto b = users.alias("z");
  return select(a.c["id"], b.c["name"]);
}

CASE("select/alias_anonymous_schema_table") {
  const auto e = events.alias();
  return select(e.c["id"]);
}

CASE("select/alias_mixed_case") {
  const auto u = users.alias("U");
  return select(u.c["id"]);
}

CASE("select/alias_named") {
  const auto u = users.alias("u");
  return select(u.c["id"], u.c["name"]);
}

CASE("select/alias_of_alias") {
  const auto u = users.alias("a").alias("b");
  return select(u.c["id"]);
}

CASE("select/alias_of_alias_anonymous") {
  const auto u = users.alias("a").alias();
  return select(u.c["id"]);
}

CASE("select/alias_of_quoted_table") {
  const auto o = odd.alias("o");
  return select(o.c["Id"], o.c["order"]);
}

CASE("select/alias_reserved_name") {
  const auto u = users.alias("order");
  return select(u.c["id"]);
}

CASE("select/bool_expression_where_parenthesised") {
  return select(users.c["id"]).where(or_((users.c["id"] == 1), (users.c["id"] == 2)));
}

CASE("select/cast_of_label") {
  return select(cast(users.c["age"].label("a"), String(4)));
}

CASE("select/cast_of_literal") {
  return select(cast(5, Numeric(5, 1)));
}

CASE("select/column_and_table") {
  return select(users.c["name"], keywords);
}

CASE("select/columns_clause_froms_hidden_by_join") {
  return select(users.c["id"], addresses.c["email"]).select_from(users.join(addresses));
}

CASE("select/correlated_none_left") {
  return select(users.c["id"]).correlate(users);
}

CASE("select/distinct") {
  return select(users.c["name"]).distinct();
}

CASE("select/distinct_column_method") {
  return select(func::count(users.c["name"].distinct()));
}

CASE("select/distinct_function_in_count") {
  return select(func::count(distinct(users.c["name"])));
}

CASE("select/distinct_on_pg") {
  return select(users.c["id"], users.c["name"]).distinct(users.c["name"]);
}

CASE("select/distinct_on_two") {
  return select(users).distinct(users.c["name"], users.c["age"]);
}

CASE("select/distinct_standalone_warns") {
  return select(distinct(users.c["name"]));
}

CASE("select/distinct_with_order") {
  return select(users.c["name"]).distinct().order_by(users.c["name"]);
}

CASE("select/empty_select") {
  return select();
}

CASE("select/empty_select_from") {
  return select().select_from(users);
}

CASE("select/filter_by") {
  return select(users.c["id"]).filter_by({{"name", "ed"}, {"age", 7}});
}

CASE("select/filter_by_ambiguous_error") {
  return select(users.c["id"]).join(addresses).filter_by({{"id", 5}});
}

CASE("select/filter_by_unknown_error") {
  return select(users.c["id"]).filter_by({{"nope", 5}});
}

CASE("select/free_column") {
  return select(column("x"));
}

CASE("select/free_columns_typed") {
  return select(column("x", Integer()), column("y", String()));
}

CASE("select/from_function_implied") {
  return select(func::max(orders.c["total"]), users.c["id"]);
}

CASE("select/from_implied_by_order_by_is_not") {
  return select(users.c["id"]).order_by(orders.c["id"]);
}

CASE("select/from_implied_by_where") {
  return select(users.c["id"]).where((orders.c["user_id"] == users.c["id"]));
}

CASE("select/group_by") {
  return select(orders.c["user_id"], func::count(orders.c["id"])).group_by(orders.c["user_id"]);
}

CASE("select/group_by_chained") {
  return select(func::count()).group_by(users.c["age"]).group_by(users.c["name"]);
}

CASE("select/group_by_column_string") {
  return select(users.c["name"], func::count()).group_by("name");
}

CASE("select/group_by_grouping_sets") {
  return select(func::count())
      .group_by(
          func::grouping_sets(tuple_(users.c["name"]), tuple_(users.c["age"], users.c["active"])));
}

CASE("select/group_by_label_object") {
  const auto lb = func::lower(users.c["name"]).label("ln");
  return select(lb, func::count()).group_by(lb);
}

CASE("select/group_by_label_string") {
  return select(func::lower(users.c["name"]).label("ln"), func::count()).group_by("ln");
}

CASE("select/having") {
  return select(orders.c["user_id"])
      .group_by(orders.c["user_id"])
      .having((func::count(orders.c["id"]) > 3));
}

CASE("select/having_text") {
  return select(orders.c["user_id"]).group_by(orders.c["user_id"]).having(text("count(*) > 2"));
}

CASE("select/having_without_group") {
  return select(func::count(users.c["id"])).having((func::count(users.c["id"]) > 1));
}

CASE("select/label") {
  return select(users.c["id"].label("user_id"));
}

CASE("select/label_arithmetic") {
  const auto lb = users.c["age"].label("ag");
  return select(lb, (lb + 5));
}

CASE("select/label_bind") {
  return select(bindparam("p", Value(3)).label("three"));
}

CASE("select/label_compare_column_clash") {
  return select(users.c["id"].label("name"), users.c["name"]);
}

CASE("select/label_expression") {
  return select((users.c["age"] + 1).label("next_age"));
}

CASE("select/label_function_typed") {
  return select(label("total", func::sum(orders.c["total"])));
}

CASE("select/label_in_where_renders_expression") {
  const auto lb = (users.c["age"] + 1).label("z");
  return select(lb).where((lb > 5));
}

CASE("select/label_none_expression") {
  return select((users.c["age"] * 2).label());
}

CASE("select/label_reserved_word") {
  return select(users.c["id"].label("order"));
}

CASE("select/label_two_same_name") {
  return select(users.c["id"].label("x"), users.c["age"].label("x"));
}

CASE("select/lightweight_table") {
  return select(points);
}

CASE("select/no_from_literal") {
  return select(literal(1));
}

CASE("select/no_from_literal_column") {
  return select(literal_column("1"));
}

CASE("select/no_from_two_literals") {
  return select(literal(1), literal("two"));
}

CASE("select/no_from_where") {
  return select(literal_column("1")).where((literal_column("2") == 2));
}

CASE("select/order_by") {
  return select(users.c["id"]).order_by(users.c["name"]);
}

CASE("select/order_by_asc") {
  return select(users.c["id"]).order_by(users.c["name"].asc());
}

CASE("select/order_by_bind") {
  return select(users.c["id"]).order_by(bindparam("o", Value(1)));
}

CASE("select/order_by_case") {
  return select(users.c["id"]).order_by(case_({{users.c["active"], 0}}, 1), users.c["id"]);
}

CASE("select/order_by_chained") {
  return select(users.c["id"]).order_by(users.c["name"]).order_by(users.c["age"]);
}

CASE("select/order_by_desc_function") {
  return select(users.c["id"]).order_by(desc(users.c["name"]));
}

CASE("select/order_by_desc_nulls_last") {
  return select(users.c["id"]).order_by(users.c["age"].desc().nulls_last());
}

CASE("select/order_by_expression") {
  return select(users.c["id"]).order_by((users.c["age"] + 1));
}

CASE("select/order_by_label_in_expression") {
  const auto lb = (users.c["age"] + 1).label("nx");
  return select(lb).order_by((lb * 2));
}

CASE("select/order_by_label_in_function") {
  const auto lb = (users.c["age"] + 1).label("nx");
  return select(lb).order_by(func::abs(lb));
}

CASE("select/order_by_label_object_nulls_last") {
  const auto lb = (users.c["age"] + 1).label("nx");
  return select(lb).order_by(lb.desc().nulls_last());
}

CASE("select/order_by_label_with_tablename_style") {
  return select(users.c["id"], (users.c["age"] + 1))
      .set_label_style(LabelStyle::tablename_plus_col)
      .order_by(users.c["id"]);
}

CASE("select/order_by_literal_column") {
  return select(users.c["id"]).order_by(literal_column("random()"));
}

CASE("select/order_by_none_resets") {
  return select(users.c["id"]).order_by(users.c["name"]).order_by(nullptr).order_by(users.c["age"]);
}

CASE("select/order_by_nulls_first") {
  return select(users.c["id"]).order_by(users.c["age"].nulls_first());
}

CASE("select/order_by_nulls_last_function") {
  return select(users.c["id"]).order_by(nulls_last(users.c["age"].asc()));
}

CASE("select/order_by_same_label_in_subquery_wrap") {
  return select(select((users.c["age"] + 1).label("nx")).order_by("nx").subquery());
}

CASE("select/order_by_string_asc_nulls_first") {
  return select((users.c["age"] + 1).label("nx")).order_by(asc("nx").nulls_first());
}

CASE("select/order_by_string_column") {
  return select(users.c["id"], users.c["name"]).order_by("name");
}

CASE("select/order_by_string_label") {
  return select((users.c["age"] + 1).label("nx")).order_by("nx");
}

CASE("select/order_by_string_label_needs_quotes") {
  return select(users.c["id"].label("My Id")).order_by("My Id");
}

CASE("select/order_by_string_unknown_error") {
  return select(users.c["id"]).order_by("nope");
}

CASE("select/order_by_string_with_spaces_error") {
  return select(users.c["id"]).order_by("id; drop table x");
}

CASE("select/order_by_two") {
  return select(users.c["id"]).order_by(users.c["name"], users.c["age"].desc());
}

CASE("select/required_param") {
  return select(users.c["id"]).where((users.c["name"] == bindparam("n")));
}

CASE("select/same_column_three_times") {
  return select(users.c["id"], users.c["name"], users.c["id"], users.c["id"]);
}

CASE("select/same_function_object_twice") {
  const auto f = func::upper(users.c["name"]);
  return select(f, f);
}

CASE("select/same_name_and_repeat") {
  return select(users.c["id"], orders.c["id"], users.c["id"], orders.c["id"]);
}

CASE("select/same_name_three_tables") {
  return select(users.c["id"], orders.c["id"], items.c["id"]);
}

CASE("select/same_name_two_tables") {
  return select(users.c["id"], orders.c["id"]).where((users.c["id"] == orders.c["user_id"]));
}

CASE("select/schema_and_plain_same_column") {
  return select(events.c["id"], users.c["id"]);
}

CASE("select/schema_table_whole") {
  return select(events);
}

CASE("select/select_from_alias") {
  return select(literal_column("n.id")).select_from(nodes.alias("n"));
}

CASE("select/select_from_order_with_columns") {
  return select(orders.c["id"], users.c["id"]).select_from(users);
}

CASE("select/select_from_text") {
  return select(column("x")).select_from(text("generate_series(1, 3) AS x"));
}

CASE("select/single_column") {
  return select(users.c["id"]);
}

CASE("select/star_literal_column") {
  return select(literal_column("*")).select_from(users);
}

CASE("select/star_text") {
  return select(text("*")).select_from(users);
}

CASE("select/style_default_in_subquery_dedupes") {
  return select(select(users.c["id"], orders.c["id"]).subquery());
}

CASE("select/style_disambiguate_only") {
  return select(users.c["id"], orders.c["id"]).set_label_style(LabelStyle::disambiguate_only);
}

CASE("select/style_in_subquery") {
  return select(select(users.c["id"], orders.c["id"])
                    .set_label_style(LabelStyle::tablename_plus_col)
                    .subquery());
}

CASE("select/style_none") {
  return select(users.c["id"], orders.c["id"]).set_label_style(LabelStyle::none);
}

CASE("select/style_none_expression") {
  return select((users.c["age"] + 1), func::max(users.c["age"])).set_label_style(LabelStyle::none);
}

CASE("select/style_none_repeat") {
  return select(users.c["id"], users.c["id"]).set_label_style(LabelStyle::none);
}

CASE("select/style_tablename_alias") {
  const auto u = users.alias("u");
  return select(u.c["id"], u.c["name"]).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("select/style_tablename_anon_alias") {
  const auto u = users.alias();
  return select(u.c["id"], u.c["name"]).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("select/style_tablename_conflict_dedupe") {
  const auto a = table("a", {column("b_c")});
  const auto b = table("a_b", {column("c")});
  return select(a.c["b_c"], b.c["c"]).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("select/style_tablename_plus_col") {
  return select(users.c["id"], orders.c["id"]).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("select/style_tablename_plus_col_expr") {
  return select(users.c["id"], (users.c["age"] + 1), func::lower(users.c["name"]))
      .set_label_style(LabelStyle::tablename_plus_col);
}

CASE("select/style_tablename_repeat") {
  return select(users.c["id"], users.c["id"], users.c["id"])
      .set_label_style(LabelStyle::tablename_plus_col);
}

CASE("select/style_tablename_schema") {
  return select(events.c["id"], events.c["kind"]).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("select/tablesample_plain") {
  const auto u = users.tablesample(2.5);
  return select(u.c["id"]);
}

CASE("select/two_columns") {
  return select(users.c["id"], users.c["name"]);
}

CASE("select/two_same_functions") {
  return select(func::lower(users.c["name"]), func::lower(users.c["fullname"]));
}

CASE("select/two_tables_cartesian") {
  return select(keywords, item_keywords);
}

CASE("select/two_unlabelled_casts") {
  return select(cast(users.c["age"], String(5)), cast(users.c["id"], String(5)));
}

CASE("select/two_unlabelled_expressions") {
  return select((users.c["age"] + 1), (users.c["age"] - 1));
}

CASE("select/unlabelled_and") {
  return select(and_((users.c["age"] > 18), users.c["active"]));
}

CASE("select/unlabelled_case") {
  return select(case_({{(users.c["age"] > 18), "adult"}}, "minor"));
}

CASE("select/unlabelled_comparison") {
  return select((users.c["age"] > 18));
}

CASE("select/unlabelled_function") {
  return select(func::lower(users.c["name"]));
}

CASE("select/unlabelled_neg") {
  return select(-users.c["age"]);
}

CASE("select/unlabelled_not") {
  return select(!users.c["active"]);
}

CASE("select/where_chain") {
  return select(users.c["id"]).where((users.c["age"] > 5)).where(users.c["active"]);
}

CASE("select/where_false") {
  return select(users.c["id"]).where(false_());
}

CASE("select/where_false_and_criteria") {
  return select(users.c["id"]).where((users.c["age"] == 1)).where(false_());
}

CASE("select/where_multi_args") {
  return select(users.c["id"]).where((users.c["age"] > 5), (users.c["name"] != "x"));
}

CASE("select/where_not_bool_column") {
  return select(users.c["id"]).where(not_(users.c["active"]));
}

CASE("select/where_or_and_mix") {
  return select(users.c["id"])
      .where(or_((users.c["age"] < 5), (users.c["age"] > 60)), users.c["active"]);
}

CASE("select/where_schema_table") {
  return select(events.c["kind"]).where((events.c["user_id"] == users.c["id"]));
}

CASE("select/where_text") {
  return select(users.c["id"]).where(text("age > 3"));
}

CASE("select/where_true") {
  return select(users.c["id"]).where(true_());
}

CASE("select/where_true_and_criteria") {
  return select(users.c["id"]).where(true_()).where((users.c["age"] == 1));
}

CASE("select/where_with_same_bind_twice") {
  const auto p = bindparam("q", Value("ed"));
  return select(users.c["id"]).where(or_((users.c["name"] == p), (users.c["fullname"] == p)));
}

CASE("select/whole_table") {
  return select(keywords);
}

CASE("select/with_only_columns") {
  return select(users.c["id"], users.c["name"]).with_only_columns(users.c["age"]);
}

CASE("select/with_only_columns_maintain") {
  return select(users.c["id"], orders.c["total"])
      .with_only_columns_maintaining_froms(users.c["age"]);
}

CASE("select/with_only_columns_where_keeps_from") {
  return select(users.c["id"]).where((orders.c["id"] == 3)).with_only_columns(func::count());
}

CASE("select/column_descriptions_names") {
  std::vector<std::string> names;
  for (const auto& d : select(users.c["id"], users.c["name"].label("n")).column_descriptions())
    names.push_back(d.name);
  return names;
}

CASE("select/column_with_is_literal") {
  return select(literal_column("a + b"));
}

CASE("select/distinct_on_extension") {
  return select(users.c["id"], users.c["name"]).ext(postgresql::distinct_on(users.c["name"]));
}

CASE("select/exported_columns_order") {
  return select(users.c["id"], orders.c["id"], func::now().label("t")).subquery().c.keys();
}

CASE("select/get_final_froms") {
  std::vector<std::string> names;
  for (const FromExpr& from :
       select(users.c["id"], orders.c["id"], items.c["id"]).get_final_froms())
    names.push_back(from.node()->from_name().text());
  return names;
}

CASE("select/label_literal_type_override") {
  return select(label("n", users.c["age"], String()));
}

CASE("select/params_override") {
  return select(users.c["id"])
      .where(users.c["name"] == bindparam("n", Value("x")))
      .params({{"n", "y"}});
}

CASE("select/reduce_columns") {
  return select(users.c["id"], orders.c["user_id"], users.c["name"])
      .where(users.c["id"] == orders.c["user_id"])
      .reduce_columns();
}

CASE("select/table_method_where") {
  return keywords.select().where(keywords.c["id"] == 4);
}

CASE("select/table_select_method") {
  return keywords.select();
}

CASE("select/tablesample_text") {
  const auto u = tablesample(users, text("10"), "s");
  return select(u.c["id"]);
}

CASE("select/where_python_none") {
  return select(users.c["id"]).where(nullptr);
}

CASE("select/where_text_with_bind") {
  return select(users.c["id"]).where(text("age > :age")).params({{"age", 4}});
}

CASE("select/whereclause_attribute") {
  return select(users.c["id"]).where(users.c["age"] == 1, users.c["id"] == 2).whereclause();
}

}  // namespace cupel::conformance
