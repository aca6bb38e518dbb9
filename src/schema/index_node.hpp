#pragma once

#include <vector>

#include "cupel/schema/index.hpp"

namespace cupel {

/// What the handles of one index share. Its table holds a handle as well, so nothing in here may
/// hold the table.
class Index::Node final : public RefCounted {
 public:
  /// The table of the first column inside the pending expressions, or null.
  [[nodiscard]] const SchemaTable* table_of_columns() const;
  /// Finds the columns in `to`. Throws ConstraintColumnNotFoundError, ArgumentError; nothing is
  /// changed then.
  void attach(SchemaTable& to);

  void forget_table() noexcept {
    table = nullptr;
    expressions.clear();
    columns.clear();
  }

  ConstraintName name;
  IndexOptions options;
  std::vector<IndexColumn> pending;
  const SchemaTable* table = nullptr;
  std::vector<const ClauseElement*> expressions;
  std::vector<ElementPtr> detached_expressions;
  std::vector<const SchemaColumn*> columns;
  bool column_flag = false;
};

}  // namespace cupel
