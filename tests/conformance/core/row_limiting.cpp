// Area "row_limiting" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("row_limiting/fetch") {
  return select(users.c["id"]).order_by(users.c["id"]).fetch(5);
}

CASE("row_limiting/fetch_bind") {
  return select(users.c["id"]).order_by(users.c["id"]).fetch(bindparam("n", Value(4)));
}

CASE("row_limiting/fetch_expression") {
  return select(users.c["id"]).order_by(users.c["id"]).fetch((literal_column("2") + 3));
}

CASE("row_limiting/fetch_in_subquery") {
  return select(select(users.c["id"]).order_by(users.c["id"]).fetch(3).subquery("t"));
}

CASE("row_limiting/fetch_no_order") {
  return select(users.c["id"]).fetch(5);
}

CASE("row_limiting/fetch_none_resets") {
  return select(users.c["id"]).fetch(5).fetch(nullptr);
}

CASE("row_limiting/fetch_offset") {
  return select(users.c["id"]).order_by(users.c["id"]).fetch(5).offset(2);
}

CASE("row_limiting/fetch_percent") {
  return select(users.c["id"]).order_by(users.c["age"]).fetch(5, {.percent = true});
}

CASE("row_limiting/fetch_percent_with_ties") {
  return select(users.c["id"])
      .order_by(users.c["age"])
      .fetch(5, {.with_ties = true, .percent = true});
}

CASE("row_limiting/fetch_percent_with_ties_no_order") {
  return select(users.c["id"]).fetch(5, {.with_ties = true, .percent = true});
}

CASE("row_limiting/fetch_replaces_limit") {
  return select(users.c["id"]).limit(5).fetch(6);
}

CASE("row_limiting/fetch_with_ties") {
  return select(users.c["id"]).order_by(users.c["age"]).fetch(5, {.with_ties = true});
}

CASE("row_limiting/fetch_with_ties_bind") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .fetch(bindparam("n", Value(4)), {.with_ties = true});
}

CASE("row_limiting/fetch_with_ties_offset") {
  return select(users.c["id"]).order_by(users.c["age"]).fetch(5, {.with_ties = true}).offset(2);
}

CASE("row_limiting/limit") {
  return select(users.c["id"]).limit(5);
}

CASE("row_limiting/limit_bind") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(bindparam("n", Value(7)));
}

CASE("row_limiting/limit_bind_required") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit(bindparam("n", BindOptions{.type = TypeArg(Integer()).get()}));
}

CASE("row_limiting/limit_expression") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit((literal_column("3") + literal_column("4")));
}

CASE("row_limiting/limit_expression_of_binds") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit((bindparam("a", Value(1)) + bindparam("b", Value(2))));
}

CASE("row_limiting/limit_for_update") {
  return select(users.c["id"], users.c["name"])
      .where((users.c["id"] == 7))
      .limit(10)
      .with_for_update();
}

CASE("row_limiting/limit_for_update_of") {
  return select(users.c["id"]).limit(10).with_for_update({.of = {users.c["name"]}});
}

CASE("row_limiting/limit_hint") {
  return select(users.c["id"]).with_hint(users, "(NOLOCK)", "mssql").limit(3);
}

CASE("row_limiting/limit_in_exists") {
  return select(users.c["id"])
      .where(
          select(orders.c["id"]).where((orders.c["user_id"] == users.c["id"])).limit(1).exists());
}

CASE("row_limiting/limit_literal_column") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(literal_column("10"));
}

CASE("row_limiting/limit_negative") {
  return select(users.c["id"]).limit(-1);
}

CASE("row_limiting/limit_none_resets") {
  return select(users.c["id"]).limit(5).limit(nullptr);
}

CASE("row_limiting/limit_offset_bind") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit(bindparam("lim", Value(5)))
      .offset(bindparam("off", Value(6)));
}

CASE("row_limiting/limit_offset_distinct") {
  return select(users.c["name"]).distinct().order_by(users.c["name"]).limit(2).offset(1);
}

CASE("row_limiting/limit_offset_for_update") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(10).offset(4).with_for_update();
}

CASE("row_limiting/limit_offset_for_update_of_nowait") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit(10)
      .offset(4)
      .with_for_update({.nowait = true, .of = {users.c["name"]}});
}

CASE("row_limiting/limit_offset_group_by") {
  return select(orders.c["user_id"], func::count().label("n"))
      .group_by(orders.c["user_id"])
      .order_by(orders.c["user_id"])
      .limit(2)
      .offset(1);
}

CASE("row_limiting/limit_offset_join") {
  return select(users.c["id"], addresses.c["email"])
      .join(addresses)
      .order_by(users.c["id"])
      .limit(2)
      .offset(1);
}

CASE("row_limiting/limit_offset_labels") {
  return select(users.c["id"].label("uid"), (users.c["age"] + 1).label("nx"))
      .order_by("nx")
      .limit(2)
      .offset(1);
}

CASE("row_limiting/limit_offset_no_order") {
  return select(users.c["id"]).limit(5).offset(10);
}

CASE("row_limiting/limit_offset_order_by_expression") {
  return select(users.c["id"])
      .order_by((users.c["age"] + 1), users.c["name"].desc())
      .limit(2)
      .offset(1);
}

CASE("row_limiting/limit_offset_order_by_label_object") {
  const auto lb = (users.c["age"] + 1).label("nx");
  return select(lb).order_by(lb.desc()).limit(2).offset(1);
}

CASE("row_limiting/limit_offset_quoted_names") {
  return select(odd.c["Id"], odd.c["user name"]).order_by(odd.c["order"]).limit(2).offset(4);
}

CASE("row_limiting/limit_offset_scalar_subquery") {
  return select(users.c["id"])
      .where(
          (users.c["age"] ==
           select(items.c["qty"]).order_by(items.c["qty"]).limit(1).offset(1).scalar_subquery()));
}

CASE("row_limiting/limit_offset_schema_table") {
  return select(events.c["id"]).order_by(events.c["id"]).limit(2).offset(4);
}

CASE("row_limiting/limit_offset_where_params") {
  return select(users.c["id"], users.c["name"])
      .where((users.c["name"] == "a"))
      .order_by(users.c["name"].desc())
      .limit(5)
      .offset(10);
}

CASE("row_limiting/limit_ordered") {
  return select(users.c["id"]).order_by(users.c["name"]).limit(5);
}

CASE("row_limiting/limit_prefix") {
  return select(users.c["id"]).prefix_with("/*+ PARALLEL */").limit(3);
}

CASE("row_limiting/limit_replaced") {
  return select(users.c["id"]).limit(5).limit(9);
}

CASE("row_limiting/limit_replaces_fetch") {
  return select(users.c["id"]).fetch(6).limit(5);
}

CASE("row_limiting/limit_scalar_subquery") {
  return select(users.c["id"], select(orders.c["total"])
                                   .where((orders.c["user_id"] == users.c["id"]))
                                   .order_by(orders.c["placed_on"].desc())
                                   .limit(1)
                                   .scalar_subquery()
                                   .label("last"));
}

CASE("row_limiting/limit_subquery") {
  return select(users.c["id"])
      .order_by(users.c["id"])
      .limit(select(func::max(items.c["qty"])).scalar_subquery());
}

CASE("row_limiting/limit_zero") {
  return select(users.c["id"]).limit(0);
}

CASE("row_limiting/offset_no_order") {
  return select(users.c["id"]).offset(10);
}

CASE("row_limiting/offset_zero") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(3).offset(0);
}

CASE("row_limiting/oracle_first_rows_hint") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(5);
}

CASE("row_limiting/oracle_first_rows_hint_offset") {
  return select(users.c["id"]).order_by(users.c["id"]).limit(5).offset(2);
}

CASE("row_limiting/slice") {
  return select(users.c["id"]).order_by(users.c["id"]).slice(5, 8);
}

CASE("row_limiting/union_fetch") {
  return union_(select(users.c["id"]), select(orders.c["id"]))
      .order_by("id")
      .fetch(5, {.with_ties = true});
}

CASE("row_limiting/union_limit") {
  return union_(select(users.c["id"]), select(orders.c["id"])).limit(5);
}

CASE("row_limiting/union_of_limited") {
  return union_(select(users.c["id"]).order_by(users.c["id"]).limit(1),
                select(orders.c["id"]).order_by(orders.c["id"]).limit(2));
}

CASE("row_limiting/union_of_offset_limited") {
  return union_all(select(users.c["id"]).order_by(users.c["id"]).limit(1).offset(3),
                   select(orders.c["id"]))
      .order_by("id");
}

CASE("row_limiting/union_order_limit_offset") {
  return union_(select(users.c["id"]), select(orders.c["id"])).order_by("id").limit(5).offset(2);
}

CASE("row_limiting/slice_from_zero") {
  return select(users.c["id"]).slice(0, 8);
}

CASE("row_limiting/slice_open_end") {
  return select(users.c["id"]).order_by(users.c["id"]).slice(3, nullptr);
}

}  // namespace cupel::conformance
