// Area "more_dml": further cases, recorded by record_cases.py.

#include "cupel/dialects/mysql/insert.hpp"
#include "cupel/dialects/postgresql/dml.hpp"
#include "cupel/dialects/sqlite/dml.hpp"
#include "cupel/schema/sequence.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

Table with_defaults() {
  return Table("wd", MetaData(), Column("id", Integer(), primary_key),
               Column("a", Integer(), default_(7)),
               Column("b", String(10), default_(func::lower("B"))),
               Column("c", Integer(), onupdate(func("now_int"))),
               Column("d", Integer(), server_default("5")));
}

}  // namespace

CASE("more_dml/delete_alias_using_table") {
  const auto u = users.alias("u");
  return delete_(u).where(u.c["id"] == orders.c["user_id"]);
}

CASE("more_dml/delete_filter_by") {
  return delete_(users).filter_by({{"name", "x"}, {"age", nullptr}});
}

CASE("more_dml/delete_from_two_tables_returning") {
  return delete_(orders)
      .where(orders.c["user_id"] == users.c["id"], users.c["name"] == "x",
             orders.c["address_id"] == addresses.c["id"])
      .returning(orders.c["id"]);
}

CASE("more_dml/delete_limit_mysql") {
  return delete_(users).where(users.c["id"] > 2).ext(mysql::limit(bindparam("n", 3)));
}

CASE("more_dml/delete_of_alias") {
  const auto u = users.alias("u");
  return delete_(u).where(u.c["id"] == 5, u.c["name"].like("x%"));
}

CASE("more_dml/delete_returning_expressions") {
  return delete_(users)
      .where(users.c["id"] == 1)
      .returning(users.c["id"], func::lower(users.c["name"]).label("ln"), users.c["age"] + 1,
                 literal("gone"));
}

CASE("more_dml/delete_using_alias_join") {
  const auto a = addresses.alias("a");
  return delete_(users)
      .using_(a.join(orders, orders.c["address_id"] == a.c["id"]))
      .where(users.c["id"] == a.c["user_id"]);
}

CASE("more_dml/delete_using_and_where") {
  const auto z = users.alias("z");
  return delete_(users)
      .using_(orders)
      .where(users.c["id"] == orders.c["user_id"])
      .where(z.c["id"] == 3);
}

CASE("more_dml/delete_using_own_alias_join") {
  const auto u = users.alias("u");
  return delete_(u)
      .using_(u.join(orders, u.c["id"] == orders.c["user_id"]))
      .where(orders.c["id"] > 5);
}

CASE("more_dml/delete_using_own_join") {
  return delete_(users)
      .using_(users.join(orders, users.c["id"] == orders.c["user_id"]))
      .where(orders.c["id"] > 5);
}

CASE("more_dml/delete_using_own_outerjoin") {
  return delete_(users)
      .using_(users.outerjoin(orders, users.c["id"] == orders.c["user_id"]))
      .where(orders.c["id"] == nullptr);
}

CASE("more_dml/delete_using_returning") {
  return delete_(users)
      .using_(orders)
      .where(users.c["id"] == orders.c["user_id"])
      .returning(users.c["id"], orders.c["id"]);
}

CASE("more_dml/delete_using_thrice") {
  return delete_(users).using_(orders).using_(users.alias("u2"), addresses);
}

CASE("more_dml/delete_with_hint_prefix") {
  return delete_(users)
      .prefix_with("QUICK", "mysql")
      .with_hint("WITH (ROWLOCK)", "mssql")
      .where(users.c["age"].is_(nullptr));
}

CASE("more_dml/insert_composite_key_with_default") {
  return insert(Table("ck", MetaData(), Column("a", Integer(), primary_key),
                      Column("b", Integer(), primary_key, default_(3)), Column("n", Integer())))
      .values(ValueRow{{"a", 1}, {"n", 1}});
}

CASE("more_dml/insert_computed_column_returned") {
  const Table t("cmp", MetaData(), Column("id", Integer(), primary_key), Column("n", Integer()),
                Column("m", Integer(), Computed("n * 2")));
  return insert(t).values(ValueRow{{"n", 1}}).return_defaults();
}

CASE("more_dml/insert_defaults_and_returning") {
  const Table t = with_defaults();
  return insert(t).values(ValueRow{{"c", 1}}).returning(t.c["id"], t.c["a"] + t.c["d"], t);
}

CASE("more_dml/insert_defaults_inline") {
  return insert(with_defaults()).values(ValueRow{{"c", 1}}).inline_();
}

CASE("more_dml/insert_empty") {
  return insert(users).values(ValueRow{});
}

CASE("more_dml/insert_expressions_of_all_kinds") {
  return insert(users).values(ValueRow{{"id", func("nextval", "s")},
                                       {"name", users.c["fullname"] + "x"},
                                       {"age", select(func::max(orders.c["id"])).scalar_subquery()},
                                       {"active", true_()},
                                       {"balance", null()},
                                       {"fullname", bindparam("fn")},
                                       {"created_at", func::now()}});
}

CASE("more_dml/insert_from_select_adds_defaults") {
  return insert(with_defaults())
      .from_select({"c"}, select(users.c["age"]).where(users.c["id"] > 3));
}

CASE("more_dml/insert_from_select_union_limit") {
  return insert(keywords).from_select(
      {"word"},
      union_(select(users.c["name"]), select(orders.c["status"])).order_by("name").limit(5));
}

CASE("more_dml/insert_from_select_with_literal_and_returning") {
  return insert(keywords)
      .from_select({keywords.c["id"], "word"}, select(users.c["id"], literal("x")))
      .returning(keywords.c["id"]);
}

CASE("more_dml/insert_from_values") {
  return insert(keywords).from_select(
      {"id", "word"}, select(values({column("i", Integer()), column("s", String())}, {.name = "v"})
                                 .data({{1, "a"}, {2, "b"}})));
}

CASE("more_dml/insert_identity_always_explicit") {
  return insert(Table("idt", MetaData(),
                      Column("id", Integer(), Identity({.always = true}), primary_key),
                      Column("n", Integer())))
      .values(ValueRow{{"id", 5}, {"n", 1}});
}

CASE("more_dml/insert_json_enum_array_values") {
  return insert(typed).values(
      ValueRow{{"c_json", Json::object({{"a", Json::array({Json(1), Json()})}})},
               {"c_enum", "red"},
               {"c_arr", std::vector{1, 2}},
               {"c_uuid", UuidValue("12345678-1234-5678-1234-567812345678")},
               {"c_ival", Duration(std::chrono::seconds(90))},
               {"c_bin", Value(Bytes{std::byte{'a'}, std::byte{'b'}})}});
}

CASE("more_dml/insert_multi_rows_defaults") {
  return insert(with_defaults()).values({ValueRow{{"d", 1}}, ValueRow{{"d", 2}}});
}

CASE("more_dml/insert_multi_rows_expressions") {
  return insert(users).values(
      {ValueRow{{"name", "a"}, {"age", 1}},
       ValueRow{{"name", func::lower("B")}, {"age", literal_column("2")}},
       ValueRow{{"name", bindparam("n3", {.type = make_ptr<String>()})},
                {"age", select(func::max(users.c["age"])).scalar_subquery()}}});
}

CASE("more_dml/insert_multi_rows_missing_key_error") {
  return insert(users).values({ValueRow{{"name", "a"}, {"age", 1}}, ValueRow{{"name", "b"}}});
}

CASE("more_dml/insert_no_primary_key_value_string_key") {
  return insert(Table("sk", MetaData(), Column("code", String(5), primary_key),
                      Column("n", Integer())))
      .values(ValueRow{{"n", 1}});
}

CASE("more_dml/insert_prefix_hint") {
  return insert(users)
      .prefix_with("OR IGNORE", "sqlite")
      .prefix_with("IGNORE", "mysql")
      .with_hint("WITH (TABLOCK)", "mssql")
      .values(ValueRow{{"name", "x"}});
}

CASE("more_dml/insert_schema_translate") {
  return insert(events).values(ValueRow{{"id", 1}, {"kind", "x"}});
}

CASE("more_dml/insert_sequence_column_not_key") {
  return insert(Table("sq", MetaData(), Column("id", Integer(), primary_key),
                      Column("n", Integer(), Sequence("n_seq"))))
      .values(ValueRow{{"id", 1}});
}

CASE("more_dml/insert_unknown_columns_error") {
  return insert(users).values(ValueRow{{"nope", 1}, {"name", "x"}, {"neither", 2}});
}

CASE("more_dml/mysql_upsert_functions") {
  const auto s = mysql::insert(items).values(ValueRow{{"id", 1}, {"sku", "x"}, {"qty", 2}});
  return s.on_duplicate_key_update(
      {{"qty", func("greatest", s.inserted["qty"], items.c["qty"])},
       {"description", func::concat(s.inserted["sku"], "-", items.c["sku"])},
       {"price", nullptr}});
}

CASE("more_dml/pg_upsert_constraint_and_excluded") {
  const auto s = postgresql::insert(users).values(
      {ValueRow{{"id", 1}, {"name", "a"}}, ValueRow{{"id", 2}, {"name", "b"}}});
  return s
      .on_conflict_do_update(
          {.constraint = "pk_users",
           .set_ = {{"name", s.excluded().c["name"] + users.c["name"]},
                    {"age", func::coalesce(users.c["age"], 0) + 1}},
           .where = and_(users.c["name"] != s.excluded().c["name"], users.c["age"] < 9)})
      .returning(users.c["id"], users.c["name"]);
}

CASE("more_dml/pg_upsert_from_select_expression_index") {
  const auto s = postgresql::insert(keywords).from_select(
      {"word"}, select(users.c["name"]).where(users.c["age"] > 1));
  return s.on_conflict_do_update({.index_elements = {func::lower(keywords.c["word"])},
                                  .index_where = keywords.c["id"] > 5,
                                  .set_ = {{"word", s.excluded().c["word"]}}});
}

CASE("more_dml/pg_upsert_in_cte") {
  const auto s = postgresql::insert(keywords)
                     .values(ValueRow{{"word", "x"}})
                     .on_conflict_do_nothing()
                     .returning(keywords.c["id"])
                     .cte("up");
  return select(s.c["id"]);
}

CASE("more_dml/sqlite_upsert_two_clauses") {
  const auto s = sqlite::insert(items).values(ValueRow{{"id", 1}, {"sku", "x"}, {"qty", 2}});
  return s.on_conflict_do_nothing({.index_elements = {"sku"}})
      .on_conflict_do_update({.index_elements = {items.c["id"]},
                              .set_ = {{"qty", s.excluded().c["qty"] + items.c["qty"]}}});
}

CASE("more_dml/update_array_element_set") {
  return update(pgdocs).values(ValueRow{
      {pgdocs.c["nums"][2], 5}, {pgdocs.c["data"]["a"]["b"], Json::object({{"c", Json(1)}})}});
}

CASE("more_dml/update_cte_add") {
  const auto c = select(orders.c["user_id"]).cte("c");
  return update(users)
      .values(ValueRow{{"age", 1}})
      .where(users.c["id"].in_(select(c.c["user_id"])))
      .add_cte(select(items.c["id"]).cte("side"));
}

CASE("more_dml/update_exists_correlated") {
  return update(users)
      .values(ValueRow{{"active", false}})
      .where(!exists().where(orders.c["user_id"] == users.c["id"]));
}

CASE("more_dml/update_from_two_tables_correlated_subquery") {
  return update(users)
      .values(ValueRow{{"name", orders.c["status"]},
                       {"age", select(func::count(order_items.c["item_id"]))
                                   .where(order_items.c["order_id"] == orders.c["id"])
                                   .scalar_subquery()}})
      .where(users.c["id"] == orders.c["user_id"])
      .where(addresses.c["id"] == orders.c["address_id"]);
}

CASE("more_dml/update_limit_mysql") {
  return update(users).values(ValueRow{{"age", 1}}).where(users.c["id"] > 2).ext(mysql::limit(5));
}

CASE("more_dml/update_of_alias_from_other_alias") {
  const auto a = users.alias("a");
  const auto b = users.alias("b");
  return update(a).values(ValueRow{{"name", b.c["name"]}}).where(a.c["id"] == b.c["age"]);
}

CASE("more_dml/update_only_hint_pg") {
  return update(users)
      .with_hint("ONLY", "postgresql")
      .with_hint("WITH (PAGLOCK)", users, "mssql")
      .values(ValueRow{{"age", 1}});
}

CASE("more_dml/update_onupdate_and_where") {
  const Table t = with_defaults();
  return update(t)
      .values(ValueRow{{"a", t.c["a"] + 1}})
      .where(t.c["b"].in_({"x", "y"}))
      .returning(t.c["c"]);
}

CASE("more_dml/update_ordered_values_expressions") {
  return update(users)
      .ordered_values({{users.c["age"], users.c["age"] + 1},
                       {"name", func::upper(users.c["name"])},
                       {users.c["balance"], nullptr}})
      .where(users.c["id"] == 1);
}

CASE("more_dml/update_quoted_columns_from") {
  return update(odd)
      .values(ValueRow{{"user name", keywords.c["word"]}, {"pct%done", 5}})
      .where(odd.c["Id"] == keywords.c["id"], odd.c["quo\"te"] == "q");
}

CASE("more_dml/update_schema_table_from_schema") {
  return update(events)
      .values(ValueRow{{"kind", "x"}})
      .where(events.c["user_id"] == users.c["id"], users.c["name"] == "y");
}

CASE("more_dml/update_tuple_in_where") {
  return update(users)
      .values(ValueRow{{"active", false}})
      .where(tuple_(users.c["id"], users.c["age"]).in_({{1, 2}, {3, 4}}));
}

CASE("more_dml/update_values_twice_merges") {
  return update(users)
      .values(ValueRow{{"name", "a"}, {"age", 1}})
      .values(ValueRow{{"age", 2}, {"active", true}});
}

CASE("more_dml/update_with_dialect_options_limit") {
  return update(users).values(ValueRow{{"age", 1}}).with_dialect_options("mysql_limit", "5");
}

}  // namespace cupel::conformance
