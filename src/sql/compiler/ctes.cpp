#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/sql/traversal/compare.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {
namespace {

const CTE* reference_of(const CTE& cte) {
  return cte.restates() ? cte.restates().get() : &cte;
}

CteEntry* find_entry(std::vector<CteEntry>& entries, std::size_t level, std::string_view name) {
  for (CteEntry& entry : entries) {
    if (entry.level == level && entry.name == name) return &entry;
  }
  return nullptr;
}

void erase_entry(std::vector<CteEntry>& entries, const CteEntry* entry) {
  entries.erase(entries.begin() + (entry - entries.data()));
}

bool has_text(const std::vector<CteText>& texts, const CTE& cte) {
  return std::any_of(texts.begin(), texts.end(),
                     [&cte](const CteText& text) { return text.cte == &cte; });
}

}  // namespace

std::string_view SqlCompiler::cte_preamble(bool recursive) const {
  return recursive ? "WITH RECURSIVE" : "WITH";
}

void SqlCompiler::visit_cte(const CTE& e, const RenderScope& scope) {
  render_cte(e, scope.nest_here, scope);
}

void SqlCompiler::render_cte(const CTE& e, bool nest_here, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.visiting_cte = &e;
  scope.as_from = false;
  scope.nest_here = false;
  scope.linter = nullptr;
  scope.result = nullptr;

  const std::string name = resolve_name(e.name(), NameClass::alias);
  const CTE* reference = reference_of(e);
  const bool nesting = e.is_nesting() || nest_here;
  std::size_t level = nesting ? stack_.size() : 1;

  CteEntry* existing = nullptr;
  for (CteEntry& entry : state_->ctes) {
    if (entry.reference != reference) continue;
    existing = &entry;
    if (nest_here) {
      if (entry.nest_here) {
        throw CompileError(
            str_cat("CTE ", quoted(name), " is stated as 'nest_here' in more than one location"));
      }
      entry.level = level;
      entry.nest_here = true;
    }
    level = entry.level;
    break;
  }
  if (existing == nullptr) existing = find_entry(state_->ctes, level, name);

  bool is_new = true;
  bool inside_itself = false;
  if (existing != nullptr) {
    const CTE& known = *existing->cte;
    inside_itself = outer.visiting_cte == &known;
    if (&e == &known || known.restates().get() == &e) {  // NOLINT(bugprone-branch-clone)
      is_new = false;                                    // the same, or one that we are inside of
    } else if (e.restates().get() == &known) {
      std::erase_if(state_->cte_texts, [&known](const CteText& t) { return t.cte == &known; });
      erase_entry(state_->ctes, existing);  // this one takes its place
    } else if (known.identity() == e.identity() || compare(e, known)) {
      is_new = false;
    } else {
      throw CompileError(
          str_cat("Multiple, unrelated CTEs found with the same name: ", quoted(name)));
    }
  }
  if (!outer.as_from && !is_new) return;

  const CTE* original = e.alias_of().get();
  if (is_new) {
    state_->ctes.push_back({&e, reference, level, name, nest_here});
    if (original != nullptr) {
      if (!has_text(state_->cte_texts, *original)) render_cte(*original, false, scope);
    } else if (stack_.empty()) {
      // A CTE printed by itself: the statement inside.
      scope.as_from = outer.as_from;
      return render(*e.element(), scope);
    } else if (!has_text(state_->cte_texts, e)) {
      render_cte_text(e, name, scope);
    }
  }
  if (!outer.as_from) return;
  if (outer.linter != nullptr) outer.linter->add_from(e, name);
  if (original != nullptr && !(!is_new && inside_itself)) {
    append_name(original->name(), NameClass::alias);
    append_alias_suffix(preparer_.quote(name, e.name().quote()));
  } else {
    preparer_.append(out_.text(), name, e.name().quote());
  }
}

void SqlCompiler::render_cte_text(const CTE& e, const std::string& name, const RenderScope& outer) {
  const SqlText::Mark mark = out_.end();
  preparer_.append(out_.text(), name, e.name().quote());
  const bool is_values = e.element()->kind() == ElementKind::values;
  if (e.is_recursive() || is_values) append_cte_columns(e);
  out_ << " AS ";
  append_prefixes(e.prefixes(), outer);
  out_ << "\n(";
  RenderScope scope = outer;
  scope.as_from = true;
  render(*e.element(), scope);
  out_ << ')';
  if (!e.suffixes().empty()) {
    out_ << ' ';
    append_prefixes(e.suffixes(), outer);
  }
  state_->cte_texts.push_back({&e, out_.take_since(mark)});
}

void SqlCompiler::append_cte_columns(const CTE& e) {
  out_ << '(';
  bool first = true;
  const auto append = [&](const Name& name) {
    if (!first) out_ << ", ";
    first = false;
    append_name(name, NameClass::column);
  };
  if (is_select_base(*e.element())) {
    for (const ColumnPlusNames& entry : as<SelectBase>(*e.element()).columns_plus_names(true)) {
      if (entry.repeated) continue;
      append(entry.fallback_label.empty() ? Name(entry.proxy_key) : entry.fallback_label);
    }
  } else {
    for (const auto& entry : e.element()->exported_columns()) append(Name(entry.key));
  }
  out_ << ')';
}

bool SqlCompiler::is_select_base(const ClauseElement& e) noexcept {
  return e.kind() == ElementKind::select || e.kind() == ElementKind::compound_select ||
         e.kind() == ElementKind::select_grouping || e.kind() == ElementKind::textual_select;
}

void SqlCompiler::render_independent_ctes(std::span<const IndependentCte> ctes,
                                          const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = false;
  scope.result = nullptr;
  for (const IndependentCte& cte : ctes) {
    const SqlText::Mark mark = out_.end();
    scope.nest_here = cte.nest_here;
    render(*cte.cte, scope);
    out_.truncate(mark);
  }
}

void SqlCompiler::insert_cte_clause(SqlText::Mark at, bool toplevel, bool include_following_stack) {
  if (state_->cte_texts.empty()) return;
  SqlText clause = take_cte_clause(toplevel, include_following_stack);
  if (!clause.empty()) out_.insert(at, clause);
}

SqlText SqlCompiler::take_cte_clause(bool toplevel, bool include_following_stack) {
  const std::size_t level = stack_.size();
  const bool nested = !toplevel && level > 1;
  std::vector<const CTE*> chosen;
  bool recursive = false;
  for (const CteText& text : state_->cte_texts) {
    if (nested) {
      const CTE* reference = reference_of(*text.cte);
      const auto entry =
          std::find_if(state_->ctes.begin(), state_->ctes.end(),
                       [reference](const CteEntry& c) { return c.reference == reference; });
      if (entry == state_->ctes.end() || !(entry->cte->is_nesting() || entry->nest_here)) continue;
      if (entry->level != level && !(include_following_stack && entry->level == level + 1)) {
        continue;
      }
    }
    chosen.push_back(text.cte);
    recursive = recursive || text.cte->is_recursive();
  }
  SqlText clause;
  if (chosen.empty()) return clause;
  clause << cte_preamble(recursive) << ' ';
  bool first = true;
  for (const CteText& text : state_->cte_texts) {
    if (std::find(chosen.begin(), chosen.end(), text.cte) == chosen.end()) continue;
    if (!first) clause << ", \n";
    first = false;
    clause << text.text;
  }
  clause << "\n ";
  if (nested) {
    std::erase_if(state_->cte_texts, [&chosen](const CteText& text) {
      return std::find(chosen.begin(), chosen.end(), text.cte) != chosen.end();
    });
    std::erase_if(state_->ctes, [&chosen](const CteEntry& entry) {
      return std::any_of(chosen.begin(), chosen.end(), [&entry](const CTE* cte) {
        return reference_of(*cte) == entry.reference;
      });
    });
  }
  return clause;
}

}  // namespace cupel
