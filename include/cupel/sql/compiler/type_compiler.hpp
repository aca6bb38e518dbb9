#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <typeinfo>

#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/types/types.hpp>

namespace cupel {

/// As the length of a type: the word `max`, with which SQL Server means the longest there is.
inline constexpr int kMaxLength = -1;

/// How a type of one database, or a user's, spells itself. A type of kind `dialect_type` implements
/// it beside TypeEngine; the compilers of other databases refuse it unless accepts() says
/// otherwise.
class DialectTypeSpelling {
 public:
  /// The type as it stands in CREATE TABLE.
  [[nodiscard]] virtual std::string spelling(const TypeCompiler& compiler) const = 0;
  [[nodiscard]] virtual bool accepts(std::string_view dialect) const = 0;

 protected:
  DialectTypeSpelling() = default;
  DialectTypeSpelling(const DialectTypeSpelling&) = default;
  ~DialectTypeSpelling() = default;
};

/// Writes types as they stand in CREATE TABLE and CAST: one visit_ method for each kind of type. A
/// generic type (`visit_string`) becomes an SQL-named one (`visit_VARCHAR`); a dialect overrides
/// what it calls otherwise.
///
/// Thread safety: immutable; const members may be called by several threads. The context outlives
/// it.
class TypeCompiler {
 public:
  explicit TypeCompiler(const CompilerContext& context) noexcept : context_(context) {}
  virtual ~TypeCompiler();
  TypeCompiler(const TypeCompiler&) = delete;
  TypeCompiler& operator=(const TypeCompiler&) = delete;

  /// The text of a type; variants for this dialect and decorators are followed.
  /// Throws CompileError for a type without DDL, UnsupportedCompilationError for one that this
  /// dialect does not have.
  [[nodiscard]] std::string process(const TypeEngine& type) const;

  [[nodiscard]] const CompilerContext& context() const noexcept { return context_; }

  /// The number, or the word for kMaxLength.
  [[nodiscard]] static std::string length_text(int length);
  /// `name(length) COLLATE collation`
  [[nodiscard]] virtual std::string string_type(std::string_view name,
                                                const detail::StringBase& t) const;

 protected:
  // Generic types.
  [[nodiscard]] virtual std::string visit_null(const NullType& t) const;
  [[nodiscard]] virtual std::string visit_integer(const Integer& t) const;
  [[nodiscard]] virtual std::string visit_small_integer(const SmallInteger& t) const;
  [[nodiscard]] virtual std::string visit_big_integer(const BigInteger& t) const;
  [[nodiscard]] virtual std::string visit_float(const Float& t) const;
  [[nodiscard]] virtual std::string visit_double(const Double& t) const;
  [[nodiscard]] virtual std::string visit_numeric(const Numeric& t) const;
  [[nodiscard]] virtual std::string visit_boolean(const detail::BooleanBase& t) const;
  [[nodiscard]] virtual std::string visit_string(const String& t) const;
  [[nodiscard]] virtual std::string visit_text(const Text& t) const;
  [[nodiscard]] virtual std::string visit_unicode(const Unicode& t) const;
  [[nodiscard]] virtual std::string visit_unicode_text(const UnicodeText& t) const;
  [[nodiscard]] virtual std::string visit_large_binary(const LargeBinary& t) const;
  [[nodiscard]] virtual std::string visit_date(const Date& t) const;
  [[nodiscard]] virtual std::string visit_time(const Time& t) const;
  [[nodiscard]] virtual std::string visit_date_time(const DateTime& t) const;
  [[nodiscard]] virtual std::string visit_interval(const Interval& t) const;
  [[nodiscard]] virtual std::string visit_enum(const Enum& t) const;
  [[nodiscard]] virtual std::string visit_uuid(const Uuid& t) const;
  [[nodiscard]] virtual std::string visit_json(const JSON& t) const;
  [[nodiscard]] virtual std::string visit_array(const ARRAY& t) const;
  /// A type of one database: by its own spelling, where it accepts this one.
  [[nodiscard]] virtual std::string visit_dialect_type(const TypeEngine& t) const;

  // SQL-named types.
  [[nodiscard]] virtual std::string visit_INTEGER(const TypeEngine& t) const;
  [[nodiscard]] virtual std::string visit_SMALLINT(const TypeEngine& t) const;
  [[nodiscard]] virtual std::string visit_BIGINT(const TypeEngine& t) const;
  [[nodiscard]] virtual std::string visit_FLOAT(const detail::NumericBase& t) const;
  [[nodiscard]] virtual std::string visit_REAL(const detail::NumericBase& t) const;
  [[nodiscard]] virtual std::string visit_DOUBLE(const detail::NumericBase& t) const;
  [[nodiscard]] virtual std::string visit_DOUBLE_PRECISION(const detail::NumericBase& t) const;
  [[nodiscard]] virtual std::string visit_NUMERIC(const detail::NumericBase& t) const;
  [[nodiscard]] virtual std::string visit_DECIMAL(const detail::NumericBase& t) const;
  [[nodiscard]] virtual std::string visit_VARCHAR(const detail::StringBase& t) const;
  [[nodiscard]] virtual std::string visit_CHAR(const detail::StringBase& t) const;
  [[nodiscard]] virtual std::string visit_NVARCHAR(const detail::StringBase& t) const;
  [[nodiscard]] virtual std::string visit_NCHAR(const detail::StringBase& t) const;
  [[nodiscard]] virtual std::string visit_TEXT(const detail::StringBase& t) const;
  [[nodiscard]] virtual std::string visit_CLOB(const detail::StringBase& t) const;
  [[nodiscard]] virtual std::string visit_BLOB(const detail::BinaryBase& t) const;
  [[nodiscard]] virtual std::string visit_BINARY(const detail::BinaryBase& t) const;
  [[nodiscard]] virtual std::string visit_VARBINARY(const detail::BinaryBase& t) const;
  [[nodiscard]] virtual std::string visit_BOOLEAN(const detail::BooleanBase& t) const;
  [[nodiscard]] virtual std::string visit_DATE(const detail::DateBase& t) const;
  [[nodiscard]] virtual std::string visit_TIME(const detail::TimeBase& t) const;
  [[nodiscard]] virtual std::string visit_DATETIME(const detail::DateTimeBase& t) const;
  [[nodiscard]] virtual std::string visit_TIMESTAMP(const detail::DateTimeBase& t) const;
  [[nodiscard]] virtual std::string visit_UUID(const TypeEngine& t) const;

  /// `name(precision, scale)`
  [[nodiscard]] static std::string numeric_type(std::string_view name,
                                                const detail::NumericBase& t);
  [[noreturn]] void unsupported(const TypeEngine& t) const;

 private:
  [[nodiscard]] std::string dispatch(const TypeEngine& type) const;
  [[nodiscard]] TypePtr resolved_impl(const TypeDecorator& type) const;

  const CompilerContext& context_;
};

namespace detail {

using TypeHook = std::function<std::string(const TypeEngine&, const TypeCompiler&)>;
void register_type_hook(const std::type_info& type, std::string_view dialect, TypeHook hook);

}  // namespace detail

/// Registers how types of class T are written, on one dialect or (without a name) on all others:
/// for a UserDefinedType, or a class derived from a type of the library.
///
///     compiles_type<LongText>([](const LongText&, const TypeCompiler&) { return "LONGTEXT"; },
///     "mysql");
///
/// The last registration for a class and dialect counts. Thread-safe.
template <class T, class F>
void compiles_type(F hook, std::string_view dialect = {}) {
  static_assert(std::is_base_of_v<TypeEngine, T>, "compiles_type<T>: T is a class of types");
  detail::register_type_hook(
      typeid(T), dialect,
      [hook = std::move(hook)](const TypeEngine& type, const TypeCompiler& compiler) {
        return std::string(hook(static_cast<const T&>(type), compiler));
      });
}

}  // namespace cupel
