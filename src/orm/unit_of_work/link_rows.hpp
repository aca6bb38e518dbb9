#pragma once

#include <vector>

#include "cupel/engine/fwd.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/types/value.hpp"

namespace cupel {

/// Rows of a link table that a flush deletes, updates and inserts, collected and sent as batches.
class LinkRows {
 public:
  explicit LinkRows(const RelationshipProperty& property) : property_(property) {}

  void add(Instance& parent, Instance& child) { collect(inserts_, parent, child, false); }
  void remove(Instance& parent, Instance& child) { collect(deletes_, parent, child, true); }
  /// The parent's key was changed: its link row follows.
  void move(Instance& parent, Instance& child) {
    collect(updates_, parent, child, false);
    collect(updates_, parent, child, true);
  }

  /// Deletions, then updates, then insertions. Throws StaleDataError when a row to be deleted or
  /// updated is not there.
  void write(Connection& connection);

 private:
  void collect(std::vector<Value>& rows, Instance& parent, Instance& child, bool as_loaded);
  [[nodiscard]] std::vector<const ColumnClause*> columns() const;
  void check(std::int64_t matched, std::size_t expected, const char* verb) const;

  const RelationshipProperty& property_;
  // The values of all columns of one row after the other.
  std::vector<Value> inserts_;
  std::vector<Value> updates_;
  std::vector<Value> deletes_;
};

}  // namespace cupel
