#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <cupel/schema/defaults.hpp>
#include <cupel/sql/compiler/type_compiler.hpp>
#include <cupel/types/types.hpp>
#include <cupel/util/fixed_string.hpp>

/// The types that only PostgreSQL has. Where nothing else is said, their values are texts in the
/// form that PostgreSQL itself writes.
namespace cupel::postgresql {

namespace detail {

/// A type that is spelled by one word.
template <class Self, FixedString Spelling, class Base = cupel::detail::StringBase>
class WordType : public TypeOf<Self, Base, TypeKind::dialect_type>, public DialectTypeSpelling {
 public:
  using TypeOf<Self, Base, TypeKind::dialect_type>::TypeOf;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override {
    return std::string(Spelling.view());
  }
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "postgresql";
  }
};

/// Base of the types whose values are texts that only PostgreSQL can read; as literals they are
/// refused, since nothing here can check them: bind them, or use literal_column().
class ExternalText : public cupel::detail::StringBase {
 public:
  using StringBase::StringBase;
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
  [[nodiscard]] bool concatenates() const noexcept override { return false; }
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::base | OperatorClass::comparison;
  }
};

/// The same for types with which a text is compared as a text.
class SearchText : public ExternalText {
 public:
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::other; }
};

/// Base of ranges and multiranges. A value is a Range<T>, or a list of them.
class RangeBase : public TypeEngine {
 public:
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::other; }
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::numeric;
  }
  /// `@>`
  [[nodiscard]] std::string_view contains_operator() const override { return "@>"; }
  /// A range is of this type, everything else of its own: an element, or a text.
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
  [[nodiscard]] bool converts_values() const noexcept override { return true; }
  /// As PostgreSQL writes it: `[1,5)`, `{[1,2),[5,9)}`; texts pass as they are.
  [[nodiscard]] Value bind_value(const Value& value) const override;
  [[nodiscard]] Value result_value(const Value& value) const override;

 protected:
  RangeBase() noexcept = default;
  RangeBase(const RangeBase&) = default;
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::text; }
  [[nodiscard]] virtual bool is_multirange() const noexcept { return false; }
  /// One bound from its text. Throws DataError.
  [[nodiscard]] virtual Value bound_from_text(std::string_view text) const = 0;
};

enum class BoundKind : std::uint8_t { integer, numeric, date, timestamp, timestamptz };

template <BoundKind Kind, bool Multi>
class RangeOf : public RangeBase {
 protected:
  [[nodiscard]] bool is_multirange() const noexcept override { return Multi; }
  [[nodiscard]] Value bound_from_text(std::string_view text) const override;
};
extern template class RangeOf<BoundKind::integer, false>;
extern template class RangeOf<BoundKind::numeric, false>;
extern template class RangeOf<BoundKind::date, false>;
extern template class RangeOf<BoundKind::timestamp, false>;
extern template class RangeOf<BoundKind::timestamptz, false>;
extern template class RangeOf<BoundKind::integer, true>;
extern template class RangeOf<BoundKind::numeric, true>;
extern template class RangeOf<BoundKind::date, true>;
extern template class RangeOf<BoundKind::timestamp, true>;
extern template class RangeOf<BoundKind::timestamptz, true>;

}  // namespace detail

class BYTEA : public detail::WordType<BYTEA, "BYTEA", cupel::detail::BinaryBase> {};
class CIDR : public detail::WordType<CIDR, "CIDR", detail::ExternalText> {};
class CITEXT : public detail::WordType<CITEXT, "CITEXT"> {};
class INET : public detail::WordType<INET, "INET", detail::ExternalText> {};
class JSONPATH : public detail::WordType<JSONPATH, "JSONPATH"> {};
class MACADDR : public detail::WordType<MACADDR, "MACADDR", detail::ExternalText> {};
class MACADDR8 : public detail::WordType<MACADDR8, "MACADDR8", detail::ExternalText> {};
class MONEY : public detail::WordType<MONEY, "MONEY", detail::ExternalText> {
 public:
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::any;
  }
};
class OID : public detail::WordType<OID, "OID", cupel::detail::IntegerBase> {
 public:
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::base | OperatorClass::comparison;
  }
};
class REGCLASS : public detail::WordType<REGCLASS, "REGCLASS", detail::ExternalText> {};
class REGCONFIG : public detail::WordType<REGCONFIG, "REGCONFIG", detail::ExternalText> {};
class TSQUERY : public detail::WordType<TSQUERY, "TSQUERY", detail::SearchText> {};
class TSVECTOR : public detail::WordType<TSVECTOR, "TSVECTOR", detail::SearchText> {
 public:
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::string;
  }
};

/// Keys and texts; its C++ type is Json, an object whose members are texts or null.
class HSTORE : public detail::WordType<HSTORE, "HSTORE", TypeEngine> {
 public:
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::other; }
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::base | OperatorClass::indexable | OperatorClass::contains |
           OperatorClass::concatenable;
  }
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  [[nodiscard]] std::string_view contains_operator() const override { return "@>"; }
  /// `->`, which gives a text.
  [[nodiscard]] IndexOperator index_operator() const override;
  [[nodiscard]] bool concatenates() const noexcept override { return true; }
  [[nodiscard]] bool converts_values() const noexcept override { return true; }
  /// `"key"=>"value"`; throws DataError for a document that is no such object.
  [[nodiscard]] Value bind_value(const Value& value) const override;
  /// Throws DataError for a text that is none.
  [[nodiscard]] Value result_value(const Value& value) const override;
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::text; }
};

class INT4RANGE : public detail::WordType<INT4RANGE, "INT4RANGE",
                                          detail::RangeOf<detail::BoundKind::integer, false>> {};
class INT8RANGE : public detail::WordType<INT8RANGE, "INT8RANGE",
                                          detail::RangeOf<detail::BoundKind::integer, false>> {};
class NUMRANGE : public detail::WordType<NUMRANGE, "NUMRANGE",
                                         detail::RangeOf<detail::BoundKind::numeric, false>> {};
class DATERANGE : public detail::WordType<DATERANGE, "DATERANGE",
                                          detail::RangeOf<detail::BoundKind::date, false>> {};
class TSRANGE : public detail::WordType<TSRANGE, "TSRANGE",
                                        detail::RangeOf<detail::BoundKind::timestamp, false>> {};
class TSTZRANGE : public detail::WordType<TSTZRANGE, "TSTZRANGE",
                                          detail::RangeOf<detail::BoundKind::timestamptz, false>> {
};
class INT4MULTIRANGE : public detail::WordType<INT4MULTIRANGE, "INT4MULTIRANGE",
                                               detail::RangeOf<detail::BoundKind::integer, true>> {
};
class INT8MULTIRANGE : public detail::WordType<INT8MULTIRANGE, "INT8MULTIRANGE",
                                               detail::RangeOf<detail::BoundKind::integer, true>> {
};
class NUMMULTIRANGE : public detail::WordType<NUMMULTIRANGE, "NUMMULTIRANGE",
                                              detail::RangeOf<detail::BoundKind::numeric, true>> {};
class DATEMULTIRANGE : public detail::WordType<DATEMULTIRANGE, "DATEMULTIRANGE",
                                               detail::RangeOf<detail::BoundKind::date, true>> {};
class TSMULTIRANGE : public detail::WordType<TSMULTIRANGE, "TSMULTIRANGE",
                                             detail::RangeOf<detail::BoundKind::timestamp, true>> {
};
class TSTZMULTIRANGE
    : public detail::WordType<TSTZMULTIRANGE, "TSTZMULTIRANGE",
                              detail::RangeOf<detail::BoundKind::timestamptz, true>> {};

/// PostgreSQL's own ARRAY: as the generic one, and contains() is `@>`.
class ARRAY : public TypeOf<ARRAY, cupel::ARRAY, TypeKind::array> {
 public:
  using TypeOf::TypeOf;
  [[nodiscard]] std::string_view contains_operator() const override { return "@>"; }
  [[nodiscard]] TypePtr element_type() const override;

 protected:
  /// `ARRAY[1, 2]` on every dialect.
  [[nodiscard]] std::string list_literal(const std::vector<std::string>& items,
                                         const LiteralContext& context) const override;
};

/// What the documents of PostgreSQL may be told.
struct JsonTypeOptions {
  bool none_as_null = false;
  TypePtr astext_type = {};  ///< type of astext(); null: Text
};

/// PostgreSQL's own JSON: as the generic one, with a type for astext().
class JSON : public TypeOf<JSON, cupel::JSON, TypeKind::json> {
 public:
  explicit JSON(JsonTypeOptions options = {})
      : TypeOf(JsonOptions{.none_as_null = options.none_as_null}),
        astext_type_(std::move(options.astext_type)) {}
  /// Null: Text.
  [[nodiscard]] const TypePtr& astext_type() const noexcept { return astext_type_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  TypePtr astext_type_;
};

/// JSON in its parsed form. SQLite has a type of that name too.
class JSONB : public detail::WordType<JSONB, "JSONB", JSON> {
 public:
  using WordType::WordType;
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::json | OperatorClass::concatenable;
  }
  /// `@>`
  [[nodiscard]] std::string_view contains_operator() const override { return "@>"; }
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "postgresql" || dialect == "sqlite";
  }
};

struct BitOptions {
  std::optional<int> length = {};
  bool varying = false;
};
/// BIT(length), BIT VARYING.
class BIT : public detail::WordType<BIT, "BIT", detail::ExternalText> {
 public:
  explicit BIT(BitOptions options = {}) : options_(options) {}
  explicit BIT(int length) : options_{.length = length} {}
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::base | OperatorClass::comparison | OperatorClass::bitwise;
  }
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
  /// MySQL and MariaDB have a type of that name too, without VARYING.
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return WordType::accepts(dialect) || dialect == "mysql" || dialect == "mariadb";
  }

 private:
  BitOptions options_;
};

struct IntervalTypeOptions {
  std::optional<int> precision = {};
  std::string fields = {};  ///< "YEAR TO MONTH"
};
/// INTERVAL with fields and precision; its C++ type is that of Interval.
class INTERVAL : public detail::WordType<INTERVAL, "INTERVAL", Interval> {
 public:
  explicit INTERVAL(IntervalTypeOptions options = {}) : options_(std::move(options)) {}
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler&) const override;

 private:
  IntervalTypeOptions options_;
};

struct PrecisionOptions {
  bool timezone = false;
  std::optional<int> precision = {};  ///< digits of the seconds
};
/// TIMESTAMP(precision). On other databases as TIMESTAMP.
class TIMESTAMP : public TypeOf<TIMESTAMP, cupel::TIMESTAMP, TypeKind::sql_timestamp> {
 public:
  explicit TIMESTAMP(PrecisionOptions options = {})
      : TypeOf(TimezoneOption{.timezone = options.timezone}), precision_(options.precision) {}
  [[nodiscard]] std::optional<int> precision() const noexcept { return precision_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<int> precision_;
};
/// TIME(precision). On other databases as TIME.
class TIME : public TypeOf<TIME, cupel::TIME, TypeKind::sql_time> {
 public:
  explicit TIME(PrecisionOptions options = {})
      : TypeOf(TimezoneOption{.timezone = options.timezone}), precision_(options.precision) {}
  [[nodiscard]] std::optional<int> precision() const noexcept { return precision_; }
  void for_each_field(TypeFieldVisitor visit) const override;

 private:
  std::optional<int> precision_;
};

struct DomainOptions {
  std::string schema = {};
  std::string collation = {};
  Ptr<const ServerDefault> default_ = {};
  std::string constraint_name = {};
  bool not_null = false;
  ElementPtr check = {};
  bool create_type = true;
};
/// A domain: another type with a name, a default and a condition, created before the tables.
class DOMAIN : public TypeEngine, public DialectTypeSpelling {
 public:
  DOMAIN(std::string_view name, const TypeArg& data_type, DomainOptions options = {});

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const TypePtr& data_type() const noexcept { return data_type_; }
  [[nodiscard]] const DomainOptions& options() const noexcept { return options_; }

  [[nodiscard]] TypeKind kind() const noexcept override { return TypeKind::dialect_type; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return data_type_->type_affinity();
  }
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::any;
  }
  [[nodiscard]] std::string_view python_name() const noexcept override { return "DOMAIN"; }
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
  [[nodiscard]] Ptr<TypeEngine> clone() const override { return make_ptr<DOMAIN>(*this); }
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string spelling(const TypeCompiler& compiler) const override;
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "postgresql";
  }

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return data_type_->wire(); }

 private:
  std::string name_;
  TypePtr data_type_;
  DomainOptions options_;
};

/// CREATE TYPE .. AS ENUM. The Enum of all databases is one here as well.
class ENUM : public TypeOf<ENUM, Enum, TypeKind::enum_> {
 public:
  using TypeOf::TypeOf;
};

}  // namespace cupel::postgresql
