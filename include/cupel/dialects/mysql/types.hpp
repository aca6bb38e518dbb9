#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/compiler/type_compiler.hpp>
#include <cupel/sql/expression/sql_value.hpp>
#include <cupel/types/types.hpp>
#include <cupel/util/fixed_string.hpp>

/// The types of MySQL and MariaDB. Those that have a name of the SQL standard are, on other
/// databases, the standard type of that name; the others are refused there.
namespace cupel::mysql {

/// What may stand behind a number type.
struct NumberOptions {
  bool unsigned_ = false;
  bool zerofill = false;
  bool asdecimal = true;  ///< of NUMERIC, DECIMAL, DOUBLE and REAL: results are Decimal
};

/// What may stand behind an integer type.
struct IntegerOptions {
  std::optional<int> display_width = {};
  bool unsigned_ = false;
  bool zerofill = false;
};

/// What may stand behind a text type.
struct TextOptions {
  std::string charset = {};
  std::string collation = {};
  bool ascii = false;     ///< short for charset latin1
  bool unicode = false;   ///< short for charset ucs2
  bool binary = false;    ///< the charset's binary collation
  bool national = false;  ///< NATIONAL, the server's charset for it
};

namespace detail {

/// The part of a number type that only MySQL knows.
class NumberPart {
 public:
  [[nodiscard]] bool is_unsigned() const noexcept { return unsigned_; }
  [[nodiscard]] bool zerofill() const noexcept { return zerofill_; }
  [[nodiscard]] std::optional<int> display_width() const noexcept { return display_width_; }
  /// Digits after the point, of the binary types.
  [[nodiscard]] std::optional<int> number_scale() const noexcept { return scale_; }

 protected:
  NumberPart() = default;
  explicit NumberPart(const IntegerOptions& o) noexcept
      : display_width_(o.display_width), unsigned_(o.unsigned_), zerofill_(o.zerofill) {}
  NumberPart(std::optional<int> scale, const NumberOptions& o) noexcept
      : scale_(scale), unsigned_(o.unsigned_), zerofill_(o.zerofill) {}
  NumberPart(const NumberPart&) = default;
  ~NumberPart() = default;

  void visit_number_fields(TypeFieldVisitor visit) const;

 private:
  std::optional<int> display_width_;
  std::optional<int> scale_;
  bool unsigned_ = false;
  bool zerofill_ = false;
};

/// The part of a text type that only MySQL knows.
class TextPart {
 public:
  [[nodiscard]] const TextOptions& text_options() const noexcept { return text_options_; }

 protected:
  TextPart() = default;
  explicit TextPart(TextOptions o) : text_options_(std::move(o)) {}
  TextPart(const TextPart&) = default;
  ~TextPart() = default;

  void visit_text_fields(TypeFieldVisitor visit) const;

 private:
  TextOptions text_options_;
};

/// A type that only MySQL and MariaDB have.
class OwnSpelling : public DialectTypeSpelling {
 public:
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "mysql" || dialect == "mariadb";
  }

 protected:
  OwnSpelling() = default;
  OwnSpelling(const OwnSpelling&) = default;
  ~OwnSpelling() = default;
};

/// An integer type of the standard with MySQL's options.
template <class Self, class Base, TypeKind Kind>
class StandardInteger : public TypeOf<Self, Base, Kind>, public NumberPart {
 public:
  explicit StandardInteger(const IntegerOptions& o = {}) : NumberPart(o) {}
  explicit StandardInteger(int display_width)
      : NumberPart(IntegerOptions{.display_width = display_width}) {}
  void for_each_field(TypeFieldVisitor visit) const override { visit_number_fields(visit); }
};

/// An integer type of MySQL's own.
template <class Self, FixedString Word>
class OwnInteger : public TypeOf<Self, cupel::detail::IntegerBase, TypeKind::dialect_type>,
                   public NumberPart,
                   public OwnSpelling {
 public:
  explicit OwnInteger(const IntegerOptions& o = {}) : NumberPart(o) {}
  explicit OwnInteger(int display_width)
      : NumberPart(IntegerOptions{.display_width = display_width}) {}
  void for_each_field(TypeFieldVisitor visit) const override { visit_number_fields(visit); }
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
};

/// An exact number with MySQL's options.
template <class Self, class Base, TypeKind Kind>
class ExactNumber : public TypeOf<Self, Base, Kind>, public NumberPart {
 public:
  explicit ExactNumber(std::optional<int> precision = {}, std::optional<int> scale = {},
                       const NumberOptions& o = {})
      : TypeOf<Self, Base, Kind>(precision, scale, NumericOptions{.asdecimal = o.asdecimal}),
        NumberPart({}, o) {}
  void for_each_field(TypeFieldVisitor visit) const override {
    Base::for_each_field(visit);
    visit_number_fields(visit);
  }
};

/// A binary number with MySQL's options.
template <class Self, class Base, TypeKind Kind>
class BinaryNumber : public TypeOf<Self, Base, Kind>, public NumberPart {
 public:
  explicit BinaryNumber(std::optional<int> precision = {}, std::optional<int> scale = {},
                        const NumberOptions& o = {})
      : TypeOf<Self, Base, Kind>(precision, NumericOptions{.asdecimal = o.asdecimal}),
        NumberPart(scale, o) {}
  void for_each_field(TypeFieldVisitor visit) const override {
    Base::for_each_field(visit);
    visit_number_fields(visit);
  }
};

/// A text type of the standard with MySQL's options.
template <class Self, class Base, TypeKind Kind>
class StandardText : public TypeOf<Self, Base, Kind>, public TextPart {
 public:
  explicit StandardText(std::optional<int> length = {}, const TextOptions& o = {})
      : TypeOf<Self, Base, Kind>(length, o.collation), TextPart(o) {}
  void for_each_field(TypeFieldVisitor visit) const override {
    Base::for_each_field(visit);
    visit_text_fields(visit);
  }
};

/// `word` with the options of the text type behind it.
[[nodiscard]] std::string text_spelling(std::string_view word, const TextPart& part);
[[nodiscard]] std::string number_spelling(std::string_view word, const NumberPart& part);

/// A text type of MySQL's own.
template <class Self, FixedString Word>
class OwnText : public TypeOf<Self, cupel::detail::StringBase, TypeKind::dialect_type>,
                public TextPart,
                public OwnSpelling {
 public:
  explicit OwnText(const TextOptions& o = {})
      : TypeOf<Self, cupel::detail::StringBase, TypeKind::dialect_type>(std::nullopt, o.collation),
        TextPart(o) {}
  void for_each_field(TypeFieldVisitor visit) const override {
    cupel::detail::StringBase::for_each_field(visit);
    visit_text_fields(visit);
  }
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override {
    return text_spelling(Word.view(), *this);
  }
};

/// A type of MySQL's own that is one word.
template <class Self, FixedString Word, class Base = cupel::detail::StringBase>
class OwnWord : public TypeOf<Self, Base, TypeKind::dialect_type>, public OwnSpelling {
 public:
  using TypeOf<Self, Base, TypeKind::dialect_type>::TypeOf;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override {
    return std::string(Word.view());
  }
};

template <class Self, FixedString Word>
std::string OwnInteger<Self, Word>::spelling(const TypeCompiler&) const {
  return number_spelling(Word.view(), *this);
}

/// Labels in quotes, as ENUM and SET have them.
[[nodiscard]] std::string label_list(std::string_view word, const std::vector<std::string>& labels,
                                     const TextPart& part, const TypeCompiler& compiler);

}  // namespace detail

class INTEGER : public detail::StandardInteger<INTEGER, cupel::INTEGER, TypeKind::sql_integer> {
 public:
  using StandardInteger::StandardInteger;
};
class SMALLINT : public detail::StandardInteger<SMALLINT, cupel::SMALLINT, TypeKind::sql_smallint> {
 public:
  using StandardInteger::StandardInteger;
};
class BIGINT : public detail::StandardInteger<BIGINT, cupel::BIGINT, TypeKind::sql_bigint> {
 public:
  using StandardInteger::StandardInteger;
};
/// One byte. SQL Server has a type of that name too.
class TINYINT : public detail::OwnInteger<TINYINT, "TINYINT"> {
 public:
  using OwnInteger::OwnInteger;
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return OwnInteger::accepts(dialect) || dialect == "mssql";
  }
};
/// Three bytes.
class MEDIUMINT : public detail::OwnInteger<MEDIUMINT, "MEDIUMINT"> {
 public:
  using OwnInteger::OwnInteger;
};

class NUMERIC : public detail::ExactNumber<NUMERIC, cupel::NUMERIC, TypeKind::sql_numeric> {
 public:
  using ExactNumber::ExactNumber;
};
class DECIMAL : public detail::ExactNumber<DECIMAL, cupel::DECIMAL, TypeKind::sql_decimal> {
 public:
  using ExactNumber::ExactNumber;
};
class DOUBLE : public detail::BinaryNumber<DOUBLE, cupel::DOUBLE, TypeKind::sql_double> {
 public:
  using BinaryNumber::BinaryNumber;
};
class REAL : public detail::BinaryNumber<REAL, cupel::REAL, TypeKind::sql_real> {
 public:
  using BinaryNumber::BinaryNumber;
};
/// Results are double unless asdecimal is set.
class FLOAT : public detail::BinaryNumber<FLOAT, cupel::FLOAT, TypeKind::sql_float> {
 public:
  explicit FLOAT(std::optional<int> precision = {}, std::optional<int> scale = {},
                 const NumberOptions& o = {.asdecimal = false})
      : BinaryNumber(precision, scale, o) {}
};

class VARCHAR : public detail::StandardText<VARCHAR, cupel::VARCHAR, TypeKind::sql_varchar> {
 public:
  using StandardText::StandardText;
};
class CHAR : public detail::StandardText<CHAR, cupel::CHAR, TypeKind::sql_char> {
 public:
  using StandardText::StandardText;
};
class NVARCHAR : public detail::StandardText<NVARCHAR, cupel::NVARCHAR, TypeKind::sql_nvarchar> {
 public:
  using StandardText::StandardText;
};
class NCHAR : public detail::StandardText<NCHAR, cupel::NCHAR, TypeKind::sql_nchar> {
 public:
  using StandardText::StandardText;
};
class TEXT : public detail::StandardText<TEXT, cupel::TEXT, TypeKind::sql_text> {
 public:
  using StandardText::StandardText;
};
class TINYTEXT : public detail::OwnText<TINYTEXT, "TINYTEXT"> {
 public:
  using OwnText::OwnText;
};
class MEDIUMTEXT : public detail::OwnText<MEDIUMTEXT, "MEDIUMTEXT"> {
 public:
  using OwnText::OwnText;
};
class LONGTEXT : public detail::OwnText<LONGTEXT, "LONGTEXT"> {
 public:
  using OwnText::OwnText;
};

class TINYBLOB : public detail::OwnWord<TINYBLOB, "TINYBLOB", cupel::detail::BinaryBase> {};
class MEDIUMBLOB : public detail::OwnWord<MEDIUMBLOB, "MEDIUMBLOB", cupel::detail::BinaryBase> {};
class LONGBLOB : public detail::OwnWord<LONGBLOB, "LONGBLOB", cupel::detail::BinaryBase> {};
using cupel::BINARY;
using cupel::BLOB;
using cupel::VARBINARY;

/// Date and time with `fsp` digits of the seconds.
class DATETIME : public TypeOf<DATETIME, cupel::DATETIME, TypeKind::sql_datetime> {
 public:
  explicit DATETIME(std::optional<int> fsp = {}) : fsp_(fsp) {}
  [[nodiscard]] std::optional<int> fsp() const noexcept { return fsp_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<int> fsp_;
};
/// An instant of the session's time zone, with `fsp` digits of the seconds.
class TIMESTAMP : public TypeOf<TIMESTAMP, cupel::TIMESTAMP, TypeKind::sql_timestamp> {
 public:
  explicit TIMESTAMP(std::optional<int> fsp = {}) : fsp_(fsp) {}
  [[nodiscard]] std::optional<int> fsp() const noexcept { return fsp_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<int> fsp_;
};
/// Time of day with `fsp` digits of the seconds.
class TIME : public TypeOf<TIME, cupel::TIME, TypeKind::sql_time> {
 public:
  explicit TIME(std::optional<int> fsp = {}) : fsp_(fsp) {}
  [[nodiscard]] std::optional<int> fsp() const noexcept { return fsp_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<int> fsp_;
};
/// A year from 1901 to 2155; an integer in the program.
class YEAR : public TypeOf<YEAR, cupel::detail::IntegerBase, TypeKind::dialect_type>,
             public detail::OwnSpelling {
 public:
  explicit YEAR(std::optional<int> display_width = {}) : display_width_(display_width) {}
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;
  /// Throws CompileError: as in SQLAlchemy, years are bound.
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;

 private:
  std::optional<int> display_width_;
};

/// 1 to 64 bits; an integer in the program. SQL Server has a type of that name too.
class BIT : public TypeOf<BIT, cupel::detail::IntegerBase, TypeKind::dialect_type>,
            public detail::OwnSpelling {
 public:
  explicit BIT(std::optional<int> length = {}) : length_(length) {}
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return OwnSpelling::accepts(dialect) || dialect == "mssql";
  }

 private:
  std::optional<int> length_;
};

using cupel::JSON;

/// One of its labels, with charset and collation. The Enum of all databases is an ENUM here too.
class ENUM : public TypeOf<ENUM, cupel::Enum, TypeKind::dialect_type>,
             public detail::TextPart,
             public detail::OwnSpelling {
 public:
  template <class... Labels>
    requires(sizeof...(Labels) > 0 && (std::convertible_to<const Labels&, std::string_view> && ...))
  explicit ENUM(const Labels&... labels)
      : ENUM(std::vector<std::string>{std::string(std::string_view(labels))...}) {}
  explicit ENUM(std::vector<std::string> labels, const TextOptions& o = {})
      : TypeOf(std::move(labels)), TextPart(o) {}
  /// Labels and members of `base`: `ENUM(Enum::of<Color>(), {.charset = "utf8mb4"})`.
  explicit ENUM(const cupel::Enum& base, const TextOptions& o = {})
      : TypeOf(base.table(), base.options()), TextPart(o) {}
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
};

struct SetOptions {
  /// The server sends and takes the number whose bits are the labels. Only so can the empty text be
  /// a label, apart from the empty set.
  bool retrieve_as_bitwise = false;
  TextOptions text = {};
};

/// Any number of its labels. The program's value is an array of texts; a text `a,b` is taken too.
class SET : public TypeOf<SET, cupel::detail::StringBase, TypeKind::dialect_type>,
            public detail::TextPart,
            public detail::OwnSpelling,
            public SqlValueExpressions {
 public:
  template <class... Labels>
    requires(sizeof...(Labels) > 0 && (std::convertible_to<const Labels&, std::string_view> && ...))
  explicit SET(const Labels&... labels)
      : SET(std::vector<std::string>{std::string(std::string_view(labels))...}) {}
  /// Throws ArgumentError for a label with a comma, and for an empty one.
  explicit SET(std::vector<std::string> labels, const TextOptions& o = {});
  SET(std::vector<std::string> labels, const SetOptions& options);
  [[nodiscard]] const std::vector<std::string>& labels() const noexcept { return labels_; }
  [[nodiscard]] bool retrieve_as_bitwise() const noexcept { return bitwise_; }
  [[nodiscard]] const TypeEngine& storage() const noexcept override;
  [[nodiscard]] Expr<Untyped> column_expression(const Expr<Untyped>& column) const override;
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
  [[nodiscard]] bool converts_values() const noexcept override { return true; }
  [[nodiscard]] Value bind_value(const Value& value) const override;
  [[nodiscard]] Value result_value(const Value& value) const override;
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;

 private:
  std::vector<std::string> labels_;
  bool bitwise_ = false;
};

}  // namespace cupel::mysql

namespace cupel::mariadb {

/// An IPv4 address as text.
class INET4 : public mysql::detail::OwnWord<INET4, "INET4"> {};
/// An IPv6 address as text.
class INET6 : public mysql::detail::OwnWord<INET6, "INET6"> {};

}  // namespace cupel::mariadb
