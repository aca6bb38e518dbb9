#include "orm/session/orphans.hpp"

#include <memory>
#include <vector>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"

namespace cupel::detail {
namespace {

/// The relationships that claim the objects of a mapper for their parents.
struct OrphanRules {
  std::vector<const RelationshipProperty*> parents;
};

const OrphanRules& rules_of(const Mapper& mapper) {
  return mapper.extensions().get<OrphanRules>(0, [&] {
    auto rules = std::make_unique<OrphanRules>();
    for (const Mapper* other : mapper.registry().mappers()) {
      for (const RelationshipProperty* relationship : other->relationships()) {
        if (relationship->cascade().delete_orphan() && mapper.is_a(relationship->target())) {
          rules->parents.push_back(relationship);
        }
      }
    }
    return rules;
  });
}

}  // namespace

bool is_orphan(const Instance& instance, const Attribute* without) {
  const Mapper& mapper = *instance.class_info().mapper();
  const auto& parents = rules_of(mapper).parents;
  if (parents.empty()) return false;
  const bool legacy = mapper.options().legacy_is_orphan;
  for (const RelationshipProperty* relationship : parents) {
    const Attribute& attribute = *relationship->attribute();
    const bool has =
        &attribute != without && has_parent(instance, attribute, instance.is(Instance::has_key));
    if (legacy && has) return false;
    if (!legacy && !has) return true;
  }
  return legacy;
}

}  // namespace cupel::detail
