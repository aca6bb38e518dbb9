#pragma once

#include <vector>

#include "cupel/orm/unit_of_work/unit_of_work.hpp"

namespace cupel {

/// New objects in the order in which they entered the session, so that generated keys follow it;
/// then objects that have a row by their key: two sessions that write the same rows then lock them
/// in the same order, and one waits for the other where otherwise both could deadlock.
void sort_for_flush(const FlushContext& context, std::vector<Instance*>& instances);

}  // namespace cupel
