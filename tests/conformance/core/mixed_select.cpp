// Area "mixed_select": features combined, recorded by record_cases.py.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("mixed_select/aggregate_distinct_order_filter") {
  return select(func::count(distinct(users.c["name"])),
                func::count(users.c["age"].distinct()).filter(users.c["age"] > 3),
                func::array_agg(users.c["name"]).aggregate_order_by(users.c["age"].desc()));
}

CASE("mixed_select/aggregate_strings_in_having") {
  return select(users.c["age"], func::aggregate_strings(users.c["name"], ", ").label("ns"))
      .group_by(users.c["age"])
      .having(func::count() > 1)
      .order_by("ns")
      .limit(3);
}

CASE("mixed_select/anonymous_labels_of_functions_in_subquery") {
  const auto s = select(func::max(users.c["id"]), func::max(users.c["age"]), users.c["id"] + 1,
                        users.c["id"] + 1, literal(5))
                     .subquery();
  return select(s);
}

CASE("mixed_select/boolean_expressions_in_columns") {
  return select((users.c["age"] > 5).label("old"), users.c["active"].is_(true),
                not_(users.c["active"]), and_(users.c["active"], users.c["age"] > 1),
                users.c["name"].in_({"a"}), users.c["name"].like("a%"),
                select(orders.c["id"]).exists());
}

CASE("mixed_select/boolean_in_case_order_group") {
  return select(func::count(case_({{users.c["active"], 1}})),
                func::sum(case_({{users.c["active"] == false, users.c["balance"]}})))
      .group_by(users.c["active"])
      .order_by(users.c["active"], users.c["age"] > 3);
}

CASE("mixed_select/boolean_join_condition") {
  return select(users.c["id"])
      .join(orders, users.c["active"])
      .where(or_(users.c["active"], !users.c["active"]), users.c["active"].is_not(nullptr),
             users.c["active"] != true);
}

CASE("mixed_select/cast_and_extract_labels_in_subquery") {
  const auto s = select(cast(users.c["age"], String()), extract("year", users.c["created_at"]),
                        users.c["name"].collate("x"), !users.c["active"], -users.c["age"])
                     .subquery("s");
  return select(s);
}

CASE("mixed_select/cast_collate_not_in_subquery_twice") {
  const auto s =
      select(cast(users.c["age"], String()), users.c["age"], cast(users.c["age"], Integer()),
             users.c["name"].collate("x"), distinct(users.c["name"]))
          .subquery("s");
  return select(s).where(s.c["age"] == "5");
}

CASE("mixed_select/cast_in_union_member_of_cte") {
  const auto c =
      union_all(select(cast(users.c["age"], String())), select(orders.c["status"])).cte("c");
  return select(c.c["age"]).order_by(c.c["age"]).limit(2);
}

CASE("mixed_select/column_valued_compared") {
  const auto x = func("unnest", pgdocs.c["tags"]).column_valued("x");
  const auto y = func("generate_series", 1, 3).column_valued();
  return select(x, y).where(x == "q", y > 2);
}

CASE("mixed_select/cte_alias_self_join") {
  const auto c = select(nodes.c["id"], nodes.c["parent_id"]).cte("c");
  const auto a = c.alias("a");
  const auto b = c.alias("b");
  return select(a.c["id"], b.c["id"]).join(b, a.c["parent_id"] == b.c["id"]).where(c.c["id"] == 1);
}

CASE("mixed_select/cte_in_scalar_and_from") {
  const auto c = select(func::avg(orders.c["total"]).label("m")).cte("av");
  return select(orders.c["id"], select(c.c["m"]).scalar_subquery())
      .where(orders.c["total"] > select(c.c["m"]).scalar_subquery());
}

CASE("mixed_select/cte_of_except_with_add_cte") {
  const auto a = select(users.c["id"]).cte("a");
  const auto b = except_(select(a.c["id"]), select(orders.c["user_id"])).cte("b");
  const auto d = delete_(addresses).where(addresses.c["city"] == "x").cte("d");
  return select(b.c["id"]).add_cte(d);
}

CASE("mixed_select/cte_of_union_recursive_limit_nested") {
  auto c = select(nodes.c["id"]).where(nodes.c["depth"] == 0).cte("walk", {.recursive = true});
  c = c.union_all(select(nodes.c["id"]).join(c, nodes.c["parent_id"] == c.c["id"]));
  const auto inner = select(c.c["id"]).order_by(c.c["id"]).limit(10).cte("first_ten");
  return select(nodes.c["label"])
      .join(inner, inner.c["id"] == nodes.c["id"])
      .where(select(text("*")).where(c.c["id"] == nodes.c["parent_id"]).exists());
}

CASE("mixed_select/cte_quoted_name_and_columns") {
  const auto c = select(odd.c["Id"], odd.c["user name"]).cte("My Cte");
  return select(c.c["user name"]).where(c.c["Id"] > 1);
}

CASE("mixed_select/cte_union_limit") {
  const auto a = select(users.c["id"]).where(users.c["age"] > 5).cte("a");
  return union_all(select(a.c["id"]), select(orders.c["user_id"]))
      .order_by("id")
      .limit(5)
      .offset(10);
}

CASE("mixed_select/cte_used_in_both_union_members") {
  const auto a = select(users.c["id"], users.c["name"]).limit(3).cte("a");
  return union_(select(a.c["id"]).where(a.c["name"] == "x"),
                select(a.c["id"]).where(a.c["name"] == "y"));
}

CASE("mixed_select/distinct_on_union_subquery") {
  const auto s = select(orders.c["user_id"], orders.c["total"])
                     .distinct(orders.c["user_id"])
                     .order_by(orders.c["user_id"], orders.c["total"].desc())
                     .subquery("latest");
  return select(users.c["name"], s.c["total"]).join(s, s.c["user_id"] == users.c["id"]);
}

CASE("mixed_select/duplicate_columns_three_times") {
  return select(users.c["id"], users.c["id"], users.c["id"].label("id"), users.c["name"],
                users.c["name"])
      .subquery()
      .select();
}

CASE("mixed_select/exists_of_limited_union") {
  const auto u = union_all(select(orders.c["id"]).limit(1), select(addresses.c["id"]));
  return select(users.c["id"]).where(!u.subquery("q").select().exists());
}

CASE("mixed_select/exists_wraps_columns") {
  return select(users.c["id"])
      .where(select(orders.c["id"])
                 .where(orders.c["user_id"] == users.c["id"])
                 .correlate(users)
                 .exists());
}

CASE("mixed_select/fetch_first_with_ties_for_update") {
  return select(users.c["id"])
      .order_by(users.c["age"])
      .fetch(3, {.with_ties = true})
      .with_for_update();
}

CASE("mixed_select/for_key_share_of_alias_in_cte") {
  const auto u = users.alias("u");
  const auto c = select(u.c["id"]).with_for_update({.of = {u}, .key_share = true}).cte("locked");
  return select(c.c["id"]);
}

CASE("mixed_select/for_share_skip_locked_limit") {
  return select(users.c["id"])
      .where(users.c["active"])
      .with_for_update({.read = true, .skip_locked = true})
      .limit(1);
}

CASE("mixed_select/for_update_of_columns_and_tables") {
  return select(users.c["id"], orders.c["id"])
      .join(orders)
      .with_for_update({.nowait = true, .of = {users.c["id"], orders}});
}

CASE("mixed_select/group_by_case_label_having") {
  const auto b = case_({{users.c["age"] < 18, "minor"}, {users.c["age"] < 65, "adult"}}, "senior")
                     .label("band");
  return select(b, func::count(users.c["id"]).label("n"))
      .group_by(b)
      .having(func::count(users.c["id"]) > 3)
      .order_by(b, desc("n"));
}

CASE("mixed_select/group_by_label_text_and_limit") {
  return select(func::lower(users.c["name"]).label("ln"), func::count())
      .group_by("ln")
      .order_by(func::lower(users.c["name"]))
      .limit(2)
      .offset(3);
}

CASE("mixed_select/having_without_group_by") {
  return select(func::max(users.c["age"])).having(func::max(users.c["age"]) > 3).limit(1);
}

CASE("mixed_select/join_chain_full_and_outer") {
  return select(users.c["id"], items.c["sku"])
      .join_from(users, orders, JoinOptions{.isouter = true})
      .join(order_items, JoinOptions{.full = true})
      .outerjoin(items)
      .where(or_(items.c["id"] == nullptr, users.c["id"] == nullptr));
}

CASE("mixed_select/join_nested_alias_flat_names") {
  const auto j = users.join(orders);
  return select(users.c["id"])
      .select_from(j.outerjoin(addresses, addresses.c["id"] == orders.c["address_id"]));
}

CASE("mixed_select/join_subquery_limit_and_lateral") {
  const auto s = select(orders.c["user_id"], func::sum(orders.c["total"]).label("t"))
                     .group_by(orders.c["user_id"])
                     .order_by(desc("t"))
                     .limit(10)
                     .subquery();
  return select(users.c["name"], s.c["t"])
      .join(s, s.c["user_id"] == users.c["id"])
      .order_by(s.c["t"].desc());
}

CASE("mixed_select/label_in_group_by_function_of_label") {
  const auto l = func("date", users.c["created_at"]).label("d");
  return select(l, func::count()).group_by(l).having(l > "2020").order_by(l);
}

CASE("mixed_select/label_style_tablename_limit_offset") {
  return select(users.c["id"], orders.c["id"], orders.c["user_id"])
      .join(orders)
      .set_label_style(LabelStyle::tablename_plus_col)
      .order_by(orders.c["id"])
      .limit(2)
      .offset(1);
}

CASE("mixed_select/label_style_tablename_union_subquery") {
  const auto a = select(users.c["id"], orders.c["id"])
                     .join(orders)
                     .set_label_style(LabelStyle::tablename_plus_col);
  const auto u = union_all(a, a).subquery("u");
  return select(u.c["users_id"], u.c["orders_id"]);
}

CASE("mixed_select/lateral_function_and_values_join") {
  const auto v = values({column("n", Integer())}, {.name = "nums"}).data({{1}, {2}});
  const auto f = func("generate_series", 1, v.c["n"]).table_valued("g").render_derived("gs");
  return select(v.c["n"], f.c["g"]).select_from(v).join(f, true_()).order_by(v.c["n"], f.c["g"]);
}

CASE("mixed_select/lateral_limited_correlated") {
  const auto l = select(orders.c["total"])
                     .where(orders.c["user_id"] == users.c["id"])
                     .order_by(orders.c["total"].desc())
                     .limit(3)
                     .lateral("l");
  return select(users.c["name"], l.c["total"]).outerjoin(l, true_());
}

CASE("mixed_select/limit_of_subquery_in_from_with_label") {
  const auto s = select((users.c["age"] * 2).label("dbl"), users.c["name"])
                     .order_by(desc("dbl"))
                     .limit(3)
                     .subquery("top");
  return select(s.c["dbl"], func::count()).group_by(s.c["dbl"]).order_by(s.c["dbl"]).offset(1);
}

CASE("mixed_select/limit_union_in_subquery_joined") {
  const auto u = union_(select(users.c["id"].label("k")), select(orders.c["user_id"]))
                     .order_by("k")
                     .limit(9)
                     .subquery("u");
  return select(addresses.c["email"], u.c["k"]).join(u, u.c["k"] == addresses.c["user_id"]);
}

CASE("mixed_select/limit_with_bind_parameters") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit(bindparam("n", 5))
      .offset(bindparam("o", 6));
}

CASE("mixed_select/limited_distinct_offset_only") {
  return select(users.c["name"]).distinct().order_by(users.c["name"].desc()).offset(7);
}

CASE("mixed_select/limited_select_with_labels_of_same_name") {
  return select(users.c["id"], orders.c["id"], (users.c["age"] + 1).label("id"))
      .join(orders)
      .order_by(users.c["id"])
      .limit(2)
      .offset(4);
}

CASE("mixed_select/long_labels_and_binds_limit") {
  const std::string n =
      "a_very_long_label_name_that_exceeds_every_identifier_limit_of_" + std::string(80, 'x');
  return select((users.c["id"] + 1).label(n)).where(users.c["name"] == "q").order_by(n).limit(1);
}

CASE("mixed_select/mssql_top_with_order_and_ties_subquery") {
  const auto s =
      select(users.c["id"]).order_by(users.c["age"]).fetch(2, {.percent = true}).subquery();
  return select(s.c["id"], func::count())
      .group_by(s.c["id"])
      .order_by(func::count().desc())
      .limit(3);
}

CASE("mixed_select/nested_scalar_labels") {
  const auto i = select(func::max(items.c["price"]))
                     .where(items.c["id"] == order_items.c["item_id"])
                     .scalar_subquery();
  const auto m = select(func::sum(order_items.c["quantity"] * i))
                     .where(order_items.c["order_id"] == orders.c["id"])
                     .label("worth");
  return select(orders.c["id"], m).order_by(m.desc(), "worth").limit(4);
}

CASE("mixed_select/nulls_first_last_everywhere") {
  return select(users.c["id"],
                func::row_number().over({.order_by = {users.c["age"].asc().nulls_first()}}))
      .order_by(users.c["name"].nulls_last(), users.c["age"].desc().nulls_first(),
                nulls_last(users.c["balance"]))
      .limit(2);
}

CASE("mixed_select/offset_in_scalar_subquery_and_in") {
  const auto q = select(orders.c["id"])
                     .where(orders.c["user_id"] == users.c["id"])
                     .order_by(orders.c["id"])
                     .limit(1)
                     .offset(2);
  return select(users.c["id"], q.scalar_subquery().label("third"))
      .where(users.c["id"].in_(select(items.c["id"]).order_by(items.c["id"]).limit(3).offset(1)));
}

CASE("mixed_select/offset_of_join_with_for_update") {
  return select(users.c["id"], orders.c["status"])
      .join(orders)
      .order_by(orders.c["id"])
      .limit(2)
      .offset(4)
      .with_for_update({.of = {orders}, .skip_locked = true});
}

CASE("mixed_select/offset_with_quoted_columns_and_labels") {
  return select(odd.c["user name"].label("User"), odd.c["order"],
                func::max(odd.c["Id"]).label("m x"))
      .group_by(odd.c["user name"], odd.c["order"])
      .order_by(odd.c["order"].desc(), odd.c["user name"])
      .limit(3)
      .offset(6);
}

CASE("mixed_select/order_by_unary_of_label") {
  const auto l = (users.c["age"] + 1).label("x");
  return select(l).order_by(l.desc().nulls_last(), func::abs(l), -l);
}

CASE("mixed_select/percentile_over_partition") {
  return select(func::percentile_disc(0.25)
                    .within_group(orders.c["total"])
                    .over({.partition_by = {orders.c["user_id"]}})
                    .label("p"),
                func::rank(3).within_group(orders.c["total"].desc()),
                func("lag", orders.c["total"], 1, 0).over({.order_by = {orders.c["id"]}}));
}

CASE("mixed_select/quoted_alias_limit") {
  const auto o = odd.alias("Odd Alias");
  return select(o.c["order"], o.c["pct%done"].label("Percent %"))
      .order_by(o.c["order"])
      .limit(1)
      .offset(2);
}

CASE("mixed_select/recursive_cte_depth_path") {
  auto t = select(nodes.c["id"], nodes.c["label"].label("path"), literal(0).label("lvl"))
               .where(nodes.c["parent_id"] == nullptr)
               .cte("tree", {.recursive = true});
  const auto n = nodes.alias("n");
  t = t.union_all(select(n.c["id"], t.c["path"] + "/" + n.c["label"], t.c["lvl"] + 1)
                      .join(t, n.c["parent_id"] == t.c["id"]));
  return select(t.c["path"]).where(t.c["lvl"] < 5).order_by(t.c["path"]).limit(20);
}

CASE("mixed_select/recursive_cte_union_in_exists") {
  auto t = select(nodes.c["id"]).where(nodes.c["id"] == 1).cte("", {.recursive = true});
  t = t.union_(select(nodes.c["id"]).where(nodes.c["parent_id"] == t.c["id"]));
  return select(users.c["id"]).where(select(t.c["id"]).where(t.c["id"] == users.c["id"]).exists());
}

CASE("mixed_select/rollup_with_order_and_case") {
  return select(orders.c["status"], func::sum(case_({{orders.c["total"] > 5, 1}}, 0)).label("big"))
      .group_by(func::rollup(orders.c["status"], orders.c["user_id"]))
      .order_by(orders.c["status"].nulls_first())
      .limit(3);
}

CASE("mixed_select/scalar_table_valued_where") {
  return select(pgdocs.c["id"])
      .where(func("jsonb_each", pgdocs.c["data"]).scalar_table_valued("key", make_ptr<String>()) ==
                 "x",
             func("pg_x", pgdocs.c["id"]).scalar_table_valued("v") == 3);
}

CASE("mixed_select/schema_table_limit_with_order") {
  return select(events.c["id"], events.c["kind"])
      .where(events.c["at"] >
             LocalDateTime(std::chrono::local_days(std::chrono::year(2020) / 1 / 2) +
                           std::chrono::hours(3) + std::chrono::minutes(4) +
                           std::chrono::seconds(5)))
      .order_by(events.c["at"])
      .limit(3)
      .offset(1);
}

CASE("mixed_select/schema_translate_everywhere") {
  const auto c = select(events.c["user_id"]).where(events.c["kind"] == "x").cte("e");
  const auto e = events.alias();
  return select(users.c["id"], e.c["kind"])
      .join(c, c.c["user_id"] == users.c["id"])
      .join(e, e.c["user_id"] == users.c["id"]);
}

CASE("mixed_select/select_from_join_with_hint_and_prefix") {
  return select(users.c["id"])
      .prefix_with("SQL_NO_CACHE", "mysql")
      .with_hint(users, "USE INDEX (x)", "mysql")
      .with_hint(users, "WITH (NOLOCK)", "mssql")
      .with_hint(users, "INDEX(%(name)s ix)", "oracle")
      .select_from(users.join(orders));
}

CASE("mixed_select/select_plain_values_limit") {
  return select(literal("x").label("a"), literal(1.5), literal(nullptr), literal(true)).limit(1);
}

CASE("mixed_select/select_slice") {
  return select(users.c["id"]).order_by(users.c["id"]).slice(3, 8);
}

CASE("mixed_select/set_ops_all_variants_ordered") {
  const auto a = select(users.c["id"].label("k"));
  const auto b = select(orders.c["id"]);
  return except_all(intersect_all(a, b), b).order_by(desc("k")).limit(3);
}

CASE("mixed_select/set_ops_mixed_precedence") {
  const auto a = select(users.c["id"]);
  const auto b = select(orders.c["id"]);
  const auto c = select(items.c["id"]);
  const auto d = select(nodes.c["id"]);
  return except_(union_(a, intersect(b, c)), d);
}

CASE("mixed_select/statement_hint_with_limit") {
  return select(users.c["id"])
      .with_statement_hint("OPTION (RECOMPILE)", "mssql")
      .with_statement_hint("/* all */")
      .order_by(users.c["id"])
      .limit(2)
      .offset(2)
      .suffix_with("-- end");
}

CASE("mixed_select/table_valued_lateral_ordinality") {
  const auto f =
      func("json_each", docs.c["data"])
          .table_valued({"key", column("value", Integer())}, {.name = "je", .with_ordinality = "n"})
          .render_derived();
  return select(docs.c["id"], f.c["key"], f.c["n"])
      .select_from(docs)
      .join(f, true_())
      .where(f.c["value"] > 3);
}

CASE("mixed_select/tablesample_limit_alias") {
  const auto t = users.tablesample(func("bernoulli", 1.5), "smp", func::random());
  return select(t.c["id"]).order_by(t.c["id"]).limit(4);
}

CASE("mixed_select/text_cte_joined") {
  const auto t = text("SELECT 1 AS k, ':x' AS q, a\\:\\:int FROM t WHERE z = :z")
                     .columns(column("k", Integer()))
                     .cte("tc");
  return select(users.c["id"]).join(t, users.c["id"] == t.c["k"]);
}

CASE("mixed_select/text_from_with_limit") {
  const auto t = text("SELECT id, name FROM users WHERE age > :a")
                     .bindparams({{"a", 5}})
                     .columns({{"id", Integer()}, {"name", String()}})
                     .subquery("t");
  return select(t.c["name"]).order_by(t.c["id"]).limit(3);
}

CASE("mixed_select/tuple_in_subquery_of_alias") {
  const auto o = orders.alias();
  return select(users.c["id"])
      .where(tuple_(users.c["id"], users.c["age"])
                 .in_(select(o.c["user_id"], func::max(o.c["id"])).group_by(o.c["user_id"])));
}

CASE("mixed_select/tuple_in_values_and_not_in") {
  return select(users.c["id"])
      .where(tuple_(users.c["id"], users.c["name"]).in_({{1, "a"}, {2, "b"}}),
             tuple_(users.c["age"], users.c["id"]).not_in({{3, 4}}));
}

CASE("mixed_select/union_fetch_offset_for_update") {
  return union_(select(users.c["id"]), select(orders.c["id"])).order_by("id").offset(2).fetch(5);
}

CASE("mixed_select/union_group_by_in_members") {
  const auto a = select(users.c["age"], func::count().label("n"))
                     .group_by(users.c["age"])
                     .having(func::count() > 1);
  const auto b = select(items.c["qty"], func::sum(items.c["qty"]))
                     .group_by(items.c["qty"])
                     .order_by(items.c["qty"])
                     .limit(2);
  return union_all(a, b).order_by("n", "age");
}

CASE("mixed_select/union_in_in_with_limit") {
  const auto u = union_(select(orders.c["user_id"]), select(addresses.c["user_id"])).limit(4);
  return select(users.c["id"])
      .where(users.c["id"].in_(u), users.c["id"].not_in(select(nodes.c["id"]).limit(2)));
}

CASE("mixed_select/union_of_selects_with_offsets") {
  const auto a = select(users.c["id"]).order_by(users.c["id"]).limit(2).offset(1);
  const auto b = select(orders.c["id"]).order_by(orders.c["id"]).fetch(3);
  return union_all(a, b).order_by("id").offset(1);
}

CASE("mixed_select/values_joined_cte") {
  const auto v = values({column("k", Integer()), column("w", String())}, {.name = "v"})
                     .data({{1, "a"}, {2, "b"}})
                     .cte("vc");
  return select(users.c["id"], v.c["w"]).join(v, users.c["id"] == v.c["k"]).limit(1);
}

CASE("mixed_select/values_typed_null_and_expression") {
  const auto v =
      values({column("k", Integer()), column("d", Date())}, {.name = "my v"})
          .data({{1, nullptr}, {func::abs(-2), CalendarDate(std::chrono::year(2024) / 1 / 2)}});
  return select(v).where(v.c["d"] != nullptr);
}

CASE("mixed_select/whole_table_subquery_of_join_limit") {
  return select(users, orders).join(orders).order_by(users.c["id"]).limit(1).offset(2);
}

CASE("mixed_select/window_exclude_groups") {
  return select(
      func::count().over({.order_by = {users.c["age"]}, .groups = Frame{-1, 1}, .exclude = "TIES"}),
      func("first_value", users.c["name"])
          .over({.order_by = {users.c["age"]},
                 .range_ = Frame{nullptr, 0},
                 .exclude = "CURRENT ROW"}));
}

CASE("mixed_select/window_filter_partition_order_frame") {
  return select(func::sum(orders.c["total"])
                    .filter(orders.c["status"] == "paid")
                    .over({.partition_by = {orders.c["user_id"], orders.c["status"]},
                           .order_by = {orders.c["placed_on"].desc().nulls_last(), orders.c["id"]},
                           .rows = Frame{-3, nullptr}})
                    .label("r"))
      .order_by("r");
}

CASE("mixed_select/window_of_limited_select") {
  const auto rn =
      func::row_number()
          .over({.partition_by = {orders.c["user_id"]}, .order_by = {orders.c["total"].desc()}})
          .label("rn");
  const auto s = select(orders.c["id"], rn).subquery();
  return select(s.c["id"]).where(s.c["rn"] == 1).order_by(s.c["id"]).limit(5).offset(5);
}

CASE("mixed_select/within_group_filter_label") {
  return select(func::percentile_cont(0.5)
                    .within_group(orders.c["total"].desc())
                    .filter(orders.c["status"] != "x")
                    .label("med"),
                func::mode().within_group(orders.c["status"]))
      .group_by(orders.c["user_id"]);
}

}  // namespace cupel::conformance
