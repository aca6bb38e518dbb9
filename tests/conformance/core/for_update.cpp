// Area "for_update" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("for_update/in_cte") {
  const auto c = select(users.c["id"]).with_for_update({.skip_locked = true}).cte("c");
  return select(c.c["id"]);
}

CASE("for_update/key_share") {
  return select(users.c["id"]).with_for_update({.key_share = true});
}

CASE("for_update/key_share_nowait") {
  return select(users.c["id"]).with_for_update({.nowait = true, .key_share = true});
}

CASE("for_update/key_share_read") {
  return select(users.c["id"]).with_for_update({.read = true, .key_share = true});
}

CASE("for_update/key_share_read_skip_locked") {
  return select(users.c["id"])
      .with_for_update({.read = true, .skip_locked = true, .key_share = true});
}

CASE("for_update/last_call_wins") {
  return select(users.c["id"]).with_for_update({.read = true}).with_for_update({.nowait = true});
}

CASE("for_update/nowait") {
  return select(users.c["id"]).with_for_update({.nowait = true});
}

CASE("for_update/nowait_and_skip_locked") {
  return select(users.c["id"]).with_for_update({.nowait = true, .skip_locked = true});
}

CASE("for_update/of_alias") {
  const auto u = users.alias("u");
  return select(u.c["id"]).with_for_update({.of = {u}});
}

CASE("for_update/of_alias_column") {
  const auto u = users.alias("u");
  return select(u.c["id"]).with_for_update({.of = {u.c["name"]}});
}

CASE("for_update/of_anonymous_alias") {
  const auto u = users.alias();
  return select(u.c["id"]).with_for_update({.of = {u}});
}

CASE("for_update/of_column") {
  return select(users.c["id"]).with_for_update({.of = {users.c["id"]}});
}

CASE("for_update/of_columns_two_tables") {
  return select(users.c["id"])
      .join(orders)
      .with_for_update({.of = {users.c["id"], orders.c["id"]}});
}

CASE("for_update/of_join") {
  const auto j = users.join(orders);
  return select(users.c["id"]).select_from(j).with_for_update({.of = {j}});
}

CASE("for_update/of_nowait") {
  return select(users.c["id"]).with_for_update({.nowait = true, .of = {users}});
}

CASE("for_update/of_one_of_join") {
  return select(users.c["id"]).join(orders).with_for_update({.of = {orders}});
}

CASE("for_update/of_quoted") {
  return select(odd.c["Id"]).with_for_update({.of = {odd}});
}

CASE("for_update/of_schema_column") {
  return select(events.c["id"]).with_for_update({.of = {events.c["kind"]}});
}

CASE("for_update/of_schema_table") {
  return select(events.c["id"]).with_for_update({.of = {events}});
}

CASE("for_update/of_skip_locked") {
  return select(users.c["id"]).with_for_update({.of = {users.c["id"]}, .skip_locked = true});
}

CASE("for_update/of_two_columns_one_table") {
  return select(users.c["id"]).with_for_update({.of = {users.c["id"], users.c["name"]}});
}

CASE("for_update/order_limit") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(3).with_for_update();
}

CASE("for_update/plain") {
  return select(users.c["id"]).with_for_update();
}

CASE("for_update/read_nowait") {
  return select(users.c["id"]).with_for_update({.nowait = true, .read = true});
}

CASE("for_update/read_of") {
  return select(users.c["id"]).with_for_update({.read = true, .of = {users}});
}

CASE("for_update/read_skip_locked") {
  return select(users.c["id"]).with_for_update({.read = true, .skip_locked = true});
}

CASE("for_update/scalar_subquery") {
  return select(orders.c["id"])
      .where((orders.c["user_id"] ==
              select(users.c["id"]).limit(1).with_for_update().scalar_subquery()));
}

CASE("for_update/subquery_and_outer") {
  const auto sq = select(users.c["id"]).subquery("u");
  return select(sq.c["id"]).with_for_update();
}

CASE("for_update/union") {
  return union_(select(users.c["id"]), select(orders.c["id"])).with_for_update();
}

CASE("for_update/where") {
  return select(users.c["id"]).where((users.c["id"] == 7)).with_for_update();
}

}  // namespace cupel::conformance
