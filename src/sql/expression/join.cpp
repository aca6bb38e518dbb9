#include <algorithm>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/join.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel {
namespace {

struct JoinPair {
  const ColumnElement* referred;
  const ColumnElement* referring;
  friend bool operator==(const JoinPair&, const JoinPair&) = default;
};

struct Constraint {
  const void* identity;
  std::vector<JoinPair> pairs;
};

Constraint& constraint_of(std::vector<Constraint>& constraints, const void* identity) {
  for (Constraint& c : constraints) {
    if (c.identity == identity) return c;
  }
  return constraints.emplace_back(Constraint{identity, {}});
}

bool mentions_table(const FromClause& from, std::string_view fullname) {
  FromList froms;
  from.collect_froms(froms);
  return std::any_of(froms.begin(), froms.end(), [&](const FromPtr& f) {
    return f->kind() == ElementKind::table && as<TableClause>(*f).fullname() == fullname;
  });
}

void add_links(const FromClause& owner, const FromClause& other,
               std::vector<Constraint>& constraints) {
  for (const ForeignKeyLink& link : owner.foreign_keys()) {
    if (!link.target) {
      if (mentions_table(other, link.target_table)) {
        throw NoReferencedColumnError(str_cat(
            "Could not initialize target column for ForeignKey ", quoted(link.target_fullname),
            " on table ", quoted(owner.description()), ": table ", quoted(link.target_table),
            " has no such column; correct the name"));
      }
      continue;
    }
    const ColumnElement* referred = other.corresponding_column(*link.target);
    if (referred) {
      constraint_of(constraints, link.constraint).pairs.push_back({referred, link.parent});
    }
  }
}

std::vector<Constraint> scan(const FromClause& a, const FromClause& b, const FromClause* a_subset) {
  std::vector<Constraint> constraints;
  for (const FromClause* left : {a_subset, &a}) {
    if (!left) continue;
    add_links(b, *left, constraints);
    if (left != &b) add_links(*left, b, constraints);
    if (!constraints.empty()) break;
  }
  return constraints;
}

/// "orders.address_id -> addresses.id", for messages.
std::string described(const Constraint& constraint) {
  const auto side = [](const ColumnElement& column) {
    const auto& clause = as<ColumnClause>(column);
    return clause.table() ? str_cat(clause.table()->description(), '.', clause.name().text())
                          : clause.name().text();
  };
  return join(constraint.pairs, " and ", [&](const JoinPair& pair) {
    return str_cat(side(*pair.referring), " -> ", side(*pair.referred));
  });
}

}  // namespace

template class FieldsOf<Join, FromClause>;
template class FieldsOf<FromGrouping, FromClause>;

ColumnPtr join_condition(const FromClause& a, const FromClause& b, const FromClause* a_subset) {
  std::vector<Constraint> constraints = scan(a, b, a_subset);
  if (constraints.empty()) {
    throw NoForeignKeysError(
        str_cat("Can't find any foreign key relationships between ", quoted(a.description()),
                " and ", quoted(b.description()),
                b.kind() == ElementKind::from_grouping
                    ? ". Perhaps you meant to convert the right side to a subquery using alias()?"
                    : "; declare a ForeignKey between them, or give join() the ON clause"));
  }
  const bool same = std::all_of(constraints.begin(), constraints.end(), [&](const Constraint& c) {
    return c.pairs == constraints.front().pairs;
  });
  if (!same) {
    throw AmbiguousForeignKeysError(str_cat(
        "Can't determine join between ", quoted(a.description()), " and ", quoted(b.description()),
        "; there is more than one foreign key between them: ",
        join(constraints, ", ", [](const Constraint& c) { return described(c); }),
        "; give join() the ON clause that is meant, as left.c[\"...\"] == right.c[\"...\"]"));
  }
  ColumnList conditions;
  for (const JoinPair& pair : constraints.front().pairs) {
    conditions.push_back(detail::operate(Operator::eq, ColumnPtr(pair.referred),
                                         Operand(ElementPtr(pair.referring))));
  }
  if (conditions.size() == 1) return conditions.front();
  return BooleanClauseList::construct(Operator::and_, std::move(conditions));
}

bool can_join(const FromClause& a, const FromClause& b) {
  const FromClause* subset = a.kind() == ElementKind::join ? as<Join>(a).right().get() : nullptr;
  return !scan(a, b, subset).empty();
}

Join::Join(FromPtr left, FromPtr right, ColumnPtr onclause, bool isouter, bool full)
    : FieldsBase(ElementKind::join),
      left_(std::move(left)),
      right_(right->self_group()),
      isouter_(isouter),
      full_(full) {
  if (onclause) {
    // As the ON clause the condition needs parentheses only where it is not one as a whole.
    onclause_ = onclause->self_group(Operator::asbool);
  } else {
    const FromClause* subset =
        left_->kind() == ElementKind::join ? as<Join>(*left_).right().get() : nullptr;
    onclause_ = join_condition(*left_, *right_, subset);
  }
}

bool Join::is_derived_from(const FromClause* from) const noexcept {
  return ReturnsRows::is_derived_from(from) || left_->is_derived_from(from) ||
         right_->is_derived_from(from);
}

FromPtr Join::self_group(OperatorRef) const {
  return make_ptr<FromGrouping>(FromPtr(this));
}

void Join::collect_froms(FromList& froms) const {
  froms.emplace_back(this);
  left_->collect_froms(froms);
  right_->collect_froms(froms);
}

void Join::collect_hidden_froms(std::vector<const FromClause*>& hidden) const {
  for (const FromPtr* side : {&left_, &right_}) {
    FromList froms;
    (*side)->collect_froms(froms);
    for (const FromPtr& from : froms) hidden.push_back(from.get());
  }
}

std::string Join::description() const {
  return str_cat("Join object on ", left_->description(), "(", right_->description(), ")");
}

void Join::populate_columns(Columns& columns) const {
  for (const FromPtr* side : {&left_, &right_}) {
    for (const ColumnCollection::Entry& entry : (*side)->columns()) {
      const Name label = entry.column->tq_label();
      columns.all.add(label.empty() ? entry.key : label.text(), *entry.column);
    }
  }
}

FromGrouping::FromGrouping(FromPtr element)
    : FieldsBase(ElementKind::from_grouping), element_(std::move(element)) {}

bool FromGrouping::is_derived_from(const FromClause* from) const noexcept {
  return element_->is_derived_from(from);
}

void FromGrouping::collect_froms(FromList& froms) const {
  element_->collect_froms(froms);
}

void FromGrouping::collect_hidden_froms(std::vector<const FromClause*>& hidden) const {
  element_->collect_hidden_froms(hidden);
}

void FromGrouping::populate_columns(Columns& columns) const {
  for (const ColumnCollection::Entry& entry : element_->columns()) {
    columns.all.add(entry.key, *entry.column);
  }
}

}  // namespace cupel
