#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "ext/serializer/bytes.hpp"

namespace cupel::detail {

/// How deep the nodes of a tree are, and how many there would be were each written out wherever it
/// stands. Both sides of the format count alike, so that what was written can be read.
class TreeSize {
 public:
  /// Begins a node within the one that is open; false: too deep to go on.
  [[nodiscard]] bool open() {
    open_.push_back({});
    return open_.size() <= kMaxSerializedDepth;
  }
  /// Ends it: it has the next number. `is_name`: it counts as one node, since what it names is
  /// rendered once for all its names. False: the tree is too deep, or has too many nodes.
  [[nodiscard]] bool close(bool is_name = false) {
    Extent extent = open_.back();
    open_.pop_back();
    if (is_name) extent.nodes = 0;
    ++extent.nodes;
    ++extent.depth;
    done_.push_back(extent);
    return take(extent);
  }
  /// A node that is there already stands once more within the open one.
  [[nodiscard]] bool repeat(std::size_t number) { return take(done_[number]); }
  /// Further nodes of which the open one consists, like the columns of a table.
  void add(std::uint64_t nodes) {
    if (!open_.empty()) open_.back().nodes += nodes;
  }

 private:
  struct Extent {
    std::uint64_t nodes = 0;
    std::uint32_t depth = 0;
  };

  bool take(Extent inner) {
    if (!open_.empty()) {
      Extent& outer = open_.back();
      outer.nodes = std::min(outer.nodes + inner.nodes, kMaxSerializedNodes + 1);
      outer.depth = std::max(outer.depth, inner.depth);
    }
    return inner.nodes <= kMaxSerializedNodes && inner.depth <= kMaxSerializedDepth;
  }

  std::vector<Extent> open_;
  std::vector<Extent> done_;
};

}  // namespace cupel::detail
