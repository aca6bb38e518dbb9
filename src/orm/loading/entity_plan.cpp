#include "cupel/orm/loading/entity_plan.hpp"

#include <algorithm>

#include "cupel/orm/loading/option_tree.hpp"

namespace cupel {

namespace {

EntityPlan::Direct direct_reading(const Decoder& decoder) {
  using detail::NativeType;
  const TypeEngine& type = *decoder.type;
  if (detail::converts(decoder)) return EntityPlan::Direct::none;
  if (decoder.fn == detail::native_decoder(NativeType::int64, false, type)) {
    return EntityPlan::Direct::int64;
  }
  const bool is_text = type.wire() == Wire::text || type.wire() == Wire::automatic;
  return is_text && decoder.fn == detail::native_decoder(NativeType::string, false, type)
             ? EntityPlan::Direct::text
             : EntityPlan::Direct::none;
}

}  // namespace

EntityPlan::EntityPlan(const Mapper& mapper, Ptr<const OptionTree> options)
    : mapper_(&mapper), options_(std::move(options)) {}

EntityPlan::~EntityPlan() = default;

void EntityPlan::add_column(const ColumnProperty& property, const Decoder& decoder,
                            std::uint16_t cell) {
  const Attribute& attribute = *property.attribute();
  columns_.push_back({decoder, &attribute, attribute.offset(), cell, direct_reading(decoder),
                      attribute.is_plain() ? kNoSlot : attribute.slot_offset()});
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

void EntityPlan::add_joined(Joined joined) {
  joined_.push_back(std::move(joined));
}

void EntityPlan::add_later(Later later) {
  later_.push_back(std::move(later));
}

void EntityPlan::add_deferred(const Attribute& attribute) {
  deferred_.push_back(&attribute);
}

void EntityPlan::add_null(const Attribute& attribute) {
  nulls_.push_back(&attribute);
}

std::span<const EntityPlan::Column> EntityPlan::columns() const noexcept {
  return columns_;
}

std::span<const Attribute* const> EntityPlan::deferred() const noexcept {
  return deferred_;
}

std::span<const Attribute* const> EntityPlan::nulls() const noexcept {
  return nulls_;
}

std::span<const EntityPlan::Joined> EntityPlan::joined() const noexcept {
  return joined_;
}

std::span<const EntityPlan::Later> EntityPlan::later() const noexcept {
  return later_;
}

std::span<const std::uint16_t> EntityPlan::key() const noexcept {
  return key_;
}

}  // namespace cupel
