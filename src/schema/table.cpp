#include "cupel/schema/table.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/types/enum_type.hpp"
#include "cupel/util/str_cat.hpp"

#include "schema/table_reflection.hpp"

namespace cupel {

// ---- TableColumns -------------------------------------------------------------------------------

// Short names of tables with few columns are found by looking at a word and a size for each.
Column TableColumns::column(std::string_view key, std::uint64_t word) const {
  if (const ColumnCollection* const columns = table_->columns_if_made()) [[likely]] {
    if (const ColumnElement* const found = columns->find_short(key, word)) [[likely]] {
      return Column(static_cast<const SchemaColumn&>(*found));
    }
  }
  return Column(table_->schema_column(key));
}

bool TableColumns::contains(std::string_view key) const noexcept {
  return table_->find_schema_column(key) != nullptr;
}

std::vector<std::string> TableColumns::keys() const {
  return table_->columns().keys();
}

// ---- TableArguments -----------------------------------------------------------------------------

namespace detail {

void TableArguments::add(const Column& column) {
  columns.emplace_back(const_cast<SchemaColumn*>(&column.schema_column()));
}
void TableArguments::add(const Constraint& constraint) {
  constraints.push_back(constraint.copy());
}
void TableArguments::add(const Index& index) {
  indexes.push_back(index);
}
void TableArguments::add(const DialectArgument& option) {
  options.dialect.set(option);
}

}  // namespace detail

// ---- Table --------------------------------------------------------------------------------------

namespace {

/// The table of a declaration: a new one, or the one that is there.
const SchemaTable& declared(std::string_view name, MetaDataNode& metadata,
                            detail::TableArguments& arguments, auto make, auto extend) {
  const TableOptions& options = arguments.options;
  if (options.keep_existing && options.extend_existing) {
    throw ArgumentError(
        str_cat("table ", quoted(name), ": keep_existing and extend_existing exclude each other"));
  }
  const std::string key = MetaDataNode::table_key(name, options.schema.value_or(metadata.schema()));
  const SchemaTable* existing = metadata.find_table(key);
  const AutoloadBind autoload = std::exchange(arguments.options.autoload_with, {});
  const auto reflected = [&] {
    autoload([&](SchemaExecutor& executor) {
      TableReflection reflection(metadata, executor,
                                 {.extend_existing = options.extend_existing,
                                  .autoload_replace = options.autoload_replace,
                                  .resolve_fks = options.resolve_fks,
                                  .dialect = options.dialect});
      reflection.read_table(name, std::move(arguments));
      reflection.finish();
    });
    return metadata.find_table(key);
  };
  if (existing) {
    if (options.extend_existing) {
      if (autoload) return *reflected();
      extend(*existing);
    } else if (!options.keep_existing && !arguments.empty()) {
      throw InvalidRequestError(str_cat(
          "table ", quoted(key),
          " is already defined for this MetaData; give "
          "{.extend_existing = true} to redefine options and columns of the existing table, or "
          "{.keep_existing = true} to leave it as it is"));
    }
    return *existing;
  }
  if (options.must_exist) {
    throw InvalidRequestError(str_cat("table ", quoted(key), " is not defined in this MetaData"));
  }
  return autoload ? *reflected() : make();
}

}  // namespace

Table::Table(std::string_view name, const MetaData& metadata, detail::TableArguments arguments)
    : Table(declared(
          name, metadata.node(), arguments,
          [&]() -> const SchemaTable& {
            MetaDataNode& node = metadata.node();
            auto* table = new SchemaTable(node, name, arguments.options);
            node.take_table(table);
            try {
              table->build(arguments);
              node.resolve_foreign_keys();
            } catch (...) {
              node.remove_table(*table);
              throw;
            }
            return *table;
          },
          [&](const SchemaTable& existing) {
            const_cast<SchemaTable&>(existing).extend(arguments);
            metadata.node().resolve_foreign_keys();
          })) {}

Table::Table(const SchemaTable& node) : FromExpr(FromPtr(&node)), c(&node) {}

const SchemaTable& Table::schema_table() const noexcept {
  return static_cast<const SchemaTable&>(*node());
}

SchemaTable& Table::mutable_node() const noexcept {
  return const_cast<SchemaTable&>(schema_table());
}

MetaData Table::metadata() const {
  return MetaData(schema_table().metadata());
}

void Table::append_column(const Column& column, bool replace_existing) {
  SchemaTable& table = mutable_node();
  const Ptr<SchemaColumn> node(const_cast<SchemaColumn*>(&column.schema_column()));
  table.add_column(node, replace_existing);
  table.add_items_of(*node);
  table.refresh_primary_key();
  table.metadata().resolve_foreign_keys();
}

void Table::insert_column(const Column& column, std::size_t index, bool replace_existing) {
  append_column(column, replace_existing);
  mutable_node().move_column(column.schema_column(), index);
}

void Table::set_ddl(TableDdl make, bool create) {
  SchemaTable& table = mutable_node();
  (create ? table.creator_ddl_ : table.dropper_ddl_) = std::move(make);
}

void Table::append_constraint(const Constraint& constraint) {
  mutable_node().add_constraint(constraint.copy());
  schema_table().metadata().resolve_foreign_keys();
}

void Table::append_index(const Index& index) {
  mutable_node().add_index(index);
}

void Table::add_is_dependent_on(const Table& other) {
  mutable_node().extra_dependencies_.push_back(&other.schema_table());
}

namespace {

/// `key` as it is in the copy of its table.
ForeignKey moved(const ForeignKey& key, const SchemaTable& from, const std::string& new_schema,
                 const std::string& new_name) {
  const std::string full = key.target_fullname();
  const std::size_t dot = full.rfind('.');
  const std::string column = dot == std::string::npos ? std::string() : full.substr(dot);
  const std::string target_key = key.target_table_key();
  if (target_key == from.key()) {
    return ForeignKey(MetaDataNode::table_key(new_name, new_schema) + column, key.options());
  }
  const std::size_t table_dot = target_key.rfind('.');
  const std::string schema =
      table_dot == std::string::npos ? std::string() : target_key.substr(0, table_dot);
  const std::string table =
      table_dot == std::string::npos ? target_key : target_key.substr(table_dot + 1);
  const std::string& to = schema == from.schema().text() ? new_schema : schema;
  return ForeignKey(MetaDataNode::table_key(table, to) + column, key.options());
}

}  // namespace

Table Table::to_metadata(const MetaData& target, std::optional<std::string> new_schema,
                         std::optional<std::string> new_name) const {
  const SchemaTable& from = schema_table();
  const std::string to_schema = new_schema.value_or(schema());
  const std::string to_name = new_name.value_or(name());
  detail::TableArguments arguments;
  arguments.options = from.options();
  arguments.options.schema = to_schema;
  arguments.options.extend_existing = false;
  arguments.options.must_exist = false;
  arguments.options.listeners = {};
  for (const SchemaColumn* column : from.schema_columns()) {
    ColumnSpec spec = column->spec();
    spec.type = column->type();
    // An enum goes into the schema of the copy, also where it was told another one.
    if (spec.type->kind() == TypeKind::enum_) {
      const auto& labels = static_cast<const Enum&>(*spec.type);
      if (labels.options().schema.value_or(std::string()) != to_schema)
        spec.type = make_ptr<Enum>(labels.with_schema(to_schema));
    }
    spec.length.reset();
    spec.foreign_keys.clear();
    if (spec.computed) spec.server_default = {};
    arguments.columns.push_back(make_ptr<SchemaColumn>(std::move(spec)));
  }
  if (!from.primary_key().is_implicit()) arguments.constraints.push_back(from.primary_key().copy());
  for (const Ptr<Constraint>& constraint : from.constraints_) {
    if (constraint->kind() == ConstraintKind::foreign_key) continue;
    if (constraint->kind() == ConstraintKind::check &&
        static_cast<const CheckConstraint&>(*constraint).bound_type())
      continue;
    if (constraint->kind() == ConstraintKind::unique &&
        static_cast<const UniqueConstraint&>(*constraint).column_flag_)
      continue;
    arguments.constraints.push_back(constraint->copy());
  }
  for (const Index& index : from.indexes())
    if (!index.is_column_flag()) arguments.indexes.push_back(index.copy());
  Table copy(to_name, target, std::move(arguments));
  copy.info() = info();
  copy.mutable_node().creator_ddl_ = from.creator_ddl();
  copy.mutable_node().dropper_ddl_ = from.dropper_ddl();
  for (const ForeignKeyConstraint* fk : from.foreign_key_constraints()) {
    std::vector<ConstraintColumn> columns;
    std::vector<ForeignKeyConstraint::TargetColumn> targets;
    ForeignKeyOptions options = fk->foreign_key_options();
    for (const Ptr<ForeignKey>& e : fk->elements()) {
      columns.emplace_back(e->parent()->key_text());
      const bool other_metadata =
          e->resolved() && &e->resolved()->schema_table()->metadata() != &from.metadata();
      if (other_metadata) {
        targets.emplace_back(Column(*e->resolved()));
      } else {
        targets.emplace_back(moved(*e, from, to_schema, to_name).target_fullname());
      }
    }
    copy.append_constraint(
        ForeignKeyConstraint(std::move(columns), std::move(targets), std::move(options)));
  }
  return copy;
}

std::span<const Index> Table::indexes() const noexcept {
  return schema_table().indexes();
}

namespace detail {

TableArguments::TableArguments() = default;
TableArguments::TableArguments(const TableArguments& other) = default;
TableArguments::TableArguments(TableArguments&& other) noexcept = default;
TableArguments::~TableArguments() = default;

void TableArguments::add(const TableArguments& more) {
  columns.insert(columns.end(), more.columns.begin(), more.columns.end());
  constraints.insert(constraints.end(), more.constraints.begin(), more.constraints.end());
  indexes.insert(indexes.end(), more.indexes.begin(), more.indexes.end());
}

}  // namespace detail
}  // namespace cupel
