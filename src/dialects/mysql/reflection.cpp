#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mysql/dialect.hpp"
#include "dialects/mysql/type_names.hpp"

// The catalogue: information_schema, one query for each part of all tables that are asked for.
namespace cupel::mysql {

namespace {

using Row = std::span<const Cell>;

std::string text_of(const Cell& c) {
  return c.kind == CellKind::text || c.kind == CellKind::blob ? std::string(c.view())
                                                              : std::string();
}
std::optional<std::string> text_or_none(const Cell& c) {
  return c.is_null() ? std::nullopt : std::optional(text_of(c));
}
std::int64_t number_of(const Cell& c) {
  return c.kind == CellKind::integer ? c.integer : 0;
}

/// The condition that a row is of the schema that is the first parameter.
std::string of_schema(std::string_view column) {
  return str_cat(column, " = coalesce(nullif(?, ''), DATABASE())");
}

/// The values of TABLES.TABLE_TYPE.
std::string table_types(ObjectKind kind) {
  std::string out;
  if (has(kind, ObjectKind::table)) out += "'BASE TABLE', 'SYSTEM VERSIONED'";
  if (has(kind, ObjectKind::view))
    str_append(out, out.empty() ? "" : ", ", "'VIEW', 'SYSTEM VIEW'");
  return out.empty() ? "''" : out;
}

std::vector<std::string> names(DialectConnection& connection, std::string_view sql,
                               std::string_view schema) {
  const Value parameter = Value(schema);
  std::vector<std::string> out;
  connection.query(sql, {&parameter, 1}, [&](Row row) { out.push_back(text_of(row[0])); });
  return out;
}

/// A text as a literal of SQL.
std::string literal(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += c;
    out += c;
  }
  return out + '\'';
}

/// One reading: the tables found, and where to put what is read of each.
class Reading {
 public:
  Reading(DialectConnection& connection, const ReflectionRequest& request,
          const ServerFeatures& features, const dbapi::ServerVersion& version,
          std::string_view dialect)
      : connection_(connection),
        request_(request),
        features_(features),
        version_(version),
        dialect_(dialect) {}

  std::vector<ReflectedTable> run() {
    find_tables();
    if (tables_.empty()) return {};
    const bool columns = has(request_.parts, TablePart::columns);
    // What makes JSON of a text in MariaDB is a check.
    if (has(request_.parts, TablePart::check_constraints) || (columns && features_.mariadb))
      read_checks();
    if (columns) read_columns();
    if (has(request_.parts,
            TablePart::primary_key | TablePart::indexes | TablePart::unique_constraints))
      read_indexes();
    if (has(request_.parts, TablePart::foreign_keys)) read_foreign_keys();
    return std::move(tables_);
  }

 private:
  void find_tables();
  void read_columns();
  void read_indexes();
  void read_foreign_keys();
  void read_checks();
  void set_default(ReflectedColumn& column, const Cell& value, std::string_view extra) const;

  /// Runs a query that begins with the name of the table and whose WHERE is made of `schema` and
  /// `table`, the columns that tell them; `rest` comes behind.
  template <class F>
  void ask(std::string_view select, std::string_view schema, std::string_view table,
           std::string_view rest, F&& use) {
    std::string sql = str_cat(select, " WHERE ", of_schema(schema));
    std::vector<Value> parameters{Value(request_.schema)};
    if (request_.names) {
      std::vector<std::string_view> marks(request_.names->size(), "?");
      str_append(sql, " AND ", table, " IN (",
                 join(marks, ", ", [](std::string_view m) { return m; }), ")");
      for (const std::string& name : *request_.names) parameters.emplace_back(name);
    }
    sql += rest;
    connection_.query(sql, parameters, [&](Row row) {
      const auto place = place_.find(text_of(row[0]));
      if (place != place_.end()) use(tables_[place->second], row.subspan(1));
    });
  }

  [[nodiscard]] std::string option(std::string_view name) const {
    return str_cat(dialect_, "_", name);
  }

  DialectConnection& connection_;
  const ReflectionRequest& request_;
  const ServerFeatures& features_;
  const dbapi::ServerVersion& version_;
  std::string_view dialect_;
  std::vector<ReflectedTable> tables_;
  std::map<std::string, std::size_t> place_;  // by name
  std::vector<std::string> collations_;       // of the tables
  std::vector<std::vector<std::string>> json_columns_;
};

void Reading::find_tables() {
  if (request_.scope == ObjectScope::temporary) return;  // the catalogue does not list them
  if (request_.names && request_.names->empty()) return;
  std::string sql = str_cat(
      "SELECT TABLE_NAME, TABLE_TYPE, ENGINE, TABLE_COLLATION, CREATE_OPTIONS, TABLE_COMMENT"
      " FROM information_schema.TABLES WHERE ",
      of_schema("TABLE_SCHEMA"), " AND TABLE_TYPE IN (", table_types(request_.kind), ")");
  std::vector<Value> parameters{Value(request_.schema)};
  if (request_.names) {
    std::vector<std::string_view> marks(request_.names->size(), "?");
    str_append(sql, " AND TABLE_NAME IN (", join(marks, ", ", [](std::string_view m) { return m; }),
               ")");
    for (const std::string& name : *request_.names) parameters.emplace_back(name);
  }
  sql += " ORDER BY TABLE_NAME";
  connection_.query(sql, parameters, [&](Row row) {
    ReflectedTable& t = tables_.emplace_back();
    t.schema = request_.schema;
    t.name = text_of(row[0]);
    place_[t.name] = tables_.size() - 1;
    t.kind = text_of(row[1]).ends_with("VIEW") ? ObjectKind::view : ObjectKind::table;
    const std::string collation = text_of(row[3]);
    collations_.push_back(collation);
    if (t.kind == ObjectKind::view) return;
    if (!row[2].is_null()) t.options.set({option("engine"), text_of(row[2])});
    if (!collation.empty()) {
      t.options.set({option("default_charset"), collation.substr(0, collation.find('_'))});
      t.options.set({option("collate"), collation});
    }
    std::string_view rest = row[4].is_null() ? std::string_view() : row[4].view();
    while (!rest.empty()) {
      const std::string_view item = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(rest.size(), item.size() + 1));
      const std::size_t at = item.find('=');
      if (at == std::string_view::npos) continue;
      std::string_view value = item.substr(at + 1);
      while (value.size() > 1 && (value.front() == '`' || value.front() == '\'') &&
             value.back() == value.front())
        value = value.substr(1, value.size() - 2);
      t.options.set({option(to_lower(item.substr(0, at))), std::string(value)});
    }
    if (const std::string comment = text_of(row[5]); !comment.empty()) t.comment = comment;
  });
  json_columns_.resize(tables_.size());
}

void Reading::set_default(ReflectedColumn& column, const Cell& value,
                          std::string_view extra) const {
  const std::string lower = to_lower(extra);
  std::string text = text_of(value);
  const std::size_t on_update = lower.find("on update ");
  if (value.is_null() || (features_.mariadb && text == "NULL")) {
    if (on_update == std::string::npos) return;
    text = "NULL";
  } else if (!features_.mariadb) {
    // MySQL hands out the value itself, and says where it is an expression.
    const bool expression = lower.find("default_generated") != std::string::npos;
    const bool bits = text.starts_with("b'");
    if (!expression && !bits && !to_lower(text).starts_with("current_timestamp"))
      text = literal(text);
    if (expression && !to_lower(text).starts_with("current_timestamp"))
      text = str_cat("(", text, ")");
  }
  if (on_update != std::string::npos) str_append(text, " ON UPDATE ", extra.substr(on_update + 10));
  column.default_ = std::move(text);
}

void Reading::read_columns() {
  ask("SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA,"
      " COLUMN_COMMENT, CHARACTER_SET_NAME, COLLATION_NAME, GENERATION_EXPRESSION"
      " FROM information_schema.COLUMNS",
      "TABLE_SCHEMA", "TABLE_NAME", " ORDER BY TABLE_NAME, ORDINAL_POSITION",
      [&](ReflectedTable& table, Row row) {
        const std::size_t place = place_.at(table.name);
        ReflectedColumn& c = table.columns.emplace_back();
        c.name = text_of(row[0]);
        const std::vector<std::string>& json = json_columns_[place];
        if (std::find(json.begin(), json.end(), c.name) != json.end()) {
          c.type = make_ptr<JSON>();
        } else {
          const std::string collation = text_of(row[7]);
          const bool own = !collation.empty() && collation != collations_[place];
          c.type = type_from_declaration(text_of(row[1]), own ? text_of(row[6]) : "",
                                         own ? collation : "");
        }
        c.nullable = text_of(row[2]) == "YES";
        const std::string extra = text_of(row[4]);
        const std::string lower = to_lower(extra);
        if (c.type->type_affinity() == TypeAffinity::integer)
          c.autoincrement = lower.find("auto_increment") != std::string::npos;
        if (const std::string sql = text_of(row[8]); !sql.empty()) {
          c.computed = ReflectedComputed{sql, lower.find("stored") != std::string::npos ||
                                                  lower.find("persistent") != std::string::npos};
        } else {
          set_default(c, row[3], extra);
        }
        if (const std::string comment = text_of(row[5]); !comment.empty()) c.comment = comment;
      });
}

void Reading::read_indexes() {
  // A key is an index here, so a unique constraint is listed as both.
  const bool expressions = !features_.mariadb && version_ >= dbapi::ServerVersion{8, 0, 13};
  ask(str_cat("SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME, SUB_PART, INDEX_TYPE,"
              " COLLATION, ",
              expressions ? "EXPRESSION" : "NULL", " FROM information_schema.STATISTICS"),
      "TABLE_SCHEMA", "TABLE_NAME", " ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX",
      [&](ReflectedTable& table, Row row) {
        const std::string name = text_of(row[0]);
        const std::string column = text_of(row[2]);
        if (name == "PRIMARY") {
          table.primary_key.columns.push_back(column);
          return;
        }
        if (table.indexes.empty() || table.indexes.back().name != name) {
          ReflectedIndex& index = table.indexes.emplace_back();
          index.name = name;
          index.unique = number_of(row[1]) == 0;
          const std::string method = text_of(row[4]);
          if (method == "FULLTEXT" || method == "SPATIAL")
            index.dialect_options.set({option("prefix"), method});
          if (method == "HASH") index.dialect_options.set({option("using"), "hash"});
        }
        ReflectedIndex& index = table.indexes.back();
        if (!row[6].is_null()) {
          index.columns.emplace_back(std::nullopt);
          index.expressions.push_back(str_cat("(", text_of(row[6]), ")"));
          return;
        }
        index.columns.emplace_back(column);
        index.expressions.push_back(column);
        if (text_of(row[5]) == "D") index.column_sorting.push_back({column, {"desc"}});
        if (!row[3].is_null() && text_of(row[4]) != "SPATIAL") {
          const OptionValue* known = index.dialect_options.find(dialect_, "length");
          OptionValue::Map map = known ? *known->map() : OptionValue::Map();
          map.emplace_back(column, OptionScalar(number_of(row[3])));
          index.dialect_options.set({option("length"), OptionValue(std::move(map))});
        }
      });
  for (ReflectedTable& table : tables_) {
    for (ReflectedIndex& index : table.indexes) {
      const bool plain = std::all_of(index.columns.begin(), index.columns.end(),
                                     [](const auto& c) { return c.has_value(); });
      if (plain) index.expressions.clear();
      if (!index.unique || !plain || !has(request_.parts, TablePart::unique_constraints)) continue;
      ReflectedConstraint& c = table.unique_constraints.emplace_back();
      c.name = c.duplicates_index = index.name;
      for (const auto& column : index.columns) c.columns.push_back(*column);
    }
    if (!has(request_.parts, TablePart::indexes)) table.indexes.clear();
  }
}

void Reading::read_foreign_keys() {
  // What a server does when nothing was said, under the name that it has for it.
  const std::string_view silent = features_.mariadb ? "RESTRICT" : "NO ACTION";
  const auto action = [&](const Cell& c) {
    std::string out = text_of(c);
    return out == silent ? std::string() : out;
  };
  ask("SELECT k.TABLE_NAME, k.CONSTRAINT_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA,"
      " k.TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME, r.DELETE_RULE,"
      " r.UPDATE_RULE FROM information_schema.KEY_COLUMN_USAGE k"
      " JOIN information_schema.REFERENTIAL_CONSTRAINTS r"
      " ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME"
      " AND r.TABLE_NAME = k.TABLE_NAME",
      "k.TABLE_SCHEMA", "k.TABLE_NAME",
      " AND k.REFERENCED_TABLE_NAME IS NOT NULL"
      " ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION",
      [&](ReflectedTable& table, Row row) {
        std::string name = text_of(row[0]);
        if (table.foreign_keys.empty() || table.foreign_keys.back().name != name) {
          ReflectedForeignKey& fk = table.foreign_keys.emplace_back();
          fk.name = std::move(name);
          fk.referred_schema =
              text_of(row[2]) == text_of(row[3]) ? request_.schema : text_of(row[2]);
          fk.referred_table = text_of(row[4]);
          fk.ondelete = action(row[6]);
          fk.onupdate = action(row[7]);
        }
        table.foreign_keys.back().constrained_columns.push_back(text_of(row[1]));
        table.foreign_keys.back().referred_columns.push_back(text_of(row[5]));
      });
}

void Reading::read_checks() {
  if (!features_.mariadb && version_ < dbapi::ServerVersion{8, 0, 16}) return;
  const bool wanted = has(request_.parts, TablePart::check_constraints);
  const auto use = [&](ReflectedTable& table, Row row) {
    const std::string name = text_of(row[0]);
    const std::string sql = text_of(row[1]);
    const bool of_column = text_of(row[2]) == "Column";
    if (of_column && sql == str_cat("json_valid(`", name, "`)")) {
      json_columns_[place_.at(table.name)].push_back(name);
      return;
    }
    if (!wanted) return;
    ReflectedConstraint& c = table.check_constraints.emplace_back();
    if (!of_column) c.name = name;  // the check of a column has only the column's name
    c.sqltext = sql;
  };
  if (features_.mariadb) {
    ask("SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE, LEVEL"
        " FROM information_schema.CHECK_CONSTRAINTS",
        "CONSTRAINT_SCHEMA", "TABLE_NAME", " ORDER BY TABLE_NAME, CONSTRAINT_NAME", use);
    return;
  }
  ask("SELECT t.TABLE_NAME, c.CONSTRAINT_NAME, c.CHECK_CLAUSE, 'Table'"
      " FROM information_schema.CHECK_CONSTRAINTS c"
      " JOIN information_schema.TABLE_CONSTRAINTS t ON t.CONSTRAINT_SCHEMA = c.CONSTRAINT_SCHEMA"
      " AND t.CONSTRAINT_NAME = c.CONSTRAINT_NAME AND t.CONSTRAINT_TYPE = 'CHECK'",
      "t.TABLE_SCHEMA", "t.TABLE_NAME", " ORDER BY t.TABLE_NAME, c.CONSTRAINT_NAME", use);
}

}  // namespace

std::vector<std::string> MysqlDialect::get_schema_names(DialectConnection& connection) const {
  std::vector<std::string> out;
  connection.query("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA ORDER BY SCHEMA_NAME", {},
                   [&](Row row) { out.push_back(text_of(row[0])); });
  return out;
}

std::vector<std::string> MysqlDialect::get_relation_names(DialectConnection& connection,
                                                          std::string_view schema, ObjectKind kind,
                                                          ObjectScope scope) const {
  if (scope == ObjectScope::temporary) return {};
  return names(
      connection,
      str_cat("SELECT TABLE_NAME FROM information_schema.TABLES WHERE ", of_schema("TABLE_SCHEMA"),
              " AND TABLE_TYPE IN (", table_types(kind), ") ORDER BY TABLE_NAME"),
      schema);
}

std::vector<std::string> MysqlDialect::get_sequence_names(DialectConnection& connection,
                                                          std::string_view schema) const {
  return names(
      connection,
      str_cat("SELECT TABLE_NAME FROM information_schema.TABLES WHERE ", of_schema("TABLE_SCHEMA"),
              " AND TABLE_TYPE = 'SEQUENCE' ORDER BY TABLE_NAME"),
      schema);
}

std::optional<std::string> MysqlDialect::get_view_definition(DialectConnection& connection,
                                                             std::string_view view,
                                                             std::string_view schema) const {
  const Value parameters[] = {Value(schema), Value(view)};
  std::optional<std::string> out;
  connection.query(str_cat("SELECT VIEW_DEFINITION FROM information_schema.VIEWS WHERE ",
                           of_schema("TABLE_SCHEMA"), " AND TABLE_NAME = ?"),
                   parameters, [&](Row row) { out = text_or_none(row[0]); });
  return out;
}

std::vector<ReflectedTable> MysqlDialect::reflect_tables(DialectConnection& connection,
                                                         const ReflectionRequest& request) const {
  return Reading(connection, request, features_, server_version(), name()).run();
}

}  // namespace cupel::mysql
