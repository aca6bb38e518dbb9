#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <cupel/sql/compiler/type_compiler.hpp>
#include <cupel/sql/expression/sql_value.hpp>
#include <cupel/types/dialect_form.hpp>
#include <cupel/types/types.hpp>

/// The types of SQLite, which has no dates and times: how they are written as text is up to the
/// program.
namespace cupel::sqlite {

/// How dates and times are stored.
struct StorageOptions {
  /// Text with fields `%(year)04d`, `%(month)02d`, `%(day)02d`, `%(hour)02d`, `%(minute)02d`,
  /// `%(second)02d`, `%(microsecond)06d`, and `%%` for a percent sign. Empty: ISO 8601.
  std::string storage_format = {};
};

struct TimedStorageOptions {
  std::string storage_format = {};     ///< as StorageOptions::storage_format
  bool truncate_microseconds = false;  ///< whole seconds; goes with no storage_format
};

namespace detail {

/// The text form of a date, a time of day or both: written and read by one format.
class StorageFormat {
 public:
  /// Throws ArgumentError for a format with a field that is not known.
  explicit StorageFormat(std::string format);
  [[nodiscard]] const std::string& format() const noexcept { return format_; }
  /// False for a format of digits only: SQLite would store a number.
  [[nodiscard]] bool is_text() const;
  [[nodiscard]] std::string write(const Value& value) const;
  /// Throws DataError for a text that does not have the form.
  [[nodiscard]] Value read(std::string_view text, TypeKind kind) const;

 private:
  std::string format_;
};

/// A generic type whose values go as texts of a form of their own.
template <class Self, class Base, TypeKind Kind>
class Stored : public TypeOf<Self, Base, Kind>, public StorageFormat, public DialectForm {
 public:
  explicit Stored(std::string format) : StorageFormat(std::move(format)) {}
  /// Where dates and times have a form of their own (Oracle, SQL Server), the plain type.
  [[nodiscard]] TypePtr form_on(std::string_view dialect) const override {
    return dialect == "oracle" || dialect == "mssql" ? TypePtr(make_ptr<Base>()) : this->self();
  }
  void for_each_field(TypeFieldVisitor visit) const override {
    Base::for_each_field(visit);
    visit({.name = "storage_format", .value = Value(format())});
  }
  [[nodiscard]] bool converts_values() const noexcept override { return true; }
  [[nodiscard]] Value bind_value(const Value& value) const override {
    return value.is_null() ? value : Value(write(value));
  }
  [[nodiscard]] Value result_value(const Value& value) const override {
    return value.kind() == ValueKind::text ? read(value.text(), Kind) : value;
  }
  [[nodiscard]] const TypeEngine& storage() const noexcept override { return stored_text(); }
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override {
    return value.is_null() ? "NULL" : stored_text().render_literal(Value(write(value)), context);
  }

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::text; }

 private:
  static const TypeEngine& stored_text() noexcept;
};

template <class Self, class Base, TypeKind Kind>
const TypeEngine& Stored<Self, Base, Kind>::stored_text() noexcept {
  static const TypePtr text = make_ptr<Text>();
  return *text;
}

}  // namespace detail

/// DATE as text; its C++ type is CalendarDate.
class DATE : public detail::Stored<DATE, Date, TypeKind::date> {
 public:
  explicit DATE(const StorageOptions& options = {});
};
/// TIME as text; its C++ type is TimeOfDay.
class TIME : public detail::Stored<TIME, Time, TypeKind::time> {
 public:
  /// Throws ArgumentError for both options at once.
  explicit TIME(const TimedStorageOptions& options = {});
};
/// DATETIME as text; its C++ type is LocalDateTime.
class DATETIME : public detail::Stored<DATETIME, DateTime, TypeKind::date_time> {
 public:
  /// Throws ArgumentError for both options at once.
  explicit DATETIME(const TimedStorageOptions& options = {});
};

using cupel::JSON;

/// JSON in SQLite's binary form (from 3.45 on): goes through jsonb(), comes back through json().
/// On other databases but PostgreSQL a plain JSON.
class JSONB : public TypeOf<JSONB, cupel::JSON, TypeKind::dialect_type>,
              public SqlValueExpressions,
              public DialectTypeSpelling,
              public DialectForm {
 public:
  using TypeOf::TypeOf;
  [[nodiscard]] TypePtr form_on(std::string_view dialect) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override { return "JSONB"; }
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "sqlite" || dialect == "postgresql";
  }
  [[nodiscard]] Expr<Untyped> bind_expression(const Expr<Untyped>& value) const override;
  [[nodiscard]] Expr<Untyped> column_expression(const Expr<Untyped>& column) const override;
};

}  // namespace cupel::sqlite
