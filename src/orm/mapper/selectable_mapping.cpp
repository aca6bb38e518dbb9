#include "orm/mapper/selectable_mapping.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/schema/foreign_key.hpp"
#include "cupel/sql/expression/binary.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/util/str_cat.hpp"
#include "cupel/util/topological.hpp"

namespace cupel {
namespace {

std::size_t position_of(const FromClause& selectable, const ColumnElement& column) {
  std::size_t at = 0;
  for (const auto& entry : selectable.columns()) {
    if (entry.column->identity() == column.identity()) break;
    ++at;
  }
  return at;
}

std::string_view key_of(const ColumnElement& column) {
  return column.kind() == ElementKind::column
             ? std::string_view(as<ColumnClause>(column).key_text())
             : std::string_view();
}

std::string described(const ColumnElement& column) {
  if (column.kind() != ElementKind::column) return {};
  const auto& clause = as<ColumnClause>(column);
  return clause.table() ? str_cat(clause.table()->description(), ".", clause.key_text())
                        : clause.key_text();
}

}  // namespace

void assign_columns(detail::MappingBuilder& declared, const std::vector<std::string>& names) {
  const FromClause& selectable = *declared.selectable_;
  std::vector<const ClauseElement*> taken;
  for (const auto& declaration : declared.columns_) {
    for (ColumnPtr& column : declaration->columns) {
      const ColumnElement* const own = selectable.corresponding_column(*column);
      if (!own) {
        throw ArgumentError(str_cat("class '", declared.class_info().name(), "': column '",
                                    described(*column), "' for member '", declaration->key,
                                    "' is not in '", selectable.description(),
                                    "', which the class is mapped to"));
      }
      column = ColumnPtr(own);
      taken.push_back(own->identity());
    }
  }
  for (std::size_t i = 0; i < declared.columns_.size(); ++i) {
    detail::ColumnDeclaration& declaration = *declared.columns_[i];
    if (names[i].empty() || !declaration.columns.empty()) continue;
    for (const auto& entry : selectable.columns()) {
      if (key_of(*entry.column) != names[i] ||
          std::ranges::find(taken, entry.column->identity()) != taken.end()) {
        continue;
      }
      if (!declaration.columns.empty()) {
        throw InvalidRequestError(str_cat(
            "Implicitly combining column ", described(*declaration.columns.front()),
            " with column ", described(*entry.column), " under attribute '", declaration.key,
            "'.  Please configure one or more attributes for these same-named columns "
            "explicitly."));
      }
      declaration.columns.emplace_back(entry.column);
    }
    if (declaration.columns.empty()) {
      std::vector<std::string> keys;
      for (const auto& entry : selectable.columns()) keys.emplace_back(key_of(*entry.column));
      throw ArgumentError(str_cat("class '", declared.class_info().name(), "': '",
                                  selectable.description(), "' has no column '", names[i],
                                  "' for member '", declaration.key, "'",
                                  did_you_mean(names[i], std::span<const std::string>(keys)),
                                  "; name its column with m.column(&Class::member, column)"));
    }
  }
  std::stable_sort(declared.columns_.begin(), declared.columns_.end(),
                   [&](const auto& a, const auto& b) {
                     if (a->columns.empty() || b->columns.empty()) return false;
                     return position_of(selectable, *a->columns.front()) <
                            position_of(selectable, *b->columns.front());
                   });
}

std::vector<Ptr<const SchemaTable>> tables_in(const FromClause& selectable) {
  std::vector<Ptr<const SchemaTable>> found;
  std::unordered_map<const ClauseElement*, std::uint32_t> index;
  visitors::traverse(selectable, [&](const ClauseElement& element) {
    if (element.kind() != ElementKind::table) return true;
    const auto* const table = dynamic_cast<const SchemaTable*>(&element);
    if (table && index.emplace(table, static_cast<std::uint32_t>(found.size())).second) {
      found.emplace_back(table);
    }
    return true;
  });
  std::vector<topological::IndexEdge> edges;
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    for (const ForeignKey* key : found[i]->foreign_keys()) {
      const SchemaColumn* const target = key->resolved();
      if (target == nullptr || key->options().use_alter) continue;
      const auto referred = index.find(target->schema_table());
      if (referred != index.end() && referred->second != i) edges.emplace_back(referred->second, i);
    }
  }
  std::vector<std::uint32_t> order = topological::sort_indices(found.size(), edges);
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    if (std::ranges::find(order, i) == order.end()) order.push_back(i);
  }
  std::vector<Ptr<const SchemaTable>> sorted;
  for (const std::uint32_t i : order) sorted.push_back(found[i]);
  return sorted;
}

std::vector<const ColumnElement*> reduced_primary_key(const FromClause& selectable) {
  std::vector<const ColumnElement*> key = selectable.primary_key();
  std::vector<bool> omitted(key.size(), false);
  for (std::size_t i = 0; i < key.size(); ++i) {
    std::vector<ForeignKeyLink> links;
    std::vector<const ColumnElement*> bases;
    key[i]->collect_base_columns(bases);
    for (const ColumnElement* base : bases) base->foreign_keys(links);
    for (std::size_t j = 0; j < key.size() && !omitted[i]; ++j) {
      if (j == i || omitted[j]) continue;
      omitted[i] = std::ranges::any_of(links, [&](const ForeignKeyLink& link) {
        return link.target && link.target->shares_lineage(*key[j]);
      });
    }
  }
  visitors::iterate(selectable, [&](const ClauseElement& element) {
    if (element.kind() != ElementKind::binary) return;
    const auto& binary = as<BinaryExpression>(element);
    if (binary.op() != Operator::eq) return;
    const auto is_kept = [&](const ColumnElement& side) {
      for (std::size_t i = 0; i < key.size(); ++i) {
        if (!omitted[i] && key[i]->shares_lineage(side)) return true;
      }
      return false;
    };
    if (!is_kept(*binary.left()) || !is_kept(*binary.right())) return;
    for (std::size_t i = key.size(); i-- > 0;) {
      if (omitted[i] || !key[i]->shares_lineage(*binary.right())) continue;
      omitted[i] = true;
      break;
    }
  });
  std::vector<const ColumnElement*> kept;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (!omitted[i]) kept.push_back(key[i]);
  }
  return kept;
}

const SchemaColumn* table_column_of(const ColumnElement& column) {
  std::vector<const ClauseElement*> lineage;
  column.collect_proxy_set(lineage);
  for (const ClauseElement* one : lineage) {
    if (one->kind() != ElementKind::column) continue;
    if (const SchemaColumn* found = as_schema_column(as<ColumnClause>(*one))) return found;
  }
  return nullptr;
}

}  // namespace cupel
