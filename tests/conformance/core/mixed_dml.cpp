// Area "mixed_dml": features combined, recorded by record_cases.py.

#include "cupel/dialects/mysql/insert.hpp"
#include "cupel/dialects/postgresql/dml.hpp"
#include "cupel/dialects/sqlite/dml.hpp"
#include "cupel/schema/sequence.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("mixed_dml/delete_from_cte_and_subquery") {
  const auto c = select(orders.c["user_id"]).where(orders.c["total"] > 5).cte("big");
  return delete_(users).where(
      users.c["id"].in_(select(c.c["user_id"])),
      users.c["age"] > select(func::avg(users.alias("u2").c["age"])).scalar_subquery());
}

CASE("mixed_dml/delete_in_limited_subquery_returning_all") {
  return delete_(orders)
      .where(orders.c["id"].in_(select(items.c["id"]).order_by(items.c["price"].desc()).limit(10)))
      .returning(orders);
}

CASE("mixed_dml/delete_multi_table_alias_returning") {
  const auto o = orders.alias("o");
  return delete_(users)
      .where(users.c["id"] == o.c["user_id"], o.c["status"] == "void")
      .returning(users.c["id"], users.c["name"]);
}

CASE("mixed_dml/delete_quoted_and_schema_multi") {
  return delete_(odd).where(odd.c["Id"] == events.c["id"], events.c["kind"] == "x");
}

CASE("mixed_dml/delete_returning_label_case") {
  return delete_(users)
      .where(users.c["age"].between(1, 3))
      .returning((users.c["age"] * 2).label("dbl"), users.c["active"]);
}

CASE("mixed_dml/delete_self_alias") {
  const auto n = nodes.alias();
  return delete_(nodes).where(nodes.c["parent_id"] == n.c["id"], n.c["depth"] > 3);
}

CASE("mixed_dml/insert_bindparam_values") {
  return insert(users).values(ValueRow{{"name", bindparam("the_name")},
                                       {"age", bindparam("a", 5) + 1},
                                       {"fullname", bindparam("f", {.type = make_ptr<String>()})}});
}

CASE("mixed_dml/insert_cte_select_limit") {
  const auto c = select(users.c["id"], users.c["name"]).order_by(users.c["id"]).limit(3).cte("c");
  return insert(keywords)
      .from_select({"id", "word"}, select(c.c["id"], c.c["name"]))
      .returning(keywords.c["id"]);
}

CASE("mixed_dml/insert_empty_quoted_returning") {
  return insert(odd).values().returning(odd.c["Id"]);
}

CASE("mixed_dml/insert_from_select_cast_distinct_literal") {
  return insert(keywords).from_select(
      {"id", "word"}, select(cast(users.c["age"], Integer()), cast(literal("w"), String(40)))
                          .distinct()
                          .where(users.c["age"].is_not(nullptr)));
}

CASE("mixed_dml/insert_from_select_of_recursive") {
  auto t = select(nodes.c["id"], nodes.c["label"]).cte("t", {.recursive = true});
  t = t.union_all(select(nodes.c["id"], nodes.c["label"]).where(nodes.c["parent_id"] == t.c["id"]));
  return insert(keywords).from_select({"id", "word"}, select(t).where(t.c["id"] > 4));
}

CASE("mixed_dml/insert_from_select_union_cte_returning") {
  const auto c = union_all(select(users.c["name"]), select(items.c["sku"])).cte("c");
  return insert(keywords)
      .from_select({keywords.c["word"]},
                   select(c.c["name"]).distinct().order_by(c.c["name"]).limit(2))
      .returning(keywords);
}

CASE("mixed_dml/insert_from_select_with_binds_and_prefix") {
  return insert(keywords)
      .prefix_with("OR IGNORE", "sqlite")
      .prefix_with("IGNORE", "mysql")
      .from_select(
          {"word"},
          select(literal("q")).where(select(users.c["id"]).where(users.c["name"] == "n").exists()));
}

CASE("mixed_dml/insert_json_and_array_expressions") {
  return insert(docs).values(
      ValueRow{{"data", Json::object({{"a", Json::array({1, nullptr, true})}})},
               {"nums", std::vector{1, 2}},
               {"words", std::vector<std::string>{"q'q"}}});
}

CASE("mixed_dml/insert_key_differs_from_name") {
  const Table t("kt", MetaData(), Column("ID Col", Integer(), column_key("id"), primary_key),
                Column("b_col", Integer(), column_key("b")));
  return insert(t).values(ValueRow{{"b", 3}}).returning(t.c["b"], t.c["id"]);
}

CASE("mixed_dml/insert_literal_column_default_values_inline") {
  return insert(items)
      .values(ValueRow{{"sku", literal_column("'lit'")}, {"qty", text("1 + 1")}})
      .inline_();
}

CASE("mixed_dml/insert_multi_rows_mixed_null_and_expr") {
  return insert(users).values(
      {{{"id", 1}, {"name", "a"}, {"age", nullptr}},
       {{"id", 2}, {"name", func::upper("b")}, {"age", 4}},
       {{"id", 3}, {"name", "c"}, {"age", select(func::count(orders.c["id"])).scalar_subquery()}}});
}

CASE("mixed_dml/insert_multi_rows_returning_sorted") {
  return insert(users)
      .values({{{"name", "a"}}, {{"name", "b"}}})
      .returning(users.c["id"])
      .sort_by_parameter_order();
}

CASE("mixed_dml/insert_positional_with_nulls") {
  return insert(keywords).values({5, nullptr});
}

CASE("mixed_dml/insert_quoted_with_from_select") {
  return insert(odd).from_select(
      {"Id", "user name", "pct%done"},
      select(odd.c["order"] + 1, odd.c["user name"], odd.c["pct%done"] % 3));
}

CASE("mixed_dml/insert_returning_cast_and_collate") {
  return insert(users)
      .values(ValueRow{{"name", "n"}, {"age", literal(5) + 1}})
      .returning(cast(users.c["age"], String()), users.c["name"].collate("x"), !users.c["active"],
                 users.c["id"] + 1, func::coalesce(users.c["fullname"], "none"));
}

CASE("mixed_dml/insert_returning_expressions_labels") {
  return insert(users)
      .values(ValueRow{{"name", "x"}})
      .returning(users.c["id"], (users.c["age"] + 1).label("a1"), func::lower(users.c["name"]),
                 users.c["name"].label("n"));
}

CASE("mixed_dml/insert_returning_whole_table_of_schema") {
  return insert(events).values(ValueRow{{"kind", "k"}}).returning(events);
}

CASE("mixed_dml/insert_typed_defaults_table") {
  const Table t("td", MetaData(), Column("id", Integer(), Sequence("td_seq"), primary_key),
                Column("a", Integer(), default_(5)), Column("b", String(), default_(func::now())),
                Column("c", DateTime(), server_default(func::now())),
                Column("d", Integer(), onupdate(7)));
  return insert(t).values(ValueRow{{"a", 9}}).returning(t.c["id"], t.c["c"]);
}

CASE("mixed_dml/insert_values_case_cast_and_null") {
  return insert(users).values(ValueRow{{"name", cast(5, String())},
                                       {"age", case_({{literal(1) == 1, 3}}, null())},
                                       {"active", true_()},
                                       {"balance", nullptr}});
}

CASE("mixed_dml/insert_values_scalar_subquery_correlated") {
  return insert(orders).values(
      ValueRow{{"user_id", select(users.c["id"]).where(users.c["name"] == "ed").scalar_subquery()},
               {"total", select(func::max(items.c["price"])).scalar_subquery()},
               {"status", func::lower("NEW")}});
}

CASE("mixed_dml/mysql_delete_update_limit_join_order") {
  return update(users)
      .values(ValueRow{{"age", 1}})
      .where(users.c["name"] == "x")
      .ext(mysql::limit(5 + 3));
}

CASE("mixed_dml/mysql_upsert_case_subquery_multi") {
  const auto i =
      mysql::insert(items).values({{{"sku", "a"}, {"qty", 1}}, {{"sku", "b"}, {"qty", 2}}});
  return i.on_duplicate_key_update(
      {{"qty", case_({{i.inserted["qty"] > items.c["qty"], i.inserted["qty"]}}, items.c["qty"])},
       {"description", func::concat(items.c["description"], i.inserted["sku"], "x")},
       {"price", select(func::max(orders.c["total"])).scalar_subquery()}});
}

CASE("mixed_dml/mysql_upsert_from_select_quoted") {
  const auto i =
      mysql::insert(odd).from_select({"Id", "user name"}, select(users.c["id"], users.c["name"]));
  return i.on_duplicate_key_update(
      {{"user name", i.inserted["user name"]}, {"order", odd.c["order"] + 1}});
}

CASE("mixed_dml/pg_upsert_cte_from_select") {
  const auto c = select(items.c["sku"], items.c["qty"]).where(items.c["qty"] > 1).cte("src");
  const auto i =
      postgresql::insert(items).from_select({"sku", "qty"}, select(c.c["sku"], c.c["qty"]));
  return i.on_conflict_do_nothing({.index_elements = {"sku"}, .index_where = items.c["qty"] == 3});
}

CASE("mixed_dml/pg_upsert_multi_rows_where") {
  const auto i = postgresql::insert(items).values(
      {{{"sku", "a"}, {"qty", 5}}, {{"sku", "b"}, {"qty", func::abs(-6)}}});
  return i.on_conflict_do_update({.index_elements = {"sku"},
                                  .set_ = {{"qty", i.excluded().c["qty"]}},
                                  .where = i.excluded().c["qty"] > 2});
}

CASE("mixed_dml/pg_upsert_quoted_everything") {
  const auto i = postgresql::insert(odd).values(ValueRow{{"Id", 1}, {"user name", "x"}});
  return i.on_conflict_do_update(
      {.constraint = "My Pk",
       .set_ = {{"user name", i.excluded().c["user name"]}, {"pct%done", odd.c["pct%done"] + 1}},
       .where = odd.c["order"] > 1});
}

CASE("mixed_dml/pg_upsert_where_index_where_case") {
  const auto i = postgresql::insert(items).values(ValueRow{{"sku", "a"}, {"qty", 5}});
  return i
      .on_conflict_do_update(
          {.index_elements = {items.c["sku"]},
           .index_where = items.c["qty"] > 0,
           .set_ = {{"qty", items.c["qty"] + i.excluded().c["qty"]},
                    {"description",
                     case_({{i.excluded().c["price"] > 3, "hi"}}, items.c["description"])}},
           .where = or_(items.c["qty"] < i.excluded().c["qty"], items.c["qty"] == nullptr)})
      .returning(items.c["id"], items.c["qty"]);
}

CASE("mixed_dml/sqlite_upsert_schema_table") {
  const auto i = sqlite::insert(events).values(ValueRow{{"id", 1}, {"kind", "k"}});
  return i.on_conflict_do_update({.index_elements = {"id"},
                                  .set_ = {{"kind", i.excluded().c["kind"]}},
                                  .where = events.c["kind"] != "z"});
}

CASE("mixed_dml/sqlite_upsert_where_and_subquery") {
  const auto i = sqlite::insert(items).values(ValueRow{{"sku", "a"}, {"qty", 1}});
  return i
      .on_conflict_do_update({.index_elements = {items.c["sku"]},
                              .set_ = {{"qty", select(func::max(orders.c["id"])).scalar_subquery()},
                                       {"price", i.excluded().c["price"] + items.c["price"]}},
                              .where = i.excluded().c["qty"] != items.c["qty"]})
      .returning(items.c["qty"]);
}

CASE("mixed_dml/update_bind_same_as_column_name") {
  return update(users)
      .values(ValueRow{{"name", bindparam("b_name")}})
      .where(users.c["id"] == bindparam("user_id"), users.c["name"] != "name");
}

CASE("mixed_dml/update_boolean_and_null_values") {
  return update(users)
      .values(ValueRow{{"active", !users.c["active"]},
                       {"fullname", nullptr},
                       {"balance", null()},
                       {"age", users.c["age"] % 7}})
      .where(users.c["active"]);
}

CASE("mixed_dml/update_cte_of_update_of_delete") {
  const auto d =
      delete_(orders).where(orders.c["total"] < 1).returning(orders.c["user_id"]).cte("gone");
  const auto u = update(users)
                     .values(ValueRow{{"age", 0}})
                     .where(users.c["id"].in_(select(d.c["user_id"])))
                     .returning(users.c["id"])
                     .cte("upd");
  return select(u.c["id"]);
}

CASE("mixed_dml/update_from_alias_of_itself") {
  const auto m = nodes.alias("m");
  return update(nodes)
      .values(ValueRow{{"label", m.c["label"]}, {"depth", m.c["depth"] + 1}})
      .where(nodes.c["parent_id"] == m.c["id"]);
}

CASE("mixed_dml/update_from_cte_returning") {
  const auto c = select(orders.c["user_id"], func::sum(orders.c["total"]).label("t"))
                     .group_by(orders.c["user_id"])
                     .cte("sums");
  return update(users)
      .values(ValueRow{{"balance", c.c["t"]}})
      .where(users.c["id"] == c.c["user_id"])
      .returning(users.c["id"], users.c["balance"]);
}

CASE("mixed_dml/update_from_schema_table_quoted") {
  return update(odd)
      .values(ValueRow{{"plain", events.c["kind"]}})
      .where(odd.c["Id"] == events.c["id"], events.c["kind"].in_({"a", "b"}));
}

CASE("mixed_dml/update_from_subquery_limit") {
  const auto s = select(orders.c["user_id"], orders.c["total"])
                     .order_by(orders.c["total"].desc())
                     .limit(5)
                     .subquery("s");
  return update(users)
      .values(ValueRow{{"balance", users.c["balance"] + s.c["total"]}})
      .where(users.c["id"] == s.c["user_id"], s.c["total"] > 3);
}

CASE("mixed_dml/update_from_values") {
  const auto v = values({column("id", Integer()), column("nm", String())}, {.name = "v"})
                     .data({{1, "a"}, {2, "b"}});
  return update(users).values(ValueRow{{"name", v.c["nm"]}}).where(users.c["id"] == v.c["id"]);
}

CASE("mixed_dml/update_hint_prefix") {
  return update(users)
      .values(ValueRow{{"age", 1}})
      .with_hint("WITH (PAGLOCK)", "mssql")
      .prefix_with("LOW_PRIORITY", "mysql")
      .where(users.c["id"] == 1);
}

CASE("mixed_dml/update_json_null_and_index") {
  return update(docs)
      .values(ValueRow{{"data", docs.c["data"]["a"]}, {"nums", docs.c["nums"] + std::vector{3}}})
      .where(docs.c["data"]["k"].as_integer() == 3, docs.c["nums"][1] > 2);
}

CASE("mixed_dml/update_ordered_values_json_path") {
  return update(pgdocs).ordered_values({{pgdocs.c["data"]["a"]["b"], 5},
                                        {pgdocs.c["nums"][2], 7},
                                        {pgdocs.c["tags"], std::vector<std::string>{"x"}}});
}

CASE("mixed_dml/update_returning_case_and_alias_label") {
  return update(users)
      .values(ValueRow{{"age", 5}})
      .returning(case_({{users.c["age"] > 3, "y"}}, "n").label("yn"), users.c["name"].label("N"),
                 literal_column("1"));
}

CASE("mixed_dml/update_returning_same_column_cast") {
  return update(users)
      .values(ValueRow{{"age", users.c["age"] + 1}})
      .where(users.c["id"] == 3)
      .returning(users.c["age"], cast(users.c["age"], String()), users.c["age"].label("after"));
}

CASE("mixed_dml/update_schema_translate") {
  return update(events).values(ValueRow{{"kind", "k"}}).where(events.c["user_id"] == users.c["id"]);
}

CASE("mixed_dml/update_set_case_and_subquery") {
  return update(users)
      .values(ValueRow{{"age", case_({{users.c["age"] > 5, users.c["age"] - 1}}, 0)},
                       {"fullname", select(addresses.c["city"])
                                        .where(addresses.c["user_id"] == users.c["id"])
                                        .limit(1)
                                        .scalar_subquery()}})
      .where(users.c["name"].like("a%"));
}

CASE("mixed_dml/update_three_tables_or") {
  return update(users)
      .values(ValueRow{{"age", 1}})
      .where(users.c["id"] == orders.c["user_id"], orders.c["id"] == order_items.c["order_id"],
             or_(order_items.c["quantity"] > 1, orders.c["total"] < 2));
}

CASE("mixed_dml/update_tuple_where_exists") {
  return update(users)
      .values(ValueRow{{"age", 0}})
      .where(tuple_(users.c["id"], users.c["age"]).in_({{1, 2}}),
             !select(text("*")).where(orders.c["user_id"] == users.c["id"]).exists());
}

CASE("mixed_dml/update_with_cast_and_cte_named_columns") {
  const auto c = select(cast(orders.c["total"], Integer()), orders.c["user_id"]).cte("c");
  return update(users)
      .values(ValueRow{{"age", c.c["total"]}})
      .where(users.c["id"] == c.c["user_id"], users.c["name"] != "x");
}

}  // namespace cupel::conformance
