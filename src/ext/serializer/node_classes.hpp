#pragma once
// Which class a node of a kind has, how an empty one is made, and which of its fields may be null.

#include <string_view>
#include <type_traits>

#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/case.hpp>
#include <cupel/sql/expression/cast.hpp>
#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/dml.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/join.hpp>
#include <cupel/sql/expression/label.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/merge.hpp>
#include <cupel/sql/expression/nodes.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/tstring.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/sql/expression/upsert.hpp>
#include <cupel/sql/expression/values.hpp>
#include <cupel/sql/expression/window.hpp>
#include <cupel/types/special_types.hpp>

namespace cupel::detail {

/// Calls f with the class of the nodes of a kind, for the kinds whose nodes consist of their
/// fields; false for the others (columns, parameters, tables and so on), and for DDL.
template <class F>
bool with_node_class(ElementKind kind, F&& f) {
  switch (kind) {
#define CUPEL_NODE_CLASS(kind, Class) \
  case ElementKind::kind:             \
    f(std::type_identity<Class>{});   \
    return true
    CUPEL_NODE_CLASS(label, Label);
    CUPEL_NODE_CLASS(grouping, Grouping);
    CUPEL_NODE_CLASS(unary, UnaryExpression);
    CUPEL_NODE_CLASS(as_boolean, AsBoolean);
    CUPEL_NODE_CLASS(collection_aggregate, CollectionAggregate);
    CUPEL_NODE_CLASS(binary, BinaryExpression);
    CUPEL_NODE_CLASS(slice, Slice);
    CUPEL_NODE_CLASS(expression_list, ExpressionClauseList);
    CUPEL_NODE_CLASS(boolean_list, BooleanClauseList);
    CUPEL_NODE_CLASS(clause_list, ClauseList);
    CUPEL_NODE_CLASS(tuple, Tuple);
    CUPEL_NODE_CLASS(case_, Case);
    CUPEL_NODE_CLASS(cast, Cast);
    CUPEL_NODE_CLASS(try_cast, TryCast);
    CUPEL_NODE_CLASS(type_coerce, TypeCoerce);
    CUPEL_NODE_CLASS(extract, Extract);
    CUPEL_NODE_CLASS(collation, CollationClause);
    CUPEL_NODE_CLASS(function, Function);
    CUPEL_NODE_CLASS(over, Over);
    CUPEL_NODE_CLASS(frame, FrameClause);
    CUPEL_NODE_CLASS(function_filter, FunctionFilter);
    CUPEL_NODE_CLASS(within_group, WithinGroup);
    CUPEL_NODE_CLASS(aggregate_order_by, AggregateOrderBy);
    CUPEL_NODE_CLASS(scalar_function_column, ScalarFunctionColumn);
    CUPEL_NODE_CLASS(text, TextClause);
    CUPEL_NODE_CLASS(label_reference, LabelReference);
    CUPEL_NODE_CLASS(text_label_reference, TextualLabelReference);
    CUPEL_NODE_CLASS(scalar_select, ScalarSelect);
    CUPEL_NODE_CLASS(exists, Exists);
    CUPEL_NODE_CLASS(from_dml_column, DmlColumn);
    CUPEL_NODE_CLASS(join, Join);
    CUPEL_NODE_CLASS(from_grouping, FromGrouping);
    CUPEL_NODE_CLASS(alias, Alias);
    CUPEL_NODE_CLASS(subquery, Subquery);
    CUPEL_NODE_CLASS(cte, CTE);
    CUPEL_NODE_CLASS(lateral, Lateral);
    CUPEL_NODE_CLASS(table_sample, TableSample);
    CUPEL_NODE_CLASS(values, Values);
    CUPEL_NODE_CLASS(scalar_values, ScalarValues);
    CUPEL_NODE_CLASS(function_from, FunctionFrom);
    CUPEL_NODE_CLASS(select, SelectState);
    CUPEL_NODE_CLASS(compound_select, CompoundSelect);
    CUPEL_NODE_CLASS(select_grouping, SelectGrouping);
    CUPEL_NODE_CLASS(textual_select, TextualSelect);
    CUPEL_NODE_CLASS(insert, InsertState);
    CUPEL_NODE_CLASS(update, UpdateState);
    CUPEL_NODE_CLASS(delete_, DeleteState);
#undef CUPEL_NODE_CLASS
    default:
      return false;
  }
}

/// The same for Cupel's own constructs among the extensions, by their names.
template <class F>
bool with_construct_class(std::string_view name, F&& f) {
  const auto is = [&]<class Class>(std::type_identity<Class> type) {
    if (name != Class::kName) return false;
    f(type);
    return true;
  };
  return is(std::type_identity<OnConflictClause>{}) || is(std::type_identity<UpsertClause>{}) ||
         is(std::type_identity<InsertedColumn>{}) || is(std::type_identity<TString>{}) ||
         is(std::type_identity<MergeState>{});
}

/// Whether the field of that name may be null in a T (a node, or a struct within nodes).
template <class T>
bool may_be_null(std::string_view field) {
  if constexpr (std::same_as<T, Case>) {
    return field == "value" || field == "else_";
  } else if constexpr (std::same_as<T, TableSample>) {
    return field == "seed";
  } else if constexpr (std::same_as<T, Over>) {
    return field == "frame";
  } else if constexpr (std::same_as<T, RowLimit>) {
    return field == "limit" || field == "offset" || field == "fetch";
  } else if constexpr (std::same_as<T, SetupJoin>) {
    return field == "onclause" || field == "left";
  } else if constexpr (std::same_as<T, FrameClause::Bound>) {
    return field == "value";
  } else if constexpr (std::same_as<T, DmlValue>) {
    return field == "column" || field == "value";
  } else if constexpr (std::same_as<T, OnConflict>) {
    return field == "index_where" || field == "where";
  } else if constexpr (std::same_as<T, UpsertClause::Parts>) {
    return field == "where";
  } else if constexpr (std::same_as<T, MergeClause>) {
    return field == "condition";
  } else if constexpr (std::same_as<T, InsertState>) {
    return field == "select" || field == "post_values_clause";
  } else if constexpr (std::derived_from<T, DmlBase>) {
    return field == "post_values_clause";
  } else if constexpr (std::same_as<T, TextClause::Piece>) {
    return field == "bind";
  } else if constexpr (std::same_as<T, TString::Piece>) {
    return field == "element";
  } else if constexpr (std::same_as<T, CTE>) {
    return field == "alias_of" || field == "restates";
  } else {
    return false;
  }
}

/// A T whose fields are still to be read. Until then there are others in their places, so that what
/// a constructor computes of them can be computed.
template <class T>
Ptr<T> empty_node() {
  static const ColumnPtr null = Null::instance();
  static const FromPtr table = make_ptr<TableClause>("empty");
  static const auto select = [] {
    auto state = make_ptr<SelectState>();
    state->edit().columns.push_back(null);
    return SelectBasePtr(std::move(state));
  }();
  const TypePtr& type = NullType::instance();
  if constexpr (std::same_as<T, Label>) {
    return make_ptr<T>("empty", null);
  } else if constexpr (std::same_as<T, UnaryExpression>) {
    return make_ptr<T>(null, Operator::distinct, OperatorRef{});
  } else if constexpr (std::same_as<T, AsBoolean>) {
    return make_ptr<T>(null, Operator::is_true);
  } else if constexpr (std::same_as<T, CollectionAggregate>) {
    return make_ptr<T>(null, Operator::any, type);
  } else if constexpr (std::same_as<T, BinaryExpression>) {
    return make_ptr<T>(null, null, Operator::eq);
  } else if constexpr (std::same_as<T, Slice>) {
    return make_ptr<T>(null, null, null);
  } else if constexpr (std::same_as<T, ExpressionClauseList>) {
    return make_ptr<T>(ColumnList{}, Operator::add, type);
  } else if constexpr (std::same_as<T, BooleanClauseList>) {
    return make_ptr<T>(Operator::and_, ColumnList{});
  } else if constexpr (std::same_as<T, ClauseList> || std::same_as<T, Tuple>) {
    return make_ptr<T>(ColumnList{});
  } else if constexpr (std::same_as<T, Case>) {
    return make_ptr<T>(ColumnPtr(), std::vector<Case::When>(), ColumnPtr());
  } else if constexpr (std::same_as<T, Cast> || std::same_as<T, TryCast> ||
                       std::same_as<T, TypeCoerce>) {
    return make_ptr<T>(null, type);
  } else if constexpr (std::same_as<T, Extract>) {
    return make_ptr<T>("", null);
  } else if constexpr (std::same_as<T, CollationClause>) {
    return make_ptr<T>(Name());
  } else if constexpr (std::same_as<T, Function>) {
    return make_ptr<T>(KnownFunction::none, Name(), ColumnList{}, type);
  } else if constexpr (std::same_as<T, Over>) {
    return make_ptr<T>(null, ColumnList{}, ColumnList{}, Ptr<const FrameClause>());
  } else if constexpr (std::same_as<T, FrameClause>) {
    return make_ptr<T>(FrameUnit::none, FrameClause::Bound{}, FrameClause::Bound{});
  } else if constexpr (std::same_as<T, FunctionFilter>) {
    return make_ptr<T>(null, null);
  } else if constexpr (std::same_as<T, WithinGroup> || std::same_as<T, AggregateOrderBy>) {
    return make_ptr<T>(null, ColumnList{});
  } else if constexpr (std::same_as<T, ScalarFunctionColumn>) {
    return make_ptr<T>(null, Name(), type);
  } else if constexpr (std::same_as<T, TextClause>) {
    return make_ptr<T>(std::string_view());
  } else if constexpr (std::same_as<T, TextualLabelReference>) {
    return make_ptr<T>(std::string());
  } else if constexpr (std::same_as<T, Join>) {
    return make_ptr<T>(table, table, null);
  } else if constexpr (std::same_as<T, FromGrouping> || std::derived_from<T, DmlBase> ||
                       std::same_as<T, MergeState>) {
    return make_ptr<T>(table);
  } else if constexpr (std::same_as<T, Alias>) {
    return make_ptr<T>(table, "empty");
  } else if constexpr (std::same_as<T, Subquery> || std::same_as<T, CTE> ||
                       std::same_as<T, Lateral>) {
    return make_ptr<T>(select, "empty");
  } else if constexpr (std::same_as<T, TableSample>) {
    return make_ptr<T>(table, null, "empty");
  } else if constexpr (std::same_as<T, Values>) {
    return make_ptr<T>(ColumnList{}, std::vector<std::vector<Values::Row>>(), Values::Options{});
  } else if constexpr (std::same_as<T, ScalarValues>) {
    return make_ptr<T>(ColumnList{}, std::vector<std::vector<Values::Row>>(), false);
  } else if constexpr (std::same_as<T, SelectState>) {
    return make_ptr<T>();
  } else if constexpr (std::same_as<T, CompoundSelect>) {
    return make_ptr<T>(CompoundKeyword::union_, std::vector<SelectBasePtr>{select});
  } else if constexpr (std::same_as<T, TextualSelect>) {
    return make_ptr<T>(make_ptr<TextClause>(""), ColumnList{}, false);
  } else if constexpr (std::same_as<T, OnConflictClause>) {
    return make_ptr<T>(std::vector<OnConflict>());
  } else if constexpr (std::same_as<T, UpsertClause>) {
    return make_ptr<T>(UpsertClause::Parts());
  } else if constexpr (std::same_as<T, TString>) {
    return make_ptr<T>(std::vector<TString::Piece>());
  } else if constexpr (std::is_constructible_v<T, SelectBasePtr>) {
    return make_ptr<T>(select);
  } else {
    return make_ptr<T>(null);
  }
}

}  // namespace cupel::detail
