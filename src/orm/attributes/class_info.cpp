#include "cupel/orm/attributes/class_info.hpp"

#include <algorithm>
#include <cstring>
#include <mutex>
#include <new>
#include <unordered_map>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/instance_events.hpp"
#include "cupel/orm/attributes/related_members.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/cell_memory.hpp"

namespace cupel {

namespace {

struct ClassRegistry {
  std::mutex mutex;
  std::unordered_map<const void*, ClassInfo*> by_tag;
};

// Never destroyed: objects in static handles may outlive any destructor of this library.
ClassRegistry& class_registry() {
  static ClassRegistry& registry = *new ClassRegistry;
  return registry;
}

}  // namespace

ClassInfo::ClassInfo(const Description& description)
    : name_(description.name),
      size_(description.size),
      tag_(description.tag),
      construct_(description.construct),
      destroy_(description.destroy) {
  ClassRegistry& registry = class_registry();
  const std::lock_guard lock(registry.mutex);
  registry.by_tag.emplace(tag_, this);
}

ClassInfo* ClassInfo::find_by_tag(const void* tag) {
  ClassRegistry& registry = class_registry();
  const std::lock_guard lock(registry.mutex);
  const auto found = registry.by_tag.find(tag);
  return found == registry.by_tag.end() ? nullptr : found->second;
}

Attribute* ClassInfo::find(std::string_view name) const {
  for (const auto& attribute : attributes_) {
    if (attribute->key() == name) return attribute.get();
  }
  for (const auto& composite : composites_) {
    if (composite->key() == name) return composite.get();
  }
  for (const auto& [second, attribute] : second_names_) {
    if (second == name) return attribute;
  }
  return nullptr;
}

Attribute* ClassInfo::find_at(std::size_t offset) const {
  for (const auto& attribute : attributes_) {
    if (attribute->offset() == offset) return attribute.get();
  }
  for (const auto& composite : composites_) {
    if (composite->offset() == offset) return composite.get();
  }
  return nullptr;
}

Attribute& ClassInfo::add_attribute(const Attribute::Place& place) {
  if (Attribute* known = find_at(place.offset)) {
    if (!place.name.empty() && known->key().empty()) known->rename(std::string(place.name));
    return *known;
  }
  auto& members = place.kind == AttributeKind::composite ? composites_ : attributes_;
  if (members.size() == 255) {
    throw ArgumentError(str_cat("class ", name_, " has more than 255 attributes"));
  }
  const auto index = static_cast<std::uint8_t>(members.size());
  members.push_back(std::make_unique<Attribute>(*this, index, place));
  Attribute& added = *members.back();
  if (added.is_plain()) {
    plain_.push_back(&added);
  } else {
    slots_.push_back({place.slot_offset, added.initial_slot(), &added});
    if (added.is_relationship()) {
      relationships_.push_back(&added);
      relationship_slots_.push_back(slots_.back());
    }
  }
  return added;
}

void ClassInfo::set_mapper(Mapper* mapper, AttributeLoader* expired_loader,
                           void (*before_first_instance)(Mapper&)) {
  expired_loader_ = expired_loader;
  before_first_instance_.store(before_first_instance, std::memory_order_release);
  mapper_.store(mapper, std::memory_order_release);
  if (mapper == nullptr) {
    second_names_.clear();
    for (const auto& attribute : attributes_) attribute->configure({});
    for (const auto& composite : composites_) composite->configure({});
  }
}

InstanceListeners& ClassInfo::instance_listeners() {
  if (instance_listeners_ == nullptr) instance_listeners_ = new InstanceListeners;
  return *instance_listeners_;
}

void ClassInfo::configure_now() {
  Mapper* const mapper = this->mapper();
  const auto configure = before_first_instance_.load(std::memory_order_acquire);
  if (mapper != nullptr && configure != nullptr) configure(*mapper);
}

Instance* ClassInfo::allocate_cell() {
  return ::new (detail::take_cell_memory(sizeof(Instance) + size_)) Instance(*this);
}

void ClassInfo::free_cell(Instance* instance) noexcept {
  const std::size_t size = sizeof(Instance) + size_;
  instance->~Instance();
  detail::give_cell_memory(static_cast<void*>(instance), size);
}

void ClassInfo::construct(Instance& instance) const {
  if (construct_ == nullptr) {
    throw InvalidRequestError(str_cat("class ", name_,
                                      " has no default constructor, so rows cannot be loaded into "
                                      "it; give it one"));
  }
  construct_(instance.object());
  char* const object = static_cast<char*>(instance.object());
  for (const SlotImage& image : relationship_slots_) {
    const auto& slot = *reinterpret_cast<const detail::Slot*>(object + image.offset);
    if (slot.has(detail::Slot::owning)) [[unlikely]] {
      drop_owned(instance);
    }
  }
  // In one store each: assigned, its members would be copied one by one.
  for (const SlotImage& image : slots_) {
    std::memcpy(object + image.offset, &image.slot, sizeof image.slot);
  }
}

void ClassInfo::bind_slots(Instance& instance) const noexcept {
  char* const object = static_cast<char*>(instance.object());
  for (const SlotImage& image : slots_) {
    auto& slot = *reinterpret_cast<detail::Slot*>(object + image.offset);
    slot.distance = image.slot.distance;
    slot.index = image.slot.index;
  }
}

bool ClassInfo::is_made_quietly() const noexcept {
  return relationships_.empty() && composites_.empty() && instance_listeners_ == nullptr &&
         std::ranges::none_of(attributes_, [](const auto& attribute) {
           return attribute->listeners_if_any() != nullptr;
         });
}

bool ClassInfo::adopt_columns(Instance& instance) const noexcept {
  using detail::Slot;
  if (!relationships_.empty() || !composites_.empty() || instance_listeners_ != nullptr) {
    return false;
  }
  char* const object = static_cast<char*>(instance.object());
  for (const SlotImage& image : slots_) {
    if (image.attribute->listeners_if_any() != nullptr) return false;
    auto& slot = *reinterpret_cast<Slot*>(object + image.offset);
    slot.distance = image.slot.distance;
    slot.index = image.slot.index;
    if (!slot.has(Slot::present)) continue;
    slot.set(Slot::touched);
    instance.set(Instance::modified);
  }
  return true;
}

void ClassInfo::destroy(Instance& instance) const noexcept {
  if (destroy_ != nullptr) destroy_(instance.object());
}

std::span<const std::unique_ptr<Attribute>> ClassInfo::attributes() const {
  return attributes_;
}

std::span<Attribute* const> ClassInfo::plain_attributes() const {
  return plain_;
}

void ClassInfo::add_second_name(std::string name, Attribute& attribute) {
  second_names_.emplace_back(std::move(name), &attribute);
}

}  // namespace cupel
