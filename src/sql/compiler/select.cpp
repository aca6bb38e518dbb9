#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/sql/expression/sql_value.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {
namespace {

/// All FROM elements that `froms` consist of.
FromList members_of(const FromList& froms) {
  FromList members;
  members.reserve(froms.size() * 2);
  for (const FromPtr& from : froms) from->collect_froms(members);
  return members;
}

bool contains(const FromList& list, const FromClause& from) {
  for (const FromPtr& item : list) {
    if (item->identity() == from.identity()) return true;
  }
  return false;
}

FromList difference(const FromList& a, const FromList& b) {
  FromList out;
  for (const FromPtr& from : a) {
    if (!contains(b, *from)) out.push_back(from);
  }
  return out;
}

}  // namespace

// --- the columns clause
// ----------------------------------------------------------------------------

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
  if (column.kind() == ElementKind::label) {
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

// --- SELECT
// ----------------------------------------------------------------------------------------

void SqlCompiler::visit_select(const SelectState& e, const RenderScope& scope) {
  const Ptr<const SelectState> written = translate_select(e);
  if (!written) return render_select(e, scope);
  keep(written);
  const std::size_t first_column = state_->parts.result_columns.size();
  render_select(*written, scope);
  restore_targets(*written, e, first_column);
}

// The result is asked for by the columns of the SELECT that the program has.
void SqlCompiler::restore_targets(const SelectState& written, const SelectState& e,
                                  std::size_t first_column) {
  std::vector<ResultColumn>& columns = state_->parts.result_columns;
  if (columns.size() == first_column) return;
  const ColumnList& from = written.all_selected_columns();
  const ColumnList& to = e.all_selected_columns();
  for (std::size_t i = first_column; i < columns.size(); ++i) {
    for (const ClauseElement*& object : columns[i].objects) {
      for (std::size_t k = 0; k < std::min(from.size(), to.size()); ++k) {
        if (object != from[k].get()) continue;
        object = to[k].get();
        break;
      }
    }
  }
}

void SqlCompiler::render_select(const SelectState& e, const RenderScope& outer) {
  const bool is_toplevel = stack_.empty();
  const bool embedded = outer.compound_index != 0 || outer.insert_into;
  RenderScope scope = outer;
  scope.as_from = false;
  scope.insert_into = false;
  scope.lateral = false;
  scope.compound_index = 0;
  scope.linter = nullptr;
  scope.within_columns_clause = false;
  scope.within_operator = false;
  scope.eager_grouping = false;
  scope.label_only = nullptr;
  scope.result = nullptr;
  scope.subquery = false;
  scope.hints = nullptr;
  scope.include_table = outer.include_table;

  bool populate = is_toplevel;
  if (!is_toplevel) {
    const StackEntry& enclosing = stack_.back();
    populate = enclosing.need_result_map_for_compound || enclosing.need_result_map_for_nested;
  }
  if (outer.compound_index > 1) populate = false;
  if (is_toplevel) {
    flags().is_select = true;
    flags().returns_rows = true;
    flags().for_update = e.parts().for_update.has_value();
  }

  const SqlText::Mark start = out_.end();
  const FromList froms = push_select(e, outer);
  const AmbiguousTables ambiguous = begin_ambiguous_tables(stack_.back().as_from_froms);

  out_ << "SELECT ";
  const SelectState::Parts& parts = e.parts();
  if (!parts.hints.empty()) {
    const std::string hint = select_hint_text(parts.hints);
    if (!hint.empty()) out_ << hint << ' ';
    scope.hints = &parts.hints;
  }
  if (!parts.independent_ctes.empty()) render_independent_ctes(parts.independent_ctes, scope);
  if (!parts.prefixes.empty()) append_prefixes(parts.prefixes, scope);
  append_select_precolumns(e, scope);
  append_extensions(parts.extensions, "pre_columns", scope);

  RenderScope columns_scope = scope;
  columns_scope.within_label_clause = false;
  columns_scope.include_table = true;
  bool first = true;
  for (const ColumnPlusNames& entry : e.columns_plus_names(true)) {
    const SqlText::Mark mark = out_.end();
    if (!first) out_ << ", ";
    const SqlText::Mark begin = out_.end();
    render_column(entry, columns_scope, populate, outer.as_from);
    if (out_.empty_since(begin)) {
      out_.truncate(mark);
    } else {
      first = false;
    }
  }
  if (first && out_.text().back() == ' ') out_.text().pop_back();
  render_select_body(e, froms, scope);

  append_statement_hints(parts.statement_hints);
  if (!state_->cte_texts.empty() && (!embedded || is_toplevel)) {
    insert_cte_clause(start, is_toplevel, false);
  }
  if (!parts.suffixes.empty()) {
    out_ << ' ';
    append_prefixes(parts.suffixes, scope);
  }
  end_ambiguous_tables(ambiguous);
  stack_.pop_back();
}

FromList SqlCompiler::push_select(const SelectState& e, const RenderScope& scope) {
  StackEntry entry;
  entry.statement = &e;
  FromList froms;
  if (stack_.empty()) {
    froms = e.display_froms({}, {});
    entry.as_from_froms = members_of(froms);
    entry.correlate_froms = entry.as_from_froms;
  } else {
    StackEntry& enclosing = stack_.back();
    if (scope.compound_index == 1) {
      enclosing.first_select = &e;
    } else if (scope.compound_index > 1 && enclosing.first_select != nullptr) {
      const std::size_t expected = enclosing.first_select->all_selected_columns().size();
      const std::size_t columns = e.all_selected_columns().size();
      if (columns != expected) {
        throw CompileError(str_cat(
            "All selectables passed to CompoundSelect must have identical numbers of columns; "
            "select #1 has ",
            expected, " columns, select #", scope.compound_index, " has ", columns));
      }
    }
    if (scope.as_from && !scope.lateral) {
      froms = e.display_froms(difference(enclosing.correlate_froms, enclosing.as_from_froms), {});
    } else {
      froms = e.display_froms(enclosing.correlate_froms, enclosing.as_from_froms);
    }
    entry.as_from_froms = members_of(froms);
    entry.correlate_froms = enclosing.correlate_froms;
    for (const FromPtr& from : entry.as_from_froms) {
      if (!contains(entry.correlate_froms, *from)) entry.correlate_froms.push_back(from);
    }
  }
  stack_.push_back(std::move(entry));
  return froms;
}

// A table without schema that bears the name of one with a schema gets an alias, since columns of
// both would be written alike.
SqlCompiler::AmbiguousTables SqlCompiler::begin_ambiguous_tables(const FromList& members) {
  AmbiguousTables saved = std::move(state_->ambiguous_tables);
  state_->ambiguous_tables.clear();
  const auto schema_of = [](const FromPtr& from) {
    return from->kind() == ElementKind::table ? &as<TableClause>(*from).schema() : nullptr;
  };
  for (const FromPtr& qualified : members) {
    const Name* schema = schema_of(qualified);
    if (schema == nullptr || schema->empty()) continue;
    const std::string& name = as<TableClause>(*qualified).name().text();
    for (const FromPtr& plain : members) {
      const Name* none = schema_of(plain);
      if (none == nullptr || !none->empty() || as<TableClause>(*plain).name().text() != name) {
        continue;
      }
      state_->ambiguous_tables.emplace_back(name, ambiguous_alias(name));
      break;
    }
  }
  return saved;
}

std::string SqlCompiler::ambiguous_alias(const std::string& table) {
  for (const auto& [name, alias] : state_->ambiguous_aliases) {
    if (name == table) return alias;
  }
  std::string alias = resolve_name(Name::anonymous(next_anonymous_id(), table), NameClass::alias);
  state_->ambiguous_aliases.emplace_back(table, alias);
  return alias;
}

void SqlCompiler::end_ambiguous_tables(AmbiguousTables saved) {
  state_->ambiguous_tables = std::move(saved);
}

void SqlCompiler::render_select_body(const SelectState& e, const FromList& froms,
                                     const RenderScope& outer) {
  const SelectState::Parts& parts = e.parts();
  RenderScope scope = outer;
  FromLinter linter;
  if (options_.linting) scope.linter = &linter;

  append_extensions(parts.extensions, "post_select", scope);
  if (froms.empty()) {
    append_default_from();
  } else {
    out_ << " \nFROM ";
    RenderScope from_scope = scope;
    from_scope.as_from = true;
    bool first = true;
    for (const FromPtr& from : froms) {
      if (!first) out_ << ", ";
      first = false;
      render(*from, from_scope);
    }
  }
  scope.hints = nullptr;
  append_criteria(" \nWHERE ", parts.where, scope);
  if (options_.linting) {
    linter.warn_if_unconnected("SELECT");
    scope.linter = nullptr;
  }
  append_extensions(parts.extensions, "post_criteria", scope);
  append_group_by(parts.group_by, scope);
  append_criteria(" \nHAVING ", parts.having, scope);
  append_extensions(parts.extensions, "pre_order_by", scope);
  append_order_by(parts.order_by, scope);
  append_row_limit(parts.row_limit, scope);
  if (parts.for_update) append_for_update(*parts.for_update, scope);
  append_extensions(parts.extensions, "post_body", scope);
}

void SqlCompiler::append_extensions(std::span<const SyntaxExtension> extensions,
                                    std::string_view point, const RenderScope& scope) {
  for (const SyntaxExtension& extension : extensions) {
    if (extension.point != point) continue;
    if (point != "pre_columns") out_ << ' ';
    render(*extension.clause, scope);
    if (point == "pre_columns") out_ << ' ';
  }
}

void SqlCompiler::append_criteria(std::string_view keyword, const ColumnList& criteria,
                                  const RenderScope& scope) {
  if (criteria.empty()) return;
  const SqlText::Mark start = out_.end();
  out_ << keyword;
  const SqlText::Mark mark = out_.end();
  render_criteria(criteria, scope);
  if (out_.empty_since(mark)) out_.truncate(start);
}

namespace {

bool is_constant(const ColumnElement& e) {
  return e.kind() == ElementKind::true_ || e.kind() == ElementKind::false_;
}

}  // namespace

void SqlCompiler::render_criteria(const ColumnList& criteria, const RenderScope& scope) {
  const bool plain = std::none_of(criteria.begin(), criteria.end(),
                                  [](const ColumnPtr& c) { return is_constant(*c); });
  if (criteria.size() == 1) {
    const ColumnPtr criterion = criteria.front()->self_group(Operator::asbool);
    render(criterion == criteria.front() ? *criterion : keep(criterion), scope);
  } else if (plain) {
    bool any = false;
    for (const ColumnPtr& criterion : criteria) {
      const SqlText::Mark start = out_.end();
      if (any) out_ << " AND ";
      const SqlText::Mark mark = out_.end();
      const ColumnPtr grouped = criterion->self_group(Operator::and_);
      render(grouped == criterion ? *grouped : keep(grouped), scope);
      if (out_.empty_since(mark)) {
        out_.truncate(start);
      } else {
        any = true;
      }
    }
  } else {
    render(keep(BooleanClauseList::construct(Operator::and_, criteria)), scope);
  }
}

void SqlCompiler::append_select_precolumns(const SelectState& e, const RenderScope&) {
  if (!e.parts().distinct_on.empty()) {
    warn(WarningCategory::deprecation,
         str_cat("DISTINCT ON is not supported by dialect '", traits_.name,
                 "'; the expressions given to distinct() are ignored"));
  }
  if (e.parts().distinct || !e.parts().distinct_on.empty()) out_ << "DISTINCT ";
}

void SqlCompiler::append_group_by(const ColumnList& group_by, const RenderScope& scope) {
  append_clause(" GROUP BY ", group_by, scope);
}

void SqlCompiler::append_order_by(const ColumnList& order_by, const RenderScope& scope) {
  append_clause(" ORDER BY ", order_by, scope);
}

void SqlCompiler::append_clause(std::string_view keyword, const ColumnList& list,
                                const RenderScope& scope) {
  if (list.empty()) return;
  const SqlText::Mark start = out_.end();
  out_ << keyword;
  const SqlText::Mark mark = out_.end();
  render_list(list, ", ", scope);
  if (out_.empty_since(mark)) out_.truncate(start);
}

void SqlCompiler::append_row_limit(const RowLimit& limit, const RenderScope& scope) {
  if (limit.fetch) {
    append_fetch(limit, scope);
  } else if (limit.limit || limit.offset) {
    append_limit(limit, scope);
  }
}

void SqlCompiler::append_limit(const RowLimit& limit, const RenderScope& scope) {
  if (limit.limit) {
    out_ << "\n LIMIT ";
    render(*limit.limit, scope);
  }
  if (limit.offset) {
    if (!limit.limit) out_ << "\n LIMIT -1";
    out_ << " OFFSET ";
    render(*limit.offset, scope);
  }
}

void SqlCompiler::append_fetch(const RowLimit& limit, const RenderScope& scope) {
  render_fetch(limit, {}, scope);
}

bool SqlCompiler::is_plain_integer(const ColumnElement& bound) noexcept {
  if (bound.kind() != ElementKind::bind) return false;
  const auto& bind = as<BindParameter>(bound);
  return bind.is_unique() && bind.has_value() && bind.value().kind() == ValueKind::integer;
}

void SqlCompiler::render_fetch(const RowLimit& limit, FetchForm form, const RenderScope& scope) {
  const auto number = [&](const ColumnElement& bound) {
    RenderScope inner = scope;
    if (form.literal_integers && is_plain_integer(bound)) inner.literal_execute = true;
    render(bound, inner);
  };
  if (limit.offset) {
    out_ << "\n OFFSET ";
    number(*limit.offset);
    out_ << " ROWS";
  } else if (form.require_offset) {
    out_ << "\n OFFSET 0 ROWS";
  }
  if (!limit.fetch) return;
  out_ << "\n " << form.first;
  number(*limit.fetch);
  if (limit.fetch_percent) out_ << " PERCENT";
  out_ << " ROWS " << (limit.fetch_with_ties ? "WITH TIES" : "ONLY");
}

void SqlCompiler::append_for_update(const ForUpdateArg&, const RenderScope&) {
  out_ << " FOR UPDATE";
}

namespace {

/// The tables and aliases that stand in `from`, those of a join from its right end.
void add_surface(const ClauseElement* from, std::vector<const ClauseElement*>& tables) {
  if (from == nullptr) return;
  if (from->kind() == ElementKind::join) {
    add_surface(as<Join>(*from).right().get(), tables);
    add_surface(as<Join>(*from).left().get(), tables);
  } else if (from->kind() == ElementKind::from_grouping) {
    add_surface(as<FromGrouping>(*from).element().get(), tables);
  } else if (from->kind() == ElementKind::column) {
    add_surface(as<ColumnClause>(*from).table(), tables);
  } else if (std::find(tables.begin(), tables.end(), from) == tables.end()) {
    tables.push_back(from);
  }
}

}  // namespace

void SqlCompiler::append_for_update_of(const ForUpdateArg& arg, const RenderScope& outer) {
  std::vector<const ClauseElement*> tables;
  for (const ElementPtr& of : arg.of) add_surface(of.get(), tables);
  RenderScope scope = outer;
  scope.as_hint = true;
  scope.as_from = false;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    out_ << (i == 0 ? " OF " : ", ");
    render(*tables[i], scope);
  }
}

std::string SqlCompiler::select_hint_text(std::span<const TableHint>) {
  return {};
}

std::string SqlCompiler::statement_hint_text(std::span<const std::string_view> hints) const {
  return join(hints, " ");
}

void SqlCompiler::append_statement_hints(std::span<const StatementHint> hints) {
  std::vector<std::string_view> chosen;
  for (const StatementHint& hint : hints) {
    if (applies_to_dialect(hint.dialect)) chosen.push_back(hint.text);
  }
  if (!chosen.empty()) out_ << ' ' << statement_hint_text(chosen);
}

void SqlCompiler::append_prefixes(std::span<const PrefixClause> prefixes,
                                  const RenderScope& scope) {
  RenderScope inner = scope;
  inner.result = nullptr;
  inner.as_from = false;
  const SqlText::Mark mark = out_.end();
  for (const PrefixClause& prefix : prefixes) {
    if (!applies_to_dialect(prefix.dialect)) continue;
    if (!out_.empty_since(mark)) out_ << ' ';
    render(*prefix.text, inner);
  }
  if (!out_.empty_since(mark)) out_ << ' ';
}

// --- labels that ORDER BY may name
// -----------------------------------------------------------------

LabelResolution& SqlCompiler::labels_of(StackEntry& entry) {
  if (entry.labels) return *entry.labels;
  entry.labels = std::make_shared<LabelResolution>();
  LabelResolution& labels = *entry.labels;
  const auto add = [](LabelResolution::Names& names, std::string name,
                      const ColumnElement& column) {
    if (name.empty()) return;
    for (auto& known : names) {
      if (known.first != name) continue;
      known.second = &column;
      return;
    }
    names.emplace_back(std::move(name), &column);
  };
  if (entry.statement->kind() == ElementKind::select) {
    const auto& select = as<SelectState>(*entry.statement);
    for (const ColumnPtr& column : select.all_selected_columns()) {
      if (!column->allow_label_resolve()) continue;
      const Name qualified = column->tq_label();
      add(labels.columns, qualified.empty() ? column->key() : qualified.text(), *column);
    }
    for (const FromPtr& from : select.froms()) {
      for (const auto& column : from->columns()) {
        // A join knows them by longer keys; the names that are meant are their own.
        if (column.column->allow_label_resolve())
          add(labels.froms, column.column->key(), *column.column);
      }
    }
  } else if (entry.statement->kind() == ElementKind::compound_select) {
    // Its columns are those of the first SELECT, named without a table.
    const auto& compound = as<CompoundSelect>(*entry.statement);
    const auto subquery = make_ptr<Subquery>(SelectBasePtr(&compound));
    for (const auto& column : subquery->columns()) {
      add(labels.columns, column.key, *column.column);
      add(labels.froms, column.key, *column.column);
    }
    labels.kept = subquery;
  }
  return labels;
}

// --- set operations and text
// -----------------------------------------------------------------------

std::string_view SqlCompiler::compound_keyword(CompoundKeyword keyword) const {
  switch (keyword) {
    case CompoundKeyword::union_:
      return "UNION";
    case CompoundKeyword::union_all:
      return "UNION ALL";
    case CompoundKeyword::except_:
      return "EXCEPT";
    case CompoundKeyword::except_all:
      return "EXCEPT ALL";
    case CompoundKeyword::intersect:
      return "INTERSECT";
    case CompoundKeyword::intersect_all:
      return "INTERSECT ALL";
  }
  return {};
}

void SqlCompiler::visit_compound_select(const CompoundSelect& e, const RenderScope& outer) {
  const bool is_toplevel = stack_.empty();
  const CompoundSelect::Parts& parts = e.parts();
  if (is_toplevel) {
    flags().is_select = true;
    flags().returns_rows = true;
  }
  const SqlText::Mark start = out_.end();
  StackEntry entry;
  entry.statement = &e;
  entry.need_result_map_for_compound = is_toplevel;
  if (!is_toplevel) {
    StackEntry& enclosing = stack_.back();
    entry.correlate_froms = enclosing.correlate_froms;
    entry.as_from_froms = enclosing.as_from_froms;
    entry.need_result_map_for_compound =
        outer.compound_index <= 1 &&
        (enclosing.need_result_map_for_compound || enclosing.need_result_map_for_nested);
    if (outer.compound_index == 1) enclosing.first_select = &e;
  }
  stack_.push_back(std::move(entry));

  RenderScope scope = outer;
  scope.compound_index = 0;
  scope.result = nullptr;
  scope.subquery = false;
  scope.linter = nullptr;
  scope.insert_into = false;
  if (!parts.independent_ctes.empty()) render_independent_ctes(parts.independent_ctes, scope);
  for (std::size_t i = 0; i < parts.selects.size(); ++i) {
    if (i != 0) out_ << ' ' << compound_keyword(e.keyword()) << ' ';
    scope.compound_index = static_cast<std::uint32_t>(i + 1);
    render(*parts.selects[i], scope);
  }
  scope.compound_index = 0;
  scope.as_from = false;
  scope.include_table = false;
  append_group_by(parts.group_by, scope);
  append_order_by(parts.order_by, scope);
  append_row_limit(parts.row_limit, scope);
  if (!state_->cte_texts.empty()) insert_cte_clause(start, is_toplevel, true);
  stack_.pop_back();
}

void SqlCompiler::visit_select_grouping(const SelectGrouping& e, const RenderScope& scope) {
  out_ << '(';
  render(*e.element(), scope);
  out_ << ')';
}

void SqlCompiler::visit_textual_select(const TextualSelect& e, const RenderScope& outer) {
  const bool is_toplevel = stack_.empty();
  bool populate = is_toplevel;
  if (!is_toplevel) {
    const StackEntry& enclosing = stack_.back();
    populate = (outer.compound_index == 1 && enclosing.need_result_map_for_compound) ||
               enclosing.need_result_map_for_nested;
  } else {
    flags().returns_rows = true;
    flags().is_text = true;
  }
  const SqlText::Mark start = out_.end();
  StackEntry entry;
  entry.statement = &e;
  stack_.push_back(std::move(entry));
  RenderScope scope = outer;
  scope.as_from = false;
  scope.result = nullptr;
  scope.compound_index = 0;
  scope.linter = nullptr;
  if (!e.independent_ctes().empty()) render_independent_ctes(e.independent_ctes(), scope);
  if (populate) {
    flags().ordered_columns = e.is_positional();
    flags().textual_ordered_columns = e.is_positional();
    flags().loose_column_name_matching = !e.is_positional() && !e.column_args().empty();
    const ResultTarget target;
    RenderScope column_scope = scope;
    column_scope.within_columns_clause = true;
    column_scope.result = &target;
    for (const ColumnPtr& column : e.column_args()) {
      const SqlText::Mark mark = out_.end();
      render(*column, column_scope);
      out_.truncate(mark);
    }
  }
  render(*e.element(), scope);
  if (!state_->cte_texts.empty()) insert_cte_clause(start, is_toplevel, false);
  stack_.pop_back();
}

}  // namespace cupel
