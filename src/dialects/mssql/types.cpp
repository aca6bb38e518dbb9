#include "cupel/dialects/mssql/types.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mssql {

namespace {

TypeField optional_field(std::string_view name, const std::optional<int>& value) {
  return {.name = name, .value = value ? Value(*value) : Value(), .is_default = !value};
}

std::string with_precision(std::string_view name, const std::optional<int>& precision) {
  return precision ? str_cat(name, "(", *precision, ")") : std::string(name);
}

}  // namespace

std::string NTEXT::spelling(const TypeCompiler& compiler) const {
  return compiler.string_type("NTEXT", *this);
}

void DATETIME2::for_each_field(TypeFieldVisitor visit) const {
  DateTimeBase::for_each_field(visit);
  visit(optional_field("precision", precision_));
}

std::string DATETIME2::spelling(const TypeCompiler&) const {
  return with_precision("DATETIME2", precision_);
}

void DATETIMEOFFSET::for_each_field(TypeFieldVisitor visit) const {
  DateTimeBase::for_each_field(visit);
  visit(optional_field("precision", precision_));
}

std::string DATETIMEOFFSET::spelling(const TypeCompiler&) const {
  return with_precision("DATETIMEOFFSET", precision_);
}

void TIME::for_each_field(TypeFieldVisitor visit) const {
  cupel::TIME::for_each_field(visit);
  visit(optional_field("precision", precision_));
}

VARBINARY::VARBINARY(VarbinaryOptions options)
    : TypeOf(options.length), filestream_(options.filestream) {
  if (filestream_ && options.length && *options.length != kMaxLength) {
    throw ArgumentError(str_cat("VARBINARY(", *options.length,
                                "): what is kept in a file has no length; leave it out, or say "
                                "mssql::kMaxLength"));
  }
}

void VARBINARY::for_each_field(TypeFieldVisitor visit) const {
  cupel::VARBINARY::for_each_field(visit);
  visit({.name = "filestream", .value = Value(filestream_), .is_default = !filestream_});
}

}  // namespace cupel::mssql
