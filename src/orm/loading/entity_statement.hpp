#pragma once

#include <vector>

#include "cupel/engine/connection.hpp"
#include "cupel/engine/prepared_statement.hpp"
#include "cupel/orm/loading/entity_compiler.hpp"
#include "cupel/orm/loading/entity_loader.hpp"

namespace cupel {

/// What a SELECT of one entity by a criterion consists of.
struct EntityQuery {
  EntityCompiler::Entity entity;
  ColumnPtr criterion;
  std::vector<ColumnPtr> order_by{};
  std::vector<FromPtr> from{};               ///< explicit FROM elements; empty: from the columns
  std::vector<ColumnPtr> leading_columns{};  ///< before those of the entity
  std::optional<ForUpdateArg> for_update{};
};

/// Such a SELECT, and how its rows are read.
struct EntityStatement {
  Ptr<const SelectState> select;
  Ptr<const EntityPlan> plan;
};
[[nodiscard]] EntityStatement build_entity_statement(const EntityQuery& query,
                                                     const Dialect& dialect);

/// Reads all rows of `cursor`; gives the object of each row, in order, once for each object.
std::vector<Instance*> load_all(LoadContext& context, Cursor& cursor,
                                const Ptr<const EntityPlan>& plan);

}  // namespace cupel
