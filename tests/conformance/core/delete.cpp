// Area "delete" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("delete/add_cte") {
  return delete_(users).where((users.c["id"] == 5)).add_cte(select(orders.c["id"]).cte("side"));
}

CASE("delete/alias_target") {
  const auto u = users.alias("u");
  return delete_(u).where((u.c["id"] == 5));
}

CASE("delete/all") {
  return delete_(users);
}

CASE("delete/bindparam") {
  return delete_(users).where((users.c["id"] == bindparam("i")));
}

CASE("delete/filter_by") {
  return delete_(users).filter_by({{"name", "x"}, {"age", 5}});
}

CASE("delete/hint_mssql") {
  return delete_(users).with_hint("WITH (PAGLOCK)", "mssql");
}

CASE("delete/lightweight_table") {
  return delete_(points).where((points.c["x"] == 1));
}

CASE("delete/params_order_using") {
  return delete_(users).where((users.c["name"] == "a"), (users.c["id"] == orders.c["user_id"]),
                              (orders.c["status"] == "b"));
}

CASE("delete/prefix") {
  return delete_(users).prefix_with("LOW_PRIORITY");
}

CASE("delete/returning") {
  return delete_(users).returning(users.c["id"]);
}

CASE("delete/returning_expression") {
  return delete_(users).returning((users.c["age"] + 1));
}

CASE("delete/returning_function") {
  return delete_(users).returning(func::lower(users.c["name"]));
}

CASE("delete/returning_label") {
  return delete_(users).returning(users.c["id"].label("i"));
}

CASE("delete/returning_schema") {
  return delete_(events).returning(events.c["id"]);
}

CASE("delete/returning_star") {
  return delete_(users).returning(literal_column("*"));
}

CASE("delete/schema_table") {
  return delete_(events).where((events.c["id"] == 5));
}

CASE("delete/using_alias") {
  const auto o = orders.alias("o");
  return delete_(users).where((users.c["id"] == o.c["user_id"]));
}

CASE("delete/using_alias_target") {
  const auto u = users.alias("u");
  return delete_(u).where((u.c["id"] == orders.c["user_id"]));
}

CASE("delete/using_method") {
  return delete_(users).using_(orders).where((users.c["id"] == orders.c["user_id"]));
}

CASE("delete/using_method_alias") {
  const auto o = orders.alias("o");
  return delete_(users).using_(o).where((users.c["id"] == o.c["user_id"]));
}

CASE("delete/using_method_join") {
  return delete_(users)
      .using_(orders.join(addresses, (orders.c["address_id"] == addresses.c["id"])))
      .where((users.c["id"] == orders.c["user_id"]));
}

CASE("delete/using_method_subquery") {
  const auto s = select(orders.c["user_id"]).subquery("s");
  return delete_(users).using_(s).where((users.c["id"] == s.c["user_id"]));
}

CASE("delete/using_method_two") {
  return delete_(users).using_(orders, addresses);
}

CASE("delete/using_schema_tables") {
  return delete_(events).where((events.c["user_id"] == users.c["id"]));
}

CASE("delete/using_subquery") {
  const auto s = select(orders.c["user_id"]).subquery("s");
  return delete_(users).where((users.c["id"] == s.c["user_id"]));
}

CASE("delete/using_two") {
  return delete_(users).where((users.c["id"] == orders.c["user_id"]),
                              (addresses.c["user_id"] == users.c["id"]));
}

CASE("delete/using_where") {
  return delete_(users).where((users.c["id"] == orders.c["user_id"]), (orders.c["status"] == "x"));
}

CASE("delete/where_bool") {
  return delete_(users).where(users.c["active"]);
}

CASE("delete/where_correlated") {
  return delete_(users).where((select(func::count(orders.c["id"]))
                                   .where((orders.c["user_id"] == users.c["id"]))
                                   .scalar_subquery() == 0));
}

CASE("delete/where_in") {
  return delete_(users).where(users.c["id"].in_({1, 2}));
}

CASE("delete/where_in_empty") {
  return delete_(users).where(users.c["id"].in_(std::vector<Value>{}));
}

CASE("delete/where_not_exists") {
  return delete_(users).where(!exists().where((orders.c["user_id"] == users.c["id"])));
}

CASE("delete/where_or") {
  return delete_(users).where(or_((users.c["id"] == 5), (users.c["age"] > 3)));
}

CASE("delete/where_self_subquery") {
  const auto u = users.alias("u");
  return delete_(users).where((users.c["id"] == select(func::max(u.c["id"])).scalar_subquery()));
}

CASE("delete/where_subquery") {
  return delete_(users).where(users.c["id"].in_(select(orders.c["user_id"])));
}

CASE("delete/where_text") {
  return delete_(users).where(text("id = :i").bindparams({{"i", 5}}));
}

CASE("delete/where_true") {
  return delete_(users).where(true_());
}

CASE("delete/where_two") {
  return delete_(users).where((users.c["id"] == 5)).where((users.c["age"] > 3));
}

CASE("delete/with_cte") {
  const auto c = select(orders.c["user_id"]).cte("c");
  return delete_(users).where(users.c["id"].in_(select(c.c["user_id"])));
}

}  // namespace cupel::conformance
