#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"

namespace cupel {

/// Resolves the relationships of newly mapped classes: targets, joins, reverse sides, pairs.
class RelationshipConfigurer {
 public:
  RelationshipConfigurer(Registry& registry, std::span<RelationshipProperty* const> added)
      : registry_(&registry), added_(added.begin(), added.end()) {}

  /// Throws for the first relationship that cannot be resolved, naming it.
  void run();

 private:
  void find_target(RelationshipProperty& property) const;
  void find_aliased_target(RelationshipProperty& property) const;
  void make_backref(RelationshipProperty& property) const;
  void join(RelationshipProperty& property) const;
  void check(RelationshipProperty& property) const;
  void find_pairs(RelationshipProperty& property) const;
  void find_get(RelationshipProperty& property) const;
  void pair_with_reverse(RelationshipProperty& property) const;
  void configure_attribute(RelationshipProperty& property) const;
  void warn_for_overlaps() const;

  static RelationshipProperty& reverse_of(RelationshipProperty& property, std::string_view key);
  std::vector<const ColumnClause*> columns(const RelationshipProperty& property,
                                           const DeferredColumns& given, bool target_first) const;
  ColumnPtr column_by_text(const RelationshipProperty& property, std::string_view text,
                           bool target_first) const;

  Registry* registry_;
  std::vector<RelationshipProperty*> added_;
};

}  // namespace cupel
