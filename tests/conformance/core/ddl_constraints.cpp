// Area "ddl_constraints" of the corpus.

#include "cupel/dialects/postgresql/exclude_constraint.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/ddl.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

const MetaDataOptions kConvention = {
    .naming_convention = {{"ix", "ix_%(column_0_label)s"},
                          {"uq", "uq_%(table_name)s_%(column_0_name)s"},
                          {"ck", "ck_%(table_name)s_%(constraint_name)s"},
                          {"fk", "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"},
                          {"pk", "pk_%(table_name)s"}}};

Table ab_table() {
  return Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()));
}

}  // namespace

CASE("ddl_constraints/add_check") {
  const Table t = ab_table();
  return AddConstraint(CheckConstraint(t.c["a"] > 5, {.name = "ck_a"}));
}

// ddl_constraints/add_fk_schema is left out: see "Schema" in docs/differences.md.

CASE("ddl_constraints/add_pk") {
  const Table t = ab_table();
  return AddConstraint(PrimaryKeyConstraint({t.c["a"]}, {.name = "pk_t"}));
}

CASE("ddl_constraints/add_unique") {
  const Table t = ab_table();
  return AddConstraint(UniqueConstraint({t.c["a"]}, {.name = "uq_a"}));
}

CASE("ddl_constraints/add_unique_unnamed") {
  const Table t = ab_table();
  return AddConstraint(UniqueConstraint(t.c["a"]));
}

CASE("ddl_constraints/check_between") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(column("a").between(1, 5))));
}

CASE("ddl_constraints/check_column") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), CheckConstraint("a > 5"))));
}

CASE("ddl_constraints/check_column_named") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), CheckConstraint("a > 5", {.name = "ck_a"}))));
}

CASE("ddl_constraints/check_deferrable") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            CheckConstraint("a > b", {.deferrable = true, .initially = "DEFERRED"})));
}

CASE("ddl_constraints/check_expression") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(column("a") > column("b") + 5)));
}

CASE("ddl_constraints/check_expression_in") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(column("a").in_({1, 2, 3}))));
}

CASE("ddl_constraints/check_expression_percent") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(column("a", String()).like("50%"))));
}

CASE("ddl_constraints/check_expression_string_literal") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(column("a") == "it's")));
}

CASE("ddl_constraints/check_function") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(func::length(column("a")) > 5)));
}

CASE("ddl_constraints/check_named") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint("a > b", {.name = "ck_ab"})));
}

CASE("ddl_constraints/check_order_of_constraints") {
  return CreateTable(Table(
      "t", with_targets(), Column("a", Integer(), primary_key), Column("b", Integer(), unique),
      Column("c", Integer(), ForeignKey("o.id")), CheckConstraint("b > 1", {.name = "ck1"}),
      UniqueConstraint("c"), CheckConstraint("c > 1")));
}

CASE("ddl_constraints/check_pg_not_valid") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            CheckConstraint("a > b", {.dialect = {{"postgresql_not_valid", true}}})));
}

CASE("ddl_constraints/check_sqlite_on_conflict") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            CheckConstraint("a > b", {.dialect = {{"sqlite_on_conflict", "FAIL"}}})));
}

CASE("ddl_constraints/check_table") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint("a > b")));
}

CASE("ddl_constraints/check_table_columns_unqualified") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(table("t", {column("a")}).c["a"] > 5)));
}

CASE("ddl_constraints/check_text") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           CheckConstraint(text("a > 5"))));
}

CASE("ddl_constraints/convention_all_columns_0n") {
  return CreateTable(Table("t", MetaData({.naming_convention = {{"uq", "uq_%(column_0N_name)s"}}}),
                           Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint("a", "b")));
}

CASE("ddl_constraints/convention_all_columns_n") {
  return CreateTable(
      Table("t", MetaData({.naming_convention = {{"uq", "uq_%(table_name)s_%(column_0_N_name)s"}}}),
            Column("a", Integer()), Column("b", Integer()), UniqueConstraint("a", "b")));
}

CASE("ddl_constraints/convention_boolean_check") {
  return CreateTable(Table("t", MetaData(kConvention),
                           Column("a", Boolean({.create_constraint = true, .name = "isb"}))));
}

CASE("ddl_constraints/convention_boolean_check_unnamed") {
  return CreateTable(
      Table("t", MetaData(kConvention), Column("a", Boolean({.create_constraint = true}))));
}

CASE("ddl_constraints/convention_check_conv") {
  return CreateTable(Table("t", MetaData(kConvention), Column("a", Integer()),
                           Column("b", Integer()),
                           CheckConstraint("a > b", {.name = conv("as_is")})));
}

CASE("ddl_constraints/convention_check_named") {
  return CreateTable(Table("t", MetaData(kConvention), Column("a", Integer()),
                           Column("b", Integer()), CheckConstraint("a > b", {.name = "ab"})));
}

CASE("ddl_constraints/convention_column_1") {
  return CreateTable(
      Table("t", MetaData({.naming_convention = {{"uq", "uq_%(column_1_name)s_%(column_0_key)s"}}}),
            Column("a", Integer()), Column("b", Integer()), UniqueConstraint("a", "b")));
}

CASE("ddl_constraints/convention_enum_check") {
  return CreateTable(Table(
      "t", MetaData(kConvention),
      Column("a",
             Enum({"x", "y"}, {.name = "xy", .native_enum = false, .create_constraint = true}))));
}

CASE("ddl_constraints/convention_fk_schema") {
  return CreateTable(
      Table("t", with_targets(kConvention), Column("a", Integer(), ForeignKey("s.o.id"))));
}

CASE("ddl_constraints/convention_needs_quotes") {
  return CreateTable(Table("t", MetaData(kConvention), Column("My A", Integer(), unique)));
}

CASE("ddl_constraints/convention_none_name") {
  return CreateTable(Table("t", MetaData(kConvention), Column("a", Integer()),
                           Column("b", Integer()), UniqueConstraint("a")));
}

CASE("ddl_constraints/convention_pk") {
  return CreateTable(Table("t", MetaData(kConvention), Column("id", Integer(), primary_key)));
}

CASE("ddl_constraints/convention_referred_columns") {
  return CreateTable(Table(
      "t",
      with_targets(
          {.naming_convention = {{"fk",
                                  "fk_%(referred_column_0_name)s_%(referred_column_0_N_name)s"}}}),
      Column("a", Integer()), Column("b", Integer()),
      ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"})));
}

CASE("ddl_constraints/convention_unique_constraint") {
  return CreateTable(Table("t", MetaData(kConvention), Column("a", Integer()),
                           Column("b", Integer()), UniqueConstraint("a", "b")));
}

CASE("ddl_constraints/convention_unique_flag") {
  return CreateTable(Table("t", MetaData(kConvention), Column("a", Integer(), unique)));
}

CASE("ddl_constraints/convention_unknown_token_error") {
  return CreateTable(Table("t", MetaData({.naming_convention = {{"uq", "uq_%(nonsense)s"}}}),
                           Column("a", Integer()), Column("b", Integer()), UniqueConstraint("a")));
}

CASE("ddl_constraints/drop_cascade") {
  const Table t = ab_table();
  return DropConstraint(UniqueConstraint({t.c["a"]}, {.name = "uq_a"}), {.cascade = true});
}

CASE("ddl_constraints/drop_check") {
  const Table t = ab_table();
  return DropConstraint(CheckConstraint(t.c["a"] > 5, {.name = "ck_a"}));
}

CASE("ddl_constraints/drop_fk") {
  const Table t = ab_table();
  return DropConstraint(ForeignKeyConstraint({t.c["a"]}, {users.c["id"]}, {.name = "fk_a"}));
}

CASE("ddl_constraints/drop_if_exists") {
  const Table t = ab_table();
  return DropConstraint(UniqueConstraint({t.c["a"]}, {.name = "uq_a"}), {.if_exists = true});
}

CASE("ddl_constraints/drop_unnamed_error") {
  const Table t = ab_table();
  return DropConstraint(UniqueConstraint(t.c["a"]));
}

CASE("ddl_constraints/fk_all_options") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(),
                                  ForeignKey("o.id", {.name = "fk_all",
                                                      .onupdate = "CASCADE",
                                                      .ondelete = "SET NULL",
                                                      .deferrable = true,
                                                      .initially = "DEFERRED"}))));
}

CASE("ddl_constraints/fk_column_key") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), ForeignKey("o.z"))));
}

CASE("ddl_constraints/fk_column_named") {
  return CreateTable(
      Table("t", with_targets(), Column("a", Integer(), ForeignKey("o.id", {.name = "fk_a"}))));
}

CASE("ddl_constraints/fk_column_object") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), ForeignKey(users.c["id"]))));
}

CASE("ddl_constraints/fk_column_schema") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), ForeignKey("s.o.id"))));
}

CASE("ddl_constraints/fk_column_to_own_schema") {
  return CreateTable(Table("t", with_targets(), {.schema = "s"},
                           Column("id", Integer(), primary_key),
                           Column("a", Integer(), ForeignKey("s.t.id"))));
}

CASE("ddl_constraints/fk_initially_bad_error") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.initially = "sometime"}))));
}

CASE("ddl_constraints/fk_initially_deferred") {
  return CreateTable(Table(
      "t", with_targets(),
      Column("a", Integer(), ForeignKey("o.id", {.deferrable = true, .initially = "DEFERRED"}))));
}

CASE("ddl_constraints/fk_match") {
  return CreateTable(
      Table("t", with_targets(), Column("a", Integer(), ForeignKey("o.id", {.match = "FULL"}))));
}

CASE("ddl_constraints/fk_metadata_schema") {
  return CreateTable(
      Table("t", with_targets({.schema = "ms"}), Column("a", Integer(), ForeignKey("o.id"))));
}

CASE("ddl_constraints/fk_missing_column_error") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), ForeignKey("o.nope"))));
}

CASE("ddl_constraints/fk_missing_table_error") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), ForeignKey("nowhere.id"))));
}

CASE("ddl_constraints/fk_ondelete_cascade") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.ondelete = "CASCADE"}))));
}

CASE("ddl_constraints/fk_ondelete_lowercase") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.ondelete = "cascade"}))));
}

CASE("ddl_constraints/fk_ondelete_pg_column_list") {
  return CreateTable(
      Table("t", with_targets(), Column("a", Integer()), Column("b", Integer()),
            ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"}, {.ondelete = "SET NULL (b)"})));
}

CASE("ddl_constraints/fk_ondelete_restrict") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.ondelete = "RESTRICT"}))));
}

CASE("ddl_constraints/fk_ondelete_set_default") {
  return CreateTable(
      Table("t", with_targets(),
            Column("a", Integer(), ForeignKey("o.id", {.ondelete = "SET DEFAULT"}))));
}

CASE("ddl_constraints/fk_ondelete_set_null") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.ondelete = "SET NULL"}))));
}

CASE("ddl_constraints/fk_onupdate_cascade") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.onupdate = "CASCADE"}))));
}

CASE("ddl_constraints/fk_onupdate_no_action") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.onupdate = "NO ACTION"}))));
}

CASE("ddl_constraints/fk_onupdate_restrict") {
  return CreateTable(Table("t", with_targets(),
                           Column("a", Integer(), ForeignKey("o.id", {.onupdate = "RESTRICT"}))));
}

CASE("ddl_constraints/fk_onupdate_set_default") {
  return CreateTable(
      Table("t", with_targets(),
            Column("a", Integer(), ForeignKey("o.id", {.onupdate = "SET DEFAULT"}))));
}

CASE("ddl_constraints/fk_overlapping_composite") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer()), Column("b", Integer()),
                           ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"}),
                           ForeignKeyConstraint({"a"}, {"p.id"})));
}

CASE("ddl_constraints/fk_pg_not_valid") {
  return CreateTable(
      Table("t", with_targets(), Column("a", Integer()), Column("b", Integer()),
            ForeignKeyConstraint({"a"}, {"o.x"}, {.dialect = {{"postgresql_not_valid", true}}})));
}

CASE("ddl_constraints/fk_quoted") {
  return CreateTable(
      Table("t", with_targets(), Column("My A", Integer(), ForeignKey("My O.My Id"))));
}

CASE("ddl_constraints/fk_table_constraint") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer()), Column("b", Integer()),
                           ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"})));
}

CASE("ddl_constraints/fk_table_constraint_named") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer()), Column("b", Integer()),
                           ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"}, {.name = "fk_ab"})));
}

CASE("ddl_constraints/fk_two_on_one_column") {
  return CreateTable(
      Table("t", with_targets(), Column("a", Integer(), ForeignKey("o.id"), ForeignKey("p.id"))));
}

CASE("ddl_constraints/fk_type_from_target") {
  return CreateTable(Table("t", with_targets(), Column("a", ForeignKey(users.c["id"]))));
}

CASE("ddl_constraints/fk_use_alter_not_inline") {
  return CreateTable(
      Table("t", with_targets(),
            Column("a", Integer(), ForeignKey("o.id", {.name = "fk_alter", .use_alter = true}))));
}

CASE("ddl_constraints/pk_and_column_flag_warns") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), primary_key),
                           Column("b", Integer()), PrimaryKeyConstraint("b")));
}

CASE("ddl_constraints/pk_deferrable") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint({"a"}, {.deferrable = true})));
}

CASE("ddl_constraints/pk_empty") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint()));
}

CASE("ddl_constraints/pk_implicit_index") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint("a")));
}

CASE("ddl_constraints/pk_initially") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            PrimaryKeyConstraint({"a"}, {.deferrable = true, .initially = "DEFERRED"})));
}

CASE("ddl_constraints/pk_mssql_clustered") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint({"a"}, {.dialect = {{"mssql_clustered", true}}})));
}

CASE("ddl_constraints/pk_mssql_nonclustered") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint({"a"}, {.dialect = {{"mssql_clustered", false}}})));
}

CASE("ddl_constraints/pk_mysql_using") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint({"a"}, {.dialect = {{"mysql_using", "BTREE"}}})));
}

CASE("ddl_constraints/pk_pg_include") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            PrimaryKeyConstraint({"a"}, {.dialect = {{"postgresql_include", {"b"}}}})));
}

CASE("ddl_constraints/pk_reordered") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint("b", "a")));
}

CASE("ddl_constraints/pk_sqlite_on_conflict") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            PrimaryKeyConstraint({"a", "b"}, {.dialect = {{"sqlite_on_conflict", "REPLACE"}}})));
}

CASE("ddl_constraints/pk_unnamed") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint("a", "b")));
}

CASE("ddl_constraints/unique_column_flag") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), unique)));
}

CASE("ddl_constraints/unique_duplicate_flag_and_constraint") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), unique), UniqueConstraint("a")));
}

CASE("ddl_constraints/unique_empty") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()), UniqueConstraint()));
}

CASE("ddl_constraints/unique_mssql_clustered") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint({"a"}, {.dialect = {{"mssql_clustered", true}}})));
}

CASE("ddl_constraints/unique_named") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint({"a"}, {.name = "uq_a"})));
}

CASE("ddl_constraints/unique_named_quoted") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint({"a"}, {.name = "Uq A"})));
}

CASE("ddl_constraints/unique_not_deferrable") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint({"a"}, {.deferrable = false})));
}

CASE("ddl_constraints/unique_pg_include") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint({"a"}, {.dialect = {{"postgresql_include", {"b"}}}})));
}

CASE("ddl_constraints/unique_pg_nulls_distinct") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            UniqueConstraint({"a"}, {.dialect = {{"postgresql_nulls_not_distinct", false}}})));
}

CASE("ddl_constraints/unique_pg_nulls_not_distinct") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            UniqueConstraint({"a"}, {.dialect = {{"postgresql_nulls_not_distinct", true}}})));
}

CASE("ddl_constraints/unique_quoted_columns") {
  return CreateTable(Table("t", MetaData(), Column("My A", Integer()), UniqueConstraint("My A")));
}

CASE("ddl_constraints/unique_sqlite_on_conflict") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            UniqueConstraint({"a"}, {.dialect = {{"sqlite_on_conflict", "IGNORE"}}})));
}

CASE("ddl_constraints/unique_two") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint("a"), UniqueConstraint("b")));
}

CASE("ddl_constraints/unique_unknown_column_error") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           UniqueConstraint("zz")));
}

CASE("ddl_constraints/convention_by_class") {
  return CreateTable(Table("t", MetaData({.naming_convention = {{"uq", "u_%(table_name)s"}}}),
                           Column("a", Integer()), Column("b", Integer()), UniqueConstraint("a")));
}

CASE("ddl_constraints/convention_custom_token") {
  NamingConvention convention = {{"uq", "uq_%(shout)s"}};
  convention.token("shout", [](const Constraint*, const Index*, const Table& table) {
    return to_upper(table.name());
  });
  return CreateTable(Table("t", MetaData({.naming_convention = convention}), Column("a", Integer()),
                           Column("b", Integer()), UniqueConstraint("a")));
}

CASE("ddl_constraints/add_pg_exclude") {
  const Table t = ab_table();
  return AddConstraint(postgresql::ExcludeConstraint({{t.c["a"], "="}}, {.name = "ex_a"}));
}

CASE("ddl_constraints/pg_exclude") {
  return CreateTable(Table("t", MetaData(), Column("room", Integer()),
                           Column("during", postgresql::TSRANGE()),
                           postgresql::ExcludeConstraint({{"room", "="}, {"during", "&&"}})));
}

CASE("ddl_constraints/pg_exclude_expression_ops") {
  return CreateTable(
      Table("t", MetaData(), Column("room", Integer()), Column("during", postgresql::TSRANGE()),
            postgresql::ExcludeConstraint({{func::lower(column("during")), "="}, {"room", "="}},
                                          {.ops = {{"room", "my_opclass"}}})));
}

CASE("ddl_constraints/pg_exclude_named_using_where") {
  return CreateTable(Table("t", MetaData(), Column("room", Integer()),
                           Column("during", postgresql::TSRANGE()),
                           postgresql::ExcludeConstraint({{"room", "="}, {"during", "&&"}},
                                                         {.name = "no_overlap",
                                                          .method = "gist",
                                                          .where = text("room > 5").node(),
                                                          .deferrable = true,
                                                          .initially = "DEFERRED"})));
}

CASE("ddl_constraints/add_fk_schema") {
  const Table t("t", MetaData(), Column("a", Integer()), Column("b", Integer()));
  return AddConstraint(ForeignKeyConstraint({t.c["a"]}, {events.c["id"]}, {.name = "fk_a"}));
}

}  // namespace cupel::conformance
