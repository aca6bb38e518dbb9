// Area "ddl_metadata" of the corpus.

#include "cupel/schema/ddl.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("ddl_metadata/comments_sent_separately") {
  const MetaData m;
  Table("t", m, {.comment = "tab t"}, Column("a", Integer(), comment("col a")),
        Column("b", Integer()));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/constraint_comments") {
  const MetaData m;
  Table("t", m, Column("a", Integer()), CheckConstraint("a > 5", {.name = "ck", .comment = "why"}));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/cycle_named_create") {
  const MetaData m;
  Table("a", m, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("b.id", {.name = "fk_a_b"})));
  Table("b", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id", {.name = "fk_b_a"})));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/cycle_named_drop") {
  const MetaData m;
  Table("a", m, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("b.id", {.name = "fk_a_b"})));
  Table("b", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id", {.name = "fk_b_a"})));
  return [=](SchemaExecutor& db) { m.drop_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/cycle_of_three_with_tail") {
  const MetaData m;
  Table("a", m, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("b.id", {.name = "fk_ab"})));
  Table("b", m, Column("id", Integer(), primary_key),
        Column("c_id", Integer(), ForeignKey("c.id", {.name = "fk_bc"})));
  Table("c", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id", {.name = "fk_ca"})));
  Table("tail", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id")));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/cycle_unnamed_create") {
  const MetaData m;
  Table("a", m, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("b.id")));
  Table("b", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id")));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/cycle_unnamed_drop_error") {
  const MetaData m;
  Table("a", m, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("b.id")));
  Table("b", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id")));
  return [=](SchemaExecutor& db) { m.drop_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/cycle_use_alter_drop") {
  const MetaData m;
  Table("a", m, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("b.id", {.name = "fk_a_b", .use_alter = true})));
  Table("b", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id")));
  return [=](SchemaExecutor& db) { m.drop_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/drop_order_is_reversed") {
  const MetaData m;
  Table("c", m, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("b.id")));
  Table("b", m, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("a.id")));
  Table("a", m, Column("id", Integer(), primary_key));
  return [=](SchemaExecutor& db) { m.drop_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/enum_create_type_false") {
  const MetaData m;
  Table("a", m, Column("c", Enum({"red"}, {.name = "color", .create_type = false})));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/enum_schema_from_metadata") {
  const MetaData m({.schema = "ms"});
  Table("a", m, Column("c", Enum({"red"}, {.name = "color"})));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/enum_type_of_one_table") {
  const MetaData m;
  const auto t = Table("a", m, Column("c", Enum({"red", "blue"}, {.name = "color"})));
  return [=](SchemaExecutor& db) {
    t.create(db, CheckFirst::none);
    t.drop(db, CheckFirst::none);
  };
}

CASE("ddl_metadata/index_create_drop") {
  const MetaData m;
  const auto t = Table("t", m, Column("x", Integer()));
  const auto ix = Index("ix_x", t.c["x"]);
  return [=](SchemaExecutor& db) {
    ix.create(db, CheckFirst::none);
    ix.drop(db, CheckFirst::none);
  };
}

CASE("ddl_metadata/metadata_schema_applies") {
  const MetaData m({.schema = "ms"});
  Table("a", m, Column("id", Integer(), primary_key));
  Table("b", m, Column("a_id", Integer(), ForeignKey("a.id")));
  Table("c", m, {.schema = "other"}, Column("a_id", Integer(), ForeignKey("ms.a.id")));
  Table("d", m, {.schema = BLANK_SCHEMA}, Column("x", Integer()));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/self_reference_create_and_drop") {
  const MetaData m;
  const auto t = Table("t", m, Column("id", Integer(), primary_key),
                       Column("parent", Integer(), ForeignKey("t.id")));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

CASE("ddl_metadata/sequence_on_column_only") {
  const MetaData m;
  Table("t", m, Column("id", Integer(), Sequence("t_seq"), primary_key));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

CASE("ddl_metadata/sequence_optional") {
  const MetaData m;
  Table("t", m, Column("id", Integer(), Sequence("t_seq", {.optional = true}), primary_key));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/sequences_first") {
  const MetaData m;
  Sequence("standalone", m, {.start = 3});
  Table("t", m, Column("id", Integer(), Sequence("t_seq", m), primary_key));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

CASE("ddl_metadata/to_metadata_copy") {
  const MetaData m;
  const auto t = Table("t", m, Column("id", Integer(), primary_key),
                       Column("a", Integer(), ForeignKey("t.id"), indexed),
                       Column("b", String(5), server_default("x"), unique));
  const MetaData m2;
  t.to_metadata(m2, "other", "copy");
  return [=](SchemaExecutor& db) { m2.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/create_fixed_schema") {
  return [](SchemaExecutor& db) {
    metadata.create_all(db, {.tables = {users, addresses, orders, items, order_items, keywords,
                                        item_keywords, nodes, events},
                             .checkfirst = false});
  };
}

CASE("ddl_metadata/ddl_event_execute_if_dialect") {
  const MetaData m;
  const Table t("t", m, Column("a", Integer()));
  listen(t, events::after_create,
         DDL("CREATE FUNCTION x").execute_if({.dialects = {"postgresql"}}));
  listen(t, events::after_create,
         DDL("-- mysql family").execute_if({.dialects = {"mysql", "mariadb"}}));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("ddl_metadata/enum_type_once_for_two_tables") {
  const MetaData m;
  const Enum color({"red", "blue"}, {.name = "color"});
  Table("a", m, Column("c", color));
  Table("b", m, Column("c", color));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

namespace {

std::vector<std::string> names_of(const std::vector<Table>& tables) {
  std::vector<std::string> names;
  for (const Table& t : tables) names.push_back(t.fullname());
  return names;
}

}  // namespace

CASE("ddl_metadata/metadata_tables_insertion_order") {
  const MetaData m;
  Table("zebra", m);
  Table("apple", m, {.schema = "s"});
  Table("mango", m);
  return names_of(m.tables());
}

CASE("ddl_metadata/sorted_tables_diamond") {
  const MetaData m;
  Table("bottom", m, Column("l", Integer(), ForeignKey("left.id")),
        Column("r", Integer(), ForeignKey("right.id")));
  Table("right", m, Column("id", Integer(), primary_key),
        Column("t", Integer(), ForeignKey("top.id")));
  Table("left", m, Column("id", Integer(), primary_key),
        Column("t", Integer(), ForeignKey("top.id")));
  Table("top", m, Column("id", Integer(), primary_key));
  return names_of(m.sorted_tables());
}

CASE("ddl_metadata/sorted_tables_fixed_schema") {
  return names_of(metadata.sorted_tables());
}

CASE("ddl_metadata/sorted_tables_independent") {
  const MetaData m;
  Table("zebra", m);
  Table("apple", m);
  Table("mango", m);
  return names_of(m.sorted_tables());
}

CASE("ddl_metadata/sorted_tables_self_reference_and_tail") {
  const MetaData m;
  Table("tail", m, Column("n", Integer(), ForeignKey("node.id")));
  Table("node", m, Column("id", Integer(), primary_key),
        Column("p", Integer(), ForeignKey("node.id")));
  return names_of(m.sorted_tables());
}

CASE("ddl_metadata/table_as_in_metadata") {
  MetaData m;
  const Table t("t", m, Column("id", Integer(), primary_key));
  CreateTableAs(select(t.c["id"]), "copy_of_t", {.metadata = m});
  return [m](SchemaExecutor& engine) { m.create_all(engine, {.checkfirst = CheckFirst::none}); };
}

CASE("ddl_metadata/view_after_tables") {
  MetaData m;
  const Table t("t", m, Column("id", Integer(), primary_key), Column("name", String(20)));
  CreateView(select(t.c["id"]).where(t.c["name"] == "x"), "a_view", {.metadata = m});
  return [m](SchemaExecutor& engine) {
    m.create_all(engine, {.checkfirst = CheckFirst::none});
    m.drop_all(engine, {.checkfirst = CheckFirst::none});
  };
}

}  // namespace cupel::conformance
