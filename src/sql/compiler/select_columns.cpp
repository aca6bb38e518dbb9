#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/sql/expression/sql_value.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {

void SqlCompiler::render_column(const ColumnPlusNames& entry, const RenderScope& outer,
                                bool populate, bool as_from, const ClauseElement* original) {
  const ColumnElement& column = *entry.column;
  RenderScope scope = outer;
  scope.within_columns_clause = true;
  scope.within_label_clause = false;
  ResultTarget target;
  target.original = original;
  target.repeated = entry.repeated;
  scope.result = populate ? &target : nullptr;
  if (column.kind() == ElementKind::unary &&
      as<UnaryExpression>(column).op() == Operator::distinct) {
    warn(
        "DISTINCT of one column is meant for the inside of aggregate functions; for SELECT "
        "DISTINCT use select(...).distinct()");
  }
  if (column.kind() == ElementKind::tuple) {
    throw CompileError("a tuple_() cannot be selected; select its members");
  }
  if (populate && render_column_expression(entry, scope, target)) return;
  if (column.kind() == ElementKind::label) {  // NOLINT(bugprone-branch-clone)
    render(column, scope);
  } else if (!entry.required_label.empty() && column.kind() != ElementKind::as_boolean) {
    append_labelled(column, entry.required_label, nullptr, scope);
  } else if (needs_label(column, as_from)) {
    Name label = entry.fallback_label.empty() ? column.anon_name_label() : entry.fallback_label;
    label.set_truncatable(true);
    append_labelled(column, label, nullptr, scope);
  } else {
    render(column, scope);
  }
}

ColumnPtr SqlCompiler::returned_expression(const ColumnPtr& column) const {
  TypePtr impl;
  const SqlValueExpressions* own = value_expressions(*column->type(), impl);
  if (own == nullptr) return column;
  const Expr<Untyped> wrapped = own->column_expression(Expr<Untyped>(column));
  return wrapped.node() ? wrapped.node() : column;
}

// What a type puts around its columns in a result, e.g. lower(t.x) AS x. False: nothing.
bool SqlCompiler::render_column_expression(const ColumnPlusNames& entry, const RenderScope& scope,
                                           ResultTarget& target) {
  const ColumnElement& column = *entry.column;
  TypePtr impl;
  const SqlValueExpressions* own = value_expressions(*column.type(), impl);
  if (own == nullptr) return false;
  const bool labelled = column.kind() == ElementKind::label;
  const Expr<Untyped> wrapped =
      own->column_expression(Expr<Untyped>(labelled ? as<Label>(column).element() : entry.column));
  if (!wrapped.node()) return false;
  Name name = labelled ? as<Label>(column).name() : entry.required_label;
  if (name.empty()) name = column.non_anon_label();
  if (name.empty()) {
    name = entry.fallback_label.empty() ? column.anon_name_label() : entry.fallback_label;
    name.set_truncatable(true);
  }
  target.original = &column;
  append_labelled(keep(wrapped.node()), name, nullptr, scope);
  return true;
}

bool SqlCompiler::needs_label(const ColumnElement& column, bool as_from) const {
  switch (column.kind()) {
    case ElementKind::column: {
      // A table's column needs its name as a label only where something selects from the result.
      const auto& clause = as<ColumnClause>(column);
      return as_from && !clause.is_literal() && clause.table() != nullptr;
    }
    case ElementKind::text:
      return false;
    case ElementKind::unary: {
      const auto& unary = as<UnaryExpression>(column);
      return as_from || !is_named_column(*unary.element());
    }
    case ElementKind::as_boolean: {
      const auto& boolean = as<AsBoolean>(column);
      return as_from || !traits_.supports_native_boolean || !is_named_column(*boolean.element());
    }
    case ElementKind::extension:
      return column.non_anon_label().empty();
    default:
      return !is_named_column(column);
  }
}

bool SqlCompiler::is_named_column(const ColumnElement& column) noexcept {
  switch (column.kind()) {
    case ElementKind::column:
    case ElementKind::label:
    case ElementKind::table_valued_column:
    case ElementKind::scalar_function_column:
      return true;
    default:
      return false;
  }
}

void SqlCompiler::add_result(const RenderScope& scope, std::string keyname, std::string name,
                             std::span<const ClauseElement* const> objects, const TypePtr& type,
                             std::string key) {
  ResultColumn column;
  column.keyname = std::move(keyname);
  column.name = std::move(name);
  column.key = std::move(key);
  if (!scope.result->repeated) {
    column.objects.reserve(objects.size() + 1);
    if (scope.result->original != nullptr) column.objects.push_back(scope.result->original);
    column.objects.insert(column.objects.end(), objects.begin(), objects.end());
  }
  column.type = type;
  state_->parts.result_columns.push_back(std::move(column));
}

}  // namespace cupel
