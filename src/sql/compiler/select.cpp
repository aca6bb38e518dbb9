#include <algorithm>

#include "cupel/error/errors.hpp"
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
    flags().for_update = e.parts().rare->for_update.has_value();
  }

  const SqlText::Mark start = out_.end();
  const FromList froms = push_select(e, outer);
  const AmbiguousTables ambiguous = begin_ambiguous_tables(stack_.back().as_from_froms);

  out_ << "SELECT ";
  const SelectState::Parts& parts = e.parts();
  if (!parts.rare->hints.empty()) {
    const std::string hint = select_hint_text(parts.rare->hints);
    if (!hint.empty()) out_ << hint << ' ';
    scope.hints = &parts.rare->hints;
  }
  if (!parts.rare->independent_ctes.empty())
    render_independent_ctes(parts.rare->independent_ctes, scope);
  if (!parts.rare->prefixes.empty()) append_prefixes(parts.rare->prefixes, scope);
  append_select_precolumns(e, scope);
  append_extensions(parts.rare->extensions, "pre_columns", scope);

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

  append_statement_hints(parts.rare->statement_hints);
  if (!state_->cte_texts.empty() && (!embedded || is_toplevel)) {
    insert_cte_clause(start, is_toplevel, false);
  }
  if (!parts.rare->suffixes.empty()) {
    out_ << ' ';
    append_prefixes(parts.rare->suffixes, scope);
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

  append_extensions(parts.rare->extensions, "post_select", scope);
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
  append_extensions(parts.rare->extensions, "post_criteria", scope);
  append_group_by(parts.group_by, scope);
  append_criteria(" \nHAVING ", parts.having, scope);
  append_extensions(parts.rare->extensions, "pre_order_by", scope);
  append_order_by(parts.order_by, scope);
  append_row_limit(parts.row_limit, scope);
  if (parts.rare->for_update) append_for_update(*parts.rare->for_update, scope);
  append_extensions(parts.rare->extensions, "post_body", scope);
}

// The labels and columns that ORDER BY and GROUP BY may name.
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

}  // namespace cupel
