// References: reading, setting, and what the other side of a relationship does about it.

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"

namespace cupel {

using detail::begin_change;
using detail::ChangeScope;
using detail::ReferenceAccess;
using detail::Slot;

namespace {

/// What was there before: an object or null, nothing, or something not in memory.
struct Previous {
  LoadResult found;
  Instance* object;
};

Previous previous_object(Instance& instance, const Attribute& reference) {
  const AttributeListeners* const listeners = reference.listeners_if_any();
  const bool active =
      reference.setup().active_history ||
      (listeners != nullptr && listeners->active_history && !listeners->set_object.empty());
  const Passive passive =
      active ? Passive::only_persistent | Passive::no_autoflush | Passive::load_against_committed
             : (Passive::no_fetch - Passive::init_ok) | Passive::load_against_committed |
                   Passive::no_raise;
  const LoadResult found = ensure_loaded(instance, reference, passive);
  if (found == LoadResult::present) {
    return {found, ReferenceAccess::target(instance, reference)};
  }
  return {found, nullptr};
}

void keep_previous(Instance& instance, const Attribute& reference, const Previous& previous) {
  switch (previous.found) {
    case LoadResult::present:
      instance.record().keep_object(reference, previous.object);
      return;
    case LoadResult::no_result:
      instance.record().keep_not_loaded(reference);
      return;
    case LoadResult::no_value:
      return;
  }
}

void mirror_set(Instance& instance, const Attribute& reference, Instance* target, Instance* old,
                const Initiator& initiator) {
  const Attribute* const reverse = reference.setup().reverse;
  if (reverse == nullptr || target == old) return;
  if (old != nullptr) {
    const Initiator stop =
        reverse->is_collection() ? reverse->remove_token() : reverse->replace_token();
    if (initiator != stop) {
      if (reverse->is_collection()) {
        remove_item(*old, *reverse, instance, reference.append_token(), Passive::no_fetch, true);
      } else {
        unset_object(*old, *reverse, &instance, reference.append_token(), Passive::no_fetch);
      }
    }
  }
  if (target != nullptr) {
    const bool stop = initiator == reverse->append_token() ||
                      (reverse->is_collection() && initiator == reverse->bulk_replace_token());
    if (!stop) {
      if (reverse->is_collection()) {
        append_item(*target, *reverse, instance, initiator, Passive::no_fetch);
      } else {
        set_object(*target, *reverse, &instance, initiator, Passive::no_fetch);
      }
    }
  }
}

void replace_object(Instance& instance, const Attribute& reference, Instance* target,
                    const Previous& previous, const Initiator& given) {
  const Initiator initiator = detail::or_else(given, reference.replace_token());
  const AttributeListeners* const listeners = reference.listeners_if_any();
  if (listeners != nullptr && !listeners->set_object.empty()) {
    listeners->set_object.fire(instance, target,
                               previous.found == LoadResult::present ? &previous.object : nullptr,
                               initiator);
  }
  if (target != nullptr) Domain::join(instance, *target);
  if (LinkTracker* const tracker = reference.setup().tracker) {
    tracker->on_set(instance, reference, target, previous.object, initiator);
  }
  if (previous.object != nullptr && previous.object != target) {
    detail::note_no_parent(*previous.object, reference, instance);
  }
  mirror_set(instance, reference, target, previous.object, initiator);

  begin_change(instance, reference, [&] { keep_previous(instance, reference, previous); });
  if (target != nullptr) detail::note_parent(*target, reference, instance);
  Slot& slot = reference.slot(instance);
  slot.clear(Slot::expired);
  slot.set(Slot::present);
  ReferenceAccess::target(instance, reference) = target;
  if (previous.object != nullptr) ChangeScope::edge_removed(instance);
}

}  // namespace

Instance* loaded_object(const Instance& instance, const Attribute& reference) {
  return ReferenceAccess::target(instance, reference);
}

Instance* get_object(Instance& instance, const Attribute& reference, Passive passive) {
  if (ensure_loaded(instance, reference, passive) != LoadResult::present) return nullptr;
  return ReferenceAccess::target(instance, reference);
}

void set_object(Instance& instance, const Attribute& reference, Instance* target,
                const Initiator& initiator, Passive) {
  const ChangeScope scope(instance);
  replace_object(instance, reference, target, previous_object(instance, reference), initiator);
}

void unset_object(Instance& instance, const Attribute& reference, Instance* expected,
                  const Initiator& initiator, Passive) {
  const ChangeScope scope(instance);
  const Previous previous = previous_object(instance, reference);
  if (previous.found != LoadResult::no_result && previous.object != expected) return;
  replace_object(instance, reference, nullptr, previous, initiator);
}

void set_committed_object(Instance& instance, const Attribute& reference, Instance* target) {
  if (target != nullptr) Domain::join(instance, *target);
  ReferenceAccess::target(instance, reference) = target;
  if (InstanceRecord* const record = instance.record_if_any()) record->drop_old_value(reference);
  reference.slot(instance).flags = Slot::present;
}

void detail::del_reference(Instance& instance, const Attribute& reference) {
  const ChangeScope scope(instance);
  const Previous previous = previous_object(instance, reference);
  Slot& slot = reference.slot(instance);
  if (previous.found == LoadResult::no_value) {
    throw InvalidRequestError(str_cat(reference.str(), " of ", instance_str(instance),
                                      " has no object that could be deleted"));
  }
  const Initiator initiator = reference.remove_token();
  const AttributeListeners* const listeners = reference.listeners_if_any();
  if (listeners != nullptr && !listeners->remove.empty() && previous.object != nullptr) {
    listeners->remove.fire(instance, previous.object, nullptr, initiator);
  }
  if (LinkTracker* const tracker = reference.setup().tracker; tracker && previous.object) {
    tracker->on_remove(instance, reference, *previous.object, initiator);
  }
  if (previous.object != nullptr) note_no_parent(*previous.object, reference, instance);
  mirror_set(instance, reference, nullptr, previous.object, initiator);
  begin_change(instance, reference, [&] { keep_previous(instance, reference, previous); });
  ReferenceAccess::target(instance, reference) = nullptr;
  slot.flags = static_cast<std::uint8_t>(slot.flags & Slot::touched);
  ChangeScope::edge_removed(instance);
}

}  // namespace cupel
