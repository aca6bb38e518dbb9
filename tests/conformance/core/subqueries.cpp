// Area "subqueries" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("subqueries/alias_method_of_select") {
  const auto sq = select(users.c["id"]).alias("q");
  return select(sq);
}

CASE("subqueries/all_subquery") {
  return select(users.c["id"])
      .where((users.c["age"] > all_(select(items.c["qty"]).scalar_subquery())));
}

CASE("subqueries/anonymous") {
  const auto sq = select(users.c["id"]).subquery();
  return select(sq.c["id"]);
}

CASE("subqueries/any_subquery") {
  return select(users.c["id"])
      .where((users.c["age"] == any_(select(items.c["qty"]).scalar_subquery())));
}

CASE("subqueries/auto_correlate_all_froms_gone") {
  return select(users.c["id"])
      .where(
          (users.c["id"] == select(users.c["id"]).where((users.c["age"] > 3)).scalar_subquery()));
}

CASE("subqueries/auto_correlate_where") {
  return select(users.c["id"])
      .where(users.c["id"].in_(
          select(orders.c["user_id"]).where((orders.c["user_id"] == users.c["id"]))));
}

CASE("subqueries/correlate_alias") {
  const auto u = users.alias("u");
  return select(u.c["name"]).where(exists().where((orders.c["user_id"] == u.c["id"])));
}

CASE("subqueries/correlate_except") {
  return select(users.c["id"], addresses.c["id"])
      .where((users.c["id"] == select(orders.c["user_id"])
                                   .where((orders.c["address_id"] == addresses.c["id"]),
                                          (orders.c["user_id"] == users.c["id"]))
                                   .correlate_except(orders)
                                   .scalar_subquery()));
}

CASE("subqueries/correlate_except_none") {
  return select(users.c["id"])
      .where((users.c["id"] == select(orders.c["user_id"])
                                   .where((orders.c["user_id"] == users.c["id"]))
                                   .correlate_except(nullptr)
                                   .scalar_subquery()));
}

CASE("subqueries/correlate_explicit") {
  return select(users.c["id"])
      .where(select(orders.c["id"])
                 .where((orders.c["user_id"] == users.c["id"]))
                 .correlate(users)
                 .exists());
}

CASE("subqueries/correlate_in_columns_clause_from_join") {
  return select(select(func::count(orders.c["id"]))
                    .where((orders.c["user_id"] == users.c["id"]))
                    .scalar_subquery())
      .select_from(users.join(addresses));
}

CASE("subqueries/correlate_none") {
  return select(users.c["id"])
      .where((users.c["age"] == select(func::max(orders.c["id"]))
                                    .where((orders.c["user_id"] == users.c["id"]))
                                    .correlate(nullptr)
                                    .scalar_subquery()));
}

CASE("subqueries/correlate_one_of_two") {
  return select(users.c["id"], items.c["id"])
      .where((select(order_items.c["quantity"])
                  .where((order_items.c["item_id"] == items.c["id"]),
                         (order_items.c["order_id"] == users.c["id"]))
                  .correlate(users)
                  .scalar_subquery() > 3));
}

CASE("subqueries/correlate_self_referential") {
  const auto child = nodes.alias("child");
  return select(nodes.c["label"])
      .where(!select(child.c["id"]).where((child.c["parent_id"] == nodes.c["id"])).exists());
}

CASE("subqueries/correlate_two_levels") {
  return select(users.c["id"])
      .where(exists().where((orders.c["user_id"] == users.c["id"]),
                            exists().where((order_items.c["order_id"] == orders.c["id"]),
                                           (order_items.c["quantity"] > users.c["age"]))));
}

CASE("subqueries/exists_add_where_twice") {
  return select(users.c["id"])
      .where(exists()
                 .where((orders.c["user_id"] == users.c["id"]))
                 .where((orders.c["status"] == "new")));
}

CASE("subqueries/exists_and_or") {
  return select(users.c["id"])
      .where(or_(
          exists().where((orders.c["user_id"] == users.c["id"])),
          and_((users.c["age"] > 3), !exists().where((addresses.c["user_id"] == users.c["id"])))));
}

CASE("subqueries/exists_correlate") {
  return select(users.c["id"])
      .where(exists(orders.c["id"]).where((orders.c["user_id"] == users.c["id"])).correlate(users));
}

CASE("subqueries/exists_in_case") {
  return select(case_({{exists().where((orders.c["user_id"] == users.c["id"])), "y"}}, "n"))
      .select_from(users);
}

CASE("subqueries/exists_labelled") {
  return select(exists().where((orders.c["user_id"] == users.c["id"])).label("has"))
      .select_from(users);
}

CASE("subqueries/exists_method") {
  return select(users.c["id"])
      .where(select(orders.c["id"]).where((orders.c["user_id"] == users.c["id"])).exists());
}

CASE("subqueries/exists_plain") {
  return select(exists(select(users.c["id"])));
}

CASE("subqueries/exists_select_method") {
  return exists().where((users.c["name"] == "ed")).select();
}

CASE("subqueries/exists_standalone") {
  return exists().where((users.c["id"] == 5));
}

CASE("subqueries/exists_star") {
  return select(users.c["id"]).where(exists().where((orders.c["user_id"] == users.c["id"])));
}

CASE("subqueries/exists_text_column") {
  return select(users.c["id"])
      .where(exists(text("1")).where((orders.c["user_id"] == users.c["id"])));
}

CASE("subqueries/exists_union") {
  return select(exists(union_(select(users.c["id"]), select(orders.c["id"]))));
}

CASE("subqueries/exists_unlabelled_column") {
  return select(users.c["id"], exists().where((orders.c["user_id"] == users.c["id"])));
}

CASE("subqueries/exists_with_join") {
  return select(users.c["id"])
      .where(exists(select(literal_column("1"))
                        .select_from(orders.join(order_items))
                        .where((orders.c["user_id"] == users.c["id"]))));
}

CASE("subqueries/expression_column") {
  const auto sq = select(users.c["id"], (users.c["age"] + 1).label("nx"),
                         func::lower(users.c["name"]).label("ln"))
                      .subquery();
  return select(sq);
}

CASE("subqueries/in_scalar_subquery") {
  return select(users.c["id"])
      .where(users.c["id"].in_(select(orders.c["user_id"]).scalar_subquery()));
}

CASE("subqueries/in_subquery_of_union") {
  return select(users.c["id"])
      .where(
          users.c["id"].in_(union_(select(orders.c["user_id"]), select(addresses.c["user_id"]))));
}

CASE("subqueries/in_subquery_with_limit") {
  return select(users.c["id"])
      .where(users.c["id"].in_(select(orders.c["user_id"]).order_by(orders.c["total"]).limit(3)));
}

CASE("subqueries/label_with_spaces_in_subquery") {
  const auto sq = select(func::sum(orders.c["total"]).label("total sum")).subquery("T");
  return select(sq.c["total sum"]);
}

CASE("subqueries/lateral") {
  const auto lat =
      select(orders.c["total"]).where((orders.c["user_id"] == users.c["id"])).lateral("lat");
  return select(users.c["id"], lat.c["total"]);
}

CASE("subqueries/lateral_anonymous") {
  const auto lat =
      select(orders.c["total"]).where((orders.c["user_id"] == users.c["id"])).lateral();
  return select(users.c["id"], lat.c["total"]);
}

CASE("subqueries/lateral_function") {
  return select(lateral(select(orders.c["id"]).where((orders.c["user_id"] == 5)), "ll"));
}

CASE("subqueries/lateral_join_true") {
  const auto lat =
      select(orders.c["total"]).where((orders.c["user_id"] == users.c["id"])).lateral("lat");
  return select(users.c["id"], lat.c["total"]).select_from(users.join(lat, true_()));
}

CASE("subqueries/lateral_no_explicit_correlate") {
  const auto lat =
      select(orders).where((orders.c["user_id"] > users.c["id"])).correlate(users).lateral("lat");
  return select(users.c["id"]).select_from(users.join(lat, (lat.c["user_id"] == users.c["id"])));
}

CASE("subqueries/lateral_outerjoin") {
  const auto lat =
      select(orders.c["total"]).where((orders.c["user_id"] == users.c["id"])).lateral("lat");
  return select(users.c["id"], lat.c["total"]).select_from(users.outerjoin(lat, true_()));
}

CASE("subqueries/lateral_two_chained") {
  const auto l1 = select(orders.c["id"].label("oid"))
                      .where((orders.c["user_id"] == users.c["id"]))
                      .lateral("l1");
  const auto l2 = select(order_items.c["item_id"])
                      .where((order_items.c["order_id"] == l1.c["oid"]))
                      .lateral("l2");
  return select(users.c["id"], l1.c["oid"], l2.c["item_id"])
      .select_from(users.join(l1, true_()).join(l2, true_()));
}

CASE("subqueries/lateral_union") {
  const auto lat =
      union_all(select(orders.c["total"]).where((orders.c["user_id"] == users.c["id"])),
                select(users.c["balance"]))
          .lateral("lat");
  return select(users.c["id"], lat.c["total"]);
}

CASE("subqueries/named") {
  const auto sq = select(users.c["id"]).subquery("sq");
  return select(sq.c["id"]);
}

CASE("subqueries/nested_anonymous_numbering") {
  return select(select(select(keywords.c["id"]).subquery()).subquery());
}

CASE("subqueries/nested_three_named") {
  return select(select(select(select(keywords).subquery("k1")).subquery("k2")).subquery("k3"));
}

CASE("subqueries/nested_two") {
  const auto a = select(users.c["id"]).subquery();
  const auto b = select(a.c["id"]).subquery();
  return select(b.c["id"]);
}

CASE("subqueries/not_exists") {
  return select(users.c["id"]).where(!exists().where((orders.c["user_id"] == users.c["id"])));
}

CASE("subqueries/not_in_subquery") {
  return select(users.c["id"]).where(users.c["id"].not_in(select(orders.c["user_id"])));
}

CASE("subqueries/param_numbering_inner_outer") {
  const auto sq =
      select(users).where((users.c["name"] == "a"), (users.c["name"] != "b")).subquery();
  return select(sq.c["id"], users.c["id"]).where((users.c["name"] == "c"), (sq.c["name"] == "d"));
}

CASE("subqueries/quoted_columns_of_subquery") {
  const auto sq = select(odd).subquery();
  return select(sq.c["user name"], sq.c["order"]);
}

CASE("subqueries/scalar") {
  return select(select(func::count(orders.c["id"])).scalar_subquery());
}

CASE("subqueries/scalar_as_type") {
  return select((type_coerce(select(users.c["name"]).limit(1).scalar_subquery(), Integer()) + 1));
}

CASE("subqueries/scalar_cast") {
  return select(cast(select(func::max(users.c["age"])).scalar_subquery(), String()));
}

CASE("subqueries/scalar_correlated") {
  return select(users.c["name"], select(func::count(orders.c["id"]))
                                     .where((orders.c["user_id"] == users.c["id"]))
                                     .scalar_subquery()
                                     .label("n_orders"));
}

CASE("subqueries/scalar_equality_between_two") {
  return select(literal(1))
      .where((select(func::count(users.c["id"])).scalar_subquery() ==
              select(func::count(orders.c["id"])).scalar_subquery()));
}

CASE("subqueries/scalar_in_function") {
  return select(func::coalesce(select(func::max(orders.c["total"]))
                                   .where((orders.c["user_id"] == users.c["id"]))
                                   .scalar_subquery(),
                               0));
}

CASE("subqueries/scalar_label_shortcut") {
  return select(users.c["id"], select(func::count(orders.c["id"])).label("n"));
}

CASE("subqueries/scalar_labelled") {
  return select(users.c["id"], select(func::count(orders.c["id"])).scalar_subquery().label("n"));
}

CASE("subqueries/scalar_multi_column") {
  return select(select(users.c["id"], users.c["age"]).scalar_subquery());
}

CASE("subqueries/scalar_of_union") {
  return select(union_(select(users.c["id"]), select(orders.c["id"])).scalar_subquery());
}

CASE("subqueries/scalar_standalone") {
  return select(users.c["id"]).where((users.c["id"] == 5)).scalar_subquery();
}

CASE("subqueries/scalar_two") {
  return select(select(func::min(users.c["age"])).scalar_subquery(),
                select(func::max(users.c["age"])).scalar_subquery());
}

CASE("subqueries/scalar_where") {
  return select(users.c["id"])
      .where((users.c["age"] > select(func::avg(users.c["age"])).scalar_subquery()));
}

CASE("subqueries/scalar_where_alias") {
  const auto u2 = users.alias();
  return select(users.c["id"])
      .where((users.c["age"] == select(func::max(u2.c["age"])).scalar_subquery()));
}

CASE("subqueries/select_coerced_with_deprecation") {
  return select(users.c["id"]).where((users.c["age"] == select(func::max(items.c["qty"]))));
}

CASE("subqueries/select_subquery_star") {
  return select(select(users.c["id"], users.c["name"]).subquery("u"));
}

CASE("subqueries/subquery_alias") {
  const auto sq = select(users.c["id"]).subquery("sq");
  const auto al = sq.alias("other");
  return select(al.c["id"]);
}

CASE("subqueries/subquery_and_its_table") {
  const auto sq = select(orders.c["user_id"]).subquery();
  return select(users.c["name"], sq.c["user_id"]).where((users.c["id"] == sq.c["user_id"]));
}

CASE("subqueries/subquery_columns_label_style") {
  return select(
      select(users.join(addresses)).set_label_style(LabelStyle::tablename_plus_col).subquery("ua"));
}

CASE("subqueries/subquery_of_union") {
  const auto u = union_(select(users.c["id"]), select(orders.c["id"])).subquery("u");
  return select(u.c["id"]);
}

CASE("subqueries/text_columns_subquery") {
  const auto sq = text("SELECT id, count(*) AS n FROM users GROUP BY id")
                      .columns(column("id", Integer()), column("n", Integer()))
                      .subquery("t");
  return select(sq.c["id"], sq.c["n"]).where((sq.c["n"] > 1));
}

CASE("subqueries/text_columns_subquery_anonymous") {
  const auto sq = text("SELECT id FROM users").columns({{"id", Integer()}}).subquery();
  return select(sq.c["id"]);
}

CASE("subqueries/two_anonymous") {
  const auto a = select(users.c["id"]).subquery();
  const auto b = select(orders.c["id"]).subquery();
  return select(a.c["id"], b.c["id"]).where((a.c["id"] == b.c["id"]));
}

CASE("subqueries/unlabelled_expression_column") {
  return select(select((users.c["age"] + 1), (users.c["age"] - 1)).subquery());
}

CASE("subqueries/unlabelled_function_two_same") {
  return select(select(func::max(users.c["age"]), func::max(users.c["id"])).subquery());
}

CASE("subqueries/where_on_subquery") {
  const auto sq = select(orders.c["user_id"], func::count().label("n"))
                      .group_by(orders.c["user_id"])
                      .subquery("t");
  return select(sq).where((sq.c["n"] > 4));
}

CASE("subqueries/scalar_where_method") {
  return select(users.c["id"])
      .where(users.c["id"] ==
             select(orders.c["user_id"]).where(orders.c["status"] == "open").scalar_subquery());
}

CASE("subqueries/select_from_select_error") {
  return select(select(users.c["id"]));
}

}  // namespace cupel::conformance
