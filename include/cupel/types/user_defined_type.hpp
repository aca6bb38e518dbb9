#pragma once

#include <string>
#include <string_view>

#include "cupel/types/type_engine.hpp"

namespace cupel {

/// Base of users' types that the library does not know: they bring their own DDL name.
///
///     class Point : public UserDefinedTypeOf<Point> {
///      public:
///       std::string col_spec() const override { return "POINT"; }
///     };
///
/// Values pass as they are, or through the converters below. Derive through UserDefinedTypeOf.
class UserDefinedType : public TypeEngine {
 public:
  /// The type as it stands in CREATE TABLE.
  [[nodiscard]] virtual std::string col_spec() const = 0;
  /// As TypeDecorator's.
  [[nodiscard]] virtual bool cache_ok() const noexcept { return false; }

  [[nodiscard]] TypeKind kind() const noexcept override { return TypeKind::user_defined; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::other; }
  /// The type itself by default.
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  /// Throws CompileError by default.
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;

 protected:
  UserDefinedType() noexcept = default;
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::automatic; }
  [[nodiscard]] bool cacheable() const noexcept override { return cache_ok(); }
};

template <class Self>
class UserDefinedTypeOf : public UserDefinedType {
 public:
  [[nodiscard]] std::string_view python_name() const noexcept override {
    return short_type_name<Self>();
  }
  [[nodiscard]] Ptr<TypeEngine> clone() const override {
    return make_ptr<Self>(static_cast<const Self&>(*this));
  }
};

}  // namespace cupel
