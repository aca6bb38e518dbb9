#pragma once

#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel::detail {

/// On a list of conditions: what says the opposite of it, where that is more than NOT of the list
/// (the ColumnElement is the annotation's object).
inline constexpr auto kNegation = static_cast<AnnotationKey>(0x0fff);

}  // namespace cupel::detail
