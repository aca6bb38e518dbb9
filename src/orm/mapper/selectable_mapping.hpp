#pragma once

#include <string>
#include <vector>

#include "cupel/orm/mapper/mapping_builder.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/from_clause.hpp"

namespace cupel {

// A class that is mapped to a join, a subquery or an alias.

/// Finds the columns of `selectable` that each of the declared members stands for, and puts the
/// declarations into the order of its columns. `names`: the column's name for each declaration.
/// Throws ArgumentError for a member without a column, InvalidRequestError where several columns
/// have its name.
void assign_columns(detail::MappingBuilder& declared, const std::vector<std::string>& names);

/// The tables that the rows of `selectable` come from, those that others refer to first.
[[nodiscard]] std::vector<Ptr<const SchemaTable>> tables_in(const FromClause& selectable);

/// The columns that tell its rows apart: those of the tables' keys, without what is equal to
/// another one by a foreign key or by the condition of a join.
[[nodiscard]] std::vector<const ColumnElement*> reduced_primary_key(const FromClause& selectable);

/// The column of a table that `column` comes from, or null.
[[nodiscard]] const SchemaColumn* table_column_of(const ColumnElement& column);

}  // namespace cupel
