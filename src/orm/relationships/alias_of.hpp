#pragma once

#include <string_view>

#include "cupel/sql/expression/from_clause.hpp"

namespace cupel::detail {

/// What stands for `from` a second time in a statement: an alias; for a join a subquery of its
/// rows, or, where it is to be flat, a join of aliases. An empty name is an anonymous one.
[[nodiscard]] FromPtr alias_of(const FromPtr& from, std::string_view name = {}, bool flat = false);

}  // namespace cupel::detail
