#pragma once

#include <string>
#include <vector>

#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/sql/expression/from_clause.hpp"

namespace cupel::detail {

enum class JoinSide { parent_to_child, parent_to_secondary, secondary_to_child };

struct JoinSearch {
  const std::string& name;  ///< the relationship's, for messages
  FromPtr left;
  FromPtr right;
  const std::vector<const ColumnClause*>& foreign_keys;  ///< only these; empty: any
  JoinSide side;
};

/// The condition by the one foreign key between two tables.
/// Throws NoForeignKeysError, AmbiguousForeignKeysError.
ColumnPtr find_join(const JoinSearch& search);

}  // namespace cupel::detail
