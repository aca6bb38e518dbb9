#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/from_expr.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "schema/index_node.hpp"

namespace cupel {

const SchemaTable* as_schema_table(const ClauseElement& table) noexcept {
  const ClauseElement& element = *table.identity();
  if (element.kind() != ElementKind::table) return nullptr;
  const auto& clause = as<TableClause>(element);
  return clause.is_schema_table() ? static_cast<const SchemaTable*>(&clause) : nullptr;
}

namespace {

/// The schema of a table and its quoting: its own, or that of the metadata.
Name schema_name(const MetaDataNode& metadata, const TableOptions& options) {
  if (options.schema) return quoted_name(*options.schema, options.quote_schema);
  return quoted_name(metadata.schema(),
                     options.quote_schema ? options.quote_schema : metadata.options().quote_schema);
}

}  // namespace

SchemaTable::SchemaTable(MetaDataNode& metadata, std::string_view name, TableOptions options)
    : TableClause(quoted_name(name, options.quote), schema_name(metadata, options)),
      metadata_(&metadata),
      options_(std::move(options)) {
  key_ = MetaDataNode::table_key(this->name().text(), schema().text());
  embed();
  primary_key_ = make_ptr<PrimaryKeyConstraint>();
  primary_key_->implicit_ = true;
  primary_key_->table_ = this;
  if (const auto attach = std::exchange(options_.listeners, {})) attach(events_);
}

SchemaTable::~SchemaTable() {
  // Handles of indexes may outlive the table.
  for (Index& index : indexes_) index.node_->forget_table();
}

const ClauseElement* SchemaTable::owner() const noexcept {
  return metadata_;
}

const SchemaColumn* SchemaTable::find_schema_column(std::string_view key) const noexcept {
  return static_cast<const SchemaColumn*>(find_column(key));
}

const SchemaColumn& SchemaTable::schema_column(std::string_view key) const {
  if (const SchemaColumn* column = find_schema_column(key)) return *column;
  throw_no_column(key);
}

void SchemaTable::throw_no_column(std::string_view key) const {
  const std::vector<std::string> keys = columns().keys();
  throw NoSuchColumnError(
      str_cat("table ", quoted(key_), " has no column ", quoted(key), did_you_mean(key, keys)));
}

std::vector<const Constraint*> SchemaTable::constraints() const {
  std::vector<const Constraint*> out{primary_key_.get()};
  for (const Ptr<Constraint>& c : constraints_) out.push_back(c.get());
  return out;
}

std::vector<const ForeignKeyConstraint*> SchemaTable::foreign_key_constraints() const {
  std::vector<const ForeignKeyConstraint*> out;
  for (const Ptr<Constraint>& c : constraints_) {
    if (c->kind() == ConstraintKind::foreign_key)
      out.push_back(static_cast<const ForeignKeyConstraint*>(c.get()));
  }
  return out;
}

std::vector<const ForeignKey*> SchemaTable::foreign_keys() const {
  std::vector<const ForeignKey*> out;
  for (const SchemaColumn* c : columns_)
    out.insert(out.end(), c->foreign_keys().begin(), c->foreign_keys().end());
  return out;
}

SchemaColumn& SchemaTable::mutable_column(const SchemaColumn& column) const noexcept {
  return const_cast<SchemaColumn&>(column);
}

// ---- building -----------------------------------------------------------------------------------

void SchemaTable::build(detail::TableArguments& arguments) {
  check_dialect_options(options_.dialect, OptionTarget::table);
  options_.dialect.detach();
  for (const Ptr<SchemaColumn>& c : arguments.columns) add_column(c, false);
  for (Ptr<Constraint>& c : arguments.constraints) add_constraint(std::move(c));
  for (const Ptr<SchemaColumn>& c : arguments.columns) add_items_of(*c);
  for (const Index& i : arguments.indexes) add_index(i);
  refresh_primary_key();
}

void SchemaTable::extend(detail::TableArguments& arguments) {
  check_dialect_options(arguments.options.dialect, OptionTarget::table);
  if (arguments.options.listeners) arguments.options.listeners(events_);
  if (arguments.options.comment) options_.comment = arguments.options.comment;
  if (!arguments.options.prefixes.empty()) options_.prefixes = arguments.options.prefixes;
  for (const DialectArgument& o : arguments.options.dialect) options_.dialect.set(o);
  for (const Ptr<SchemaColumn>& c : arguments.columns) add_column(c, true);
  for (Ptr<Constraint>& c : arguments.constraints) add_constraint(std::move(c));
  for (const Ptr<SchemaColumn>& c : arguments.columns) add_items_of(*c);
  for (const Index& i : arguments.indexes) add_index(i);
  refresh_primary_key();
}

void SchemaTable::add_column(const Ptr<SchemaColumn>& column, bool replace_existing) {
  const std::string& key = column->key_text();
  if (column->name().empty()) {
    throw ArgumentError(str_cat("a column of table ", quoted(key_), " has no name"));
  }
  if (column->table()) {
    throw ArgumentError(str_cat("column ", quoted(column->name().text()),
                                " is already assigned to table ",
                                quoted(column->table()->description()),
                                "; use copy() to have one like it in table ", quoted(key_)));
  }
  const SchemaColumn* old = find_schema_column(key);
  if (old && !replace_existing) {
    throw DuplicateColumnError(str_cat("a column with key ", quoted(key),
                                       " is already present in table ", quoted(key_),
                                       "; say replace_existing to put the new one in its place"));
  }
  if (old) {
    for (const ForeignKey* fk : old->foreign_keys()) {
      metadata_->forget(*fk);
      std::erase_if(constraints_,
                    [&](const Ptr<Constraint>& c) { return c.get() == fk->constraint(); });
    }
    mutable_column(*old).foreign_keys_.clear();
    const auto at = std::find(columns_.begin(), columns_.end(), old);
    append_column(column);
    *at = column.get();
    return;
  }
  append_column(column);
  columns_.push_back(column.get());
}

void SchemaTable::move_column(const SchemaColumn& column, std::size_t index) {
  std::erase(columns_, &column);
  columns_.insert(columns_.begin() + static_cast<std::ptrdiff_t>(std::min(index, columns_.size())),
                  &column);
  ColumnCollection& all = mutable_columns().all;
  all.clear();
  for (const SchemaColumn* c : columns_) all.add(c->key(), *c);
}

void SchemaTable::add_items_of(SchemaColumn& column) {
  if (column.index().value_or(false)) {
    Index flagged(ConstraintName(), std::vector<IndexColumn>{IndexColumn(column.key_text())},
                  {.unique = column.unique().value_or(false)});
    flagged.node_->column_flag = true;
    add_index(flagged);
  } else if (column.unique().value_or(false)) {
    ConstraintOptions options;
    auto flagged = make_ptr<UniqueConstraint>(
        std::vector<ConstraintColumn>{ConstraintColumn(column.key_text())}, options);
    flagged->column_flag_ = true;
    add_constraint(std::move(flagged));
  }
  add_type_constraint(column);
  for (const ForeignKey& key : column.spec_.foreign_keys)
    add_constraint(Ptr<Constraint>(new ForeignKeyConstraint(key, column)));
  // From now on they are in foreign_keys(); here they would hold columns of the own metadata.
  column.spec_.foreign_keys.clear();
  column.spec_.dialect.detach();
  for (CheckConstraint& check : column.spec_.checks) {
    check.attach(*this);
  }
  if (column.default_() && column.default_()->is_sequence())
    metadata_->add_sequence(Ptr<const SequenceNode>(&column.default_()->sequence()));
}

namespace {

/// `type` with its enum in the schema of the metadata, or of the table where the enum inherits
/// that, unless the enum names one.
TypePtr in_schema(const TypePtr& type, const SchemaTable& table) {
  if (type->kind() == TypeKind::enum_) {
    const auto& e = static_cast<const Enum&>(*type);
    const std::string& schema =
        e.options().inherit_schema ? table.schema().text() : table.metadata().schema();
    const bool inherits = !e.options().schema && !schema.empty();
    return inherits ? TypePtr(make_ptr<Enum>(e.with_schema(schema))) : type;
  }
  if (type->kind() == TypeKind::array) {
    const auto& a = static_cast<const ARRAY&>(*type);
    const TypePtr item = in_schema(a.item_type(), table);
    return item == a.item_type() ? type : TypePtr(make_ptr<ARRAY>(item, a.options()));
  }
  return type;
}

/// The type that decides about a CHECK constraint: under decorators.
const TypeEngine& undecorated(const TypeEngine& type) {
  return type.kind() == TypeKind::type_decorator
             ? undecorated(*static_cast<const TypeDecorator&>(type).impl())
             : type;
}

}  // namespace

void SchemaTable::add_type_constraint(SchemaColumn& column) {
  column.set_type(in_schema(column.type(), *this));
  metadata_->add_named_type(column.type());
  const TypeEngine& type = undecorated(*column.type());
  std::string type_name;
  Expr<bool> condition;
  if (type.kind() == TypeKind::boolean || type.kind() == TypeKind::sql_boolean) {
    const auto& boolean = static_cast<const Boolean&>(type);
    if (!boolean.options().create_constraint) return;
    type_name = boolean.options().name;
    condition = cupel::column(column.name(), Integer()).in_({0, 1});
  } else if (type.kind() == TypeKind::enum_) {
    const auto& labels = static_cast<const Enum&>(type);
    if (!labels.options().create_constraint) return;
    type_name = labels.name();
    condition = cupel::column(column.name(), String()).in_(labels.labels());
  } else {
    return;
  }
  ConstraintOptions options;
  options.name = type_name.empty() ? ConstraintName::deferred() : ConstraintName(type_name);
  auto check = make_ptr<CheckConstraint>(ElementPtr(condition.node()), std::move(options));
  check->bound_type_ = column.type();
  add_constraint(std::move(check));
}

void SchemaTable::add_constraint(Ptr<Constraint> constraint) {
  if (constraint->kind() == ConstraintKind::primary_key) {
    set_primary_key(static_ptr_cast<PrimaryKeyConstraint>(constraint));
    return;
  }
  constraint->attach(*this);
  if (constraint->kind() == ConstraintKind::foreign_key) {
    for (const Ptr<ForeignKey>& e : static_cast<ForeignKeyConstraint&>(*constraint).elements()) {
      mutable_column(*e->parent()).foreign_keys_.push_back(e.get());
      metadata_->await_target(*e);
    }
  }
  constraints_.push_back(std::move(constraint));
}

void SchemaTable::add_index(Index index) {
  if (index.node_->table == this) return;
  index.keep_.reset();
  index.node_->attach(*this);
  index.node_->name = name_for_table(index, *this);
  indexes_.push_back(std::move(index));
}

void SchemaTable::set_primary_key(Ptr<PrimaryKeyConstraint> key) {
  key->table_ = this;
  key->resolve_columns();
  std::vector<const SchemaColumn*> flagged;
  for (const SchemaColumn* c : columns_)
    if (c->primary_key()) flagged.push_back(c);
  const auto names = [](const std::vector<const SchemaColumn*>& columns) {
    return join(columns, ", ", [](const SchemaColumn* c) { return quoted(c->name().text()); });
  };
  const bool same = flagged.size() == key->columns_.size() &&
                    std::all_of(flagged.begin(), flagged.end(),
                                [&](const SchemaColumn* c) { return key->contains_column(*c); });
  if (!flagged.empty() && !key->columns_.empty() && !same) {
    warn(str_cat("table ", quoted(key_), " specifies columns ", names(flagged),
                 " as primary_key, not matching the columns of its PrimaryKeyConstraint; the "
                 "primary key becomes ",
                 names(key->columns_)));
  }
  for (const SchemaColumn* c : key->columns_) {
    SchemaColumn& column = mutable_column(*c);
    column.ColumnClause::set_primary_key(true);
    if (!column.spec_.nullable) column.nullable_ = false;
  }
  primary_key_ = std::move(key);
}

void SchemaTable::refresh_primary_key() {
  if (primary_key_->implicit_) primary_key_->resolve_columns();
  if (!primary_key_->columns_.empty())
    primary_key_->options_.name = name_for_table(*primary_key_, *this);
}

std::span<const SchemaColumn* const> SchemaTable::schema_columns() const noexcept {
  return columns_;
}

std::span<const Index> SchemaTable::indexes() const noexcept {
  return indexes_;
}

std::span<const SchemaTable* const> SchemaTable::extra_dependencies() const noexcept {
  return extra_dependencies_;
}

}  // namespace cupel
