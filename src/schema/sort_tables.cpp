#include "cupel/schema/sort_tables.hpp"

#include <algorithm>
#include <string>

#include "cupel/error/circular_dependency.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"
#include "cupel/util/topological.hpp"

namespace cupel {

namespace {

using TableEdge = std::pair<const SchemaTable*, const SchemaTable*>;
using Tables = std::vector<const SchemaTable*>;

void add_edge(std::vector<TableEdge>& edges, const SchemaTable* before, const SchemaTable* after) {
  const TableEdge edge{before, after};
  if (std::find(edges.begin(), edges.end(), edge) == edges.end()) edges.push_back(edge);
}

/// Layer by layer, as SQLAlchemy sorts; shorter than `tables` when there is a cycle.
Tables in_layers(const Tables& tables, const std::vector<TableEdge>& edges) {
  Tables out;
  for (const Tables& layer : topological::sort_as_subsets(tables, edges))
    out.insert(out.end(), layer.begin(), layer.end());
  return out;
}

std::vector<TableEdge> united(const std::vector<TableEdge>& a, const std::vector<TableEdge>& b) {
  std::vector<TableEdge> out = a;
  for (const auto& [before, after] : b) add_edge(out, before, after);
  return out;
}

/// One run of sort_tables_and_constraints.
class Sorting {
 public:
  using Filter = std::optional<FunctionRef<ForeignKeyPlacement(const ForeignKeyConstraint&)>>;

  Sorting(Tables tables, Filter filter, bool warn_for_cycles)
      : tables_(std::move(tables)), filter_(filter), warn_for_cycles_(warn_for_cycles) {}

  std::vector<TableWithForeignKeys> run() {
    collect();
    Tables order = in_layers(tables_, united(fixed_, mutable_));
    if (order.size() < tables_.size()) {
      break_cycles();
      order = sort_or_throw_layers();
    }
    std::vector<TableWithForeignKeys> out;
    for (const SchemaTable* t : order) {
      TableWithForeignKeys entry{t, {}};
      for (const ForeignKeyConstraint* fk : t->foreign_key_constraints())
        if (!is_apart(fk)) entry.foreign_keys.push_back(fk);
      out.push_back(std::move(entry));
    }
    out.push_back({nullptr, apart_});
    return out;
  }

 private:
  ForeignKeyPlacement placement(const ForeignKeyConstraint& fk) const {
    return filter_ ? (*filter_)(fk) : ForeignKeyPlacement::by_cycle;
  }
  bool is_apart(const ForeignKeyConstraint* fk) const {
    return std::find(apart_.begin(), apart_.end(), fk) != apart_.end();
  }
  void take_apart(const ForeignKeyConstraint* fk) {
    if (!is_apart(fk)) apart_.push_back(fk);
  }

  void collect() {
    for (const SchemaTable* t : tables_) {
      for (const ForeignKeyConstraint* fk : t->foreign_key_constraints()) {
        if (fk->use_alter() || placement(*fk) == ForeignKeyPlacement::apart) {
          take_apart(fk);
        } else if (&fk->referred_table() != t) {
          add_edge(mutable_, &fk->referred_table(), t);
        }
      }
      for (const SchemaTable* before : t->extra_dependencies()) add_edge(fixed_, before, t);
    }
  }

  /// Takes out the foreign keys of all tables that are on a cycle.
  void break_cycles() {
    const Tables cycle = topological::find_cycles(tables_, united(fixed_, mutable_));
    if (warn_for_cycles_) {
      warn(str_cat("cannot correctly sort tables; there are unresolvable cycles between tables ",
                   join(cycle, ", ", [](const SchemaTable* t) { return quoted(t->key()); }),
                   ", usually caused by foreign keys that refer to each other; those of these "
                   "tables are left out of the sort. Mark one with use_alter to settle it"));
    }
    for (const SchemaTable* t : cycle) {
      const bool depends = std::any_of(mutable_.begin(), mutable_.end(),
                                       [&](const TableEdge& e) { return e.second == t; });
      if (!depends) continue;
      for (const ForeignKeyConstraint* fk : t->foreign_key_constraints()) {
        if (placement(*fk) == ForeignKeyPlacement::inside) continue;
        take_apart(fk);
        std::erase(mutable_, TableEdge{&fk->referred_table(), t});
      }
    }
  }

  Tables sort_or_throw_layers() const {
    const std::vector<TableEdge> edges = united(fixed_, mutable_);
    Tables order = in_layers(tables_, edges);
    if (order.size() == tables_.size()) return order;
    return sort_or_throw(tables_, edges, [](const SchemaTable* t) { return t->key(); });
  }

  Tables tables_;
  Filter filter_;
  bool warn_for_cycles_;
  std::vector<TableEdge> fixed_;
  std::vector<TableEdge> mutable_;
  std::vector<const ForeignKeyConstraint*> apart_;
};

}  // namespace

std::vector<const SchemaTable*> sort_tables(std::span<const SchemaTable* const> tables,
                                            std::optional<SkipForeignKey> skip) {
  const auto filter = [&](const ForeignKeyConstraint& fk) {
    return skip && (*skip)(fk) ? ForeignKeyPlacement::apart : ForeignKeyPlacement::by_cycle;
  };
  Tables out;
  for (const auto& entry :
       Sorting(Tables(tables.begin(), tables.end()),
               FunctionRef<ForeignKeyPlacement(const ForeignKeyConstraint&)>(filter), true)
           .run())
    if (entry.table) out.push_back(entry.table);
  return out;
}

std::vector<TableWithForeignKeys> sort_tables_and_constraints(
    std::span<const SchemaTable* const> tables,
    std::optional<FunctionRef<ForeignKeyPlacement(const ForeignKeyConstraint&)>> filter) {
  return Sorting(Tables(tables.begin(), tables.end()), filter, false).run();
}

}  // namespace cupel
