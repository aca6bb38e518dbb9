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

}  // namespace detail

class BYTEA : public detail::WordType<BYTEA, "BYTEA", cupel::detail::BinaryBase> {};
class CIDR : public detail::WordType<CIDR, "CIDR"> {};
class CITEXT : public detail::WordType<CITEXT, "CITEXT"> {};
class HSTORE : public detail::WordType<HSTORE, "HSTORE"> {};
class INET : public detail::WordType<INET, "INET"> {};
class JSONPATH : public detail::WordType<JSONPATH, "JSONPATH"> {};
class MACADDR : public detail::WordType<MACADDR, "MACADDR"> {};
class MACADDR8 : public detail::WordType<MACADDR8, "MACADDR8"> {};
class MONEY : public detail::WordType<MONEY, "MONEY"> {};
class OID : public detail::WordType<OID, "OID", cupel::detail::IntegerBase> {};
class REGCLASS : public detail::WordType<REGCLASS, "REGCLASS"> {};
class REGCONFIG : public detail::WordType<REGCONFIG, "REGCONFIG"> {};
class TSQUERY : public detail::WordType<TSQUERY, "TSQUERY"> {};
class TSVECTOR : public detail::WordType<TSVECTOR, "TSVECTOR"> {};

class INT4RANGE : public detail::WordType<INT4RANGE, "INT4RANGE"> {};
class INT8RANGE : public detail::WordType<INT8RANGE, "INT8RANGE"> {};
class NUMRANGE : public detail::WordType<NUMRANGE, "NUMRANGE"> {};
class DATERANGE : public detail::WordType<DATERANGE, "DATERANGE"> {};
class TSRANGE : public detail::WordType<TSRANGE, "TSRANGE"> {};
class TSTZRANGE : public detail::WordType<TSTZRANGE, "TSTZRANGE"> {};
class INT4MULTIRANGE : public detail::WordType<INT4MULTIRANGE, "INT4MULTIRANGE"> {};
class INT8MULTIRANGE : public detail::WordType<INT8MULTIRANGE, "INT8MULTIRANGE"> {};
class NUMMULTIRANGE : public detail::WordType<NUMMULTIRANGE, "NUMMULTIRANGE"> {};
class DATEMULTIRANGE : public detail::WordType<DATEMULTIRANGE, "DATEMULTIRANGE"> {};
class TSMULTIRANGE : public detail::WordType<TSMULTIRANGE, "TSMULTIRANGE"> {};
class TSTZMULTIRANGE : public detail::WordType<TSTZMULTIRANGE, "TSTZMULTIRANGE"> {};

/// JSON in its parsed form. SQLite has a type of that name too.
class JSONB : public detail::WordType<JSONB, "JSONB", JSON> {
 public:
  using WordType::WordType;
  [[nodiscard]] bool accepts(std::string_view dialect) const override {
    return dialect == "postgresql" || dialect == "sqlite";
  }
};

struct BitOptions {
  std::optional<int> length = {};
  bool varying = false;
};
/// BIT(length), BIT VARYING.
class BIT : public detail::WordType<BIT, "BIT"> {
 public:
  explicit BIT(BitOptions options = {}) : options_(options) {}
  explicit BIT(int length) : options_{.length = length} {}
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
  [[nodiscard]] std::string_view python_name() const noexcept override { return "DOMAIN"; }
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

/// CREATE TYPE .. AS ENUM: the Enum of all databases is one here.
using ENUM = Enum;

}  // namespace cupel::postgresql
