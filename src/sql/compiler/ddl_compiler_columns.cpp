#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/ddl_compiler.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/util/str_cat.hpp"

// Columns as they stand in CREATE TABLE.

namespace cupel {

std::string DdlCompiler::visit_create_column(const SchemaColumn& column, bool first_pk) {
  if (column.system()) return {};
  std::string out = column_specification(column, first_pk);
  for (const CheckConstraint& check : column.checks()) {
    if (check.options().ddl_if.allows(traits().name))
      str_append(out, " ", visit_check(check, *column.schema_table(), &column));
  }
  return out;
}

std::string DdlCompiler::column_specification(const SchemaColumn& column, bool /*first_pk*/) {
  std::string out = str_cat(preparer().format_column(column), " ",
                            context().type_compiler().process(*column.type()));
  if (const auto value = column_default(column)) str_append(out, " DEFAULT ", *value);
  if (column.computed()) str_append(out, " ", visit_computed(*column.computed()));
  const bool has_identity = column.identity() && traits().supports_identity_columns;
  if (has_identity) str_append(out, " ", visit_identity(*column.identity()));
  if (!column.nullable() && !has_identity) out += " NOT NULL";
  return out;
}

std::optional<std::string> DdlCompiler::column_default(const SchemaColumn& column) {
  const ServerDefault* value = column.server_default();
  if (!value || !value->has_ddl()) return std::nullopt;
  if (value->kind() == ServerDefault::Kind::text) return string_literal(value->text());
  return inline_sql(value->sql(), true);
}

std::string DdlCompiler::visit_computed(const Computed& e) {
  std::string out = str_cat("GENERATED ALWAYS AS (", inline_sql(e.sqltext()), ")");
  if (e.persisted()) out += *e.persisted() ? " STORED" : " VIRTUAL";
  return out;
}

std::string DdlCompiler::visit_identity(const Identity& e) {
  std::string out = str_cat("GENERATED ", e.always() ? "ALWAYS" : "BY DEFAULT", " AS IDENTITY");
  if (const std::string options = sequence_options(e.options()); !options.empty())
    str_append(out, " (", options, ")");
  return out;
}

std::string DdlCompiler::create_table_suffix(const SchemaTable&) {
  return {};
}

std::string DdlCompiler::post_create_table(const SchemaTable&) {
  return {};
}

}  // namespace cupel
