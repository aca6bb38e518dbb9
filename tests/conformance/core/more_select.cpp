// Area "more_select": further cases, recorded by record_cases.py.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("more_select/any_all_subquery") {
  const auto s = select(orders.c["total"]).where(orders.c["user_id"] == users.c["id"]);
  return select(users.c["id"])
      .where(users.c["balance"] > all_(s.scalar_subquery()), any_(s.scalar_subquery()) == 5);
}

CASE("more_select/correlate_alias_not_table") {
  const auto u = users.alias("u");
  const auto s = select(func::count())
                     .select_from(orders)
                     .where(orders.c["user_id"] == u.c["id"])
                     .scalar_subquery();
  return select(users.c["id"], u.c["id"]).where(s > 1);
}

CASE("more_select/correlate_all_froms_error") {
  const auto s = select(users.c["id"]).where(users.c["age"] > 3).correlate(users).scalar_subquery();
  return select(users.c["name"]).where(users.c["id"] == s);
}

CASE("more_select/correlate_except_none") {
  const auto s = select(func::count(orders.c["id"]))
                     .where(orders.c["user_id"] == users.c["id"])
                     .correlate_except(nullptr)
                     .scalar_subquery();
  return select(users.c["id"], s);
}

CASE("more_select/correlate_in_having") {
  const auto s = select(func::avg(orders.c["total"]))
                     .where(orders.c["user_id"] == users.c["id"])
                     .scalar_subquery();
  return select(users.c["id"])
      .group_by(users.c["id"])
      .having(func::max(users.c["balance"]) > s)
      .order_by(s);
}

CASE("more_select/correlate_none_explicit") {
  const auto s = select(func::count(orders.c["id"]))
                     .where(orders.c["user_id"] == users.c["id"])
                     .correlate(nullptr)
                     .scalar_subquery();
  return select(users.c["id"], s);
}

CASE("more_select/correlate_two_levels") {
  const auto inner =
      select(items.c["id"]).where(items.c["id"] == order_items.c["item_id"]).exists();
  const auto mid = select(order_items.c["order_id"])
                       .where(order_items.c["order_id"] == orders.c["id"], inner)
                       .exists();
  return select(orders.c["id"]).where(mid);
}

CASE("more_select/correlated_in_join_on") {
  const auto s = select(func::max(orders.c["id"]))
                     .where(orders.c["user_id"] == users.c["id"])
                     .scalar_subquery();
  return select(users.c["id"], orders.c["id"]).join(orders, orders.c["id"] == s);
}

CASE("more_select/cte_conflicting_names_error") {
  const auto a = select(users.c["id"]).cte("same");
  const auto b = select(orders.c["id"]).cte("same");
  return select(a.c["id"], b.c["id"]);
}

CASE("more_select/cte_delete_then_insert_from_select") {
  const auto d = delete_(orders)
                     .where(orders.c["status"] == "void")
                     .returning(orders.c["id"], orders.c["status"])
                     .cte("gone");
  return insert(keywords).from_select({"id", "word"}, select(d.c["id"], d.c["status"]));
}

CASE("more_select/cte_in_delete_using") {
  const auto c = select(orders.c["user_id"]).cte("c");
  return delete_(users).where(users.c["id"] == c.c["user_id"]);
}

CASE("more_select/cte_in_update_where") {
  const auto c = select(orders.c["user_id"])
                     .group_by(orders.c["user_id"])
                     .having(func::count() > 3)
                     .cte("busy");
  return update(users)
      .values(ValueRow{{"active", true}})
      .where(users.c["id"].in_(select(c.c["user_id"])));
}

CASE("more_select/cte_insert_returning") {
  const auto i = insert(keywords)
                     .values(ValueRow{{"word", "w"}})
                     .returning(keywords.c["id"], keywords.c["word"])
                     .cte("ins");
  return select(i.c["id"], func::upper(i.c["word"])).where(i.c["id"] > 0);
}

CASE("more_select/cte_limit_inside") {
  const auto c = select(users.c["id"]).order_by(users.c["age"]).limit(5).offset(2).cte("c");
  return select(c.c["id"]).limit(3);
}

CASE("more_select/cte_nesting_in_scalar_subquery") {
  const auto n = select(orders.c["total"]).where(orders.c["total"] > 5).cte("n", {.nesting = true});
  return select(users.c["id"], select(func::max(n.c["total"])).scalar_subquery().label("m"));
}

CASE("more_select/cte_nesting_same_name_different_levels") {
  const auto inner = select(users.c["id"]).where(users.c["age"] > 1).cte("t", {.nesting = true});
  const auto mid = select(inner.c["id"]).cte("mid");
  const auto outer = select(orders.c["id"]).cte("t", {.nesting = true});
  return select(mid.c["id"], outer.c["id"]);
}

CASE("more_select/cte_nesting_three_deep") {
  const auto a = select(users.c["id"]).cte("a", {.nesting = true});
  const auto b = select(a.c["id"]).cte("b", {.nesting = true});
  const auto c = select(b.c["id"]).where(b.c["id"] > 1).cte("c");
  return select(c.c["id"]);
}

CASE("more_select/cte_on_union") {
  const auto u = union_(select(users.c["id"]), select(orders.c["user_id"])).cte("u");
  return select(u).order_by(u.c["id"]);
}

CASE("more_select/cte_parameters_of_positional") {
  const auto c = select(users.c["id"]).where(users.c["age"] == 1).cte("c");
  return select(c.c["id"], literal(2)).where(c.c["id"] != 3).limit(4);
}

CASE("more_select/cte_prefix_suffix") {
  const auto c = select(users.c["id"])
                     .cte("c")
                     .prefix_with("MATERIALIZED", "postgresql")
                     .suffix_with("SEARCH DEPTH FIRST BY id SET o", "oracle");
  return select(c.c["id"]);
}

CASE("more_select/cte_recursive_aliased_inside") {
  const auto base = select(nodes.c["id"], nodes.c["parent_id"])
                        .where(nodes.c["id"] == 3)
                        .cte("up", {.recursive = true});
  const auto ca = base.alias("ca");
  const auto c = base.union_(
      select(nodes.c["id"], nodes.c["parent_id"]).where(nodes.c["id"] == ca.c["parent_id"]));
  return select(c.c["id"]);
}

CASE("more_select/cte_recursive_two_terms") {
  const auto base = select(nodes.c["id"], literal(0).label("lvl"))
                        .where(nodes.c["parent_id"].is_(nullptr))
                        .cte("tree", {.recursive = true});
  const auto n = nodes.alias("n");
  const auto c = base.union_all(select(n.c["id"], base.c["lvl"] + 1)
                                    .join(base, n.c["parent_id"] == base.c["id"])
                                    .where(base.c["lvl"] < 9));
  return select(c).order_by(c.c["lvl"].desc());
}

CASE("more_select/cte_recursive_with_plain") {
  const auto p = select(users.c["id"]).cte("plain");
  const auto base = select(nodes.c["id"]).cte("rec", {.recursive = true});
  const auto r = base.union_all(select(nodes.c["id"]).where(nodes.c["parent_id"] == base.c["id"]));
  return select(p.c["id"], r.c["id"]).where(p.c["id"] == r.c["id"]);
}

CASE("more_select/cte_update_returning_joined") {
  const auto u = update(users)
                     .where(users.c["age"] < 5)
                     .values(ValueRow{{"active", false}})
                     .returning(users.c["id"])
                     .cte("upd");
  return select(orders.c["id"]).join(u, u.c["id"] == orders.c["user_id"]);
}

CASE("more_select/cte_values") {
  const auto v = values({column("i", Integer()), column("n", String())}, {.name = "v"})
                     .data({{1, "a"}, {2, "b"}})
                     .cte("vals");
  return select(v.c["n"]).where(v.c["i"] > 1);
}

CASE("more_select/distinct_label_order") {
  const auto n = func::lower(users.c["name"]).label("n");
  return select(n).distinct().order_by(n.desc()).limit(3);
}

CASE("more_select/except_of_intersect_and_union") {
  const auto a = select(users.c["id"]);
  const auto b = select(orders.c["id"]);
  const auto c = select(items.c["id"]);
  const auto d = select(keywords.c["id"]);
  return except_(intersect(a, b), union_(c, d)).order_by("id");
}

CASE("more_select/exists_column_label") {
  const auto e =
      exists(orders.c["id"]).where(orders.c["user_id"] == users.c["id"]).correlate(users);
  return select(users.c["id"], e.label("has"), case_({{e, "y"}}, "n"));
}

CASE("more_select/exists_negated_and_combined") {
  const auto e = exists().where(orders.c["user_id"] == users.c["id"]);
  const auto f = exists(select(addresses.c["id"]).where(addresses.c["user_id"] == users.c["id"]));
  return select(users.c["id"]).where(or_(!e, and_(f, !exists(text("1")))));
}

CASE("more_select/fetch_percent_offset") {
  return select(users.c["id"]).order_by(users.c["id"]).offset(2).fetch(10, {.percent = true});
}

CASE("more_select/fetch_replaces_limit") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(5).fetch(3);
}

CASE("more_select/for_update_limit_order") {
  return select(users.c["id"])
      .order_by(users.c["age"])
      .limit(2)
      .with_for_update({.read = true, .key_share = true});
}

CASE("more_select/for_update_of_join_alias") {
  const auto o = orders.alias("o");
  return select(users.c["id"])
      .join(o, users.c["id"] == o.c["user_id"])
      .with_for_update({.of = {o, users.c["name"]}, .skip_locked = true});
}

CASE("more_select/group_by_unknown_text_error") {
  return select(users.c["id"]).group_by("nothing at all");
}

CASE("more_select/hint_on_alias_with_name_placeholder") {
  const auto u = users.alias("u");
  return select(u.c["id"])
      .with_hint(u, "INDEX(%(name)s ix)", "oracle")
      .with_hint(u, "WITH (NOLOCK)", "mssql");
}

CASE("more_select/join_from_alias_self_reference") {
  const auto p = nodes.alias("p");
  return select(nodes.c["id"], p.c["label"])
      .join_from(nodes, p, nodes.c["parent_id"] == p.c["id"], {.isouter = true});
}

CASE("more_select/join_full_outer") {
  return select(users.c["id"])
      .select_from(users.join(orders, nullptr, {.full = true})
                       .outerjoin(addresses, addresses.c["id"] == orders.c["address_id"]));
}

CASE("more_select/join_of_join_right_nested") {
  const auto j = orders.join(addresses);
  return select(users.c["id"])
      .select_from(users.outerjoin(j, users.c["id"] == orders.c["user_id"]));
}

CASE("more_select/join_onclause_several") {
  return select(users.c["id"])
      .join(orders, and_(users.c["id"] == orders.c["user_id"],
                         or_(orders.c["total"] > 5, orders.c["status"].in_({"a", "b"})),
                         not_(users.c["active"])));
}

CASE("more_select/join_subquery_inferred") {
  const auto s = select(orders).where(orders.c["total"] > 5).subquery("s");
  return select(users.c["name"], s.c["total"]).join(s);
}

CASE("more_select/label_desc_by_name") {
  return select((users.c["age"] + 1).label("n"), users.c["id"]).order_by(desc("n"), "id");
}

CASE("more_select/label_in_group_having") {
  const auto a = (users.c["age"] % 10).label("bucket");
  return select(a, func::count().label("cnt"))
      .group_by("bucket")
      .having(func::count() > 2)
      .order_by(desc("cnt"), a.asc().nulls_last());
}

CASE("more_select/label_object_in_expression_of_order") {
  const auto a = func::sum(orders.c["total"]).label("s");
  return select(orders.c["user_id"], a)
      .group_by(orders.c["user_id"])
      .order_by(a + 1, -a, func::abs(a));
}

CASE("more_select/label_object_in_where_and_order") {
  const auto a = (users.c["age"] + 1).label("n");
  return select(a).where(a > 3).order_by(a).group_by(a);
}

CASE("more_select/label_quoted_order") {
  return select(users.c["name"].label("Big Name")).order_by("Big Name", desc("Big Name"));
}

CASE("more_select/label_same_name_as_other_column") {
  return select(users.c["fullname"].label("name"), users.c["name"]).order_by("name");
}

CASE("more_select/label_style_none_duplicates") {
  return select(users.c["id"], orders.c["id"], users.c["id"])
      .join(orders)
      .set_label_style(LabelStyle::none);
}

CASE("more_select/label_style_tablename_join") {
  return select(users.c["id"], orders.c["id"], users.c["id"])
      .join(orders)
      .set_label_style(LabelStyle::tablename_plus_col);
}

CASE("more_select/lateral_function_of_lateral") {
  const auto a = func("jsonb_array_elements", pgdocs.c["data"]).table_valued("value").lateral("a");
  const auto b = func("jsonb_each", a.c["value"]).table_valued("key", "value").lateral("b");
  return select(pgdocs.c["id"], b.c["key"]).select_from(pgdocs).join(a, true_()).join(b, true_());
}

CASE("more_select/lateral_two_chained") {
  const auto a = select(orders.c["id"], orders.c["total"])
                     .where(orders.c["user_id"] == users.c["id"])
                     .order_by(orders.c["total"].desc())
                     .limit(1)
                     .lateral("a");
  const auto b =
      select(order_items.c["quantity"]).where(order_items.c["order_id"] == a.c["id"]).lateral("b");
  return select(users.c["id"], a.c["total"], b.c["quantity"])
      .select_from(users)
      .join(a, true_())
      .outerjoin(b, true_());
}

CASE("more_select/lateral_union") {
  const auto l = union_all(select(users.c["name"].label("x")),
                           select(orders.c["status"]).where(orders.c["user_id"] == users.c["id"]))
                     .lateral("l");
  return select(users.c["id"], l.c["x"]).select_from(users).join(l, true_());
}

CASE("more_select/limit_distinct_label_expression") {
  const auto n = func::lower(users.c["name"]).label("n");
  return select(n, users.c["age"] + 1)
      .distinct()
      .order_by(n, users.c["age"] + 1)
      .limit(5)
      .offset(2);
}

CASE("more_select/limit_expression") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit(bindparam("a", 2, {.type = make_ptr<Integer>()}) + 3)
      .offset(literal_column("1 + 1"));
}

CASE("more_select/limit_in_subquery_and_outside") {
  const auto s = select(users.c["id"], users.c["name"])
                     .order_by(users.c["name"].desc())
                     .limit(5)
                     .offset(10)
                     .subquery();
  return select(s.c["name"]).order_by(s.c["id"]).limit(2);
}

CASE("more_select/limit_zero_offset_zero") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(0).offset(0);
}

CASE("more_select/order_by_collate_label") {
  const auto n = users.c["name"].label("n");
  return select(n).order_by(collate(n, "C1").desc());
}

CASE("more_select/order_by_label_of_subquery_column") {
  const auto s = select((users.c["age"] * 2).label("dbl")).subquery("s");
  return select(s.c["dbl"].label("d2")).order_by("d2", s.c["dbl"]);
}

CASE("more_select/order_by_table_column_name_not_selected_error") {
  return select(users.c["id"]).order_by("users.name");
}

CASE("more_select/order_by_unknown_text_error") {
  return select(users.c["id"]).order_by("nothing");
}

CASE("more_select/prefix_suffix_hint_together") {
  return select(users.c["id"])
      .prefix_with("P1")
      .prefix_with("P2", "mysql")
      .with_hint(users, "USE INDEX (i)", "mysql")
      .with_statement_hint("OPTION (X)")
      .suffix_with("S1", "oracle")
      .where(users.c["id"] > 1);
}

CASE("more_select/scalar_subquery_arithmetic") {
  const auto s = select(func::count(orders.c["id"]))
                     .where(orders.c["user_id"] == users.c["id"])
                     .scalar_subquery();
  return select(users.c["id"], s * 2 + 1, -s, s.label("c")).where(s.between(1, 5)).order_by("c");
}

CASE("more_select/select_star_text_and_columns") {
  return select(text("*"), literal_column("1 AS one"), users.c["id"]).select_from(users);
}

CASE("more_select/subquery_of_join_duplicate_names") {
  const auto j = select(users, orders).join(orders).subquery("j");
  return select(j.c["id"], j.c["id_1"], j.c["name"]);
}

CASE("more_select/tablesample_joined") {
  const auto t = users.tablesample(func("bernoulli", 10), "ts", func::random());
  return select(t.c["id"], orders.c["id"]).join(orders, orders.c["user_id"] == t.c["id"]);
}

CASE("more_select/text_in_every_clause") {
  return select(text("a, b"))
      .select_from(text("t1 JOIN t2 ON x"))
      .where(text("a > :p"))
      .group_by(text("a, b"))
      .having(text("count(*) > 3"))
      .order_by(text("a DESC"));
}

CASE("more_select/union_all_nested_same") {
  const auto a = select(users.c["id"]);
  const auto b = select(orders.c["id"]);
  const auto c = select(items.c["id"]);
  return union_all(union_all(a, b), c);
}

CASE("more_select/union_as_subquery_of_limited_members") {
  const auto a = select(users.c["id"], users.c["name"]).limit(2).subquery("a");
  const auto b = select(users.c["id"], users.c["name"]).offset(5).subquery("b");
  const auto u = union_(select(a), select(b)).subquery("u");
  return select(u.c["name"]).where(u.c["id"] > 3);
}

CASE("more_select/union_column_names_differ") {
  const auto u = union_(select(users.c["id"].label("x"), users.c["name"]),
                        select(orders.c["id"], orders.c["status"]))
                     .subquery("u");
  return select(u.c["x"], u.c["name"]);
}

CASE("more_select/union_different_column_count_error") {
  return union_(select(users.c["id"]), select(orders.c["id"], orders.c["status"]));
}

CASE("more_select/union_exists") {
  const auto u = union_(select(orders.c["user_id"]), select(addresses.c["user_id"]));
  return select(users.c["name"]).where(u.exists());
}

CASE("more_select/union_fetch") {
  return union_(select(users.c["id"]), select(orders.c["id"]))
      .order_by("id")
      .fetch(3, {.with_ties = true});
}

CASE("more_select/union_members_limited") {
  const auto a = select(users.c["id"]).order_by(users.c["name"]).limit(2);
  const auto b = select(orders.c["id"]).order_by(orders.c["total"].desc()).limit(3).offset(1);
  return union_all(a, b).order_by("id").limit(4);
}

CASE("more_select/union_members_ordered_only") {
  const auto a = select(users.c["id"]).order_by(users.c["name"]);
  const auto b = select(orders.c["id"]);
  return union_(a, b);
}

CASE("more_select/union_nested_limited") {
  const auto a = select(users.c["id"]);
  const auto b = select(orders.c["id"]);
  const auto c = select(items.c["id"]);
  return union_(union_(a, b).limit(3), c).order_by(text("1"));
}

CASE("more_select/union_of_ctes") {
  const auto c = select(users.c["id"]).where(users.c["age"] > 3).cte("c");
  return union_(select(c.c["id"]),
                select(orders.c["user_id"]).where(orders.c["user_id"].in_(select(c.c["id"]))));
}

CASE("more_select/union_scalar_in_where") {
  const auto u = union_(select(orders.c["user_id"]), select(addresses.c["user_id"]));
  return select(users.c["name"]).where(users.c["id"].in_(u));
}

CASE("more_select/union_scalar_subquery_column") {
  const auto u = union_(select(orders.c["id"]).limit(1), select(items.c["id"]).limit(1)).limit(1);
  return select(users.c["name"], u.scalar_subquery().label("one"));
}

CASE("more_select/union_with_for_update") {
  return union_all(select(users.c["id"]), select(orders.c["id"])).with_for_update({.nowait = true});
}

}  // namespace cupel::conformance
