#include "sql/expression/filter_by.hpp"

#include <algorithm>
#include <atomic>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/join.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/sql/traversal/visitors.hpp>
#include <cupel/util/str_cat.hpp>

namespace cupel::detail {
namespace {

void entities_of(const FromPtr& from, FromList& out) {
  if (from->kind() == ElementKind::join) {
    entities_of(as<Join>(*from).left(), out);
    entities_of(as<Join>(*from).right(), out);
  } else if (from->kind() == ElementKind::from_grouping) {
    entities_of(as<FromGrouping>(*from).element(), out);
  } else {
    out.push_back(from);
  }
}

std::atomic<NameResolver> name_resolver{nullptr};

ColumnPtr resolved(std::span<const ElementPtr> selected, std::string_view name) {
  const NameResolver resolve = name_resolver.load(std::memory_order_acquire);
  if (!resolve) return {};
  for (const ElementPtr& element : selected) {
    if (ColumnPtr column = resolve(*element, name)) return column;
  }
  return {};
}

}  // namespace

void set_name_resolver(NameResolver resolver) noexcept {
  name_resolver.store(resolver, std::memory_order_release);
}

ColumnList filter_by_conditions(const FromList& froms, const Parameters& equalities,
                                std::span<const ElementPtr> selected) {
  FromList entities;
  for (const FromPtr& from : froms) entities_of(from, entities);
  ColumnList conditions;
  for (const Parameter& wanted : equalities) {
    const ColumnElement* found = nullptr;
    ColumnPtr by_class;
    for (const FromPtr& entity : entities) {
      const ColumnElement* column = entity->find_column(wanted.name);
      if (!column) continue;
      if (found) {
        throw AmbiguousColumnError(
            str_cat("filter_by(): the name ", quoted(wanted.name), " is in several of ",
                    join(entities, ", ", [](const FromPtr& f) { return f->description(); }),
                    "; use where() with the column of one of them"));
      }
      found = column;
    }
    if (!found) {
      by_class = resolved(selected, wanted.name);
      found = by_class.get();
    }
    if (!found) {
      throw InvalidRequestError(
          str_cat("None of the FROM clause entities have a property \"", wanted.name,
                  "\". Searched entities: ",
                  join(entities, ", ", [](const FromPtr& f) { return f->description(); })));
    }
    conditions.push_back(operate(Operator::eq, ColumnPtr(found), Operand(wanted.value)));
  }
  return conditions;
}

ColumnList reduce_columns(const SelectState& select) {
  const ColumnList& columns = select.parts().columns;
  std::vector<bool> omitted(columns.size(), false);
  // A column goes when another one of its name stays that it refers to or is equal to.
  auto same_name = [](const ColumnPtr& a, const ColumnPtr& b) {
    return a->element_name() == b->element_name();
  };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    std::vector<ForeignKeyLink> links;
    std::vector<const ColumnElement*> bases;
    columns[i]->collect_base_columns(bases);
    for (const ColumnElement* base : bases) base->foreign_keys(links);
    for (std::size_t j = 0; j < columns.size() && !omitted[i]; ++j) {
      if (j == i || !same_name(columns[i], columns[j])) continue;
      omitted[i] = std::any_of(links.begin(), links.end(), [&](const ForeignKeyLink& link) {
        return link.target && link.target->shares_lineage(*columns[j]);
      });
    }
  }
  auto look_at = [&](const ClauseElement& element) {
    if (element.kind() != ElementKind::binary) return;
    const auto& binary = as<BinaryExpression>(element);
    if (binary.op() != Operator::eq) return;
    for (std::size_t i = columns.size(); i-- > 0;) {
      if (omitted[i] || !columns[i]->shares_lineage(*binary.left())) continue;
      for (std::size_t j = 0; j < columns.size(); ++j) {
        if (omitted[j] || !columns[j]->shares_lineage(*binary.right())) continue;
        if (same_name(columns[i], columns[j])) {
          omitted[i] = true;
          break;
        }
      }
    }
  };
  for (const ColumnPtr& condition : select.parts().where) visitors::iterate(*condition, look_at);
  for (const FromPtr& from : select.froms()) visitors::iterate(*from, look_at);
  ColumnList kept;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!omitted[i]) kept.push_back(columns[i]);
  }
  return kept;
}

}  // namespace cupel::detail
