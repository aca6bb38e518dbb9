#pragma once

#include <span>

#include "cupel/orm/loading/entity_plan.hpp"
#include "cupel/orm/loading/load_context.hpp"

namespace cupel {

/// Fills a relationship of all these parents, which one statement has loaded, by the strategy of
/// `later`. Parents that have it loaded already are left alone unless `overwrite`.
void load_relationship(LoadContext& context, const EntityPlan::Later& later,
                       std::span<Instance* const> parents, bool overwrite);

/// The strategies behind it.
void load_selectin(LoadContext& context, const EntityPlan::Later& later,
                   std::span<Instance* const> parents);
void load_immediate(const EntityPlan::Later& later, std::span<Instance* const> parents);

}  // namespace cupel
