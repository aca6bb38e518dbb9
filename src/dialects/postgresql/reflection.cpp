#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/catalogue.hpp"
#include "dialects/postgresql/dialect.hpp"

// Names in the catalogue, and the types that it keeps. Each question is one query.
namespace cupel::postgresql {

// ---- what the questions have in common ----------------------------------------------------------

namespace {
constexpr char kSeparator = '\x1f';
}

std::vector<std::string> names_of(const Cell& c) {
  std::vector<std::string> out;
  if (c.kind != CellKind::text) return out;
  std::string_view rest = c.view();
  while (true) {
    const std::size_t end = rest.find(kSeparator);
    out.emplace_back(rest.substr(0, end));
    if (end == std::string_view::npos) return out;
    rest.remove_prefix(end + 1);
  }
}

std::string list_of_names(std::span<const std::string> names) {
  std::string out;
  for (const std::string& name : names) {
    if (&name != names.data()) out += kSeparator;
    out += name;
  }
  return out;
}

std::string relation_kinds(ObjectKind kind, bool with_foreign_tables) {
  std::vector<std::string_view> out;
  if (has(kind, ObjectKind::table)) {
    out.insert(out.end(), {"'r'", "'p'"});
    if (with_foreign_tables) out.emplace_back("'f'");
  }
  if (has(kind, ObjectKind::view)) out.emplace_back("'v'");
  if (has(kind, ObjectKind::materialized_view)) out.emplace_back("'m'");
  return join(out, ", ", [](std::string_view k) { return k; });
}

std::string_view persistence(ObjectScope scope) noexcept {
  if (scope == ObjectScope::default_) return " AND c.relpersistence <> 't'";
  if (scope == ObjectScope::temporary) return " AND c.relpersistence = 't'";
  return {};
}

std::string in_schema(std::string_view visible) {
  return str_cat(" CASE WHEN $1::text = '' THEN ", visible,
                 " AND n.nspname <> 'pg_catalog' ELSE n.nspname = $1::text END");
}

namespace {

bool is_there(DialectConnection& connection, std::string_view sql, std::string_view schema,
              std::string_view name) {
  const Value parameters[] = {Value(schema), Value(name)};
  bool found = false;
  connection.query(sql, parameters, [&](CatalogueRow) { found = true; });
  return found;
}

std::vector<std::string> names(DialectConnection& connection, std::string_view sql,
                               std::string_view schema) {
  const Value parameter = Value(schema);
  std::vector<std::string> out;
  connection.query(sql, {&parameter, 1}, [&](CatalogueRow row) { out.push_back(text_of(row[0])); });
  return out;
}

constexpr std::string_view kRelations =
    " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE";
constexpr std::string_view kVisibleRelation = "pg_catalog.pg_table_is_visible(c.oid)";

/// For lists of types, '*' stands for every schema.
constexpr std::string_view kTypesInSchema =
    " ($1::text = '*' OR CASE WHEN $1::text = '' THEN pg_catalog.pg_type_is_visible(t.oid)"
    " ELSE n.nspname = $1::text END)";

}  // namespace

// ---- is it there --------------------------------------------------------------------------------

bool PostgresqlDialect::has_sequence(DialectConnection& connection, std::string_view name,
                                     std::string_view schema) const {
  return is_there(connection,
                  str_cat("SELECT 1", kRelations, " c.relkind = 'S' AND c.relname = $2::text AND",
                          in_schema(kVisibleRelation)),
                  schema, name);
}

bool PostgresqlDialect::has_type(DialectConnection& connection, std::string_view name,
                                 std::string_view schema) const {
  return is_there(connection,
                  str_cat("SELECT 1 FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n"
                          " ON n.oid = t.typnamespace WHERE t.typname = $2::text AND",
                          in_schema("pg_catalog.pg_type_is_visible(t.oid)")),
                  schema, name);
}

// ---- names --------------------------------------------------------------------------------------

std::vector<std::string> PostgresqlDialect::get_schema_names(DialectConnection& connection) const {
  std::vector<std::string> out;
  connection.query(
      "SELECT nspname FROM pg_catalog.pg_namespace"
      " WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname",
      {}, [&](CatalogueRow row) { out.push_back(text_of(row[0])); });
  return out;
}

std::vector<std::string> PostgresqlDialect::get_relation_names(DialectConnection& connection,
                                                               std::string_view schema,
                                                               ObjectKind kind,
                                                               ObjectScope scope) const {
  return names(
      connection,
      str_cat("SELECT c.relname", kRelations, " c.relkind IN (", relation_kinds(kind, false), ")",
              persistence(scope), " AND", in_schema(kVisibleRelation), " ORDER BY c.relname"),
      schema);
}

std::vector<std::string> PostgresqlDialect::get_sequence_names(DialectConnection& connection,
                                                               std::string_view schema) const {
  return names(connection,
               str_cat("SELECT c.relname", kRelations, " c.relkind = 'S' AND",
                       in_schema(kVisibleRelation), " ORDER BY c.relname"),
               schema);
}

std::optional<std::string> PostgresqlDialect::get_view_definition(DialectConnection& connection,
                                                                  std::string_view view,
                                                                  std::string_view schema) const {
  const Value parameters[] = {Value(schema), Value(view)};
  std::optional<std::string> out;
  connection.query(
      str_cat("SELECT pg_catalog.pg_get_viewdef(c.oid)", kRelations,
              " c.relkind IN ('v', 'm') AND c.relname = $2::text AND", in_schema(kVisibleRelation)),
      parameters, [&](CatalogueRow row) { out = text_of(row[0]); });
  return out;
}

// ---- types --------------------------------------------------------------------------------------

std::vector<ReflectedEnum> PostgresqlDialect::get_enums(DialectConnection& connection,
                                                        std::string_view schema) const {
  const Value parameter = Value(schema);
  std::vector<ReflectedEnum> out;
  connection.query(
      str_cat("SELECT t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid),"
              " (SELECT string_agg(e.enumlabel, E'\\x1f' ORDER BY e.enumsortorder)"
              " FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid)"
              " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
              " WHERE t.typtype = 'e' AND",
              kTypesInSchema, " ORDER BY n.nspname, t.typname"),
      {&parameter, 1}, [&](CatalogueRow row) {
        out.push_back({text_of(row[0]), text_of(row[1]), flag_of(row[2]), names_of(row[3])});
      });
  return out;
}

std::vector<ReflectedDomain> PostgresqlDialect::get_domains(DialectConnection& connection,
                                                            std::string_view schema) const {
  const Value parameter = Value(schema);
  std::vector<ReflectedDomain> out;
  connection.query(
      str_cat("SELECT t.typname, n.nspname, pg_catalog.pg_type_is_visible(t.oid),"
              " pg_catalog.format_type(t.typbasetype, t.typtypmod), t.typnotnull, t.typdefault,"
              " CASE WHEN t.typcollation <> b.typcollation THEN co.collname END,"
              " (SELECT string_agg(con.conname, E'\\x1f' ORDER BY con.conname) FROM"
              " pg_catalog.pg_constraint con WHERE con.contypid = t.oid AND con.contype = 'c'),"
              " (SELECT string_agg(pg_catalog.pg_get_expr(con.conbin, 0), E'\\x1f' ORDER BY"
              " con.conname) FROM pg_catalog.pg_constraint con WHERE con.contypid = t.oid"
              " AND con.contype = 'c')"
              " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
              " JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype"
              " LEFT JOIN pg_catalog.pg_collation co ON co.oid = t.typcollation"
              " WHERE t.typtype = 'd' AND",
              kTypesInSchema, " ORDER BY n.nspname, t.typname"),
      {&parameter, 1}, [&](CatalogueRow row) {
        ReflectedDomain& domain = out.emplace_back();
        domain.name = text_of(row[0]);
        domain.schema = text_of(row[1]);
        domain.visible = flag_of(row[2]);
        domain.type = text_of(row[3]);
        domain.nullable = !flag_of(row[4]);
        if (!row[5].is_null()) domain.default_ = text_of(row[5]);
        domain.collation = text_of(row[6]);
        const std::vector<std::string> constraints = names_of(row[7]);
        const std::vector<std::string> checks = names_of(row[8]);
        for (std::size_t i = 0; i < constraints.size() && i < checks.size(); ++i)
          domain.constraints.push_back({constraints[i], checks[i]});
      });
  return out;
}

}  // namespace cupel::postgresql
