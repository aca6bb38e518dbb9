#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <cupel/sql/traversal/clause_element.hpp>

namespace cupel {

/// State of one copy with replacement: what became of each element met so far.
class CloneContext {
 public:
  /// Returns the replacement of an element, or null to descend into it and copy what changed.
  using Replace = FunctionRef<ElementPtr(const ClauseElement&)>;

  explicit CloneContext(Replace replace) : replace_(replace) {}

  /// The element that stands for `element` in the copy: its replacement, a changed copy, or itself.
  /// Each element is asked for once; columns follow the table they belong to.
  ElementPtr map(const ClauseElement& element);

  /// The element that `element` has become so far, or null if it was not met or did not change.
  const ClauseElement* mapped(const ClauseElement& element) const noexcept;

  template <class T>
  bool map_field(Ptr<const T>& field) {
    if (!field) return false;
    ElementPtr mapped = map(*field);
    if (mapped.get() == field.get()) return false;
    field = Ptr<const T>(static_cast<const T*>(mapped.get()));
    return true;
  }

 private:
  struct Entry {
    const ClauseElement* from;
    ElementPtr to;
  };
  std::size_t find(const ClauseElement* element) const noexcept;
  std::size_t add(const ClauseElement& element, ElementPtr to);

  Replace replace_;
  std::vector<Entry> entries_;
  std::vector<std::uint32_t> buckets_;  // open addressing by address; only for many entries
};

/// Visitors over trees of elements, as SQLAlchemy's `sql.visitors`.
namespace visitors {

/// Calls `visit` for `root` and everything below it, breadth first as SQLAlchemy's iterate().
/// `visit` may not change elements. Elements shared by two parents are visited twice.
void iterate(const ClauseElement& root, FunctionRef<void(const ClauseElement&)> visit);
/// As iterate(), depth first, parents before children; `visit` returns false to skip the children.
void traverse(const ClauseElement& root, FunctionRef<bool(const ClauseElement&)> visit);
/// A copy of `root` where every element for which `replace` returns one is replaced by it; parts
/// without a replaced element are shared with `root`.
ElementPtr replacement_traverse(const ClauseElement& root, CloneContext::Replace replace);

}  // namespace visitors
}  // namespace cupel
