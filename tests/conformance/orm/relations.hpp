#pragma once
// What the scenarios about relationships say again and again.

#include <vector>

#include "observed.hpp"

namespace cupel::conformance {

/// `[make(x) for x in range]`
template <class Range, class F>
[[nodiscard]] std::vector<Observed> each(const Range& range, F&& make) {
  std::vector<Observed> items;
  for (const auto& item : range) items.push_back(observe(make(item)));
  return items;
}
template <class Range>
[[nodiscard]] std::vector<Observed> titles(const Range& posts) {
  return each(posts, [](const auto& post) { return observe(post->title); });
}
template <class Range>
[[nodiscard]] std::vector<Observed> names(const Range& objects) {
  return each(objects, [](const auto& object) { return observe(object->name); });
}
template <class Range>
[[nodiscard]] std::vector<Observed> labels(const Range& nodes) {
  return each(nodes, [](const auto& node) { return observe(node->label); });
}
template <class Range>
[[nodiscard]] std::vector<Observed> ids(const Range& objects) {
  return each(objects, [](const auto& object) { return observe(object->id); });
}

/// One side of a History.
[[nodiscard]] inline std::vector<Observed> items(const History::Items& side) {
  return each(side, [](const HistoryItem& item) {
    return item.is_object() ? observe(item.object()) : observe(item.value());
  });
}

}  // namespace cupel::conformance
