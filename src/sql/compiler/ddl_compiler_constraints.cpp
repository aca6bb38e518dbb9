#include <algorithm>
#include <array>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/naming.hpp"
#include "cupel/sql/compiler/ddl_compiler.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

// Constraints as they stand in CREATE TABLE and ALTER TABLE.

namespace cupel {

std::string DdlCompiler::table_constraints(const CreateTableNode& e) {
  const SchemaTable& table = *e.table;
  std::vector<std::string> texts;
  for (const Constraint* constraint : table.constraints()) {
    if (constraint->is_isolated_from_table()) continue;
    if (constraint->kind() == ConstraintKind::foreign_key) {
      const auto* fk = static_cast<const ForeignKeyConstraint*>(constraint);
      if (e.foreign_keys &&
          std::find(e.foreign_keys->begin(), e.foreign_keys->end(), fk) == e.foreign_keys->end())
        continue;
      if (traits().supports_alter && fk->use_alter()) continue;
    }
    std::string text = constraint_text(*constraint, table);
    if (!text.empty()) texts.push_back(std::move(text));
  }
  return join(texts, ", \n\t");
}

std::string DdlCompiler::constraint_text(const Constraint& constraint, const SchemaTable& table) {
  if (!constraint.options().ddl_if.allows(traits().name)) return {};
  switch (constraint.kind()) {
    case ConstraintKind::primary_key:
      return visit_primary_key(static_cast<const PrimaryKeyConstraint&>(constraint), table);
    case ConstraintKind::unique:
      return visit_unique(static_cast<const UniqueConstraint&>(constraint), table);
    case ConstraintKind::check: {
      const auto& check = static_cast<const CheckConstraint&>(constraint);
      if (check.bound_type() && !wants_type_check(check)) return {};
      return visit_check(check, table, nullptr);
    }
    case ConstraintKind::foreign_key:
      return visit_foreign_key(static_cast<const ForeignKeyConstraint&>(constraint), table);
    case ConstraintKind::exclude:
      return visit_exclude(constraint, table);
  }
  return {};
}

std::optional<std::string> DdlCompiler::constraint_name(const Constraint& constraint,
                                                        const SchemaTable& table) {
  const ConstraintName name =
      constraint.name().is_deferred() ? name_for_table(constraint, table) : constraint.name();
  if (!name.has_text()) return std::nullopt;
  const CompilerTraits& t = traits();
  return preparer().quote(cut_name(
      name, t.max_constraint_name_length ? t.max_constraint_name_length : t.max_identifier_length));
}

std::string DdlCompiler::constraint_prefix(const Constraint& e, const SchemaTable& table) {
  const auto name = constraint_name(e, table);
  return name ? str_cat("CONSTRAINT ", *name, " ") : std::string();
}

std::string DdlCompiler::visit_primary_key(const PrimaryKeyConstraint& e,
                                           const SchemaTable& table) {
  if (e.columns().empty()) return {};
  const std::vector<const SchemaColumn*> columns =
      e.is_implicit() ? e.columns_autoincrement_first()
                      : std::vector<const SchemaColumn*>(e.columns().begin(), e.columns().end());
  return str_cat(constraint_prefix(e, table), "PRIMARY KEY (", column_list(columns), ")",
                 deferrability(e));
}

std::string DdlCompiler::visit_unique(const UniqueConstraint& e, const SchemaTable& table) {
  if (e.columns().empty()) return {};
  return str_cat(constraint_prefix(e, table), "UNIQUE ", unique_distinct(e), "(",
                 column_list(e.columns()), ")", deferrability(e));
}

std::string DdlCompiler::visit_check(const CheckConstraint& e, const SchemaTable& table,
                                     const SchemaColumn* /*column*/) {
  return str_cat(constraint_prefix(e, table), "CHECK (", inline_sql(e.sqltext()), ")",
                 deferrability(e));
}

std::string DdlCompiler::visit_foreign_key(const ForeignKeyConstraint& e,
                                           const SchemaTable& table) {
  std::vector<const SchemaColumn*> remote;
  for (const Ptr<ForeignKey>& element : e.elements()) remote.push_back(&element->column());
  return str_cat(constraint_prefix(e, table), "FOREIGN KEY(", column_list(e.columns()),
                 ") REFERENCES ", remote_table(e, *remote[0]->schema_table()), " (",
                 column_list(remote), ")", foreign_key_match(e), foreign_key_cascades(e),
                 deferrability(e));
}

std::string DdlCompiler::visit_exclude(const Constraint&, const SchemaTable&) {
  unsupported("an ExcludeConstraint");
}

std::string DdlCompiler::remote_table(const ForeignKeyConstraint&, const SchemaTable& remote) {
  return table_name(remote);
}

std::string DdlCompiler::foreign_key_match(const ForeignKeyConstraint& e) {
  static constexpr std::array<std::string_view, 3> kMatches = {"FULL", "PARTIAL", "SIMPLE"};
  const std::string& match = e.foreign_key_options().match;
  if (match.empty()) return {};
  require_phrase(match, kMatches);
  return str_cat(" MATCH ", match);
}

namespace {

constexpr std::array<std::string_view, 5> kActions = {"RESTRICT", "CASCADE", "SET NULL",
                                                      "NO ACTION", "SET DEFAULT"};
constexpr std::array<std::string_view, 2> kInitially = {"DEFERRED", "IMMEDIATE"};

}  // namespace

bool DdlCompiler::is_cascade_action(std::string_view phrase) const {
  return std::any_of(kActions.begin(), kActions.end(),
                     [&](std::string_view action) { return iequals(action, phrase); });
}

std::string DdlCompiler::foreign_key_cascades(const ForeignKeyConstraint& e) {
  std::string out;
  const ForeignKeyOptions& options = e.foreign_key_options();
  if (!options.ondelete.empty()) {
    if (!is_cascade_action(options.ondelete)) require_phrase(options.ondelete, kActions);
    str_append(out, " ON DELETE ", options.ondelete);
  }
  if (!options.onupdate.empty()) {
    require_phrase(options.onupdate, kActions);
    str_append(out, " ON UPDATE ", options.onupdate);
  }
  return out;
}

std::string DdlCompiler::deferrability(const Constraint& e) {
  std::string out;
  if (e.options().deferrable) out = *e.options().deferrable ? " DEFERRABLE" : " NOT DEFERRABLE";
  if (!e.options().initially.empty()) {
    require_phrase(e.options().initially, kInitially);
    str_append(out, " INITIALLY ", e.options().initially);
  }
  return out;
}

std::string DdlCompiler::unique_distinct(const UniqueConstraint&) {
  return {};
}

bool DdlCompiler::wants_type_check(const CheckConstraint& e) const {
  const TypeEngine* type = e.bound_type().get();
  if (type->variant_for(traits().name)) return false;
  while (type->kind() == TypeKind::type_decorator)
    type = static_cast<const TypeDecorator&>(*type).impl().get();
  if (type->kind() == TypeKind::enum_) {
    return !(traits().supports_native_enum &&
             static_cast<const Enum&>(*type).options().native_enum);
  }
  return !traits().supports_native_boolean;
}

}  // namespace cupel
