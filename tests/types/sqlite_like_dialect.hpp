#pragma once

#include "cupel/types/type_engine.hpp"

namespace cupel {

/// Stores values as SQLite does, for the tests of this layer.
class SqliteLikeDialect final : public TypeDialect {
 public:
  [[nodiscard]] std::string_view dialect_name() const noexcept override { return "sqlite"; }
  [[nodiscard]] TypePtr adapt_type(const TypePtr& type) const override {
    switch (type->type_affinity()) {
      case TypeAffinity::date:
        return type->with_wire(Wire::date_iso);
      case TypeAffinity::time:
        return type->with_wire(Wire::time_iso);
      case TypeAffinity::datetime:
        return type->with_wire(Wire::datetime_iso);
      default:
        return type;
    }
  }
};

}  // namespace cupel
