#include <algorithm>
#include <map>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"
#include "dialects/sqlite/dialect.hpp"

namespace cupel::sqlite {

namespace {

std::string text(const Cell& c) {
  return c.kind == CellKind::text ? std::string(c.view()) : std::string();
}
std::int64_t number(const Cell& c) { return c.kind == CellKind::integer ? c.integer : 0; }
std::string action(const Cell& c) {
  std::string out = text(c);
  return out == "NO ACTION" ? std::string() : out;
}

}  // namespace

bool SqliteDialect::pragma(DialectConnection& connection, std::string_view name,
                           std::string_view object, std::string_view schema, PragmaRow row) const {
  const IdentifierPreparer& preparer = identifier_preparer();
  const auto ask = [&](std::string_view database) {
    bool found = false;
    std::string sql = str_cat("PRAGMA ", database, ".", name, "(");
    preparer.append_quoted(sql, object);
    sql += ')';
    connection.query(sql, {}, [&](std::span<const Cell> cells) {
      found = true;
      row(cells);
    });
    return found;
  };
  if (!schema.empty()) return ask(preparer.quote_identifier(schema));
  return ask("main") || ask("temp");
}

bool SqliteDialect::has_table(DialectConnection& connection, std::string_view table,
                              std::string_view schema) const {
  return pragma(connection, "table_info", table, schema, [](std::span<const Cell>) {});
}

void SqliteDialect::require_table(DialectConnection& connection, std::string_view table,
                                  std::string_view schema) const {
  if (has_table(connection, table, schema)) return;
  throw NoSuchTableError(schema.empty() ? std::string(table) : str_cat(schema, ".", table));
}

std::vector<std::string> SqliteDialect::get_schema_names(DialectConnection& connection) const {
  std::vector<std::string> out;
  connection.query("PRAGMA database_list", {}, [&](std::span<const Cell> row) {
    if (std::string name = text(row[1]); name != "temp") out.push_back(std::move(name));
  });
  return out;
}

std::vector<std::string> SqliteDialect::names(DialectConnection& connection, std::string_view kind,
                                              std::string_view schema) const {
  const std::string prefix =
      schema.empty() ? std::string() : identifier_preparer().quote_identifier(schema) + ".";
  std::vector<std::string> out;
  connection.query(str_cat("SELECT name FROM ", prefix, "sqlite_master WHERE type='", kind,
                           "' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name"),
                   {}, [&](std::span<const Cell> row) { out.push_back(text(row[0])); });
  return out;
}

std::vector<std::string> SqliteDialect::get_table_names(DialectConnection& connection,
                                                        std::string_view schema) const {
  return names(connection, "table", schema);
}

std::vector<std::string> SqliteDialect::get_view_names(DialectConnection& connection,
                                                       std::string_view schema) const {
  return names(connection, "view", schema);
}

std::vector<ReflectedColumn> SqliteDialect::get_columns(DialectConnection& connection,
                                                        std::string_view table,
                                                        std::string_view schema) const {
  std::vector<ReflectedColumn> out;
  // cid, name, type, notnull, dflt_value, pk, hidden; 2 and 3 mark generated columns.
  const bool found = pragma(connection, "table_xinfo", table, schema, [&](std::span<const Cell> row) {
    const std::int64_t hidden = number(row[6]);
    if (hidden == 1) return;  // of a virtual table, not to be seen
    ReflectedColumn& c = out.emplace_back();
    c.name = text(row[1]);
    std::string type = text(row[2]);
    if (const std::size_t at = to_upper(type).find("GENERATED ALWAYS"); at != std::string::npos) {
      type.erase(at);
    }
    c.type = type_from_declaration(type);
    c.nullable = number(row[3]) == 0;
    if (row[4].kind == CellKind::text) c.default_ = text(row[4]);
    c.primary_key = static_cast<int>(number(row[5]));
    c.computed = hidden >= 2;
  });
  if (!found) require_table(connection, table, schema);
  return out;
}

ReflectedConstraint SqliteDialect::get_pk_constraint(DialectConnection& connection,
                                                     std::string_view table,
                                                     std::string_view schema) const {
  std::vector<ReflectedColumn> columns = get_columns(connection, table, schema);
  std::stable_sort(columns.begin(), columns.end(),
                   [](const auto& a, const auto& b) { return a.primary_key < b.primary_key; });
  ReflectedConstraint out;
  for (const ReflectedColumn& c : columns)
    if (c.primary_key != 0) out.columns.push_back(c.name);
  return out;
}

std::vector<ReflectedForeignKey> SqliteDialect::get_foreign_keys(DialectConnection& connection,
                                                                 std::string_view table,
                                                                 std::string_view schema) const {
  std::map<std::int64_t, ReflectedForeignKey> by_id;
  // id, seq, table, from, to, on_update, on_delete, match
  const bool found =
      pragma(connection, "foreign_key_list", table, schema, [&](std::span<const Cell> row) {
        ReflectedForeignKey& fk = by_id[number(row[0])];
        fk.referred_table = text(row[2]);
        fk.referred_schema = std::string(schema);
        fk.constrained_columns.push_back(text(row[3]));
        if (row[4].kind == CellKind::text) fk.referred_columns.push_back(text(row[4]));
        fk.onupdate = action(row[5]);
        fk.ondelete = action(row[6]);
      });
  if (!found) require_table(connection, table, schema);
  std::vector<ReflectedForeignKey> out;
  // SQLite lists the last declared first.
  for (auto it = by_id.rbegin(); it != by_id.rend(); ++it) {
    ReflectedForeignKey fk = std::move(it->second);
    // A key that names no columns means the other table's primary key.
    if (fk.referred_columns.empty() && has_table(connection, fk.referred_table, schema)) {
      fk.referred_columns = get_pk_constraint(connection, fk.referred_table, schema).columns;
    }
    out.push_back(std::move(fk));
  }
  return out;
}

std::vector<ReflectedIndex> SqliteDialect::indexes(DialectConnection& connection,
                                                   std::string_view table, std::string_view schema,
                                                   bool of_constraints) const {
  std::vector<ReflectedIndex> out;
  std::vector<bool> partial;
  // seq, name, unique, origin, partial; origin: c (CREATE INDEX), u (UNIQUE), pk
  const bool found =
      pragma(connection, "index_list", table, schema, [&](std::span<const Cell> row) {
        if (text(row[3]) != (of_constraints ? "u" : "c")) return;
        out.push_back({text(row[1]), {}, number(row[2]) != 0});
        partial.push_back(number(row[4]) != 0);
      });
  if (!found) require_table(connection, table, schema);
  for (std::size_t i = 0; i < out.size(); ++i) {
    ReflectedIndex& index = out[i];
    pragma(connection, "index_info", index.name, schema, [&](std::span<const Cell> row) {
      if (row[2].kind == CellKind::text) {
        index.columns.emplace_back(text(row[2]));
      } else {
        index.columns.emplace_back(std::nullopt);
      }
    });
    if (!partial[i]) continue;
    const std::string prefix =
        schema.empty() ? std::string() : identifier_preparer().quote_identifier(schema) + ".";
    const Value name = index.name;
    connection.query(
        str_cat("SELECT sql FROM ", prefix, "sqlite_master WHERE name = ? AND type = 'index'"),
        {&name, 1}, [&](std::span<const Cell> row) {
          const std::string sql = text(row[0]);
          const std::string upper = to_upper(sql);
          if (const std::size_t at = upper.find(" WHERE "); at != std::string::npos) {
            index.where = sql.substr(at + 7);
          }
        });
  }
  std::sort(out.begin(), out.end(),
            [](const ReflectedIndex& a, const ReflectedIndex& b) { return a.name < b.name; });
  return out;
}

std::vector<ReflectedIndex> SqliteDialect::get_indexes(DialectConnection& connection,
                                                       std::string_view table,
                                                       std::string_view schema) const {
  return indexes(connection, table, schema, false);
}

std::vector<ReflectedConstraint> SqliteDialect::get_unique_constraints(
    DialectConnection& connection, std::string_view table, std::string_view schema) const {
  std::vector<ReflectedConstraint> out;
  for (const ReflectedIndex& index : indexes(connection, table, schema, true)) {
    ReflectedConstraint& c = out.emplace_back();
    for (const auto& column : index.columns)
      if (column) c.columns.push_back(*column);
  }
  return out;
}

}  // namespace cupel::sqlite
