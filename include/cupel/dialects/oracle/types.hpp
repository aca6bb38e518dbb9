#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <cupel/sql/compiler/type_compiler.hpp>
#include <cupel/types/dialect_form.hpp>
#include <cupel/types/types.hpp>
#include <cupel/util/fixed_string.hpp>

/// The types that only Oracle Database has.
namespace cupel::oracle {

namespace detail {

/// A type that is spelled by one word.
template <class Self, FixedString Spelling, class Base>
class WordType : public TypeOf<Self, Base, TypeKind::dialect_type>, public DialectTypeSpelling {
 public:
  using TypeOf<Self, Base, TypeKind::dialect_type>::TypeOf;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override {
    return std::string(Spelling.view());
  }
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "oracle";
  }
};

}  // namespace detail

/// A file outside of the database; cannot be created by CREATE TABLE of this library.
class BFILE : public detail::WordType<BFILE, "BFILE", cupel::detail::BinaryBase> {
 public:
  [[nodiscard]] bool accepts(std::string_view) const override { return false; }
};
/// 8 and 4 bytes of binary floating point; results are double.
class BINARY_DOUBLE : public detail::WordType<BINARY_DOUBLE, "BINARY_DOUBLE", Double> {
 public:
  using WordType::WordType;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;
};
class BINARY_FLOAT : public detail::WordType<BINARY_FLOAT, "BINARY_FLOAT", Float> {
 public:
  using WordType::WordType;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;
};
class LONG : public detail::WordType<LONG, "LONG", cupel::detail::StringBase> {};
class ROWID : public detail::WordType<ROWID, "ROWID", cupel::detail::StringBase> {
 public:
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::any;
  }
};

/// Text without limit, of the national character set. The word stands on every database.
class NCLOB : public detail::WordType<NCLOB, "NCLOB", cupel::detail::StringBase> {
 public:
  using WordType::WordType;
  [[nodiscard]] bool accepts(std::string_view) const override { return true; }
};

/// Date and time in whole seconds; its C++ type is LocalDateTime. The word stands on every
/// database.
class DATE : public detail::WordType<DATE, "DATE", cupel::detail::DateTimeBase>,
             public DialectForm {
 public:
  /// On SQL Server a date and time as any other.
  [[nodiscard]] TypePtr form_on(std::string_view dialect) const override;
  [[nodiscard]] bool accepts(std::string_view) const override { return true; }
  /// TO_DATE(...), TO_TIMESTAMP(...) with fractions of a second; on databases with a form of their
  /// own that one.
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
};

/// VARCHAR2(length CHAR)
class VARCHAR2 : public detail::WordType<VARCHAR2, "VARCHAR2", cupel::detail::StringBase> {
 public:
  using WordType::WordType;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;
};
/// NVARCHAR of other databases is NVARCHAR2 here.
using NVARCHAR2 = NVARCHAR;

/// RAW(length): bytes.
class RAW : public detail::WordType<RAW, "RAW", cupel::detail::BinaryBase> {
 public:
  using WordType::WordType;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;
};

/// NUMBER(precision, scale): a whole number unless `scale` says otherwise.
class NUMBER : public detail::WordType<NUMBER, "NUMBER", cupel::detail::ExactNumeric> {
 public:
  /// `asdecimal`: results are Decimal; by default those with digits after the point.
  explicit NUMBER(std::optional<int> precision = {}, std::optional<int> scale = {},
                  std::optional<bool> asdecimal = {}) noexcept
      : WordType(precision, scale,
                 NumericOptions{.asdecimal = asdecimal.value_or(scale.value_or(0) > 0)}) {}
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return scale().value_or(0) > 0 ? TypeAffinity::numeric : TypeAffinity::integer;
  }
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;
};

struct FloatOptions {
  /// Binary digits: decimal digits divided by 0.30103.
  std::optional<int> binary_precision = {};
  NumericOptions numeric = {.asdecimal = false};
};
/// FLOAT, whose precision counts binary digits. On other databases FLOAT.
class FLOAT : public TypeOf<FLOAT, cupel::FLOAT, TypeKind::sql_float> {
 public:
  explicit FLOAT(FloatOptions options = {}) noexcept
      : TypeOf(std::nullopt, options.numeric), binary_precision_(options.binary_precision) {}
  [[nodiscard]] std::optional<int> binary_precision() const noexcept { return binary_precision_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<int> binary_precision_;
};

struct TimestampOptions {
  bool timezone = false;        ///< TIMESTAMP WITH TIME ZONE
  bool local_timezone = false;  ///< TIMESTAMP WITH LOCAL TIME ZONE
};
/// TIMESTAMP: date and time with fractions of seconds. On other databases TIMESTAMP.
class TIMESTAMP : public TypeOf<TIMESTAMP, cupel::TIMESTAMP, TypeKind::sql_timestamp> {
 public:
  /// Throws ArgumentError when both options are set.
  explicit TIMESTAMP(TimestampOptions options = {});
  [[nodiscard]] bool local_timezone() const noexcept { return local_timezone_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  bool local_timezone_;
};

struct IntervalTypeOptions {
  std::optional<int> day_precision = {};
  std::optional<int> second_precision = {};
};
/// INTERVAL DAY(..) TO SECOND(..); its C++ type is that of Interval.
class INTERVAL : public detail::WordType<INTERVAL, "INTERVAL", Interval> {
 public:
  explicit INTERVAL(IntervalTypeOptions options = {}) noexcept;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;
  /// NUMTODSINTERVAL(seconds, 'SECOND')
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
};

struct JsonTypeOptions {
  bool none_as_null = false;
  std::optional<bool> use_blob = {};  ///< BLOB instead of JSON; by default before Oracle 21c
};
/// JSON, with a say in how it is stored. On other databases JSON.
class JSON : public TypeOf<JSON, cupel::JSON, TypeKind::json> {
 public:
  explicit JSON(JsonTypeOptions options = {});
  [[nodiscard]] std::optional<bool> use_blob() const noexcept { return use_blob_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<bool> use_blob_;
};

enum class VectorStorageFormat : std::uint8_t { int8, binary, float32, float64 };
enum class VectorStorageType : std::uint8_t { sparse, dense };

struct VectorOptions {
  std::optional<int> dim = {};
  std::optional<VectorStorageFormat> storage_format = {};
  std::optional<VectorStorageType> storage_type = {};
};
/// VECTOR(dimensions, format, storage): a list of numbers for similarity search.
class VECTOR : public detail::WordType<VECTOR, "VECTOR", TypeEngine> {
 public:
  explicit VECTOR(VectorOptions options = {}) noexcept : options_(options) {}
  [[nodiscard]] const VectorOptions& options() const noexcept { return options_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::other; }
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::base | OperatorClass::math;
  }
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::array_items; }

 private:
  VectorOptions options_;
};

}  // namespace cupel::oracle
