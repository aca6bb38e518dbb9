#include "cupel/dialects/oracle/types.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/oracle/literals.hpp"

namespace cupel::oracle {

namespace {

TypeField optional_field(std::string_view name, const std::optional<int>& value) {
  return {.name = name, .value = value ? Value(*value) : Value(), .is_default = !value};
}

TypeField flag(std::string_view name, bool value) {
  return {.name = name, .value = Value(value), .is_default = !value};
}

std::string numeric(std::string_view name, const cupel::detail::NumericBase& t) {
  if (!t.precision()) return std::string(name);
  if (!t.scale()) return str_cat(name, "(", *t.precision(), ")");
  return str_cat(name, "(", *t.precision(), ", ", *t.scale(), ")");
}

std::string_view word(VectorStorageFormat format) {
  switch (format) {
    case VectorStorageFormat::int8:
      return "INT8";
    case VectorStorageFormat::binary:
      return "BINARY";
    case VectorStorageFormat::float32:
      return "FLOAT32";
    case VectorStorageFormat::float64:
      return "FLOAT64";
  }
  return "*";
}

}  // namespace

std::string BINARY_DOUBLE::spelling(const TypeCompiler&) const {
  return numeric("BINARY_DOUBLE", *this);
}

std::string BINARY_FLOAT::spelling(const TypeCompiler&) const {
  return numeric("BINARY_FLOAT", *this);
}

std::string NUMBER::spelling(const TypeCompiler&) const {
  return numeric("NUMBER", *this);
}

std::string VARCHAR2::spelling(const TypeCompiler&) const {
  return length() ? str_cat("VARCHAR2(", TypeCompiler::length_text(*length()), " CHAR)")
                  : "VARCHAR2";
}

std::string RAW::spelling(const TypeCompiler&) const {
  return length() ? str_cat("RAW(", *length(), ")") : "RAW";
}

void FLOAT::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("binary_precision", binary_precision_));
  cupel::FLOAT::for_each_field(visit);
}

TIMESTAMP::TIMESTAMP(TimestampOptions options)
    : TypeOf(TimezoneOption{.timezone = options.timezone}),
      local_timezone_(options.local_timezone) {
  if (options.timezone && options.local_timezone)
    throw ArgumentError("TIMESTAMP: timezone and local_timezone are mutually exclusive");
}

void TIMESTAMP::for_each_field(TypeFieldVisitor visit) const {
  cupel::TIMESTAMP::for_each_field(visit);
  visit(flag("local_timezone", local_timezone_));
}

INTERVAL::INTERVAL(IntervalTypeOptions options) noexcept
    : WordType(IntervalOptions{.native = true,
                               .second_precision = options.second_precision,
                               .day_precision = options.day_precision}) {}

std::string INTERVAL::spelling(const TypeCompiler&) const {
  const auto digits = [](const std::optional<int>& n) {
    return n ? str_cat("(", *n, ")") : std::string();
  };
  return str_cat("INTERVAL DAY", digits(options().day_precision), " TO SECOND",
                 digits(options().second_precision));
}

TypePtr DATE::form_on(std::string_view dialect) const {
  return dialect == "mssql" ? TypePtr(make_ptr<DateTime>()) : self();
}

std::string DATE::render_literal(const Value& value, const LiteralContext& context) const {
  return wire() == Wire::native_datetime ? WordType::render_literal(value, OracleLiterals())
                                         : WordType::render_literal(value, context);
}

std::string INTERVAL::render_literal(const Value& value, const LiteralContext&) const {
  return WordType::render_literal(value, OracleLiterals());
}

JSON::JSON(JsonTypeOptions options)
    : TypeOf(JsonOptions{.none_as_null = options.none_as_null}), use_blob_(options.use_blob) {}

void JSON::for_each_field(TypeFieldVisitor visit) const {
  cupel::JSON::for_each_field(visit);
  visit({.name = "use_blob",
         .value = use_blob_ ? Value(*use_blob_) : Value(),
         .is_default = !use_blob_});
}

TypePtr VECTOR::coerce_compared_value(ArithmeticOp op, const Value& value) const {
  return value.kind() == ValueKind::array ? self() : TypeEngine::coerce_compared_value(op, value);
}

void VECTOR::for_each_field(TypeFieldVisitor visit) const {
  visit(optional_field("dim", options_.dim));
  const auto number = [](const auto& value) {
    return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
  };
  visit(optional_field("storage_format", number(options_.storage_format)));
  visit(optional_field("storage_type", number(options_.storage_type)));
}

std::string VECTOR::spelling(const TypeCompiler&) const {
  std::string out = "VECTOR(";
  out += options_.dim ? str_cat(*options_.dim) : "*";
  str_append(out, ",", options_.storage_format ? word(*options_.storage_format) : "*", ",");
  if (!options_.storage_type) return out + "*)";
  return out + (*options_.storage_type == VectorStorageType::sparse ? "SPARSE)" : "DENSE)");
}

}  // namespace cupel::oracle
