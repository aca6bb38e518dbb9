// Area "ddl_index" of the corpus.

#include "cupel/dialects/oracle/types.hpp"
#include "cupel/dialects/oracle/vector.hpp"
#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/schema/ddl.hpp"

#include "ddl_fixture.hpp"
#include "schema_fixture.hpp"

namespace cupel::conformance {

namespace {

Table abc_table() {
  return Table("t", MetaData(), Column("a", Integer()), Column("b", String(20)),
               Column("c", Integer()));
}

Table vector_table() {
  return Table("t", MetaData(), Column("a", Integer()), Column("b", String(20)),
               Column("c", Integer()), Column("v", oracle::VECTOR({.dim = 3})));
}

}  // namespace

CASE("ddl_index/column_key_differs") {
  const auto t = Table("t", MetaData(), Column("db_a", Integer(), column_key("attr")));
  return CreateIndex(Index("ix", t.c["attr"]));
}

CASE("ddl_index/convention_name") {
  const auto t = Table("t", MetaData({.naming_convention = {{"ix", "ix_%(column_0_label)s"}}}),
                       Column("a", Integer()), Column("b", String(20)), Column("c", Integer()));
  return CreateIndex(Index(nullptr, t.c["a"]));
}

CASE("ddl_index/convention_name_two_columns") {
  const auto t =
      Table("t", MetaData({.naming_convention = {{"ix", "ix_%(table_name)s_%(column_0_N_name)s"}}}),
            Column("a", Integer()), Column("b", String(20)), Column("c", Integer()));
  return CreateIndex(Index(nullptr, t.c["a"], t.c["b"]));
}

CASE("ddl_index/default_name") {
  const auto t = abc_table();
  return CreateIndex(Index(nullptr, t.c["a"]));
}

CASE("ddl_index/desc") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", t.c["a"].desc()));
}

CASE("ddl_index/desc_nulls_last") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", t.c["a"].desc().nulls_last()));
}

CASE("ddl_index/drop") {
  const auto t = abc_table();
  return DropIndex(Index("ix_a", t.c["a"]));
}

CASE("ddl_index/drop_if_exists") {
  const auto t = abc_table();
  return DropIndex(Index("ix_a", t.c["a"]), {.if_exists = true});
}

CASE("ddl_index/drop_quoted") {
  const auto t = abc_table();
  return DropIndex(Index("My Index", t.c["a"]));
}

CASE("ddl_index/expression") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_e", func::lower(t.c["b"])));
}

CASE("ddl_index/expression_and_column") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_e", t.c["a"], func::lower(t.c["b"])));
}

CASE("ddl_index/expression_arithmetic") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_e", t.c["a"] + 5));
}

CASE("ddl_index/expression_case") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_e", case_({{t.c["a"] > 5, 1}}, 0)));
}

CASE("ddl_index/expression_collate") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_e", t.c["b"].collate("c1")));
}

CASE("ddl_index/expression_desc") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_e", func::lower(t.c["b"]).desc()));
}

CASE("ddl_index/expression_two") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_e", func::lower(t.c["b"]), func::abs(t.c["a"])));
}

CASE("ddl_index/if_not_exists") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", t.c["a"]), {.if_not_exists = true});
}

CASE("ddl_index/mssql_clustered") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"mssql_clustered", true}}}));
}

CASE("ddl_index/mssql_columnstore_clustered") {
  auto t = abc_table();
  t.append_index(Index("ix_a", std::vector<IndexColumn>(),
                       {.dialect = {{"mssql_columnstore", true}, {"mssql_clustered", true}}}));
  return CreateIndex(t.indexes()[0]);
}

CASE("ddl_index/mssql_columnstore_ordered") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"], t.c["c"]},
                           {.dialect = {{"mssql_columnstore", true}, {"mssql_clustered", true}}}));
}

CASE("ddl_index/mssql_nonclustered") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"mssql_clustered", false}}}));
}

CASE("ddl_index/mssql_where_and_include_unique") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_a", {t.c["a"]},
            {.unique = true,
             .dialect = {{"mssql_include", {"b"}}, {"mssql_where", t.c["b"] == "it's"}}}));
}

CASE("ddl_index/mysql_desc_length") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_b", {t.c["b"].desc()}, {.dialect = {{"mysql_length", 5}}}));
}

CASE("ddl_index/mysql_length") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_b", {t.c["b"]}, {.dialect = {{"mysql_length", 10}, {"mariadb_length", 10}}}));
}

CASE("ddl_index/mysql_length_dict") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_ab", {t.c["a"], t.c["b"]},
            {.dialect = {{"mysql_length", {{"b", 10}}}, {"mariadb_length", {{"b", 12}}}}}));
}

CASE("ddl_index/mysql_prefix") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_b", {t.c["b"]}, {.dialect = {{"mysql_prefix", "FULLTEXT"}}}));
}

CASE("ddl_index/mysql_prefix_spatial") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_b", {t.c["b"]}, {.dialect = {{"mariadb_prefix", "SPATIAL"}}}));
}

CASE("ddl_index/mysql_using_prefix_parser") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_b", {t.c["b"]},
            {.dialect = {{"mysql_prefix", "FULLTEXT"}, {"mysql_with_parser", "ngram"}}}));
}

CASE("ddl_index/no_table_error") {
  return CreateIndex(Index("ix", "a"));
}

CASE("ddl_index/oracle_bitmap") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"oracle_bitmap", true}}}));
}

CASE("ddl_index/oracle_compress") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"oracle_compress", true}}}));
}

CASE("ddl_index/oracle_compress_columns") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_ab", {t.c["a"], t.c["b"]}, {.dialect = {{"oracle_compress", 1}}}));
}

CASE("ddl_index/pg_array_gin") {
  const Table t = pgdocs.to_metadata(MetaData());
  return CreateIndex(Index("ix", {t.c["tags"]}, {.dialect = {{"postgresql_using", "gin"}}}));
}

CASE("ddl_index/pg_concurrently") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_concurrently", true}}}));
}

CASE("ddl_index/pg_concurrently_drop") {
  const auto t = abc_table();
  return DropIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_concurrently", true}}}));
}

CASE("ddl_index/pg_everything") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"], func::lower(t.c["b"])},
                           {.unique = true,
                            .dialect = {{"postgresql_using", "btree"},
                                        {"postgresql_include", {"c"}},
                                        {"postgresql_nulls_not_distinct", true},
                                        {"postgresql_with", {{"fillfactor", 50}}},
                                        {"postgresql_tablespace", "ts"},
                                        {"postgresql_where", t.c["c"] > 5}}}));
}

CASE("ddl_index/pg_include") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_include", {"b", "c"}}}}));
}

CASE("ddl_index/pg_include_columns") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_include", {"b"}}}}));
}

CASE("ddl_index/pg_jsonb_path_ops") {
  const Table t = pgdocs.to_metadata(MetaData());
  return CreateIndex(Index("ix", {t.c["data"]},
                           {.dialect = {{"postgresql_using", "gin"},
                                        {"postgresql_ops", {{"data", "jsonb_path_ops"}}}}}));
}

CASE("ddl_index/pg_nulls_distinct") {
  const auto t = abc_table();
  return CreateIndex(Index(
      "ix_a", {t.c["a"]}, {.unique = true, .dialect = {{"postgresql_nulls_not_distinct", false}}}));
}

CASE("ddl_index/pg_ops") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_b", {t.c["b"]}, {.dialect = {{"postgresql_ops", {{"b", "text_pattern_ops"}}}}}));
}

CASE("ddl_index/pg_ops_label") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_b", {func::lower(t.c["b"]).label("lb")},
                           {.dialect = {{"postgresql_ops", {{"lb", "text_pattern_ops"}}}}}));
}

CASE("ddl_index/pg_range_gist") {
  const Table t = pgdocs.to_metadata(MetaData());
  return CreateIndex(Index("ix", {t.c["span"]}, {.dialect = {{"postgresql_using", "gist"}}}));
}

CASE("ddl_index/pg_tsvector_expression") {
  const Table t = items.to_metadata(MetaData());
  return CreateIndex(Index("ix", {func("to_tsvector", text("'english'"), t.c["description"])},
                           {.dialect = {{"postgresql_using", "gin"}}}));
}

CASE("ddl_index/pg_using") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_using", "hash"}}}));
}

CASE("ddl_index/pg_using_bad_error") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_using", "no good"}}}));
}

CASE("ddl_index/pg_using_upper") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_using", "GIN"}}}));
}

CASE("ddl_index/pg_where") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_where", t.c["a"] > 5}}}));
}

CASE("ddl_index/pg_where_and_string") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_a", {t.c["a"]},
            {.dialect = {{"postgresql_where", and_(t.c["a"] > 5, t.c["b"] == "it's")}}}));
}

CASE("ddl_index/pg_where_in") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_where", t.c["a"].in_({1, 2})}}}));
}

CASE("ddl_index/pg_where_string") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_where", "a > 5"}}}));
}

CASE("ddl_index/pg_where_text") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"postgresql_where", text("a > 5")}}}));
}

CASE("ddl_index/plain") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", t.c["a"]));
}

CASE("ddl_index/quoted_columns_table") {
  const auto t = Table("t", MetaData(), Column("a", Integer()), Column("b", String(20)),
                       Column("c", Integer()), Column("My C", Integer()));
  return CreateIndex(Index("ix_a", t.c["My C"]));
}

CASE("ddl_index/reserved_name") {
  const auto t = abc_table();
  return CreateIndex(Index("order", t.c["a"]));
}

CASE("ddl_index/schema_table") {
  const auto t = Table("t", MetaData(), {.schema = "s"}, Column("a", Integer()),
                       Column("b", String(20)), Column("c", Integer()));
  return CreateIndex(Index("ix_a", t.c["a"]));
}

CASE("ddl_index/sqlite_expression") {
  const auto t = abc_table();
  return CreateIndex(
      Index("ix_a", {func::lower(t.c["b"])}, {.dialect = {{"sqlite_where", t.c["a"] > 5}}}));
}

CASE("ddl_index/sqlite_where_text") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.dialect = {{"sqlite_where", text("a > 5")}}}));
}

CASE("ddl_index/two_columns") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_ab", t.c["a"], t.c["b"]));
}

CASE("ddl_index/unique") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.unique = true}));
}

CASE("ddl_index/unique_if_not_exists") {
  const auto t = abc_table();
  return CreateIndex(Index("ix_a", {t.c["a"]}, {.unique = true}), {.if_not_exists = true});
}

CASE("ddl_index/unnamed_expression") {
  const auto t = abc_table();
  return CreateIndex(Index(nullptr, func::lower(t.c["b"])));
}

CASE("ddl_index/column_flag_index") {
  return CreateIndex(Table("t", MetaData(), Column("a", Integer(), indexed)).indexes()[0]);
}

CASE("ddl_index/column_flag_index_schema") {
  return CreateIndex(
      Table("t", MetaData(), {.schema = "s"}, Column("a", Integer(), indexed)).indexes()[0]);
}

CASE("ddl_index/string_columns") {
  return CreateIndex(
      Table("t", MetaData(), Column("a", Integer()), Index("ix_s", "a")).indexes()[0]);
}

CASE("ddl_index/oracle_vector") {
  const auto t = vector_table();
  return CreateIndex(Index("ix_v", {t.c["v"]}, {.dialect = {{"oracle_vector", true}}}));
}

CASE("ddl_index/oracle_vector_hnsw") {
  const auto t = vector_table();
  return CreateIndex(
      Index("ix_v", {t.c["v"]},
            {.dialect = {oracle::vector_index({.index_type = oracle::VectorIndexType::hnsw,
                                               .distance = oracle::VectorDistanceType::cosine,
                                               .accuracy = 90,
                                               .hnsw_neighbors = 5,
                                               .hnsw_efconstruction = 20,
                                               .parallel = 4})}}));
}

CASE("ddl_index/oracle_vector_ivf") {
  const auto t = vector_table();
  return CreateIndex(
      Index("ix_v", {t.c["v"]},
            {.dialect = {oracle::vector_index({.index_type = oracle::VectorIndexType::ivf,
                                               .distance = oracle::VectorDistanceType::dot,
                                               .accuracy = 90,
                                               .ivf_neighbor_partitions = 5})}}));
}

CASE("ddl_index/pg_jsonb_element_cast") {
  const Table t = pgdocs.to_metadata(MetaData());
  return CreateIndex(Index("ix", cast(postgresql::astext(t.c["data"]["a"]), Integer())));
}

CASE("ddl_index/pg_jsonb_subscript") {
  const Table t = pgdocs.to_metadata(MetaData());
  return CreateIndex(Index("ix", t.c["data"]["a"]));
}

}  // namespace cupel::conformance
