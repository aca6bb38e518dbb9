#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cupel/error/error.hpp"
#include "cupel/util/str_cat.hpp"
#include "cupel/util/topological.hpp"

namespace cupel {

/// Things that must be put in order depend on each other in a circle.
class CircularDependencyError : public Error {
 public:
  /// `cycles`: names of the items on cycles; `edges`: the dependencies among them, before → after.
  CircularDependencyError(std::string message, std::vector<std::string> cycles,
                          std::vector<std::pair<std::string, std::string>> edges);
  ~CircularDependencyError() override;

  [[nodiscard]] std::string_view name() const noexcept override {
    return "CircularDependencyError";
  }
  [[nodiscard]] const std::vector<std::string>& cycles() const noexcept { return state_->cycles; }
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& edges() const noexcept {
    return state_->edges;
  }

 private:
  struct State {
    std::vector<std::string> cycles;
    std::vector<std::pair<std::string, std::string>> edges;
  };
  std::shared_ptr<const State> state_;
};

/// topological::sort, with a cycle as a CircularDependencyError. `describe` gives an item's name.
template <class T, class Describe>
[[nodiscard]] std::vector<T> sort_or_throw(const std::vector<T>& items,
                                           const std::vector<std::pair<T, T>>& edges,
                                           Describe describe) {
  auto sorted = topological::sort(items, edges);
  if (sorted.ok()) return std::move(sorted.items);
  std::vector<std::string> names;
  for (const T& i : sorted.cycle) names.emplace_back(describe(i));
  std::vector<std::pair<std::string, std::string>> links;
  for (const auto& [a, b] : sorted.cycle_edges) links.emplace_back(describe(a), describe(b));
  throw CircularDependencyError("Circular dependency detected.", std::move(names),
                                std::move(links));
}

}  // namespace cupel
