#pragma once

#include <cupel/sql/expression/select.hpp>
#include <cupel/types/parameters.hpp>

namespace cupel::detail {

/// name = value for each parameter, the name looked up in all `froms`. Throws InvalidRequestError
/// for a name that none has, AmbiguousColumnError for one that several have.
ColumnList filter_by_conditions(const FromList& froms, const Parameters& equalities);
/// The columns of `select` without those that an equality or a foreign key makes redundant.
ColumnList reduce_columns(const SelectState& select);

}  // namespace cupel::detail
