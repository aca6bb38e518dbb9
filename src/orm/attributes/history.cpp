#include "cupel/orm/attributes/history.hpp"

#include <algorithm>

#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/composite.hpp"

#include "orm/attributes/change.hpp"

namespace cupel {

using detail::CollectionAccess;
using detail::ReferenceAccess;
using detail::Slot;

namespace {

const OldValue* old_of(const Instance& instance, const Attribute& attribute) {
  const InstanceRecord* const record = instance.record_if_any();
  return record == nullptr ? nullptr : record->old_value(attribute);
}

HistoryItem present_item(const Instance& instance, const Attribute& scalar) {
  if (!scalar.is_plain() && scalar.slot(instance).has(Slot::expression)) {
    return HistoryItem(Ptr<const RefCounted>(instance.record_if_any()->expression(scalar)));
  }
  return HistoryItem(loaded_value(instance, scalar));
}

History plain_history(const Instance& instance, const Attribute& plain) {
  History history;
  const InstanceRecord* const record = instance.record_if_any();
  const void* const snapshot = record == nullptr ? nullptr : record->snapshot(plain);
  if (snapshot == nullptr) {
    (instance.is(Instance::has_key) ? history.unchanged : history.added)
        .push_back(present_item(instance, plain));
  } else if (detail::equal_values(plain, snapshot, plain.value(instance))) {
    history.unchanged.push_back(present_item(instance, plain));
  } else {
    history.added.push_back(present_item(instance, plain));
    history.deleted.emplace_back(plain.ops()->to_value(snapshot));
  }
  return history;
}

History scalar_history(Instance& instance, const Attribute& scalar, Passive passive) {
  if (scalar.is_plain()) return plain_history(instance, scalar);
  History history;
  const Slot& slot = scalar.slot(instance);
  if (!slot.has(Slot::touched)) {
    if (ensure_loaded(instance, scalar, passive - Passive::init_ok) == LoadResult::present) {
      history.unchanged.push_back(present_item(instance, scalar));
    }
    return history;
  }
  const OldValue* const old = old_of(instance, scalar);
  const bool present = slot.has(Slot::present);
  if (present && !has_changes(instance, scalar)) {
    history.unchanged.push_back(present_item(instance, scalar));
    return history;
  }
  if (old != nullptr && old->kind() == OldValue::Kind::value) {
    history.deleted.emplace_back(scalar.ops()->to_value(old->value()));
  } else if (old != nullptr && old->kind() == OldValue::Kind::null) {
    history.deleted.emplace_back(Value());
  } else if (!present) {
    // Deleted without the old value being known.
    history.added.emplace_back(Value());
    return history;
  }
  if (present) history.added.push_back(present_item(instance, scalar));
  return history;
}

ObjectHistory reference_history(Instance& instance, const Attribute& reference, Passive passive) {
  ObjectHistory history;
  const Slot& slot = reference.slot(instance);
  const LoadResult found = ensure_loaded(instance, reference, passive - Passive::init_ok);
  if (found == LoadResult::no_result) return history;
  const bool present = found == LoadResult::present;
  Instance* const now = present ? ReferenceAccess::target(instance, reference) : nullptr;
  if (!slot.has(Slot::touched)) {
    if (present) history.unchanged.push_back(now);
    return history;
  }
  const OldValue* const old = old_of(instance, reference);
  bool known = old != nullptr && old->kind() == OldValue::Kind::object;
  Instance* original = known ? old->object() : nullptr;
  if (old != nullptr && old->kind() == OldValue::Kind::not_loaded &&
      reference.setup().deferred_history && reference.setup().loader != nullptr) {
    const Passive how = passive | Passive::only_persistent | Passive::no_autoflush |
                        Passive::load_against_committed | Passive::no_raise |
                        Passive::deferred_history;
    known = reference.setup().loader->load_original(instance, reference, how, original) ==
            LoadResult::present;
    if (known) {
      // Asked for again and again by a flush, it is loaded once.
      InstanceRecord& record = instance.record();
      record.drop_old_value(reference);
      record.keep_object(reference, original);
      // Nobody could tell it of the loss when it was replaced.
      if (original != nullptr && original != now) {
        detail::note_no_parent(*original, reference, instance);
      }
    }
  }
  if (known && present && original == now) {
    history.unchanged.push_back(now);
    return history;
  }
  // A null that was there before is no news to anybody.
  if (known && original != nullptr) {
    history.deleted.push_back(original);
    if (present) history.added.push_back(now);
  } else {
    history.added.push_back(now);
  }
  return history;
}

void add_queued(const Instance& instance, const Attribute& collection, ObjectHistory& history) {
  InstanceRecord* const record = instance.record_if_any();
  const QueuedChanges* const queued = record == nullptr ? nullptr : record->queued(collection);
  if (queued == nullptr || queued->applied) return;
  history.added.insert(history.added.end(), queued->added.begin(), queued->added.end());
  history.deleted.insert(history.deleted.end(), queued->removed.begin(), queued->removed.end());
}

ObjectHistory collection_history(Instance& instance, const Attribute& collection, Passive passive) {
  ObjectHistory history;
  if (ensure_loaded(instance, collection, passive - Passive::init_ok) != LoadResult::present) {
    if (has(passive, Passive::include_pending)) add_queued(instance, collection, history);
    return history;
  }
  const ItemStore& now = *loaded_collection(instance, collection);
  const OldValue* const old = old_of(instance, collection);
  if (!collection.slot(instance).has(Slot::touched)) {
    history.unchanged.assign(now.items().begin(), now.items().end());
    return history;
  }
  if (old == nullptr || old->kind() != OldValue::Kind::objects) {
    history.added.assign(now.items().begin(), now.items().end());
    return history;
  }
  const boost::unordered_flat_set<Instance*> before(old->objects().begin(), old->objects().end());
  boost::unordered_flat_set<Instance*> seen;
  for (Instance* item : now.items()) {
    if (!seen.insert(item).second) continue;
    (before.contains(item) ? history.unchanged : history.added).push_back(item);
  }
  for (Instance* item : old->objects()) {
    if (seen.insert(item).second) history.deleted.push_back(item);
  }
  return history;
}

History::Items to_items(const std::vector<Instance*>& objects) {
  History::Items items;
  items.reserve(objects.size());
  for (Instance* object : objects) items.emplace_back(ObjectRef(object));
  return items;
}

History::Items concatenated(std::initializer_list<const History::Items*> parts) {
  History::Items all;
  for (const History::Items* part : parts) all.insert(all.end(), part->begin(), part->end());
  return all;
}

}  // namespace

bool detail::equal_values(const Attribute& scalar, const void* a, const void* b) {
  const ValueComparator* const comparator = scalar.setup().comparator;
  return comparator != nullptr ? comparator->equal(a, b) : scalar.ops()->equal(a, b);
}

ObjectHistory object_history(Instance& instance, const Attribute& relationship, Passive passive) {
  return relationship.is_reference() ? reference_history(instance, relationship, passive)
                                     : collection_history(instance, relationship, passive);
}

Instance* only_added(const Instance& instance, const Attribute& reference) {
  const Slot& slot = reference.slot(instance);
  if (!slot.has(Slot::present) || !slot.has(Slot::touched)) return nullptr;
  if (old_of(instance, reference) != nullptr) return nullptr;
  return ReferenceAccess::target(instance, reference);
}

History get_history(Instance& instance, const Attribute& attribute, Passive passive) {
  if (attribute.is_scalar()) return scalar_history(instance, attribute, passive);
  if (attribute.is_composite()) return detail::composite_history(instance, attribute, passive);
  const ObjectHistory objects = object_history(instance, attribute, passive);
  History history;
  history.added = to_items(objects.added);
  history.unchanged = to_items(objects.unchanged);
  history.deleted = to_items(objects.deleted);
  return history;
}

History::Items History::sum() const {
  return concatenated({&added, &unchanged, &deleted});
}
History::Items History::non_deleted() const {
  return concatenated({&added, &unchanged});
}
History::Items History::non_added() const {
  return concatenated({&unchanged, &deleted});
}

}  // namespace cupel
