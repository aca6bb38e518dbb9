#pragma once

#include <cupel/types/parameters.hpp>
#include <cupel/util/ptr.hpp>

namespace cupel::detail {

/// What a statement's handle carries beside the element. Not changed once handles share it.
struct Attached final : RefCounted {
  Parameters options;  ///< for the execution
  Parameters params;   ///< values of the statement's named parameters
};

}  // namespace cupel::detail
