#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <typeindex>

#include <cupel/ext/serializer/construct.hpp>

namespace cupel::detail {

/// A class that register_construct() was called for.
struct ConstructClass {
  std::string name;
  std::type_index type;
  std::function<Ptr<ClauseElement>()> make;
  ConstructWalk walk;
  std::function<bool(const ClauseElement&)> is_sound;
};

[[nodiscard]] std::optional<ConstructClass> registered_construct(std::string_view name);

}  // namespace cupel::detail
