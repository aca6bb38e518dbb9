#pragma once

#include <string_view>
#include <vector>

#include "cupel/schema/constraint.hpp"

namespace cupel::detail {

/// The table of the first column that was given as an object, or null.
const SchemaTable* table_of(const std::vector<ConstraintColumn>& columns) noexcept;

/// The column of `table` that `wanted` means; lets go of the object. `item`: for the message.
/// Throws ConstraintColumnNotFoundError, ArgumentError for a column of another table.
const SchemaColumn& column_in(const SchemaTable& table, ConstraintColumn& wanted,
                              std::string_view item);

}  // namespace cupel::detail
