#pragma once

#include <memory>
#include <span>
#include <string>

#include "cupel/orm/fwd.hpp"
#include "cupel/orm/mapper/fwd.hpp"

namespace cupel {

/// What the mapper layer needs of the relationships above it. Implemented by orm/relationships.
struct RelationshipOperations {
  struct Made {
    std::unique_ptr<MapperProperty> owner;
    RelationshipProperty* property;  ///< the same object
  };
  /// Makes the property of one declaration; it knows its target when it is configured.
  /// Throws ArgumentError for options that contradict each other.
  Made (*make)(const Mapper& parent, Attribute& attribute, RelationshipOptions options);
  /// Resolves the relationships of mappers that were added to `registry` since the last time.
  void (*configure)(Registry& registry, std::span<RelationshipProperty* const> added);
};

/// The operations. Templates that map a relationship refer to it, so that programs without any do
/// not need the layer.
const RelationshipOperations& relationship_operations() noexcept;

}  // namespace cupel
