// Statements of MySQL and MariaDB: part of areas "upsert", "update", "delete", "functions",
// "dialect_extras", "custom".

#include "cupel/dialects/mysql/insert.hpp"
#include "cupel/dialects/mysql/match.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

mysql::Insert insert_item() {
  return mysql::insert(items).values({{"id", 1}, {"sku", "a"}, {"qty", 5}});
}

}  // namespace

CASE("upsert/mysql_and_on_table") {
  return insert_item().on_duplicate_key_update({{"qty", case_({{items.c["qty"] > 3, 1}}, 2)}});
}
CASE("upsert/mysql_dict") {
  return insert_item().on_duplicate_key_update({{"qty", 7}, {"sku", "b"}});
}
CASE("upsert/mysql_empty_error") {
  return insert_item().on_duplicate_key_update({});
}
CASE("upsert/mysql_from_select") {
  const auto s =
      mysql::insert(keywords).from_select({"id", "word"}, select(users.c["id"], users.c["name"]));
  return s.on_duplicate_key_update({{"word", s.inserted["word"]}});
}
CASE("upsert/mysql_inserted") {
  const auto s = insert_item();
  return s.on_duplicate_key_update({{"qty", s.inserted["qty"]}});
}
CASE("upsert/mysql_inserted_expression") {
  const auto s = insert_item();
  return s.on_duplicate_key_update(
      {{"qty", items.c["qty"] + s.inserted["qty"]},
       {"description", func::coalesce(s.inserted["description"], "x")}});
}
CASE("upsert/mysql_inserted_two_in_expression") {
  const auto s = insert_item();
  return s.on_duplicate_key_update({{"qty", s.inserted["qty"] * s.inserted["price"]}});
}
CASE("upsert/mysql_kw") {
  return insert_item().on_duplicate_key_update({{"qty", 7}});
}
CASE("upsert/mysql_literal_column") {
  return insert_item().on_duplicate_key_update({{"qty", literal_column("qty + 1")}});
}
CASE("upsert/mysql_multi_values") {
  const auto s = mysql::insert(keywords).values(
      {ValueRow{{"id", 1}, {"word", "a"}}, ValueRow{{"id", 2}, {"word", "b"}}});
  return s.on_duplicate_key_update({{"word", s.inserted["word"]}});
}
CASE("upsert/mysql_ordered_list") {
  return insert_item().on_duplicate_key_update_ordered({{"qty", 7}, {"price", 5}, {"sku", "z"}});
}
CASE("upsert/mysql_prefix_ignore") {
  return mysql::insert(items)
      .prefix_with("IGNORE")
      .values(ValueRow{{"id", 1}})
      .on_duplicate_key_update({{"qty", 7}});
}
CASE("upsert/mysql_quoted_columns") {
  const auto s = mysql::insert(odd).values({{"Id", 1}, {"user name", "x"}});
  return s.on_duplicate_key_update({{"user name", s.inserted["user name"]}});
}
CASE("upsert/mysql_returning_mariadb") {
  return insert_item().on_duplicate_key_update({{"qty", 7}}).returning(items.c["id"]);
}
CASE("upsert/mysql_table_named_new") {
  const MetaData m;
  const Table t("new", m, Column("a", Integer()));
  const auto s = mysql::insert(t).values(ValueRow{{"a", 1}});
  return s.on_duplicate_key_update({{"a", s.inserted["a"]}});
}
CASE("upsert/mysql_table_order") {
  return insert_item().on_duplicate_key_update({{"qty", 7}, {"price", 5}, {"sku", "z"}});
}

CASE("update/mysql_limit_ext") {
  return update(users).values(ValueRow{{"name", "x"}}).ext(mysql::limit(5));
}
CASE("update/mysql_limit_ext_expression") {
  return update(users).values(ValueRow{{"name", "x"}}).ext(mysql::limit(bindparam("n", 3)));
}
CASE("update/mysql_limit_ext_where") {
  return update(users)
      .values(ValueRow{{"name", "x"}})
      .where(users.c["age"] > 5)
      .ext(mysql::limit(5));
}
CASE("delete/mysql_limit") {
  return delete_(users).with_dialect_options("mysql_limit", "10");
}
CASE("delete/mysql_limit_ext_where") {
  return delete_(users).where(users.c["age"] > 5).ext(mysql::limit(5));
}
CASE("custom/syntax_extension_wrong_statement_error") {
  return insert(users).values(ValueRow{{"name", "x"}}).ext(mysql::limit(5));
}

CASE("functions/mysql_match") {
  return select(items.c["id"])
      .where(mysql::match({items.c["sku"], items.c["description"]}, "cat dog"));
}
CASE("functions/mysql_match_bad_flags_error") {
  return mysql::match({items.c["description"]}, "cat").in_boolean_mode().with_query_expansion();
}
CASE("functions/mysql_match_natural_expansion") {
  return select(items.c["id"])
      .where(mysql::match({items.c["description"]}, "cat")
                 .in_natural_language_mode()
                 .with_query_expansion());
}
CASE("functions/mysql_match_order_by") {
  const auto m = mysql::match({items.c["description"]}, "cat");
  return select(items.c["id"]).order_by(m.desc());
}

CASE("dialect_extras/mysql_for_index_hints_two") {
  return select(users.c["id"])
      .with_hint(users, "USE INDEX (a) IGNORE INDEX (b)", "mysql")
      .join(orders)
      .with_hint(orders, "FORCE INDEX (c)", "mysql");
}
CASE("dialect_extras/mysql_straight_join_prefix") {
  return select(users.c["id"]).prefix_with("STRAIGHT_JOIN", "mysql").join(orders);
}
CASE("dialect_extras/mysql_values_update_self") {
  return update(items)
      .values(ValueRow{{"qty", items.c["qty"] - 1}})
      .where(items.c["qty"] > 0)
      .ext(mysql::limit(1));
}

}  // namespace cupel::conformance
