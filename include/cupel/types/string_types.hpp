#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cupel/types/type_engine.hpp"

namespace cupel {

namespace detail {

class StringBase : public TypeEngine {
 public:
  explicit StringBase(std::optional<int> length = {}, std::string_view collation = {},
                      std::string_view collation_schema = {})
      : collation_(collation), collation_schema_(collation_schema), length_(length) {}
  /// Characters; none for no limit.
  [[nodiscard]] std::optional<int> length() const noexcept { return length_; }
  /// Empty for the database's own.
  [[nodiscard]] const std::string& collation() const noexcept { return collation_; }
  /// Schema of the collation; empty for none.
  [[nodiscard]] const std::string& collation_schema() const noexcept { return collation_schema_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::string;
  }
  void for_each_field(TypeFieldVisitor visit) const override;
  /// True for the Unicode family and NCHAR, whose literals some databases mark.
  [[nodiscard]] bool is_national() const noexcept;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::text; }

 private:
  std::string collation_;
  std::string collation_schema_;
  std::optional<int> length_;
};

class BinaryBase : public TypeEngine {
 public:
  explicit BinaryBase(std::optional<int> length = {}) noexcept : length_(length) {}
  [[nodiscard]] std::optional<int> length() const noexcept { return length_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override {
    return TypeAffinity::binary;
  }
  void for_each_field(TypeFieldVisitor visit) const override;
  /// Text compared with bytes stays bytes.
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::blob; }

 private:
  std::optional<int> length_;
};

}  // namespace detail

/// Text of variable length: String(50) is VARCHAR(50).
class String : public TypeOf<String, detail::StringBase, TypeKind::string> {
 public:
  using TypeOf::TypeOf;
};
/// Text without limit.
class Text : public TypeOf<Text, detail::StringBase, TypeKind::text> {
 public:
  using TypeOf::TypeOf;
};
/// String, NVARCHAR where that differs.
class Unicode : public TypeOf<Unicode, detail::StringBase, TypeKind::unicode> {
 public:
  using TypeOf::TypeOf;
};
/// Text, NCLOB or NTEXT where that differs.
class UnicodeText : public TypeOf<UnicodeText, detail::StringBase, TypeKind::unicode_text> {
 public:
  using TypeOf::TypeOf;
};
/// Bytes.
class LargeBinary : public TypeOf<LargeBinary, detail::BinaryBase, TypeKind::large_binary> {
 public:
  using TypeOf::TypeOf;
};

}  // namespace cupel
