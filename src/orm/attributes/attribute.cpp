#include "cupel/orm/attributes/attribute.hpp"

#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

detail::Slot initial_slot_of(const Attribute::Place& place, std::uint8_t index) {
  detail::Slot slot;
  if (place.kind != AttributeKind::plain) {
    slot.distance = static_cast<std::uint16_t>(sizeof(Instance) + place.offset);
    slot.index = index;
  }
  return slot;
}

}  // namespace

Attribute::Attribute(ClassInfo& owner, std::uint8_t index, const Place& place)
    : owner_(&owner),
      ops_(place.ops),
      offset_(place.offset),
      slot_offset_(place.slot_offset),
      initial_slot_(initial_slot_of(place, index)),
      index_(index),
      kind_(place.kind),
      key_(place.name),
      target_tag_(place.target_tag) {}

Attribute::~Attribute() = default;

std::string Attribute::str() const {
  return str_cat(owner_->name(), ".", key_);
}

ClassInfo* Attribute::target() const {
  return target_tag_ == nullptr ? nullptr : ClassInfo::find_by_tag(target_tag_);
}

AttributeListeners& Attribute::listeners() {
  if (listeners_ == nullptr) listeners_ = std::make_unique<AttributeListeners>();
  return *listeners_;
}

}  // namespace cupel
