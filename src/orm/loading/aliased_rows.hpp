#pragma once

#include "cupel/orm/loading/option_tree.hpp"
#include "cupel/sql/expression/from_clause.hpp"

namespace cupel::detail {

/// Gives the rows that a relationship to an aliased class reads, with the criteria that a statement
/// has for the classes in them (with_loader_criteria) in their subqueries.
using RowsCompleter = FromPtr (*)(const FromPtr& rows, const OptionTree& criteria);

/// Implemented by orm/query, which knows what an entity in a subquery is. To be called before any
/// statement is made.
void set_rows_completer(RowsCompleter completer) noexcept;
[[nodiscard]] FromPtr completed_rows(const FromPtr& rows, const OptionTree& criteria);

}  // namespace cupel::detail
