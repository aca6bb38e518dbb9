#pragma once

#include <cstdint>
#include <string_view>

namespace cupel {

/// What a ClauseElement is: the tag that the compiler's one switch reads.
///
/// A class of the schema layer that derives from a node here shares its kind (`Column` is a
/// `column`, `Table` a `table`). Constructs made by users are `extension`.
enum class ElementKind : std::uint8_t {
  // column expressions
  column,                  ///< ColumnClause: a column of a table, or a name, or literal text
  bind,                    ///< BindParameter
  null,                    ///< Null
  true_,                   ///< True_
  false_,                  ///< False_
  label,                   ///< Label: expression AS name
  grouping,                ///< Grouping: ( expression )
  unary,                   ///< UnaryExpression
  as_boolean,              ///< AsBoolean: an expression used as a condition
  collection_aggregate,    ///< CollectionAggregate: ANY (x), ALL (x)
  binary,                  ///< BinaryExpression
  slice,                   ///< Slice: the a:b of an index
  expression_list,         ///< ExpressionClauseList: a + b + c, under one operator
  boolean_list,            ///< BooleanClauseList: AND, OR
  clause_list,             ///< ClauseList: elements separated by an operator or a comma
  tuple,                   ///< Tuple: (a, b)
  case_,                   ///< Case
  cast,                    ///< Cast
  try_cast,                ///< TryCast
  type_coerce,             ///< TypeCoerce
  extract,                 ///< Extract
  collation,               ///< CollationClause: the name in COLLATE
  function,                ///< Function: name(arguments)
  over,                    ///< Over: function OVER (...)
  frame,                   ///< FrameClause: ROWS BETWEEN ...
  function_filter,         ///< FunctionFilter: function FILTER (WHERE ...)
  within_group,            ///< WithinGroup: function WITHIN GROUP (ORDER BY ...)
  aggregate_order_by,      ///< AggregateOrderBy: argument ORDER BY ...
  scalar_function_column,  ///< ScalarFunctionColumn: (function).field
  table_valued_column,     ///< TableValuedColumn: the alias of a function, or table, as a value
  text,                    ///< TextClause: SQL text
  label_reference,         ///< LabelReference: an expression that may render as its label
  text_label_reference,    ///< TextualLabelReference: a label or column by name
  scalar_select,           ///< ScalarSelect: (SELECT ...) as a value
  exists,                  ///< Exists: EXISTS (SELECT ...)
  from_dml_column,         ///< DmlColumn: the value that another column gets in the same statement
  next_value,              ///< next value of a sequence (schema layer)
  // FROM elements
  table,               ///< TableClause
  join,                ///< Join
  from_grouping,       ///< FromGrouping: ( from )
  alias,               ///< Alias
  subquery,            ///< Subquery
  cte,                 ///< CTE
  lateral,             ///< Lateral
  table_sample,        ///< TableSample
  values,              ///< Values
  scalar_values,       ///< ScalarValues: VALUES as a value
  function_from,       ///< FunctionFrom: a function in FROM
  table_valued_alias,  ///< TableValuedAlias: function AS name(columns)
  // statements
  select,              ///< SelectState
  compound_select,     ///< CompoundSelect: UNION & co.
  select_grouping,     ///< SelectGrouping: ( SELECT ) inside a set operation
  textual_select,      ///< TextualSelect: text().columns()
  insert,              ///< InsertState
  update,              ///< UpdateState
  delete_,             ///< DeleteState
  savepoint,           ///< SavepointClause
  rollback_savepoint,  ///< RollbackToSavepointClause
  release_savepoint,   ///< ReleaseSavepointClause
  // schema and DDL (schema layer)
  ddl,  ///< DDL elements; which one is told by DdlElement's own tag
  // constructs made by users
  extension,  ///< ExtensionElement
};

/// The number of kinds, for tests that walk all of them.
inline constexpr int kElementKindCount = static_cast<int>(ElementKind::extension) + 1;

/// The name of a kind as SQLAlchemy names the class' visit method ("binary", "bindparam").
std::string_view kind_name(ElementKind kind) noexcept;

}  // namespace cupel
