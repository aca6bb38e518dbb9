#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cupel::topological {

/// An edge says: `first` stands before `second`. Indices into the list of items.
using IndexEdge = std::pair<std::uint32_t, std::uint32_t>;

/// Sorts the indices 0..count-1 so that every edge points forward; among items that are free at the
/// same time the original order is kept, so the outcome depends on nothing but the input.
/// On a cycle the result is shorter than `count`: the missing items are on cycles or behind them.
/// Edges with an index out of range, and edges from an item to itself, are left out of account.
[[nodiscard]] std::vector<std::uint32_t> sort_indices(std::size_t count,
                                                      std::span<const IndexEdge> edges);

/// As sort_indices, in layers: each holds the items whose predecessors are all in earlier layers.
/// On a cycle the layers together hold fewer than `count` items.
[[nodiscard]] std::vector<std::vector<std::uint32_t>> subsets_of_indices(
    std::size_t count, std::span<const IndexEdge> edges);

/// Every item that is part of some cycle (an edge to itself is one), in ascending order.
[[nodiscard]] std::vector<std::uint32_t> indices_on_cycles(std::size_t count,
                                                           std::span<const IndexEdge> edges);

/// What sort() found: all items in order, or those that could be ordered and those on cycles.
template <class T>
struct Sorted {
  std::vector<T> items;
  std::vector<T> cycle;                      ///< items on cycles; empty when the sort succeeded
  std::vector<std::pair<T, T>> cycle_edges;  ///< the edges among them
  [[nodiscard]] bool ok() const noexcept { return cycle.empty(); }
};

/// Translates items into indices. An item named only by an edge is ignored with that edge.
template <class T>
[[nodiscard]] std::vector<IndexEdge> to_index_edges(const std::vector<T>& items,
                                                    const std::vector<std::pair<T, T>>& edges) {
  std::unordered_map<T, std::uint32_t> index;
  index.reserve(items.size());
  for (const T& i : items) index.emplace(i, static_cast<std::uint32_t>(index.size()));
  std::vector<IndexEdge> out;
  out.reserve(edges.size());
  for (const auto& [before, after] : edges) {
    const auto b = index.find(before);
    const auto a = index.find(after);
    if (b != index.end() && a != index.end()) out.emplace_back(b->second, a->second);
  }
  return out;
}

/// Every item on a cycle, in the order of `items`.
template <class T>
[[nodiscard]] std::vector<T> find_cycles(const std::vector<T>& items,
                                         const std::vector<std::pair<T, T>>& edges) {
  std::vector<T> out;
  for (std::uint32_t i : indices_on_cycles(items.size(), to_index_edges(items, edges)))
    out.push_back(items[i]);
  return out;
}

/// Sorts distinct, hashable items (usually pointers) so that for each edge {before, after} `before`
/// comes first. Never throws for a cycle: see `ok()`; `sort_or_throw` in cupel/error does.
template <class T>
[[nodiscard]] Sorted<T> sort(const std::vector<T>& items,
                             const std::vector<std::pair<T, T>>& edges) {
  const std::vector<IndexEdge> index_edges = to_index_edges(items, edges);
  Sorted<T> out;
  const auto order = sort_indices(items.size(), index_edges);
  out.items.reserve(order.size());
  for (std::uint32_t i : order) out.items.push_back(items[i]);
  if (order.size() == items.size()) return out;
  std::vector<bool> on_cycle(items.size());
  for (std::uint32_t i : indices_on_cycles(items.size(), index_edges)) {
    on_cycle[i] = true;
    out.cycle.push_back(items[i]);
  }
  for (const auto& [before, after] : index_edges)
    if (on_cycle[before] && on_cycle[after])
      out.cycle_edges.emplace_back(items[before], items[after]);
  return out;
}

/// The layers of subsets_of_indices, as items.
template <class T>
[[nodiscard]] std::vector<std::vector<T>> sort_as_subsets(
    const std::vector<T>& items, const std::vector<std::pair<T, T>>& edges) {
  std::vector<std::vector<T>> out;
  for (const auto& layer : subsets_of_indices(items.size(), to_index_edges(items, edges))) {
    auto& target = out.emplace_back();
    for (std::uint32_t i : layer) target.push_back(items[i]);
  }
  return out;
}

}  // namespace cupel::topological
