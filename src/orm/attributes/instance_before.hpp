#pragma once
// From a member to the object that it is part of.

#include "cupel/orm/attributes/instance.hpp"

namespace cupel::detail {

/// The record that stands before the object in its cell. Only for a member whose slot says that it
/// is in a cell, at `slot.distance` bytes behind the record.
inline Instance& instance_before(const void* member, const Slot& slot) {
  return *reinterpret_cast<Instance*>(
      const_cast<char*>(static_cast<const char*>(member) - slot.distance));
}

}  // namespace cupel::detail
