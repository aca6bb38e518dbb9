#include "cupel/schema/foreign_key.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/util/str_cat.hpp"

#include "schema/constraint_columns.hpp"

namespace cupel {

// ---- ForeignKey ---------------------------------------------------------------------------------

ForeignKey::ForeignKey(std::string_view target, ForeignKeyOptions options)
    : spec_(target), options_(std::move(options)) {
  if (spec_.empty()) {
    throw ArgumentError("ForeignKey(\"\"): the target is empty; write \"table.column\"");
  }
  check_dialect_options(options_.dialect, OptionTarget::foreign_key);
}

ForeignKey::ForeignKey(const Column& target, ForeignKeyOptions options)
    : held_(&target.schema_column()), options_(std::move(options)) {
  check_dialect_options(options_.dialect, OptionTarget::foreign_key);
}

ForeignKey::ForeignKey(const ForeignKey& other)
    : RefCounted(other), spec_(other.spec_), held_(other.held_), options_(other.options_) {
  // A copy belongs to no column yet; what it points to is found again.
  if (spec_.empty() && !held_ && other.resolved_) held_ = ElementPtr(other.resolved_);
}

ForeignKey& ForeignKey::operator=(const ForeignKey& other) {
  ForeignKey copy(other);
  std::swap(spec_, copy.spec_);
  std::swap(held_, copy.held_);
  std::swap(options_, copy.options_);
  parent_ = nullptr;
  constraint_ = nullptr;
  resolved_ = nullptr;
  return *this;
}

ForeignKey::~ForeignKey() = default;

ForeignKey::Target ForeignKey::target() const {
  Target out;
  const auto* held = static_cast<const SchemaColumn*>(held_.get());
  if (const SchemaColumn* column = held ? held : (spec_.empty() ? resolved_ : nullptr)) {
    out.column = column->key_text();
    if (const SchemaTable* table = column->schema_table()) {
      out.table = table->name().text();
      out.schema = table->schema().text();
    }
    return out;
  }
  const std::size_t last = spec_.rfind('.');
  if (last == std::string::npos) {
    out.table = spec_;
    return out;
  }
  out.column = spec_.substr(last + 1);
  const std::size_t before = last == 0 ? std::string::npos : spec_.rfind('.', last - 1);
  if (before == std::string::npos) {
    out.table = spec_.substr(0, last);
  } else {
    out.schema = spec_.substr(0, before);
    out.table = spec_.substr(before + 1, last - before - 1);
  }
  return out;
}

std::string ForeignKey::target_fullname() const {
  if (!spec_.empty()) return spec_;
  const Target t = target();
  std::string out = MetaDataNode::table_key(t.table, t.schema);
  if (!out.empty()) out += '.';
  return out + t.column;
}

std::string ForeignKey::target_table_key() const {
  const Target t = target();
  const bool own_schema =
      spec_.empty() || !t.schema.empty() || !parent_ || !parent_->schema_table();
  return MetaDataNode::table_key(
      t.table, own_schema ? t.schema : parent_->schema_table()->metadata().schema());
}

bool ForeignKey::resolve() {
  if (resolved_) return true;
  if (!parent_ || !parent_->schema_table()) return false;
  const MetaDataNode& metadata = parent_->schema_table()->metadata();
  if (const auto* given = static_cast<const SchemaColumn*>(held_.get())) {
    const SchemaTable* table = given->schema_table();
    if (!table) return false;
    resolved_ = given;
    // Within one metadata a counted pointer would keep the metadata alive by itself.
    if (&table->metadata() == &metadata) held_.reset();
    return true;
  }
  const SchemaTable* table = metadata.find_table(target_table_key());
  if (!table) return false;
  const Target t = target();
  const std::string& key = t.column.empty() ? parent_->key_text() : t.column;
  if (options_.link_to_name) {
    for (const SchemaColumn* c : table->schema_columns())
      if (c->name().text() == key) resolved_ = c;
  } else {
    resolved_ = table->find_schema_column(key);
  }
  return resolved_ != nullptr;
}

const SchemaColumn& ForeignKey::column() const {
  if (resolved_) return *resolved_;
  if (!parent_ || !parent_->schema_table()) {
    throw InvalidRequestError(str_cat("foreign key to ", quoted(target_fullname()),
                                      ": its column is in no table yet, so the target cannot be "
                                      "looked up"));
  }
  const Target t = target();
  const std::string from = parent_->display_name();
  const SchemaTable& here = *parent_->schema_table();
  const std::string key = target_table_key();
  const SchemaTable* table = here.metadata().find_table(key);
  if (!table) {
    std::vector<std::string> names;
    for (const SchemaTable* other : here.metadata().tables()) names.push_back(other->key());
    throw NoReferencedTableError(
        str_cat("foreign key associated with column ", quoted(from), " could not find table ",
                quoted(key), " with which to generate a foreign key to target column ",
                quoted(t.column.empty() ? parent_->key_text() : t.column), did_you_mean(key, names),
                "; declare that table in the same MetaData"));
  }
  std::vector<std::string> names;
  for (const SchemaColumn* c : table->schema_columns())
    names.push_back(options_.link_to_name ? c->name().text() : c->key_text());
  const std::string& wanted = t.column.empty() ? parent_->key_text() : t.column;
  throw NoReferencedColumnError(str_cat("could not initialize target column for ForeignKey ",
                                        quoted(target_fullname()), " on table ", quoted(here.key()),
                                        ": table ", quoted(table->key()), " has no column named ",
                                        quoted(wanted), did_you_mean(wanted, names)));
}

bool ForeignKey::references(const SchemaTable& table) const {
  return column().schema_table() == &table;
}

// ---- ForeignKeyConstraint -----------------------------------------------------------------------

ForeignKeyConstraint::TargetColumn::TargetColumn(const Column& column)
    : column_(&column.schema_column()) {}
ForeignKeyConstraint::TargetColumn::~TargetColumn() = default;
ForeignKeyConstraint::TargetColumn::TargetColumn(const TargetColumn&) = default;
const SchemaColumn* ForeignKeyConstraint::TargetColumn::column() const noexcept {
  return static_cast<const SchemaColumn*>(column_.get());
}

namespace {

ConstraintOptions constraint_options(const ForeignKeyOptions& o) {
  return {.name = o.name,
          .deferrable = o.deferrable,
          .initially = o.initially,
          .comment = o.comment,
          .dialect = o.dialect,
          .ddl_if = o.ddl_if};
}

}  // namespace

ForeignKeyConstraint::ForeignKeyConstraint(std::vector<ConstraintColumn> columns,
                                           std::vector<TargetColumn> targets,
                                           ForeignKeyOptions options)
    : Constraint(ConstraintKind::foreign_key, constraint_options(options)),
      pending_(std::move(columns)) {
  if (pending_.size() != targets.size() || pending_.empty()) {
    throw ArgumentError(str_cat("ForeignKeyConstraint: ", pending_.size(), " columns and ",
                                targets.size(),
                                " targets; give as many targets as columns, at least one"));
  }
  for (const TargetColumn& t : targets) {
    elements_.push_back(t.column_ ? make_ptr<ForeignKey>(Column(*t.column()), options)
                                  : make_ptr<ForeignKey>(std::string_view(t.spec_), options));
  }
  const auto first = elements_[0]->target();
  for (const Ptr<ForeignKey>& e : elements_) {
    const auto t = e->target();
    if (t.table != first.table || t.schema != first.schema) {
      throw ArgumentError(str_cat("ForeignKeyConstraint refers to ", quoted(e->target_fullname()),
                                  " and ", quoted(elements_[0]->target_fullname()),
                                  ", which are in different tables; a foreign key refers to one"));
    }
  }
}

ForeignKeyConstraint::ForeignKeyConstraint(const ForeignKey& key, const SchemaColumn& parent)
    : Constraint(ConstraintKind::foreign_key, constraint_options(key.options())),
      pending_{ConstraintColumn(parent.key_text())},
      elements_{make_ptr<ForeignKey>(key)} {}

ForeignKeyConstraint::ForeignKeyConstraint(const ForeignKeyConstraint& other)
    : Constraint(other), pending_(other.pending_) {
  for (const Ptr<ForeignKey>& e : other.elements_) elements_.push_back(make_ptr<ForeignKey>(*e));
  table_ = nullptr;
  columns_.clear();
}

ForeignKeyConstraint::~ForeignKeyConstraint() = default;

const SchemaTable& ForeignKeyConstraint::referred_table() const {
  return *elements_[0]->column().schema_table();
}

const SchemaTable* ForeignKeyConstraint::referred_table_or_null() const noexcept {
  const SchemaColumn* c = elements_[0]->resolved();
  return c ? c->schema_table() : nullptr;
}

const SchemaTable* ForeignKeyConstraint::table_of_columns() const noexcept {
  return detail::table_of(pending_);
}

Ptr<Constraint> ForeignKeyConstraint::copy() const {
  return make_ptr<ForeignKeyConstraint>(*this);
}

void ForeignKeyConstraint::resolve_columns() {
  columns_.clear();
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    const SchemaColumn& parent = detail::column_in(*table_, pending_[i], class_name());
    columns_.push_back(&parent);
    elements_[i]->parent_ = &parent;
    elements_[i]->constraint_ = this;
    elements_[i]->resolve();
  }
}

std::span<const Ptr<ForeignKey>> ForeignKeyConstraint::elements() const noexcept {
  return elements_;
}

}  // namespace cupel
