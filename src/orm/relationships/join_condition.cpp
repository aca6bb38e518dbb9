#include "cupel/orm/relationships/join_condition.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/sql/expression/alias.hpp"
#include "cupel/sql/expression/bind_parameter.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/relationships/alias_of.hpp"
#include "orm/relationships/column_visits.hpp"
#include "orm/relationships/find_join.hpp"

namespace cupel {
namespace {

using Columns = std::vector<const ColumnClause*>;

bool marked(const ColumnClause& column, AnnotationKey key) {
  return column.annotation(key) != nullptr;
}

bool contains(const Columns& columns, const ColumnClause& column) {
  return std::find(columns.begin(), columns.end(), &detail::plain_column(column)) != columns.end();
}

bool contains(const FromPtr& from, const ColumnClause& column) {
  return from && from->columns().contains_column(detail::plain_column(column));
}

void add_once(Columns& columns, const ColumnClause& column) {
  const ColumnClause& plain = detail::plain_column(column);
  if (!contains(columns, plain)) columns.push_back(&plain);
}

void add_once(std::vector<ColumnPair>& pairs, const ColumnClause& local,
              const ColumnClause& remote) {
  const ColumnPair pair{&detail::plain_column(local), &detail::plain_column(remote)};
  if (std::find(pairs.begin(), pairs.end(), pair) == pairs.end()) pairs.push_back(pair);
}

ElementPtr mark(const ColumnClause& column, AnnotationKey key) {
  return column.annotate({{key, {}, 1, {}}});
}

/// `expression` with `key` on the columns for which `chosen` is true.
template <class Chosen>
ColumnPtr mark_columns(const ColumnPtr& expression, AnnotationKey key, Chosen chosen) {
  return detail::replace_columns(expression, [&](const ColumnClause& column) -> ElementPtr {
    return chosen(column) ? mark(column, key) : ElementPtr();
  });
}

/// `expression` without annotations other than those that tell the sides of the condition.
ColumnPtr only_side_marks(const ColumnPtr& expression) {
  return detail::replace_columns(expression, [](const ColumnClause& column) -> ElementPtr {
    if (column.annotations() == nullptr) return {};
    const ColumnClause& plain = detail::plain_column(column);
    std::vector<Annotation> kept;
    for (const AnnotationKey key :
         {AnnotationKey::foreign, AnnotationKey::remote, AnnotationKey::local}) {
      if (marked(column, key)) kept.push_back({key, {}, 1, {}});
    }
    return kept.empty() ? ElementPtr(&plain) : plain.annotate(std::move(kept));
  });
}

bool has_mark(const ColumnPtr& expression, AnnotationKey key) {
  bool found = false;
  if (expression) {
    detail::for_each_column(*expression,
                            [&](const ColumnClause& c) { found = found || marked(c, key); });
  }
  return found;
}

/// True if a column, or one that it stands for in an alias or subquery, is a foreign key to what
/// the other is or stands for.
bool refers_to(const ColumnClause& from, const ColumnClause& to) {
  const SchemaColumn* const first = as_schema_column(detail::plain_column(from));
  const SchemaColumn* const second = as_schema_column(detail::plain_column(to));
  // Tells of a foreign key whose table is not there.
  if (first != nullptr && second != nullptr) return first->references(*second);
  std::vector<const ColumnElement*> bases;
  std::vector<const ColumnElement*> referred;
  detail::plain_column(from).collect_base_columns(bases);
  detail::plain_column(to).collect_base_columns(referred);
  std::vector<ForeignKeyLink> links;
  for (const ColumnElement* base : bases) base->foreign_keys(links);
  return std::any_of(links.begin(), links.end(), [&](const ForeignKeyLink& link) {
    return link.target != nullptr &&
           std::find(referred.begin(), referred.end(), link.target) != referred.end();
  });
}

/// Which of two compared columns refers to the other, or null.
const ColumnClause* foreign_of(const ColumnClause& a, const ColumnClause& b,
                               const FromPtr& secondary) {
  if (refers_to(a, b)) return &a;
  if (refers_to(b, a)) return &b;
  if (secondary) {
    if (contains(secondary, a) && !contains(secondary, b)) return &a;
    if (contains(secondary, b) && !contains(secondary, a)) return &b;
  }
  return nullptr;
}

}  // namespace

std::string_view direction_name(Direction direction) noexcept {
  switch (direction) {
    case Direction::one_to_many:
      return "ONETOMANY";
    case Direction::many_to_one:
      return "MANYTOONE";
    case Direction::many_to_many:
      return "MANYTOMANY";
  }
  return "";
}

ColumnPtr mark_foreign(const ColumnPtr& expression) {
  return mark_columns(expression, AnnotationKey::foreign, [](const auto&) { return true; });
}

ColumnPtr mark_remote(const ColumnPtr& expression) {
  return mark_columns(expression, AnnotationKey::remote, [](const auto&) { return true; });
}

JoinCondition::JoinCondition(const Input& input)
    : parent_(input.parent),
      child_(input.child),
      child_table_(input.child_table ? input.child_table : input.child),
      secondary_(input.secondary),
      primaryjoin_(only_side_marks(input.primaryjoin)),
      secondaryjoin_(only_side_marks(input.secondaryjoin)) {
  determine_joins(input);
  annotate_foreign(input);
  annotate_remote(input);
  annotate_local(input);
  collect_pairs(input);
  check_foreign_columns(input);
  determine_direction(input);
  plain_primaryjoin_ = detail::without_annotations(primaryjoin_);
  plain_secondaryjoin_ = detail::without_annotations(secondaryjoin_);
}

void JoinCondition::determine_joins(const Input& input) {
  if (secondaryjoin_ && !secondary_) {
    throw ArgumentError(str_cat("relationship ", input.name,
                                ": secondaryjoin needs secondary, the table between the two"));
  }
  if (secondary_) {
    if (!secondaryjoin_) {
      secondaryjoin_ = detail::find_join({input.name, child_, secondary_, input.foreign_keys,
                                          detail::JoinSide::secondary_to_child});
    }
    if (!primaryjoin_) {
      primaryjoin_ = detail::find_join({input.name, parent_, secondary_, input.foreign_keys,
                                        detail::JoinSide::parent_to_secondary});
    }
  } else if (!primaryjoin_) {
    primaryjoin_ = detail::find_join(
        {input.name, parent_, child_, input.foreign_keys, detail::JoinSide::parent_to_child});
  }
}

void JoinCondition::annotate_foreign(const Input& input) {
  if (has_mark(primaryjoin_, AnnotationKey::foreign) ||
      has_mark(secondaryjoin_, AnnotationKey::foreign)) {
    return;
  }
  for (ColumnPtr* condition : {&primaryjoin_, &secondaryjoin_}) {
    if (!*condition) continue;
    if (!input.foreign_keys.empty()) {
      *condition = mark_columns(*condition, AnnotationKey::foreign, [&](const ColumnClause& c) {
        return contains(input.foreign_keys, c);
      });
      continue;
    }
    Columns occurrences;
    detail::for_each_comparison(**condition, [&](const detail::ComparedColumns& pair) {
      if (!pair.direct) return;
      if (const ColumnClause* foreign = foreign_of(*pair.left, *pair.right, secondary_)) {
        occurrences.push_back(foreign);
      }
    });
    *condition = mark_columns(*condition, AnnotationKey::foreign, [&](const ColumnClause& c) {
      return std::find(occurrences.begin(), occurrences.end(), &c) != occurrences.end();
    });
  }
}

void JoinCondition::annotate_remote(const Input& input) {
  if (has_mark(primaryjoin_, AnnotationKey::remote)) return;
  if (secondary_) {
    const auto in_secondary = [&](const ColumnClause& c) { return contains(secondary_, c); };
    primaryjoin_ = mark_columns(primaryjoin_, AnnotationKey::remote, in_secondary);
    secondaryjoin_ = mark_columns(secondaryjoin_, AnnotationKey::remote, in_secondary);
    return;
  }
  if (parent_ == child_) {
    // Both sides are one table: the side given as remote, or the one that refers.
    Columns occurrences;
    detail::for_each_comparison(*primaryjoin_, [&](const detail::ComparedColumns& pair) {
      const bool same = &detail::plain_column(*pair.left) == &detail::plain_column(*pair.right);
      const auto is_remote = [&](const ColumnClause& c) {
        return input.remote_side.empty() ? marked(c, AnnotationKey::foreign)
                                         : contains(input.remote_side, c);
      };
      if (is_remote(*pair.left)) occurrences.push_back(pair.left);
      if (is_remote(*pair.right) && !same) occurrences.push_back(pair.right);
    });
    primaryjoin_ = mark_columns(primaryjoin_, AnnotationKey::remote, [&](const ColumnClause& c) {
      return std::find(occurrences.begin(), occurrences.end(), &c) != occurrences.end();
    });
    return;
  }
  primaryjoin_ = mark_columns(primaryjoin_, AnnotationKey::remote, [&](const ColumnClause& c) {
    if (!input.remote_side.empty()) return contains(input.remote_side, c);
    return contains(child_, c) && !contains(parent_, c);
  });
}

void JoinCondition::annotate_local(const Input&) {
  if (has_mark(primaryjoin_, AnnotationKey::local)) return;
  primaryjoin_ = mark_columns(primaryjoin_, AnnotationKey::local, [&](const ColumnClause& c) {
    return !marked(c, AnnotationKey::remote) && contains(parent_, c);
  });
}

void JoinCondition::collect_pairs(const Input& input) {
  const auto is_mapped = [&](const ColumnClause& c) {
    return contains(secondary_, c) || contains(parent_, c) || contains(child_, c);
  };
  const auto collect = [&](const ColumnPtr& condition, std::vector<ColumnPair>& pairs) {
    if (!condition) return;
    detail::for_each_comparison(*condition, [&](const detail::ComparedColumns& compared) {
      const ColumnClause& left = *compared.left;
      const ColumnClause& right = *compared.right;
      const bool left_remote = marked(left, AnnotationKey::remote);
      const bool right_remote = marked(right, AnnotationKey::remote);
      if (right_remote && !left_remote && is_mapped(left)) {
        add_once(local_remote_pairs_, left, right);
      } else if (left_remote && !right_remote && is_mapped(right)) {
        add_once(local_remote_pairs_, right, left);
      }
      if (!compared.eq || !is_mapped(left) || !is_mapped(right)) return;
      if (marked(right, AnnotationKey::foreign)) {
        add_once(pairs, left, right);
      } else if (marked(left, AnnotationKey::foreign)) {
        add_once(pairs, right, left);
      }
    });
    detail::for_each_column(*condition, [&](const ColumnClause& column) {
      if (marked(column, AnnotationKey::local)) add_once(local_columns_, column);
      if (marked(column, AnnotationKey::remote)) add_once(remote_columns_, column);
      if (marked(column, AnnotationKey::foreign)) add_once(foreign_columns_, column);
    });
  };
  collect(primaryjoin_, synchronize_pairs_);
  collect(secondaryjoin_, secondary_synchronize_pairs_);
  if (local_remote_pairs_.empty()) {
    throw ArgumentError(str_cat(
        "relationship ", input.name, ": it is not clear which columns of its join condition '",
        to_string(*detail::without_annotations(primaryjoin_)),
        "' belong to which side; mark those of the other side with remote(), or give remote_side"));
  }
}

void JoinCondition::check_foreign_columns(const Input& input) const {
  const auto check = [&](const ColumnPtr& condition, const std::vector<ColumnPair>& pairs,
                         std::string_view which) {
    const bool has_foreign = has_mark(condition, AnnotationKey::foreign);
    if (input.viewonly ? has_foreign : !pairs.empty()) return;
    const std::string text = to_string(*detail::without_annotations(condition));
    if (has_foreign) {
      throw ArgumentError(str_cat(
          "relationship ", input.name, ": its ", which, " condition '", text,
          "' has no plain equality with a foreign key column, so a flush would not know what to "
          "write; add one, or make the relationship viewonly"));
    }
    throw ArgumentError(str_cat(
        "relationship ", input.name, ": no column of its ", which, " condition '", text,
        "' is known to be a foreign key; declare a ForeignKey, or mark the column with foreign()"));
  };
  check(primaryjoin_, synchronize_pairs_, "primaryjoin");
  if (secondaryjoin_) check(secondaryjoin_, secondary_synchronize_pairs_, "secondaryjoin");
}

void JoinCondition::determine_direction(const Input& input) {
  if (secondary_) {
    direction_ = Direction::many_to_many;
    return;
  }
  const auto any_foreign_in = [&](const FromPtr& from) {
    return std::any_of(foreign_columns_.begin(), foreign_columns_.end(),
                       [&](const ColumnClause* c) { return contains(from, *c); });
  };
  const bool in_child = any_foreign_in(child_);
  const bool in_parent = any_foreign_in(parent_);
  if (in_child != in_parent) {
    direction_ = in_child ? Direction::one_to_many : Direction::many_to_one;
    return;
  }
  Columns remote_foreign;
  Columns local_foreign;
  detail::for_each_column(*primaryjoin_, [&](const ColumnClause& column) {
    if (!marked(column, AnnotationKey::foreign)) return;
    add_once(marked(column, AnnotationKey::remote) ? remote_foreign : local_foreign, column);
  });
  if (!remote_foreign.empty() && !local_foreign.empty()) {
    const auto on_both_sides = [&](const ColumnClause* c) {
      return contains(remote_columns_, *c) && contains(local_columns_, *c);
    };
    std::erase_if(remote_foreign, on_both_sides);
    std::erase_if(local_foreign, on_both_sides);
  }
  if (remote_foreign.empty() == local_foreign.empty()) {
    throw ArgumentError(str_cat(
        "relationship ", input.name, ": its direction cannot be told, because foreign key columns ",
        in_child ? "stand on both sides" : "belong to neither side",
        " of its join condition; mark with foreign() only those that refer to the other side, and "
        "with remote() those of the other side, or give remote_side"));
  }
  direction_ = local_foreign.empty() ? Direction::one_to_many : Direction::many_to_one;
}

LazyClause JoinCondition::lazy_clause(bool reverse) const {
  LazyClause lazy;
  const auto bind_for = [&](const ColumnClause& column) {
    const ColumnClause& plain = detail::plain_column(column);
    for (const LazyClause::Bound& bound : lazy.binds) {
      if (bound.column == &plain) return ElementPtr(bound.bind);
    }
    const auto bind = make_ptr<BindParameter>("param", Value(), plain.type());
    lazy.kept.emplace_back(bind);
    lazy.binds.push_back({bind.get(), &plain});
    return ElementPtr(bind.get());
  };
  const auto bind_marked = [&](AnnotationKey key) {
    return detail::replace_columns(primaryjoin_, [&](const ColumnClause& column) -> ElementPtr {
      return marked(column, key) ? bind_for(column) : ElementPtr();
    });
  };
  ColumnPtr second = secondaryjoin_;
  if (secondary_ && reverse) {
    lazy.criterion = primaryjoin_;
    second = detail::replace_columns(secondaryjoin_, [&](const ColumnClause& c) -> ElementPtr {
      const bool is_local = std::any_of(
          local_remote_pairs_.begin(), local_remote_pairs_.end(),
          [&](const ColumnPair& pair) { return pair.local == &detail::plain_column(c); });
      return is_local ? bind_for(c) : ElementPtr();
    });
  } else {
    lazy.criterion = bind_marked(reverse ? AnnotationKey::remote : AnnotationKey::local);
  }
  lazy.criterion = detail::without_annotations(detail::both(lazy.criterion, second));
  return lazy;
}

JoinTargets JoinCondition::join(const JoinRequest& request) const {
  JoinTargets out;
  out.source = request.source ? request.source : parent_;
  out.target = request.target ? request.target : child_;
  if (!request.target && request.alias_target) out.target = detail::alias_of(child_, {}, true);
  out.secondary = secondary_;
  if (secondary_ && request.alias_secondary) out.secondary = FromPtr(make_ptr<Alias>(secondary_));

  const auto adapted = [](const FromPtr& from, const FromPtr& original,
                          const ColumnClause& column) -> ElementPtr {
    if (!from || from == original) return {};
    return detail::corresponding(from, column);
  };
  if (secondary_) {
    out.primaryjoin = detail::replace_columns(primaryjoin_, [&](const ColumnClause& c) {
      ElementPtr to = adapted(out.secondary, secondary_, c);
      return to ? to : adapted(out.source, parent_, c);
    });
    out.secondaryjoin = detail::replace_columns(secondaryjoin_, [&](const ColumnClause& c) {
      ElementPtr to = adapted(out.secondary, secondary_, c);
      return to ? to : adapted(out.target, child_, c);
    });
  } else {
    out.primaryjoin = detail::replace_columns(primaryjoin_, [&](const ColumnClause& c) {
      ElementPtr to;
      if (!marked(c, AnnotationKey::local)) to = adapted(out.target, child_, c);
      if (!to && !marked(c, AnnotationKey::remote)) to = adapted(out.source, parent_, c);
      return to;
    });
  }
  out.primaryjoin = detail::without_annotations(out.primaryjoin);
  out.secondaryjoin = detail::without_annotations(out.secondaryjoin);
  if (request.extra) {
    ColumnPtr extra = detail::replace_columns(request.extra, [&](const ColumnClause& c) {
      return contains(out.target, c) ? ElementPtr() : adapted(out.target, child_table_, c);
    });
    ColumnPtr& last = secondary_ ? out.secondaryjoin : out.primaryjoin;
    last = detail::both(std::move(last), std::move(extra));
  }
  return out;
}

}  // namespace cupel
