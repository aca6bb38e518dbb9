#include "dialects/sqlite/ddl_compiler.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::sqlite {

namespace {

using Names = std::vector<std::string_view>;

const bool kOptionsDeclared = [] {
  const auto declare = [](OptionTarget target, const Names& names) {
    declare_dialect_options("sqlite", target, names);
  };
  declare(OptionTarget::table, {"autoincrement", "include_internal", "with_rowid", "strict"});
  declare(OptionTarget::index, {"where"});
  declare(OptionTarget::column,
          {"on_conflict_primary_key", "on_conflict_not_null", "on_conflict_unique"});
  declare(OptionTarget::primary_key, {"on_conflict"});
  declare(OptionTarget::unique, {"on_conflict"});
  declare(OptionTarget::check, {"on_conflict"});
  declare(OptionTarget::view, {"if_not_exists"});
  return true;
}();

const OptionValue* option(const DialectOptions& options, std::string_view name) {
  return options.find("sqlite", name);
}

bool is_on(const OptionValue* value) {
  return value && value->truthy();
}

/// True for a key that is written into its column, so that AUTOINCREMENT may stand there.
bool is_inline_key(const SchemaColumn& column) {
  const SchemaTable& table = *column.schema_table();
  return column.primary_key() && table.primary_key().columns().size() == 1 &&
         is_on(option(table.dialect_options(), "autoincrement")) &&
         column.type()->type_affinity() == TypeAffinity::integer && column.foreign_keys().empty();
}

/// SQLite's DEFAULT takes a literal, a signed number or a word; anything else needs parentheses.
bool needs_parentheses(std::string_view value) {
  const std::size_t first = value.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos) return false;
  const char c = value[first];
  if (c == '\'' || c == '"' || c == '(') return false;
  return std::any_of(value.begin(), value.end(), [](char x) {
    const auto u = static_cast<unsigned char>(x);
    const bool word = (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') ||
                      u == '_' || u >= 0x80;
    return !word;
  });
}

}  // namespace

std::string SqliteDdlCompiler::on_conflict(const OptionValue* action) const {
  static constexpr std::array<std::string_view, 5> kActions = {"ROLLBACK", "ABORT", "FAIL",
                                                               "IGNORE", "REPLACE"};
  if (!action || !action->text()) return {};
  require_phrase(*action->text(), kActions);
  return str_cat(" ON CONFLICT ", *action->text());
}

std::string SqliteDdlCompiler::column_specification(const SchemaColumn& column, bool /*first_pk*/) {
  std::string out = str_cat(preparer().format_column(column), " ",
                            context().type_compiler().process(*column.type()));
  if (const auto value = column_default(column)) {
    str_append(out, " DEFAULT ", needs_parentheses(*value) ? str_cat("(", *value, ")") : *value);
  }
  if (!column.nullable()) {
    str_append(out, " NOT NULL",
               on_conflict(option(column.dialect_options(), "on_conflict_not_null")));
  }
  if (column.primary_key()) {
    if (column.autoincrement() == Autoincrement::yes &&
        column.schema_table()->primary_key().columns().size() != 1) {
      throw CompileError("SQLite does not support autoincrement for composite primary keys");
    }
    if (is_inline_key(column)) {
      str_append(out, " PRIMARY KEY",
                 on_conflict(option(column.dialect_options(), "on_conflict_primary_key")),
                 " AUTOINCREMENT");
    }
  }
  if (column.computed()) str_append(out, " ", visit_computed(*column.computed()));
  return out;
}

std::string SqliteDdlCompiler::post_create_table(const SchemaTable& table) {
  std::vector<std::string> options;
  const OptionValue* with_rowid = option(table.dialect_options(), "with_rowid");
  if (with_rowid && !with_rowid->truthy()) options.emplace_back("WITHOUT ROWID");
  if (is_on(option(table.dialect_options(), "strict"))) options.emplace_back("STRICT");
  return options.empty() ? std::string() : str_cat("\n ", join(options, ",\n "));
}

// The schema stands with the name of the index, not with that of its table.
std::string SqliteDdlCompiler::visit_create_index(const CreateIndexNode& e) {
  require_table(e.index);
  std::string out =
      str_cat("CREATE ", e.index.unique() ? "UNIQUE " : "", "INDEX ",
              e.if_not_exists ? "IF NOT EXISTS " : "", prepared_index_name(e.index, true), " ON ",
              table_name(*e.table, false), " (");
  out += join(e.index.expressions(), ", ", [&](const ClauseElement* x) { return inline_sql(*x); });
  out += ')';
  if (const OptionValue* where = option(e.index.dialect_options(), "where")) {
    str_append(out, " WHERE ", where->element() ? inline_sql(*where->element()) : *where->text());
  }
  return out;
}

bool SqliteDdlCompiler::view_if_not_exists(const CreateViewNode& e) const {
  return is_on(option(e.dialect, "if_not_exists"));
}

std::string SqliteDdlCompiler::visit_primary_key(const PrimaryKeyConstraint& e,
                                                 const SchemaTable& table) {
  if (e.columns().empty()) return {};
  const bool single = e.columns().size() == 1;
  if (single && is_inline_key(*e.columns()[0])) return {};
  const OptionValue* action = option(e.dialect_options(), "on_conflict");
  if (!action && single)
    action = option(e.columns()[0]->dialect_options(), "on_conflict_primary_key");
  return DdlCompiler::visit_primary_key(e, table) + on_conflict(action);
}

std::string SqliteDdlCompiler::visit_unique(const UniqueConstraint& e, const SchemaTable& table) {
  if (e.columns().empty()) return {};
  const OptionValue* action = option(e.dialect_options(), "on_conflict");
  if (!action && e.columns().size() == 1)
    action = option(e.columns()[0]->dialect_options(), "on_conflict_unique");
  return DdlCompiler::visit_unique(e, table) + on_conflict(action);
}

std::string SqliteDdlCompiler::visit_check(const CheckConstraint& e, const SchemaTable& table,
                                           const SchemaColumn* column) {
  const OptionValue* action = option(e.dialect_options(), "on_conflict");
  if (action && column) {
    throw CompileError("SQLite does not support ON CONFLICT for the CHECK constraint of a column");
  }
  return DdlCompiler::visit_check(e, table, column) + on_conflict(action);
}

// A foreign key cannot leave the attached database of its table.
std::string SqliteDdlCompiler::visit_foreign_key(const ForeignKeyConstraint& e,
                                                 const SchemaTable& table) {
  if (!(e.referred_table().schema() == table.schema())) return {};
  return DdlCompiler::visit_foreign_key(e, table);
}

std::string SqliteDdlCompiler::remote_table(const ForeignKeyConstraint&,
                                            const SchemaTable& remote) {
  return table_name(remote, false);
}

}  // namespace cupel::sqlite
