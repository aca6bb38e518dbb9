#pragma once

#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel {

/// The element as a member of its family, or null if it is none of it.
const ColumnElement* as_column(const ClauseElement* element) noexcept;
const FromClause* as_from(const ClauseElement* element) noexcept;
const SelectBase* as_select(const ClauseElement* element) noexcept;
const DmlBase* as_dml(const ClauseElement* element) noexcept;

}  // namespace cupel
