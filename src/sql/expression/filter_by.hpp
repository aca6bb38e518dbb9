#pragma once

#include <span>
#include <string_view>

#include <cupel/sql/expression/select.hpp>
#include <cupel/types/parameters.hpp>

namespace cupel::detail {

/// What the layer that knows mapped classes says of a name: the column of `selected` (an element of
/// a columns clause), or null.
using NameResolver = ColumnPtr (*)(const ClauseElement& selected, std::string_view name);
void set_name_resolver(NameResolver resolver) noexcept;

/// name = value for each parameter, the name looked up in all `froms`. Throws InvalidRequestError
/// for a name that none has, AmbiguousColumnError for one that several have.
/// A name that no FROM element has is asked of `selected`.
ColumnList filter_by_conditions(const FromList& froms, const Parameters& equalities,
                                std::span<const ElementPtr> selected = {});
/// The columns of `select` without those that an equality or a foreign key makes redundant.
ColumnList reduce_columns(const SelectState& select);

}  // namespace cupel::detail
