#include "cupel/engine/inspector.hpp"

#include <algorithm>
#include <set>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

Inspector::Inspector(Engine engine) : engine_(std::move(engine)) {}
Inspector::Inspector(Connection& connection) : connection_(&connection) {}

template <class F>
auto Inspector::with(F&& ask) {
  if (connection_) return ask(connection_->dialect(), connection_->for_dialect());
  Connection connection = engine_->connect();
  return ask(connection.dialect(), connection.for_dialect());
}

void Inspector::clear_cache() {
  known_.clear();
}

// The dialect knows it once it has seen a connection.
std::string Inspector::default_schema_name() {
  return with(
      [](const Dialect& d, DialectConnection&) { return std::string(d.traits().default_schema); });
}

// ---- whether it is there ------------------------------------------------------------------------

bool Inspector::has_table(std::string_view table, std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.has_table(c, table, schema); });
}
bool Inspector::has_index(std::string_view table, std::string_view index, std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.has_index(c, table, index, schema); });
}
bool Inspector::has_sequence(std::string_view name, std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.has_sequence(c, name, schema); });
}
bool Inspector::has_schema(std::string_view schema) {
  const auto all = get_schema_names();
  return std::find(all.begin(), all.end(), schema) != all.end();
}
std::map<std::string, bool> Inspector::has_multi_table(const std::vector<std::string>& tables,
                                                       std::string_view schema) {
  std::map<std::string, bool> out;
  for (const std::string& name : tables) out[name] = false;
  for (const ReflectedTable& t : get_multi_tables({.schema = std::string(schema),
                                 .filter_names = tables,
                                 .kind = ObjectKind::any,
                                 .scope = ObjectScope::any},
                                                  TablePart::none))
    out[t.name] = true;
  return out;
}

// ---- names --------------------------------------------------------------------------------------

std::vector<std::string> Inspector::get_schema_names() {
  return with([&](const Dialect& d, DialectConnection& c) { return d.get_schema_names(c); });
}
std::vector<std::string> Inspector::relation_names(std::string_view schema, ObjectKind kind,
                                                   ObjectScope scope,
                                                   const DialectOptions& dialect) {
  if (!dialect.empty()) {
    std::vector<std::string> names;
    for (ReflectedTable& t : get_multi_tables(
             {.schema = std::string(schema), .kind = kind, .scope = scope, .dialect = dialect},
             TablePart::none))
      names.push_back(std::move(t.name));
    std::sort(names.begin(), names.end());
    return names;
  }
  return with([&](const Dialect& d, DialectConnection& c) {
    return d.get_relation_names(c, schema, kind, scope);
  });
}
std::vector<std::string> Inspector::get_table_names(std::string_view schema,
                                                    const DialectOptions& dialect) {
  return relation_names(schema, ObjectKind::table, ObjectScope::default_, dialect);
}
std::vector<std::string> Inspector::get_temp_table_names(const DialectOptions& dialect) {
  return relation_names({}, ObjectKind::table, ObjectScope::temporary, dialect);
}
std::vector<std::string> Inspector::get_view_names(std::string_view schema,
                                                   const DialectOptions& dialect) {
  return relation_names(schema, ObjectKind::view, ObjectScope::default_, dialect);
}
std::vector<std::string> Inspector::get_temp_view_names() {
  return relation_names({}, ObjectKind::view, ObjectScope::temporary);
}
std::vector<std::string> Inspector::get_materialized_view_names(std::string_view schema) {
  return relation_names(schema, ObjectKind::materialized_view, ObjectScope::default_);
}
std::vector<std::string> Inspector::get_sequence_names(std::string_view schema) {
  return with(
      [&](const Dialect& d, DialectConnection& c) { return d.get_sequence_names(c, schema); });
}

std::vector<SortedTable> Inspector::get_sorted_table_and_fkc_names(std::string_view schema) {
  const auto tables = get_multi_tables({.schema = std::string(schema)}, TablePart::foreign_keys);
  std::set<std::string> left;
  for (const ReflectedTable& t : tables) left.insert(t.name);
  std::vector<SortedTable> out;
  SortedTable last;
  const auto waits = [&](const ReflectedTable& t, const ReflectedForeignKey& key) {
    return key.referred_schema == schema && key.referred_table != t.name &&
           left.count(key.referred_table) != 0;
  };
  while (!left.empty()) {
    bool found = false;
    for (const ReflectedTable& t : tables) {
      if (left.count(t.name) == 0) continue;
      if (std::any_of(t.foreign_keys.begin(), t.foreign_keys.end(),
                      [&](const ReflectedForeignKey& key) { return waits(t, key); }))
        continue;
      SortedTable& sorted = out.emplace_back(SortedTable{t.name, {}});
      for (const ReflectedForeignKey& key : t.foreign_keys) {
        const std::pair<std::string, std::string> item(t.name, key.name);
        if (std::find(last.foreign_keys.begin(), last.foreign_keys.end(), item) ==
            last.foreign_keys.end())
          sorted.foreign_keys.push_back(item);
      }
      left.erase(t.name);
      found = true;
    }
    if (found) continue;
    // A cycle: its first table goes ahead, without the keys that it would have to wait for.
    const ReflectedTable& t =
        *std::find_if(tables.begin(), tables.end(),
                      [&](const ReflectedTable& each) { return left.count(each.name) != 0; });
    SortedTable& sorted = out.emplace_back(SortedTable{t.name, {}});
    for (const ReflectedForeignKey& key : t.foreign_keys)
      (waits(t, key) ? last : sorted).foreign_keys.emplace_back(t.name, key.name);
    left.erase(t.name);
  }
  out.push_back(std::move(last));
  return out;
}

std::vector<ReflectedEnum> Inspector::get_enums(std::string_view schema) {
  return with([&](const Dialect& d, DialectConnection& c) { return d.get_enums(c, schema); });
}
std::vector<ReflectedDomain> Inspector::get_domains(std::string_view schema) {
  return with([&](const Dialect& d, DialectConnection& c) { return d.get_domains(c, schema); });
}

// ---- one table ----------------------------------------------------------------------------------

// What is asked of a table is mostly asked for all its parts in turn, so the first question that
// costs a query reads them all.
const ReflectedTable& Inspector::table(std::string_view name, std::string_view schema) {
  const TableKey key(schema, name);
  auto known = known_.find(key);
  if (known == known_.end()) {
    auto found = get_multi_tables({.schema = key.first,
                                   .filter_names = std::vector{key.second},
                                   .kind = ObjectKind::any,
                                   .scope = ObjectScope::any});
    if (found.empty())
      throw NoSuchTableError(schema.empty() ? key.second : str_cat(schema, ".", name));
    known = known_.emplace(key, std::move(found.front())).first;
  }
  return known->second;
}

std::vector<ReflectedColumn> Inspector::get_columns(std::string_view table,
                                                    std::string_view schema) {
  return this->table(table, schema).columns;
}
ReflectedConstraint Inspector::get_pk_constraint(std::string_view table, std::string_view schema) {
  return this->table(table, schema).primary_key;
}
std::vector<ReflectedForeignKey> Inspector::get_foreign_keys(std::string_view table,
                                                             std::string_view schema) {
  return this->table(table, schema).foreign_keys;
}
std::vector<ReflectedIndex> Inspector::get_indexes(std::string_view table,
                                                   std::string_view schema) {
  return this->table(table, schema).indexes;
}
std::vector<ReflectedConstraint> Inspector::get_unique_constraints(std::string_view table,
                                                                   std::string_view schema) {
  return this->table(table, schema).unique_constraints;
}
std::vector<ReflectedConstraint> Inspector::get_check_constraints(std::string_view table,
                                                                  std::string_view schema) {
  return this->table(table, schema).check_constraints;
}
std::optional<std::string> Inspector::get_table_comment(std::string_view table,
                                                        std::string_view schema) {
  return this->table(table, schema).comment;
}
DialectOptions Inspector::get_table_options(std::string_view table, std::string_view schema) {
  return this->table(table, schema).options;
}

std::string Inspector::get_view_definition(std::string_view view, std::string_view schema) {
  auto found = with([&](const Dialect& d, DialectConnection& c) {
    return d.get_view_definition(c, view, schema);
  });
  if (!found)
    throw NoSuchTableError(schema.empty() ? std::string(view) : str_cat(schema, ".", view));
  return *std::move(found);
}

// ---- many tables --------------------------------------------------------------------------------

std::vector<ReflectedTable> Inspector::get_multi_tables(const MultiOptions& options,
                                                        TablePart parts) {
  const ReflectionRequest request{.schema = options.schema,
                                  .names = options.filter_names,
                                  .kind = options.kind,
                                  .scope = options.scope,
                                  .parts = parts,
                                  .options = options.dialect};
  return with([&](const Dialect& d, DialectConnection& c) { return d.reflect_tables(c, request); });
}

template <class Member>
auto Inspector::multi(const MultiOptions& options, TablePart part, Member ReflectedTable::*member) {
  MultiResult<Member> out;
  for (ReflectedTable& t : get_multi_tables(options, part))
    out.emplace_back(TableKey(t.schema, t.name), std::move(t.*member));
  return out;
}

MultiResult<std::vector<ReflectedColumn>> Inspector::get_multi_columns(
    const MultiOptions& options) {
  return multi(options, TablePart::columns, &ReflectedTable::columns);
}
MultiResult<ReflectedConstraint> Inspector::get_multi_pk_constraint(const MultiOptions& options) {
  return multi(options, TablePart::primary_key, &ReflectedTable::primary_key);
}
MultiResult<std::vector<ReflectedForeignKey>> Inspector::get_multi_foreign_keys(
    const MultiOptions& options) {
  return multi(options, TablePart::foreign_keys, &ReflectedTable::foreign_keys);
}
MultiResult<std::vector<ReflectedIndex>> Inspector::get_multi_indexes(const MultiOptions& options) {
  return multi(options, TablePart::indexes, &ReflectedTable::indexes);
}
MultiResult<std::vector<ReflectedConstraint>> Inspector::get_multi_unique_constraints(
    const MultiOptions& options) {
  return multi(options, TablePart::unique_constraints, &ReflectedTable::unique_constraints);
}
MultiResult<std::vector<ReflectedConstraint>> Inspector::get_multi_check_constraints(
    const MultiOptions& options) {
  return multi(options, TablePart::check_constraints, &ReflectedTable::check_constraints);
}
MultiResult<std::optional<std::string>> Inspector::get_multi_table_comment(
    const MultiOptions& options) {
  return multi(options, TablePart::comment, &ReflectedTable::comment);
}
MultiResult<DialectOptions> Inspector::get_multi_table_options(const MultiOptions& options) {
  return multi(options, TablePart::options, &ReflectedTable::options);
}

Inspector inspect(const Engine& engine) {
  return Inspector(engine);
}
Inspector inspect(Connection& connection) {
  return Inspector(connection);
}

}  // namespace cupel
