#include <algorithm>

#include "cupel/error/warnings.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {

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
  if (!e.parts().rare->distinct_on.empty()) {
    warn(WarningCategory::deprecation,
         str_cat("DISTINCT ON is not supported by dialect '", traits_.name,
                 "'; the expressions given to distinct() are ignored"));
  }
  if (e.parts().distinct || !e.parts().rare->distinct_on.empty()) out_ << "DISTINCT ";
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

}  // namespace cupel
