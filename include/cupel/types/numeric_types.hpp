#pragma once

#include <cstdint>
#include <optional>

#include "cupel/types/type_engine.hpp"

namespace cupel {

namespace detail {

class IntegerBase : public TypeEngine {
 public:
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::integer;
  }

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::integer; }
};

}  // namespace detail

/// 32-bit integer.
class Integer : public TypeOf<Integer, detail::IntegerBase, TypeKind::integer> {};
/// 16-bit integer.
class SmallInteger : public TypeOf<SmallInteger, detail::IntegerBase, TypeKind::small_integer> {};
/// 64-bit integer.
class BigInteger : public TypeOf<BigInteger, detail::IntegerBase, TypeKind::big_integer> {};

struct NumericOptions {
  std::optional<int> decimal_return_scale =
      {};                 ///< digits after the point where the type says none
  bool asdecimal = true;  ///< false: results are doubles
};

namespace detail {

/// Numeric, Float and what derives from them: how many digits, and what results are.
class NumericBase : public TypeEngine {
 public:
  [[nodiscard]] std::optional<int> precision() const noexcept { return precision_; }
  [[nodiscard]] std::optional<int> scale() const noexcept { return scale_; }
  [[nodiscard]] bool asdecimal() const noexcept { return asdecimal_; }
  [[nodiscard]] std::optional<int> decimal_return_scale() const noexcept {
    return decimal_return_scale_;
  }
  /// Digits after the point of a result that the driver delivers as a binary float:
  /// decimal_return_scale, else scale, else 10.
  [[nodiscard]] int effective_decimal_return_scale() const noexcept {
    return decimal_return_scale_.value_or(scale_.value_or(10));
  }
  [[nodiscard]] int decimal_places() const noexcept override {
    return effective_decimal_return_scale();
  }

 protected:
  NumericBase(std::optional<int> precision, std::optional<int> scale, bool asdecimal,
              std::optional<int> decimal_return_scale) noexcept
      : precision_(precision),
        scale_(scale),
        decimal_return_scale_(decimal_return_scale),
        asdecimal_(asdecimal) {}

 private:
  std::optional<int> precision_;
  std::optional<int> scale_;
  std::optional<int> decimal_return_scale_;
  bool asdecimal_;
};

class ExactNumeric : public NumericBase {
 public:
  explicit ExactNumeric(std::optional<int> precision = {}, std::optional<int> scale = {},
                        NumericOptions options = {}) noexcept
      : NumericBase(precision, scale, options.asdecimal, options.decimal_return_scale) {}
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::numeric;
  }
  void for_each_field(TypeFieldVisitor visit) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override;
};

class BinaryFloat : public NumericBase {
 public:
  explicit BinaryFloat(std::optional<int> precision = {},
                       NumericOptions options = {.asdecimal = false}) noexcept
      : NumericBase(precision, {}, options.asdecimal, options.decimal_return_scale) {}
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::float_;
  }
  void for_each_field(TypeFieldVisitor visit) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override;
};

}  // namespace detail

/// Exact decimal: Numeric(10, 2). Results are Decimal, or double with asdecimal = false.
class Numeric : public TypeOf<Numeric, detail::ExactNumeric, TypeKind::numeric> {
 public:
  using TypeOf::TypeOf;
};
/// Binary floating point of at least `precision` binary digits. Results are double.
class Float : public TypeOf<Float, detail::BinaryFloat, TypeKind::float_> {
 public:
  using TypeOf::TypeOf;
};
/// Double precision: the type of floating literals.
class Double : public TypeOf<Double, detail::BinaryFloat, TypeKind::double_> {
 public:
  using TypeOf::TypeOf;
};

struct BooleanOptions {
  bool create_constraint = false;  ///< CHECK (x IN (0, 1)) where booleans are integers
  std::string name = {};           ///< of that constraint
};

namespace detail {

class BooleanBase : public TypeEngine {
 public:
  explicit BooleanBase(BooleanOptions options = {}) : options_(std::move(options)) {}
  [[nodiscard]] const BooleanOptions& options() const noexcept { return options_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::boolean;
  }
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::boolean_integer; }

 private:
  BooleanOptions options_;
};

}  // namespace detail

/// true and false; 0 and 1 where the database has no booleans. Other values are refused.
class Boolean : public TypeOf<Boolean, detail::BooleanBase, TypeKind::boolean> {
 public:
  using TypeOf::TypeOf;
};
/// The type of MATCH expressions.
class MatchType : public TypeOf<MatchType, detail::BooleanBase, TypeKind::match_type> {
 public:
  using TypeOf::TypeOf;
};

}  // namespace cupel
