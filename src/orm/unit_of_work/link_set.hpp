#pragma once

#include <unordered_set>
#include <utility>

#include "cupel/orm/unit_of_work/unit_of_work.hpp"
#include "cupel/util/hash.hpp"

namespace cupel {

/// Links whose row one side of a many-to-many relationship has already written or deleted. The pair
/// is (parent, child) as the side sees it that asks.
struct UnitOfWork::LinkSet {
  using Link = std::pair<const Instance*, const Instance*>;
  struct Hash {
    std::size_t operator()(const Link& link) const noexcept {
      return static_cast<std::size_t>(hash_combine(reinterpret_cast<std::uintptr_t>(link.first),
                                                   reinterpret_cast<std::uintptr_t>(link.second)));
    }
  };
  std::unordered_set<Link, Hash> handled;
};

}  // namespace cupel
