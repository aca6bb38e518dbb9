// What the hand-written contenders keep of a row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench::raw {

struct Item {
  std::int64_t id;
  std::string name;
  std::int64_t qty;
};

struct Child {
  std::int64_t id;
  std::int64_t parent_id;
  std::string name;
};

struct Parent {
  std::int64_t id;
  std::string name;
  std::vector<Child> children;
};

/// `item number 42`: longer than what a string keeps without an allocation.
[[nodiscard]] inline std::string name_of(std::size_t i) {
  return "item number " + std::to_string(i);
}

/// `count` items without keys.
[[nodiscard]] inline std::vector<Item> new_items(std::size_t count) {
  std::vector<Item> out;
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({0, name_of(i), static_cast<std::int64_t>(i)});
  }
  return out;
}

/// Parents with their children, without keys.
[[nodiscard]] inline std::vector<Parent> new_graph(std::size_t parents, std::size_t children_each) {
  std::vector<Parent> out;
  out.reserve(parents);
  for (std::size_t p = 0; p < parents; ++p) {
    Parent& parent = out.emplace_back(Parent{0, name_of(p), {}});
    parent.children.reserve(children_each);
    for (std::size_t c = 0; c < children_each; ++c) {
      parent.children.push_back({0, 0, name_of(c)});
    }
  }
  return out;
}

}  // namespace bench::raw
