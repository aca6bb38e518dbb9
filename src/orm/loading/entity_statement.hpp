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
  ColumnList order_by{};
  FromList from{};                ///< explicit FROM elements; empty: from the columns
  ColumnList leading_columns{};   ///< before those of the entity
  ColumnList trailing_columns{};  ///< after them
  std::optional<ForUpdateArg> for_update{};
  LabelStyle label_style = kLabelStyleDefault;
};

/// The target of a relationship as an entity: its class, and the alias that it is read from.
[[nodiscard]] EntityCompiler::Entity entity_of_target(const RelationshipProperty& relationship);

/// Such a SELECT, and how its rows are read.
struct EntityStatement {
  Ptr<const SelectState> select;
  Ptr<const EntityPlan> plan;
  Ptr<const SelectState> source;  ///< without eager joins: where subquery loads start from
  std::size_t trailing_at = 0;    ///< cell of the first of trailing_columns
};
[[nodiscard]] EntityStatement build_entity_statement(const EntityQuery& query,
                                                     const Dialect& dialect);

/// A SELECT as `connection` is going to send it.
[[nodiscard]] Ptr<const PreparedStatement> compile_for(const Connection& connection,
                                                       const SelectState& select);

/// Reads all rows of `cursor`; gives the object of each row, in order, once for each object.
std::vector<Instance*> load_all(LoadContext& context, Cursor& cursor,
                                const EntityStatement& statement);

}  // namespace cupel
