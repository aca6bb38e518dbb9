#pragma once

#include <utility>
#include <vector>

#include <cupel/sql/traversal/fwd.hpp>

namespace cupel {

/// State of one structural comparison: which anonymous things stand for each other.
class CompareContext {
 public:
  /// Compares two elements, either of which may be null.
  bool equal(const ClauseElement* a, const ClauseElement* b);
  bool equal(const Name& a, const Name& b);
  /// Anonymous numbers are equal when they stand in the same places everywhere.
  bool equal_ids(std::uint64_t a, std::uint64_t b);
  /// True if the values of bind parameters count as well (default: they do).
  bool compare_values = true;

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ids_;
  std::vector<std::pair<const ClauseElement*, const ClauseElement*>> pairs_;
};

/// Structural equality of two elements; `values`: those of bind parameters count as well.
bool compare(const ClauseElement& a, const ClauseElement& b, bool values = true);

}  // namespace cupel
