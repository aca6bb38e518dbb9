#include "dialects/postgresql/ddl_compiler.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "cupel/dialects/postgresql/ddl.hpp"
#include "cupel/dialects/postgresql/exclude_constraint.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/sql/expression/column_element.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/words.hpp"

namespace cupel::postgresql {

namespace {

using Names = std::vector<std::string_view>;

const bool kOptionsDeclared = [] {
  const auto declare = [](OptionTarget target, const Names& names) {
    declare_dialect_options("postgresql", target, names);
  };
  declare(OptionTarget::table, {"ignore_search_path", "inherits", "on_commit", "partition_by",
                                "tablespace", "using", "with", "with_oids"});
  declare(OptionTarget::index, {"concurrently", "include", "nulls_not_distinct", "ops",
                                "tablespace", "using", "where", "with"});
  declare(OptionTarget::primary_key, {"include"});
  declare(OptionTarget::unique, {"include", "nulls_not_distinct"});
  declare(OptionTarget::check, {"not_valid"});
  declare(OptionTarget::foreign_key, {"not_valid"});
  declare(OptionTarget::view, {"with"});
  return true;
}();

const OptionValue* option(const DialectOptions& options, std::string_view name) {
  return options.find("postgresql", name);
}

bool is_on(const OptionValue* value) {
  return value && value->truthy();
}

std::string scalar_text(const OptionScalar& value) {
  if (const bool* b = std::get_if<bool>(&value)) return *b ? "true" : "false";
  if (const std::int64_t* i = std::get_if<std::int64_t>(&value)) return str_cat(*i);
  return std::get<std::string>(value);
}

/// The storage type behind decorators and variants.
TypePtr storage_of(const SchemaColumn& column, const CompilerContext& context) {
  const TypePtr impl = context.type_impl(*column.type());
  return impl->kind() == TypeKind::type_decorator ? static_cast<const TypeDecorator&>(*impl).impl()
                                                  : impl;
}

bool draws_by_serial(const SchemaColumn& column) {
  if (!column.primary_key() || column.identity() || !column.is_autoincrement()) return false;
  const ColumnDefault* value = column.default_();
  return !value || (value->is_sequence() && value->sequence().optional());
}

/// A CHECK for the members of an array cannot be written.
void refuse_checked_array(const TypeEngine& type) {
  if (type.kind() != TypeKind::array) return;
  const TypeEngine& item = *static_cast<const cupel::ARRAY&>(type).item_type();
  if (item.kind() != TypeKind::enum_) return;
  const EnumOptions& options = static_cast<const Enum&>(item).options();
  if (options.create_constraint && !options.native_enum) {
    throw CompileError(
        "PostgreSQL cannot produce the CHECK constraint for an ARRAY of a non-native "
        "Enum; say create_constraint = false for the Enum");
  }
}

std::string_view serial_type(const TypeEngine& storage) {
  switch (storage.kind()) {
    case TypeKind::big_integer:
    case TypeKind::sql_bigint:
      return "BIGSERIAL";
    case TypeKind::small_integer:
    case TypeKind::sql_smallint:
      return "SMALLSERIAL";
    default:
      return "SERIAL";
  }
}

}  // namespace

// ---- columns and tables -------------------------------------------------------------------------

std::string PostgresqlDdlCompiler::column_specification(const SchemaColumn& column,
                                                        bool /*first_pk*/) {
  refuse_checked_array(*column.type());
  std::string out = str_cat(preparer().format_column(column), " ");
  const bool has_identity = column.identity() && traits().supports_identity_columns;
  if (draws_by_serial(column)) {
    out += serial_type(*storage_of(column, context()));
  } else {
    out += context().type_compiler().process(*column.type());
    if (const auto value = column_default(column)) str_append(out, " DEFAULT ", *value);
  }
  if (column.computed()) str_append(out, " ", visit_computed(*column.computed()));
  if (has_identity) str_append(out, " ", visit_identity(*column.identity()));
  if (!column.nullable() && !has_identity) out += " NOT NULL";
  if (column.nullable() && has_identity) out += " NULL";
  return out;
}

std::string PostgresqlDdlCompiler::storage_parameters(const DialectOptions& options) {
  const OptionValue* with = option(options, "with");
  if (!with || !with->map() || with->map()->empty()) return {};
  return str_cat(" WITH (",
                 join(*with->map(), ", ",
                      [](const auto& entry) {
                        return str_cat(entry.first, " = ", scalar_text(entry.second));
                      }),
                 ")");
}

std::string PostgresqlDdlCompiler::post_create_table(const SchemaTable& table) {
  const DialectOptions& options = table.dialect_options();
  std::string out;
  if (const OptionValue* inherits = option(options, "inherits")) {
    const std::vector<std::string> parents =
        inherits->names() ? *inherits->names() : std::vector<std::string>{*inherits->text()};
    str_append(out, "\n INHERITS (",
               join(parents, ", ", [&](const std::string& p) { return preparer().quote(p); }), ")");
  }
  if (const OptionValue* by = option(options, "partition_by"))
    str_append(out, "\n PARTITION BY ", *by->text());
  if (const OptionValue* method = option(options, "using"))
    str_append(out, "\n USING ", *method->text());
  if (const OptionValue* oids = option(options, "with_oids"))
    str_append(out, oids->truthy() ? "\n WITH OIDS" : "\n WITHOUT OIDS");
  if (const std::string with = storage_parameters(options); !with.empty())
    str_append(out, "\n", with);
  if (const OptionValue* on_commit = option(options, "on_commit")) {
    std::string action = to_upper(*on_commit->text());
    std::replace(action.begin(), action.end(), '_', ' ');
    str_append(out, "\n ON COMMIT ", action);
  }
  if (const OptionValue* space = option(options, "tablespace"))
    str_append(out, "\n TABLESPACE ", preparer().quote(*space->text()));
  return out;
}

std::string PostgresqlDdlCompiler::create_sequence_prefix(const SequenceNode& sequence) {
  return sequence.data_type()
             ? str_cat(" AS ", context().type_compiler().process(*sequence.data_type()))
             : std::string();
}

std::string PostgresqlDdlCompiler::create_view_suffix(const CreateViewNode& e) {
  return storage_parameters(e.dialect);
}

// ---- named types --------------------------------------------------------------------------------

std::string PostgresqlDdlCompiler::visit_extension(const DdlExtension& e) {
  if (e.construct_name() != NamedTypeDdl::kName) return DdlCompiler::visit_extension(e);
  const auto& ddl = static_cast<const NamedTypeDdl&>(e);
  return ddl.type().kind() == TypeKind::enum_
             ? enum_ddl(static_cast<const Enum&>(ddl.type()), ddl.drops())
             : domain_ddl(static_cast<const DOMAIN&>(ddl.type()), ddl.drops());
}

std::string PostgresqlDdlCompiler::enum_ddl(const Enum& type, bool drop) {
  const std::string name = context().type_compiler().process(type);
  if (drop) return str_cat("DROP TYPE ", name);
  return str_cat("CREATE TYPE ", name, " AS ENUM (",
                 join(type.labels(), ", ", [&](const std::string& l) { return string_literal(l); }),
                 ")");
}

std::string PostgresqlDdlCompiler::domain_ddl(const DOMAIN& type, bool drop) {
  const std::string name = type.spelling(context().type_compiler());
  if (drop) return str_cat("DROP DOMAIN ", name);
  const DomainOptions& o = type.options();
  std::vector<std::string> parts;
  if (!o.collation.empty())
    parts.push_back(str_cat("COLLATE ", preparer().format_collation(o.collation)));
  if (o.default_) {
    parts.push_back(str_cat("DEFAULT ", o.default_->kind() == ServerDefault::Kind::text
                                            ? string_literal(o.default_->text())
                                            : inline_sql(o.default_->sql(), true)));
  }
  if (!o.constraint_name.empty())
    parts.push_back(str_cat("CONSTRAINT ", preparer().quote(o.constraint_name)));
  if (o.not_null) parts.emplace_back("NOT NULL");
  if (o.check) parts.push_back(str_cat("CHECK (", inline_sql(*o.check), ")"));
  return str_cat("CREATE DOMAIN ", name, " AS ",
                 context().type_compiler().process(*type.data_type()), " ", join(parts, " "));
}

std::optional<SchemaExecutor::NamedType> PostgresqlDdlCompiler::named_type(
    const TypePtr& type) const {
  if (const TypeEngine* variant = type->variant_for(traits().name))
    return named_type(TypePtr(variant));
  SchemaExecutor::NamedType out;
  if (type->kind() == TypeKind::enum_) {
    const auto& e = static_cast<const Enum&>(*type);
    if (!e.options().native_enum || !e.options().create_type || e.name().empty())
      return std::nullopt;
    out.name = e.name();
    out.schema = e.options().schema.value_or(std::string());
  } else if (const auto* domain = dynamic_cast<const DOMAIN*>(type.get())) {
    if (!domain->options().create_type) return std::nullopt;
    out.name = domain->name();
    out.schema = domain->options().schema;
  } else {
    return std::nullopt;
  }
  out.create = make_ptr<NamedTypeDdl>(type, false);
  out.drop = make_ptr<NamedTypeDdl>(type, true);
  return out;
}

// ---- indexes ------------------------------------------------------------------------------------

std::string PostgresqlDdlCompiler::visit_create_index(const CreateIndexNode& e) {
  require_table(e.index);
  const DialectOptions& options = e.index.dialect_options();
  std::string out = str_cat("CREATE ", e.index.unique() ? "UNIQUE " : "", "INDEX ",
                            is_on(option(options, "concurrently")) ? "CONCURRENTLY " : "",
                            e.if_not_exists ? "IF NOT EXISTS " : "", prepared_index_name(e.index),
                            " ON ", table_name(*e.table), " ");
  if (const OptionValue* method = option(options, "using")) {
    if (!is_word(*method->text())) {
      throw CompileError(str_cat("unexpected SQL phrase ", quoted(*method->text()),
                                 "; an index method is one word, such as btree, hash, gist, gin"));
    }
    str_append(out, "USING ", to_lower(*method->text()), " ");
  }
  const OptionValue* ops = option(options, "ops");
  const auto operator_class = [&](const std::string& key) -> std::string {
    if (!ops || !ops->map() || key.empty()) return {};
    for (const auto& [name, value] : *ops->map())
      if (name == key) return str_cat(" ", scalar_text(value));
    return {};
  };
  str_append(out, "(",
             join(e.index.expressions(), ", ",
                  [&](const ClauseElement* x) {
                    const auto& expression = static_cast<const ColumnElement&>(*x);
                    // Anything but a column or a function call stands in parentheses of its own.
                    const std::string text = expression.kind() == ElementKind::column
                                                 ? inline_sql(expression)
                                                 : inline_sql(*expression.self_group());
                    return text + operator_class(expression.key());
                  }),
             ")");
  out += include(options, *e.table);
  if (const OptionValue* distinct = option(options, "nulls_not_distinct"))
    out += distinct->truthy() ? " NULLS NOT DISTINCT" : " NULLS DISTINCT";
  out += storage_parameters(options);
  if (const OptionValue* space = option(options, "tablespace"))
    str_append(out, " TABLESPACE ", preparer().quote(*space->text()));
  if (const OptionValue* where = option(options, "where")) {
    str_append(out, " WHERE ", where->element() ? inline_sql(*where->element()) : *where->text());
  }
  return out;
}

std::string PostgresqlDdlCompiler::visit_drop_index(const DropIndexNode& e) {
  return str_cat("\nDROP INDEX ",
                 is_on(option(e.index.dialect_options(), "concurrently")) ? "CONCURRENTLY " : "",
                 e.if_exists ? "IF EXISTS " : "", prepared_index_name(e.index, true));
}

std::string PostgresqlDdlCompiler::include(const DialectOptions& options,
                                           const SchemaTable& table) const {
  const OptionValue* names = option(options, "include");
  if (!names || !names->names() || names->names()->empty()) return {};
  return str_cat(" INCLUDE (",
                 join(*names->names(), ", ",
                      [&](const std::string& key) {
                        return preparer().format_column(table.schema_column(key));
                      }),
                 ")");
}

// ---- constraints --------------------------------------------------------------------------------

std::string PostgresqlDdlCompiler::not_valid(const DialectOptions& options) {
  return is_on(option(options, "not_valid")) ? " NOT VALID" : "";
}

std::string PostgresqlDdlCompiler::visit_primary_key(const PrimaryKeyConstraint& e,
                                                     const SchemaTable& table) {
  if (e.columns().empty()) return {};
  const std::vector<const SchemaColumn*> columns =
      e.is_implicit() ? e.columns_autoincrement_first()
                      : std::vector<const SchemaColumn*>(e.columns().begin(), e.columns().end());
  return str_cat(constraint_prefix(e, table), "PRIMARY KEY (", column_list(columns), ")",
                 include(e.dialect_options(), table), deferrability(e));
}

std::string PostgresqlDdlCompiler::visit_unique(const UniqueConstraint& e,
                                                const SchemaTable& table) {
  if (e.columns().empty()) return {};
  return str_cat(constraint_prefix(e, table), "UNIQUE ", unique_distinct(e), "(",
                 column_list(e.columns()), ")", include(e.dialect_options(), table),
                 deferrability(e));
}

std::string PostgresqlDdlCompiler::unique_distinct(const UniqueConstraint& e) {
  const OptionValue* value = option(e.dialect_options(), "nulls_not_distinct");
  if (!value) return {};
  return value->truthy() ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ";
}

std::string PostgresqlDdlCompiler::visit_check(const CheckConstraint& e, const SchemaTable& table,
                                               const SchemaColumn* column) {
  return DdlCompiler::visit_check(e, table, column) + not_valid(e.dialect_options());
}

std::string PostgresqlDdlCompiler::visit_foreign_key(const ForeignKeyConstraint& e,
                                                     const SchemaTable& table) {
  return DdlCompiler::visit_foreign_key(e, table) + not_valid(e.dialect_options());
}

std::string PostgresqlDdlCompiler::visit_exclude(const Constraint& e, const SchemaTable& table) {
  const auto* exclude = dynamic_cast<const ExcludeConstraint*>(&e);
  if (!exclude) return DdlCompiler::visit_exclude(e, table);
  std::string out = str_cat(constraint_prefix(e, table), "EXCLUDE USING ", exclude->method(), " (");
  out += join(exclude->elements(), ", ", [&](const ExcludeConstraint::Element& element) {
    const std::string_view ops = exclude->operator_class(element.key());
    return str_cat(element.key().empty()
                       ? inline_sql(*element.expression())
                       : preparer().format_column(table.schema_column(element.key())),
                   ops.empty() ? "" : " ", ops, " WITH ", element.op());
  });
  out += ')';
  if (exclude->where()) str_append(out, " WHERE (", inline_sql(*exclude->where()), ")");
  return out + deferrability(e);
}

// SET NULL and SET DEFAULT may name columns: SET NULL (a, b).
bool PostgresqlDdlCompiler::is_cascade_action(std::string_view phrase) const {
  const std::size_t open = phrase.find('(');
  if (open == std::string_view::npos || phrase.back() != ')')
    return DdlCompiler::is_cascade_action(phrase);
  std::string_view action = phrase.substr(0, open);
  while (action.ends_with(' ')) action.remove_suffix(1);
  const std::string_view names = phrase.substr(open + 1, phrase.size() - open - 2);
  return (iequals(action, "SET NULL") || iequals(action, "SET DEFAULT")) &&
         std::all_of(names.begin(), names.end(), [](char c) {
           return is_word(std::string_view(&c, 1)) || c == ',' || c == ' ' || c == '"';
         });
}

// Before PostgreSQL 18 generated columns are stored ones, and have to say so.
std::string PostgresqlDdlCompiler::visit_computed(const Computed& e) {
  const std::uint32_t version = traits().server_version;
  if (version == 0 || version >= 180000 || e.persisted().value_or(false)) {
    return DdlCompiler::visit_computed(e);
  }
  if (e.persisted()) {
    throw CompileError(
        "PostgreSQL computed columns do not support 'virtual' persistence before version 18; say "
        "persisted = true, or leave it out");
  }
  warn(
      "a computed column without persisted is STORED here and VIRTUAL from PostgreSQL 18 on; say "
      "persisted = true to have it the same everywhere");
  return DdlCompiler::visit_computed(e) + " STORED";
}

}  // namespace cupel::postgresql
