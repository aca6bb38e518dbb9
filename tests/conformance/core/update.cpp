// Area "update" of the corpus.

#include "cupel/schema/sequence.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("update/alias_target") {
  const auto u = users.alias("u");
  return update(u).values(ValueRow{{"name", "x"}}).where((u.c["id"] == 5));
}

CASE("update/all_columns") {
  return update(keywords);
}

CASE("update/column_keys_option") {
  return update(users).where((users.c["id"] == 5));
}

CASE("update/filter_by") {
  return update(users).values(ValueRow{{"name", "x"}}).filter_by({{"id", 5}});
}

CASE("update/from_alias") {
  const auto a = addresses.alias("a");
  return update(users)
      .values(ValueRow{{"name", a.c["email"]}})
      .where((users.c["id"] == a.c["user_id"]));
}

CASE("update/from_anonymous_alias") {
  const auto a = addresses.alias();
  return update(users)
      .values(ValueRow{{"name", a.c["email"]}})
      .where((users.c["id"] == a.c["user_id"]));
}

CASE("update/from_in_subquery_no_extra_from") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where(
          users.c["id"].in_(select(addresses.c["user_id"]).where((addresses.c["city"] == "Rome"))));
}

CASE("update/from_join_in_where") {
  const auto j = addresses.join(orders, (orders.c["address_id"] == addresses.c["id"]));
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where((users.c["id"] == j.c["addresses_user_id"]));
}

CASE("update/from_lateral") {
  const auto l =
      select(orders.c["total"]).where((orders.c["user_id"] == users.c["id"])).lateral("l");
  return update(users).values(ValueRow{{"balance", l.c["total"]}}).where((l.c["total"] > 5));
}

CASE("update/from_same_param_names") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where((users.c["id"] == orders.c["user_id"]), (orders.c["status"] == "name"),
             (users.c["name"] == "old"));
}

CASE("update/from_schema_table") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where((events.c["user_id"] == users.c["id"]));
}

CASE("update/from_set_other_column") {
  return update(users)
      .values(ValueRow{{"name", addresses.c["email"]}})
      .where((users.c["id"] == addresses.c["user_id"]));
}

CASE("update/from_subquery") {
  const auto s = select(orders.c["user_id"], func::sum(orders.c["total"]).label("total"))
                     .group_by(orders.c["user_id"])
                     .subquery("s");
  return update(users)
      .values(ValueRow{{"balance", s.c["total"]}})
      .where((users.c["id"] == s.c["user_id"]));
}

CASE("update/from_values") {
  const auto v = values({column("i", Integer()), column("n", String())}, {.name = "v"})
                     .data({{1, "a"}, {2, "b"}});
  return update(users).values(ValueRow{{"name", v.c["n"]}}).where((users.c["id"] == v.c["i"]));
}

CASE("update/from_where") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where((users.c["id"] == addresses.c["user_id"]), (addresses.c["city"] == "Rome"));
}

CASE("update/from_with_returning") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where((users.c["id"] == addresses.c["user_id"]))
      .returning(users.c["id"], addresses.c["email"]);
}

CASE("update/inline") {
  return update(users).values(ValueRow{{"name", "x"}}).inline_();
}

CASE("update/join_as_target") {
  return update(users.join(addresses)).values(ValueRow{{users.c["name"], "x"}});
}

CASE("update/lightweight_table") {
  return update(points).values(ValueRow{{"x", 5}}).where((points.c["y"] == 2));
}

CASE("update/mysql_set_two_tables") {
  return update(users)
      .values(ValueRow{{users.c["name"], "x"}, {addresses.c["city"], "y"}})
      .where((users.c["id"] == addresses.c["user_id"]));
}

CASE("update/ordered_values") {
  return update(users).ordered_values({{users.c["age"], 5}, {users.c["name"], "x"}});
}

CASE("update/ordered_values_strings") {
  return update(users).ordered_values({{"active", true}, {"age", 6}});
}

CASE("update/ordered_values_then_values_error") {
  return update(users).ordered_values({{users.c["age"], 5}}).values(ValueRow{{"name", "x"}});
}

CASE("update/params_order_from") {
  return update(users)
      .where((users.c["id"] == orders.c["user_id"]), (orders.c["status"] == "w"))
      .values(ValueRow{{"name", "x"}});
}

CASE("update/params_order_set_before_where") {
  return update(users).where((users.c["id"] == 7)).values(ValueRow{{"name", "x"}, {"age", 5}});
}

CASE("update/prefix") {
  return update(users).prefix_with("LOW_PRIORITY").values(ValueRow{{"name", "x"}});
}

CASE("update/return_defaults_columns") {
  return update(users).values(ValueRow{{"name", "x"}}).return_defaults(users.c["age"]);
}

CASE("update/returning") {
  return update(users).values(ValueRow{{"name", "x"}}).returning(users.c["id"]);
}

CASE("update/returning_expression") {
  return update(users).values(ValueRow{{"name", "x"}}).returning((users.c["age"] * 2));
}

CASE("update/returning_function") {
  return update(users).values(ValueRow{{"name", "x"}}).returning(func::upper(users.c["name"]));
}

CASE("update/returning_star") {
  return update(users).values(ValueRow{{"name", "x"}}).returning(literal_column("*"));
}

CASE("update/returning_table") {
  return update(keywords).values(ValueRow{{"word", "x"}}).returning(keywords);
}

CASE("update/schema_table") {
  return update(events).values(ValueRow{{"kind", "x"}}).where((events.c["id"] == 5));
}

CASE("update/set_and") {
  return update(users).values(
      ValueRow{{"active", and_((users.c["age"] > 5), (users.c["name"] == "x"))}});
}

CASE("update/set_bindparam") {
  return update(users).values(ValueRow{{"name", bindparam("new_name")}});
}

CASE("update/set_bindparam_same_as_column") {
  return update(users).values(ValueRow{{"name", bindparam("name")}});
}

CASE("update/set_case") {
  return update(users).values(
      ValueRow{{"age", case_({{(users.c["age"] > 10), 10}}, users.c["age"])}});
}

CASE("update/set_cast") {
  return update(users).values(ValueRow{{"name", cast(users.c["age"], String(5))}});
}

CASE("update/set_column") {
  return update(users).values(ValueRow{{"name", users.c["fullname"]}});
}

CASE("update/set_comparison") {
  return update(users).values(ValueRow{{"active", (users.c["age"] > 5)}});
}

CASE("update/set_correlated_explicit") {
  return update(users).values(
      ValueRow{{"balance", select(func::sum(orders.c["total"]))
                               .where((orders.c["user_id"] == users.c["id"]))
                               .correlate(users)
                               .scalar_subquery()}});
}

CASE("update/set_correlated_subquery") {
  return update(users).values(
      ValueRow{{"balance", select(func::sum(orders.c["total"]))
                               .where((orders.c["user_id"] == users.c["id"]))
                               .scalar_subquery()}});
}

CASE("update/set_expression") {
  return update(users).values(ValueRow{{"age", (users.c["age"] + 1)}});
}

CASE("update/set_from_dml_column") {
  return update(items).values(
      ValueRow{{items.c["qty"], 5},
               {items.c["price"], (items.c["price"] * from_dml_column(items.c["qty"]))}});
}

CASE("update/set_from_dml_column_absent") {
  return update(items).values(
      ValueRow{{items.c["price"], (items.c["price"] * from_dml_column(items.c["qty"]))}});
}

CASE("update/set_function") {
  return update(users).values(ValueRow{{"name", func::lower(users.c["name"])}});
}

CASE("update/set_none") {
  return update(users).values(ValueRow{{"age", nullptr}});
}

CASE("update/set_null_construct") {
  return update(users).values(ValueRow{{"age", null()}});
}

CASE("update/set_quoted") {
  return update(odd).values(ValueRow{{"user name", "x"}, {"order", 5}});
}

CASE("update/set_select_coerced_warns") {
  return update(users).values(ValueRow{{"age", select(func::max(items.c["qty"]))}});
}

CASE("update/set_text") {
  return update(users).values(ValueRow{{"age", text("age * 2")}});
}

CASE("update/values_chained") {
  return update(users).values(ValueRow{{"name", "x"}}).values(ValueRow{{"age", 5}});
}

CASE("update/values_dict") {
  return update(users).values(ValueRow{{"name", "x"}, {"age", 5}});
}

CASE("update/values_kw") {
  return update(users).values(ValueRow{{"name", "x"}});
}

CASE("update/values_order_is_table_order") {
  return update(users).values(ValueRow{{"age", 5}, {"name", "x"}, {"active", true}});
}

CASE("update/values_tuple") {
  return update(users).values(ValueRow::positional({"x", 5}));
}

CASE("update/values_unknown_error") {
  return update(users).values(ValueRow{{"nope", 5}});
}

CASE("update/where_bindparam") {
  return update(users)
      .values(ValueRow{{"name", bindparam("n")}})
      .where((users.c["id"] == bindparam("i")));
}

CASE("update/where_exists") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where(exists().where((orders.c["user_id"] == users.c["id"])));
}

CASE("update/where_or") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where(or_((users.c["id"] == 5), (users.c["age"] > 3)));
}

CASE("update/where_same_column_as_set") {
  return update(users).values(ValueRow{{"name", "x"}}).where((users.c["name"] == "y"));
}

CASE("update/where_text") {
  return update(users).values(ValueRow{{"name", "x"}}).where(text("id = 5"));
}

CASE("update/where_true") {
  return update(users).values(ValueRow{{"name", "x"}}).where(true_());
}

CASE("update/where_two") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where((users.c["id"] == 5))
      .where((users.c["age"] > 3));
}

CASE("update/onupdate_overridden") {
  const Table t("t", MetaData(), Column("a", Integer()),
                Column("b", DateTime(), onupdate(func::now())));
  return update(t).values(ValueRow{{"a", 1}, {"b", nullptr}});
}

CASE("update/onupdate_server") {
  const Table t("t", MetaData(), Column("a", Integer()),
                Column("b", DateTime(), server_onupdate(func::now())));
  return update(t).values(ValueRow{{"a", 1}});
}

CASE("update/onupdate_sql") {
  const Table t("t", MetaData(), Column("a", Integer()),
                Column("b", DateTime(), onupdate(func::now())));
  return update(t).values(ValueRow{{"a", 1}});
}

CASE("update/onupdate_sequence") {
  const Table t("t", MetaData(), Column("a", Integer()),
                Column("b", Integer(), onupdate(Sequence("s"))));
  return update(t).values(ValueRow{{"a", 1}});
}

CASE("update/returning_computed_oracle_warns") {
  const Table t("t", MetaData(), Column("a", Integer()), Column("b", Integer(), Computed("a * 2")));
  return update(t).values(ValueRow{{"a", 1}}).returning(t.c["b"]);
}

CASE("update/set_array_index_pg") {
  return update(pgdocs).values(ValueRow{{pgdocs.c["nums"][2], 7}});
}

CASE("update/set_array_slice_pg") {
  return update(pgdocs).values(ValueRow{{pgdocs.c["nums"].slice(2, 3), std::vector{7, 8}}});
}

CASE("update/set_column_key_differs") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return update(t).values(ValueRow{{"attr", 5}});
}

CASE("update/set_hstore_subscript_pg") {
  return update(pgdocs).values(ValueRow{{pgdocs.c["attrs"]["a"], "x"}});
}

CASE("update/set_json") {
  return update(docs).values(ValueRow{{"data", Json::object({{"a", 1}})}});
}

CASE("update/set_jsonb_subscript_pg") {
  return update(pgdocs).values(ValueRow{{pgdocs.c["data"]["a"], "x"}});
}

CASE("update/table_update_method") {
  return update(users).values(ValueRow{{"name", "x"}});
}

CASE("update/typed_values") {
  return update(typed).values(ValueRow{{"c_date", std::chrono::year(2024) / 1 / 2},
                                       {"c_enum", Color::red},
                                       {"c_num", *Decimal::parse("2.500")}});
}

}  // namespace cupel::conformance
