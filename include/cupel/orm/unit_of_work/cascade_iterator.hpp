#pragma once

#include <unordered_set>
#include <vector>

#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/mapper/cascade.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

/// Where a cascade has been, so that several starting points share one walk.
using VisitedInstances = std::unordered_set<const Instance*>;

/// Visits what an operation on `start` reaches along relationships with the cascade `type`: each
/// object once, a parent before what it leads to, `start` itself not.
///
/// A delete cascade loads unloaded relationships, unless passive_deletes forbids it; every other
/// looks only at what is in memory. A save-update cascade also visits objects that were taken out
/// of a relationship since the last flush.
/// `halt_on` (may be null): objects for which it answers true are neither visited nor followed.
/// Throws what loading throws.
void cascade_iterator(Cascade type, Instance& start, VisitedInstances& visited,
                      FunctionRef<void(Instance&)> visit,
                      FunctionRef<bool(const Instance&)>* halt_on = nullptr);
/// A walk that shares nothing with others.
void cascade_iterator(Cascade type, Instance& start, FunctionRef<void(Instance&)> visit);
/// A walk that remembers nothing, since `halt_on` is true of each object once it was visited.
void cascade_iterator(Cascade type, Instance& start, FunctionRef<void(Instance&)> visit,
                      FunctionRef<bool(const Instance&)> halt_on);

}  // namespace cupel
