#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "cupel/util/str_cat.hpp"

#include "dialects/oracle/dialect.hpp"
#include "dialects/oracle/type_names.hpp"

// The catalogue: the views ALL_..., one query for each part of all tables that are asked for. A
// LONG comes last in its row, since drivers read the columns of such a row in order.
namespace cupel::oracle {

namespace {

using Row = std::span<const Cell>;

std::string text_of(const Cell& c) {
  return c.kind == CellKind::text ? std::string(c.view()) : std::string();
}
/// NUMBER comes as text, since it may be larger than an integer.
std::optional<int> number_of(const Cell& c) {
  if (c.kind == CellKind::integer) return static_cast<int>(c.integer);
  if (c.kind == CellKind::real) return static_cast<int>(c.real);
  if (c.kind != CellKind::text) return {};
  int out = 0;
  return std::from_chars(c.data, c.data + c.size, out).ec == std::errc() ? std::optional(out)
                                                                         : std::nullopt;
}
std::optional<std::string> text_or_none(const Cell& c) {
  return c.is_null() ? std::nullopt : std::optional(text_of(c));
}
/// The SQL of a default, which the catalogue keeps with the white space behind it.
std::string trimmed(std::string text) {
  const std::size_t end = text.find_last_not_of(" \t\r\n");
  text.resize(end == std::string::npos ? 0 : end + 1);
  return text;
}

/// Unquoted names are upper case in the database and lower case in the program.
class Names {
 public:
  explicit Names(const IdentifierPreparer& preparer) : preparer_(preparer) {}
  [[nodiscard]] std::string to_program(std::string name) const {
    std::string lower = to_lower(name);
    return name == to_upper(name) && !preparer_.requires_quotes(lower) ? lower : name;
  }
  [[nodiscard]] std::string to_database(std::string_view name) const {
    return name == to_lower(name) && !preparer_.requires_quotes(name) ? to_upper(name)
                                                                      : std::string(name);
  }

 private:
  const IdentifierPreparer& preparer_;
};

/// Owner of what is asked for: the parameter, or the current schema. An empty text is NULL here.
constexpr std::string_view kOwner =
    "WITH me AS (SELECT nvl(CAST(? AS VARCHAR2(128)), SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA')) AS"
    " owner FROM dual) ";

/// The relations of those kinds: their names, kinds and options.
std::string relations(ObjectKind kind, ObjectScope scope) {
  std::vector<std::string> out;
  if (has(kind, ObjectKind::table)) {
    // The container of a materialized view and the overflow of a table by index are tables too.
    std::string sql =
        "SELECT t.table_name AS name, 'TABLE' AS kind, t.compression, t.compress_for,"
        " t.tablespace_name FROM all_tables t JOIN me ON t.owner = me.owner WHERE t.iot_name IS"
        " NULL AND t.nested = 'NO' AND NOT EXISTS (SELECT 1 FROM all_mviews m WHERE m.owner ="
        " t.owner AND m.mview_name = t.table_name)";
    if (scope == ObjectScope::default_) sql += " AND t.temporary = 'N'";
    if (scope == ObjectScope::temporary) sql += " AND t.temporary = 'Y'";
    out.push_back(std::move(sql));
  }
  if (has(kind, ObjectKind::view) && has(scope, ObjectScope::default_)) {
    out.emplace_back(
        "SELECT v.view_name AS name, 'VIEW' AS kind, NULL AS compression, NULL AS compress_for,"
        " NULL AS tablespace_name FROM all_views v JOIN me ON v.owner = me.owner");
  }
  if (has(kind, ObjectKind::materialized_view) && has(scope, ObjectScope::default_)) {
    out.emplace_back(
        "SELECT m.mview_name AS name, 'MATERIALIZED VIEW' AS kind, NULL AS compression, NULL AS"
        " compress_for, NULL AS tablespace_name FROM all_mviews m JOIN me ON m.owner = me.owner");
  }
  return join(out, " UNION ALL ", [](const std::string& sql) { return sql; });
}

/// "START WITH: 1, INCREMENT BY: 1, MAX_VALUE: 9999, ..., CYCLE_FLAG: N, CACHE_SIZE: 20"
IdentityConfig identity_of(std::string_view generation, std::string_view options) {
  IdentityConfig out{.always = generation == "ALWAYS"};
  while (!options.empty()) {
    std::string_view item = options.substr(0, options.find(','));
    options.remove_prefix(std::min(options.size(), item.size() + 1));
    while (item.starts_with(' ')) item.remove_prefix(1);
    const std::size_t colon = item.find(": ");
    if (colon == std::string_view::npos) continue;
    const std::string_view key = item.substr(0, colon);
    const std::string_view value = item.substr(colon + 2);
    std::int64_t number = 0;
    const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), number);
    // What is beyond 64 bits is a limit that nobody has set.
    const bool known = ec == std::errc() && end == value.data() + value.size();
    if (key == "START WITH" && known) out.start = number;
    if (key == "INCREMENT BY" && known) out.increment = number;
    if (key == "MIN_VALUE" && known) out.minvalue = number;
    if (key == "MAX_VALUE" && known) out.maxvalue = number;
    if (key == "CACHE_SIZE" && known) out.cache = number;
    if (key == "CYCLE_FLAG") out.cycle = value == "Y";
  }
  return out;
}

/// One reading: the tables found, and where to put what is read of each.
class Reading {
 public:
  Reading(DialectConnection& connection, const ReflectionRequest& request,
          const OracleDialect& dialect)
      : connection_(connection),
        request_(request),
        dialect_(dialect),
        names_(dialect.identifier_preparer()) {
    parameters_.emplace_back(names_.to_database(request.schema));
    if (!request.names) return;
    for (const std::string& name : *request.names) wanted_.push_back(names_.to_database(name));
    // A list takes a thousand values; more names are picked out here.
    constexpr std::size_t kMostNames = 1000;
    if (wanted_.size() > kMostNames) return;
    filter_ = " IN (";
    for (const std::string& name : wanted_) {
      filter_ += &name == wanted_.data() ? "?" : ", ?";
      parameters_.emplace_back(name);
    }
    filter_ += ")";
  }

  std::vector<ReflectedTable> run() {
    if (request_.names && request_.names->empty()) return {};
    if (relations(request_.kind, request_.scope).empty()) return {};
    find_tables();
    if (tables_.empty()) return {};
    if (has(request_.parts, TablePart::columns)) read_columns();
    if (has(request_.parts,
            TablePart::primary_key | TablePart::unique_constraints | TablePart::foreign_keys))
      read_keys();
    if (has(request_.parts, TablePart::check_constraints)) read_checks();
    if (has(request_.parts, TablePart::indexes)) read_indexes();
    return std::move(tables_);
  }

 private:
  void find_tables();
  void read_columns();
  void read_keys();
  void read_checks();
  void read_indexes();

  /// Runs a query whose first column is the table's name; `table` is that column.
  template <class F>
  void ask(std::string_view select, std::string_view table, std::string_view where,
           std::string_view order, F&& use) {
    std::string sql = str_cat(kOwner, "SELECT ", table, ", ", select, " WHERE ", where);
    if (!filter_.empty()) str_append(sql, " AND ", table, filter_);
    str_append(sql, " ORDER BY ", table, ", ", order);
    connection_.query(sql, parameters_, [&](Row row) {
      const auto found = place_.find(text_of(row[0]));
      if (found != place_.end()) use(tables_[found->second], row.subspan(1));
    });
  }
  [[nodiscard]] std::string name_of(const Cell& c) const { return names_.to_program(text_of(c)); }

  DialectConnection& connection_;
  const ReflectionRequest& request_;
  const OracleDialect& dialect_;
  Names names_;
  std::vector<std::string> wanted_;  // as the database has them
  std::string filter_;
  std::vector<Value> parameters_;
  std::vector<ReflectedTable> tables_;
  std::map<std::string, std::size_t> place_;  // by the database's name
};

void Reading::find_tables() {
  std::string sql =
      str_cat(kOwner,
              "SELECT r.name, r.kind, r.compression, r.compress_for, r.tablespace_name,"
              " nvl(c.comments, mc.comments) FROM (",
              relations(request_.kind, request_.scope),
              ") r CROSS JOIN me LEFT JOIN all_tab_comments c ON c.owner = me.owner AND "
              "c.table_name = r.name"
              " LEFT JOIN all_mview_comments mc ON mc.owner = me.owner AND mc.mview_name = r.name");
  if (!filter_.empty()) str_append(sql, " WHERE r.name", filter_);
  sql += " ORDER BY r.name";
  connection_.query(sql, parameters_, [&](Row row) {
    const std::string name = text_of(row[0]);
    if (request_.names && std::ranges::find(wanted_, name) == wanted_.end()) return;
    place_[name] = tables_.size();
    ReflectedTable& t = tables_.emplace_back();
    t.schema = request_.schema;
    t.name = names_.to_program(name);
    const std::string kind = text_of(row[1]);
    t.kind = kind == "VIEW"    ? ObjectKind::view
             : kind == "TABLE" ? ObjectKind::table
                               : ObjectKind::materialized_view;
    if (text_of(row[2]) == "ENABLED") {
      // Without words behind it, it was BASIC.
      const std::string how = text_of(row[3]);
      if (how.empty()) {
        t.options.set({"oracle_compress", true});
      } else {
        t.options.set({"oracle_compress", how});
      }
    }
    if (!row[4].is_null()) t.options.set({"oracle_tablespace", name_of(row[4])});
    t.comment = text_or_none(row[5]);
  });
}

void Reading::read_columns() {
  const bool identities = dialect_.is_at_least(12);
  ask(str_cat("c.column_name, c.data_type, c.data_precision, c.data_scale, c.data_length,"
              " c.char_length, c.nullable, c.virtual_column, ",
              identities ? "i.generation_type, i.identity_options" : "NULL, NULL",
              ", cc.comments, c.data_default FROM all_tab_cols c JOIN me ON c.owner = me.owner"
              " LEFT JOIN all_col_comments cc ON cc.owner = c.owner AND cc.table_name ="
              " c.table_name AND cc.column_name = c.column_name",
              identities ? " LEFT JOIN all_tab_identity_cols i ON i.owner = c.owner AND"
                           " i.table_name = c.table_name AND i.column_name = c.column_name"
                         : ""),
      "c.table_name", "c.hidden_column = 'NO'", "c.column_id", [&](ReflectedTable& table, Row row) {
        ReflectedColumn& c = table.columns.emplace_back();
        c.name = name_of(row[0]);
        c.type = type_from_catalogue({.name = text_of(row[1]),
                                      .precision = number_of(row[2]),
                                      .scale = number_of(row[3]),
                                      .bytes = number_of(row[4]).value_or(0),
                                      .characters = number_of(row[5]).value_or(0)});
        c.nullable = text_of(row[6]) == "Y";
        c.comment = text_or_none(row[10]);
        c.autoincrement = !row[8].is_null();
        const std::string text = trimmed(text_of(row[11]));
        if (!row[8].is_null()) {
          c.identity = identity_of(text_of(row[8]), text_of(row[9]));
        } else if (text_of(row[7]) == "YES") {
          c.computed = ReflectedComputed{text, {}};
        } else if (!text.empty() && text != "NULL") {
          c.default_ = text;
        }
      });
}

void Reading::read_keys() {
  ask("c.constraint_type, c.constraint_name, k.column_name, rc.owner, me.owner, rc.table_name,"
      " rk.column_name, c.delete_rule, c.deferrable, c.deferred, c.index_name FROM all_constraints "
      "c"
      " JOIN me ON c.owner = me.owner JOIN all_cons_columns k ON k.owner = c.owner AND"
      " k.constraint_name = c.constraint_name LEFT JOIN all_constraints rc ON rc.owner = c.r_owner"
      " AND rc.constraint_name = c.r_constraint_name LEFT JOIN all_cons_columns rk ON rk.owner ="
      " rc.owner AND rk.constraint_name = rc.constraint_name AND rk.position = k.position",
      "c.table_name", "c.constraint_type IN ('P', 'U', 'R')", "c.constraint_name, k.position",
      [&](ReflectedTable& table, Row row) {
        const std::string type = text_of(row[0]);
        std::string name = name_of(row[1]);
        const std::string column = name_of(row[2]);
        const auto set_deferrable = [&](auto& constraint) {
          if (text_of(row[8]) != "DEFERRABLE") return;
          constraint.deferrable = true;
          if (text_of(row[9]) == "DEFERRED") constraint.initially = "DEFERRED";
        };
        if (type == "P") {
          if (!has(request_.parts, TablePart::primary_key)) return;
          table.primary_key.name = name;
          table.primary_key.columns.push_back(column);
          if (table.primary_key.columns.size() == 1) set_deferrable(table.primary_key);
        } else if (type == "U") {
          if (!has(request_.parts, TablePart::unique_constraints)) return;
          auto& all = table.unique_constraints;
          if (all.empty() || all.back().name != name) {
            ReflectedConstraint& c = all.emplace_back();
            c.name = std::move(name);
            if (!row[10].is_null()) c.duplicates_index = name_of(row[10]);
            set_deferrable(c);
          }
          all.back().columns.push_back(column);
        } else {
          if (!has(request_.parts, TablePart::foreign_keys)) return;
          auto& all = table.foreign_keys;
          if (all.empty() || all.back().name != name) {
            ReflectedForeignKey& fk = all.emplace_back();
            fk.name = std::move(name);
            // Without a schema asked for, the own one goes without saying.
            if (!request_.schema.empty() || text_of(row[3]) != text_of(row[4]))
              fk.referred_schema = name_of(row[3]);
            fk.referred_table = name_of(row[5]);
            if (text_of(row[7]) != "NO ACTION") fk.ondelete = text_of(row[7]);
            set_deferrable(fk);
          }
          all.back().constrained_columns.push_back(column);
          all.back().referred_columns.push_back(name_of(row[6]));
        }
      });
}

void Reading::read_checks() {
  // As text the condition can be had since 12c; before it is a LONG.
  ask(str_cat("c.constraint_name, ",
              dialect_.is_at_least(12) ? "c.search_condition_vc" : "c.search_condition",
              " FROM all_constraints c JOIN me ON c.owner = me.owner"),
      "c.table_name", "c.constraint_type = 'C'", "c.constraint_name",
      [&](ReflectedTable& table, Row row) {
        std::string sql = text_of(row[1]);
        // NOT NULL of a column is kept as a check of it.
        const std::string_view rest = sql;
        const std::size_t end = rest.find('"', 1);
        if (rest.starts_with('"') && end != std::string_view::npos &&
            rest.substr(end + 1) == " IS NOT NULL")
          return;
        ReflectedConstraint& c = table.check_constraints.emplace_back();
        c.name = name_of(row[0]);
        c.sqltext = std::move(sql);
      });
}

void Reading::read_indexes() {
  ask("i.index_name, i.uniqueness, i.index_type, i.compression, i.prefix_length, k.column_name,"
      " k.descend, e.column_expression FROM all_indexes i JOIN me ON i.table_owner = me.owner"
      " JOIN all_ind_columns k ON k.index_owner = i.owner AND k.index_name = i.index_name LEFT JOIN"
      " all_ind_expressions e ON e.index_owner = k.index_owner AND e.index_name = k.index_name AND"
      " e.column_position = k.column_position",
      "i.table_name",
      // The index of a primary key is no index of its own.
      "i.index_type NOT IN ('LOB', 'IOT - TOP') AND NOT EXISTS (SELECT 1 FROM all_constraints p"
      " WHERE p.owner = i.table_owner AND p.table_name = i.table_name AND p.constraint_type = 'P'"
      " AND p.index_name = i.index_name)",
      "i.index_name, k.column_position", [&](ReflectedTable& table, Row row) {
        const std::string name = name_of(row[0]);
        if (table.indexes.empty() || table.indexes.back().name != name) {
          ReflectedIndex& index = table.indexes.emplace_back();
          index.name = name;
          index.unique = text_of(row[1]) == "UNIQUE";
          if (text_of(row[2]).find("BITMAP") != std::string::npos)
            index.dialect_options.set({"oracle_bitmap", true});
          if (text_of(row[3]) == "ENABLED")
            index.dialect_options.set({"oracle_compress", number_of(row[4]).value_or(1)});
        }
        ReflectedIndex& index = table.indexes.back();
        const bool descending = text_of(row[6]) != "ASC";
        std::string sql = text_of(row[7]);
        // A column in descending order is kept as an expression that is its name.
        const bool is_column = row[7].is_null() || (sql.size() > 2 && sql.starts_with('"') &&
                                                    sql.find('"', 1) == sql.size() - 1);
        if (!is_column) {
          index.columns.emplace_back(std::nullopt);
          index.expressions.push_back(std::move(sql));
          return;
        }
        const std::string column =
            row[7].is_null() ? name_of(row[5]) : names_.to_program(sql.substr(1, sql.size() - 2));
        index.columns.emplace_back(column);
        index.expressions.push_back(column);
        if (descending) index.column_sorting.push_back({column, {"desc"}});
      });
  for (ReflectedTable& table : tables_) {
    for (ReflectedIndex& index : table.indexes) {
      const bool plain =
          std::ranges::all_of(index.columns, [](const auto& c) { return c.has_value(); });
      if (plain) index.expressions.clear();
    }
  }
}

}  // namespace

std::vector<std::string> OracleDialect::get_schema_names(DialectConnection& connection) const {
  const Names names(identifier_preparer());
  std::vector<std::string> out;
  connection.query("SELECT username FROM all_users ORDER BY username", {},
                   [&](Row row) { out.push_back(names.to_program(text_of(row[0]))); });
  return out;
}

std::vector<std::string> OracleDialect::get_relation_names(DialectConnection& connection,
                                                           std::string_view schema, ObjectKind kind,
                                                           ObjectScope scope) const {
  const std::string from = relations(kind, scope);
  if (from.empty()) return {};
  const Names names(identifier_preparer());
  const Value parameter = Value(names.to_database(schema));
  std::vector<std::string> out;
  connection.query(str_cat(kOwner, "SELECT r.name FROM (", from, ") r ORDER BY r.name"),
                   {&parameter, 1},
                   [&](Row row) { out.push_back(names.to_program(text_of(row[0]))); });
  return out;
}

std::vector<std::string> OracleDialect::get_sequence_names(DialectConnection& connection,
                                                           std::string_view schema) const {
  const Names names(identifier_preparer());
  const Value parameter = Value(names.to_database(schema));
  std::vector<std::string> out;
  // Those behind identity columns are the server's own.
  connection.query(str_cat(kOwner,
                           "SELECT s.sequence_name FROM all_sequences s JOIN me ON"
                           " s.sequence_owner = me.owner WHERE s.sequence_name NOT LIKE 'ISEQ$$%'"
                           " ORDER BY s.sequence_name"),
                   {&parameter, 1},
                   [&](Row row) { out.push_back(names.to_program(text_of(row[0]))); });
  return out;
}

std::optional<std::string> OracleDialect::get_view_definition(DialectConnection& connection,
                                                              std::string_view view,
                                                              std::string_view schema) const {
  const Names names(identifier_preparer());
  const Value parameters[] = {Value(names.to_database(schema)), Value(names.to_database(view))};
  std::optional<std::string> out;
  const auto take = [&](Row row) { out = text_or_none(row[0]); };
  connection.query(str_cat(kOwner,
                           "SELECT v.text FROM all_views v JOIN me ON v.owner = me.owner WHERE"
                           " v.view_name = ?"),
                   parameters, take);
  if (!out) {
    connection.query(str_cat(kOwner,
                             "SELECT m.query FROM all_mviews m JOIN me ON m.owner = me.owner WHERE"
                             " m.mview_name = ?"),
                     parameters, take);
  }
  return out;
}

std::vector<ReflectedTable> OracleDialect::reflect_tables(DialectConnection& connection,
                                                          const ReflectionRequest& request) const {
  return Reading(connection, request, *this).run();
}

}  // namespace cupel::oracle
