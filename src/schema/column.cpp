#include "cupel/schema/column.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

/// `type` with the length of `length<N>`.
TypePtr with_length(const TypePtr& type, std::uint32_t length, const std::string& column) {
  const int n = static_cast<int>(length);
  if (type) {
    switch (type->kind()) {
      case TypeKind::string:
        return make_ptr<String>(n, static_cast<const String&>(*type).collation());
      case TypeKind::text:
        return make_ptr<Text>(n, static_cast<const Text&>(*type).collation());
      case TypeKind::unicode:
        return make_ptr<Unicode>(n, static_cast<const Unicode&>(*type).collation());
      case TypeKind::unicode_text:
        return make_ptr<UnicodeText>(n, static_cast<const UnicodeText&>(*type).collation());
      case TypeKind::large_binary:
        return make_ptr<LargeBinary>(n);
      default:
        break;
    }
  }
  throw ArgumentError(str_cat("length<", length, "> on column ", quoted(column), " of type ",
                              type ? type->repr() : std::string("NullType()"),
                              ": only String, Text, Unicode, UnicodeText and LargeBinary have a "
                              "length"));
}

TypePtr type_of(const ColumnSpec& spec) {
  if (spec.length) return with_length(spec.type, *spec.length, spec.name);
  return spec.type ? spec.type : NullType::instance();
}

void check_generated(const ColumnSpec& spec) {
  const bool other_server_value = spec.server_default || spec.server_onupdate;
  if (spec.computed && (other_server_value || spec.identity)) {
    throw ArgumentError(str_cat("column ", quoted(spec.name),
                                ": a generated column cannot have a server_default, a "
                                "server_onupdate or an Identity"));
  }
  if (!spec.identity) return;
  if (other_server_value) {
    throw ArgumentError(str_cat("column ", quoted(spec.name),
                                ": a column with an Identity cannot have a server_default or a "
                                "server_onupdate"));
  }
  if (spec.autoincrement == Autoincrement::no) {
    throw ArgumentError(str_cat("column ", quoted(spec.name),
                                ": a column with an Identity cannot say autoincrement(false)"));
  }
}

}  // namespace

// ---- SchemaColumn -------------------------------------------------------------------------------

SchemaColumn::SchemaColumn(ColumnSpec spec)
    : ColumnClause(quoted_name(spec.name, spec.quote), type_of(spec), false, spec.key),
      spec_(std::move(spec)),
      nullable_(spec_.nullable.value_or(!spec_.primary_key && !spec_.identity)) {
  check_generated(spec_);
  check_dialect_options(spec_.dialect, OptionTarget::column);
  if (spec_.computed && !spec_.server_default) spec_.server_default = make_ptr<ServerDefault>();
  set_primary_key(spec_.primary_key);
  set_omitted_from_statements(spec_.omit_from_statements);
}

SchemaColumn::~SchemaColumn() = default;

const SchemaTable* SchemaColumn::schema_table() const noexcept {
  return table() ? as_schema_table(*table()) : nullptr;
}

bool SchemaColumn::is_autoincrement() const {
  return schema_table() && schema_table()->autoincrement_column() == this;
}

bool SchemaColumn::has_server_default() const noexcept {
  return spec_.server_default || spec_.computed || spec_.identity;
}

bool SchemaColumn::references(const SchemaColumn& other) const {
  for (const ForeignKey* key : foreign_keys_)
    if (&key->column() == &other) return true;
  return false;
}

void SchemaColumn::foreign_keys(std::vector<ForeignKeyLink>& links) const {
  for (const ForeignKey* key : foreign_keys_) {
    links.push_back({.parent = this,
                     .target = key->resolved(),
                     .constraint = key->constraint(),
                     .target_table = key->target_table_key(),
                     .target_fullname = key->target_fullname()});
  }
}

std::string SchemaColumn::display_name() const {
  return schema_table() ? str_cat(schema_table()->key(), ".", name().text()) : name().text();
}

const SchemaColumn* as_schema_column(const ClauseElement& column) noexcept {
  const ClauseElement& element = *column.identity();
  if (element.kind() != ElementKind::column) return nullptr;
  const auto& clause = as<ColumnClause>(element);
  const FromClause* table = clause.table();
  if (!table || !as_schema_table(*table)) return nullptr;
  return static_cast<const SchemaColumn*>(&clause);
}

// ---- Column -------------------------------------------------------------------------------------

Column::Column(ColumnSpec spec)
    : Expr<Untyped>(ColumnPtr(make_ptr<SchemaColumn>(std::move(spec)))) {}

const SchemaColumn& Column::schema_column() const noexcept {
  return static_cast<const SchemaColumn&>(*node_);
}

Table Column::table() const {
  const SchemaTable* table = schema_column().schema_table();
  if (!table) {
    throw InvalidRequestError(
        str_cat("column ", quoted(name()), " is in no table yet; give it to a Table first"));
  }
  return Table(*table);
}

Column Column::copy() const {
  ColumnSpec spec = schema_column().spec();
  for (const ForeignKey* key : schema_column().foreign_keys())
    if (key->constraint()->elements().size() == 1) spec.foreign_keys.push_back(*key);
  if (spec.computed) spec.server_default = {};
  return Column(std::move(spec));
}

std::span<const ForeignKey* const> SchemaColumn::foreign_keys() const noexcept {
  return foreign_keys_;
}

std::span<const CheckConstraint> SchemaColumn::checks() const noexcept {
  return spec_.checks;
}

Column insert_sentinel(std::string_view name, const TypeArg& type,
                       const InsertSentinelOptions& options) {
  ColumnSpec spec;
  spec.name = name;
  spec.type = type.get();
  spec.insert_sentinel = true;
  spec.omit_from_statements = options.omit_from_statements;
  if (options.default_) options.default_->apply(spec);
  return Column(std::move(spec));
}

Column insert_sentinel(std::string_view name, const InsertSentinelOptions& options) {
  return insert_sentinel(name, Integer(), options);
}

}  // namespace cupel
