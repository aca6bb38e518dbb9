#pragma once

#include <vector>

#include <cupel/sql/traversal/fwd.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel {

class TypeEngine;

// nodes: column expressions
class ColumnElement;
class ColumnClause;
class BindParameter;
class Null;
class True_;
class False_;
class Label;
class Grouping;
class UnaryExpression;
class AsBoolean;
class CollectionAggregate;
class BinaryExpression;
class Slice;
class ExpressionClauseList;
class BooleanClauseList;
class ClauseList;
class Tuple;
class Case;
class Cast;
class TryCast;
class TypeCoerce;
class Extract;
class CollationClause;
class FunctionElement;
class Function;
class Over;
class FrameClause;
class FunctionFilter;
class WithinGroup;
class AggregateOrderBy;
class ScalarFunctionColumn;
class TableValuedColumn;
class TextClause;
class LabelReference;
class TextualLabelReference;
class ScalarSelect;
class Exists;
class DmlColumn;
class ExtensionElement;

// nodes: FROM elements and statements
class ReturnsRows;
class FromClause;
class TableClause;
class Join;
class FromGrouping;
class AliasedReturnsRows;
class Alias;
class Subquery;
class CTE;
class Lateral;
class TableSample;
class Values;
class ScalarValues;
class FunctionFrom;
class TableValuedAlias;
class SelectBase;
class SelectState;
class CompoundSelect;
class SelectGrouping;
class TextualSelect;
class DmlBase;
class InsertState;
class UpdateState;
class DeleteState;
class ColumnCollection;
struct CustomOperator;

// statements of the schema layer that are made of a SELECT
class CreateTableAs;
struct CreateTableAsOptions;

struct SetupJoin;

using ColumnPtr = Ptr<const ColumnElement>;
using FromPtr = Ptr<const FromClause>;
using SelectBasePtr = Ptr<const SelectBase>;
using ColumnList = std::vector<ColumnPtr, KeptAllocator<ColumnPtr>>;
using FromList = std::vector<FromPtr, KeptAllocator<FromPtr>>;
using ElementList = std::vector<ElementPtr, KeptAllocator<ElementPtr>>;
using SetupJoinList = std::vector<SetupJoin, KeptAllocator<SetupJoin>>;

// handles: what users hold
struct Untyped;
class SqlExpression;
template <class T>
class Expr;
class FromExpr;
class Executable;
class SelectHandle;
template <class... Ts>
class Select;
template <class... Ts>
class FromStatement;
class Insert;
class Update;
class Delete;

}  // namespace cupel
