#include <algorithm>
#include <charconv>

#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/dialect.hpp"
#include "dialects/postgresql/type_names.hpp"

// The catalogue. Each question is one query, whatever the number of columns or constraints.
namespace cupel::postgresql {

namespace {

using Row = std::span<const Cell>;

std::string text(const Cell& c) {
  return c.kind == CellKind::text ? std::string(c.view()) : std::string();
}
bool flag(const Cell& c) {
  return c.kind == CellKind::integer && c.integer != 0;
}
int number(const Cell& c) {
  return c.kind == CellKind::integer ? static_cast<int>(c.integer) : 0;
}

/// The condition that finds a relation `c` in namespace `n` by $1, its name, and $2, its schema;
/// without one it has to be on the search path.
constexpr std::string_view kThisRelation =
    " c.relname = $1 AND CASE WHEN $2::text = '' THEN pg_catalog.pg_table_is_visible(c.oid)"
    " AND n.nspname <> 'pg_catalog' ELSE n.nspname = $2::text END";

/// The condition on namespace `n` for lists of names: $1, or the default schema.
constexpr std::string_view kThisSchema =
    " n.nspname = CASE WHEN $1::text = '' THEN current_schema() ELSE $1::text::name END";

void ask(DialectConnection& connection, std::string_view sql, std::string_view name,
         std::string_view schema, FunctionRef<void(Row)> row) {
  const Value parameters[] = {Value(name), Value(schema)};
  connection.query(sql, parameters, row);
}

std::vector<std::string> names(DialectConnection& connection, std::string_view sql,
                               std::string_view schema) {
  const Value parameter = Value(schema);
  std::vector<std::string> out;
  connection.query(sql, {&parameter, 1}, [&](Row row) { out.push_back(text(row[0])); });
  return out;
}

std::string relations(std::string_view kinds) {
  return str_cat(
      "SELECT c.relname FROM pg_catalog.pg_class c"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN (",
      kinds, ") AND c.relpersistence <> 't' AND", kThisSchema, " ORDER BY c.relname");
}

std::string action(const Cell& c) {
  const std::string code = text(c);
  if (code == "c") return "CASCADE";
  if (code == "n") return "SET NULL";
  if (code == "d") return "SET DEFAULT";
  if (code == "r") return "RESTRICT";
  return {};
}

}  // namespace

bool PostgresqlDialect::has_table(DialectConnection& connection, std::string_view table,
                                  std::string_view schema) const {
  bool found = false;
  ask(connection,
      str_cat("SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
              " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm') AND",
              kThisRelation),
      table, schema, [&](Row) { found = true; });
  return found;
}

bool PostgresqlDialect::has_sequence(DialectConnection& connection, std::string_view name,
                                     std::string_view schema) const {
  bool found = false;
  ask(connection,
      str_cat("SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
              " ON n.oid = c.relnamespace WHERE c.relkind = 'S' AND",
              kThisRelation),
      name, schema, [&](Row) { found = true; });
  return found;
}

void PostgresqlDialect::require_table(DialectConnection& connection, std::string_view table,
                                      std::string_view schema) const {
  if (has_table(connection, table, schema)) return;
  throw NoSuchTableError(schema.empty() ? std::string(table) : str_cat(schema, ".", table));
}

std::vector<std::string> PostgresqlDialect::get_schema_names(DialectConnection& connection) const {
  std::vector<std::string> out;
  connection.query(
      "SELECT nspname FROM pg_catalog.pg_namespace"
      " WHERE nspname NOT LIKE 'pg\\_%' ORDER BY nspname",
      {}, [&](Row row) { out.push_back(text(row[0])); });
  return out;
}

std::vector<std::string> PostgresqlDialect::get_table_names(DialectConnection& connection,
                                                            std::string_view schema) const {
  return names(connection, relations("'r', 'p'"), schema);
}

std::vector<std::string> PostgresqlDialect::get_view_names(DialectConnection& connection,
                                                           std::string_view schema) const {
  return names(connection, relations("'v'"), schema);
}

std::vector<ReflectedColumn> PostgresqlDialect::get_columns(DialectConnection& connection,
                                                            std::string_view table,
                                                            std::string_view schema) const {
  // Labels of an enum, or of the elements of an array of one, go by their order, a control
  // character between them.
  const std::string sql = str_cat(
      "SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,"
      " pg_catalog.pg_get_expr(d.adbin, d.adrelid), a.attgenerated <> '',"
      " coalesce((SELECT array_position(i.indkey::int2[], a.attnum) + 1 FROM pg_catalog.pg_index i"
      " WHERE i.indrelid = c.oid AND i.indisprimary), 0),"
      " (SELECT string_agg(e.enumlabel, E'\\x1f' ORDER BY e.enumsortorder)"
      " FROM pg_catalog.pg_enum e WHERE e.enumtypid = coalesce(nullif(t.typelem, 0), t.oid)),"
      " CASE WHEN et.typtype = 'e' THEN et.typname WHEN t.typtype IN ('e', 'd') THEN t.typname END,"
      " CASE WHEN pg_catalog.pg_type_is_visible(coalesce(et.oid, t.oid)) THEN '' ELSE tn.nspname "
      "END,"
      " CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,"
      " t.typnotnull, a.attndims"
      " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
      "a.attisdropped"
      " JOIN pg_catalog.pg_type t ON t.oid = a.atttypid"
      " LEFT JOIN pg_catalog.pg_type et ON et.oid = t.typelem AND t.typcategory = 'A'"
      " LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = coalesce(et.typnamespace, t.typnamespace)"
      " LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
      " WHERE",
      kThisRelation, " ORDER BY a.attnum");
  std::vector<ReflectedColumn> out;
  ask(connection, sql, table, schema, [&](Row row) {
    ReflectedColumn& c = out.emplace_back();
    c.name = text(row[0]);
    const std::string type = text(row[1]);
    const bool is_array = type.ends_with("[]");
    if (!row[6].is_null()) {
      c.type = enum_type(text(row[7]), text(row[8]), text(row[6]));
      if (is_array) c.type = array_of(c.type, number(row[11]));
    } else if (!row[9].is_null()) {
      DomainOptions options;
      options.schema = text(row[8]);
      options.not_null = flag(row[10]);
      options.create_type = false;
      c.type = make_ptr<DOMAIN>(text(row[7]), type_from_name(text(row[9])), std::move(options));
    } else {
      c.type = type_from_name(type);
      if (is_array && number(row[11]) > 1) {
        c.type = array_of(type_from_name(type.substr(0, type.size() - 2)), number(row[11]));
      }
    }
    c.nullable = !flag(row[2]);
    if (!row[3].is_null()) c.default_ = text(row[3]);
    c.computed = flag(row[4]);
    c.primary_key = number(row[5]);
  });
  if (out.empty()) require_table(connection, table, schema);
  return out;
}

std::vector<ReflectedConstraint> PostgresqlDialect::key_constraints(DialectConnection& connection,
                                                                    std::string_view table,
                                                                    std::string_view schema,
                                                                    char type) const {
  const std::string sql = str_cat(
      "SELECT con.conname, a.attname FROM pg_catalog.pg_class c"
      " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " JOIN pg_catalog.pg_constraint con ON con.conrelid = c.oid AND con.contype = '",
      type,
      "' CROSS JOIN LATERAL unnest(con.conkey) WITH ORDINALITY AS k(num, place)"
      " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num"
      " WHERE",
      kThisRelation, " ORDER BY con.conname, k.place");
  std::vector<ReflectedConstraint> out;
  ask(connection, sql, table, schema, [&](Row row) {
    std::string name = text(row[0]);
    if (out.empty() || out.back().name != name) out.emplace_back().name = std::move(name);
    out.back().columns.push_back(text(row[1]));
  });
  if (out.empty()) require_table(connection, table, schema);
  return out;
}

ReflectedConstraint PostgresqlDialect::get_pk_constraint(DialectConnection& connection,
                                                         std::string_view table,
                                                         std::string_view schema) const {
  auto found = key_constraints(connection, table, schema, 'p');
  return found.empty() ? ReflectedConstraint() : std::move(found.front());
}

std::vector<ReflectedConstraint> PostgresqlDialect::get_unique_constraints(
    DialectConnection& connection, std::string_view table, std::string_view schema) const {
  return key_constraints(connection, table, schema, 'u');
}

std::vector<ReflectedForeignKey> PostgresqlDialect::get_foreign_keys(
    DialectConnection& connection, std::string_view table, std::string_view schema) const {
  const std::string sql = str_cat(
      "SELECT con.conname, a.attname,"
      " CASE WHEN $2::text = '' AND pg_catalog.pg_table_is_visible(fc.oid) THEN '' ELSE fn.nspname "
      "END,"
      " fc.relname, fa.attname, con.confdeltype, con.confupdtype, con.condeferrable, "
      "con.condeferred"
      " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " JOIN pg_catalog.pg_constraint con ON con.conrelid = c.oid AND con.contype = 'f'"
      " AND con.conparentid = 0"
      " JOIN pg_catalog.pg_class fc ON fc.oid = con.confrelid"
      " JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace"
      " CROSS JOIN LATERAL unnest(con.conkey, con.confkey) WITH ORDINALITY AS k(num, fnum, place)"
      " JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num"
      " JOIN pg_catalog.pg_attribute fa ON fa.attrelid = fc.oid AND fa.attnum = k.fnum"
      " WHERE",
      kThisRelation, " ORDER BY con.conname, k.place");
  std::vector<ReflectedForeignKey> out;
  ask(connection, sql, table, schema, [&](Row row) {
    std::string name = text(row[0]);
    if (out.empty() || out.back().name != name) {
      ReflectedForeignKey& fk = out.emplace_back();
      fk.name = std::move(name);
      fk.referred_schema = text(row[2]);
      fk.referred_table = text(row[3]);
      fk.ondelete = action(row[5]);
      fk.onupdate = action(row[6]);
      if (flag(row[7])) {
        fk.deferrable = true;
        fk.initially = flag(row[8]) ? "DEFERRED" : "";
      }
    }
    out.back().constrained_columns.push_back(text(row[1]));
    out.back().referred_columns.push_back(text(row[4]));
  });
  if (out.empty()) require_table(connection, table, schema);
  return out;
}

std::vector<ReflectedIndex> PostgresqlDialect::get_indexes(DialectConnection& connection,
                                                           std::string_view table,
                                                           std::string_view schema) const {
  // An index that carries a primary key or an exclusion is the constraint's affair; that of a
  // unique constraint is listed, as SQLAlchemy does. Columns behind INCLUDE are none of the key's.
  const std::string sql = str_cat(
      "SELECT ic.relname, a.attname, i.indisunique, pg_catalog.pg_get_expr(i.indpred, i.indrelid)"
      " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
      " JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND NOT i.indisprimary"
      " AND NOT i.indisexclusion"
      " JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid"
      " CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(num, place)"
      " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num AND k.num "
      "<> 0"
      " WHERE",
      kThisRelation, " AND k.place <= i.indnkeyatts ORDER BY ic.relname, k.place");
  std::vector<ReflectedIndex> out;
  ask(connection, sql, table, schema, [&](Row row) {
    std::string name = text(row[0]);
    if (out.empty() || out.back().name != name) {
      ReflectedIndex& index = out.emplace_back();
      index.name = std::move(name);
      index.unique = flag(row[2]);
      index.where = text(row[3]);
    }
    if (row[1].is_null()) {
      out.back().columns.emplace_back(std::nullopt);
    } else {
      out.back().columns.emplace_back(text(row[1]));
    }
  });
  if (out.empty()) require_table(connection, table, schema);
  return out;
}

}  // namespace cupel::postgresql
