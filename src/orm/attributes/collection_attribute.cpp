// Collections: members come and go, the other side follows.

#include <algorithm>

#include <boost/unordered/unordered_flat_set.hpp>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"

namespace cupel {

using detail::begin_change;
using detail::ChangeScope;
using detail::CollectionAccess;
using detail::Slot;

namespace {

using Op = Initiator::Op;
using InstanceSet = boost::unordered_flat_set<const Instance*>;

std::vector<Instance*> copy_items(const ItemStore* store) {
  if (store == nullptr) return {};
  return {store->items().begin(), store->items().end()};
}

void fire_init_collection(Instance& instance, const Attribute& collection) {
  const AttributeListeners* const listeners = collection.listeners_if_any();
  if (listeners != nullptr) listeners->init_collection.fire(instance, std::size_t{0});
}

// The collection as it stands before its first change is its old value. An empty one, or one that
// was never there, is told from that by having none.
void begin_collection_change(Instance& instance, const Attribute& collection) {
  begin_change(instance, collection, [&] {
    const ItemStore* const store = CollectionAccess::store(instance, collection);
    if (store == nullptr || store->size() == 0) return;
    instance.record().keep_objects(collection, copy_items(store));
  });
}

// Ready for changes: loaded, or made empty. False when it stays unloaded.
bool open_collection(Instance& instance, const Attribute& collection, Passive passive) {
  if (collection.setup().never_loads) passive = Passive::no_fetch;
  switch (ensure_loaded(instance, collection, passive)) {
    case LoadResult::present:
      return true;
    case LoadResult::no_result:
      return false;
    case LoadResult::no_value:
      break;
  }
  Slot& slot = collection.slot(instance);
  if (CollectionAccess::store(instance, collection) == nullptr) {
    CollectionAccess::own(instance, collection);
    fire_init_collection(instance, collection);
  }
  slot.set(Slot::present);
  return true;
}

void mirror_append(Instance& owner, const Attribute& collection, Instance& item,
                   const Initiator& initiator) {
  const Attribute* const reverse = collection.setup().reverse;
  if (reverse == nullptr) return;
  if (initiator == reverse->append_token()) return;
  if (reverse->is_collection()) {
    if (initiator == reverse->bulk_replace_token()) return;
    append_item(item, *reverse, owner, initiator, Passive::no_fetch);
  } else {
    set_object(item, *reverse, &owner, initiator, Passive::no_fetch);
  }
}

void mirror_remove(Instance& owner, const Attribute& collection, Instance& item,
                   const Initiator& initiator) {
  const Attribute* const reverse = collection.setup().reverse;
  if (reverse == nullptr) return;
  if (initiator == reverse->remove_token()) return;
  if (reverse->is_collection()) {
    if (initiator == reverse->bulk_replace_token()) return;
    remove_item(item, *reverse, owner, initiator, Passive::no_fetch, true);
    return;
  }
  if (initiator == reverse->replace_token()) return;
  // The event comes before the removal: an object that stands here twice stays linked.
  ItemStore* const store = CollectionAccess::store(owner, collection);
  if (store != nullptr && store->indexed_count(&item) > 1) return;
  unset_object(item, *reverse, &owner, initiator, Passive::no_fetch);
}

// Everything about an item that comes, except putting it there. Gives the item to put there, which
// a listener may have replaced.
Instance& admit(Instance& owner, const Attribute& collection, Instance& given,
                const Initiator& initiator_given) {
  const Initiator initiator = detail::or_else(initiator_given, collection.append_token());
  Instance* item = &given;
  const AttributeListeners* const listeners = collection.listeners_if_any();
  if (listeners != nullptr) listeners->append.fire(owner, item, initiator);
  Domain::join(owner, *item);
  if (LinkTracker* const tracker = collection.setup().tracker) {
    tracker->on_append(owner, collection, *item, initiator);
  }
  mirror_append(owner, collection, *item, initiator);
  begin_collection_change(owner, collection);
  detail::note_parent(*item, collection, owner);
  return *item;
}

// Everything about an item that goes, except taking it away.
void dismiss(Instance& owner, const Attribute& collection, Instance& item,
             const Initiator& initiator_given) {
  const Initiator initiator = detail::or_else(initiator_given, collection.remove_token());
  detail::note_no_parent(item, collection, owner);
  const AttributeListeners* const listeners = collection.listeners_if_any();
  if (listeners != nullptr) listeners->remove.fire(owner, &item, nullptr, initiator);
  if (LinkTracker* const tracker = collection.setup().tracker) {
    tracker->on_remove(owner, collection, item, initiator);
  }
  mirror_remove(owner, collection, item, initiator);
  begin_collection_change(owner, collection);
  ChangeScope::edge_removed(owner);
}

void already_there(Instance& owner, const Attribute& collection, Instance& item,
                   const Initiator& initiator) {
  const AttributeListeners* const listeners = collection.listeners_if_any();
  if (listeners == nullptr) return;
  listeners->append_wo_mutation.fire(owner, &item,
                                     detail::or_else(initiator, collection.append_token()));
}

Value key_of(const Attribute& dict, Instance& item) {
  if (const DictKeyFunction* const make = dict.setup().key_function) return (*make)(item.object());
  const Attribute* const key = dict.setup().key_attribute;
  if (key == nullptr) {
    throw InvalidRequestError(
        str_cat(dict.str(), " has no key attribute to put ", instance_str(item),
                " under; map the class with keyed_by<\"attribute\">, or use set(key, object)"));
  }
  Value value = get_value(item, *key);
  if (value.is_null()) {
    throw InvalidRequestError(str_cat(instance_str(item), " cannot be put into ", dict.str(),
                                      ": its key attribute '", key->key(),
                                      "' is not set; set it before linking the objects"));
  }
  return value;
}

// Puts an item, with events, where its collection kind wants it.
void put_with_events(Instance& owner, const Attribute& collection, Instance& given,
                     const Initiator& initiator) {
  ItemStore& before = CollectionAccess::own(owner, collection);
  if (collection.kind() == AttributeKind::set && before.contains(&given)) {
    already_there(owner, collection, given, initiator);
    return;
  }
  if (collection.kind() == AttributeKind::dict) {
    const Value key = key_of(collection, given);
    const std::size_t at = before.find_key(key);
    if (at < before.size() && before[at] == &given) return;
    if (at < before.size()) dismiss(owner, collection, *before[at], initiator);
    Instance& item = admit(owner, collection, given, initiator);
    CollectionAccess::own(owner, collection).insert_keyed(key, &item);
    return;
  }
  Instance& item = admit(owner, collection, given, initiator);
  CollectionAccess::own(owner, collection).push_back(&item);
}

// Puts a loaded item: no events.
void put_loaded(Instance& owner, const Attribute& collection, Instance& item) {
  ItemStore& store = CollectionAccess::own(owner, collection);
  if (collection.kind() == AttributeKind::dict) {
    store.insert_keyed(key_of(collection, item), &item);
  } else if (collection.kind() == AttributeKind::list || store.indexed_count(&item) == 0) {
    store.push_back(&item);
  }
}

void take_away(Instance& owner, const Attribute& collection, const Instance& item) {
  ItemStore* const store = CollectionAccess::store(owner, collection);
  if (store == nullptr) return;
  const std::size_t at = store->find(&item);
  if (at < store->size()) store->erase(at);
}

void queue_append(Instance& owner, const Attribute& collection, Instance& item) {
  QueuedChanges& queued = owner.record().queue(collection);
  if (std::erase(queued.removed, &item) == 0 &&
      std::find(queued.added.begin(), queued.added.end(), &item) == queued.added.end()) {
    queued.added.push_back(&item);
  }
  collection.slot(owner).set(Slot::queued);
}

void queue_remove(Instance& owner, const Attribute& collection, Instance& item) {
  QueuedChanges& queued = owner.record().queue(collection);
  if (std::erase(queued.added, &item) == 0 &&
      std::find(queued.removed.begin(), queued.removed.end(), &item) == queued.removed.end()) {
    queued.removed.push_back(&item);
  }
  collection.slot(owner).set(Slot::queued);
}

void apply_queue(Instance& owner, const Attribute& collection) {
  InstanceRecord* const record = owner.record_if_any();
  QueuedChanges* const waiting = record == nullptr ? nullptr : record->queued(collection);
  if (waiting == nullptr) return;
  if (waiting->applied) {
    // Loaded once more: the program's changes are given up for what the database says.
    record->drop_queued(collection);
    return;
  }
  waiting->applied = true;
  begin_collection_change(owner, collection);
  for (Instance* item : waiting->added) put_loaded(owner, collection, *item);
  for (Instance* item : waiting->removed) take_away(owner, collection, *item);
}

bool contains(const std::vector<Instance*>& items, const Instance* item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// A loader adds to a collection that has changes on top already: the item belongs to the old
// value, and to the present one unless the changes say otherwise, before what they added.
void put_below_changes(Instance& owner, const Attribute& collection, Instance& item) {
  std::vector<Instance*>& old = owner.record().old_objects(collection);
  const QueuedChanges* const changes = owner.record().queued(collection);
  const bool known =
      changes != nullptr && (contains(changes->removed, &item) || contains(changes->added, &item));
  old.push_back(&item);
  if (known) return;
  if (collection.kind() == AttributeKind::list && changes != nullptr) {
    ItemStore& store = CollectionAccess::own(owner, collection);
    store.insert(store.size() - std::min(store.size(), changes->added.size()), &item);
  } else {
    put_loaded(owner, collection, item);
  }
}

}  // namespace

const ItemStore* loaded_collection(const Instance& instance, const Attribute& collection) {
  if (!collection.slot(instance).has(Slot::present)) return nullptr;
  const ItemStore* const store = CollectionAccess::store(instance, collection);
  return store != nullptr ? store : &CollectionAccess::empty();
}

const ItemStore* get_collection(Instance& instance, const Attribute& collection, Passive passive) {
  const LoadResult found = ensure_loaded(instance, collection, passive);
  if (found == LoadResult::present) return loaded_collection(instance, collection);
  if (found == LoadResult::no_result || !has(passive, Passive::init_ok)) return nullptr;
  // Reading an empty collection makes one, which only a listener can tell.
  const AttributeListeners* const listeners = collection.listeners_if_any();
  if (listeners != nullptr && !listeners->init_collection.empty() &&
      CollectionAccess::store(instance, collection) == nullptr) {
    CollectionAccess::own(instance, collection);
    fire_init_collection(instance, collection);
  }
  const ItemStore* const store = CollectionAccess::store(instance, collection);
  return store != nullptr ? store : &CollectionAccess::empty();
}

void append_item(Instance& instance, const Attribute& collection, Instance& item,
                 const Initiator& initiator, Passive passive) {
  const ChangeScope scope(instance);
  if (open_collection(instance, collection, passive)) {
    put_with_events(instance, collection, item, initiator);
  } else {
    queue_append(instance, collection, admit(instance, collection, item, initiator));
  }
}

void insert_item(Instance& instance, const Attribute& list, std::size_t at, Instance& item) {
  const ChangeScope scope(instance);
  open_collection(instance, list, Passive::off);
  Instance& admitted = admit(instance, list, item, {});
  ItemStore& store = CollectionAccess::own(instance, list);
  store.insert(std::min(at, store.size()), &admitted);
}

void replace_item(Instance& instance, const Attribute& list, std::size_t at, Instance& item) {
  const ChangeScope scope(instance);
  open_collection(instance, list, Passive::off);
  dismiss(instance, list, *CollectionAccess::own(instance, list)[at], {});
  Instance& admitted = admit(instance, list, item, {});
  ItemStore& store = CollectionAccess::own(instance, list);
  if (at < store.size()) {
    store.replace(at, &admitted);
  } else {
    store.push_back(&admitted);
  }
}

void erase_item(Instance& instance, const Attribute& collection, std::size_t at) {
  const ChangeScope scope(instance);
  open_collection(instance, collection, Passive::off);
  Instance* const item = CollectionAccess::own(instance, collection)[at];
  dismiss(instance, collection, *item, {});
  ItemStore& store = CollectionAccess::own(instance, collection);
  if (at < store.size() && store[at] == item) {
    store.erase(at);
  } else {
    take_away(instance, collection, *item);
  }
}

void put_item(Instance& instance, const Attribute& dict, const Value& key, Instance& item) {
  const ChangeScope scope(instance);
  open_collection(instance, dict, Passive::off);
  const ItemStore& before = CollectionAccess::own(instance, dict);
  const std::size_t at = before.find_key(key);
  if (at < before.size()) dismiss(instance, dict, *before[at], {});
  Instance& admitted = admit(instance, dict, item, {});
  CollectionAccess::own(instance, dict).insert_keyed(key, &admitted);
}

void remove_item(Instance& instance, const Attribute& collection, Instance& item,
                 const Initiator& initiator, Passive passive, bool tolerant) {
  const ChangeScope scope(instance);
  if (!open_collection(instance, collection, passive)) {
    dismiss(instance, collection, item, initiator);
    queue_remove(instance, collection, item);
    return;
  }
  const ItemStore& store = CollectionAccess::own(instance, collection);
  if (!store.contains(&item)) {
    if (!tolerant) {
      throw InvalidRequestError(str_cat(instance_str(item), " is not in ", collection.str(), " of ",
                                        instance_str(instance)));
    }
    // SQLAlchemy fires the event of a list before it looks; scripts can see that.
    if (collection.kind() != AttributeKind::list) return;
  }
  dismiss(instance, collection, item, initiator);
  take_away(instance, collection, item);
}

void set_collection(Instance& instance, const Attribute& collection,
                    std::span<Instance* const> given, std::span<const Value> keys) {
  const ChangeScope scope(instance);
  std::vector<Instance*> items(given.begin(), given.end());
  const Initiator initiator = collection.bulk_replace_token();
  const AttributeListeners* const listeners = collection.listeners_if_any();
  fire_init_collection(instance, collection);
  if (listeners != nullptr) listeners->bulk_replace.fire(instance, items, initiator);

  const LoadResult known = ensure_loaded(instance, collection, Passive::only_persistent);
  if (collection.setup().never_loads && known == LoadResult::no_result &&
      instance.is(Instance::has_key)) {
    throw InvalidRequestError(str_cat("Collection \"", collection.str(),
                                      "\" does not support implicit iteration; collection "
                                      "replacement operations can't be used. add() and remove() "
                                      "members, or execute its delete_()"));
  }
  begin_collection_change(instance, collection);
  const std::vector<Instance*> old = copy_items(CollectionAccess::store(instance, collection));
  const InstanceSet before(old.begin(), old.end());

  ItemStore& store = CollectionAccess::own(instance, collection);
  store.clear();
  store.reserve(items.size());
  Slot& slot = collection.slot(instance);
  slot.clear(Slot::queued);
  slot.set(Slot::present);
  if (InstanceRecord* const record = instance.record_if_any()) record->drop_queued(collection);

  const bool own_keys =
      collection.setup().key_attribute != nullptr || collection.setup().key_function != nullptr;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Instance& item = *items[i];
    if (collection.kind() == AttributeKind::dict && !own_keys && i < keys.size()) {
      Instance& put = before.contains(&item) ? item : admit(instance, collection, item, initiator);
      CollectionAccess::own(instance, collection).insert_keyed(keys[i], &put);
    } else if (before.contains(&item)) {
      put_loaded(instance, collection, item);
    } else {
      put_with_events(instance, collection, item, initiator);
    }
  }
  if (!old.empty()) {
    InstanceSet stays_or_gone(items.begin(), items.end());
    for (Instance* item : old) {
      if (stays_or_gone.insert(item).second) dismiss(instance, collection, *item, initiator);
    }
  }
  if (listeners != nullptr) listeners->dispose_collection.fire(instance, old.size());
}

void set_committed_items(Instance& instance, const Attribute& collection,
                         std::span<Instance* const> items) {
  for (Instance* item : items) {
    if (!Domain::joined(instance, *item)) Domain::join(instance, *item);
  }
  if (!items.empty() || CollectionAccess::store(instance, collection) != nullptr) {
    ItemStore& store = CollectionAccess::own(instance, collection);
    if (collection.kind() == AttributeKind::list) {
      store.assign(items);
    } else {
      store.clear();
      store.reserve(items.size());
      for (Instance* item : items) put_loaded(instance, collection, *item);
    }
  }
  if (InstanceRecord* const record = instance.record_if_any()) record->drop_old_value(collection);
  collection.slot(instance).flags = Slot::present;
  if (collection.listeners_if_any() != nullptr) fire_init_collection(instance, collection);
  apply_queue(instance, collection);
}

void append_committed_item(Instance& instance, const Attribute& collection, Instance& item) {
  Domain::join(instance, item);
  if (collection.slot(instance).has(Slot::touched)) {
    put_below_changes(instance, collection, item);
  } else {
    put_loaded(instance, collection, item);
  }
}

void init_collection(Instance& instance, const Attribute& collection) {
  set_committed_items(instance, collection, {});
}

void detail::del_collection(Instance& instance, const Attribute& collection) {
  const ChangeScope scope(instance);
  if (!collection.slot(instance).has(Slot::present)) return;
  for (Instance* item : copy_items(CollectionAccess::store(instance, collection))) {
    dismiss(instance, collection, *item, {});
    take_away(instance, collection, *item);
  }
}

}  // namespace cupel
