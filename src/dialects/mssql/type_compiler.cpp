#include "dialects/mssql/type_compiler.hpp"

#include <algorithm>
#include <iterator>

#include "cupel/dialects/mssql/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mssql/dialect.hpp"

namespace cupel::mssql {

namespace {

/// Types that other databases have under the same name, e.g. MySQL's TINYINT(1).
constexpr std::string_view kOwnNames[] = {"BIT", "MONEY", "TINYINT"};

std::optional<int> precision_of(const TypeEngine& t) {
  std::optional<int> precision;
  t.for_each_field([&](const TypeField& field) {
    if (field.name == "precision" && field.value.kind() == ValueKind::integer)
      precision = static_cast<int>(field.value.integer());
  });
  return precision;
}

}  // namespace

MssqlTypeCompiler::MssqlTypeCompiler(const MssqlDialect& dialect) noexcept
    : TypeCompiler(dialect), dialect_(dialect) {}

// Collations belong to no schema.
std::string MssqlTypeCompiler::string_type(std::string_view name,
                                           const cupel::detail::StringBase& t) const {
  std::string out(name);
  if (t.length()) str_append(out, "(", length_text(*t.length()), ")");
  if (!t.collation().empty()) {
    str_append(out, " COLLATE ", context().identifier_preparer().format_collation(t.collation()));
  }
  return out;
}

std::string MssqlTypeCompiler::visit_double(const Double& t) const {
  return visit_DOUBLE_PRECISION(t);
}

std::string MssqlTypeCompiler::visit_boolean(const cupel::detail::BooleanBase&) const {
  return "BIT";
}

std::string MssqlTypeCompiler::visit_text(const Text& t) const {
  return dialect_.deprecates_large_types() ? visit_VARCHAR(t) : visit_TEXT(t);
}

std::string MssqlTypeCompiler::visit_unicode(const Unicode& t) const {
  return visit_NVARCHAR(t);
}

std::string MssqlTypeCompiler::visit_unicode_text(const UnicodeText& t) const {
  return dialect_.deprecates_large_types() ? visit_NVARCHAR(t) : string_type("NTEXT", t);
}

std::string MssqlTypeCompiler::visit_large_binary(const LargeBinary& t) const {
  return dialect_.deprecates_large_types() ? visit_VARBINARY(t) : "IMAGE";
}

std::string MssqlTypeCompiler::visit_date(const Date& t) const {
  return dialect_.has_date_and_time() ? visit_DATE(t) : "DATETIME";
}

std::string MssqlTypeCompiler::visit_time(const Time& t) const {
  return dialect_.has_date_and_time() ? visit_TIME(t) : "DATETIME";
}

std::string MssqlTypeCompiler::visit_date_time(const DateTime& t) const {
  return t.timezone() ? "DATETIMEOFFSET" : "DATETIME";
}

std::string MssqlTypeCompiler::visit_uuid(const Uuid& t) const {
  return t.native_uuid() ? "UNIQUEIDENTIFIER" : TypeCompiler::visit_uuid(t);
}

std::string MssqlTypeCompiler::visit_json(const JSON&) const {
  return "NVARCHAR(max)";
}

std::string MssqlTypeCompiler::visit_dialect_type(const TypeEngine& t) const {
  const std::string_view name = t.python_name();
  if (std::find(std::begin(kOwnNames), std::end(kOwnNames), name) != std::end(kOwnNames))
    return std::string(name);
  return TypeCompiler::visit_dialect_type(t);
}

std::string MssqlTypeCompiler::visit_FLOAT(const cupel::detail::NumericBase& t) const {
  return t.precision() ? str_cat("FLOAT(", *t.precision(), ")") : "FLOAT";
}

// Without a length VARCHAR would be VARCHAR(1).
std::string MssqlTypeCompiler::visit_VARCHAR(const cupel::detail::StringBase& t) const {
  return string_type(t.length() ? "VARCHAR" : "VARCHAR(max)", t);
}

std::string MssqlTypeCompiler::visit_NVARCHAR(const cupel::detail::StringBase& t) const {
  return string_type(t.length() ? "NVARCHAR" : "NVARCHAR(max)", t);
}

std::string MssqlTypeCompiler::visit_VARBINARY(const cupel::detail::BinaryBase& t) const {
  const auto* own = dynamic_cast<const VARBINARY*>(&t);
  const std::string out =
      t.length() ? TypeCompiler::visit_VARBINARY(t) : std::string("VARBINARY(max)");
  return own && own->filestream() ? out + " FILESTREAM" : out;
}

std::string MssqlTypeCompiler::visit_TIME(const cupel::detail::TimeBase& t) const {
  const std::optional<int> precision = precision_of(t);
  return precision ? str_cat("TIME(", *precision, ")") : "TIME";
}

}  // namespace cupel::mssql
