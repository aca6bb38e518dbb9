#include "orm/loading/later_loaders.hpp"

#include <vector>

#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/loading/entity_statement.hpp"
#include "orm/relationships/column_visits.hpp"

namespace cupel {

const OptionTree::Branch* LaterLoad::branch() const {
  return later.options ? later.options->branch(*later.relationship->attribute()) : nullptr;
}

EntityCompiler::Entity LaterLoad::target() const {
  EntityCompiler::Entity entity = entity_of_target(*later.relationship);
  if (later.options) entity.options = later.options->target_options(branch());
  entity.populate_existing = overwrite;
  entity.path = later.path;
  entity.walked_before = later.path.size();
  return entity;
}

ColumnPtr LaterLoad::criterion() const {
  if (!later.options) return {};
  const RelationshipProperty& relationship = *later.relationship;
  const OptionTree::Branch* const own = branch();
  return relationship.in_target(detail::both(
      own ? own->criterion : ColumnPtr(),
      later.options->criteria_for(relationship.target(), relationship.has_aliased_target())));
}

void LaterLoad::set(Instance& parent, std::span<Instance* const> found) const {
  const Attribute& attribute = *later.relationship->attribute();
  if (!overwrite && attribute.slot(parent).has(detail::Slot::present)) return;
  context.on_filled(parent);
  if (attribute.is_collection()) {
    set_committed_items(parent, attribute, found);
    return;
  }
  if (found.size() > 1) {
    warn(str_cat("Multiple rows returned with uselist=False for eagerly-loaded attribute '",
                 later.relationship->str(), "' "));
  }
  set_committed_object(parent, attribute, found.empty() ? nullptr : found.front());
}

void load_immediate(const LaterLoad& load, std::span<Instance* const> parents) {
  const Attribute& attribute = *load.later.relationship->attribute();
  for (Instance* parent : parents) {
    if (load.overwrite && attribute.slot(*parent).has(detail::Slot::present)) {
      unload(*parent, attribute);
    }
    ensure_loaded(*parent, attribute, Passive::off | Passive::no_raise | Passive::no_autoflush);
  }
}

void load_relationship(const LaterLoad& load, std::span<Instance* const> parents) {
  switch (load.later.strategy) {
    case Lazy::immediate:
      return load_immediate(load, parents);
    case Lazy::subquery:
      return load_subquery(load, parents);
    default:
      return load_selectin(load, parents);
  }
}

}  // namespace cupel
