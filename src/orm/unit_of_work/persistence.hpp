#pragma once

#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/unit_of_work/unit_of_work.hpp"

namespace cupel {

/// The mapper of an object that is known to be mapped.
[[nodiscard]] inline Mapper& mapper_of(const Instance& instance) {
  return *instance.class_info().mapper();
}

/// Writes the rows of new and changed objects: UPDATEs of those that have a row, then INSERTs in
/// the order in which the objects entered the session. Rows with values for the same columns go to
/// the driver together.
void save_objects(UnitOfWork& uow, const Mapper& base, std::vector<Instance*> instances);

/// Deletes the rows of these objects, in the order of their keys.
void delete_objects(UnitOfWork& uow, const Mapper& base, std::vector<Instance*> instances);

/// UPDATEs of single columns of rows that are written otherwise as well.
void post_update(UnitOfWork& uow, const Mapper& base, std::vector<UnitOfWork::PostUpdate> updates);

}  // namespace cupel
