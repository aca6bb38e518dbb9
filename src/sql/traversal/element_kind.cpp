#include <cupel/sql/traversal/element_kind.hpp>

namespace cupel {

std::string_view kind_name(ElementKind kind) noexcept {
  switch (kind) {
    case ElementKind::column: return "column";
    case ElementKind::bind: return "bindparam";
    case ElementKind::null: return "null";
    case ElementKind::true_: return "true";
    case ElementKind::false_: return "false";
    case ElementKind::label: return "label";
    case ElementKind::grouping: return "grouping";
    case ElementKind::unary: return "unary";
    case ElementKind::as_boolean: return "asbool";
    case ElementKind::collection_aggregate: return "collection_aggregate";
    case ElementKind::binary: return "binary";
    case ElementKind::slice: return "slice";
    case ElementKind::expression_list: return "expression_clauselist";
    case ElementKind::boolean_list: return "boolean_clauselist";
    case ElementKind::clause_list: return "clauselist";
    case ElementKind::tuple: return "tuple";
    case ElementKind::case_: return "case";
    case ElementKind::cast: return "cast";
    case ElementKind::try_cast: return "try_cast";
    case ElementKind::type_coerce: return "type_coerce";
    case ElementKind::extract: return "extract";
    case ElementKind::collation: return "collation";
    case ElementKind::function: return "function";
    case ElementKind::over: return "over";
    case ElementKind::frame: return "frame_clause";
    case ElementKind::function_filter: return "funcfilter";
    case ElementKind::within_group: return "withingroup";
    case ElementKind::aggregate_order_by: return "aggregate_order_by";
    case ElementKind::scalar_function_column: return "scalar_function_column";
    case ElementKind::table_valued_column: return "table_valued_column";
    case ElementKind::text: return "textclause";
    case ElementKind::label_reference: return "label_reference";
    case ElementKind::text_label_reference: return "textual_label_reference";
    case ElementKind::scalar_select: return "scalar_select";
    case ElementKind::exists: return "exists";
    case ElementKind::from_dml_column: return "dmltargetcopy";
    case ElementKind::next_value: return "next_value";
    case ElementKind::table: return "table";
    case ElementKind::join: return "join";
    case ElementKind::from_grouping: return "from_grouping";
    case ElementKind::alias: return "alias";
    case ElementKind::subquery: return "subquery";
    case ElementKind::cte: return "cte";
    case ElementKind::lateral: return "lateral";
    case ElementKind::table_sample: return "tablesample";
    case ElementKind::values: return "values";
    case ElementKind::scalar_values: return "scalar_values";
    case ElementKind::function_from: return "function_from";
    case ElementKind::table_valued_alias: return "table_valued_alias";
    case ElementKind::select: return "select";
    case ElementKind::compound_select: return "compound_select";
    case ElementKind::select_grouping: return "select_statement_grouping";
    case ElementKind::textual_select: return "textual_select";
    case ElementKind::insert: return "insert";
    case ElementKind::update: return "update";
    case ElementKind::delete_: return "delete";
    case ElementKind::savepoint: return "savepoint";
    case ElementKind::rollback_savepoint: return "rollback_to_savepoint";
    case ElementKind::release_savepoint: return "release_savepoint";
    case ElementKind::ddl: return "ddl";
    case ElementKind::extension: return "extension";
  }
  return "";
}

}  // namespace cupel
