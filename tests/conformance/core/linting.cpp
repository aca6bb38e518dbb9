// Area "linting" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("linting/correlated_exists") {
  return select(users.c["id"]).where(exists().where((orders.c["user_id"] == users.c["id"])));
}

CASE("linting/cte_unconnected") {
  const auto c = select(orders.c["id"]).cte("c");
  return select(users.c["id"], c.c["id"]);
}

CASE("linting/delete_using_unconnected") {
  return delete_(users).where((orders.c["status"] == "y"));
}

CASE("linting/function_connects") {
  return select(users.c["id"], orders.c["id"])
      .where(func("matches", users.c["id"], orders.c["user_id"]));
}

CASE("linting/function_joins_implicitly") {
  return select(docs.c["id"],
                func("unnest", docs.c["nums"])
                    .table_valued(std::vector<Operand>{"n"}, {.joins_implicitly = true})
                    .c["n"]);
}

CASE("linting/in_subquery_does_not_count") {
  return select(users.c["id"]).where(users.c["id"].in_(select(orders.c["user_id"])));
}

CASE("linting/join") {
  return select(users.c["id"], orders.c["id"]).join(orders);
}

CASE("linting/join_and_unconnected_table") {
  return select(users.c["id"], items.c["id"]).select_from(users.join(orders));
}

CASE("linting/join_on_true") {
  return select(users.c["id"], items.c["id"]).join(items, true_());
}

CASE("linting/lateral") {
  const auto l =
      select(orders.c["total"]).where((orders.c["user_id"] == users.c["id"])).lateral("l");
  return select(users.c["id"], l.c["total"]);
}

CASE("linting/one_table") {
  return select(users.c["id"]);
}

CASE("linting/or_connects") {
  return select(users.c["id"], orders.c["id"])
      .where(or_((users.c["id"] == orders.c["user_id"]), (users.c["id"] == 5)));
}

CASE("linting/scalar_subquery_uncorrelated") {
  return select(users.c["id"], select(func::count(orders.c["id"])).scalar_subquery());
}

CASE("linting/three_chain") {
  return select(users.c["id"], orders.c["id"], order_items.c["quantity"])
      .where((users.c["id"] == orders.c["user_id"]), (orders.c["id"] == order_items.c["order_id"]));
}

CASE("linting/three_one_unconnected") {
  return select(users.c["id"], orders.c["id"], items.c["id"])
      .where((users.c["id"] == orders.c["user_id"]));
}

CASE("linting/two_connected_by_inequality") {
  return select(users.c["id"], orders.c["id"]).where((users.c["id"] < orders.c["user_id"]));
}

CASE("linting/two_connected_by_where") {
  return select(users.c["id"], orders.c["id"]).where((users.c["id"] == orders.c["user_id"]));
}

CASE("linting/two_filtered_but_unconnected") {
  return select(users.c["id"], items.c["id"]).where((users.c["id"] == 5), (items.c["id"] == 6));
}

CASE("linting/two_unconnected") {
  return select(users.c["id"], items.c["id"]);
}

CASE("linting/union_members") {
  return union_(select(users.c["id"]).where((items.c["id"] == 1)), select(orders.c["id"]));
}

CASE("linting/update_from_unconnected") {
  return update(users).values(ValueRow{{"name", "x"}}).where((orders.c["status"] == "y"));
}

CASE("linting/values") {
  return select(users.c["id"], values({column("a", Integer())}, {.name = "v"}).data({{1}}).c["a"]);
}

}  // namespace cupel::conformance
