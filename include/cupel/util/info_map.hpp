#pragma once

#include <any>
#include <string>

#include <cupel/util/ordered_map.hpp>

namespace cupel {

/// What a user keeps beside an object of ours: `users.info()["tenant"] = std::string("acme")`.
using InfoMap = OrderedMap<std::string, std::any>;

}  // namespace cupel
