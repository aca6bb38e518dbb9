#pragma once
// Reading and writing attributes of objects without knowing their types: what loaders, the unit of
// work, merge and extensions use. Names and rules are those of SQLAlchemy's attribute functions.
//
// All throw what listeners, validators and loaders throw. An operation that throws leaves the
// attribute as it was.

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/attributes/passive.hpp"
#include "cupel/orm/attributes/related_members.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

using detail::ItemStore;

// ---- reading --------------------------------------------------------------------------------

/// Makes sure that the value is in memory, as far as `passive` allows.
LoadResult ensure_loaded(Instance& instance, const Attribute& attribute,
                         Passive passive = Passive::off);

/// The object of a reference; null also when `ensure_loaded` says no_value or no_result.
Instance* get_object(Instance& instance, const Attribute& reference,
                     Passive passive = Passive::off);
/// The members of a collection; null when it is not in memory and `passive` forbids to load it.
const ItemStore* get_collection(Instance& instance, const Attribute& collection,
                                Passive passive = Passive::off);
/// What is in memory; loads nothing.
Instance* loaded_object(const Instance& instance, const Attribute& reference);
const ItemStore* loaded_collection(const Instance& instance, const Attribute& collection);

/// A scalar as a Value, loaded if need be. NULL when there is none.
Value get_value(Instance& instance, const Attribute& scalar, Passive passive = Passive::off);
/// The Value in memory, NULL if there is none; loads nothing.
Value loaded_value(const Instance& instance, const Attribute& scalar);
/// True when reading it would give an SQL NULL: explicit, deleted or an empty optional.
bool is_null(const Instance& instance, const Attribute& scalar);

/// The object that a collection is a member of, and its attribute; nulls for one in a plain value.
std::pair<Instance*, const Attribute*> collection_owner(
    const detail::CollectionMember& member) noexcept;

// ---- writing, with events -------------------------------------------------------------------

/// Moves the value at `incoming` (of the member's type) into the attribute.
void set_value(Instance& instance, const Attribute& scalar, void* incoming,
               const Initiator& initiator = {});
/// From a dynamic value; DataError if it does not fit the member.
void set_value(Instance& instance, const Attribute& scalar, const Value& value,
               const Initiator& initiator = {});
/// Explicit NULL (null()), also where the member cannot hold one.
void set_null(Instance& instance, const Attribute& scalar);
/// An SQL expression; the ClauseElement as the RefCounted that it is.
void set_expression(Instance& instance, const Attribute& scalar, Ptr<const RefCounted> expression);
/// `del object.attribute`, for scalars, references and collections. InvalidRequestError when there
/// is no value.
void del_attribute(Instance& instance, const Attribute& attribute);

void set_object(Instance& instance, const Attribute& reference, Instance* target,
                const Initiator& initiator = {}, Passive passive = Passive::off);
/// As set_object, only if the present object is `expected`: a back reference going away.
void unset_object(Instance& instance, const Attribute& reference, Instance* expected,
                  const Initiator& initiator, Passive passive);

/// Adds to a collection (a dict by its key attribute). With Passive::no_fetch an unloaded
/// collection is not loaded, and the change is queued.
void append_item(Instance& instance, const Attribute& collection, Instance& item,
                 const Initiator& initiator = {}, Passive passive = Passive::off);
/// Takes one occurrence away. InvalidRequestError if it is loaded and has none, unless `tolerant`.
void remove_item(Instance& instance, const Attribute& collection, Instance& item,
                 const Initiator& initiator = {}, Passive passive = Passive::off,
                 bool tolerant = false);
// At a position or under a key of a loaded collection (loads it), for lists and dicts.
void insert_item(Instance& instance, const Attribute& list, std::size_t at, Instance& item);
void replace_item(Instance& instance, const Attribute& list, std::size_t at, Instance& item);
void erase_item(Instance& instance, const Attribute& collection, std::size_t at);
void put_item(Instance& instance, const Attribute& dict, const Value& key, Instance& item);
/// Replaces all members. `keys` only for a dict; when empty, keys come from the key attribute.
void set_collection(Instance& instance, const Attribute& collection,
                    std::span<Instance* const> items, std::span<const Value> keys = {});

// ---- loading: no events, no history -----------------------------------------------------------

/// For loaders: `member` was filled directly (decoded into `attribute.value(instance)`); marks it
/// as loaded. Inline, since it runs once per column and row.
inline void mark_loaded(Instance& instance, const Attribute& attribute) {
  attribute.slot(instance).flags = detail::Slot::present;
}
/// Sets a value as if loaded. Old value, queued changes and expiry of the attribute are dropped;
/// queued changes of a collection are applied on top of what was loaded.
void set_committed_value(Instance& instance, const Attribute& scalar, const Value& value);
void set_committed_null(Instance& instance, const Attribute& scalar);
void set_committed_object(Instance& instance, const Attribute& reference, Instance* target);
void set_committed_items(Instance& instance, const Attribute& collection,
                         std::span<Instance* const> items);
/// Adds to a collection that is being loaded (begun with set_committed_items and no items).
void append_committed_item(Instance& instance, const Attribute& collection, Instance& item);
/// Empties a collection in memory and makes it loaded; events init_collection.
void init_collection(Instance& instance, const Attribute& collection);

// ---- state --------------------------------------------------------------------------------------

/// Marks the attribute as changed without comparing. InvalidRequestError when it is not loaded.
void flag_modified(Instance& instance, const Attribute& attribute);
/// Marks the object as changed without naming an attribute.
void flag_dirty(Instance& instance);

/// True when there is a net change: the old value is kept or unknown and differs from the present.
bool has_changes(const Instance& instance, const Attribute& attribute);
/// True when the attribute was written since it was loaded or flushed, whatever the value.
inline bool was_touched(const Instance& instance, const Attribute& attribute) {
  return !attribute.is_plain() && attribute.slot(instance).has(detail::Slot::touched);
}
/// Compares mapped plain members with their snapshots, and keeps the old values of those that
/// differ. True if there are any; the object is then marked modified.
bool detect_plain_changes(Instance& instance);
/// Takes the snapshots that detect_plain_changes compares with. For classes without plain members
/// nothing happens.
void snapshot_plain(Instance& instance);

/// After a flush: what is in memory is what is in the database. Drops old values, queued changes,
/// and the modified bit.
void commit_all(Instance& instance);
void commit(Instance& instance, std::span<Attribute* const> attributes);

/// Gives up what is in memory; changes are lost, the next read loads. Collections and references
/// become unloaded.
void expire(Instance& instance);
void expire(Instance& instance, std::span<Attribute* const> attributes);
/// Takes a value out of memory without expiring it: reading it calls its own loader.
void unload(Instance& instance, const Attribute& attribute);

/// Orphan detection, for relationships with `track_parent`: does `child` have a parent by this
/// relationship? `optimistic` is the answer when nothing is known.
bool has_parent(const Instance& child, const Attribute& relationship, bool optimistic);

// ---- objects of a relationship, raw, for the unit of work ---------------------------------------

/// History of a relationship as plain pointers (see History for the rules). A null among them is
/// a reference that was, or is, null. Valid until the next safe point.
struct ObjectHistory {
  std::vector<Instance*> added;
  std::vector<Instance*> unchanged;
  std::vector<Instance*> deleted;

  bool has_changes() const { return !added.empty() || !deleted.empty(); }
  bool empty() const { return added.empty() && unchanged.empty() && deleted.empty(); }
};
ObjectHistory object_history(Instance& instance, const Attribute& relationship,
                             Passive passive = Passive::no_initialize);
/// The object of a reference whose history is that it was added, where nothing was known before:
/// that of nearly every new object, without the lists. Null in all other cases.
Instance* only_added(const Instance& instance, const Attribute& reference);

/// "<User at 0x55d0c3a0>"
std::string instance_str(const Instance& instance);

/// The value that the row has, as far as known: the old value of a changed scalar, else the
/// present. Null pointer when it is not in memory.
const void* committed_value(const Instance& instance, const Attribute& scalar);

}  // namespace cupel
