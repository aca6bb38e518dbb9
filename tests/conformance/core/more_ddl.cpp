// Area "more_ddl": further cases, recorded by record_cases.py.

#include "cupel/dialects/postgresql/exclude_constraint.hpp"
#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/sequence.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

Table abc() {
  return Table("t", MetaData(), Column("a", Integer(), primary_key), Column("b", String(20)),
               Column("c", Integer()));
}

}  // namespace

CASE("more_ddl/add_constraint_fk_named") {
  const Table t("t", with_targets(), Column("a", Integer()));
  return AddConstraint(ForeignKeyConstraint(
      {t.c["a"]}, {"p.id"}, {.name = "fk_a", .ondelete = "CASCADE", .use_alter = true}));
}

CASE("more_ddl/constraint_name_too_long_error") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()),
                           UniqueConstraint({"a"}, {.name = std::string(300, 'x')})));
}

CASE("more_ddl/create_all_ddl_if") {
  const MetaData m;
  const Table t(
      "t", m, Column("a", Integer()),
      CheckConstraint("a > 1", {.name = "ck", .ddl_if = {.dialects = {"postgresql"}}}),
      UniqueConstraint({"a"}, {.name = "uq", .ddl_if = {.dialects = {"mysql", "sqlite"}}}));
  const Index ix("ix", {t.c["a"]}, {.ddl_if = {.dialects = {"postgresql"}}});
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("more_ddl/create_all_self_and_mutual_references") {
  const MetaData m;
  Table("emp", m, Column("id", Integer(), primary_key), Column("boss", ForeignKey("emp.id")),
        Column("dept", ForeignKey("dept.id", {.name = "fk_emp_dept", .use_alter = true})));
  Table("dept", m, Column("id", Integer(), primary_key), Column("head", ForeignKey("emp.id")));
  Table("alone", m, Column("id", Integer(), primary_key));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

CASE("more_ddl/create_all_types_and_sequences") {
  const MetaData m;
  const Sequence sq1("sq1", m);
  const Enum e({"a", "b"}, {.name = "shared"});
  Table("t1", m, Column("id", Integer(), primary_key), Column("e", e), Column("f", e, index));
  Table("t2", m, {.comment = "second"}, Column("id", Integer(), Sequence("sq2"), primary_key),
        Column("t1_id", ForeignKey("t1.id"), index, comment("ref")));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

CASE("more_ddl/create_table_as_join") {
  return CreateTableAs(select(users.c["id"], orders.c["total"].label("t"))
                           .join(orders)
                           .where(orders.c["total"] > Decimal("1.5")),
                       "ct", {.temporary = true, .if_not_exists = true});
}

CASE("more_ddl/create_table_one_with_indexes") {
  const MetaData m;
  const Table t("t", m, Column("a", Integer(), index),
                Column("b", Enum({"x", "y"}, {.name = "xy"})), Index("ix_b", "b"));
  return [=](SchemaExecutor& db) {
    t.create(db, false);
    t.drop(db, false);
  };
}

CASE("more_ddl/create_view_of_union") {
  return CreateView(union_(select(users.c["id"]), select(orders.c["id"])), "v",
                    {.schema = "s", .or_replace = true});
}

CASE("more_ddl/create_view_with_binds") {
  return CreateView(select(users.c["id"], literal("it's").label("q"))
                        .where(users.c["name"] == "o'x", users.c["age"].in_({1, 2})),
                    "My View", {.temporary = true});
}

CASE("more_ddl/drop_comments") {
  const Table t("t", MetaData(), Column("a", String(5), not_null, comment("x")));
  return DropColumnComment(t.c["a"]);
}

CASE("more_ddl/drop_constraint_kinds") {
  const Table t("t", MetaData(), Column("a", Integer()), UniqueConstraint({"a"}, {.name = "uq"}));
  return DropConstraint(UniqueConstraint({t.c["a"]}, {.name = "uq"}),
                        {.cascade = true, .if_exists = true});
}

CASE("more_ddl/drop_sequence_if_exists") {
  return DropSequence(Sequence("s", {.schema = "x"}), {.if_exists = true});
}

CASE("more_ddl/drop_view_materialized") {
  return DropView("v", {.schema = "s", .materialized = true, .if_exists = true});
}

CASE("more_ddl/index_many_expressions") {
  const Table t = abc();
  return CreateIndex(Index("ix",
                           {func::lower(t.c["b"]).desc(), t.c["c"].asc().nulls_first(),
                            t.c["a"] + 1, t.c["b"].collate("C")},
                           {.unique = true}));
}

CASE("more_ddl/index_mysql_options") {
  const Table t = abc();
  return CreateIndex(Index("ix", {t.c["b"], t.c["c"]},
                           {.dialect = {{"mysql_length", {{"b", 5}}},
                                        {"mysql_using", "hash"},
                                        {"mysql_prefix", "FULLTEXT"},
                                        {"mysql_with_parser", "ngram"}}}));
}

CASE("more_ddl/index_oracle_options") {
  const Table t = abc();
  return CreateIndex(Index("ix", {t.c["b"], t.c["c"]},
                           {.dialect = {{"oracle_bitmap", true}, {"oracle_compress", 1}}}));
}

CASE("more_ddl/index_pg_all_options") {
  const Table t = abc();
  return CreateIndex(Index("ix", {t.c["b"], t.c["c"]},
                           {.unique = true,
                            .dialect = {{"postgresql_using", "btree"},
                                        {"postgresql_ops", {{"b", "text_pattern_ops"}}},
                                        {"postgresql_include", {"a"}},
                                        {"postgresql_with", {{"fillfactor", 50}}},
                                        {"postgresql_tablespace", "ts"},
                                        {"postgresql_where", t.c["a"] > 5},
                                        {"postgresql_nulls_not_distinct", true},
                                        {"postgresql_concurrently", true}}}),
                     {.if_not_exists = true});
}

CASE("more_ddl/index_schema_table_drop") {
  const Table t("t", MetaData({.schema = "s1"}), Column("a", Integer()));
  return DropIndex(Index("ix", {t.c["a"]}, {.dialect = {{"postgresql_concurrently", true}}}),
                   {.if_exists = true});
}

CASE("more_ddl/index_where_of_dialects") {
  const Table t = abc();
  return CreateIndex(
      Index("ix", {t.c["a"]},
            {.dialect = {{"sqlite_where", and_(t.c["b"] == "it's", t.c["c"].is_(nullptr))},
                         {"mssql_where", t.c["b"].in_({"x", "y"})},
                         {"postgresql_where", func::length(t.c["b"]) > 3}}}));
}

CASE("more_ddl/naming_convention_all_kinds") {
  const MetaData m({.naming_convention = {{"ix", "ix_%(table_name)s_%(column_0_N_name)s"},
                                          {"uq", "uq_%(table_name)s_%(column_0_N_label)s"},
                                          {"ck", "ck_%(table_name)s_%(constraint_name)s"},
                                          {"fk",
                                           "fk_%(table_name)s_%(column_0_N_key)s_%(referred_table_"
                                           "name)s_%(referred_column_0_N_name)s"},
                                          {"pk", "pk_%(table_name)s_%(column_0N_name)s"}}});
  const Table p("p", m, Column("id", Integer(), primary_key));
  return CreateTable(Table("t", m, Column("a", Integer(), primary_key),
                           Column("b", Integer(), ForeignKey("p.id"), column_key("bee")),
                           Column("c", Boolean({.create_constraint = true, .name = "isc"})),
                           UniqueConstraint("bee", "c"),
                           CheckConstraint("a > 1", {.name = "pos"})));
}

CASE("more_ddl/naming_convention_too_long") {
  const MetaData m({.naming_convention = {{"uq", "uq_%(table_name)s_%(column_0_N_name)s"}}});
  return CreateTable(Table("a_table_with_quite_a_long_name_of_its_own_for_this_case", m,
                           Column("a_column_with_a_name_that_is_long_too", Integer()),
                           Column("another_column_with_a_name_that_is_long_too", Integer()),
                           UniqueConstraint("a_column_with_a_name_that_is_long_too",
                                            "another_column_with_a_name_that_is_long_too")));
}

CASE("more_ddl/sequence_all_options") {
  return CreateSequence(Sequence("s", {.start = 5,
                                       .increment = -2,
                                       .minvalue = -100,
                                       .maxvalue = 100,
                                       .cycle = false,
                                       .cache = 3,
                                       .schema = "My S",
                                       .data_type = SmallInteger(),
                                       .dialect = {{"oracle_order", true}}}),
                        {.if_not_exists = true});
}

CASE("more_ddl/sequence_no_bounds") {
  return CreateSequence(Sequence("s", {.nominvalue = true, .nomaxvalue = true, .cycle = true}));
}

CASE("more_ddl/set_table_comment_quotes") {
  return SetTableComment(
      Table("T 1", MetaData({.schema = "s"}), {.comment = "it's \\ 50%"}, Column("a", Integer())));
}

CASE("more_ddl/table_autoincrement_false_single") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), primary_key, autoincrement(false))));
}

CASE("more_ddl/table_autoincrement_kinds") {
  return CreateTable(Table("t", MetaData(),
                           Column("a", SmallInteger(), primary_key, autoincrement(true)),
                           Column("b", Integer(), primary_key),
                           Column("c", Integer(), primary_key, autoincrement(false))));
}

CASE("more_ddl/table_case_sensitive_lower_upper") {
  return CreateTable(Table("lower", MetaData(), Column("UPPER", Integer()),
                           Column("mIxed", Integer()), Column("ok_1", Integer()),
                           Column("1st", Integer()), Column("$x", Integer()),
                           Column("üml", Integer()), Column("a-b", Integer())));
}

CASE("more_ddl/table_checks_of_types") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Boolean({.create_constraint = true, .name = "ck_bool"})),
            Column("b", Enum({"x", "y"}, {.name = "ab", .create_constraint = true})),
            Column("c", Enum({"it's", "50%"},
                             {.name = "odd", .native_enum = false, .create_constraint = true})),
            Column("d", Enum({"long value"}, {.length = 40, .native_enum = false}))));
}

CASE("more_ddl/table_composite_keys_and_fks") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), primary_key),
                           Column("b", Integer(), primary_key), Column("c", Integer()),
                           ForeignKeyConstraint({"a", "b"}, {"o.x", "o.y"},
                                                {.name = "fk_ab",
                                                 .onupdate = "SET NULL",
                                                 .ondelete = "CASCADE",
                                                 .deferrable = true,
                                                 .initially = "DEFERRED",
                                                 .match = "FULL"}),
                           ForeignKeyConstraint({"c"}, {"p.id"})));
}

CASE("more_ddl/table_computed_kinds") {
  return CreateTable(Table(
      "t", MetaData(), Column("a", Integer()), Column("b", Integer(), Computed("a + 1", true)),
      Column("c", Integer(), Computed(text("a * 2"), false), comment("twice"))));
}

CASE("more_ddl/table_computed_persisted_only") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()),
                           Column("b", Numeric(8, 2), Computed("a / 3.0", true), not_null)));
}

CASE("more_ddl/table_every_column_option") {
  return CreateTable(
      Table("t", MetaData(), {.comment = "the table", .prefixes = {"TEMPORARY"}},
            Column("id", BigInteger(), primary_key),
            Column("a", String(20), not_null, unique, server_default("x"), comment("c a")),
            Column("b", Numeric(8, 2), CheckConstraint("b > 0", {.name = "ck_b"}),
                   server_default(text("1.5"))),
            Column("c", DateTime({.timezone = true}), server_default(func::now())),
            Column("d", Boolean(), not_null, server_default(true_()))));
}

CASE("more_ddl/table_exclude_constraint") {
  return CreateTable(
      Table("t", MetaData(), Column("room", Integer()), Column("during", postgresql::TSRANGE()),
            postgresql::ExcludeConstraint(
                {{"room", "="}, {"during", "&&"}},
                {.name = "no_overlap", .where = text("room > 5").node(), .deferrable = true})));
}

CASE("more_ddl/table_fk_without_type") {
  return CreateTable(Table("t", with_targets(), Column("a", ForeignKey("p.id"), primary_key),
                           Column("b", ForeignKey("o.x", {.ondelete = "SET DEFAULT"}))));
}

CASE("more_ddl/table_identity_all_options") {
  return CreateTable(Table("t", MetaData(),
                           Column("a", Integer(),
                                  Identity({.always = true,
                                            .start = 5,
                                            .increment = 2,
                                            .minvalue = 1,
                                            .maxvalue = 1000,
                                            .cycle = true,
                                            .cache = 7}),
                                  primary_key),
                           Column("b", String(5))));
}

CASE("more_ddl/table_identity_not_key") {
  return CreateTable(Table("t", MetaData(),
                           Column("a", Integer(), primary_key, autoincrement(false)),
                           Column("b", BigInteger(), Identity({.start = 3}))));
}

CASE("more_ddl/table_mssql_identity_options") {
  return CreateTable(Table(
      "t", MetaData(), Column("a", Integer(), Identity({.start = 10, .increment = 5}), primary_key),
      Column("b", Unicode(20)),
      PrimaryKeyConstraint({"a"}, {.dialect = {{"mssql_clustered", false}}}),
      UniqueConstraint({"b"}, {.name = "u", .dialect = {{"mssql_clustered", true}}})));
}

CASE("more_ddl/table_mysql_partition_options") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"mysql_partition_by", "HASH(a)"},
                                        {"mysql_partitions", "4"},
                                        {"mysql_engine", "InnoDB"},
                                        {"mysql_auto_increment", "100"},
                                        {"mysql_row_format", "COMPRESSED"},
                                        {"mysql_data_directory", "/x"},
                                        {"mysql_default_collate", "utf8_bin"}}},
                           Column("a", Integer(), primary_key)));
}

CASE("more_ddl/table_numeric_primary_key_autoincrement") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Numeric(10, 0), primary_key, autoincrement(true))));
}

CASE("more_ddl/table_options_of_all_dialects") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"mysql_engine", "InnoDB"},
                                        {"mysql_charset", "utf8mb4"},
                                        {"mysql_comment", "x"},
                                        {"mariadb_engine", "Aria"},
                                        {"postgresql_tablespace", "ts"},
                                        {"postgresql_with_oids", true},
                                        {"postgresql_on_commit", "DROP"},
                                        {"postgresql_partition_by", "RANGE (a)"},
                                        {"sqlite_with_rowid", false},
                                        {"sqlite_strict", true},
                                        {"sqlite_autoincrement", true},
                                        {"oracle_on_commit", "PRESERVE ROWS"},
                                        {"oracle_compress", 6},
                                        {"oracle_tablespace", "tbs"}}},
                           Column("a", Integer(), primary_key)));
}

CASE("more_ddl/table_pg_inherits_using_with") {
  return CreateTable(
      Table("t", MetaData(),
            {.dialect = {{"postgresql_inherits", {"base1", "Base 2"}},
                         {"postgresql_using", "heap2"},
                         {"postgresql_with", {{"fillfactor", 70}, {"autovacuum_enabled", false}}}}},
            Column("a", Integer())));
}

CASE("more_ddl/table_primary_key_order") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
                           PrimaryKeyConstraint({"b", "a"}, {.name = "pk_ba"})));
}

CASE("more_ddl/table_quoted_everything") {
  return CreateTable(Table("My Table", MetaData({.schema = "My Schema"}),
                           Column("order", Integer(), primary_key),
                           Column("User Name", String(5), unique, index),
                           CheckConstraint("\"order\" > 1", {.name = "My Check"}),
                           UniqueConstraint({"order", "User Name"}, {.name = "select"})));
}

CASE("more_ddl/table_schema_translate") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), ForeignKey("s.o.id")),
                           Column("b", Integer(), ForeignKey("p.id"))));
}

CASE("more_ddl/table_server_defaults_of_expressions") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default(text("1 + 1"))),
                           Column("b", String(10), server_default(func::upper("x"))),
                           Column("c", Date(), server_default(func::current_date())),
                           Column("d", String(10), server_default("it's 50%")),
                           Column("e", Integer(), server_default(literal_column("5"))),
                           Column("f", Boolean(), server_default(false_()))));
}

CASE("more_ddl/table_sqlite_conflict_clauses") {
  return CreateTable(Table(
      "t", MetaData(),
      Column("a", Integer(), primary_key,
             DialectArgument("sqlite_on_conflict_primary_key", "FAIL")),
      Column("b", Integer(), unique, DialectArgument("sqlite_on_conflict_unique", "IGNORE")),
      Column("c", Integer(), not_null, DialectArgument("sqlite_on_conflict_not_null", "ABORT")),
      UniqueConstraint({"b", "c"}, {.dialect = {{"sqlite_on_conflict", "REPLACE"}}})));
}

CASE("more_ddl/table_string_primary_key") {
  return CreateTable(
      Table("t", MetaData(), Column("a", String(10), primary_key), Column("b", Numeric(10, 0))));
}

CASE("more_ddl/table_unique_pg_options") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer()),
            UniqueConstraint({"a"}, {.name = "u",
                                     .deferrable = true,
                                     .initially = "IMMEDIATE",
                                     .dialect = {{"postgresql_nulls_not_distinct", true},
                                                 {"postgresql_include", {"b"}}}})));
}

}  // namespace cupel::conformance
