#pragma once

#include <vector>

#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"

namespace cupel {

/// Copies the source columns of `source` into the destination attributes of `dest`, as an
/// assignment by the program would: with history, so that an UPDATE or INSERT picks it up.
/// `keep_quiet` (the database cascades a changed key by itself): the new values count as loaded.
void populate(Instance& source, Instance& dest, const std::vector<SyncPair>& pairs,
              bool database_cascades);

/// Sets the destination attributes to NULL. Throws FlushError naming both columns when one of them
/// is part of the primary key of `dest`.
void clear(Instance& dest, const std::vector<SyncPair>& pairs);

/// True when a source column of `source` was changed since its row was loaded.
[[nodiscard]] bool source_modified(Instance& source, const std::vector<SyncPair>& pairs);

}  // namespace cupel
