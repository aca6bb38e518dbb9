// Area "upsert" of the corpus.

#include "cupel/dialects/postgresql/dml.hpp"
#include "cupel/dialects/sqlite/dml.hpp"

#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

ValueRow item() {
  return ValueRow{{"id", 1}, {"sku", "a"}, {"qty", 5}};
}

}  // namespace

CASE("upsert/pg_do_nothing_returning") {
  return postgresql::insert(items).values(item()).on_conflict_do_nothing().returning(items.c["id"]);
}

CASE("upsert/pg_do_nothing_where_text") {
  return postgresql::insert(items).values(item()).on_conflict_do_nothing(
      {.index_elements = {"sku"}, .index_where = text("qty > 3")});
}

CASE("upsert/pg_do_update") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"qty", 7}}});
}

CASE("upsert/pg_do_update_column_keys") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {items.c["sku"]}, .set_ = {{items.c["qty"], 7}}});
}

CASE("upsert/pg_do_update_empty_set_error") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = std::vector<Assignment>{}});
}

CASE("upsert/pg_do_update_excluded") {
  const auto s = postgresql::insert(items).values(item());
  return s.on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"qty", s.excluded().c["qty"]}}});
}

CASE("upsert/pg_do_update_function") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"description", func::lower("X")}}});
}

CASE("upsert/pg_do_update_no_set_error") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}});
}

CASE("upsert/pg_do_update_quoted") {
  return postgresql::insert(odd)
      .values(ValueRow{{"Id", 1}, {"user name", "x"}})
      .on_conflict_do_update(
          {.index_elements = {"Id"}, .set_ = {{"user name", "y"}, {"order", 2}}});
}

CASE("upsert/pg_do_update_returning") {
  return postgresql::insert(items)
      .values(item())
      .on_conflict_do_update({.index_elements = {"sku"}, .set_ = {{"qty", 7}}})
      .returning(items.c["id"], items.c["qty"]);
}

CASE("upsert/pg_do_update_subquery") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"},
       .set_ = {{"qty", select(func::max(orders.c["id"])).scalar_subquery()}}});
}

CASE("upsert/pg_do_update_unknown_key_warns") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"nope", 1}}});
}

CASE("upsert/pg_do_update_where") {
  const auto s = postgresql::insert(items).values(item());
  return s.on_conflict_do_update({.index_elements = {"sku"},
                                  .set_ = {{"qty", 7}},
                                  .where = s.excluded().c["qty"] > items.c["qty"]});
}

CASE("upsert/pg_do_update_where_or") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"},
       .set_ = {{"qty", 7}},
       .where = or_(items.c["qty"] < 100, items.c["price"].is_(nullptr))});
}

CASE("upsert/pg_do_update_with_cte") {
  const auto c = select(users.c["id"], users.c["name"]).cte("src");
  return postgresql::insert(keywords)
      .from_select({"id", "word"}, select(c.c["id"], c.c["name"]).where(true_()))
      .on_conflict_do_nothing();
}

CASE("upsert/sqlite_do_nothing_returning") {
  return sqlite::insert(items).values(item()).on_conflict_do_nothing().returning(items.c["id"]);
}

CASE("upsert/sqlite_do_nothing_where_text") {
  return sqlite::insert(items).values(item()).on_conflict_do_nothing(
      {.index_elements = {"sku"}, .index_where = text("qty > 3")});
}

CASE("upsert/sqlite_do_update") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"qty", 7}}});
}

CASE("upsert/sqlite_do_update_column_keys") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {items.c["sku"]}, .set_ = {{items.c["qty"], 7}}});
}

CASE("upsert/sqlite_do_update_empty_set_error") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = std::vector<Assignment>{}});
}

CASE("upsert/sqlite_do_update_excluded") {
  const auto s = sqlite::insert(items).values(item());
  return s.on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"qty", s.excluded().c["qty"]}}});
}

CASE("upsert/sqlite_do_update_function") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"description", func::lower("X")}}});
}

CASE("upsert/sqlite_do_update_no_set_error") {
  return sqlite::insert(items).values(item()).on_conflict_do_update({.index_elements = {"sku"}});
}

CASE("upsert/sqlite_do_update_quoted") {
  return sqlite::insert(odd)
      .values(ValueRow{{"Id", 1}, {"user name", "x"}})
      .on_conflict_do_update(
          {.index_elements = {"Id"}, .set_ = {{"user name", "y"}, {"order", 2}}});
}

CASE("upsert/sqlite_do_update_returning") {
  return sqlite::insert(items)
      .values(item())
      .on_conflict_do_update({.index_elements = {"sku"}, .set_ = {{"qty", 7}}})
      .returning(items.c["id"], items.c["qty"]);
}

CASE("upsert/sqlite_do_update_subquery") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"},
       .set_ = {{"qty", select(func::max(orders.c["id"])).scalar_subquery()}}});
}

CASE("upsert/sqlite_do_update_unknown_key_warns") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"nope", 1}}});
}

CASE("upsert/sqlite_do_update_where") {
  const auto s = sqlite::insert(items).values(item());
  return s.on_conflict_do_update({.index_elements = {"sku"},
                                  .set_ = {{"qty", 7}},
                                  .where = s.excluded().c["qty"] > items.c["qty"]});
}

CASE("upsert/sqlite_do_update_where_or") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"},
       .set_ = {{"qty", 7}},
       .where = or_(items.c["qty"] < 100, items.c["price"].is_(nullptr))});
}

CASE("upsert/sqlite_do_update_with_cte") {
  const auto c = select(users.c["id"], users.c["name"]).cte("src");
  return sqlite::insert(keywords)
      .from_select({"id", "word"}, select(c.c["id"], c.c["name"]).where(true_()))
      .on_conflict_do_nothing();
}

CASE("upsert/pg_conflict_twice_without_target_error") {
  return postgresql::insert(items).values(item()).on_conflict_do_nothing().on_conflict_do_nothing();
}

CASE("upsert/pg_constraint_name") {
  return postgresql::insert(items)
      .values(ValueRow{{"id", 1}, {"sku", "a"}})
      .on_conflict_do_nothing({.constraint = "uq_sku"});
}

CASE("upsert/pg_constraint_name_update") {
  return postgresql::insert(items)
      .values(ValueRow{{"id", 1}, {"sku", "a"}})
      .on_conflict_do_update({.constraint = "uq_sku", .set_ = {{"qty", 7}}});
}

CASE("upsert/pg_constraint_needs_quotes") {
  return postgresql::insert(items)
      .values(ValueRow{{"id", 1}, {"sku", "a"}})
      .on_conflict_do_nothing({.constraint = "Uq Sku"});
}

CASE("upsert/pg_constraint_object") {
  const UniqueConstraint uq({"a"}, {.name = "uq_t_a"});
  const Table t("t", MetaData(), Column("a", Integer()), uq);
  return postgresql::insert(t)
      .values(ValueRow{{"a", 1}})
      .on_conflict_do_nothing({.constraint = uq});
}

CASE("upsert/pg_do_nothing") {
  return postgresql::insert(items).values(item()).on_conflict_do_nothing();
}

CASE("upsert/pg_do_update_bindparam") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"qty", bindparam("q", Value(9))}}});
}

CASE("upsert/pg_do_update_column_key_differs") {
  const Table t("t", MetaData(), Column("db_name", Integer(), column_key("attr")));
  return postgresql::insert(t)
      .values(ValueRow{{"attr", 1}})
      .on_conflict_do_update({.index_elements = {"attr"}, .set_ = {{"attr", 2}}});
}

CASE("upsert/pg_do_update_literal_null") {
  return postgresql::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"description", nullptr}}});
}

CASE("upsert/pg_do_update_no_target_error") {
  return postgresql::insert(items).values(item()).on_conflict_do_update({.set_ = {{"qty", 7}}});
}

CASE("upsert/pg_excluded_columns") {
  return postgresql::insert(items).excluded().c.keys();
}

CASE("upsert/pg_index_object_partial") {
  const Table t("t", MetaData(), Column("a", Integer()));
  const Index ix("ix_a", {t.c["a"]},
                 {.dialect = {DialectArgument("postgresql_where", t.c["a"] > 5)}});
  return postgresql::insert(t)
      .values(ValueRow{{"a", 1}})
      .on_conflict_do_nothing({.constraint = ix});
}

CASE("upsert/pg_json_set") {
  const auto s = postgresql::insert(pgdocs).values(ValueRow{{"id", 1}});
  return s.on_conflict_do_update(
      {.index_elements = {"id"}, .set_ = {{"data", s.excluded().c["data"]}}});
}

CASE("upsert/pg_primary_key_object") {
  return postgresql::insert(items)
      .values(ValueRow{{"id", 1}, {"sku", "a"}})
      .on_conflict_do_nothing({.constraint = items.primary_key()});
}

CASE("upsert/pg_primary_key_unnamed_object_update") {
  return postgresql::insert(items)
      .values(ValueRow{{"id", 1}, {"sku", "a"}})
      .on_conflict_do_update({.constraint = items.primary_key(), .set_ = {{"qty", 7}}});
}

CASE("upsert/sqlite_do_nothing_column_object") {
  return sqlite::insert(items).values(item()).on_conflict_do_nothing(
      {.index_elements = {items.c["sku"]}});
}

CASE("upsert/sqlite_do_nothing_expression") {
  return sqlite::insert(items).values(item()).on_conflict_do_nothing(
      {.index_elements = {func::lower(items.c["sku"])}});
}

CASE("upsert/sqlite_do_nothing_text_element") {
  return sqlite::insert(items).values(item()).on_conflict_do_nothing(
      {.index_elements = {text("lower(sku)")}});
}

CASE("upsert/sqlite_do_nothing_two_elements") {
  return sqlite::insert(items).values(item()).on_conflict_do_nothing(
      {.index_elements = {"sku", items.c["id"]}});
}

CASE("upsert/sqlite_do_nothing_where") {
  return sqlite::insert(items).values(item()).on_conflict_do_nothing(
      {.index_elements = {"sku"}, .index_where = items.c["qty"] > 3});
}

CASE("upsert/sqlite_do_update_from_select") {
  const auto s = sqlite::insert(keywords).from_select(
      {"id", "word"}, select(users.c["id"], users.c["name"]).where(true_()));
  return s.on_conflict_do_update(
      {.index_elements = {"id"}, .set_ = {{"word", s.excluded().c["word"]}}});
}

CASE("upsert/sqlite_do_update_index_where_and_where") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"},
       .index_where = items.c["price"] > 0,
       .set_ = {{"qty", 7}},
       .where = items.c["qty"] < 100});
}

CASE("upsert/sqlite_do_update_no_target") {
  return sqlite::insert(items).values(item()).on_conflict_do_update({.set_ = {{"qty", 7}}});
}

CASE("upsert/sqlite_do_update_schema_table") {
  return sqlite::insert(events)
      .values(ValueRow{{"id", 1}, {"kind", "a"}})
      .on_conflict_do_update({.index_elements = {"id"},
                              .set_ = {{"kind", events.c["kind"] + "x"}},
                              .where = events.c["user_id"] == 5});
}

CASE("upsert/sqlite_do_update_set_order_is_table_order") {
  return sqlite::insert(items).values(item()).on_conflict_do_update(
      {.index_elements = {"sku"}, .set_ = {{"qty", 7}, {"price", 5}, {"sku", "z"}}});
}

CASE("upsert/sqlite_three_conflict_clauses_last_without_target") {
  return sqlite::insert(items)
      .values(ValueRow{{"id", 1}, {"sku", "a"}})
      .on_conflict_do_update({.index_elements = {"id"}, .set_ = {{"qty", 1}}})
      .on_conflict_do_update({.index_elements = {"sku"}, .set_ = {{"qty", 2}}})
      .on_conflict_do_nothing();
}

}  // namespace cupel::conformance
