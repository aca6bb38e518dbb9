// Area "ddl_table" of the corpus.

#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/ddl.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

CASE("ddl_table/boolean") {
  return CreateTable(Table("t", MetaData(), Column("a", Boolean())));
}

CASE("ddl_table/boolean_check") {
  return CreateTable(Table("t", MetaData(), Column("a", Boolean({.create_constraint = true}))));
}

CASE("ddl_table/boolean_check_named") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Boolean({.create_constraint = true, .name = "ck_a"}))));
}

CASE("ddl_table/boolean_check_not_null") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Boolean({.create_constraint = true}), not_null)));
}

CASE("ddl_table/column_info_and_doc") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), doc("d"))));
}

CASE("ddl_table/column_key_differs") {
  return CreateTable(Table("t", MetaData(), Column("db_a", Integer(), column_key("a")),
                           Column("b", Integer(), primary_key)));
}

CASE("ddl_table/column_names_quoted") {
  return CreateTable(Table("t", MetaData(), Column("MixedCase", Integer()),
                           Column("order", Integer()), Column("with space", Integer())));
}

CASE("ddl_table/column_quote_true") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), quote(true))));
}

CASE("ddl_table/comment_column") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), comment("the column"))));
}

CASE("ddl_table/comment_quotes") {
  return CreateTable(Table("t", MetaData(), {.comment = "say 'x'"},
                           Column("a", Integer(), comment("it's 50% \\ done"))));
}

CASE("ddl_table/comment_table") {
  return CreateTable(Table("t", MetaData(), {.comment = "the table"}, Column("a", Integer())));
}

CASE("ddl_table/comment_with_default") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), server_default("5"), not_null, comment("c"))));
}

CASE("ddl_table/computed") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer()), Column("b", Integer(), Computed("a * 2"))));
}

CASE("ddl_table/computed_comment") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()),
                           Column("b", Integer(), Computed("a * 2"), comment("double"))));
}

CASE("ddl_table/computed_not_null") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()),
                           Column("b", Integer(), Computed("a * 2"), not_null)));
}

CASE("ddl_table/computed_string_type") {
  return CreateTable(
      Table("t", MetaData(), Column("a", String(5)), Column("b", String(9), Computed("a || 'x'"))));
}

CASE("ddl_table/computed_text") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()),
                           Column("b", Integer(), Computed(text("a + 1")))));
}

CASE("ddl_table/computed_with_server_default_error") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer()),
                           Column("b", Integer(), Computed("a"), server_default("5"))));
}

CASE("ddl_table/create_column_pk") {
  return CreateColumn(users.c["id"]);
}

CASE("ddl_table/create_table_if_not_exists") {
  return CreateTable(keywords, {.if_not_exists = true});
}

CASE("ddl_table/default_array") {
  return CreateTable(Table("t", MetaData(), Column("a", ARRAY(Integer()), server_default("{}"))));
}

CASE("ddl_table/default_bool_text") {
  return CreateTable(Table("t", MetaData(), Column("a", Boolean(), server_default(text("1")))));
}

CASE("ddl_table/default_cast") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), server_default(cast("5", Integer())))));
}

CASE("ddl_table/default_clause_object") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default("7"))));
}

CASE("ddl_table/default_date_literal") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Date(), server_default(literal(make_date(2024, 1, 2))))));
}

CASE("ddl_table/default_empty_string") {
  return CreateTable(Table("t", MetaData(), Column("a", String(5), server_default(""))));
}

CASE("ddl_table/default_enum_member") {
  return CreateTable(Table("t", MetaData(),
                           Column("a", Enum::of<Color>({.name = "color"}), server_default("red"))));
}

CASE("ddl_table/default_false") {
  return CreateTable(Table("t", MetaData(), Column("a", Boolean(), server_default(false_()))));
}

CASE("ddl_table/default_fetched_value") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), FetchedValue{})));
}

CASE("ddl_table/default_func_args") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), server_default(func("foo", 1, "x")))));
}

CASE("ddl_table/default_func_current_timestamp") {
  return CreateTable(
      Table("t", MetaData(), Column("a", DateTime(), server_default(func::current_timestamp()))));
}

CASE("ddl_table/default_func_now") {
  return CreateTable(Table("t", MetaData(), Column("a", DateTime(), server_default(func::now()))));
}

CASE("ddl_table/default_json") {
  return CreateTable(Table("t", MetaData(), Column("a", JSON(), server_default(text("'{}'")))));
}

CASE("ddl_table/default_literal") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default(literal(5)))));
}

CASE("ddl_table/default_literal_column") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), server_default(literal_column("1 + 2")))));
}

CASE("ddl_table/default_not_null") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default("5"), not_null)));
}

CASE("ddl_table/default_null") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default(null()))));
}

CASE("ddl_table/default_number_as_string") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default("5"))));
}

CASE("ddl_table/default_percent") {
  return CreateTable(Table("t", MetaData(), Column("a", String(5), server_default("50%"))));
}

CASE("ddl_table/default_python_function_not_rendered") {
  return CreateTable(Table("t", MetaData(),
                           Column("a", DateTime(), default_(func::now()), onupdate(func::now()))));
}

CASE("ddl_table/default_python_not_rendered") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), default_(5))));
}

CASE("ddl_table/default_sequence_next") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Integer(), server_default(Sequence("s").next_value()))));
}

CASE("ddl_table/default_string") {
  return CreateTable(Table("t", MetaData(), Column("a", String(10), server_default("x"))));
}

CASE("ddl_table/default_string_quote") {
  return CreateTable(Table("t", MetaData(), Column("a", String(10), server_default("it's"))));
}

CASE("ddl_table/default_text") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), server_default(text("5")))));
}

CASE("ddl_table/default_text_function") {
  return CreateTable(
      Table("t", MetaData(), Column("a", DateTime(), server_default(text("CURRENT_TIMESTAMP")))));
}

CASE("ddl_table/default_text_with_bind_like") {
  return CreateTable(
      Table("t", MetaData(), Column("a", String(5), server_default(text("'a\\:b'")))));
}

CASE("ddl_table/default_true") {
  return CreateTable(Table("t", MetaData(), Column("a", Boolean(), server_default(true_()))));
}

CASE("ddl_table/drop_table_if_exists") {
  return DropTable(users, {.if_exists = true});
}

CASE("ddl_table/drop_table_quoted") {
  return DropTable(odd);
}

CASE("ddl_table/drop_table_schema") {
  return DropTable(events);
}

CASE("ddl_table/enum_array_check_pg_error") {
  return CreateTable(Table(
      "t", MetaData(),
      Column("a",
             ARRAY(Enum({"x"}, {.name = "xy", .native_enum = false, .create_constraint = true})))));
}

CASE("ddl_table/enum_array_pg") {
  return CreateTable(Table("t", MetaData(), Column("a", ARRAY(Enum({"x"}, {.name = "xy"})))));
}

CASE("ddl_table/enum_check") {
  return CreateTable(Table(
      "t", MetaData(),
      Column("a",
             Enum({"x", "y"}, {.name = "xy", .native_enum = false, .create_constraint = true}))));
}

CASE("ddl_table/enum_check_class") {
  return CreateTable(
      Table("t", MetaData(),
            Column("a", Enum::of<Color>({.native_enum = false, .create_constraint = true}))));
}

CASE("ddl_table/enum_check_native_flag") {
  return CreateTable(Table(
      "t", MetaData(), Column("a", Enum({"x", "y"}, {.name = "xy", .create_constraint = true}))));
}

CASE("ddl_table/enum_check_quotes") {
  return CreateTable(
      Table("t", MetaData(),
            Column("a", Enum({"it's", "50%"},
                             {.name = "q", .native_enum = false, .create_constraint = true}))));
}

CASE("ddl_table/enum_check_unnamed") {
  return CreateTable(
      Table("t", MetaData(),
            Column("a", Enum({"x", "y"}, {.native_enum = false, .create_constraint = true}))));
}

CASE("ddl_table/enum_native") {
  return CreateTable(Table("t", MetaData(), Column("a", Enum({"x", "y"}, {.name = "xy"}))));
}

CASE("ddl_table/enum_schema") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Enum({"x"}, {.name = "xy", .schema = "s"}))));
}

CASE("ddl_table/identity") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), Identity(), primary_key)));
}

CASE("ddl_table/identity_all_options") {
  return CreateTable(Table("t", MetaData(),
                           Column("id", Integer(),
                                  Identity({.always = true,
                                            .start = 42,
                                            .increment = 3,
                                            .minvalue = 1,
                                            .maxvalue = 9999,
                                            .cycle = true,
                                            .cache = 5}),
                                  primary_key)));
}

CASE("ddl_table/identity_always") {
  return CreateTable(
      Table("t", MetaData(), Column("id", Integer(), Identity({.always = true}), primary_key)));
}

CASE("ddl_table/identity_and_autoincrement_true") {
  return CreateTable(Table("t", MetaData(),
                           Column("id", Integer(), Identity(), autoincrement(true), primary_key)));
}

CASE("ddl_table/identity_and_default_error") {
  return CreateTable(
      Table("t", MetaData(), Column("id", Integer(), Identity(), server_default("5"))));
}

CASE("ddl_table/identity_no_min_max") {
  return CreateTable(Table(
      "t", MetaData(),
      Column("id", Integer(), Identity({.nominvalue = true, .nomaxvalue = true, .cycle = false}),
             primary_key)));
}

CASE("ddl_table/identity_not_null") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), Identity(), not_null)));
}

CASE("ddl_table/identity_not_pk") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), Identity())));
}

CASE("ddl_table/identity_oracle_on_null") {
  return CreateTable(Table(
      "t", MetaData(), Column("id", Integer(), Identity({.dialect = {{"oracle_on_null", true}}}))));
}

CASE("ddl_table/implicit_collation") {
  return CreateTable(Table("t", MetaData(), Column("a", String(10, "utf8_bin"), not_null)));
}

CASE("ddl_table/known_dialect_unknown_option_error") {
  return CreateTable(
      Table("t", MetaData(), {.dialect = {{"postgresql_nonsense", 5}}}, Column("a", Integer())));
}

CASE("ddl_table/mssql_identity_options") {
  return CreateTable(
      Table("t", MetaData(),
            Column("id", Integer(), primary_key, DialectArgument("mssql_identity_start", 5),
                   DialectArgument("mssql_identity_increment", 2))));
}

CASE("ddl_table/mssql_identity_via_identity") {
  return CreateTable(
      Table("t", MetaData(),
            Column("id", Integer(), Identity({.start = 4, .increment = 7}), primary_key)));
}

CASE("ddl_table/mysql_collate") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"mysql_collate", "utf8_bin"}, {"mysql_charset", "utf8"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/mysql_engine_charset") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"mysql_engine", "InnoDB"},
                                        {"mysql_default_charset", "utf8mb4"},
                                        {"mariadb_engine", "Aria"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/mysql_function_default_parenthesised") {
  return CreateTable(Table("t", MetaData(), Column("a", String(36), server_default(func("uuid")))));
}

CASE("ddl_table/mysql_key_block_size_and_directory") {
  return CreateTable(Table(
      "t", MetaData(), {.dialect = {{"mysql_key_block_size", "8"}, {"mysql_data_directory", "/x"}}},
      Column("a", Integer())));
}

CASE("ddl_table/mysql_partition") {
  return CreateTable(Table(
      "t", MetaData(), {.dialect = {{"mysql_partition_by", "KEY(id)"}, {"mysql_partitions", "4"}}},
      Column("id", Integer(), primary_key)));
}

CASE("ddl_table/mysql_row_format_and_auto_increment") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"mysql_row_format", "DYNAMIC"},
                                        {"mysql_auto_increment", "100"},
                                        {"mysql_avg_row_length", "5"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/mysql_subpartition") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"mysql_partition_by", "RANGE(id)"},
                                        {"mysql_partitions", "2"},
                                        {"mysql_subpartition_by", "HASH(id)"},
                                        {"mysql_subpartitions", "3"}}},
                           Column("id", Integer(), primary_key)));
}

CASE("ddl_table/mysql_timestamp_not_null") {
  return CreateTable(Table("t", MetaData(), Column("a", TIMESTAMP(), not_null)));
}

CASE("ddl_table/mysql_timestamp_nullable") {
  return CreateTable(Table("t", MetaData(), Column("a", TIMESTAMP(), nullable)));
}

CASE("ddl_table/mysql_timestamp_on_update") {
  return CreateTable(
      Table("t", MetaData(),
            Column("a", TIMESTAMP(),
                   server_default(text("CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP")))));
}

CASE("ddl_table/mysql_union_option") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"mysql_engine", "MERGE"}, {"mysql_union", "(a, b)"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/no_columns") {
  return CreateTable(Table("t", MetaData()));
}

CASE("ddl_table/null_type_error") {
  return CreateTable(Table("t", MetaData(), Column("a")));
}

CASE("ddl_table/nullable_true") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), nullable)));
}

CASE("ddl_table/one_column") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer())));
}

CASE("ddl_table/oracle_compress") {
  return CreateTable(
      Table("t", MetaData(), {.dialect = {{"oracle_compress", true}}}, Column("a", Integer())));
}

CASE("ddl_table/oracle_compress_for") {
  return CreateTable(
      Table("t", MetaData(), {.dialect = {{"oracle_compress", "OLTP"}}}, Column("a", Integer())));
}

CASE("ddl_table/oracle_on_commit") {
  return CreateTable(
      Table("t", MetaData(),
            {.prefixes = {"GLOBAL TEMPORARY"}, .dialect = {{"oracle_on_commit", "PRESERVE ROWS"}}},
            Column("a", Integer())));
}

CASE("ddl_table/oracle_tablespace") {
  return CreateTable(
      Table("t", MetaData(), {.dialect = {{"oracle_tablespace", "ts"}}}, Column("a", Integer())));
}

CASE("ddl_table/pg_all_options") {
  return CreateTable(Table("t", MetaData(),
                           {.dialect = {{"postgresql_partition_by", "LIST (a)"},
                                        {"postgresql_using", "heap"},
                                        {"postgresql_with", {{"fillfactor", 50}}},
                                        {"postgresql_on_commit", "DROP"},
                                        {"postgresql_tablespace", "ts"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/pg_inherits") {
  return CreateTable(Table("t", MetaData(), {.dialect = {{"postgresql_inherits", "base"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/pg_on_commit_underscore") {
  return CreateTable(Table("t", MetaData(), {.dialect = {{"postgresql_on_commit", "delete_rows"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/pg_tablespace") {
  return CreateTable(Table("t", MetaData(), {.dialect = {{"postgresql_tablespace", "ts"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/pg_tablespace_quoted") {
  return CreateTable(Table("t", MetaData(), {.dialect = {{"postgresql_tablespace", "My TS"}}},
                           Column("a", Integer())));
}

CASE("ddl_table/pg_using") {
  return CreateTable(
      Table("t", MetaData(), {.dialect = {{"postgresql_using", "heap"}}}, Column("a", Integer())));
}

CASE("ddl_table/pg_with") {
  return CreateTable(
      Table("t", MetaData(),
            {.dialect = {{"postgresql_with", {{"fillfactor", 70}, {"autovacuum_enabled", false}}}}},
            Column("a", Integer())));
}

CASE("ddl_table/pg_with_oids") {
  return CreateTable(Table("t", MetaData(), {.dialect = {{"postgresql_with_oids", true}}},
                           Column("a", Integer())));
}

CASE("ddl_table/pk_autoincrement_false") {
  return CreateTable(
      Table("t", MetaData(), Column("id", Integer(), primary_key, autoincrement(false))));
}

CASE("ddl_table/pk_autoincrement_not_pk") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), autoincrement(true)),
                           Column("b", Integer(), primary_key)));
}

CASE("ddl_table/pk_autoincrement_true_string_error") {
  return CreateTable(
      Table("t", MetaData(), Column("id", String(5), primary_key, autoincrement(true))));
}

CASE("ddl_table/pk_big_integer") {
  return CreateTable(Table("t", MetaData(), Column("id", BigInteger(), primary_key)));
}

CASE("ddl_table/pk_composite") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), primary_key),
                           Column("b", Integer(), primary_key)));
}

CASE("ddl_table/pk_composite_autoincrement_second") {
  return CreateTable(Table("t", MetaData(), Column("a", Integer(), primary_key),
                           Column("b", Integer(), primary_key, autoincrement(true))));
}

CASE("ddl_table/pk_composite_both_autoincrement_error") {
  return CreateTable(Table("t", MetaData(),
                           Column("a", Integer(), primary_key, autoincrement(true)),
                           Column("b", Integer(), primary_key, autoincrement(true))));
}

CASE("ddl_table/pk_default_function") {
  return CreateTable(
      Table("t", MetaData(), Column("id", Integer(), primary_key, default_(func("foo")))));
}

CASE("ddl_table/pk_default_python") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), primary_key, default_(5))));
}

CASE("ddl_table/pk_integer") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), primary_key)));
}

CASE("ddl_table/pk_nullable") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), primary_key, nullable)));
}

CASE("ddl_table/pk_order_follows_columns") {
  return CreateTable(Table("t", MetaData(), Column("b", Integer(), primary_key),
                           Column("x", Integer()), Column("a", Integer(), primary_key)));
}

CASE("ddl_table/pk_sequence") {
  return CreateTable(Table("t", MetaData(), Column("id", Integer(), Sequence("s"), primary_key)));
}

CASE("ddl_table/pk_server_default") {
  return CreateTable(
      Table("t", MetaData(), Column("id", Integer(), primary_key, server_default("7"))));
}

CASE("ddl_table/pk_small_integer") {
  return CreateTable(Table("t", MetaData(), Column("id", SmallInteger(), primary_key)));
}

CASE("ddl_table/pk_string") {
  return CreateTable(Table("t", MetaData(), Column("id", String(10), primary_key)));
}

CASE("ddl_table/pk_type_decorator_integer") {
  return CreateTable(Table(
      "t", MetaData(), Column("id", BigInteger().with_variant(Integer(), "sqlite"), primary_key)));
}

CASE("ddl_table/pk_uuid") {
  return CreateTable(Table("t", MetaData(), Column("id", Uuid(), primary_key)));
}

CASE("ddl_table/pk_with_fk_no_autoincrement") {
  return CreateTable(
      Table("t", with_targets(), Column("id", Integer(), ForeignKey("o.id"), primary_key)));
}

CASE("ddl_table/prefixes_two") {
  return CreateTable(
      Table("t", MetaData(), {.prefixes = {"GLOBAL", "TEMPORARY"}}, Column("a", Integer())));
}

CASE("ddl_table/schema_addresses") {
  return CreateTable(addresses);
}

CASE("ddl_table/schema_events") {
  return CreateTable(events);
}

CASE("ddl_table/schema_items") {
  return CreateTable(items);
}

CASE("ddl_table/schema_keywords") {
  return CreateTable(keywords);
}

CASE("ddl_table/schema_nodes") {
  return CreateTable(nodes);
}

CASE("ddl_table/schema_order_items") {
  return CreateTable(order_items);
}

CASE("ddl_table/schema_orders") {
  return CreateTable(orders);
}

CASE("ddl_table/schema_pgdocs") {
  return CreateTable(pgdocs);
}

CASE("ddl_table/schema_qualified") {
  return CreateTable(Table("t", MetaData(), {.schema = "s"}, Column("a", Integer())));
}

CASE("ddl_table/schema_typed_on_postgresql") {
  return CreateTable(typed);
}

CASE("ddl_table/server_onupdate_not_rendered") {
  return CreateTable(Table("t", MetaData(), Column("a", DateTime(), server_onupdate(func::now()))));
}

CASE("ddl_table/sqlite_autoincrement_composite") {
  return CreateTable(Table("t", MetaData(), {.dialect = {{"sqlite_autoincrement", true}}},
                           Column("id", Integer(), primary_key),
                           Column("b", Integer(), primary_key)));
}

CASE("ddl_table/sqlite_on_conflict_columns") {
  return CreateTable(Table(
      "t", MetaData(),
      Column("a", Integer(), primary_key,
             DialectArgument("sqlite_on_conflict_primary_key", "FAIL")),
      Column("b", Integer(), not_null, DialectArgument("sqlite_on_conflict_not_null", "IGNORE")),
      Column("c", Integer(), unique, DialectArgument("sqlite_on_conflict_unique", "ABORT"))));
}

CASE("ddl_table/string_no_length") {
  return CreateTable(Table("t", MetaData(), Column("a", String())));
}

CASE("ddl_table/variant_boolean_check") {
  return CreateTable(Table("t", MetaData(),
                           Column("a", Boolean({.create_constraint = true, .name = "ck"})
                                           .with_variant(Integer(), "sqlite"))));
}

CASE("ddl_table/enum_metadata_schema") {
  return CreateTable(
      Table("t", MetaData(), Column("a", Enum({"x"}, {.name = "xy", .schema = "ms"}))));
}

}  // namespace cupel::conformance
