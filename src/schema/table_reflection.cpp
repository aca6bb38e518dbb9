#include "schema/table_reflection.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/schema_executor.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

/// SQL of the database as it is: a colon in it begins no parameter.
TextExpr verbatim(std::string_view sql) {
  std::string escaped;
  for (const char c : sql) {
    if (c == ':') escaped += '\\';
    escaped += c;
  }
  return text(escaped);
}

/// A naming convention leaves the name of a database alone.
ConstraintName name_of(const std::string& text) {
  return text.empty() ? ConstraintName() : conv(text);
}

ConstraintOptions options_of(const ReflectedConstraint& from) {
  ConstraintOptions options;
  options.name = name_of(from.name);
  options.deferrable = from.deferrable;
  options.initially = from.initially;
  options.comment = from.comment.value_or("");
  options.dialect = from.dialect_options;
  return options;
}

ColumnSpec spec_of(const ReflectedColumn& from) {
  ColumnSpec spec;
  spec.name = from.name;
  spec.key = from.key;
  spec.type = from.type;
  spec.nullable = from.nullable;
  spec.comment = from.comment;
  spec.dialect = from.dialect_options;
  if (from.autoincrement) {
    spec.autoincrement = *from.autoincrement ? Autoincrement::yes : Autoincrement::no;
  }
  if (from.computed) {
    spec.computed = Computed(verbatim(from.computed->sqltext), from.computed->persisted);
  } else if (from.identity) {
    spec.identity = Identity(*from.identity);
  } else if (from.default_) {
    spec.server_default = detail::sql_server_default(verbatim(*from.default_));
  }
  return spec;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

const SchemaColumn* column_named(const SchemaTable& table, std::string_view name) {
  for (const SchemaColumn* c : table.schema_columns())
    if (c->name().text() == name) return c;
  return nullptr;
}

/// Keys of columns by their names; a column that is not there keeps its name, for the error.
std::vector<ConstraintColumn> keys_of(const std::vector<std::string>& names,
                                      const std::map<std::string, std::string>& keys) {
  std::vector<ConstraintColumn> out;
  for (const std::string& name : names) {
    const auto found = keys.find(name);
    out.emplace_back(found == keys.end() ? name : found->second);
  }
  return out;
}

}  // namespace

TableReflection::TableReflection(MetaDataNode& metadata, SchemaExecutor& executor,
                                 const ReflectOptions& options)
    : metadata_(metadata), executor_(executor), options_(options) {}

TableReflection::~TableReflection() {
  for (const SchemaTable* table : added_) metadata_.remove_table(*table);
}

void TableReflection::read_table(std::string_view name, detail::TableArguments given) {
  const std::string schema = given.options.schema.value_or(metadata_.schema());
  auto found = executor_.reflect_tables({.schema = schema,
                                         .names = std::vector{std::string(name)},
                                         .kind = ObjectKind::any,
                                         .scope = ObjectScope::any,
                                         .options = given.options.dialect});
  if (found.empty()) throw NoSuchTableError(MetaDataNode::table_key(name, schema));
  build(std::move(found.front()), std::move(given));
}

void TableReflection::read_schema() {
  const std::string schema = options_.schema.value_or(metadata_.schema());
  auto found =
      executor_.reflect_tables({.schema = schema,
                                .names = options_.only,
                                .kind = options_.views ? ObjectKind::any : ObjectKind::table,
                                .options = options_.dialect});
  if (options_.only) {
    std::vector<std::string> missing = *options_.only;
    std::erase_if(missing, [&](const std::string& name) {
      return std::any_of(found.begin(), found.end(),
                         [&](const ReflectedTable& t) { return t.name == name; });
    });
    if (!missing.empty()) {
      throw InvalidRequestError(
          str_cat("Could not reflect: requested table(s) not available",
                  schema.empty() ? "" : str_cat(" in schema ", quoted(schema)), ": (",
                  join(missing, ", ", [](const std::string& name) { return name; }), ")"));
    }
  }
  for (ReflectedTable& table : found) {
    if (options_.filter && !options_.filter(table.name)) continue;
    if (!options_.extend_existing &&
        metadata_.find_table(MetaDataNode::table_key(table.name, schema)))
      continue;
    detail::TableArguments none;
    none.options.schema = schema;
    build(std::move(table), std::move(none));
  }
}

void TableReflection::leave_out(ReflectedTable& from, const TableOptions& options) {
  if (!options.include_columns && options.exclude_columns.empty()) return;
  const auto unwanted = [&](const std::string& name) {
    return contains(options.exclude_columns, name) ||
           (options.include_columns && !contains(*options.include_columns, name));
  };
  const auto over_unwanted = [&](const std::vector<std::string>& columns) {
    return std::any_of(columns.begin(), columns.end(), unwanted);
  };
  const auto told = [&](std::string_view what, const std::string& name) {
    warn(str_cat("table ", quoted(from.name), ": ", what, " ", quoted(name),
                 " is left out, since it goes over columns that are left out"));
    return true;
  };
  std::erase_if(from.columns, [&](const ReflectedColumn& c) { return unwanted(c.name); });
  std::erase_if(from.primary_key.columns, unwanted);
  std::erase_if(from.foreign_keys, [&](const ReflectedForeignKey& key) {
    return over_unwanted(key.constrained_columns);
  });
  std::erase_if(from.unique_constraints, [&](const ReflectedConstraint& c) {
    return over_unwanted(c.columns) && told("unique constraint", c.name);
  });
  std::erase_if(from.indexes, [&](const ReflectedIndex& index) {
    const bool over = std::any_of(index.columns.begin(), index.columns.end(),
                                  [&](const auto& name) { return name && unwanted(*name); });
    return over && told("index", index.name);
  });
}

void TableReflection::add_columns(ReflectedTable& from, const SchemaTable* existing,
                                  detail::TableArguments& arguments) {
  std::vector<Ptr<SchemaColumn>> columns;
  std::map<std::string, std::string> keys;
  // A primary key without a name or an order of its own is what flags on columns make.
  std::vector<std::string> in_order;
  for (const ReflectedColumn& c : from.columns)
    if (contains(from.primary_key.columns, c.name)) in_order.push_back(c.name);
  const bool flags = from.primary_key.name.empty() && from.primary_key.dialect_options.empty() &&
                     in_order == from.primary_key.columns;
  const ColumnReflectContext context{from.schema, from.name, executor_};
  DdlEvents own;
  if (arguments.options.listeners) arguments.options.listeners(own);
  for (ReflectedColumn& column : from.columns) {
    const std::string name = column.name;
    const auto given =
        std::find_if(arguments.columns.begin(), arguments.columns.end(),
                     [&](const Ptr<SchemaColumn>& c) { return c->name().text() == name; });
    if (given != arguments.columns.end()) {
      keys[name] = (*given)->key_text();
      columns.push_back(std::move(*given));
      arguments.columns.erase(given);
      continue;
    }
    const SchemaColumn* old = existing ? column_named(*existing, name) : nullptr;
    if (old && !options_.autoload_replace) {
      keys[name] = old->key_text();
      continue;
    }
    metadata_.events().column_reflect.fire(context, column);
    if (existing) existing->events().column_reflect.fire(context, column);
    own.column_reflect.fire(context, column);
    ColumnSpec spec = spec_of(column);
    spec.primary_key = flags && contains(in_order, name);
    columns.push_back(make_ptr<SchemaColumn>(std::move(spec)));
    keys[name] = columns.back()->key_text();
  }
  columns.insert(columns.end(), std::make_move_iterator(arguments.columns.begin()),
                 std::make_move_iterator(arguments.columns.end()));
  arguments.columns = std::move(columns);
  const bool own_key = std::any_of(
      arguments.constraints.begin(), arguments.constraints.end(),
      [](const Ptr<Constraint>& c) { return c->kind() == ConstraintKind::primary_key; });
  if (!flags && !from.primary_key.columns.empty() && !own_key) {
    arguments.constraints.emplace_back(make_ptr<PrimaryKeyConstraint>(
        keys_of(from.primary_key.columns, keys), options_of(from.primary_key)));
  }
  if (existing) return;
  for (const ReflectedConstraint& c : from.unique_constraints) {
    if (!c.duplicates_index.empty()) continue;
    arguments.constraints.emplace_back(
        make_ptr<UniqueConstraint>(keys_of(c.columns, keys), options_of(c)));
  }
  for (const ReflectedConstraint& c : from.check_constraints) {
    arguments.constraints.emplace_back(
        make_ptr<CheckConstraint>(verbatim(c.sqltext), options_of(c)));
  }
}

void TableReflection::add_indexes(const ReflectedTable& from, SchemaTable& table) {
  for (const ReflectedIndex& index : from.indexes) {
    if (!index.duplicates_constraint.empty()) continue;
    std::vector<IndexColumn> columns;
    for (std::size_t i = 0; i < index.columns.size(); ++i) {
      if (!index.columns[i]) {
        columns.emplace_back(verbatim(index.expressions.at(i)));
        continue;
      }
      const SchemaColumn* column = column_named(table, *index.columns[i]);
      if (!column) {
        throw ConstraintColumnNotFoundError(
            str_cat("index ", quoted(index.name), " of table ", quoted(table.key()), ": column ",
                    quoted(*index.columns[i]), " is not in the table"));
      }
      const auto sorting =
          std::find_if(index.column_sorting.begin(), index.column_sorting.end(),
                       [&](const auto& s) { return s.first == *index.columns[i]; });
      if (sorting == index.column_sorting.end()) {
        columns.emplace_back(column->key_text());
        continue;
      }
      SqlExpression expression = Column(*column);
      for (const std::string& word : sorting->second) {
        if (word == "desc") expression = desc(expression);
        if (word == "nulls_first") expression = nulls_first(expression);
        if (word == "nulls_last") expression = nulls_last(expression);
      }
      columns.emplace_back(expression);
    }
    table.add_index(Index(name_of(index.name), std::move(columns),
                          {.unique = index.unique, .dialect = index.dialect_options}));
  }
}

void TableReflection::build(ReflectedTable&& from, detail::TableArguments given) {
  const std::string schema = given.options.schema.value_or(metadata_.schema());
  auto* existing =
      const_cast<SchemaTable*>(metadata_.find_table(MetaDataNode::table_key(from.name, schema)));
  std::vector<std::string> overridden;
  for (const Ptr<SchemaColumn>& c : given.columns) overridden.push_back(c->name().text());
  if (from.columns.empty() && given.columns.empty()) {
    throw UnreflectableTableError(str_cat("table ",
                                          quoted(MetaDataNode::table_key(from.name, schema)),
                                          " has no columns that could be read"));
  }
  leave_out(from, given.options);
  add_columns(from, existing, given);
  if (!given.options.comment) given.options.comment = from.comment;
  given.options.dialect.merge(from.options);
  SchemaTable* table = existing;
  if (existing) {
    existing->extend(given);
  } else {
    table = new SchemaTable(metadata_, from.name, given.options);
    metadata_.take_table(table);
    added_.push_back(table);
    table->build(given);
    add_indexes(from, *table);
  }
  // A column that the program gave brings its own foreign keys.
  std::erase_if(from.foreign_keys, [&](const ReflectedForeignKey& key) {
    return std::any_of(
        key.constrained_columns.begin(), key.constrained_columns.end(), [&](const std::string& c) {
          const SchemaColumn* column = column_named(*table, c);
          return contains(overridden, c) || !column || !column->foreign_keys().empty();
        });
  });
  waiting_.push_back({table, std::move(from.foreign_keys)});
}

std::vector<TableReflection::TableName> TableReflection::missing_targets(std::size_t first) const {
  std::vector<TableName> out;
  for (std::size_t i = first; i < waiting_.size(); ++i) {
    for (const ReflectedForeignKey& key : waiting_[i].keys) {
      if (metadata_.find_table(MetaDataNode::table_key(key.referred_table, key.referred_schema)))
        continue;
      const bool listed = std::any_of(out.begin(), out.end(), [&](const TableName& t) {
        return t.schema == key.referred_schema && t.name == key.referred_table;
      });
      if (!listed) out.push_back({key.referred_schema, key.referred_table});
    }
  }
  return out;
}

void TableReflection::finish() {
  // Each round reads what the tables of the round before refer to.
  for (std::size_t first = 0; options_.resolve_fks && first < waiting_.size();) {
    const std::vector<TableName> missing = missing_targets(first);
    first = waiting_.size();
    std::map<std::string, std::vector<std::string>> by_schema;
    for (const TableName& t : missing) by_schema[t.schema].push_back(t.name);
    for (auto& [schema, names] : by_schema) {
      auto found = executor_.reflect_tables({.schema = schema,
                                             .names = std::move(names),
                                             .kind = ObjectKind::any,
                                             .scope = ObjectScope::any,
                                             .options = options_.dialect});
      for (ReflectedTable& table : found) {
        detail::TableArguments none;
        none.options.schema = schema;
        build(std::move(table), std::move(none));
      }
    }
    for (const TableName& t : missing) {
      const std::string key = MetaDataNode::table_key(t.name, t.schema);
      if (!metadata_.find_table(key)) throw NoSuchTableError(key);
    }
  }
  for (Waiting& w : waiting_)
    for (ReflectedForeignKey& key : w.keys) add_foreign_key(*w.table, key);
  metadata_.resolve_foreign_keys();
  added_.clear();
}

void TableReflection::add_foreign_key(SchemaTable& table, ReflectedForeignKey& key) {
  const std::string target = MetaDataNode::table_key(key.referred_table, key.referred_schema);
  const SchemaTable* referred = metadata_.find_table(target);
  std::vector<ConstraintColumn> columns;
  std::vector<ForeignKeyConstraint::TargetColumn> targets;
  for (std::size_t i = 0; i < key.constrained_columns.size(); ++i) {
    columns.emplace_back(column_named(table, key.constrained_columns[i])->key_text());
    const std::string& name = key.referred_columns.at(i);
    // A text is taken apart at its dots, which may be part of a name too.
    const SchemaColumn* column = referred ? column_named(*referred, name) : nullptr;
    if (column && str_cat(key.referred_table, name).find('.') != std::string::npos) {
      targets.emplace_back(Column(*column));
    } else {
      targets.emplace_back(str_cat(target, ".", name));
    }
  }
  table.add_constraint(
      make_ptr<ForeignKeyConstraint>(std::move(columns), std::move(targets),
                                     ForeignKeyOptions{.name = name_of(key.name),
                                                       .onupdate = std::move(key.onupdate),
                                                       .ondelete = std::move(key.ondelete),
                                                       .deferrable = key.deferrable,
                                                       .initially = std::move(key.initially),
                                                       .match = std::move(key.match),
                                                       .link_to_name = true,
                                                       .comment = key.comment.value_or(""),
                                                       .dialect = std::move(key.dialect_options)}));
}

// ---- who asks for it ----------------------------------------------------------------------------

std::vector<ReflectedTable> SchemaExecutor::reflect_tables(const ReflectionRequest&) {
  return {};
}

void MetaData::reflect_on(SchemaExecutor& executor, const ReflectOptions& options) const {
  TableReflection reflection(*node_, executor, options);
  reflection.read_schema();
  reflection.finish();
}

}  // namespace cupel
