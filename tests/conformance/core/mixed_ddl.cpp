// Area "mixed_ddl": features combined, recorded by record_cases.py.

#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/sequence.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("mixed_ddl/add_constraints_of_each_kind_quoted") {
  Table t("My T", with_targets(), Column("a b", Integer()), Column("c", Integer()));
  t.append_constraint(UniqueConstraint({"a b", "c"}, {.name = "Uq"}));
  t.append_constraint(CheckConstraint("c > 1", {.name = "Ck"}));
  t.append_constraint(ForeignKeyConstraint({"a b"}, {"My O.My Id"}, {.name = "Fk"}));
  return [=](SchemaExecutor& db) {
    for (const Constraint* c : t.constraints()) {
      if (c->kind() == ConstraintKind::primary_key) continue;
      db.execute_ddl(AddConstraint(*c).ddl());
      db.execute_ddl(DropConstraint(*c).ddl());
    }
  };
}

CASE("mixed_ddl/check_constraint_of_every_literal") {
  return CreateTable(Table(
      "t2", MetaData(), Column("a", Integer()), Column("b", String(5)), Column("d", Date()),
      Column("f", Boolean()),
      CheckConstraint(and_(column("a", Integer()).in_({1, 2}), column("b", String()) != "it's 5%",
                           column("d", Date()) > CalendarDate(std::chrono::year(2020) / 1 / 2),
                           column("f", Boolean()) == true)),
      CheckConstraint(func::length(column("b")) < 5, {.name = "len"})));
}

CASE("mixed_ddl/comment_constructs_quoted") {
  return SetColumnComment(
      Table("My T", MetaData({.schema = "My S"}), Column("My Col", Integer(), comment("c'c")))
          .c["My Col"]);
}

CASE("mixed_ddl/comments_with_special_texts") {
  const MetaData m;
  const Table t("t", m, {.comment = "tab\nle 'q'"},
                Column("a", Integer(), comment("it's \\ 50% :x")),
                Column("b", String(3), comment("")));
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("mixed_ddl/computed_and_identity_with_types") {
  return CreateTable(
      Table("t", MetaData(),
            Column("id", BigInteger(), Identity({.start = 100, .increment = 10, .cycle = false}),
                   primary_key),
            Column("w", Float()), Column("h", Double()),
            Column("area", Numeric(12, 4), Computed("w * h", true)),
            Column("lbl", String(30), Computed("'x' || id"))));
}

CASE("mixed_ddl/constraint_comment_set") {
  Table t("t", MetaData(), Column("a", Integer()));
  t.append_constraint(UniqueConstraint({"a"}, {.name = "Uq 1", .comment = "it's"}));
  return SetConstraintComment(*t.constraints().back());
}

CASE("mixed_ddl/create_all_cycle_with_schema") {
  const MetaData m;
  Table("a", m, {.schema = "s1"}, Column("id", Integer(), primary_key),
        Column("b_id", Integer(), ForeignKey("s2.b.id", {.name = "fk_a_b"})));
  Table("b", m, {.schema = "s2"}, Column("id", Integer(), primary_key),
        Column("a_id", Integer(), ForeignKey("s1.a.id", {.name = "fk_b_a"})));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

CASE("mixed_ddl/create_and_drop_schema_quoted") {
  return CreateSchema("My Schema", {.if_not_exists = true});
}

CASE("mixed_ddl/create_column_alone") {
  return CreateColumn(
      Table("t", MetaData(), Column("My C", String(5), not_null, server_default("x"), comment("c")))
          .c["My C"]);
}

CASE("mixed_ddl/create_drop_all_with_views_and_types") {
  const MetaData m({.schema = "app"});
  const Table t("t", m, {.comment = "c"},
                Column("id", Integer(), Sequence("t_seq", m), primary_key),
                Column("k", Enum({"a", "b"}, {.name = "kind"})));
  return [=](SchemaExecutor& db) {
    m.create_all(db, {.checkfirst = false});
    m.drop_all(db, {.checkfirst = false});
  };
}

CASE("mixed_ddl/create_table_as_temp_quoted") {
  return CreateTableAs(select(users.c["id"], (users.c["age"] * 2).label("Dbl"))
                           .where(users.c["name"].in_({"a", "it's"})),
                       "My Copy",
                       {.schema = Name("My S"), .temporary = true, .if_not_exists = true});
}

CASE("mixed_ddl/create_table_if_not_exists_schema") {
  return CreateTable(Table("t", MetaData(), {.schema = "my.db"}, Column("a", Integer())),
                     {.if_not_exists = true});
}

CASE("mixed_ddl/create_view_materialized_schema_union") {
  return CreateView(union_all(select(users.c["id"]), select(orders.c["id"])).order_by("id"), "mv",
                    {.schema = Name("s"), .materialized = true});
}

CASE("mixed_ddl/create_view_of_casts_and_labels") {
  return CreateView(select(cast(users.c["age"], String()), users.c["name"].label("User Name"),
                           (users.c["age"] > 3).label("old"))
                        .where(users.c["name"].like("a%")),
                    "v 1");
}

CASE("mixed_ddl/create_view_quoted_cte_limit") {
  const auto c = select(users.c["id"], users.c["name"]).where(users.c["name"] == "it's").cte("c");
  return CreateView(select(c.c["id"], c.c["name"]).order_by(c.c["id"]).limit(5), "My View",
                    {.schema = Name("My S"), .or_replace = true});
}

CASE("mixed_ddl/create_view_temporary_labels") {
  return CreateView(select((users.c["age"] + 1).label("a 1"),
                           func::count(orders.c["id"]).filter(orders.c["total"] > 5))
                        .join(orders)
                        .group_by(users.c["age"]),
                    "v", {.temporary = true});
}

CASE("mixed_ddl/ddl_text_with_tokens") {
  return DDL("ALTER TABLE %(fullname)s SET (x = '50%%', y = '%(who)s')", {{"who", "me"}})
      .against(Table("My T", MetaData({.schema = "s"}), Column("a", Integer())));
}

CASE("mixed_ddl/deferrable_everything") {
  return CreateTable(Table(
      "t", with_targets(),
      Column("a", Integer(),
             ForeignKey("p.id", {.name = "f1", .deferrable = true, .initially = "DEFERRED"})),
      Column("b", Integer(),
             ForeignKey("s.o.id", {.onupdate = "CASCADE", .deferrable = false, .match = "SIMPLE"})),
      UniqueConstraint({"a"}, {.name = "u1", .deferrable = true, .initially = "IMMEDIATE"}),
      CheckConstraint("a > b", {.name = "c1", .deferrable = true, .initially = "DEFERRED"})));
}

CASE("mixed_ddl/double_with_precision") {
  return Double(53);
}

CASE("mixed_ddl/drop_column_comment_schema") {
  return DropColumnComment(
      Table("t", MetaData({.schema = "s"}), Column("c", String(5), comment("x"), not_null)).c["c"]);
}

CASE("mixed_ddl/drop_constraint_comment_quoted") {
  Table t("My T", MetaData({.schema = "s"}), Column("a", Integer()));
  t.append_constraint(CheckConstraint("a > 1", {.name = "Ck 1", .comment = "x"}));
  return DropConstraintComment(*t.constraints().back());
}

CASE("mixed_ddl/drop_constraint_of_each_dialect_fk") {
  Table t("t", with_targets(), {.schema = "s"}, Column("a", Integer()));
  t.append_constraint(ForeignKeyConstraint({"a"}, {"p.id"}, {.name = "fk_a"}));
  return DropConstraint(*t.constraints().back(), {.cascade = true});
}

CASE("mixed_ddl/drop_primary_key_constraint") {
  const Table t("t", MetaData(), Column("a", Integer(), primary_key),
                PrimaryKeyConstraint({"a"}, {.name = "pk_a"}));
  return DropConstraint(t.primary_key());
}

CASE("mixed_ddl/drop_schema_quoted_cascade") {
  return DropSchema("select", {.if_exists = true, .cascade = true});
}

CASE("mixed_ddl/drop_table_if_exists_quoted") {
  return DropTable(Table("My T", MetaData({.schema = "S"}), Column("a", Integer())),
                   {.if_exists = true});
}

CASE("mixed_ddl/enum_with_schema_inherits") {
  const MetaData m({.schema = "app"});
  const Table t("t", m, Column("a", Enum({"x", "it's"}, {.name = "My Enum", .schema = "other"})),
                Column("b", Enum({"p", "q"}, {.name = "plain", .inherit_schema = true})));
  return [=](SchemaExecutor& db) {
    t.create(db, CheckFirst::none);
    t.drop(db, CheckFirst::none);
  };
}

CASE("mixed_ddl/float_with_precision") {
  return Float(24);
}

CASE("mixed_ddl/identity_on_null_order_oracle") {
  return CreateTable(
      Table("t", MetaData(),
            Column("a", Integer(),
                   Identity({.dialect = {{"oracle_on_null", true}, {"oracle_order", true}}}),
                   primary_key)));
}

CASE("mixed_ddl/identity_with_server_default_neighbours") {
  return CreateTable(
      Table("t", MetaData(),
            Column("a", SmallInteger(),
                   Identity({.always = true, .minvalue = -5, .maxvalue = 5, .cache = 1}), nullable),
            Column("b", Integer(), server_default("5"), not_null),
            Column("c", Boolean(), server_default(text("0")), not_null),
            Column("d", String(10), server_default("it's")),
            PrimaryKeyConstraint({"b"}, {.name = "pk_t"})));
}

CASE("mixed_ddl/index_function_cast_where_schema") {
  const Table t("t", MetaData({.schema = "My S"}), Column("a", String(5)), Column("b", DateTime()));
  return CreateIndex(Index(
      "i", {cast(t.c["b"], Date()), func::coalesce(t.c["a"], ""), t.c["a"].collate("C").desc()},
      {.dialect = {{"postgresql_where", t.c["a"].in_({"x", "y's"})},
                   {"postgresql_include", {"b"}},
                   {"sqlite_where", t.c["a"] != "q"}}}));
}

CASE("mixed_ddl/index_mssql_columnstore") {
  const Table t("t", MetaData(), Column("a", Integer()), Column("b", String(5)));
  return CreateIndex(Index("ix", {t.c["a"]}, {.dialect = {{"mssql_columnstore", true}}}));
}

CASE("mixed_ddl/index_mssql_every_option") {
  const Table t("t", MetaData({.schema = "dbo"}), Column("a", Integer()), Column("b", String(5)),
                Column("c", Integer()));
  return CreateIndex(Index(
      "ix", {t.c["a"].desc(), t.c["b"]},
      {.unique = true,
       .dialect = {
           {"mssql_clustered", false}, {"mssql_include", {"c"}}, {"mssql_where", t.c["a"] > 5}}}));
}

CASE("mixed_ddl/index_mysql_length_map_and_expr") {
  const Table t("t t", MetaData(), Column("a b", String(90)), Column("c", Text()));
  return CreateIndex(Index("Ix", {t.c["a b"], t.c["c"]},
                           {.dialect = {{"mysql_length", {{"a b", 10}, {"c", 20}}},
                                        {"mariadb_length", {{"a b", 10}}},
                                        {"mysql_using", "btree"}}}));
}

CASE("mixed_ddl/index_pg_expressions_ops_json") {
  const Table t("t", MetaData(), {.schema = "app"}, Column("d", postgresql::JSONB()),
                Column("n", String(9)));
  return CreateIndex(
      Index("ix_j",
            {t.c["d"], func::lower(t.c["n"]).label("ln"),
             postgresql::astext(t.c["d"]["a"]["b"]).label("ab")},
            {.dialect = {{"postgresql_using", "gin"},
                         {"postgresql_ops", {{"d", "jsonb_path_ops"}, {"ln", "gin_trgm_ops"}}},
                         {"postgresql_where", postgresql::astext(t.c["d"]["k"]) == "it's"}}}));
}

CASE("mixed_ddl/index_sqlite_where_if_not_exists") {
  const Table t("T", MetaData({.schema = "aux"}), Column("a", Integer()), Column("b", String(5)));
  return CreateIndex(Index("ix", {t.c["a"]},
                           {.unique = true,
                            .dialect = {{"sqlite_where", or_(t.c["b"] == nullptr, t.c["a"] > 3)}}}),
                     {.if_not_exists = true});
}

CASE("mixed_ddl/insert_sentinel_column") {
  return CreateTable(Table("t", MetaData(), Column("id", Uuid(), primary_key),
                           Column("x", String(5)), insert_sentinel("sentinel")));
}

CASE("mixed_ddl/insert_sentinel_with_type_omitted") {
  const Table t("t", MetaData(), Column("id", Integer(), primary_key), Column("x", String(5)),
                insert_sentinel("s1", BigInteger()));
  return select(t, insert(t).values(ValueRow{{"x", "q"}}).returning(t.c["id"]).cte("i").c["id"]);
}

CASE("mixed_ddl/naming_convention_indexes_script") {
  const MetaData m(
      {.schema = "s",
       .naming_convention = {{"ix", "ix_%(table_name)s_%(column_0_N_name)s"},
                             {"uq", "uq_%(table_name)s_%(column_0_name)s"},
                             {"ck", "ck_%(table_name)s_%(constraint_name)s"},
                             {"fk", "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"},
                             {"pk", "pk_%(table_name)s"}}});
  const Table p("p", m, Column("id", Integer(), primary_key), Column("code", String(5), unique));
  const Table c(
      "c", m, Column("id", Integer(), primary_key), Column("p_id", ForeignKey("s.p.id"), indexed),
      Column("b", Boolean({.create_constraint = true, .name = "b_ok"})),
      Column("e",
             Enum({"x", "y"}, {.name = "e_k", .native_enum = false, .create_constraint = true})),
      CheckConstraint("id > 0", {.name = "positive"}));
  const Index i(nullptr, c.c["b"], c.c["e"]);
  return [=](SchemaExecutor& db) { m.create_all(db, {.checkfirst = false}); };
}

CASE("mixed_ddl/oracle_table_options_and_types") {
  return CreateTable(Table("t", MetaData(),
                           {.prefixes = {"GLOBAL TEMPORARY"},
                            .dialect = {{"oracle_compress", 6},
                                        {"oracle_on_commit", "PRESERVE ROWS"},
                                        {"oracle_tablespace", "ts1"}}},
                           Column("a", Integer(), primary_key), Column("b", Float(53)),
                           Column("c", Float()), Column("d", String(5)), Column("e", Unicode(5)),
                           Column("f", Text()), Column("g", LargeBinary()),
                           Column("h", Interval({.second_precision = 4, .day_precision = 3})),
                           Column("i", Numeric()), Column("j", DateTime({.timezone = true})),
                           Column("k", Uuid()), Column("l", Double())));
}

CASE("mixed_ddl/pg_partition_and_generated_options") {
  return CreateTable(Table(
      "t", with_targets(),
      {.prefixes = {"UNLOGGED"},
       .dialect = {{"postgresql_partition_by", "RANGE (b)"},
                   {"postgresql_on_commit", "PRESERVE ROWS"},
                   {"postgresql_tablespace", "My Space"}}},
      Column("a", Integer(), primary_key), Column("b", Date()),
      CheckConstraint("a > 1", {.name = "ck", .dialect = {{"postgresql_not_valid", true}}}),
      UniqueConstraint({"a"}, {.name = "u",
                               .dialect = {{"postgresql_include", {"b"}},
                                           {"postgresql_nulls_not_distinct", true}}}),
      ForeignKeyConstraint(
          {"a"}, {"o.id"},
          {.name = "f", .ondelete = "SET NULL (a)", .dialect = {{"postgresql_not_valid", true}}})));
}

CASE("mixed_ddl/quoted_names_in_constraints") {
  const MetaData m;
  const Table p("Parent T", m, {.schema = "My S"}, Column("Id", Integer(), primary_key));
  return CreateTable(Table(
      "Child T", m, {.schema = "My S"}, Column("a b", Integer()),
      Column("order", Integer(), not_null),
      Column("c%d", String(5), CheckConstraint("\"c%d\" > 5", {.name = "ck %"})),
      ForeignKeyConstraint({"a b"}, {"My S.Parent T.Id"}, {.name = "Fk A", .ondelete = "CASCADE"}),
      UniqueConstraint({"a b", "order"}, {.name = "Uq A"}),
      PrimaryKeyConstraint({"order"}, {.name = "Pk A"})));
}

CASE("mixed_ddl/quoted_names_index_and_drop") {
  const MetaData m({.schema = "S 1"});
  const Table t("T 1", m, Column("a b", Integer()), Column("select", String(9)));
  const Index i("Ix 1", {t.c["a b"].desc(), func::lower(t.c["select"])}, {.unique = true});
  return [=](SchemaExecutor& db) {
    i.create(db, CheckFirst::none);
    i.drop(db, CheckFirst::none);
  };
}

CASE("mixed_ddl/schema_translate_create") {
  return CreateTable(Table("t", with_targets(), Column("a", Integer(), ForeignKey("p.id")),
                           Column("b", Integer(), ForeignKey("s.o.id"))));
}

CASE("mixed_ddl/select_into_limit") {
  return select(users.c["id"])
      .where(users.c["age"] > 5)
      .order_by(users.c["id"])
      .limit(3)
      .into("backup", {.schema = Name("s"), .temporary = true});
}

CASE("mixed_ddl/select_into_union") {
  return union_all(select(users.c["id"]), select(orders.c["id"]))
      .into("ids", {.if_not_exists = true});
}

CASE("mixed_ddl/sequence_quoted_schema") {
  return CreateSequence(Sequence("My Seq", {.start = 0,
                                            .increment = -1,
                                            .minvalue = -10,
                                            .nomaxvalue = true,
                                            .cache = 0,
                                            .schema = "My S",
                                            .data_type = BigInteger()}));
}

CASE("mixed_ddl/server_defaults_of_every_type") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default(text("1 + 1"))),
                           Column("b", String(9), server_default(literal("q'q"))),
                           Column("c", Date(), server_default(func::current_date())),
                           Column("d", Numeric(5, 2), server_default(literal_column("1.25"))),
                           Column("e", DateTime(), server_default(func::now())),
                           Column("f", Boolean(), server_default(false_())),
                           Column("g", Integer(), server_default(cast(5, Integer()))),
                           Column("h", Uuid(), server_default(func("gen_random_uuid"))),
                           Column("i", Enum({"a", "b"}, {.name = "e1"}), server_default("a"))));
}

CASE("mixed_ddl/sqlite_strict_without_rowid_conflicts") {
  return CreateTable(
      Table("t", MetaData(),
            {.schema = "aux", .dialect = {{"sqlite_with_rowid", false}, {"sqlite_strict", true}}},
            Column("a", Integer(), primary_key,
                   DialectArgument("sqlite_on_conflict_primary_key", "FAIL")),
            Column("b", String(5), unique, not_null,
                   DialectArgument("sqlite_on_conflict_not_null", "IGNORE"),
                   DialectArgument("sqlite_on_conflict_unique", "REPLACE")),
            CheckConstraint("b > 'x'", {.dialect = {{"sqlite_on_conflict", "ROLLBACK"}}})));
}

CASE("mixed_ddl/table_defaults_identity_in_composite_key") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), primary_key),
                           Column("b", Integer(), Identity({.start = 5}), primary_key),
                           Column("c", String(3), primary_key, server_default("x")),
                           Column("d", LargeBinary(16), not_null)));
}

CASE("mixed_ddl/table_with_array_json_interval_columns") {
  return CreateTable(Table("t", MetaData(), Column("a", JSON()), Column("b", Interval()),
                           Column("c", Uuid(), server_default(text("x()"))),
                           Column("d", Time({.timezone = true})), Column("e", Boolean(), not_null),
                           Column("f", LargeBinary()), Column("g", Uuid({.native_uuid = false})),
                           Column("h", Interval({.native = false}))));
}

CASE("mixed_ddl/types_with_lengths_and_precisions") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Double()), Column("c", Numeric(5)),
            Column("d", Numeric(20, 0)), Column("e", LargeBinary(100)), Column("f", Text(500)),
            Column("g", UnicodeText(50)), Column("h", String(5, "latin1_bin")),
            Column("i", Unicode(7, "nocase")), Column("j", DECIMAL(6, 1)),
            Column("k", VARBINARY(9)), Column("l", BINARY(4)), Column("m", NCHAR(2)),
            Column("n", TIMESTAMP({.timezone = true})), Column("o", TIME({.timezone = true}))));
}

}  // namespace cupel::conformance
