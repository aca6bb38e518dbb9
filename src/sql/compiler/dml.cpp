#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"
#include "sql/compiler/crud.hpp"

namespace cupel {

namespace {

bool is_dml(const ClauseElement& e) noexcept {
  return e.kind() == ElementKind::insert || e.kind() == ElementKind::update ||
         e.kind() == ElementKind::delete_;
}

}  // namespace

// --- values
// ----------------------------------------------------------------------------------------

void SqlCompiler::render_crud_value(const CrudItem& item, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  scope.as_from = false;
  if (item.source == CrudItem::Source::metavalue) {
    SentinelForm form;
    (void)sentinel_form(form);
    out_ << form.default_value;
    return;
  }
  if (item.source == CrudItem::Source::expression) {
    const ColumnPtr grouped = item.value->self_group();
    render(keep(grouped), scope);
    return;
  }
  const auto& bind = as<BindParameter>(*item.value);
  if (!scope.literal_binds) {
    if (!item.name.empty()) {
      register_bind(bind, true, item.name);
    } else if (item.numbered || item.source == CrudItem::Source::created) {
      register_bind(bind, true, numbered_parameter(bind));
    }
  } else if (item.source == CrudItem::Source::created && (item.prefetch || !bind.is_required())) {
    // Filled in at execution only.
    out_ << "NULL";
    return;
  } else if (item.source == CrudItem::Source::created) {
    // A parameter whose value is only known at execution stays one.
    scope.literal_binds = false;
    register_bind(bind, true, item.name.empty() ? numbered_parameter(bind) : item.name);
  } else if (item.target->type()->kind() == TypeKind::null_type && bind.has_value() &&
             !bind.value().is_null()) {
    throw CompileError(str_cat("column ", quoted(item.target->key()),
                               " has no type, so its value cannot be written into the SQL text"));
  }
  scope.bind_type = item.target->type().get();
  render(bind, scope);
  if (item.prefetch) {
    const std::uint32_t slot = state_->binds.find(bind);
    auto& list = flags().is_update ? state_->parts.update_prefetch : state_->parts.insert_prefetch;
    list.push_back({static_cast<const ColumnClause*>(item.target), slot});
  }
}

std::string SqlCompiler::numbered_parameter(const BindParameter& bind) {
  const std::uint64_t id = bind.is_unique() ? bind.anonymous_id() : next_anonymous_id();
  return truncate_name(state_->anonymous_names.name_for(id, "param"), NameClass::parameter);
}

void SqlCompiler::append_crud_target(const CrudItem& item, bool with_table,
                                     const RenderScope& outer) {
  if (item.target->kind() == ElementKind::column && !with_table) {
    append_name(as<ColumnClause>(*item.target).name(), NameClass::column);
    return;
  }
  if (item.target->kind() == ElementKind::column) {
    // The table's name without its schema; the statement's own table goes by its alias.
    const auto& column = as<ColumnClause>(*item.target);
    const FromClause* table = column.table();
    const FromPtr& target = static_cast<const DmlBase&>(*stack_.back().statement).table();
    if (table == leftmost_table(*target) && target->kind() != ElementKind::join) {
      table = target.get();
    }
    append_name(table->from_name(), NameClass::alias);
    out_ << '.';
    append_name(column.name(), NameClass::column);
    return;
  }
  RenderScope scope = outer.with_binds();
  scope.include_table = with_table;
  scope.result = nullptr;
  scope.as_from = false;
  render(*item.target, scope);
}

// --- INSERT
// ----------------------------------------------------------------------------------------

void SqlCompiler::visit_insert(const InsertState& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = false;
  scope.result = nullptr;
  scope.linter = nullptr;
  const bool in_cte = scope.visiting_cte != nullptr;
  const bool is_toplevel = stack_.empty() && !in_cte;
  const DmlBase::Common& common = e.common();
  if (is_toplevel) begin_dml(e);

  const SqlText::Mark start = out_.end();
  StackEntry entry;
  entry.statement = &e;
  stack_.push_back(std::move(entry));

  CrudPlan plan = CrudBuilder(*this, e, is_toplevel, in_cte).plan_insert(e);
  check_insert(e, plan);
  state_->insert_targets.clear();
  for (const CrudItem& item : plan.items) state_->insert_targets.push_back(item.target);
  if (upserts_by_merge() && common.post_values_clause &&
      common.post_values_clause->construct_name() == UpsertClause::kName) {
    visit_upsert_merge(e, plan, static_cast<const UpsertClause&>(*common.post_values_clause),
                       scope);
    stack_.pop_back();
    return;
  }

  // Values first: names are numbered in the order in which elements are visited.
  const SqlText::Mark values_mark = out_.end();
  if (!plan.select) render_insert_values(e, plan, scope);
  const SqlText values = out_.take_since(values_mark);

  out_ << "INSERT ";
  if (!common.prefixes.empty()) append_prefixes(common.prefixes, scope);
  out_ << "INTO ";
  append_insert_table(e, scope);
  if (!common.independent_ctes.empty()) render_independent_ctes(common.independent_ctes, scope);
  if (!plan.items.empty() || !traits_.supports_default_values) {
    out_ << " (";
    for (std::size_t i = 0; i < plan.items.size(); ++i) {
      if (i != 0) out_ << ", ";
      append_crud_target(plan.items[i], false, scope);
    }
    out_ << ')';
  }
  const bool writes_more =
      std::any_of(common.independent_ctes.begin(), common.independent_ctes.end(),
                  [](const IndependentCte& cte) { return is_dml(*cte.cte->element()); });
  if (writes_more) plan.implicit_returning.clear();
  ColumnList returning = returning_columns(e, plan.implicit_returning, is_toplevel);
  for (const ColumnClause* sentinel : plan.sentinels) returning.emplace_back(sentinel);
  if (!returning.empty() && returning_precedes_values()) {
    out_ << ' ';
    append_returning(e, returning, is_toplevel, scope.with_binds());
  }
  if (plan.select) {
    RenderScope select_scope = scope;
    select_scope.insert_into = true;
    out_ << ' ';
    const SqlText::Mark select_mark = out_.end();
    render(*plan.select, select_scope);
    // Defaults of other columns stand among those of the select; their values come at execution.
    for (const CrudItem& item : plan.items) {
      if (!item.prefetch || select_scope.literal_binds) continue;
      state_->parts.insert_prefetch.push_back({static_cast<const ColumnClause*>(item.target),
                                               state_->binds.find(as<BindParameter>(*item.value))});
    }
    if (!state_->cte_texts.empty() && traits_.cte_follows_insert) {
      insert_cte_clause(select_mark, is_toplevel, true);
      state_->cte_texts.clear();
    }
  } else if (plan.items.empty() && traits_.supports_default_values) {
    append_default_values();
    if (plan.use_insert_many_values) state_->parts.insert_many_values.is_default_expr = true;
  } else {
    out_ << (plan.select_in_order ? CrudBuilder::select_from_values(*this, plan) : " VALUES ");
    if (plan.use_insert_many_values) {
      state_->insert_values_begin = out_.end();
      state_->has_insert_values = true;
    }
    out_ << values;
    if (plan.use_insert_many_values) state_->insert_values_end = out_.end();
    if (plan.select_in_order) {
      out_ << ") AS imp_sen(";
      for (std::size_t i = 0; i < plan.items.size(); ++i) out_ << 'p' << str_cat(i) << ", ";
      out_ << "sen_counter) ORDER BY sen_counter";
    }
  }
  append_extensions(common.extensions, "post_values", scope);
  if (common.post_values_clause) {
    out_ << ' ';
    visit_post_values_clause(*common.post_values_clause, scope);
  }
  if (!returning.empty() && !returning_precedes_values()) {
    out_ << ' ';
    append_returning(e, returning, is_toplevel, scope.with_binds());
  }
  if (!state_->cte_texts.empty() && !traits_.cte_follows_insert) {
    const SqlText::Mark before = out_.end();
    insert_cte_clause(start, is_toplevel, true);
    const SqlText::Mark after = out_.end();
    for (SqlText::Mark* mark : {&state_->insert_values_begin, &state_->insert_values_end}) {
      mark->offset += after.offset - before.offset;
      mark->places += after.places - before.places;
    }
  }
  if (is_toplevel) {
    CompiledFlags& f = flags();
    f.postfetch_lastrowid = plan.postfetch_lastrowid;
    f.multi_values = !e.parts().multi_values.empty();
    f.from_select = static_cast<bool>(plan.select);
    f.inline_dml = e.parts().inline_;
    state_->parts.implicit_returning = std::move(plan.implicit_returning);
    InsertManyValues& many = state_->parts.insert_many_values;
    many.sort_by_parameter_order = common.sort_by_parameter_order;
    many.includes_upsert_behaviors = static_cast<bool>(common.post_values_clause);
  }
  stack_.pop_back();
}

void SqlCompiler::begin_dml(const DmlBase& e) {
  CompiledFlags& f = flags();
  f.is_insert = e.kind() == ElementKind::insert;
  f.is_update = e.kind() == ElementKind::update;
  f.is_delete = e.kind() == ElementKind::delete_;
  f.is_crud = true;
  f.for_executemany = options_.for_executemany;
  state_->parts.dml_table = leftmost_table(*e.table());
}

void SqlCompiler::check_insert(const InsertState& e, const CrudPlan& plan) const {
  if (plan.items.empty() && !traits_.supports_default_values &&
      !traits_.supports_default_metavalue && !traits_.supports_empty_insert) {
    throw CompileError(str_cat("The '", traits_.name,
                               "' dialect with current database version settings does not support "
                               "empty inserts."));
  }
  if (e.parts().multi_values.empty()) return;
  if (!traits_.supports_multivalues_insert) {
    throw CompileError(str_cat("The '", traits_.name,
                               "' dialect with current database version settings does not support "
                               "in-place multirow inserts."));
  }
  if ((!plan.implicit_returning.empty() || !e.returning().empty()) &&
      e.common().sort_by_parameter_order) {
    throw CompileError(
        "RETURNING cannot be deterministically sorted when using an INSERT which includes "
        "multi-row values().");
  }
}

void SqlCompiler::render_insert_values(const InsertState&, const CrudPlan& plan,
                                       const RenderScope& scope) {
  const auto row = [&](const std::vector<CrudItem>& items) {
    out_ << '(';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i != 0) out_ << ", ";
      render_crud_value(items[i], scope);
    }
    out_ << ')';
  };
  row(plan.items);
  for (const std::vector<CrudItem>& items : plan.further_rows) {
    out_ << ", ";
    row(items);
  }
}

void SqlCompiler::append_insert_table(const InsertState& e, const RenderScope&) {
  const SqlText::Mark start = out_.end();
  preparer_.append_table(out_.text(), *leftmost_table(*e.table()), true,
                         &options_.schema_translate_map);
  RenderScope hints;
  hints.hints = &e.common().hints;
  append_table_hints(*e.table(), start, hints);
}

void SqlCompiler::append_default_values() {
  out_ << " DEFAULT VALUES";
}

void SqlCompiler::visit_post_values_clause(const ClauseElement& e, const RenderScope& scope) {
  render(e, scope);
}

// --- RETURNING
// -------------------------------------------------------------------------------------

ColumnList SqlCompiler::returning_columns(const DmlBase& e,
                                          const std::vector<const ColumnClause*>& implicit,
                                          bool is_toplevel) {
  ColumnList columns;
  if (!implicit.empty()) {
    for (const ColumnClause* column : implicit) {
      if (std::none_of(columns.begin(), columns.end(),
                       [column](const ColumnPtr& c) { return c.get() == column; })) {
        columns.emplace_back(column);
      }
    }
  } else {
    columns = e.returning();
  }
  if (!columns.empty() && is_toplevel) {
    CompiledFlags& f = flags();
    f.effective_returning = true;
    f.implicit_returning = !implicit.empty();
    f.returns_rows = true;
  }
  return columns;
}

void SqlCompiler::append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                                   const RenderScope& scope) {
  out_ << "RETURNING ";
  render_returning_columns(e, columns, populate, scope);
}

void SqlCompiler::render_returning_columns(const DmlBase& e, const ColumnList& columns,
                                           bool populate, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.label_only = nullptr;
  bool first = true;
  for (const ColumnPlusNames& entry : returning_plus_names(e, columns)) {
    if (!first) out_ << ", ";
    first = false;
    ColumnPlusNames written = entry;
    written.column = returning_form(e, entry.column);
    const bool is_same = written.column == entry.column;
    if (!is_same) keep(written.column);
    render_column(written, scope, populate, false, is_same ? nullptr : entry.column.get());
  }
}

std::vector<ColumnPlusNames> SqlCompiler::returning_plus_names(const DmlBase& e,
                                                               const ColumnList& columns) const {
  if (&columns == &e.returning() || columns == e.returning()) return e.returning_plus_names();
  const bool extended = !e.returning().empty() && columns.size() > e.returning().size();
  if (extended) {
    const auto select = make_ptr<SelectState>();
    select->edit().columns = columns;
    return select->columns_plus_names(true);
  }
  std::vector<ColumnPlusNames> names;
  for (const ColumnPtr& column : columns) {
    names.push_back({{}, column->non_anon_label(), column->key(), column, false});
  }
  return names;
}

// --- UPDATE
// ----------------------------------------------------------------------------------------

void SqlCompiler::visit_update(const UpdateState& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = false;
  scope.result = nullptr;
  const bool in_cte = scope.visiting_cte != nullptr;
  const bool is_toplevel = stack_.empty() && !in_cte;
  const DmlBase::Common& common = e.common();
  if (is_toplevel) begin_dml(e);

  FromLinter linter;
  scope.linter = options_.linting ? &linter : nullptr;
  FromList extra = e.extra_froms();
  FromList main;
  e.table()->collect_froms(main);
  if (e.table()->kind() == ElementKind::join) {
    // All tables of a join but the leftmost count as further tables.
    const TableClause* target = leftmost_table(*e.table());
    for (const FromPtr& member : main) {
      if (member->kind() != ElementKind::join && member.get() != target) extra.push_back(member);
    }
  }
  FromList rendered_extra;
  for (const FromPtr& from : extra) {
    if (std::none_of(main.begin(), main.end(),
                     [&from](const FromPtr& m) { return m->identity() == from->identity(); })) {
      rendered_extra.push_back(from);
    }
  }
  const SqlText::Mark start = out_.end();
  push_dml(e, extra, main);

  out_ << "UPDATE ";
  if (!common.prefixes.empty()) append_prefixes(common.prefixes, scope);
  append_update_tables(e, rendered_extra, scope);
  CrudPlan plan = CrudBuilder(*this, e, is_toplevel, in_cte).plan_update(e, extra);

  RenderScope set_scope = scope;
  set_scope.linter = nullptr;
  const bool with_table = !extra.empty() && table_in_update_columns();
  out_ << " SET ";
  for (std::size_t i = 0; i < plan.items.size(); ++i) {
    if (i != 0) out_ << ", ";
    append_crud_target(plan.items[i], with_table, set_scope);
    out_ << '=';
    render_crud_value(plan.items[i], set_scope);
  }
  if (!common.independent_ctes.empty()) render_independent_ctes(common.independent_ctes, scope);
  const ColumnList returning = returning_columns(e, plan.implicit_returning, is_toplevel);
  if (!returning.empty() && returning_precedes_values()) {
    out_ << ' ';
    append_returning(e, returning, is_toplevel, set_scope.with_binds());
  }
  if (!extra.empty()) append_update_from(e, rendered_extra, scope);
  append_criteria(" WHERE ", e.parts().where, scope);
  append_post_criteria(e, scope);
  append_extensions(common.extensions, "post_criteria", scope);
  if (!returning.empty() && !returning_precedes_values()) {
    out_ << ' ';
    append_returning(e, returning, is_toplevel, set_scope.with_binds());
  }
  if (!state_->cte_texts.empty()) insert_cte_clause(start, is_toplevel, false);
  if (options_.linting) linter.warn_if_unconnected("UPDATE");
  if (is_toplevel) {
    flags().inline_dml = e.parts().inline_;
    state_->parts.implicit_returning = std::move(plan.implicit_returning);
  }
  stack_.pop_back();
}

void SqlCompiler::push_dml(const DmlBase& e, const FromList& extra, const FromList& main) {
  StackEntry entry;
  entry.statement = &e;
  if (extra.empty()) {
    entry.correlate_froms.push_back(e.table());
  } else {
    entry.correlate_froms = main;
    entry.correlate_froms.insert(entry.correlate_froms.end(), extra.begin(), extra.end());
  }
  entry.as_from_froms = entry.correlate_froms;
  stack_.push_back(std::move(entry));
}

void SqlCompiler::append_update_tables(const UpdateState& e, const FromList&,
                                       const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = true;
  scope.hints = &e.common().hints;
  render(*e.table(), scope);
}

void SqlCompiler::append_update_from(const UpdateState&, const FromList&, const RenderScope&) {
  throw CompileError(str_cat("The '", traits_.name,
                             "' dialect does not support multiple-table criteria within UPDATE"));
}

void SqlCompiler::append_from_keyword(std::string_view keyword, const FromList& froms,
                                      const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = true;
  out_ << keyword;
  bool first = true;
  for (const FromPtr& from : froms) {
    if (!first) out_ << ", ";
    first = false;
    render(*from, scope);
  }
}

// --- DELETE
// ----------------------------------------------------------------------------------------

void SqlCompiler::visit_delete(const DeleteState& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = false;
  scope.result = nullptr;
  const bool in_cte = scope.visiting_cte != nullptr;
  const bool is_toplevel = stack_.empty() && !in_cte;
  const DmlBase::Common& common = e.common();
  if (is_toplevel) begin_dml(e);

  FromLinter linter;
  scope.linter = options_.linting ? &linter : nullptr;
  const FromList extra = e.extra_froms();
  FromList main;
  e.table()->collect_froms(main);
  const SqlText::Mark start = out_.end();
  push_dml(e, extra, main);

  out_ << "DELETE ";
  if (!common.prefixes.empty()) append_prefixes(common.prefixes, scope);
  append_delete_table(e, extra, scope);
  CrudPlan plan = CrudBuilder(*this, e, is_toplevel, in_cte).plan_delete();
  if (!common.independent_ctes.empty()) render_independent_ctes(common.independent_ctes, scope);

  RenderScope plain = scope;
  plain.linter = nullptr;
  const ColumnList returning = returning_columns(e, plan.implicit_returning, is_toplevel);
  if (!returning.empty() && returning_precedes_values()) {
    out_ << ' ';
    append_returning(e, returning, is_toplevel, plain.with_binds());
  }
  if (!extra.empty()) append_delete_extra_from(e, extra, scope);
  append_criteria(" WHERE ", e.parts().where, scope);
  append_post_criteria(e, scope);
  append_extensions(common.extensions, "post_criteria", scope);
  if (!returning.empty() && !returning_precedes_values()) {
    out_ << ' ';
    append_returning(e, returning, is_toplevel, plain.with_binds());
  }
  if (!state_->cte_texts.empty()) insert_cte_clause(start, is_toplevel, false);
  if (options_.linting) linter.warn_if_unconnected("DELETE");
  if (is_toplevel) state_->parts.implicit_returning = std::move(plan.implicit_returning);
  stack_.pop_back();
}

void SqlCompiler::append_delete_table(const DeleteState& e, const FromList&,
                                      const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = true;
  scope.hints = &e.common().hints;
  out_ << "FROM ";
  render(*e.table(), scope);
}

void SqlCompiler::append_delete_extra_from(const DeleteState&, const FromList&,
                                           const RenderScope&) {
  throw CompileError(str_cat("The '", traits_.name,
                             "' dialect does not support multiple-table criteria within DELETE"));
}

// --- columns of the same statement
// -----------------------------------------------------------------

void SqlCompiler::visit_dml_column(const DmlColumn& e, const RenderScope& scope) {
  if (stack_.empty()) {
    throw CompileError("from_dml_column() stands outside of INSERT or UPDATE");
  }
  const ClauseElement& statement = *stack_.back().statement;
  const std::vector<DmlValue>* values = nullptr;
  if (statement.kind() == ElementKind::update) {
    values = &as<UpdateState>(statement).parts().values;
  } else if (statement.kind() == ElementKind::insert) {
    values = &as<InsertState>(statement).parts().values;
  }
  if (values != nullptr) {
    for (const DmlValue& value : *values) {
      const std::string key = value.column ? value.column->key() : value.name;
      if (key != e.column()->key()) continue;
      render(keep(value.value->self_group()), scope);
      return;
    }
  }
  if (statement.kind() == ElementKind::update) {
    render(*e.column(), scope);
    return;
  }
  throw CompileError(str_cat("from_dml_column(): column ", quoted(e.column()->key()),
                             " gets no value in this statement"));
}

}  // namespace cupel
