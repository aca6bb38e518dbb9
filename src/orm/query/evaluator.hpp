#pragma once

#include <optional>

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/sql/expression/column_element.hpp"
#include "cupel/types/value.hpp"

namespace cupel::detail {

/// Computes SQL expressions over one mapped class from what its objects hold in memory.
class Evaluator {
 public:
  explicit Evaluator(const Mapper& mapper) noexcept : mapper_(&mapper) {}

  /// True when evaluate() knows every part of the expression.
  [[nodiscard]] bool can_evaluate(const ClauseElement& expression) const;
  /// The value for `instance`; nullopt when an attribute that it depends on is not in memory.
  /// Precondition: can_evaluate().
  [[nodiscard]] std::optional<Value> evaluate(const ClauseElement& expression,
                                              const Instance& instance) const;

 private:
  const Mapper* mapper_;
};

}  // namespace cupel::detail
