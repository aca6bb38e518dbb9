#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/types/type_engine.hpp"

namespace cupel {

/// The type of expressions of which nothing is known; values pass as they are.
class NullType : public TypeOf<NullType, TypeEngine, TypeKind::null_type> {
 public:
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::null; }
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  /// NULL, or the literal of the value's own type.
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
  /// The one shared NullType.
  [[nodiscard]] static const TypePtr& instance();

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::automatic; }
};

struct UuidOptions {
  bool as_uuid = true;      ///< false: results are texts with dashes
  bool native_uuid = true;  ///< false: 32 hexadecimal digits on every database
};

/// Universally unique identifier; its C++ type is UuidValue.
class Uuid : public TypeOf<Uuid, TypeEngine, TypeKind::uuid> {
 public:
  explicit Uuid(UuidOptions options = {}) noexcept : options_(options) {}
  [[nodiscard]] bool as_uuid() const noexcept { return options_.as_uuid; }
  [[nodiscard]] bool native_uuid() const noexcept { return options_.native_uuid; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::uuid; }
  /// Texts compared with a uuid are uuids.
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  void for_each_field(TypeFieldVisitor visit) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::uuid_hex32; }

 private:
  UuidOptions options_;
};

struct ArrayOptions {
  std::optional<int> dimensions = {};
  bool as_tuple = false;
  bool zero_indexes = false;  ///< indices count from 0 in the program and from 1 in SQL
};

/// List of `item_type`. Only some databases can store one.
class ARRAY : public TypeOf<ARRAY, TypeEngine, TypeKind::array> {
 public:
  /// Throws ArgumentError when the items are arrays: say dimensions instead.
  explicit ARRAY(const TypeArg& item_type, ArrayOptions options = {});
  [[nodiscard]] const TypePtr& item_type() const noexcept { return item_; }
  [[nodiscard]] const ArrayOptions& options() const noexcept { return options_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::array; }
  void for_each_field(TypeFieldVisitor visit) const override;
  [[nodiscard]] TypePtr coerce_compared_value(ArithmeticOp op, const Value& value) const override;
  [[nodiscard]] std::string render_literal(const Value& value,
                                           const LiteralContext& context) const override;
  /// Throws NotSupportedError: which operator it is, the ARRAY of a database knows.
  [[nodiscard]] std::string_view contains_operator() const override;
  /// The type of an element: that of the items, or an array with one dimension less.
  [[nodiscard]] virtual TypePtr element_type() const;

 protected:
  /// A list of literals as one.
  [[nodiscard]] virtual std::string list_literal(const std::vector<std::string>& items,
                                                 const LiteralContext& context) const;
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::array_items; }

 private:
  TypePtr item_;
  ArrayOptions options_;
};

/// The type of a row constructor: one type per element.
class TupleType : public TypeOf<TupleType, TypeEngine, TypeKind::tuple> {
 public:
  explicit TupleType(std::vector<TypePtr> types) : types_(std::move(types)) {}
  [[nodiscard]] const std::vector<TypePtr>& types() const noexcept { return types_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::tuple; }
  void for_each_field(TypeFieldVisitor visit) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::automatic; }

 private:
  std::vector<TypePtr> types_;
};

/// The type of a table-valued function: its columns.
class TableValueType : public TypeOf<TableValueType, TypeEngine, TypeKind::table_value> {
 public:
  struct Element {
    std::string name;
    TypePtr type;
  };
  explicit TableValueType(std::vector<Element> elements) : elements_(std::move(elements)) {}
  [[nodiscard]] OperatorClass operator_classes() const noexcept override {
    return OperatorClass::base;
  }
  [[nodiscard]] const std::vector<Element>& elements() const noexcept { return elements_; }
  [[nodiscard]] TypeAffinity type_affinity() const noexcept override { return TypeAffinity::other; }
  void for_each_field(TypeFieldVisitor visit) const override;

 protected:
  [[nodiscard]] Wire default_wire() const noexcept override { return Wire::automatic; }

 private:
  std::vector<Element> elements_;
};

}  // namespace cupel
