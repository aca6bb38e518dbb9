#include <algorithm>
#include <map>
#include <utility>

#include "cupel/util/str_cat.hpp"

#include "dialects/mssql/dialect.hpp"
#include "dialects/mssql/type_names.hpp"

// The catalogue: the views of the schema `sys`, one query for each part of all tables that are
// asked for.
namespace cupel::mssql {

namespace {

using Row = std::span<const Cell>;

std::string text_of(const Cell& c) {
  return c.kind == CellKind::text ? std::string(c.view()) : std::string();
}
std::int64_t number_of(const Cell& c) {
  return c.kind == CellKind::integer ? c.integer : 0;
}
int small_number(const Cell& c) {
  return static_cast<int>(number_of(c));
}
bool flag_of(const Cell& c) {
  return number_of(c) != 0;
}
std::optional<std::string> text_or_none(const Cell& c) {
  return c.is_null() ? std::nullopt : std::optional(text_of(c));
}

/// A schema as it was asked for, which may name its database too.
class Place {
 public:
  Place(const IdentifierPreparer& preparer, std::string_view schema) {
    std::vector<SchemaPart> parts = split_schema(schema);
    if (parts.empty()) return;
    owner_ = std::move(parts.back().text);
    parts.pop_back();
    for (const SchemaPart& part : parts) {
      str_append(prefix_, preparer.quote_identifier(part.text), ".");
    }
  }
  /// `sys.tables` of that database.
  [[nodiscard]] std::string view(std::string_view name) const {
    return str_cat(prefix_, "sys.", name);
  }
  [[nodiscard]] Value owner() const { return Value(owner_); }

 private:
  std::string owner_;  // empty: that of the user
  std::string prefix_;
};

constexpr std::string_view kInSchema =
    "s.name = coalesce(nullif(CAST(? AS NVARCHAR(128)), N''), schema_name())";

/// The values of sys.objects.type.
std::string object_types(ObjectKind kind) {
  std::string out = has(kind, ObjectKind::table) ? "'U'" : "";
  if (has(kind, ObjectKind::view)) str_append(out, out.empty() ? "" : ", ", "'V'");
  return out.empty() ? "''" : out;
}

std::string comment_of(const Place& place, std::string_view minor) {
  return str_cat(" LEFT JOIN ", place.view("extended_properties"),
                 " ep ON ep.class = 1 AND ep.major_id = o.object_id AND ep.minor_id = ", minor,
                 " AND ep.name = N'MS_Description'");
}

std::vector<std::string> names(DialectConnection& connection, std::string_view sql,
                               const Place& place) {
  const Value parameter = place.owner();
  std::vector<std::string> out;
  connection.query(sql, {&parameter, 1}, [&](Row row) { out.push_back(text_of(row[0])); });
  return out;
}

/// One reading: the tables found, and where to put what is read of each.
class Reading {
 public:
  Reading(DialectConnection& connection, const ReflectionRequest& request,
          const IdentifierPreparer& preparer)
      : connection_(connection), request_(request), place_(preparer, request.schema) {
    parameters_.push_back(place_.owner());
    condition_ = str_cat(" WHERE ", kInSchema, " AND o.type IN (", object_types(request.kind), ")");
    // A statement takes 2100 parameters; more names are picked out here.
    constexpr std::size_t kMostNames = 2000;
    if (!request.names || request.names->size() > kMostNames) return;
    std::string marks;
    for (const std::string& name : *request.names) {
      marks += marks.empty() ? "CAST(? AS NVARCHAR(128))" : ", CAST(? AS NVARCHAR(128))";
      parameters_.emplace_back(name);
    }
    str_append(condition_, " AND o.name IN (", marks, ")");
  }

  std::vector<ReflectedTable> run() {
    if (request_.scope == ObjectScope::temporary) return {};  // those are of another database
    if (request_.names && request_.names->empty()) return {};
    find_tables();
    if (tables_.empty()) return {};
    if (has(request_.parts, TablePart::columns)) read_columns();
    if (has(request_.parts,
            TablePart::primary_key | TablePart::indexes | TablePart::unique_constraints))
      read_indexes();
    if (has(request_.parts, TablePart::foreign_keys)) read_foreign_keys();
    if (has(request_.parts, TablePart::check_constraints)) read_checks();
    return std::move(tables_);
  }

 private:
  void find_tables();
  void read_columns();
  void read_indexes();
  void read_foreign_keys();
  void read_checks();

  [[nodiscard]] std::string objects() const {
    return str_cat(" FROM ", place_.view("objects"), " o JOIN ", place_.view("schemas"),
                   " s ON s.schema_id = o.schema_id");
  }
  /// Runs a query whose first column is the table's object_id. `joins` begin at `o`.
  template <class F>
  void ask(std::string_view columns, std::string_view joins, std::string_view order, F&& use) {
    connection_.query(str_cat("SELECT o.object_id, ", columns, objects(), joins, condition_,
                              " ORDER BY o.name, ", order),
                      parameters_, [&](Row row) {
                        const auto found = by_id_.find(number_of(row[0]));
                        if (found != by_id_.end()) use(tables_[found->second], row.subspan(1));
                      });
  }

  DialectConnection& connection_;
  const ReflectionRequest& request_;
  Place place_;
  std::string condition_;
  std::vector<Value> parameters_;
  std::vector<ReflectedTable> tables_;
  std::map<std::int64_t, std::size_t> by_id_;
};

void Reading::find_tables() {
  connection_.query(
      str_cat("SELECT o.object_id, o.name, o.type, CAST(ep.value AS NVARCHAR(4000))", objects(),
              comment_of(place_, "0"), condition_, " ORDER BY o.name"),
      parameters_, [&](Row row) {
        const std::string name = text_of(row[1]);
        if (request_.names && std::ranges::find(*request_.names, name) == request_.names->end())
          return;
        by_id_[number_of(row[0])] = tables_.size();
        ReflectedTable& t = tables_.emplace_back();
        t.schema = request_.schema;
        t.name = name;
        t.kind = text_of(row[2]).starts_with('V') ? ObjectKind::view : ObjectKind::table;
        t.comment = text_or_none(row[3]);
      });
}

void Reading::read_columns() {
  // A type with an alias is that behind it; types of CLR have none, and their own name.
  ask("c.name, coalesce(b.name, t.name), c.max_length, c.precision, c.scale, c.is_nullable,"
      " c.collation_name, dc.definition, cc.definition, cc.is_persisted, c.is_identity,"
      " CAST(ic.seed_value AS BIGINT), CAST(ic.increment_value AS BIGINT),"
      " CAST(ep.value AS NVARCHAR(4000))",
      str_cat(" JOIN ", place_.view("columns"), " c ON c.object_id = o.object_id JOIN ",
              place_.view("types"), " t ON t.user_type_id = c.user_type_id LEFT JOIN ",
              place_.view("types"), " b ON b.user_type_id = c.system_type_id LEFT JOIN ",
              place_.view("default_constraints"),
              " dc ON dc.object_id = c.default_object_id LEFT JOIN ",
              place_.view("computed_columns"),
              " cc ON cc.object_id = c.object_id AND cc.column_id = c.column_id LEFT JOIN ",
              place_.view("identity_columns"),
              " ic ON ic.object_id = c.object_id AND ic.column_id = c.column_id",
              comment_of(place_, "c.column_id")),
      "c.column_id", [](ReflectedTable& table, Row row) {
        ReflectedColumn& c = table.columns.emplace_back();
        c.name = text_of(row[0]);
        c.type = type_from_catalogue({.name = text_of(row[1]),
                                      .max_length = small_number(row[2]),
                                      .precision = small_number(row[3]),
                                      .scale = small_number(row[4]),
                                      .collation = text_of(row[6])});
        c.nullable = flag_of(row[5]);
        c.autoincrement = flag_of(row[10]);
        if (!row[8].is_null()) {
          c.computed = ReflectedComputed{text_of(row[8]), flag_of(row[9])};
        } else {
          c.default_ = text_or_none(row[7]);
        }
        if (flag_of(row[10])) {
          c.identity = IdentityConfig{.start = number_of(row[11]), .increment = number_of(row[12])};
        }
        c.comment = text_or_none(row[13]);
      });
}

// A key and a unique constraint are an index here, and have its name.
void Reading::read_indexes() {
  constexpr std::int64_t kClustered = 1;
  constexpr std::int64_t kClusteredColumnstore = 5;
  constexpr std::int64_t kColumnstore = 6;
  std::string index_name;
  ask("i.name, c.name, i.is_primary_key, i.is_unique_constraint, i.is_unique, i.type,"
      " i.filter_definition, k.is_descending_key, k.is_included_column",
      str_cat(" JOIN ", place_.view("indexes"),
              " i ON i.object_id = o.object_id AND i.index_id > 0 AND i.is_hypothetical = 0 JOIN ",
              place_.view("index_columns"),
              " k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN ",
              place_.view("columns"),
              " c ON c.object_id = k.object_id AND c.column_id = k.column_id"),
      "i.name, k.is_included_column, k.key_ordinal, k.index_column_id",
      [&](ReflectedTable& table, Row row) {
        const std::string name = text_of(row[0]);
        const std::string column = text_of(row[1]);
        const std::int64_t type = number_of(row[5]);
        const bool clustered = type == kClustered || type == kClusteredColumnstore;
        if (flag_of(row[2])) {
          table.primary_key.name = name;
          table.primary_key.columns.push_back(column);
          table.primary_key.dialect_options.set({"mssql_clustered", clustered});
          return;
        }
        if (table.indexes.empty() || table.indexes.back().name != name) {
          ReflectedIndex& index = table.indexes.emplace_back();
          index.name = name;
          index.unique = flag_of(row[4]);
          if (flag_of(row[3])) index.duplicates_constraint = name;
          index.dialect_options.set({"mssql_clustered", clustered});
          if (type == kClusteredColumnstore || type == kColumnstore)
            index.dialect_options.set({"mssql_columnstore", true});
          if (!row[6].is_null()) index.dialect_options.set({"mssql_where", text_of(row[6])});
        }
        ReflectedIndex& index = table.indexes.back();
        const bool stored_by_column = type == kClusteredColumnstore || type == kColumnstore;
        if (flag_of(row[8]) && !stored_by_column) {
          const OptionValue* known = index.dialect_options.find("mssql", "include");
          std::vector<std::string> included =
              known && known->names() ? *known->names() : std::vector<std::string>();
          included.push_back(column);
          index.dialect_options.set({"mssql_include", std::move(included)});
          return;
        }
        index.columns.emplace_back(column);
        if (flag_of(row[7])) index.column_sorting.push_back({column, {"desc"}});
      });
  for (ReflectedTable& table : tables_) {
    for (const ReflectedIndex& index : table.indexes) {
      if (index.duplicates_constraint.empty() ||
          !has(request_.parts, TablePart::unique_constraints))
        continue;
      ReflectedConstraint& c = table.unique_constraints.emplace_back();
      c.name = index.name;
      for (const auto& column : index.columns) c.columns.push_back(*column);
      c.dialect_options = index.dialect_options;
    }
    if (!has(request_.parts, TablePart::indexes)) table.indexes.clear();
    if (!has(request_.parts, TablePart::primary_key)) table.primary_key = {};
  }
}

void Reading::read_foreign_keys() {
  const auto action = [](const Cell& c) {
    std::string out = text_of(c);
    std::ranges::replace(out, '_', ' ');
    return out == "NO ACTION" ? std::string() : out;
  };
  ask("fk.name, pc.name, rs.name, CASE WHEN rs.name = schema_name() THEN 1 ELSE 0 END, ro.name,"
      " rc.name, fk.delete_referential_action_desc, fk.update_referential_action_desc",
      str_cat(" JOIN ", place_.view("foreign_keys"), " fk ON fk.parent_object_id = o.object_id",
              " JOIN ", place_.view("foreign_key_columns"),
              " k ON k.constraint_object_id = fk.object_id JOIN ", place_.view("columns"),
              " pc ON pc.object_id = k.parent_object_id AND pc.column_id = k.parent_column_id"
              " JOIN ",
              place_.view("columns"),
              " rc ON rc.object_id = k.referenced_object_id AND rc.column_id ="
              " k.referenced_column_id JOIN ",
              place_.view("objects"), " ro ON ro.object_id = k.referenced_object_id JOIN ",
              place_.view("schemas"), " rs ON rs.schema_id = ro.schema_id"),
      "fk.name, k.constraint_column_id", [&](ReflectedTable& table, Row row) {
        std::string name = text_of(row[0]);
        if (table.foreign_keys.empty() || table.foreign_keys.back().name != name) {
          ReflectedForeignKey& fk = table.foreign_keys.emplace_back();
          fk.name = std::move(name);
          // Without a schema asked for, that of the user goes without saying.
          if (!request_.schema.empty() || !flag_of(row[3])) fk.referred_schema = text_of(row[2]);
          fk.referred_table = text_of(row[4]);
          fk.ondelete = action(row[6]);
          fk.onupdate = action(row[7]);
        }
        table.foreign_keys.back().constrained_columns.push_back(text_of(row[1]));
        table.foreign_keys.back().referred_columns.push_back(text_of(row[5]));
      });
}

void Reading::read_checks() {
  ask("k.name, k.definition",
      str_cat(" JOIN ", place_.view("check_constraints"), " k ON k.parent_object_id = o.object_id"),
      "k.name", [](ReflectedTable& table, Row row) {
        ReflectedConstraint& c = table.check_constraints.emplace_back();
        c.name = text_of(row[0]);
        c.sqltext = text_of(row[1]);
      });
}

}  // namespace

std::vector<std::string> MssqlDialect::get_schema_names(DialectConnection& connection) const {
  std::vector<std::string> out;
  connection.query("SELECT name FROM sys.schemas ORDER BY name", {},
                   [&](Row row) { out.push_back(text_of(row[0])); });
  return out;
}

std::vector<std::string> MssqlDialect::get_relation_names(DialectConnection& connection,
                                                          std::string_view schema, ObjectKind kind,
                                                          ObjectScope scope) const {
  if (scope == ObjectScope::temporary) return {};
  const Place place(identifier_preparer(), schema);
  return names(connection,
               str_cat("SELECT o.name FROM ", place.view("objects"), " o JOIN ",
                       place.view("schemas"), " s ON s.schema_id = o.schema_id WHERE ", kInSchema,
                       " AND o.type IN (", object_types(kind), ") ORDER BY o.name"),
               place);
}

std::vector<std::string> MssqlDialect::get_sequence_names(DialectConnection& connection,
                                                          std::string_view schema) const {
  const Place place(identifier_preparer(), schema);
  return names(
      connection,
      str_cat("SELECT o.name FROM ", place.view("sequences"), " o JOIN ", place.view("schemas"),
              " s ON s.schema_id = o.schema_id WHERE ", kInSchema, " ORDER BY o.name"),
      place);
}

std::optional<std::string> MssqlDialect::get_view_definition(DialectConnection& connection,
                                                             std::string_view view,
                                                             std::string_view schema) const {
  const Place place(identifier_preparer(), schema);
  const Value parameters[] = {place.owner(), Value(view)};
  std::optional<std::string> out;
  connection.query(str_cat("SELECT m.definition FROM ", place.view("sql_modules"), " m JOIN ",
                           place.view("views"), " v ON v.object_id = m.object_id JOIN ",
                           place.view("schemas"), " s ON s.schema_id = v.schema_id WHERE ",
                           kInSchema, " AND v.name = CAST(? AS NVARCHAR(128))"),
                   parameters, [&](Row row) { out = text_or_none(row[0]); });
  return out;
}

std::vector<ReflectedTable> MssqlDialect::reflect_tables(DialectConnection& connection,
                                                         const ReflectionRequest& request) const {
  return Reading(connection, request, identifier_preparer()).run();
}

}  // namespace cupel::mssql
