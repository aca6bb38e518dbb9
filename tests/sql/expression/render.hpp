#pragma once

#include <string>

#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel::test {

/// A short text of the structure of an expression, for tests of the expression layer alone (the
/// compiler stands above it): operators in infix form, groupings as parentheses, values inline.
std::string structure(const ClauseElement& element);

}  // namespace cupel::test
