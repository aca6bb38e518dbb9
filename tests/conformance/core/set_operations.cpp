// Area "set_operations" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("set_operations/column_count_mismatch_error") {
  return union_(select(users.c["id"]), select(orders.c["id"], orders.c["total"]));
}

CASE("set_operations/cte_of_union") {
  const auto c = union_(select(users.c["id"]), select(orders.c["id"])).cte("ids");
  return select(c.c["id"]);
}

CASE("set_operations/duplicate_column_names") {
  return union_(select(users.c["id"], orders.c["id"]), select(items.c["id"], keywords.c["id"]));
}

CASE("set_operations/except") {
  return except_(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/except_all") {
  return except_all(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/exists_union") {
  return select(union_(select(users.c["id"]), select(orders.c["id"])).exists());
}

CASE("set_operations/group_by") {
  return union_(select(users.c["id"]), select(orders.c["id"])).group_by("id");
}

CASE("set_operations/in_union") {
  return select(users.c["name"])
      .where(
          users.c["id"].in_(union_(select(orders.c["user_id"]), select(addresses.c["user_id"]))));
}

CASE("set_operations/intersect_all") {
  return intersect_all(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/intersect_all_method") {
  return intersect_all(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/intersect_method") {
  return intersect(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/limit_in_each_member") {
  return union_(select(users.c["id"]).limit(1), select(orders.c["id"]).limit(2));
}

CASE("set_operations/literal_columns") {
  return union_(select(users.c["id"], literal("u").label("kind")),
                select(orders.c["id"], literal("o").label("kind")));
}

CASE("set_operations/method_of_select_takes_compound") {
  return except_(select(users.c["id"]), union_(select(orders.c["id"]), select(items.c["id"])));
}

CASE("set_operations/nested_both") {
  return union_all(intersect(select(users.c["id"]), select(orders.c["id"])),
                   except_(select(items.c["id"]), select(keywords.c["id"])));
}

CASE("set_operations/nested_single_member_union") {
  return except_(union_(select(users.c["id"])), select(orders.c["id"]));
}

CASE("set_operations/nested_three_levels") {
  return union_(
      select(users.c["id"]),
      except_(select(orders.c["id"]), intersect(select(items.c["id"]), select(keywords.c["id"]))));
}

CASE("set_operations/nested_union_all_in_union") {
  return union_(union_all(select(users.c["id"]), select(orders.c["id"])), select(items.c["id"]));
}

CASE("set_operations/order_by_column") {
  const auto s = select(users.c["id"]);
  return union_(s, select(orders.c["id"])).order_by(s.selected_column("id"));
}

CASE("set_operations/order_by_label_string") {
  return union_(select(users.c["id"].label("k")), select(orders.c["id"])).order_by("k");
}

CASE("set_operations/order_by_same_name_two_tables") {
  return union_(select(users.c["id"], users.c["name"]), select(items.c["id"], items.c["sku"]))
      .order_by("name", desc("id"));
}

CASE("set_operations/order_by_string") {
  return union_(select(users.c["id"]), select(orders.c["id"])).order_by("id");
}

CASE("set_operations/order_by_table_column") {
  return union_(select(users.c["id"]), select(orders.c["id"])).order_by(users.c["id"]);
}

CASE("set_operations/order_by_text") {
  return union_(select(users.c["id"]), select(orders.c["id"])).order_by(text("1"));
}

CASE("set_operations/order_by_unknown_string_error") {
  return union_(select(users.c["id"]), select(orders.c["id"])).order_by("zz");
}

CASE("set_operations/params_numbered_across") {
  return union_(select(users.c["id"]).where((users.c["name"] == "a")),
                select(users.c["id"]).where((users.c["name"] == "b")));
}

CASE("set_operations/scalar_subquery") {
  return select(users.c["id"])
      .where((users.c["id"] ==
              union_(select(orders.c["id"]), select(items.c["id"])).scalar_subquery()));
}

CASE("set_operations/set_label_style_on_union") {
  return union_(select(users.c["id"]), select(orders.c["id"]))
      .set_label_style(LabelStyle::tablename_plus_col);
}

CASE("set_operations/single") {
  return union_(select(users.c["id"]));
}

CASE("set_operations/subquery_named_filter") {
  const auto u =
      union_(select(users.c["id"], users.c["name"]), select(items.c["id"], items.c["sku"]))
          .subquery("things");
  return select(u.c["id"]).where((u.c["id"] > 5));
}

CASE("set_operations/three") {
  return union_(select(users.c["id"]), select(orders.c["id"]), select(items.c["id"]));
}

CASE("set_operations/union") {
  return union_(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/union_all") {
  return union_all(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/union_all_method") {
  return union_all(select(users.c["id"]), select(orders.c["id"]));
}

CASE("set_operations/union_distinct_members") {
  return union_all(select(users.c["name"]).distinct(), select(keywords.c["word"]));
}

CASE("set_operations/union_of_join") {
  return union_(select(users.c["id"]).join(addresses), select(orders.c["user_id"]));
}

CASE("set_operations/union_of_text") {
  return union_(select(users.c["id"]), text("SELECT 1 AS a").columns(column("a", Integer())));
}

CASE("set_operations/union_self_grouped_for_in") {
  return select(users.c["id"])
      .where(users.c["id"].not_in(
          except_(select(orders.c["user_id"]), select(addresses.c["user_id"]))));
}

CASE("set_operations/union_with_cast_null") {
  return union_all(select(users.c["id"], users.c["name"]),
                   select(orders.c["id"], cast(null(), String(50))));
}

CASE("set_operations/union_with_null_column") {
  return union_(select(users.c["id"], users.c["name"]),
                select(orders.c["id"], null().label("name")));
}

CASE("set_operations/where_group_in_members") {
  return union_(
      select(orders.c["user_id"]).group_by(orders.c["user_id"]).having((func::count() > 1)),
      select(users.c["id"]).where(users.c["active"]));
}

CASE("set_operations/subquery_member_explicit") {
  return union_(select(users.c["id"]),
                union_(select(orders.c["id"]), select(items.c["id"])).subquery().select());
}

}  // namespace cupel::conformance
