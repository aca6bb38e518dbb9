#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <cupel/schema/fwd.hpp>
#include <cupel/util/function_ref.hpp>

namespace cupel {

using SkipForeignKey = FunctionRef<bool(const ForeignKeyConstraint&)>;

/// The tables, each after those that it depends on by foreign key or add_is_dependent_on(). Among
/// those that are free at the same time the given order is kept. `skip` leaves foreign keys out of
/// account; those with use_alter are left out anyway, and those of a table to itself.
///
/// On a cycle, warns, and keeps the given order among the tables of the cycle.
[[nodiscard]] std::vector<const SchemaTable*> sort_tables(
    std::span<const SchemaTable* const> tables, std::optional<SkipForeignKey> skip = std::nullopt);

/// A table with the foreign keys that can stand in its CREATE TABLE; the last entry has no table
/// and the foreign keys that need ALTER TABLE, because they close a cycle or say use_alter.
struct TableWithForeignKeys {
  const SchemaTable* table = nullptr;
  std::vector<const ForeignKeyConstraint*> foreign_keys;
};

/// What the filter of sort_tables_and_constraints() says of a foreign key.
enum class ForeignKeyPlacement : unsigned char {
  by_cycle,  ///< apart only when it closes a cycle
  apart,     ///< always by ALTER
  inside,    ///< never taken out, even on a cycle
};

/// As sort_tables(), resolving cycles by taking their foreign keys out.
/// Throws CircularDependencyError when a cycle consists of dependencies that cannot be taken out.
[[nodiscard]] std::vector<TableWithForeignKeys> sort_tables_and_constraints(
    std::span<const SchemaTable* const> tables,
    std::optional<FunctionRef<ForeignKeyPlacement(const ForeignKeyConstraint&)>> filter =
        std::nullopt);

}  // namespace cupel
