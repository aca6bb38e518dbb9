#include "cupel/error/errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {
namespace {

/// What linters know an element by: a named element by itself.
std::string table_name(const TableClause& table) {
  return table.fullname();
}

/// The table-valued function that `e` names: itself, or what a LATERAL stands before.
const TableValuedAlias* table_function(const AliasedReturnsRows& e) {
  if (e.kind() == ElementKind::table_valued_alias) return &as<TableValuedAlias>(e);
  if (e.kind() == ElementKind::lateral && e.element()->kind() == ElementKind::table_valued_alias) {
    return &as<TableValuedAlias>(*e.element());
  }
  return nullptr;
}

}  // namespace

void SqlCompiler::append_alias_suffix(std::string_view quoted_name) {
  out_ << " AS " << quoted_name;
}

void SqlCompiler::apply_from_hint(SqlText::Mark, std::string_view) {}

void SqlCompiler::append_table_hints(const FromClause& from, SqlText::Mark start,
                                     const RenderScope& scope) {
  if (scope.hints == nullptr) return;
  const std::string* found = nullptr;
  for (const TableHint& hint : *scope.hints) {
    if (hint.from->identity() == from.identity() && applies_to_dialect(hint.dialect)) {
      found = &hint.text;
    }
  }
  if (found != nullptr) apply_from_hint(start, hint_text(*found, from));
}

bool SqlCompiler::applies_to_dialect(std::string_view dialect) const {
  return dialect.empty() || dialect == "*" || dialect == traits_.name;
}

std::string SqlCompiler::hint_text(std::string_view text, const FromClause& from) {
  constexpr std::string_view kPlace = "%(name)s";
  std::string out(text);
  const std::size_t at = out.find(kPlace);
  if (at == std::string::npos) return out;
  const Name name = from.from_name();
  out.replace(at, kPlace.size(),
              preparer_.quote(resolve_name(name, NameClass::alias), name.quote()));
  return out;
}

void SqlCompiler::visit_table(const TableClause& e, const RenderScope& scope) {
  if (scope.linter != nullptr) scope.linter->add_from(e, table_name(e));
  if (!scope.as_from && !scope.as_hint) return;
  const SqlText::Mark start = out_.end();
  preparer_.append_table(out_.text(), e, !scope.as_hint, &options_.schema_translate_map);
  if (!state_->ambiguous_tables.empty() &&
      !IdentifierPreparer::effective_schema(e.schema(), &options_.schema_translate_map) &&
      !(scope.enclosing_alias != nullptr && scope.enclosing_alias->kind() == ElementKind::alias &&
        as<Alias>(*scope.enclosing_alias).element().get() == &e)) {
    for (const auto& [name, alias] : state_->ambiguous_tables) {
      if (name == e.name().text()) append_alias_suffix(preparer_.quote(alias));
    }
  }
  append_table_hints(e, start, scope);
}

void SqlCompiler::visit_join(const Join& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  scope.as_from = true;
  if (scope.linter != nullptr) {
    FromList left;
    FromList right;
    e.left()->collect_froms(left);
    e.right()->collect_froms(right);
    scope.linter->connect(left, right);
  }
  render(*e.left(), scope);
  out_ << join_keyword(e);
  render(*e.right(), scope);
  out_ << " ON ";
  scope.as_from = false;
  scope.enclosing_alias = nullptr;
  render(*e.onclause(), scope);
}

std::string_view SqlCompiler::join_keyword(const Join& e) const {
  if (e.is_full()) return " FULL OUTER JOIN ";
  return e.is_outer() ? " LEFT OUTER JOIN " : " JOIN ";
}

void SqlCompiler::visit_from_grouping(const FromGrouping& e, const RenderScope& scope) {
  out_ << '(';
  render(*e.element(), scope);
  out_ << ')';
}

void SqlCompiler::render_aliased(const AliasedReturnsRows& e, const RenderScope& outer,
                                 bool parentheses) {
  RenderScope scope = outer;
  scope.as_from = false;
  scope.as_hint = false;
  scope.linter = nullptr;
  if (outer.lateral) {
    if (scope.enclosing_lateral == nullptr) scope.enclosing_lateral = &e;
    if (outer.linter != nullptr && scope.lateral_linter == nullptr) {
      scope.lateral_linter = outer.linter;
    }
  }
  if (outer.enclosing_alias != nullptr && is_direct_element(*outer.enclosing_alias, e)) {
    // An alias of an alias has one name only: the outer one, written by the caller.
    scope.as_from = outer.as_from;
    scope.as_hint = outer.as_hint;
    scope.enclosing_alias = &e;
    const bool grouped = parentheses && (outer.as_from || outer.lateral);
    if (grouped) out_ << '(';
    render(*e.element(), scope);
    if (grouped) out_ << ')';
    return;
  }
  scope.enclosing_alias = &e;
  if (outer.as_hint) {
    append_name(e.name(), NameClass::alias);
    return;
  }
  if (!outer.as_from) {
    render(*e.element(), scope);
    return;
  }
  const std::string name = resolve_name(e.name(), NameClass::alias);
  if (outer.linter != nullptr) outer.linter->add_from(e, name);
  scope.as_from = true;
  const SqlText::Mark start = out_.end();
  if (parentheses) out_ << '(';
  render(*e.element(), scope);
  if (parentheses) out_ << ')';
  const TableValuedAlias* function = table_function(e);
  append_alias_suffix(preparer_.quote(name, e.name().quote()));
  if (function != nullptr && function->renders_derived()) append_derived_columns(*function);
  append_table_hints(e, start, outer);
}

bool SqlCompiler::is_direct_element(const FromClause& alias, const FromClause& element) {
  switch (alias.kind()) {
    case ElementKind::alias:
    case ElementKind::subquery:
    case ElementKind::lateral:
    case ElementKind::table_sample:
    case ElementKind::table_valued_alias:
    case ElementKind::cte:
      return static_cast<const AliasedReturnsRows&>(alias).element().get() == &element;
    default:
      return false;
  }
}

void SqlCompiler::visit_alias(const Alias& e, const RenderScope& scope) {
  render_aliased(e, scope, false);
}

void SqlCompiler::visit_subquery(const Subquery& e, const RenderScope& scope) {
  render_aliased(e, scope, true);
}

void SqlCompiler::visit_lateral(const Lateral& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.lateral = true;
  out_ << "LATERAL ";
  render_aliased(e, scope, is_select_base(*e.element()));
}

void SqlCompiler::visit_table_sample(const TableSample& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = true;
  render_aliased(e, scope, false);
  scope.as_from = false;
  out_ << " TABLESAMPLE ";
  render(*e.sampling(), scope);
  if (e.seed()) {
    out_ << " REPEATABLE (";
    render(*e.seed(), scope);
    out_ << ')';
  }
}

void SqlCompiler::visit_function_from(const FunctionFrom& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.as_from = false;
  render(*e.function(), inner);
  if (scope.enclosing_alias != nullptr &&
      scope.enclosing_alias->kind() == ElementKind::table_valued_alias &&
      as<TableValuedAlias>(*scope.enclosing_alias).has_ordinality()) {
    out_ << " WITH ORDINALITY";
  }
}

void SqlCompiler::visit_table_valued_alias(const TableValuedAlias& e, const RenderScope& outer) {
  RenderScope scope = outer;
  if (e.joins_implicitly()) scope.linter = nullptr;
  if (e.is_lateral()) {
    scope.lateral = true;
    out_ << "LATERAL ";
  }
  render_aliased(e, scope, false);
}

void SqlCompiler::append_derived_columns(const TableValuedAlias& e) {
  out_ << '(';
  bool first = true;
  for (const auto& entry : e.columns()) {
    if (!first) out_ << ", ";
    first = false;
    append_name(entry.column->element_name(), NameClass::column);
    if (e.renders_derived_types()) out_ << ' ' << type_text(*entry.column->type());
  }
  out_ << ')';
}

// --- VALUES
// ----------------------------------------------------------------------------------------

void SqlCompiler::render_values_rows(const std::vector<std::vector<Values::Row>>& data,
                                     const ColumnList& columns, bool literal_binds,
                                     const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = false;
  scope.result = nullptr;
  scope.literal_binds = scope.literal_binds || literal_binds;
  out_ << "VALUES ";
  bool first = true;
  for (const std::vector<Values::Row>& chunk : data) {
    for (const Values::Row& row : chunk) {
      if (!first) out_ << ", ";
      first = false;
      out_ << values_row_keyword() << '(';
      for (std::size_t i = 0; i < row.size(); ++i) {
        if (i != 0) out_ << ", ";
        scope.bind_type = i < columns.size() ? columns[i]->type().get() : nullptr;
        render(*row[i], scope);
      }
      out_ << ')';
    }
  }
}

void SqlCompiler::visit_values(const Values& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.linter = nullptr;
  const std::string name = e.has_name() ? resolve_name(e.name(), NameClass::values) : std::string();
  if (!outer.as_from) {
    render_values_rows(e.data(), e.column_args(), e.literal_binds(), scope);
    return;
  }
  if (outer.linter != nullptr) {
    outer.linter->add_from(e, e.has_name() ? name : "(unnamed VALUES element)");
  }
  if (outer.visiting_cte != nullptr && outer.visiting_cte->element().get() == &e) {
    render_values_rows(e.data(), e.column_args(), e.literal_binds(), scope);
    return;
  }
  if (e.is_lateral()) out_ << "LATERAL ";
  out_ << '(';
  render_values_rows(e.data(), e.column_args(), e.literal_binds(), scope);
  out_ << ')';
  if (!e.has_name()) return;
  append_alias_suffix(preparer_.quote(name, e.name().quote()));
  out_ << " (";
  scope.include_table = false;
  scope.as_from = false;
  bool first = true;
  for (const auto& entry : e.columns()) {
    if (!first) out_ << ", ";
    first = false;
    render(*entry.column, scope);
  }
  out_ << ')';
}

void SqlCompiler::visit_scalar_values(const ScalarValues& e, const RenderScope& scope) {
  out_ << '(';
  render_values_rows(e.data(), e.column_args(), e.literal_binds(), scope);
  out_ << ')';
}

}  // namespace cupel
