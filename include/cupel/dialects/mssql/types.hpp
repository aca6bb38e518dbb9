#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <cupel/sql/compiler/type_compiler.hpp>
#include <cupel/types/types.hpp>
#include <cupel/util/fixed_string.hpp>

/// The types that only SQL Server has.
namespace cupel::mssql {

/// As a length: the longest there is, `VARCHAR(max)`.
///
///     Column("body", VARCHAR(mssql::kMaxLength))
using cupel::JSON;
using cupel::kMaxLength;

namespace detail {

/// A type that is spelled by one word.
template <class Self, FixedString Spelling, class Base>
class WordType : public TypeOf<Self, Base, TypeKind::dialect_type>, public DialectTypeSpelling {
 public:
  using TypeOf<Self, Base, TypeKind::dialect_type>::TypeOf;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override {
    return std::string(Spelling.view());
  }
  [[nodiscard]] bool accepts(std::string_view dialect) const override { return dialect == "mssql"; }
};

}  // namespace detail

/// true and false: 1 and 0.
class BIT : public detail::WordType<BIT, "BIT", cupel::detail::BooleanBase> {};
/// 0 to 255; MySQL has a type of that name too.
class TINYINT : public detail::WordType<TINYINT, "TINYINT", cupel::detail::IntegerBase> {
 public:
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "mssql" || dialect == "mysql" || dialect == "mariadb";
  }
};
/// An amount of money; PostgreSQL has a type of that name too.
class MONEY : public detail::WordType<MONEY, "MONEY", cupel::detail::ExactNumeric> {
 public:
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "mssql" || dialect == "postgresql";
  }
};
class SMALLMONEY : public detail::WordType<SMALLMONEY, "SMALLMONEY", cupel::detail::ExactNumeric> {
};
class IMAGE : public detail::WordType<IMAGE, "IMAGE", cupel::detail::BinaryBase> {};
class XML : public detail::WordType<XML, "XML", cupel::detail::StringBase> {};
class SMALLDATETIME
    : public detail::WordType<SMALLDATETIME, "SMALLDATETIME", cupel::detail::DateTimeBase> {};
/// A value of any type.
class SQL_VARIANT : public detail::WordType<SQL_VARIANT, "SQL_VARIANT", NullType> {};
/// A number that the server changes with each write to the row; has nothing to do with time.
/// Databases whose TIMESTAMP is written with a zone refuse it; others take the word.
class TIMESTAMP : public detail::WordType<TIMESTAMP, "TIMESTAMP", cupel::detail::BinaryBase> {
 public:
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect != "postgresql" && dialect != "oracle";
  }
};
/// TIMESTAMP by its newer name.
class ROWVERSION : public detail::WordType<ROWVERSION, "ROWVERSION", cupel::detail::BinaryBase> {};
/// Text without limit, in Unicode, as servers before 2005 have it.
class NTEXT : public detail::WordType<NTEXT, "NTEXT", cupel::detail::StringBase> {
 public:
  using WordType::WordType;
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
};

/// The uuid of this server: what Uuid becomes here.
class UNIQUEIDENTIFIER : public detail::WordType<UNIQUEIDENTIFIER, "UNIQUEIDENTIFIER", Uuid> {
 public:
  /// `as_uuid` false: results are texts.
  explicit UNIQUEIDENTIFIER(bool as_uuid = true) noexcept
      : WordType(UuidOptions{.as_uuid = as_uuid, .native_uuid = true}) {}
};

/// DATETIME2(precision): date and time with up to 7 digits after the second.
class DATETIME2 : public detail::WordType<DATETIME2, "DATETIME2", cupel::detail::DateTimeBase> {
 public:
  explicit DATETIME2(std::optional<int> precision = {}) noexcept : precision_(precision) {}
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;

 private:
  std::optional<int> precision_;
};

/// DATETIMEOFFSET(precision): date and time with a zone; its C++ type is UtcDateTime.
class DATETIMEOFFSET
    : public detail::WordType<DATETIMEOFFSET, "DATETIMEOFFSET", cupel::detail::DateTimeBase> {
 public:
  explicit DATETIMEOFFSET(std::optional<int> precision = {}) noexcept
      : WordType(TimezoneOption{.timezone = true}), precision_(precision) {}
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;

 private:
  std::optional<int> precision_;
};

/// TIME(precision). On other databases TIME.
class TIME : public TypeOf<TIME, cupel::TIME, TypeKind::sql_time> {
 public:
  explicit TIME(std::optional<int> precision = {}) noexcept : precision_(precision) {}
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<int> precision_;
};

struct VarbinaryOptions {
  std::optional<int> length = {};
  bool filestream = false;  ///< kept in a file; only without a length, or with kMaxLength
};
/// VARBINARY(length) [FILESTREAM]. On other databases VARBINARY.
class VARBINARY : public TypeOf<VARBINARY, cupel::VARBINARY, TypeKind::sql_varbinary> {
 public:
  /// Throws ArgumentError for a file with a length.
  explicit VARBINARY(VarbinaryOptions options = {});
  explicit VARBINARY(int length) : TypeOf(length) {}
  [[nodiscard]] bool filestream() const noexcept { return filestream_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  bool filestream_ = false;
};

}  // namespace cupel::mssql
