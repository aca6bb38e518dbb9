#include "cupel/orm/attributes/make.hpp"

#include <memory>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/instance_events.hpp"
#include "cupel/orm/attributes/related_members.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"
#include "orm/attributes/composite_access.hpp"

namespace cupel {

void ClassInfo::drop_owned(Instance& instance) noexcept {
  for (const Attribute* attribute : instance.class_info().relationships()) {
    if (!attribute->slot(instance).has(detail::Slot::owning)) continue;
    if (attribute->is_reference()) {
      static_cast<void>(detail::ReferenceAccess::take_owned(
          detail::ReferenceAccess::member(instance, *attribute)));
    } else {
      detail::CollectionAccess::drop(detail::CollectionAccess::member(instance, *attribute));
    }
    attribute->slot(instance).flags = 0;
  }
}

namespace detail {

namespace {

void adopt_scalar(Instance& instance, const Attribute& scalar) {
  Slot& slot = scalar.slot(instance);
  if (!slot.has(Slot::present)) return;
  const AttributeListeners* const listeners = scalar.listeners_if_any();
  if (listeners != nullptr && !listeners->set_scalar.empty() && !slot.has(Slot::null)) {
    listeners->set_scalar.fire(instance, scalar.value(instance), nullptr, scalar.replace_token());
  }
  slot.set(Slot::touched);
  instance.set(Instance::modified);
}

// The counted pointers of the plain value become edges, with all that setting them means.
void adopt_relationship(Instance& instance, const Attribute& relationship) {
  if (!relationship.slot(instance).has(Slot::owning)) return;
  if (relationship.is_reference()) {
    const ObjectRef target =
        ReferenceAccess::take_owned(ReferenceAccess::member(instance, relationship));
    set_object(instance, relationship, target.instance());
    return;
  }
  const OwnedItems owned(
      CollectionAccess::take_owned(CollectionAccess::member(instance, relationship)));
  set_collection(instance, relationship, owned.items(), owned.keys());
}

}  // namespace

void become_entity(Instance& instance) {
  const ClassInfo& info = instance.class_info();
  if (info.adopt_columns(instance)) return;
  info.bind_slots(instance);
  const InstanceListeners* const listeners = info.instance_listeners_if_any();
  try {
    if (listeners != nullptr) listeners->init.fire(instance);
    for (const auto& attribute : info.attributes()) {
      if (attribute->is_relationship()) {
        adopt_relationship(instance, *attribute);
      } else if (!attribute->is_plain()) {
        adopt_scalar(instance, *attribute);
      }
    }
    for (const auto& composite : info.composites()) adopt_composite(instance, *composite);
  } catch (...) {
    // Counted pointers in a cell could keep its own domain alive for ever.
    ClassInfo::drop_owned(instance);
    if (listeners != nullptr) listeners->init_failure.fire(instance);
    throw;
  }
}

Instance* find_instance(const void* object, const ClassInfo& info) {
  for (const auto& attribute : info.attributes()) {
    if (attribute->is_plain()) continue;
    const Slot initial = attribute->initial_slot();
    const auto& slot =
        *reinterpret_cast<const Slot*>(static_cast<const char*>(object) + attribute->slot_offset());
    return slot.distance == initial.distance ? &Instance::of(object) : nullptr;
  }
  return nullptr;
}

void throw_plain_value(const ClassInfo& info) {
  throw InvalidRequestError(str_cat("this ", info.name(),
                                    " is a plain value, not an object made by make<", info.name(),
                                    ">() or loaded by a session"));
}

}  // namespace detail

}  // namespace cupel
