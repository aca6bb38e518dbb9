#include <algorithm>
#include <map>
#include <utility>

#include "cupel/util/str_cat.hpp"

#include "dialects/sqlite/create_statement.hpp"
#include "dialects/sqlite/dialect.hpp"

// The catalogue: pragmas as tables, so that one query reads them for all tables, and the text of
// the statements for what no pragma tells.
namespace cupel::sqlite {

namespace {

using Row = std::span<const Cell>;

std::string text_of(const Cell& c) {
  return c.kind == CellKind::text ? std::string(c.view()) : std::string();
}
std::int64_t number_of(const Cell& c) {
  return c.kind == CellKind::integer ? c.integer : 0;
}
std::string action(const Cell& c) {
  std::string out = text_of(c);
  return out == "NO ACTION" ? std::string() : out;
}

std::string types_of(ObjectKind kind) {
  const bool tables = has(kind, ObjectKind::table);
  if (!has(kind, ObjectKind::view)) return tables ? "'table'" : "''";
  return tables ? "'table', 'view'" : "'view'";
}

/// The databases that a schema means, as they are written in SQL; the temporary one belongs to the
/// default schema.
std::vector<std::string> databases(std::string_view schema, ObjectScope scope) {
  if (!schema.empty()) return {std::string(schema)};
  std::vector<std::string> out;
  if (has(scope, ObjectScope::default_)) out.emplace_back("main");
  if (has(scope, ObjectScope::temporary)) out.emplace_back("temp");
  return out;
}

constexpr std::string_view kNotInternal = " AND m.name NOT LIKE 'sqlite~_%' ESCAPE '~'";

std::string master(const IdentifierPreparer& preparer, std::string_view database) {
  return str_cat(preparer.quote_identifier(database), ".sqlite_master");
}

/// One reading in one database: the tables found, and where to put what is read of each.
class Reading {
 public:
  Reading(DialectConnection& connection, const IdentifierPreparer& preparer,
          const ReflectionRequest& request, std::string database)
      : connection_(connection),
        preparer_(preparer),
        request_(request),
        database_(std::move(database)) {
    const OptionValue* const internal = request.options.find("sqlite", "include_internal");
    with_internal_ = internal && internal->truthy();
  }

  std::vector<ReflectedTable> run() {
    if (request_.names && request_.names->empty()) return {};
    find_tables();
    if (tables_.empty()) return {};
    if (has(request_.parts, TablePart::columns | TablePart::primary_key)) read_columns();
    if (has(request_.parts, TablePart::foreign_keys)) read_foreign_keys();
    if (has(request_.parts, TablePart::indexes)) read_indexes();
    for (std::size_t i = 0; i < tables_.size(); ++i) take_declared(tables_[i], declared_[i]);
    return std::move(tables_);
  }

 private:
  void find_tables();
  void read_columns();
  void read_foreign_keys();
  void read_indexes();
  void take_declared(ReflectedTable& table, const DeclaredTable& declared) const;
  /// Foreign keys that name no columns mean the other table's primary key.
  void complete_foreign_keys();

  /// The FROM and WHERE of a query about the tables `m`, joined with `pragmas`.
  [[nodiscard]] std::string about(std::string_view pragmas) const {
    std::string out = str_cat(" FROM ", master(preparer_, database_), " m", pragmas,
                              " WHERE m.type IN (", types_of(request_.kind), ")");
    if (!request_.names) return with_internal_ ? out : out += kNotInternal;
    const std::vector<std::string_view> marks(request_.names->size(), "?");
    return str_cat(out, " AND m.name COLLATE NOCASE IN (",
                   join(marks, ", ", [](std::string_view mark) { return mark; }), ")");
  }
  [[nodiscard]] std::string pragma(std::string_view name, std::string_view object) const {
    std::string quoted = "'";
    for (const char c : database_) quoted.append(c == '\'' ? 2 : 1, c);
    return str_cat(" JOIN pragma_", name, "(", object, ", ", quoted, "')");
  }
  template <class F>
  void ask(std::string_view sql, F&& row) {
    std::vector<Value> parameters;
    if (request_.names)
      for (const std::string& name : *request_.names) parameters.emplace_back(name);
    connection_.query(sql, parameters, std::forward<F>(row));
  }
  /// The same with the table that the first column names.
  template <class F>
  void ask_of_tables(std::string_view sql, F&& use) {
    ask(sql, [&](Row row) {
      const auto place = place_.find(text_of(row[0]));
      if (place != place_.end()) use(tables_[place->second], place->second, row.subspan(1));
    });
  }

  DialectConnection& connection_;
  const IdentifierPreparer& preparer_;
  const ReflectionRequest& request_;
  const std::string database_;
  bool with_internal_ = false;  // the tables that SQLite keeps for itself too
  std::vector<ReflectedTable> tables_;
  std::vector<DeclaredTable> declared_;
  std::map<std::string, std::size_t> place_;  // by name
};

void Reading::find_tables() {
  ask(str_cat("SELECT m.name, m.type, m.sql", about(""), " ORDER BY m.name"), [&](Row row) {
    ReflectedTable& t = tables_.emplace_back();
    t.schema = request_.schema;
    t.name = text_of(row[0]);
    place_[t.name] = tables_.size() - 1;
    t.kind = text_of(row[1]) == "view" ? ObjectKind::view : ObjectKind::table;
    declared_.push_back(t.kind == ObjectKind::table ? parse_create_table(text_of(row[2]))
                                                    : DeclaredTable());
  });
}

void Reading::read_columns() {
  std::map<std::string, std::map<std::int64_t, std::string>> keys;
  // hidden: 1 of a virtual table, not to be seen; 2 and 3 generated columns, virtual and stored.
  ask_of_tables(
      str_cat("SELECT m.name, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden",
              about(str_cat(pragma("table_xinfo", "m.name"), " x")), " ORDER BY m.name, x.cid"),
      [&](ReflectedTable& table, std::size_t place, Row row) {
        const std::int64_t hidden = number_of(row[5]);
        if (hidden == 1) return;
        ReflectedColumn& c = table.columns.emplace_back();
        c.name = text_of(row[0]);
        const DeclaredColumn* declared = declared_[place].find(c.name);
        std::string type = text_of(row[1]);
        if (const std::size_t at = to_upper(type).find("GENERATED ALWAYS"); at != std::string::npos)
          type.erase(at);
        c.type = type_from_declaration(type, declared ? declared->collation : "");
        c.nullable = number_of(row[2]) == 0;
        if (hidden >= 2) {
          c.computed = ReflectedComputed{declared ? declared->computed : "", hidden == 3};
        } else if (row[3].kind == CellKind::text) {
          c.default_ = text_of(row[3]);
        }
        if (declared && !declared->not_null_on_conflict.empty())
          c.dialect_options.set({"sqlite_on_conflict_not_null", declared->not_null_on_conflict});
        if (const std::int64_t pk = number_of(row[4]); pk != 0) keys[table.name][pk] = c.name;
      });
  for (ReflectedTable& table : tables_) {
    if (has(request_.parts, TablePart::primary_key))
      for (auto& [pk, name] : keys[table.name]) table.primary_key.columns.push_back(name);
    if (!has(request_.parts, TablePart::columns)) table.columns.clear();
  }
}

void Reading::read_foreign_keys() {
  // SQLite lists the last declared first.
  ask_of_tables(
      str_cat("SELECT m.name, f.id, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete",
              about(str_cat(pragma("foreign_key_list", "m.name"), " f")),
              " ORDER BY m.name, f.id DESC, f.seq"),
      [&, last = std::pair<std::string, std::int64_t>()](ReflectedTable& table, std::size_t,
                                                         Row row) mutable {
        const std::pair<std::string, std::int64_t> id(table.name, number_of(row[0]));
        if (table.foreign_keys.empty() || id != last) {
          ReflectedForeignKey& fk = table.foreign_keys.emplace_back();
          fk.referred_schema = request_.schema;
          fk.referred_table = text_of(row[1]);
          fk.onupdate = action(row[4]);
          fk.ondelete = action(row[5]);
          last = id;
        }
        ReflectedForeignKey& fk = table.foreign_keys.back();
        fk.constrained_columns.push_back(text_of(row[2]));
        if (row[3].kind == CellKind::text) fk.referred_columns.push_back(text_of(row[3]));
      });
  complete_foreign_keys();
}

void Reading::complete_foreign_keys() {
  const bool wanted = std::any_of(tables_.begin(), tables_.end(), [](const ReflectedTable& t) {
    return std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(),
                       [](const auto& fk) { return fk.referred_columns.empty(); });
  });
  if (!wanted) return;
  std::map<std::string, std::vector<std::string>> keys;
  connection_.query(str_cat("SELECT m.name, x.name FROM ", master(preparer_, database_), " m",
                            pragma("table_xinfo", "m.name"),
                            " x WHERE m.type = 'table' AND x.pk > 0 ORDER BY m.name, x.pk"),
                    {},
                    [&](Row row) { keys[to_lower(text_of(row[0]))].push_back(text_of(row[1])); });
  for (ReflectedTable& table : tables_) {
    for (ReflectedForeignKey& fk : table.foreign_keys) {
      if (!fk.referred_columns.empty()) continue;
      const auto found = keys.find(to_lower(fk.referred_table));
      // Of a table that is not there, the names are most likely the same.
      fk.referred_columns = found == keys.end() ? fk.constrained_columns : found->second;
    }
  }
}

void Reading::read_indexes() {
  std::map<std::pair<std::string, std::string>, DeclaredIndex> declared;
  // origin: c (CREATE INDEX), u (UNIQUE), pk; the last two are the constraints' affair.
  ask_of_tables(
      str_cat("SELECT m.name, l.name, l.\"unique\", i.name, i.\"desc\", i.seqno, im.sql",
              about(str_cat(pragma("index_list", "m.name"), " l", pragma("index_xinfo", "l.name"),
                            " i LEFT JOIN ", master(preparer_, database_),
                            " im ON im.type = 'index' AND im.name = l.name")),
              " AND l.origin = 'c' AND i.key = 1 ORDER BY m.name, l.name, i.seqno"),
      [&](ReflectedTable& table, std::size_t, Row row) {
        const std::string name = text_of(row[0]);
        DeclaredIndex& text = declared[{table.name, name}];
        if (table.indexes.empty() || table.indexes.back().name != name) {
          ReflectedIndex& index = table.indexes.emplace_back();
          index.name = name;
          index.unique = number_of(row[1]) != 0;
          text = parse_create_index(text_of(row[5]));
          if (!text.where.empty()) index.dialect_options.set({"sqlite_where", text.where});
        }
        ReflectedIndex& index = table.indexes.back();
        const auto place = static_cast<std::size_t>(number_of(row[4]));
        index.expressions.push_back(place < text.expressions.size() ? text.expressions[place]
                                                                    : text_of(row[2]));
        if (row[2].kind != CellKind::text) {
          index.columns.emplace_back(std::nullopt);
          if (number_of(row[3]) != 0) index.expressions.back() += " DESC";
          return;
        }
        index.columns.emplace_back(text_of(row[2]));
        if (number_of(row[3]) != 0) index.column_sorting.push_back({text_of(row[2]), {"desc"}});
      });
  for (ReflectedTable& table : tables_) {
    for (ReflectedIndex& index : table.indexes) {
      const bool plain = std::all_of(index.columns.begin(), index.columns.end(),
                                     [](const auto& c) { return c.has_value(); });
      if (plain) index.expressions.clear();
    }
  }
}

void Reading::take_declared(ReflectedTable& table, const DeclaredTable& declared) const {
  std::size_t foreign_key = 0;
  for (const DeclaredConstraint& c : declared.constraints) {
    const auto take = [&](ReflectedConstraint& to) {
      to.name = c.name;
      if (!c.on_conflict.empty()) to.dialect_options.set({"sqlite_on_conflict", c.on_conflict});
    };
    switch (c.kind) {
      case DeclaredConstraint::Kind::primary_key:
        if (has(request_.parts, TablePart::primary_key)) take(table.primary_key);
        break;
      case DeclaredConstraint::Kind::unique:
        if (!has(request_.parts, TablePart::unique_constraints)) break;
        table.unique_constraints.emplace_back().columns = c.columns;
        take(table.unique_constraints.back());
        break;
      case DeclaredConstraint::Kind::check:
        if (!has(request_.parts, TablePart::check_constraints)) break;
        table.check_constraints.emplace_back().sqltext = c.sqltext;
        take(table.check_constraints.back());
        break;
      case DeclaredConstraint::Kind::foreign_key:
        if (foreign_key < table.foreign_keys.size()) {
          ReflectedForeignKey& fk = table.foreign_keys[foreign_key++];
          fk.name = c.name;
          fk.deferrable = c.deferrable;
          fk.initially = c.initially;
        }
        break;
    }
  }
  if (!has(request_.parts, TablePart::options)) return;
  if (declared.autoincrement) table.options.set({"sqlite_autoincrement", true});
  if (declared.without_rowid) table.options.set({"sqlite_with_rowid", false});
  if (declared.strict) table.options.set({"sqlite_strict", true});
}

}  // namespace

std::vector<std::string> SqliteDialect::get_schema_names(DialectConnection& connection) const {
  std::vector<std::string> out;
  connection.query("PRAGMA database_list", {}, [&](Row row) {
    if (std::string name = text_of(row[1]); name != "temp") out.push_back(std::move(name));
  });
  return out;
}

std::vector<std::string> SqliteDialect::get_relation_names(DialectConnection& connection,
                                                           std::string_view schema, ObjectKind kind,
                                                           ObjectScope scope) const {
  std::vector<std::string> out;
  for (const std::string& database : databases(schema, scope)) {
    connection.query(
        str_cat("SELECT m.name FROM ", master(identifier_preparer(), database),
                " m WHERE m.type IN (", types_of(kind), ")", kNotInternal, " ORDER BY m.name"),
        {}, [&](Row row) { out.push_back(text_of(row[0])); });
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::optional<std::string> SqliteDialect::get_view_definition(DialectConnection& connection,
                                                              std::string_view view,
                                                              std::string_view schema) const {
  const Value name = Value(view);
  std::optional<std::string> out;
  for (const std::string& database : databases(schema, ObjectScope::any)) {
    if (out) break;
    connection.query(str_cat("SELECT m.sql FROM ", master(identifier_preparer(), database),
                             " m WHERE m.type = 'view' AND m.name = ? COLLATE NOCASE"),
                     {&name, 1}, [&](Row row) { out = text_of(row[0]); });
  }
  return out;
}

std::vector<ReflectedTable> SqliteDialect::reflect_tables(DialectConnection& connection,
                                                          const ReflectionRequest& request) const {
  std::vector<ReflectedTable> out;
  for (std::string& database : databases(request.schema, request.scope)) {
    auto found = Reading(connection, identifier_preparer(), request, std::move(database)).run();
    for (ReflectedTable& table : found) {
      // A temporary table hides one of the same name.
      const auto hidden =
          std::find_if(out.begin(), out.end(), [&](const auto& t) { return t.name == table.name; });
      if (hidden != out.end()) {
        *hidden = std::move(table);
      } else {
        out.push_back(std::move(table));
      }
    }
  }
  std::sort(out.begin(), out.end(),
            [](const ReflectedTable& a, const ReflectedTable& b) { return a.name < b.name; });
  return out;
}

}  // namespace cupel::sqlite
