#include "cupel/orm/loading/entity_plan.hpp"

#include <algorithm>

#include "cupel/orm/loading/option_tree.hpp"

namespace cupel {

EntityPlan::EntityPlan(const Mapper& mapper, Ptr<const OptionTree> options)
    : mapper_(&mapper), options_(std::move(options)) {}

EntityPlan::~EntityPlan() = default;

void EntityPlan::add_column(const ColumnProperty& property, const Decoder& decoder,
                            std::uint16_t cell) {
  columns_.push_back({decoder, property.attribute(), property.attribute()->offset(), cell});
  if (!property.is_primary_key()) return;
  // The key is complete once each of its columns has been added, in whatever order.
  const auto& keys = mapper_->primary_key_properties();
  std::vector<std::uint16_t> places;
  for (const ColumnProperty* key : keys) {
    const auto found = std::ranges::find(columns_, key->attribute(), &Column::attribute);
    if (found == columns_.end()) return;
    places.push_back(static_cast<std::uint16_t>(found - columns_.begin()));
  }
  key_ = std::move(places);
}

}  // namespace cupel
