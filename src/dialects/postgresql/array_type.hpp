#pragma once

#include "cupel/types/special_types.hpp"

namespace cupel::postgresql {

/// ARRAY as PostgreSQL stores it: lists of any depth, whose items are values of the item type.
class PgArray final : public TypeOf<PgArray, cupel::ARRAY, TypeKind::array> {
 public:
  /// `item_impl`: the dialect's form of the item type.
  PgArray(const cupel::ARRAY& type, TypePtr item_impl)
      : TypeOf(type.item_type(), type.options()), item_impl_(std::move(item_impl)) {}

  [[nodiscard]] std::string_view python_name() const noexcept override { return "ARRAY"; }
  [[nodiscard]] bool converts_values() const noexcept override { return true; }
  /// A list becomes the text of an array. Throws DataError for anything else.
  [[nodiscard]] Value bind_value(const Value& value) const override;
  /// From the bytes or the text of an array.
  [[nodiscard]] Value result_value(const Value& value) const override;

 private:
  TypePtr item_impl_;
};

}  // namespace cupel::postgresql
