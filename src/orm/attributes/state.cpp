// The state of attributes: loaded, changed, committed, expired.

#include <algorithm>
#include <array>
#include <charconv>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"
#include "orm/attributes/composite_access.hpp"

namespace cupel {

using detail::ChangeScope;
using detail::CollectionAccess;
using detail::ReferenceAccess;
using detail::Slot;

namespace {

[[noreturn]] void throw_detached(const Instance& instance, const Attribute& attribute) {
  throw DetachedInstanceError(
      str_cat("Instance ", instance_str(instance), " is not bound to a Session; ", attribute.str(),
              " was expired or never loaded and cannot be refreshed. Load it before the session "
              "ends, add the object to a session again, or use expire_on_commit = false"),
      "bhk3");
}

AttributeLoader* loader_for(const Instance& instance, const Attribute& attribute,
                            const Slot& slot) {
  if (attribute.is_relationship()) {
    // What never had a row has nothing to load, unless its session says otherwise.
    const bool may_load = instance.is(Instance::has_key) || instance.session() != nullptr;
    return may_load ? attribute.setup().loader : nullptr;
  }
  AttributeLoader* const of_class = instance.class_info().expired_loader();
  AttributeLoader* const own = attribute.setup().loader;
  if (slot.has(Slot::expired)) {
    return attribute.setup().load_on_unexpire || own == nullptr ? of_class : own;
  }
  if (slot.has(Slot::deferred)) return own != nullptr ? own : of_class;
  return nullptr;
}

// Lets go of what a relationship holds in memory, without events.
void forget_links(Instance& instance, const Attribute& relationship) noexcept {
  if (relationship.is_reference()) {
    if (std::exchange(ReferenceAccess::target(instance, relationship), nullptr) == nullptr) return;
  } else {
    ItemStore* const store =
        std::exchange(CollectionAccess::store(instance, relationship), nullptr);
    if (store == nullptr) return;
    delete store;
  }
  ChangeScope::edge_removed(instance);
}

void expire_attribute(Instance& instance, const Attribute& attribute) noexcept {
  if (attribute.is_plain()) return;
  Slot& slot = attribute.slot(instance);
  if (attribute.is_relationship()) {
    forget_links(instance, attribute);
    slot.flags = 0;
  } else {
    slot.flags = Slot::expired;
  }
}

void commit_slot(Instance& instance, Slot& slot) noexcept {
  if (slot.has(Slot::expression)) [[unlikely]] {
    // Only the database knows what came of it.
    slot.flags = Slot::expired;
    instance.set(Instance::expired);
  } else {
    slot.flags = static_cast<std::uint8_t>(slot.flags & ~(Slot::touched | Slot::queued));
  }
}

}  // namespace

std::string instance_str(const Instance& instance) {
  std::array<char, 20> digits;
  const auto address = reinterpret_cast<std::uintptr_t>(instance.object());
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), address, 16).ptr;
  return str_cat("<", instance.class_info().name(), " at 0x",
                 std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())),
                 ">");
}

LoadResult ensure_loaded(Instance& instance, const Attribute& attribute, Passive passive) {
  if (attribute.is_plain()) return LoadResult::present;
  Slot& slot = attribute.slot(instance);
  if (slot.has(Slot::present)) return LoadResult::present;
  // What was deleted and whose old value is known has nothing to load.
  if (slot.has(Slot::touched)) {
    const InstanceRecord* const record = instance.record_if_any();
    if (record != nullptr && record->old_value(attribute) != nullptr) return LoadResult::no_value;
    if (attribute.is_scalar() && !slot.has(Slot::expired)) return LoadResult::no_value;
  }
  if (!has(passive, Passive::callables_ok)) return LoadResult::no_result;
  if (AttributeLoader* const loader = loader_for(instance, attribute, slot)) {
    const LoadResult result = loader->load(instance, attribute, passive);
    return slot.has(Slot::present) ? LoadResult::present : result;
  }
  if (slot.has(Slot::expired)) throw_detached(instance, attribute);
  return LoadResult::no_value;
}

void del_attribute(Instance& instance, const Attribute& attribute) {
  switch (attribute.kind()) {
    case AttributeKind::scalar:
      return detail::del_scalar(instance, attribute);
    case AttributeKind::plain:
      return attribute.ops()->clear(attribute.value(instance));
    case AttributeKind::composite:
      return detail::del_composite(instance, attribute);
    case AttributeKind::reference:
      return detail::del_reference(instance, attribute);
    case AttributeKind::list:
    case AttributeKind::set:
    case AttributeKind::dict:
      return detail::del_collection(instance, attribute);
  }
}

void flag_modified(Instance& instance, const Attribute& attribute) {
  if (!attribute.is_plain() && !attribute.slot(instance).has(Slot::present)) {
    throw InvalidRequestError(str_cat("Can't flag attribute '", attribute.key(),
                                      "' modified; it's not present in the object state of ",
                                      instance_str(instance)));
  }
  const AttributeListeners* const listeners = attribute.listeners_if_any();
  if (listeners != nullptr) listeners->modified.fire(instance);
  if (!attribute.is_plain()) attribute.slot(instance).set(Slot::touched);
  if (!instance.is(Instance::modified)) detail::become_modified(instance);
  // Without an old value to compare with, it counts as changed.
  InstanceRecord* const record = instance.record_if_any();
  if (record != nullptr) record->drop_old_value(attribute);
}

void flag_dirty(Instance& instance) {
  if (!instance.is(Instance::modified)) detail::become_modified(instance);
}

bool has_changes(const Instance& instance, const Attribute& attribute) {
  const InstanceRecord* const record = instance.record_if_any();
  if (attribute.is_plain()) {
    const void* const snapshot = record == nullptr ? nullptr : record->snapshot(attribute);
    return snapshot == nullptr ? !instance.is(Instance::has_key)
                               : !attribute.ops()->equal(snapshot, attribute.value(instance));
  }
  const Slot& slot = attribute.slot(instance);
  if (!slot.has(Slot::touched)) return false;
  const OldValue* const old = record == nullptr ? nullptr : record->old_value(attribute);
  if (old == nullptr) {
    if (!attribute.is_collection()) return true;
    const ItemStore* const now = CollectionAccess::store(instance, attribute);
    return slot.has(Slot::queued) || (now != nullptr && now->size() != 0);
  }
  if (!slot.has(Slot::present)) return true;
  switch (old->kind()) {
    case OldValue::Kind::not_loaded:
      return true;
    case OldValue::Kind::null:
      return !slot.has(Slot::null);
    case OldValue::Kind::value:
      return slot.has(Slot::null) || slot.has(Slot::expression) ||
             !detail::equal_values(attribute, old->value(), attribute.value(instance));
    case OldValue::Kind::object:
      return old->object() != ReferenceAccess::target(instance, attribute);
    case OldValue::Kind::objects: {
      const ItemStore* const now = CollectionAccess::store(instance, attribute);
      const std::size_t size = now == nullptr ? 0 : now->size();
      return size != old->objects().size() ||
             !std::is_permutation(old->objects().begin(), old->objects().end(),
                                  now->items().begin());
    }
  }
  return true;
}

bool detect_plain_changes(Instance& instance) {
  bool any = false;
  const InstanceRecord* const record = instance.record_if_any();
  for (const Attribute* attribute : instance.class_info().plain_attributes()) {
    if (!attribute->setup().mapped) continue;
    const void* const snapshot = record == nullptr ? nullptr : record->snapshot(*attribute);
    if (snapshot == nullptr) continue;
    any = any || !detail::equal_values(*attribute, snapshot, attribute->value(instance));
  }
  if (any && !instance.is(Instance::modified)) detail::become_modified(instance);
  return any;
}

void snapshot_plain(Instance& instance) {
  for (const Attribute* attribute : instance.class_info().plain_attributes()) {
    if (attribute->setup().mapped) {
      instance.record().keep_snapshot(*attribute, attribute->value(instance));
    }
  }
}

void commit_all(Instance& instance) {
  for (const auto& attribute : instance.class_info().attributes()) {
    if (attribute->is_plain()) continue;
    commit_slot(instance, attribute->slot(instance));
    if (attribute->setup().never_loads && instance.is(Instance::has_key)) [[unlikely]] {
      const ChangeScope scope(instance);
      expire_attribute(instance, *attribute);  // the database has them now
    }
  }
  if (InstanceRecord* const record = instance.record_if_any()) {
    record->drop_old_values();
    record->drop_all_queued();
    record->drop_all_expressions();
  }
  instance.clear(Instance::modified);
  if (!instance.class_info().plain_attributes().empty()) snapshot_plain(instance);
}

void commit(Instance& instance, std::span<Attribute* const> attributes) {
  InstanceRecord* const record = instance.record_if_any();
  for (const Attribute* attribute : attributes) {
    if (attribute->is_plain()) {
      if (attribute->setup().mapped) {
        instance.record().keep_snapshot(*attribute, attribute->value(instance));
      }
      continue;
    }
    commit_slot(instance, attribute->slot(instance));
    if (record == nullptr) continue;
    record->drop_old_value(*attribute);
    record->drop_queued(*attribute);
    record->drop_expression(*attribute);
  }
}

void expire(Instance& instance) {
  const ChangeScope scope(instance);
  for (const auto& attribute : instance.class_info().attributes()) {
    expire_attribute(instance, *attribute);
  }
  if (InstanceRecord* const record = instance.record_if_any()) {
    record->drop_old_values();
    record->drop_all_queued();
    record->drop_all_expressions();
  }
  instance.clear(Instance::modified);
  instance.set(Instance::expired);
  instance.set(Instance::fully_expired);
}

void expire(Instance& instance, std::span<Attribute* const> attributes) {
  const ChangeScope scope(instance);
  InstanceRecord* const record = instance.record_if_any();
  for (const Attribute* attribute : attributes) {
    expire_attribute(instance, *attribute);
    if (record == nullptr) continue;
    record->drop_old_value(*attribute);
    record->drop_queued(*attribute);
    record->drop_expression(*attribute);
  }
  instance.set(Instance::expired);
}

void unload(Instance& instance, const Attribute& attribute) {
  const ChangeScope scope(instance);
  expire_attribute(instance, attribute);
  attribute.slot(instance).flags = 0;
  if (attribute.is_scalar()) attribute.slot(instance).set(Slot::deferred);
  if (InstanceRecord* const record = instance.record_if_any()) record->drop_old_value(attribute);
}

bool has_parent(const Instance& child, const Attribute& relationship, bool optimistic) {
  const InstanceRecord* const record = child.record_if_any();
  if (record == nullptr) return optimistic;
  switch (record->parenthood(relationship)) {
    case InstanceRecord::Parenthood::unknown:
      return optimistic;
    case InstanceRecord::Parenthood::has:
      return true;
    case InstanceRecord::Parenthood::none:
      return false;
  }
  return optimistic;
}

}  // namespace cupel
