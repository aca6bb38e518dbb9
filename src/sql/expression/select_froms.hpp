#pragma once

#include <span>

#include <cupel/sql/expression/select.hpp>

namespace cupel::detail {

/// The FROM list of a select: what select_from(), joins, columns and criteria bring.
FromList compute_froms(const SelectState& select);
/// What of it remains inside the statements that enclose it.
FromList correlate_froms(const SelectState& select, std::span<const FromPtr> explicit_froms,
                         std::span<const FromPtr> implicit_froms);
/// `froms` without repetitions and without members of joins that are in it as well.
FromList normalize_froms(const FromList& froms);

}  // namespace cupel::detail
