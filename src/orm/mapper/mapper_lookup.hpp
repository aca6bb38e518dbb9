#pragma once

#include <string>
#include <unordered_map>

#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/util/ordered_map.hpp"

namespace cupel {

/// The indexes of a mapper's attributes.
struct Mapper::Lookup {
  OrderedMap<std::string, const MapperProperty*> by_key;
  std::unordered_map<const ClauseElement*, const ColumnProperty*> by_column;
  /// The relationships as base objects, in the order of Mapper::relationships().
  std::vector<const MapperProperty*> relationship_bases;
};

}  // namespace cupel
