#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/sql/expression/fwd.hpp>
#include <cupel/types/fwd.hpp>

namespace cupel {

struct TableHint;

/// How the column that is being rendered enters the result; see RenderScope::result.
struct ResultTarget {
  const ClauseElement* original = nullptr;  ///< further element that the column may be asked for by
  bool repeated = false;                    ///< stands further left already: no targets
};

/// Where in a statement the compiler is: handed by value from visit_ to visit_, copied with a field
/// or two changed.
///
/// Pointers are borrowed for the time of one rendering.
struct RenderScope {
  bool as_from : 1 = false;                ///< the element stands in a FROM list
  bool within_columns_clause : 1 = false;  ///< directly in the columns of a SELECT or RETURNING
  bool within_label_clause : 1 = false;    ///< inside the expression of a label
  bool within_group_by : 1 = false;
  bool literal_binds : 1 = false;    ///< values are written into the text
  bool literal_execute : 1 = false;  ///< values are written into the text at execution
  bool render_postcompile : 1 = false;
  bool include_table : 1 = true;  ///< columns are written as table.column
  bool skip_bind_expression : 1 =
      false;                     ///< the type's SQL around the parameter was written already
  bool insert_into : 1 = false;  ///< the select feeds an INSERT
  bool lateral : 1 = false;
  bool as_hint : 1 = false;
  bool from_ddl : 1 = false;
  bool eager_grouping : 1 = false;
  bool is_upsert_set : 1 = false;
  bool in_dml : 1 = false;           ///< columns name the table of the DML statement
  bool within_operator : 1 = false;  ///< an operand of an operator
  bool subquery : 1 = false;         ///< parentheses around what an alias stands for
  bool nest_here : 1 = false;        ///< a CTE is rendered in the statement it is met in
  std::uint32_t compound_index = 0;  ///< place of the select in its set operation, from 1

  const Label* label_only = nullptr;              ///< this label is to be written by its name alone
  const TypeEngine* bind_type = nullptr;          ///< type for a parameter that has none of its own
  const std::vector<TableHint>* hints = nullptr;  ///< of the statement's FROM elements
  const CTE* visiting_cte = nullptr;              ///< the CTE whose body is being written
  const FromClause* enclosing_alias = nullptr;
  const FromClause* enclosing_lateral = nullptr;
  FromLinter* linter = nullptr;
  FromLinter* lateral_linter = nullptr;            ///< of the statement around a lateral element
  std::vector<std::string>* bind_names = nullptr;  ///< collects the names of parameters written
  const ResultTarget* result = nullptr;  ///< set: the element adds itself to the result's columns

  /// The same place, where values stay parameters although the statement is written with literals.
  [[nodiscard]] RenderScope with_binds() const {
    RenderScope scope = *this;
    scope.literal_binds = false;
    return scope;
  }
};

}  // namespace cupel
