#include "cupel/util/topological.hpp"

#include <algorithm>

namespace cupel::topological {

namespace {

// Successors of every item in one array: those of item i are targets[start[i]] ..
// targets[start[i+1]].
struct Graph {
  std::vector<std::uint32_t> start;
  std::vector<std::uint32_t> targets;
  std::vector<std::uint32_t> incoming;
  std::vector<bool> self_loop;

  Graph(std::size_t count, std::span<const IndexEdge> edges)
      : start(count + 1), incoming(count), self_loop(count) {
    const auto usable = [count](const IndexEdge& e) {
      return e.first < count && e.second < count && e.first != e.second;
    };
    for (const IndexEdge& e : edges) {
      if (e.first == e.second && e.first < count) self_loop[e.first] = true;
      if (!usable(e)) continue;
      ++start[e.first + 1];
      ++incoming[e.second];
    }
    for (std::size_t i = 0; i < count; ++i) start[i + 1] += start[i];
    targets.resize(start[count]);
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    for (const IndexEdge& e : edges)
      if (usable(e)) targets[next[e.first]++] = e.second;
  }

  [[nodiscard]] std::span<const std::uint32_t> successors(std::uint32_t i) const {
    return {targets.data() + start[i], targets.data() + start[i + 1]};
  }
};

}  // namespace

std::vector<std::vector<std::uint32_t>> subsets_of_indices(std::size_t count,
                                                           std::span<const IndexEdge> edges) {
  Graph graph(count, edges);
  std::vector<std::vector<std::uint32_t>> layers;
  std::vector<std::uint32_t> free;
  for (std::uint32_t i = 0; i < count; ++i)
    if (graph.incoming[i] == 0) free.push_back(i);
  while (!free.empty()) {
    std::vector<std::uint32_t> next;
    for (std::uint32_t i : free)
      for (std::uint32_t t : graph.successors(i))
        if (--graph.incoming[t] == 0) next.push_back(t);
    std::sort(next.begin(), next.end());
    layers.push_back(std::exchange(free, std::move(next)));
  }
  return layers;
}

std::vector<std::uint32_t> sort_indices(std::size_t count, std::span<const IndexEdge> edges) {
  std::vector<std::uint32_t> out;
  out.reserve(count);
  for (const auto& layer : subsets_of_indices(count, edges))
    out.insert(out.end(), layer.begin(), layer.end());
  return out;
}

// Tarjan's strongly connected components, without recursion: mapper graphs can be deep.
std::vector<std::uint32_t> indices_on_cycles(std::size_t count, std::span<const IndexEdge> edges) {
  constexpr std::uint32_t kUnseen = 0;
  const Graph graph(count, edges);
  std::vector<std::uint32_t> order(count, kUnseen), low(count), stack, out;
  std::vector<bool> on_stack(count);
  std::uint32_t clock = 0;
  struct Visit {
    std::uint32_t item, next;
  };
  std::vector<Visit> visits;
  const auto enter = [&](std::uint32_t i) {
    order[i] = low[i] = ++clock;
    stack.push_back(i);
    on_stack[i] = true;
    visits.push_back({i, 0});
  };
  for (std::uint32_t root = 0; root < count; ++root) {
    if (order[root] != kUnseen) continue;
    enter(root);
    while (!visits.empty()) {
      const std::uint32_t i = visits.back().item;
      const auto successors = graph.successors(i);
      if (visits.back().next < successors.size()) {
        const std::uint32_t t = successors[visits.back().next++];
        if (order[t] == kUnseen) {
          enter(t);
        } else if (on_stack[t]) {
          low[i] = std::min(low[i], order[t]);
        }
        continue;
      }
      visits.pop_back();
      if (!visits.empty()) low[visits.back().item] = std::min(low[visits.back().item], low[i]);
      if (low[i] != order[i]) continue;
      const auto first = std::find(stack.begin(), stack.end(), i);
      if (stack.end() - first > 1 || graph.self_loop[i]) out.insert(out.end(), first, stack.end());
      for (auto it = first; it != stack.end(); ++it) on_stack[*it] = false;
      stack.erase(first, stack.end());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace cupel::topological
