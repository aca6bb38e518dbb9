#include "cupel/sql/expression/merge.hpp"

#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"
#include "sql/compiler/crud.hpp"

namespace cupel {

namespace {

std::string_view words(MergeWhen when) noexcept {
  switch (when) {
    case MergeWhen::matched:
      return " WHEN MATCHED";
    case MergeWhen::not_matched:
      return " WHEN NOT MATCHED";
    case MergeWhen::not_matched_by_source:
      return " WHEN NOT MATCHED BY SOURCE";
  }
  return {};
}

/// Columns that the target does not have; the server would find them only at execution.
void require_columns(const MergeClause& clause, const TableClause& table) {
  for (const DmlValue& value : clause.values) {
    if (table.find_column(value.name) != nullptr) continue;
    throw CompileError(str_cat("Unconsumed column names: ", value.name, "; table ",
                               quoted(table.fullname()), " has ",
                               join(table.columns().keys(), ", ")));
  }
}

}  // namespace

bool SqlCompiler::merge_form(MergeForm&) const {
  return false;
}

void SqlCompiler::append_merge_action(const MergeClause& clause, const TableClause& table,
                                      const RenderScope& scope) {
  const auto value = [&](const DmlValue& item) {
    RenderScope inner = scope;
    inner.bind_type = table.find_column(item.name)->type().get();
    render(*item.value, inner);
  };
  const auto each = [&](auto&& one) {
    bool first = true;
    for (const DmlValue& item : clause.values) {
      if (!first) out_ << ", ";
      first = false;
      one(item);
    }
  };
  switch (clause.action) {
    case MergeAction::update:
      out_ << "UPDATE SET ";
      each([&](const DmlValue& item) {
        append_column_name(item, table);
        out_ << " = ";
        value(item);
      });
      return;
    case MergeAction::delete_:
      out_ << "DELETE";
      return;
    case MergeAction::insert:
      out_ << "INSERT (";
      each([&](const DmlValue& item) { append_column_name(item, table); });
      out_ << ") VALUES (";
      each(value);
      out_ << ')';
      return;
    case MergeAction::do_nothing:
      out_ << "DO NOTHING";
      return;
  }
}

void SqlCompiler::append_merge_clause(const MergeForm& form, const MergeClause& clause,
                                      const TableClause& table, const RenderScope& scope) {
  require_columns(clause, table);
  out_ << words(clause.when);
  if (clause.condition && !form.condition_behind) {
    out_ << " AND ";
    render(keep(clause.condition->self_group(Operator::and_)), scope);
  }
  out_ << " THEN ";
  append_merge_action(clause, table, scope);
  if (clause.condition && form.condition_behind) {
    out_ << " WHERE ";
    render(*clause.condition, scope);
  }
}

void SqlCompiler::check_merge(const MergeForm& form, const MergeState& e) const {
  const MergeState::Parts& parts = e.parts();
  const auto refuse = [this](std::string_view what) {
    throw CompileError(str_cat("MERGE of dialect '", traits_.name, "' has no ", what,
                               "; send what it stands for as a statement of its own"));
  };
  if (!parts.source) {
    throw CompileError("merge() has no source: say using_(source, target.c[\"id\"] == ...)");
  }
  if (parts.clauses.empty()) {
    throw CompileError(
        "merge() does nothing: add when_matched_update(), when_not_matched_insert() "
        "or one of their relatives");
  }
  if (!parts.returning.empty() && !form.returning) refuse("RETURNING");
  std::size_t actions[4] = {};
  for (const MergeClause& clause : parts.clauses) {
    ++actions[static_cast<std::size_t>(clause.action)];
    if (clause.when == MergeWhen::not_matched_by_source && !form.by_source) {
      refuse("WHEN NOT MATCHED BY SOURCE");
    }
    if (clause.action == MergeAction::do_nothing && !form.do_nothing) refuse("DO NOTHING");
    if (clause.action == MergeAction::delete_ && !form.deletes) refuse("WHEN MATCHED THEN DELETE");
  }
  if (form.one_of_each && *std::max_element(std::begin(actions), std::end(actions)) > 1) {
    refuse("second UPDATE or INSERT");
  }
}

void SqlCompiler::visit_merge(const MergeState& e, const RenderScope& outer) {
  MergeForm form;
  if (!merge_form(form)) unsupported("MERGE");
  const MergeState::Parts& parts = e.parts();
  check_merge(form, e);
  const bool is_toplevel = stack_.empty();
  const TableClause& table = *leftmost_table(*parts.target);
  RenderScope scope = outer;
  scope.result = nullptr;
  scope.as_from = false;
  if (is_toplevel) {
    CompiledFlags& f = flags();
    f.is_crud = true;
    f.returns_rows = !parts.returning.empty();
    f.effective_returning = f.returns_rows;
    state_->parts.dml_table = &table;
  }
  StackEntry entry;
  entry.statement = &e;
  entry.correlate_froms = {parts.target, parts.source};
  entry.as_from_froms = entry.correlate_froms;
  const SqlText::Mark start = out_.end();
  stack_.push_back(std::move(entry));

  RenderScope from_scope = scope;
  from_scope.as_from = true;
  out_ << "MERGE INTO ";
  render(*parts.target, from_scope);
  out_ << " USING ";
  render(*parts.source, from_scope);
  out_ << (form.on_in_parentheses ? " ON (" : " ON ");
  render(*parts.on, scope);
  if (form.on_in_parentheses) out_ << ')';
  for (const MergeClause& clause : parts.clauses) {
    append_merge_clause(form, clause, table, scope);
  }
  if (!parts.returning.empty()) {
    out_ << " RETURNING ";
    const auto columns = make_ptr<SelectState>();
    columns->edit().columns = parts.returning;
    keep(columns);
    bool first = true;
    for (const ColumnPlusNames& column : columns->columns_plus_names(true)) {
      if (!first) out_ << ", ";
      first = false;
      render_column(column, scope.with_binds(), is_toplevel, false);
    }
  }
  out_ << form.end;
  if (!state_->cte_texts.empty()) insert_cte_clause(start, is_toplevel, false);
  stack_.pop_back();
}

}  // namespace cupel
