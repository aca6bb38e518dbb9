#include "dialects/oracle/type_compiler.hpp"

#include "cupel/dialects/oracle/types.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/oracle/dialect.hpp"

namespace cupel::oracle {

namespace {

std::string sized(std::string_view name, const cupel::detail::StringBase& t,
                  std::string_view unit) {
  return t.length() ? str_cat(name, "(", TypeCompiler::length_text(*t.length()), unit, ")")
                    : std::string(name);
}

}  // namespace

OracleTypeCompiler::OracleTypeCompiler(const OracleDialect& dialect) noexcept
    : TypeCompiler(dialect), dialect_(dialect) {}

std::string OracleTypeCompiler::visit_big_integer(const BigInteger&) const {
  return "NUMBER(19)";
}

std::string OracleTypeCompiler::visit_double(const Double& t) const {
  return visit_DOUBLE_PRECISION(t);
}

std::string OracleTypeCompiler::visit_boolean(const cupel::detail::BooleanBase& t) const {
  return context().traits().supports_native_boolean ? visit_BOOLEAN(t) : "SMALLINT";
}

std::string OracleTypeCompiler::visit_string(const String& t) const {
  return sized("VARCHAR2", t, " CHAR");
}

std::string OracleTypeCompiler::visit_text(const Text&) const {
  return "CLOB";
}

std::string OracleTypeCompiler::visit_unicode(const Unicode& t) const {
  return dialect_.config().use_nchar_for_unicode ? visit_NVARCHAR(t)
                                                 : sized("VARCHAR2", t, " CHAR");
}

std::string OracleTypeCompiler::visit_unicode_text(const UnicodeText&) const {
  return dialect_.config().use_nchar_for_unicode ? "NCLOB" : "CLOB";
}

// DATE has a time of day.
std::string OracleTypeCompiler::visit_date_time(const DateTime&) const {
  return "DATE";
}

std::string OracleTypeCompiler::visit_interval(const Interval& t) const {
  return t.options().native ? INTERVAL({.day_precision = t.options().day_precision,
                                        .second_precision = t.options().second_precision})
                                  .spelling(*this)
                            : process(DateTime());
}

std::string OracleTypeCompiler::visit_json(const cupel::JSON& t) const {
  const auto* own = dynamic_cast<const JSON*>(&t);
  const std::optional<bool> stated = own ? own->use_blob() : std::nullopt;
  return stated.value_or(!dialect_.is_at_least(21)) ? "BLOB" : "JSON";
}

std::string OracleTypeCompiler::visit_FLOAT(const cupel::detail::NumericBase& t) const {
  const auto* own = dynamic_cast<const FLOAT*>(&t);
  if (own && own->binary_precision()) return str_cat("FLOAT(", *own->binary_precision(), ")");
  if (!t.precision()) return "FLOAT";
  const int binary = static_cast<int>(*t.precision() / 0.30103);
  throw ArgumentError(str_cat(
      "Oracle Database FLOAT types count binary digits, which do not follow exactly from the "
      "decimal precision of ",
      t.repr(),
      "; give a variant for this database, such as .with_variant("
      "oracle::FLOAT({.binary_precision = ",
      binary, "}), \"oracle\")"));
}

std::string OracleTypeCompiler::visit_DOUBLE_PRECISION(const cupel::detail::NumericBase& t) const {
  return numeric_type("DOUBLE PRECISION", t);
}

std::string OracleTypeCompiler::visit_VARCHAR(const cupel::detail::StringBase& t) const {
  return sized("VARCHAR", t, " CHAR");
}

std::string OracleTypeCompiler::visit_NVARCHAR(const cupel::detail::StringBase& t) const {
  return sized("NVARCHAR2", t, "");
}

std::string OracleTypeCompiler::visit_TIMESTAMP(const cupel::detail::DateTimeBase& t) const {
  const auto* own = dynamic_cast<const TIMESTAMP*>(&t);
  if (own && own->local_timezone()) return "TIMESTAMP WITH LOCAL TIME ZONE";
  return t.timezone() ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
}

}  // namespace cupel::oracle
