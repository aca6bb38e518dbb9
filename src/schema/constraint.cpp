#include "cupel/schema/constraint.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/schema/defaults.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/text_clause.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/util/str_cat.hpp"

#include "schema/constraint_columns.hpp"

namespace cupel {

bool DdlCondition::allows(std::string_view dialect) const {
  if (!dialects.empty() && std::find(dialects.begin(), dialects.end(), dialect) == dialects.end())
    return false;
  return !callable || callable(dialect);
}

// ---- Constraint ---------------------------------------------------------------------------------

Constraint::~Constraint() = default;

bool Constraint::contains_column(const SchemaColumn& column) const noexcept {
  return std::find(columns_.begin(), columns_.end(), &column) != columns_.end();
}

void Constraint::attach(SchemaTable& table) {
  table_ = &table;
  resolve_columns();
  options_.dialect.detach();
  if (!options_.name.is_deferred()) options_.name = name_for_table(*this, table);
}

Ptr<Constraint> Constraint::attached_to(const SchemaTable& table) const {
  Ptr<Constraint> c = copy();
  c->attach(const_cast<SchemaTable&>(table));
  return c;
}

std::string_view Constraint::class_name() const noexcept {
  switch (kind_) {
    case ConstraintKind::primary_key:
      return "PrimaryKeyConstraint";
    case ConstraintKind::unique:
      return "UniqueConstraint";
    case ConstraintKind::check:
      return "CheckConstraint";
    case ConstraintKind::foreign_key:
      return "ForeignKeyConstraint";
    case ConstraintKind::exclude:
      return "ExcludeConstraint";
  }
  return "Constraint";
}

// ---- ConstraintColumn ---------------------------------------------------------------------------

ConstraintColumn::ConstraintColumn(const Column& column)
    : ConstraintColumn(column.schema_column()) {}
ConstraintColumn::ConstraintColumn(const SchemaColumn& column)
    : key_(column.key_text()), column_(&column) {}
ConstraintColumn::~ConstraintColumn() = default;
ConstraintColumn::ConstraintColumn(const ConstraintColumn&) = default;
ConstraintColumn& ConstraintColumn::operator=(const ConstraintColumn&) = default;

const SchemaColumn* ConstraintColumn::column() const noexcept {
  return static_cast<const SchemaColumn*>(column_.get());
}

void ConstraintColumn::release() noexcept {
  column_.reset();
}

namespace detail {

const SchemaTable* table_of(const std::vector<ConstraintColumn>& columns) noexcept {
  for (const ConstraintColumn& c : columns)
    if (c.column()) return c.column()->schema_table();
  return nullptr;
}

const SchemaColumn& column_in(const SchemaTable& table, ConstraintColumn& wanted,
                              std::string_view item) {
  const SchemaColumn* given = wanted.column();
  const SchemaColumn* found = table.find_schema_column(wanted.key());
  if (given && given->schema_table() && given->schema_table() != &table) {
    throw ArgumentError(str_cat("can't create ", item, " on table ", quoted(table.key()),
                                ": column ", quoted(given->display_name()),
                                " belongs to another table"));
  }
  if (!found) {
    std::vector<std::string> keys;
    for (const SchemaColumn* c : table.schema_columns()) keys.push_back(c->key_text());
    throw ConstraintColumnNotFoundError(
        str_cat("can't create ", item, " on table ", quoted(table.key()), ": no column named ",
                quoted(wanted.key()), " is present", did_you_mean(wanted.key(), keys)));
  }
  wanted.release();
  return *found;
}

}  // namespace detail

// ---- ColumnCollectionConstraint -----------------------------------------------------------------

ColumnCollectionConstraint::ColumnCollectionConstraint(ConstraintKind kind,
                                                       std::vector<ConstraintColumn> columns,
                                                       ConstraintOptions options)
    : Constraint(kind, std::move(options)), pending_(std::move(columns)) {}

const SchemaTable* ColumnCollectionConstraint::table_of_columns() const noexcept {
  return detail::table_of(pending_);
}

void ColumnCollectionConstraint::resolve_columns() {
  columns_.clear();
  for (ConstraintColumn& c : pending_)
    columns_.push_back(&detail::column_in(*table_, c, class_name()));
}

// ---- PrimaryKeyConstraint -----------------------------------------------------------------------

PrimaryKeyConstraint::PrimaryKeyConstraint(std::vector<ConstraintColumn> columns,
                                           ConstraintOptions options)
    : ColumnCollectionConstraint(ConstraintKind::primary_key, std::move(columns),
                                 std::move(options)) {
  check_dialect_options(dialect_options(), OptionTarget::primary_key);
}

Ptr<Constraint> PrimaryKeyConstraint::copy() const {
  auto c = make_ptr<PrimaryKeyConstraint>(*this);
  c->table_ = nullptr;
  c->columns_.clear();
  return c;
}

void PrimaryKeyConstraint::resolve_columns() {
  if (!implicit_) {
    ColumnCollectionConstraint::resolve_columns();
    if (!columns_.empty()) return;
  }
  // Without columns of its own, a constraint names or adorns what the columns' flags say.
  columns_.clear();
  for (const SchemaColumn* c : table_->schema_columns())
    if (c->primary_key()) columns_.push_back(c);
}

namespace {

/// Whether the database may draw the values of `column`; `demanded`: the user says so.
bool can_autoincrement(const SchemaColumn& column, bool demanded) {
  const TypeAffinity affinity = column.type()->type_affinity();
  const auto refuse = [&](std::string_view how) {
    throw ArgumentError(str_cat("column type ", column.type()->repr(), how, " on column ",
                                quoted(column.display_name()),
                                " is not compatible with autoincrement(true); give it an integer "
                                "type"));
  };
  if (affinity == TypeAffinity::numeric) {
    const auto& numeric = static_cast<const detail::NumericBase&>(*column.type());
    if (!demanded) return false;
    if (numeric.effective_decimal_return_scale() != 0) refuse(" with non-zero scale");
    return true;
  }
  if (affinity != TypeAffinity::integer) {
    if (demanded) refuse("");
    return false;
  }
  if (demanded) return true;
  if (column.default_() && !column.default_()->is_sequence()) return false;
  if (column.server_default() || column.computed()) return false;
  return column.foreign_keys().empty() || column.autoincrement() == Autoincrement::ignore_fk;
}

}  // namespace

const SchemaColumn* PrimaryKeyConstraint::autoincrement_column() const {
  if (columns_.size() == 1) {
    const SchemaColumn& only = *columns_[0];
    if (only.autoincrement() == Autoincrement::no) return nullptr;
    return can_autoincrement(only, only.autoincrement() == Autoincrement::yes) ? &only : nullptr;
  }
  const SchemaColumn* found = nullptr;
  for (const SchemaColumn* c : columns_) {
    if (c->autoincrement() != Autoincrement::yes) continue;
    can_autoincrement(*c, true);
    if (found) {
      throw ArgumentError(str_cat("only one column of table ", quoted(table_->key()),
                                  " may be marked autoincrement(true), found both ",
                                  quoted(c->name().text()), " and ", quoted(found->name().text())));
    }
    found = c;
  }
  return found;
}

std::vector<const SchemaColumn*> PrimaryKeyConstraint::columns_autoincrement_first() const {
  std::vector<const SchemaColumn*> out(columns_.begin(), columns_.end());
  if (const SchemaColumn* first = autoincrement_column()) {
    std::erase(out, first);
    out.insert(out.begin(), first);
  }
  return out;
}

// ---- UniqueConstraint ---------------------------------------------------------------------------

UniqueConstraint::UniqueConstraint(std::vector<ConstraintColumn> columns, ConstraintOptions options)
    : ColumnCollectionConstraint(ConstraintKind::unique, std::move(columns), std::move(options)) {
  check_dialect_options(dialect_options(), OptionTarget::unique);
}

Ptr<Constraint> UniqueConstraint::copy() const {
  auto c = make_ptr<UniqueConstraint>(*this);
  c->table_ = nullptr;
  c->columns_.clear();
  return c;
}

// ---- CheckConstraint ----------------------------------------------------------------------------

CheckConstraint::CheckConstraint(std::string_view sql, ConstraintOptions options)
    : CheckConstraint(ElementPtr(make_ptr<TextClause>(sql)), std::move(options)) {}

CheckConstraint::CheckConstraint(const SqlExpression& condition, ConstraintOptions options)
    : CheckConstraint(ElementPtr(condition.node()), std::move(options)) {}

CheckConstraint::CheckConstraint(ElementPtr condition, ConstraintOptions options)
    : Constraint(ConstraintKind::check, std::move(options)), sqltext_(std::move(condition)) {
  check_dialect_options(dialect_options(), OptionTarget::check);
}

const SchemaTable* CheckConstraint::table_of_columns() const noexcept {
  const SchemaTable* found = nullptr;
  visitors::traverse(*sqltext_, [&](const ClauseElement& e) {
    if (!found && e.kind() == ElementKind::column)
      if (const SchemaColumn* c = as_schema_column(e)) found = c->schema_table();
    return !found;
  });
  return found;
}

void CheckConstraint::resolve_columns() {
  columns_.clear();
  visitors::traverse(*sqltext_, [&](const ClauseElement& e) {
    if (e.kind() != ElementKind::column) return true;
    const SchemaColumn* c = as_schema_column(e);
    if (!c) c = table_->find_schema_column(as<ColumnClause>(e).key_text());
    if (c && c->schema_table() == table_ && !contains_column(*c)) columns_.push_back(c);
    return true;
  });
  sqltext_ = detached(sqltext_);
}

Ptr<Constraint> CheckConstraint::copy() const {
  auto c = make_ptr<CheckConstraint>(*this);
  c->table_ = nullptr;
  c->columns_.clear();
  return c;
}

std::span<const SchemaColumn* const> Constraint::columns() const noexcept {
  return columns_;
}

}  // namespace cupel
