#include "dialects/mssql/ddl_compiler.hpp"

#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/expression/nodes.hpp"
#include "cupel/types/literal_context.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mssql/select_into.hpp"

namespace cupel::mssql {

namespace {

const bool kOptionsDeclared = [] {
  const auto declare = [](OptionTarget target, const std::vector<std::string_view>& names) {
    declare_dialect_options("mssql", target, names);
  };
  declare(OptionTarget::primary_key, {"clustered"});
  declare(OptionTarget::unique, {"clustered"});
  declare(OptionTarget::index, {"clustered", "include", "where", "columnstore"});
  declare(OptionTarget::column, {"identity_start", "identity_increment"});
  return true;
}();

const OptionValue* option(const DialectOptions& options, std::string_view name) {
  return options.find("mssql", name);
}

std::optional<std::int64_t> number(const DialectOptions& options, std::string_view name) {
  const OptionValue* value = option(options, name);
  return value && value->integer() ? std::optional<std::int64_t>(*value->integer()) : std::nullopt;
}

bool draws_from_sequence(const SchemaColumn& column) {
  return column.default_() && column.default_()->is_sequence();
}

bool autoincrements(const SchemaColumn& column) {
  return column.autoincrement() == Autoincrement::yes;
}

}  // namespace

// ---- columns ------------------------------------------------------------------------------------

std::string MssqlDdlCompiler::column_specification(const SchemaColumn& column, bool) {
  std::string out = str_cat(preparer().format_column(column), " ",
                            column.computed() ? visit_computed(*column.computed())
                                              : context().type_compiler().process(*column.type()));
  const bool sequence = draws_from_sequence(column);
  if (!column.nullable() || column.primary_key() || sequence || autoincrements(column) ||
      column.identity()) {
    out += " NOT NULL";
  } else if (!column.computed()) {
    out += " NULL";
  }
  const auto start = number(column.dialect_options(), "identity_start");
  const auto increment = number(column.dialect_options(), "identity_increment");
  if (start || increment) {
    if (column.identity()) {
      throw CompileError(
          "Cannot specify options 'mssql_identity_start' and/or 'mssql_identity_increment' while "
          "also using the 'Identity' construct; give its start and increment instead");
    }
    warn(WarningCategory::deprecation,
         "The dialect options 'mssql_identity_start' and 'mssql_identity_increment' are "
         "deprecated. Use the 'Identity' object instead.");
  }
  if (column.identity()) {
    out += visit_identity(*column.identity());
  } else if ((column.is_autoincrement() || autoincrements(column)) &&
             (!sequence || column.default_()->sequence().optional())) {
    out += visit_identity(Identity({.start = start, .increment = increment}));
  } else if (const auto value = column_default(column)) {
    str_append(out, " DEFAULT ", *value);
  }
  return out;
}

std::string MssqlDdlCompiler::visit_computed(const Computed& e) {
  return str_cat("AS (", inline_sql(e.sqltext()), ")",
                 e.persisted().value_or(false) ? " PERSISTED" : "");
}

std::string MssqlDdlCompiler::visit_identity(const Identity& e) {
  const SequenceOptions& o = e.options();
  if (!o.start && !o.increment) return " IDENTITY";
  return str_cat(" IDENTITY(", o.start.value_or(1), ",", o.increment.value_or(1), ")");
}

// ---- indexes and constraints --------------------------------------------------------------------

std::string MssqlDdlCompiler::clustered(const DialectOptions& options) {
  const OptionValue* value = option(options, "clustered");
  if (!value) return {};
  return value->truthy() ? "CLUSTERED " : "NONCLUSTERED ";
}

std::string MssqlDdlCompiler::visit_create_index(const CreateIndexNode& e) {
  require_table(e.index);
  const DialectOptions& options = e.index.dialect_options();
  const OptionValue* columnstore = option(options, "columnstore");
  std::string out = str_cat("CREATE ", e.index.unique() ? "UNIQUE " : "", clustered(options),
                            columnstore && columnstore->truthy() ? "COLUMNSTORE " : "", "INDEX ",
                            prepared_index_name(e.index), " ON ", table_name(*e.table));
  if (!e.index.expressions().empty()) {
    str_append(
        out, " (",
        join(e.index.expressions(), ", ", [&](const ClauseElement* x) { return inline_sql(*x); }),
        ")");
  }
  if (const OptionValue* include = option(options, "include");
      include && include->names() && !include->names()->empty()) {
    str_append(out, " INCLUDE (",
               join(*include->names(), ", ",
                    [&](const std::string& key) {
                      return preparer().format_column(e.table->schema_column(key));
                    }),
               ")");
  }
  if (const OptionValue* where = option(options, "where")) {
    if (where->element()) {
      str_append(out, " WHERE ", inline_sql(*where->element()));
    } else if (where->text()) {
      str_append(out, " WHERE ", *where->text());
    }
  }
  return out;
}

std::string MssqlDdlCompiler::visit_drop_index(const DropIndexNode& e) {
  require_table(e.index);
  return str_cat("\nDROP INDEX ", e.if_exists ? "IF EXISTS " : "", prepared_index_name(e.index),
                 " ON ", table_name(*e.table));
}

std::string MssqlDdlCompiler::visit_primary_key(const PrimaryKeyConstraint& e,
                                                const SchemaTable& table) {
  if (e.columns().empty()) return {};
  const std::vector<const SchemaColumn*> columns(e.columns().begin(), e.columns().end());
  return str_cat(constraint_prefix(e, table), "PRIMARY KEY ", clustered(e.dialect_options()), "(",
                 column_list(columns), ")", deferrability(e));
}

std::string MssqlDdlCompiler::visit_unique(const UniqueConstraint& e, const SchemaTable& table) {
  if (e.columns().empty()) return {};
  return str_cat(constraint_prefix(e, table), "UNIQUE ", clustered(e.dialect_options()), "(",
                 column_list(e.columns()), ")", deferrability(e));
}

// BIT holds nothing but 0 and 1.
bool MssqlDdlCompiler::wants_type_check(const CheckConstraint& e) const {
  return e.bound_type()->type_affinity() != TypeAffinity::boolean &&
         DdlCompiler::wants_type_check(e);
}

// ---- other statements ---------------------------------------------------------------------------

std::string MssqlDdlCompiler::visit_create_table_as(const CreateTableAsNode& e) {
  return statement_sql(*select_into(*e.selectable, e.table));
}

std::string MssqlDdlCompiler::visit_create_view(const CreateViewNode& e) {
  std::string out = DdlCompiler::visit_create_view(e);
  constexpr std::string_view kReplace = "CREATE OR REPLACE ";
  if (out.starts_with(kReplace)) out.replace(0, kReplace.size(), "CREATE OR ALTER ");
  return out;
}

std::string MssqlDdlCompiler::create_sequence_prefix(const SequenceNode& sequence) {
  return sequence.data_type()
             ? str_cat(" AS ", context().type_compiler().process(*sequence.data_type()))
             : std::string();
}

// ---- comments -----------------------------------------------------------------------------------

std::string MssqlDdlCompiler::comment_target(const SchemaTable& table) const {
  std::string schema;
  if (const auto stated = IdentifierPreparer::effective_schema(table.schema(), nullptr)) {
    schema = preparer().quote_schema(stated->text(), stated->quote());
  } else if (!traits().default_schema.empty()) {
    schema = preparer().quote_schema(traits().default_schema);
  } else {
    throw CompileError(str_cat("comment on table ", quoted(table.name().text()),
                               ": the default schema of the database is not known; give the table "
                               "a schema, or the dialect a default_schema"));
  }
  return str_cat("'schema', ", schema, ", 'table', ", table_name(table, false));
}

std::string MssqlDdlCompiler::national_literal(const std::string& text) const {
  return context().literal_context().text(text, true);
}

std::string MssqlDdlCompiler::visit_set_table_comment(const SetTableCommentNode& e) {
  return str_cat("execute sp_addextendedproperty 'MS_Description', ",
                 national_literal(e.table->comment().value_or("")), ", ", comment_target(*e.table));
}

std::string MssqlDdlCompiler::visit_drop_table_comment(const DropTableCommentNode& e) {
  return str_cat("execute sp_dropextendedproperty 'MS_Description', ", comment_target(*e.table));
}

std::string MssqlDdlCompiler::visit_set_column_comment(const SetColumnCommentNode& e) {
  return str_cat("execute sp_addextendedproperty 'MS_Description', ",
                 national_literal(e.column->comment().value_or("")), ", ",
                 comment_target(*e.column->schema_table()), ", 'column', ",
                 preparer().format_column(*e.column));
}

std::string MssqlDdlCompiler::visit_drop_column_comment(const DropColumnCommentNode& e) {
  return str_cat("execute sp_dropextendedproperty 'MS_Description', ",
                 comment_target(*e.column->schema_table()), ", 'column', ",
                 preparer().format_column(*e.column));
}

}  // namespace cupel::mssql
