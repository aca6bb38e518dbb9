#pragma once

#include <cupel/sql/expression/operators.hpp>
#include <cupel/types/type_engine.hpp>

namespace cupel::detail {

/// Warns (deprecation) unless an expression of `type` may be the left side of `op`.
void warn_of_class(Operator op, const TypeEngine& type);
void warn_of_class(const CustomOperator& op, const TypeEngine& type);

}  // namespace cupel::detail
