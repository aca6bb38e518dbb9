#include "cupel/sql/compiler/type_compiler.hpp"

#include <atomic>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <typeindex>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/identifier_preparer.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

/// The types that have a rendering of their own, by class and dialect ("" for all dialects).
struct TypeHooks {
  std::shared_mutex mutex;
  std::map<std::pair<std::type_index, std::string>, detail::TypeHook> hooks;
  std::atomic<bool> any{false};
};

TypeHooks& type_hooks() {
  static TypeHooks all;
  return all;
}

detail::TypeHook find_hook(const TypeEngine& type, const std::string& dialect) {
  TypeHooks& all = type_hooks();
  if (!all.any.load(std::memory_order_acquire)) return {};
  const std::shared_lock lock(all.mutex);
  const std::type_index index(typeid(type));
  auto found = all.hooks.find({index, dialect});
  if (found == all.hooks.end()) found = all.hooks.find({index, std::string()});
  return found == all.hooks.end() ? detail::TypeHook() : found->second;
}

}  // namespace

void detail::register_type_hook(const std::type_info& type, std::string_view dialect,
                                TypeHook hook) {
  TypeHooks& all = type_hooks();
  const std::unique_lock lock(all.mutex);
  all.hooks.insert_or_assign({std::type_index(type), std::string(dialect)}, std::move(hook));
  all.any.store(true, std::memory_order_release);
}

TypeCompiler::~TypeCompiler() = default;

std::string TypeCompiler::process(const TypeEngine& type) const {
  const std::string& dialect = context_.traits().name;
  if (const TypeEngine* variant = type.variant_for(dialect)) return process(*variant);
  if (const auto hook = find_hook(type, dialect)) return hook(type, *this);
  return dispatch(type);
}

namespace {

/// `type` as the class that its kind says it is.
template <class T>
const T& as_type(const TypeEngine& type) noexcept {
  return static_cast<const T&>(type);
}

}  // namespace

// The switch has no default on purpose: a new kind of type without a line here is a build error.
std::string TypeCompiler::dispatch(const TypeEngine& type) const {
  using detail::BinaryBase, detail::BooleanBase, detail::DateBase, detail::DateTimeBase;
  using detail::NumericBase, detail::StringBase, detail::TimeBase;
  switch (type.kind()) {
    case TypeKind::null_type:
      return visit_null(as_type<NullType>(type));
    case TypeKind::integer:
      return visit_integer(as_type<Integer>(type));
    case TypeKind::small_integer:
      return visit_small_integer(as_type<SmallInteger>(type));
    case TypeKind::big_integer:
      return visit_big_integer(as_type<BigInteger>(type));
    case TypeKind::float_:
      return visit_float(as_type<Float>(type));
    case TypeKind::double_:
      return visit_double(as_type<Double>(type));
    case TypeKind::numeric:
      return visit_numeric(as_type<Numeric>(type));
    case TypeKind::boolean:
    case TypeKind::match_type:
      return visit_boolean(as_type<BooleanBase>(type));
    case TypeKind::string:
      return visit_string(as_type<String>(type));
    case TypeKind::text:
      return visit_text(as_type<Text>(type));
    case TypeKind::unicode:
      return visit_unicode(as_type<Unicode>(type));
    case TypeKind::unicode_text:
      return visit_unicode_text(as_type<UnicodeText>(type));
    case TypeKind::large_binary:
      return visit_large_binary(as_type<LargeBinary>(type));
    case TypeKind::date:
      return visit_date(as_type<Date>(type));
    case TypeKind::time:
      return visit_time(as_type<Time>(type));
    case TypeKind::date_time:
      return visit_date_time(as_type<DateTime>(type));
    case TypeKind::interval:
      return visit_interval(as_type<Interval>(type));
    case TypeKind::enum_:
      return visit_enum(as_type<Enum>(type));
    case TypeKind::uuid:
      return visit_uuid(as_type<Uuid>(type));
    case TypeKind::json:
      return visit_json(as_type<JSON>(type));
    case TypeKind::array:
      return visit_array(as_type<ARRAY>(type));
    case TypeKind::sql_integer:
      return visit_INTEGER(type);
    case TypeKind::sql_smallint:
      return visit_SMALLINT(type);
    case TypeKind::sql_bigint:
      return visit_BIGINT(type);
    case TypeKind::sql_float:
      return visit_FLOAT(as_type<NumericBase>(type));
    case TypeKind::sql_real:
      return visit_REAL(as_type<NumericBase>(type));
    case TypeKind::sql_double:
      return visit_DOUBLE(as_type<NumericBase>(type));
    case TypeKind::sql_double_precision:
      return visit_DOUBLE_PRECISION(as_type<NumericBase>(type));
    case TypeKind::sql_numeric:
      return visit_NUMERIC(as_type<NumericBase>(type));
    case TypeKind::sql_decimal:
      return visit_DECIMAL(as_type<NumericBase>(type));
    case TypeKind::sql_varchar:
      return visit_VARCHAR(as_type<StringBase>(type));
    case TypeKind::sql_char:
      return visit_CHAR(as_type<StringBase>(type));
    case TypeKind::sql_nvarchar:
      return visit_NVARCHAR(as_type<StringBase>(type));
    case TypeKind::sql_nchar:
      return visit_NCHAR(as_type<StringBase>(type));
    case TypeKind::sql_text:
      return visit_TEXT(as_type<StringBase>(type));
    case TypeKind::sql_clob:
      return visit_CLOB(as_type<StringBase>(type));
    case TypeKind::sql_blob:
      return visit_BLOB(as_type<BinaryBase>(type));
    case TypeKind::sql_binary:
      return visit_BINARY(as_type<BinaryBase>(type));
    case TypeKind::sql_varbinary:
      return visit_VARBINARY(as_type<BinaryBase>(type));
    case TypeKind::sql_boolean:
      return visit_BOOLEAN(as_type<BooleanBase>(type));
    case TypeKind::sql_date:
      return visit_DATE(as_type<DateBase>(type));
    case TypeKind::sql_time:
      return visit_TIME(as_type<TimeBase>(type));
    case TypeKind::sql_datetime:
      return visit_DATETIME(as_type<DateTimeBase>(type));
    case TypeKind::sql_timestamp:
      return visit_TIMESTAMP(as_type<DateTimeBase>(type));
    case TypeKind::sql_uuid:
      return visit_UUID(type);
    case TypeKind::type_decorator:
      return process(*resolved_impl(as_type<TypeDecorator>(type)));
    case TypeKind::user_defined:
      return as_type<UserDefinedType>(type).col_spec();
    case TypeKind::dialect_type:
      return visit_dialect_type(type);
    case TypeKind::tuple:
    case TypeKind::table_value:
    case TypeKind::json_index:
    case TypeKind::json_path:
      break;
  }
  unsupported(type);
}

/// What a decorator stands on in this dialect.
TypePtr TypeCompiler::resolved_impl(const TypeDecorator& type) const {
  if (type.dialect()) return type.impl();
  const TypePtr impl = context_.type_impl(type);
  return impl->kind() == TypeKind::type_decorator ? static_cast<const TypeDecorator&>(*impl).impl()
                                                  : impl;
}

void TypeCompiler::unsupported(const TypeEngine& t) const {
  throw UnsupportedCompilationError(str_cat("dialect ", quoted(context_.traits().name),
                                            " can't render type ", t.repr(),
                                            "; give the column another type there: "
                                            "type.with_variant(other, \"",
                                            context_.traits().name, "\")"));
}

// ---- generic types ------------------------------------------------------------------------------

std::string TypeCompiler::visit_null(const NullType&) const {
  throw CompileError(
      "can't generate DDL for NullType(); did you forget to specify a type on this Column?");
}
std::string TypeCompiler::visit_integer(const Integer& t) const {
  return visit_INTEGER(t);
}
std::string TypeCompiler::visit_small_integer(const SmallInteger& t) const {
  return visit_SMALLINT(t);
}
std::string TypeCompiler::visit_big_integer(const BigInteger& t) const {
  return visit_BIGINT(t);
}
std::string TypeCompiler::visit_float(const Float& t) const {
  return visit_FLOAT(t);
}
std::string TypeCompiler::visit_double(const Double& t) const {
  return visit_DOUBLE(t);
}
std::string TypeCompiler::visit_numeric(const Numeric& t) const {
  return visit_NUMERIC(t);
}
std::string TypeCompiler::visit_boolean(const detail::BooleanBase& t) const {
  return visit_BOOLEAN(t);
}
std::string TypeCompiler::visit_string(const String& t) const {
  return visit_VARCHAR(t);
}
std::string TypeCompiler::visit_text(const Text& t) const {
  return visit_TEXT(t);
}
std::string TypeCompiler::visit_unicode(const Unicode& t) const {
  return visit_VARCHAR(t);
}
std::string TypeCompiler::visit_unicode_text(const UnicodeText& t) const {
  return visit_TEXT(t);
}
std::string TypeCompiler::visit_large_binary(const LargeBinary& t) const {
  return visit_BLOB(t);
}
std::string TypeCompiler::visit_date(const Date& t) const {
  return visit_DATE(t);
}
std::string TypeCompiler::visit_time(const Time& t) const {
  return visit_TIME(t);
}
std::string TypeCompiler::visit_date_time(const DateTime& t) const {
  return visit_DATETIME(t);
}
std::string TypeCompiler::visit_interval(const Interval&) const {
  return process(DateTime());
}
std::string TypeCompiler::visit_enum(const Enum& t) const {
  return visit_VARCHAR(String(t.length()));
}
std::string TypeCompiler::visit_uuid(const Uuid& t) const {
  if (t.native_uuid() && context_.traits().supports_native_uuid) return visit_UUID(t);
  return visit_CHAR(CHAR(32));
}
std::string TypeCompiler::visit_json(const JSON& t) const {
  unsupported(t);
}
std::string TypeCompiler::visit_array(const ARRAY& t) const {
  unsupported(t);
}

std::string TypeCompiler::visit_dialect_type(const TypeEngine& t) const {
  // Across the two bases of a dialect's type; nothing else tells.
  const auto* spelling = dynamic_cast<const DialectTypeSpelling*>(&t);
  if (!spelling || !spelling->accepts(context_.traits().name)) unsupported(t);
  return spelling->spelling(*this);
}

// ---- SQL-named types ----------------------------------------------------------------------------

std::string TypeCompiler::length_text(int length) {
  return length == kMaxLength ? std::string("max") : str_cat(length);
}

std::string TypeCompiler::string_type(std::string_view name, const detail::StringBase& t) const {
  std::string out(name);
  if (t.length()) str_append(out, "(", length_text(*t.length()), ")");
  if (!t.collation().empty()) {
    const IdentifierPreparer& preparer = context_.identifier_preparer();
    str_append(out, " COLLATE ");
    if (!t.collation_schema().empty())
      str_append(out, preparer.quote_schema(t.collation_schema()), ".");
    str_append(out, preparer.format_collation(t.collation()));
  }
  return out;
}

std::string TypeCompiler::numeric_type(std::string_view name, const detail::NumericBase& t) {
  if (!t.precision()) return std::string(name);
  if (!t.scale()) return str_cat(name, "(", *t.precision(), ")");
  return str_cat(name, "(", *t.precision(), ", ", *t.scale(), ")");
}

namespace {

std::string binary_type(std::string_view name, const detail::BinaryBase& t) {
  return t.length() ? str_cat(name, "(", TypeCompiler::length_text(*t.length()), ")")
                    : std::string(name);
}

}  // namespace

std::string TypeCompiler::visit_INTEGER(const TypeEngine&) const {
  return "INTEGER";
}
std::string TypeCompiler::visit_SMALLINT(const TypeEngine&) const {
  return "SMALLINT";
}
std::string TypeCompiler::visit_BIGINT(const TypeEngine&) const {
  return "BIGINT";
}
std::string TypeCompiler::visit_FLOAT(const detail::NumericBase&) const {
  return "FLOAT";
}
std::string TypeCompiler::visit_REAL(const detail::NumericBase&) const {
  return "REAL";
}
std::string TypeCompiler::visit_DOUBLE(const detail::NumericBase&) const {
  return "DOUBLE";
}
std::string TypeCompiler::visit_DOUBLE_PRECISION(const detail::NumericBase&) const {
  return "DOUBLE PRECISION";
}
std::string TypeCompiler::visit_NUMERIC(const detail::NumericBase& t) const {
  return numeric_type("NUMERIC", t);
}
std::string TypeCompiler::visit_DECIMAL(const detail::NumericBase& t) const {
  return numeric_type("DECIMAL", t);
}
std::string TypeCompiler::visit_VARCHAR(const detail::StringBase& t) const {
  return string_type("VARCHAR", t);
}
std::string TypeCompiler::visit_CHAR(const detail::StringBase& t) const {
  return string_type("CHAR", t);
}
std::string TypeCompiler::visit_NVARCHAR(const detail::StringBase& t) const {
  return string_type("NVARCHAR", t);
}
std::string TypeCompiler::visit_NCHAR(const detail::StringBase& t) const {
  return string_type("NCHAR", t);
}
std::string TypeCompiler::visit_TEXT(const detail::StringBase& t) const {
  return string_type("TEXT", t);
}
std::string TypeCompiler::visit_CLOB(const detail::StringBase&) const {
  return "CLOB";
}
std::string TypeCompiler::visit_BLOB(const detail::BinaryBase&) const {
  return "BLOB";
}
std::string TypeCompiler::visit_BINARY(const detail::BinaryBase& t) const {
  return binary_type("BINARY", t);
}
std::string TypeCompiler::visit_VARBINARY(const detail::BinaryBase& t) const {
  return binary_type("VARBINARY", t);
}
std::string TypeCompiler::visit_BOOLEAN(const detail::BooleanBase&) const {
  return "BOOLEAN";
}
std::string TypeCompiler::visit_DATE(const detail::DateBase&) const {
  return "DATE";
}
std::string TypeCompiler::visit_TIME(const detail::TimeBase&) const {
  return "TIME";
}
std::string TypeCompiler::visit_DATETIME(const detail::DateTimeBase&) const {
  return "DATETIME";
}
std::string TypeCompiler::visit_TIMESTAMP(const detail::DateTimeBase&) const {
  return "TIMESTAMP";
}
std::string TypeCompiler::visit_UUID(const TypeEngine&) const {
  return "UUID";
}

}  // namespace cupel
