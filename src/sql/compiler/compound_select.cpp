#include "sql/compiler/compiler_state.hpp"

namespace cupel {

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
