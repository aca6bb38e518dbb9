#pragma once

#include <vector>

#include "cupel/sql/expression/column_clause.hpp"
#include "cupel/sql/expression/from_clause.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel::detail {

/// The column of the schema behind a column, annotated or not.
const ColumnClause& plain_column(const ClauseElement& column) noexcept;

/// Calls `visit` for every column in `root`, each occurrence.
void for_each_column(const ClauseElement& root, FunctionRef<void(const ColumnClause&)> visit);

/// Two columns on both sides of one comparison. `eq`: they are operands of an equality themselves.
struct ComparedColumns {
  const ColumnClause* left;
  const ColumnClause* right;
  bool direct;  ///< both are whole operands, not parts of one
  bool eq;
};
/// Calls `visit` for every pair of columns that a comparison in `root` brings together.
void for_each_comparison(const ClauseElement& root,
                         FunctionRef<void(const ComparedColumns&)> visit);

/// A subquery in FROM or a CTE, which cannot refer to the statement around it: its inside is no
/// part of an expression that names its columns.
bool is_derived_table(const ClauseElement& element) noexcept;

/// A copy of `expression` in which `replace` has put other elements in the place of columns; null
/// from `replace` keeps a column. Derived tables stay as they are.
ColumnPtr replace_columns(const ColumnPtr& expression,
                          FunctionRef<ElementPtr(const ColumnClause&)> replace);

/// `expression` with every annotated column in its plain form.
ColumnPtr without_annotations(const ColumnPtr& expression);

/// The column of `target` that stands for `column`, or null.
ElementPtr corresponding(const FromPtr& target, const ColumnClause& column);

/// a AND b; either may be null.
ColumnPtr both(ColumnPtr a, ColumnPtr b);

}  // namespace cupel::detail
