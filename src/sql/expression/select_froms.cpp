#include "sql/expression/select_froms.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/join.hpp>
#include <cupel/sql/traversal/visitors.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel::detail {
namespace {

bool same(const FromPtr& a, const FromPtr& b) noexcept {
  return a->identity() == b->identity();
}

bool contains(std::span<const FromPtr> list, const FromPtr& from) noexcept {
  return std::any_of(list.begin(), list.end(), [&](const FromPtr& f) { return same(f, from); });
}

/// Sets up the joins of a select, each onto the FROM element on its left.
class JoinBuilder {
 public:
  explicit JoinBuilder(const SelectState& select)
      : parts_(select.parts()), from_clauses_(parts_.from_obj) {}

  FromList build() && {
    for (const SetupJoin& join : parts_.setup_joins) add(join);
    return std::move(from_clauses_);
  }

 private:
  void add(const SetupJoin& join) {
    const FromClause* right = as_from(join.right.get());
    if (!right) {
      throw ArgumentError(
          str_cat("join() wants a FROM element to join to: a table, alias, subquery "
                  "or CTE; got ",
                  join.right ? kind_name(join.right->kind()) : "nothing"));
    }
    const ColumnElement* onclause = as_column(join.onclause.get());
    if (join.onclause && !onclause) {
      throw ArgumentError("the ON clause of join() must be a condition: column == other_column");
    }
    FromPtr left = join.left;
    std::size_t replaced = from_clauses_.size();
    if (left) {
      replaced = place_of(left);
    } else {
      left = find_left(FromPtr(right), onclause, replaced);
    }
    if (replaced < from_clauses_.size()) left = from_clauses_[replaced];
    FromPtr joined = make_ptr<Join>(std::move(left), FromPtr(right), ColumnPtr(onclause),
                                    join.isouter, join.full);
    if (replaced < from_clauses_.size()) {
      from_clauses_[replaced] = std::move(joined);
    } else {
      from_clauses_.push_back(std::move(joined));
    }
  }

  /// The element of the FROM list that holds `left`, or the list's size.
  std::size_t place_of(const FromPtr& left) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < from_clauses_.size(); ++i) {
      if (from_clauses_[i]->is_derived_from(left.get())) found.push_back(i);
    }
    if (found.size() > 1) {
      std::vector<std::size_t> exact;
      for (const std::size_t i : found) {
        if (holds(from_clauses_[i], left)) exact.push_back(i);
      }
      found = std::move(exact);
    }
    if (found.size() > 1) {
      throw InvalidRequestError(
          "Can't identify which entity in which to assign the left side of this join. Please use a "
          "more specific ON clause.");
    }
    return found.empty() ? from_clauses_.size() : found.front();
  }

  static bool holds(const FromPtr& whole, const FromPtr& part) {
    FromList members;
    whole->collect_froms(members);
    return contains(members, part);
  }

  FromPtr find_left(const FromPtr& right, const ColumnElement* onclause, std::size_t& replaced) {
    FromList candidates = from_clauses_;
    if (candidates.empty()) {
      FromList froms;
      for (const ColumnPtr& column : parts_.columns) column->collect_froms(froms);
      for (const ColumnPtr& condition : parts_.where) condition->collect_froms(froms);
      for (const FromPtr& from : froms) {
        if (!contains(candidates, from)) candidates.push_back(from);
      }
    }
    const std::vector<std::size_t> places = joinable(candidates, right, onclause);
    if (places.size() != 1) {
      throw InvalidRequestError(
          places.empty()
              ? str_cat("Don't know how to join to ", quoted(right->description()),
                        ". Please use the .select_from() method to establish an explicit left "
                        "side, as well as providing an explicit ON clause if not present already "
                        "to help resolve the ambiguity.")
              : std::string("Can't determine which FROM clause to join from, there are multiple "
                            "FROMS which can join to this entity. Please use the .select_from() "
                            "method to establish an explicit left side, as well as providing an "
                            "explicit ON clause if not present already to help resolve the "
                            "ambiguity."));
    }
    if (!from_clauses_.empty()) replaced = places.front();
    return candidates[places.front()];
  }

  static std::vector<std::size_t> joinable(const FromList& clauses, const FromPtr& right,
                                           const ColumnElement* onclause) {
    FromList selectables;
    right->collect_froms(selectables);
    std::vector<const ColumnElement*> on_columns;
    if (clauses.size() > 1 && onclause) {
      visitors::iterate(*onclause, [&](const ClauseElement& e) {
        if (e.kind() == ElementKind::column) on_columns.push_back(&as<ColumnClause>(e));
      });
    }
    auto covers = [&](const FromPtr& left, const FromPtr& target) {
      return std::all_of(on_columns.begin(), on_columns.end(), [&](const ColumnElement* column) {
        return left->columns().contains_column(*column) ||
               target->columns().contains_column(*column);
      });
    };
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      for (const FromPtr& target : selectables) {
        if (same(target, clauses[i])) continue;
        const bool fits = !on_columns.empty() ? covers(clauses[i], target)
                                              : onclause || can_join(*clauses[i], *target);
        if (fits) {
          places.push_back(i);
          break;
        }
      }
    }
    if (places.size() > 1) {
      std::vector<const FromClause*> hidden;
      for (const FromPtr& clause : clauses) clause->collect_hidden_froms(hidden);
      std::erase_if(places, [&](std::size_t i) {
        return std::find(hidden.begin(), hidden.end(), clauses[i].get()) != hidden.end();
      });
    }
    if (places.empty() && onclause) {
      for (std::size_t i = 0; i < clauses.size(); ++i) places.push_back(i);
    }
    return places;
  }

  const SelectState::Parts& parts_;
  FromList from_clauses_;
};

}  // namespace

FromList normalize_froms(const FromList& froms) {
  FromList unique;
  for (const FromPtr& from : froms) {
    if (!contains(unique, from)) unique.push_back(from);
  }
  std::vector<const FromClause*> hidden;
  for (const FromPtr& from : unique) from->collect_hidden_froms(hidden);
  if (!hidden.empty()) {
    std::erase_if(unique, [&](const FromPtr& from) {
      return std::any_of(hidden.begin(), hidden.end(),
                         [&](const FromClause* h) { return h->identity() == from->identity(); });
    });
  }
  return unique;
}

FromList compute_froms(const SelectState& select) {
  FromList all = JoinBuilder(select).build();
  const SelectState::Parts& parts = select.parts();
  for (const ElementPtr& raw : parts.raw_columns) {
    if (const FromClause* from = as_from(raw.get())) {
      from->collect_froms(all);
    } else if (const ColumnElement* column = as_column(raw.get())) {
      column->collect_froms(all);
    }
  }
  for (const ElementPtr& raw : parts.rare->memoized_entities) {
    if (const FromClause* from = as_from(raw.get())) {
      from->collect_froms(all);
    } else if (const ColumnElement* column = as_column(raw.get())) {
      column->collect_froms(all);
    }
  }
  for (const ColumnPtr& condition : parts.where) condition->collect_froms(all);
  return normalize_froms(all);
}

FromList correlate_froms(const SelectState& select, std::span<const FromPtr> explicit_froms,
                         std::span<const FromPtr> implicit_froms) {
  const SelectState::Parts& parts = select.parts();
  FromList froms = select.froms();
  if (parts.rare->correlate_set && !parts.rare->correlate.empty()) {
    std::erase_if(froms, [&](const FromPtr& from) {
      return contains(explicit_froms, from) && contains(parts.rare->correlate, from);
    });
  }
  if (parts.rare->correlate_except_set) {
    std::erase_if(froms, [&](const FromPtr& from) {
      return contains(explicit_froms, from) && !contains(parts.rare->correlate_except, from);
    });
  }
  if (parts.auto_correlate && !implicit_froms.empty() && froms.size() > 1) {
    std::erase_if(froms, [&](const FromPtr& from) { return contains(implicit_froms, from); });
    if (froms.empty()) {
      throw InvalidRequestError(
          "Select statement returned no FROM clauses due to auto-correlation; specify "
          "correlate(<tables>) to control correlation manually.");
    }
  }
  return froms;
}

}  // namespace cupel::detail
