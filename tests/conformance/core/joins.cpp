// Area "joins" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("joins/association_both_sides") {
  return select(keywords.c["word"]).select_from(items.join(item_keywords).join(keywords));
}

CASE("joins/columns_keys") {
  return users.join(addresses).c.keys();
}

CASE("joins/composite_chain") {
  return select(items.c["sku"], orders.c["id"]).select_from(orders.join(order_items).join(items));
}

CASE("joins/explicit_on") {
  return select(users.c["id"])
      .select_from(users.join(addresses, (addresses.c["user_id"] == users.c["id"])));
}

CASE("joins/full") {
  return select(users.c["id"])
      .select_from(users.join(addresses, nullptr, JoinOptions{.full = true}));
}

CASE("joins/function_join") {
  return select(users.c["name"]).select_from(join(users, orders));
}

CASE("joins/function_outerjoin") {
  return select(users.c["name"])
      .select_from(outerjoin(users, orders, (users.c["id"] == orders.c["user_id"])));
}

CASE("joins/infer_fk_reverse") {
  return select(addresses.join(users));
}

CASE("joins/join_function") {
  const auto s = func("generate_series", 1, 5).table_valued("n").alias("s");
  return select(users.c["id"], s.c["n"]).join(s, (users.c["id"] == s.c["n"]));
}

CASE("joins/join_lateral") {
  const auto lat = select(orders.c["total"])
                       .where((orders.c["user_id"] == users.c["id"]))
                       .order_by(orders.c["total"].desc())
                       .limit(1)
                       .lateral("top_order");
  return select(users.c["name"], lat.c["total"]).join(lat, true_());
}

CASE("joins/join_then_extra_from") {
  return select(users.c["id"], items.c["sku"])
      .select_from(users.join(orders))
      .where((items.c["id"] == 3));
}

CASE("joins/label_style_on_join") {
  return select(users.join(orders)).set_label_style(LabelStyle::tablename_plus_col);
}

CASE("joins/mixed_chain") {
  return select(users.c["id"]).select_from(users.join(orders).outerjoin(order_items).join(items));
}

CASE("joins/nested_both_sides") {
  return select(users.c["id"])
      .select_from(users.join(addresses).join(orders.join(order_items),
                                              (users.c["id"] == orders.c["user_id"])));
}

CASE("joins/nested_join_columns") {
  const auto j = orders.join(order_items).join(items);
  return select(users.c["id"], j.c["orders_id"], j.c["items_sku"])
      .select_from(users.join(j, (users.c["id"] == j.c["orders_user_id"])));
}

CASE("joins/nested_right") {
  return select(users.c["id"]).select_from(users.join(orders.join(order_items)));
}

CASE("joins/nested_right_explicit_on") {
  return select(users.c["id"])
      .select_from(
          users.outerjoin(orders.join(order_items, (orders.c["id"] == order_items.c["order_id"])),
                          (users.c["id"] == orders.c["user_id"])));
}

CASE("joins/nested_three_deep") {
  return select(users.c["id"])
      .select_from(users.outerjoin(
          orders.outerjoin(order_items.join(items), (orders.c["id"] == order_items.c["order_id"])),
          (users.c["id"] == orders.c["user_id"])));
}

CASE("joins/on_literal_column") {
  return select(users.c["id"]).select_from(users.join(keywords, literal_column("1 = 1")));
}

CASE("joins/on_or") {
  return select(users.c["id"])
      .select_from(users.join(addresses, or_((addresses.c["user_id"] == users.c["id"]),
                                             (addresses.c["city"] == "Oslo"))));
}

CASE("joins/on_true") {
  return select(users.c["id"]).select_from(users.join(keywords, true_()));
}

CASE("joins/oracle_noansi_chain") {
  return select(users.c["id"])
      .select_from(users.outerjoin(orders).outerjoin(order_items).join(items));
}

CASE("joins/oracle_noansi_inner") {
  return select(users.c["id"], addresses.c["email"]).join_from(users, addresses);
}

CASE("joins/oracle_noansi_outer") {
  return select(users.c["id"]).outerjoin(addresses).where((users.c["age"] > 3));
}

CASE("joins/oracle_noansi_outer_and_bind") {
  return select(users.c["id"])
      .outerjoin(addresses,
                 and_((addresses.c["user_id"] == users.c["id"]), (addresses.c["city"] == "Rome")));
}

CASE("joins/outerjoin") {
  return select(users.c["id"]).select_from(users.outerjoin(addresses));
}

CASE("joins/outerjoin_full") {
  return select(users.c["id"]).select_from(users.outerjoin(addresses, nullptr, true));
}

CASE("joins/schema_fk") {
  return select(events.c["kind"], users.c["name"]).select_from(events.join(users));
}

CASE("joins/select_join_after_select_from") {
  return select(func::count()).select_from(users).join(addresses);
}

CASE("joins/select_join_ambiguous_left_error") {
  return select(users.c["id"], addresses.c["id"]).join(orders);
}

CASE("joins/select_join_chain") {
  return select(users.c["id"]).join(orders).join(order_items).join(items);
}

CASE("joins/select_join_chain_second_from_first") {
  return select(users.c["id"]).join(addresses).join(orders, (orders.c["user_id"] == users.c["id"]));
}

CASE("joins/select_join_from") {
  return select(literal_column("1")).join_from(users, addresses);
}

CASE("joins/select_join_from_columns_of_both") {
  return select(users.c["id"], addresses.c["email"])
      .join(addresses, (users.c["id"] == addresses.c["user_id"]));
}

CASE("joins/select_join_from_on") {
  return select(items.c["id"]).join_from(users, orders, (users.c["id"] == orders.c["user_id"]));
}

CASE("joins/select_join_full") {
  return select(users.c["id"]).join(orders, JoinOptions{.full = true});
}

CASE("joins/select_join_infers_left") {
  return select(addresses.c["email"]).join(users);
}

CASE("joins/select_join_isouter") {
  return select(users.c["id"]).join(orders, JoinOptions{.isouter = true});
}

CASE("joins/select_join_no_left_error") {
  return select(literal_column("1")).join(users);
}

CASE("joins/select_join_no_path_error") {
  return select(users.c["id"]).join(keywords);
}

CASE("joins/select_join_subquery") {
  const auto sq = select(orders.c["user_id"], func::count().label("n"))
                      .group_by(orders.c["user_id"])
                      .subquery("totals");
  return select(users.c["name"], sq.c["n"]).join(sq, (users.c["id"] == sq.c["user_id"]));
}

CASE("joins/select_join_subquery_inferred") {
  const auto sq = select(orders).subquery("o");
  return select(users.c["name"]).join(sq);
}

CASE("joins/select_join_subquery_inferred_error") {
  const auto sq = select(func::count(orders.c["user_id"]).label("n")).subquery("o");
  return select(users.c["name"]).join(sq);
}

CASE("joins/select_outerjoin") {
  return select(users.c["id"]).outerjoin(orders);
}

CASE("joins/select_outerjoin_full") {
  return select(users.c["id"]).outerjoin(orders, true);
}

CASE("joins/select_two_froms_one_joined") {
  return select(users.c["id"], keywords.c["word"]).join_from(users, addresses);
}

CASE("joins/self_referential_alias") {
  const auto parent = nodes.alias("parent");
  return select(nodes.c["label"], parent.c["label"].label("parent"))
      .select_from(nodes.outerjoin(parent, (nodes.c["parent_id"] == parent.c["id"])));
}

CASE("joins/self_referential_same_table_both") {
  return select(nodes.c["id"]).select_from(nodes.join(nodes));
}

CASE("joins/where_join_mysql_inner") {
  return select(users.c["id"]).join(addresses).where((addresses.c["city"] == "Bern"));
}

CASE("joins/join_select_method") {
  return users.join(addresses).select();
}

CASE("joins/no_fk_error") {
  return users.join(keywords);
}

CASE("joins/join_to_subquery_of_join") {
  const auto sq =
      orders.join(order_items).select().set_label_style(LabelStyle::tablename_plus_col).subquery();
  return select(users.c["id"], sq.c["orders_id"])
      .select_from(users.join(sq, users.c["id"] == sq.c["orders_user_id"]));
}

CASE("joins/select_join_on") {
  return select(users.c["id"]).join(addresses, users.c["id"] == addresses.c["user_id"]);
}

CASE("joins/two_fk_paths_error") {
  return orders.join(users.join(addresses));
}

CASE("joins/join_standalone") {
  return users.join(addresses);
}

}  // namespace cupel::conformance
