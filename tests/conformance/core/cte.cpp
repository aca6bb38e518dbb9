// Area "cte" of the corpus.

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("cte/add_cte") {
  const auto side = select(orders.c["id"]).cte("side");
  return select(users.c["id"]).add_cte(side);
}

CASE("cte/add_cte_already_used") {
  const auto c = select(users.c["id"]).cte("c");
  return select(c.c["id"]).add_cte(c);
}

CASE("cte/add_cte_nest_here") {
  const auto inner = select(orders.c["id"]).cte("inner_c");
  const auto outer = select(users.c["id"]).add_cte(inner, true).cte("outer_c");
  return select(outer.c["id"]);
}

CASE("cte/add_cte_to_cte_statement") {
  const auto inner = select(orders.c["id"]).cte("inner_c");
  const auto outer = select(users.c["id"]).add_cte(inner).cte("outer_c");
  return select(outer.c["id"]);
}

CASE("cte/add_cte_two") {
  const auto a = select(orders.c["id"]).cte("a");
  const auto b = select(items.c["id"]).cte("b");
  return select(users.c["id"]).add_cte(a).add_cte(b);
}

CASE("cte/aliased") {
  const auto c = select(users.c["id"]).cte("c");
  const auto d = c.alias("d");
  return select(d.c["id"]);
}

CASE("cte/aliased_and_original") {
  const auto c = select(users.c["id"]).cte("c");
  const auto d = c.alias("d");
  return select(c.c["id"], d.c["id"]).where((c.c["id"] < d.c["id"]));
}

CASE("cte/aliased_anonymous") {
  const auto c = select(users.c["id"]).cte("c");
  const auto d = c.alias();
  return select(c.c["id"], d.c["id"]).where((c.c["id"] < d.c["id"]));
}

CASE("cte/anonymous") {
  const auto c = select(users.c["id"]).cte();
  return select(c.c["id"]);
}

CASE("cte/chain_of_three") {
  const auto a = select(users.c["age"].label("n")).cte("a");
  const auto b = select(a.c["n"]).where((a.c["n"] > 1)).cte("b");
  const auto c = select(b.c["n"]).where((b.c["n"] < 9)).cte("c");
  return select(c.c["n"]);
}

CASE("cte/cte_of_values") {
  const auto c = values({column("a", Integer()), column("b", String())}, {.name = "v"})
                     .data({{1, "x"}, {2, "y"}})
                     .cte("vals");
  return select(c.c["a"], c.c["b"]);
}

CASE("cte/delete_returning_as_cte") {
  const auto gone =
      delete_(orders).where((orders.c["status"] == "void")).returning(orders.c["id"]).cte("gone");
  return select(func::count(gone.c["id"]));
}

CASE("cte/delete_using_cte") {
  const auto c = select(users.c["id"]).where((users.c["age"] < 3)).cte("young");
  return delete_(orders).where((orders.c["user_id"] == c.c["id"]));
}

CASE("cte/delete_where_cte") {
  const auto c = select(users.c["id"]).where((users.c["age"] < 3)).cte("young");
  return delete_(orders).where(orders.c["user_id"].in_(select(c.c["id"])));
}

CASE("cte/dml_without_returning_add_cte") {
  const auto gone = delete_(orders).where((orders.c["status"] == "void")).cte("gone");
  return select(users.c["id"]).add_cte(gone);
}

CASE("cte/duplicate_columns") {
  const auto c = select(users.c["id"], orders.c["id"]).cte("c");
  return select(c);
}

CASE("cte/expression_columns") {
  const auto c = select((users.c["age"] + 1).label("nx"), func::count().label("n"))
                     .group_by(users.c["age"])
                     .cte("c");
  return select(c);
}

CASE("cte/in_both_union_members") {
  const auto c = select(users.c["id"]).cte("c");
  return union_all(select(c.c["id"]), select((c.c["id"] + 1)));
}

CASE("cte/in_exists") {
  const auto c = select(orders.c["user_id"]).cte("c");
  return select(users.c["id"]).where(exists().where((c.c["user_id"] == users.c["id"])));
}

CASE("cte/in_scalar_subquery") {
  const auto c = select(orders.c["total"]).cte("c");
  return select(users.c["id"], select(func::max(c.c["total"])).scalar_subquery());
}

CASE("cte/in_union_member") {
  const auto c = select(users.c["id"]).cte("c");
  return union_(select(c.c["id"]), select(orders.c["id"]));
}

CASE("cte/in_where_subquery") {
  const auto c = select(orders.c["user_id"]).cte("c");
  return select(users.c["id"]).where(users.c["id"].in_(select(c.c["user_id"])));
}

CASE("cte/insert_add_cte") {
  const auto gone = delete_(keywords).where((keywords.c["word"] == "x")).cte("gone");
  return insert(keywords).values(ValueRow{{"word", "y"}}).add_cte(gone);
}

CASE("cte/insert_from_select_cte_two") {
  const auto a = select(users.c["name"]).cte("a");
  const auto b = select(a.c["name"]).where((a.c["name"] != "x")).cte("b");
  return insert(keywords).from_select({"word"}, select(b.c["name"]));
}

CASE("cte/insert_returning_as_cte") {
  const auto ins =
      insert(keywords).values(ValueRow{{"word", "x"}}).returning(keywords.c["id"]).cte("ins");
  return select(ins.c["id"]);
}

CASE("cte/insert_values_scalar_cte") {
  const auto c = select(func::max(users.c["name"]).label("m")).cte("c");
  return insert(keywords).values(ValueRow{{"id", 1}, {"word", select(c.c["m"]).scalar_subquery()}});
}

CASE("cte/join_to_cte") {
  const auto c = select(orders.c["user_id"], func::count().label("n"))
                     .group_by(orders.c["user_id"])
                     .cte("totals");
  return select(users.c["name"], c.c["n"]).join(c, (c.c["user_id"] == users.c["id"]));
}

CASE("cte/nesting_in_subquery") {
  const auto inner = select(users.c["id"]).cte("c", {.nesting = true});
  const auto sub = select(inner.c["id"]).subquery("sq");
  return select(sub.c["id"]);
}

CASE("cte/nesting_recursive") {
  const auto rec = select(literal(1).label("n")).cte("rec", {.recursive = true, .nesting = true});
  const auto rec2 = rec.union_all(select((rec.c["n"] + 1)).where((rec.c["n"] < 3)));
  const auto outer = select(rec2.c["n"]).cte("outer_c");
  return select(outer.c["n"]);
}

CASE("cte/nesting_same_name_inside_and_outside") {
  const auto inner = select(users.c["id"]).cte("c", {.nesting = true});
  const auto outer = select(inner.c["id"]).cte("d");
  const auto other = select(orders.c["id"]).cte("c");
  return select(outer.c["id"], other.c["id"]);
}

CASE("cte/plain_before_recursive") {
  const auto base = select(nodes.c["id"], nodes.c["parent_id"]).cte("base");
  const auto rec = select(base.c["id"], base.c["parent_id"])
                       .where(base.c["parent_id"].is_(nullptr))
                       .cte("rec", {.recursive = true});
  const auto rec2 = rec.union_all(
      select(base.c["id"], base.c["parent_id"]).where((base.c["parent_id"] == rec.c["id"])));
  return select(rec2);
}

CASE("cte/prefix_two_dialects_recursive") {
  const auto c = select(users.c["id"])
                     .cte("c", {.recursive = true})
                     .prefix_with("PX", "mysql")
                     .prefix_with("PY", "oracle");
  return select(c.c["id"]);
}

CASE("cte/prefix_with_dialect") {
  const auto c = select(users.c["id"]).cte("c").prefix_with("NOT MATERIALIZED", "postgresql");
  return select(c.c["id"]);
}

CASE("cte/quoted_name") {
  const auto c = select(users.c["id"]).cte("Top Users");
  return select(c.c["id"]);
}

CASE("cte/recursive_counter") {
  const auto n = select(literal(1).label("n")).cte("nums", {.recursive = true});
  const auto n2 = n.union_all(select((n.c["n"] + 1)).where((n.c["n"] < 10)));
  return select(n2.c["n"]);
}

CASE("cte/recursive_flag_without_union") {
  const auto c = select(users.c["id"]).cte("c", {.recursive = true});
  return select(c.c["id"]);
}

CASE("cte/recursive_quoted") {
  const auto c = select(literal(1).label("The N")).cte("Rec C", {.recursive = true});
  const auto c2 = c.union_all(select((c.c["The N"] + 1)));
  return select(c2);
}

CASE("cte/recursive_two_members") {
  const auto c = select(nodes.c["id"]).where((nodes.c["id"] == 3)).cte("c", {.recursive = true});
  const auto c2 = c.union_all(select(nodes.c["parent_id"]).where((nodes.c["id"] == c.c["id"])),
                              select(nodes.c["id"]).where((nodes.c["parent_id"] == c.c["id"])));
  return select(c2);
}

CASE("cte/recursive_union_distinct") {
  const auto c = select(nodes.c["id"]).where((nodes.c["id"] == 3)).cte("c", {.recursive = true});
  const auto c2 = c.union_(select(nodes.c["parent_id"]).where((nodes.c["id"] == c.c["id"])));
  return select(c2);
}

CASE("cte/recursive_used_by_plain") {
  const auto rec = select(literal(1).label("n")).cte("rec", {.recursive = true});
  const auto rec2 = rec.union_all(select((rec.c["n"] + 1)).where((rec.c["n"] < 3)));
  const auto plain = select(rec2.c["n"]).where((rec2.c["n"] > 1)).cte("plain");
  return select(plain.c["n"]);
}

CASE("cte/reserved_name") {
  const auto c = select(users.c["id"]).cte("order");
  return select(c.c["id"]);
}

CASE("cte/same_name_conflict_error") {
  const auto a = select(users.c["id"]).cte("c");
  const auto b = select(orders.c["id"]).cte("c");
  return select(a.c["id"], b.c["id"]);
}

CASE("cte/second_uses_first") {
  const auto a = select(users.c["id"]).cte("a");
  const auto b = select(a.c["id"]).where((a.c["id"] > 5)).cte("b");
  return select(b.c["id"]);
}

CASE("cte/two_anonymous") {
  const auto a = select(users.c["id"]).cte();
  const auto b = select(orders.c["id"]).cte();
  return select(a.c["id"], b.c["id"]);
}

CASE("cte/two_anonymous_aliases") {
  const auto c = select(users.c["id"]).cte("c");
  const auto d = c.alias();
  const auto e = c.alias();
  return select(d.c["id"], e.c["id"]);
}

CASE("cte/two_ctes") {
  const auto a = select(users.c["id"]).cte("a");
  const auto b = select(orders.c["user_id"], orders.c["total"]).cte("b");
  return select(a.c["id"], b.c["total"]).where((a.c["id"] == b.c["user_id"]));
}

CASE("cte/two_different_in_union") {
  const auto a = select(users.c["id"]).cte("a");
  const auto b = select(orders.c["id"]).cte("b");
  return union_(select(a.c["id"]), select(b.c["id"]));
}

CASE("cte/update_cte_param_names_do_not_clash") {
  const auto upd = update(users)
                       .values(ValueRow{{"name", "inner"}})
                       .where((users.c["name"] == "w"))
                       .returning(users.c["id"])
                       .cte("upd");
  return update(orders)
      .values(ValueRow{{"status", "outer"}})
      .where((orders.c["user_id"] == upd.c["id"]));
}

CASE("cte/update_returning_as_cte") {
  const auto upd = update(users)
                       .values(ValueRow{{"active", false}})
                       .where((users.c["age"] > 90))
                       .returning(users.c["id"], users.c["name"])
                       .cte("upd");
  return select(upd.c["name"]).where((upd.c["id"] > 5));
}

CASE("cte/update_set_scalar_cte") {
  const auto c = select(func::max(orders.c["total"]).label("m")).cte("mx");
  return update(users).values(ValueRow{{"balance", select(c.c["m"]).scalar_subquery()}});
}

CASE("cte/function_cte") {
  return select(cte(select(users.c["id"]), "c"));
}

CASE("cte/recursive_unlabelled_column") {
  auto c = select(literal(1)).cte("c", {.recursive = true});
  const auto col = c.c.at(0);
  c = c.union_all(select(col + 1).where(col < 3));
  return select(c);
}

CASE("cte/tablesample_of_cte_free") {
  const auto c = select(users.c["id"]).cte("c");
  const auto s = c.tablesample(5, "s");
  return select(s.c["id"]);
}

}  // namespace cupel::conformance
