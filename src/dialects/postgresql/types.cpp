#include "cupel/dialects/postgresql/types.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "cupel/dialects/postgresql/ddl.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::postgresql {

namespace {

TypeField optional_field(std::string_view name, const std::optional<int>& value) {
  return {.name = name, .value = value ? Value(*value) : Value(), .is_default = !value};
}

TypeField flag(std::string_view name, bool value) {
  return {.name = name, .value = Value(value), .is_default = !value};
}

TypeField text_field(std::string_view name, const std::string& value) {
  return {.name = name, .value = Value(value), .is_default = value.empty()};
}

/// Types that a domain without schema would be mistaken for.
constexpr std::array<std::string_view, 31> kBuiltinTypeNames = {
    "bigint", "bit",     "boolean",   "bytea",     "char",      "cidr",    "date",     "double",
    "float",  "hstore",  "inet",      "int4range", "int8range", "integer", "interval", "json",
    "jsonb",  "macaddr", "money",     "name",      "numeric",   "oid",     "real",     "smallint",
    "text",   "time",    "timestamp", "tsquery",   "tsvector",  "uuid",    "varchar"};

}  // namespace

void BIT::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("length", options_.length));
  visit(flag("varying", options_.varying));
}

std::string BIT::spelling(const TypeCompiler& compiler) const {
  if (compiler.context().traits().name != "postgresql")
    return options_.length ? str_cat("BIT(", *options_.length, ")") : "BIT";
  std::string out = options_.varying ? "BIT VARYING" : "BIT";
  // Without a length BIT means BIT(1), and BIT VARYING any length.
  if (options_.length && (options_.varying || *options_.length != 1))
    str_append(out, "(", *options_.length, ")");
  return out;
}

void INTERVAL::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("precision", options_.precision));
  visit(text_field("fields", options_.fields));
}

std::string INTERVAL::spelling(const TypeCompiler&) const {
  std::string out = "INTERVAL";
  if (!options_.fields.empty()) str_append(out, " ", options_.fields);
  if (options_.precision) str_append(out, " (", *options_.precision, ")");
  return out;
}

void TIMESTAMP::for_each_field(TypeFieldVisitor visit) const {
  cupel::TIMESTAMP::for_each_field(visit);
  visit(optional_field("precision", precision_));
}

void TIME::for_each_field(TypeFieldVisitor visit) const {
  cupel::TIME::for_each_field(visit);
  visit(optional_field("precision", precision_));
}

DOMAIN::DOMAIN(std::string_view name, const TypeArg& data_type, DomainOptions options)
    : name_(name), data_type_(data_type.get()), options_(std::move(options)) {
  if (options_.check) options_.check = detached(options_.check);
}

void DOMAIN::for_each_field(TypeFieldVisitor visit) const {
  visit({.name = {}, .value = Value(name_)});
  visit({.name = {}, .value = Value(), .is_default = false, .type = data_type_.get()});
  visit(text_field("schema", options_.schema));
}

std::string DOMAIN::render_literal(const Value& value, const LiteralContext&) const {
  if (value.is_null()) return "NULL";
  throw CompileError(str_cat("values of the domain ", quoted(name_), " have no literal form: bind ",
                             value.repr(), ", or write it with literal_column()"));
}

std::string DOMAIN::spelling(const TypeCompiler& compiler) const {
  const IdentifierPreparer& preparer = compiler.context().identifier_preparer();
  if (!options_.schema.empty())
    return str_cat(preparer.quote_schema(options_.schema), ".", preparer.quote(name_));
  if (std::find(kBuiltinTypeNames.begin(), kBuiltinTypeNames.end(), name_) !=
      kBuiltinTypeNames.end()) {
    throw CompileError(str_cat("domain ", quoted(name_),
                               " has the name of an existing type, and needs a schema to be "
                               "rendered in DDL"));
  }
  return preparer.quote(name_);
}

CreateEnumType::CreateEnumType(const Enum& type)
    : DdlStatement(make_ptr<NamedTypeDdl>(make_ptr<Enum>(type), false)) {}
DropEnumType::DropEnumType(const Enum& type)
    : DdlStatement(make_ptr<NamedTypeDdl>(make_ptr<Enum>(type), true)) {}
CreateDomainType::CreateDomainType(const DOMAIN& type)
    : DdlStatement(make_ptr<NamedTypeDdl>(make_ptr<DOMAIN>(type), false)) {}
DropDomainType::DropDomainType(const DOMAIN& type)
    : DdlStatement(make_ptr<NamedTypeDdl>(make_ptr<DOMAIN>(type), true)) {}

}  // namespace cupel::postgresql
