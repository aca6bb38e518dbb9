#include "cupel/orm/attributes/related_members.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/instance_before.hpp"
#include "orm/attributes/member_access.hpp"

namespace cupel::detail {

namespace {

const Attribute& attribute_for(const Instance& instance, const Slot& slot) {
  return instance.class_info().attribute(slot.index);
}

}  // namespace

void throw_null_ref(std::string_view type_name) {
  throw InvalidRequestError(
      str_cat("a null Ref<", type_name, "> was used as an object; test it first: if (ref) ..."));
}

namespace {

thread_local const std::source_location* place = nullptr;

/// Says where the program reads while a load runs. Loads nest: listeners read as well.
class Reading {
 public:
  explicit Reading(const std::source_location& where) noexcept
      : before_(std::exchange(place, &where)) {}
  ~Reading() { place = before_; }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  const std::source_location* before_;
};

}  // namespace

const std::source_location* reading_place() noexcept {
  return place;
}

// ---- ReferenceMember ---------------------------------------------------------------------------

std::size_t ReferenceMember::slot_offset() {
  return ReferenceAccess::slot_offset();
}

ReferenceMember::ReferenceMember(const ReferenceMember& other) {
  // An unloaded reference of an entity is not loaded for a copy.
  if (!other.slot_.has(Slot::present)) return;
  target_ = other.target_;
  slot_.flags = Slot::present | Slot::owning;
  if (target_ != nullptr) target_->retain();
}

ReferenceMember::ReferenceMember(ReferenceMember&& other) noexcept {
  if (other.slot_.distance != 0 || !other.slot_.has(Slot::owning)) {
    if (!other.slot_.has(Slot::present)) return;
    target_ = other.target_;
    if (target_ != nullptr) target_->retain();
  } else {
    target_ = std::exchange(other.target_, nullptr);
    other.slot_.flags = 0;
  }
  slot_.flags = Slot::present | Slot::owning;
}

ReferenceMember& ReferenceMember::operator=(const ReferenceMember& other) {
  if (this == &other) return *this;
  if (slot_.distance == 0 && !other.slot_.has(Slot::present)) {
    if (slot_.has(Slot::owning)) drop();
    slot_.flags = 0;
  } else {
    write(other.read());
  }
  return *this;
}

ReferenceMember& ReferenceMember::operator=(ReferenceMember&& other) {
  return *this = std::as_const(other);
}

Instance* ReferenceMember::load() const {
  Instance& instance = instance_before(this, slot_);
  return get_object(instance, attribute_for(instance, slot_));
}

Instance* ReferenceMember::load_for(const std::source_location& where) const {
  const Reading here(where);
  return load();
}

void ReferenceMember::drop() noexcept {
  slot_.clear(Slot::owning);
  if (Instance* const target = std::exchange(target_, nullptr)) target->release();
}

void ReferenceMember::write(Instance* target) {
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    set_object(instance, attribute_for(instance, slot_), target);
    return;
  }
  if (target != nullptr) target->retain();
  if (slot_.has(Slot::owning)) drop();
  target_ = target;
  slot_.flags = Slot::present | Slot::owning;
}

void ReferenceMember::del() {
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    del_attribute(instance, attribute_for(instance, slot_));
    return;
  }
  if (slot_.has(Slot::owning)) drop();
  slot_.flags = 0;
}

ObjectRef ReferenceAccess::take_owned(ReferenceMember& member) {
  const ObjectRef taken(member.target_);
  if (member.slot_.has(Slot::owning)) member.drop();
  member.slot_.flags = 0;
  return taken;
}

// ---- CollectionMember --------------------------------------------------------------------------

const ItemStore CollectionMember::kEmpty;

std::size_t CollectionMember::slot_offset() {
  return CollectionAccess::slot_offset();
}

CollectionMember::CollectionMember(const CollectionMember& other) {
  if (!other.slot_.has(Slot::present)) return;
  if (other.store_ != nullptr) store_ = new ItemStore(*other.store_);
  slot_.flags = Slot::present | Slot::owning;
  if (store_ == nullptr) return;
  for (Instance* item : store_->items()) item->retain();
}

CollectionMember::CollectionMember(CollectionMember&& other) noexcept {
  if (other.slot_.distance == 0) {
    std::swap(store_, other.store_);
    std::swap(slot_.flags, other.slot_.flags);
  } else {
    CollectionMember copy(std::as_const(other));
    std::swap(store_, copy.store_);
    std::swap(slot_.flags, copy.slot_.flags);
  }
}

void CollectionMember::copy_assign(const CollectionMember& other, AttributeKind kind) {
  if (this == &other) return;
  if (slot_.distance == 0 && !other.slot_.has(Slot::present)) {
    if (store_ != nullptr) drop();
    slot_.flags = 0;
    return;
  }
  const ItemStore copy = other.read();
  if (kind == AttributeKind::dict) {
    assign_keyed(copy.items(), copy.keys());
  } else {
    assign(copy.items(), kind);
  }
}

void CollectionMember::load_for(const std::source_location& where) const {
  const Reading here(where);
  load();
}

void CollectionMember::load() const {
  Instance& instance = instance_before(this, slot_);
  static_cast<void>(get_collection(instance, attribute_for(instance, slot_)));
}

void CollectionMember::drop() noexcept {
  const std::unique_ptr<ItemStore> dropped(std::exchange(store_, nullptr));
  if (!slot_.has(Slot::owning)) return;
  slot_.clear(Slot::owning);
  for (Instance* item : dropped->items()) item->release();
}

ItemStore& CollectionMember::own() {
  if (store_ == nullptr) store_ = new ItemStore;
  return *store_;
}

std::unique_ptr<ItemStore> CollectionAccess::take_owned(CollectionMember& member) {
  member.slot_.flags = 0;
  return std::unique_ptr<ItemStore>(std::exchange(member.store_, nullptr));
}

Instance* CollectionMember::at(std::size_t index) const {
  const ItemStore& items = read();
  if (index >= items.size()) throw_index(index, items.size());
  return items[index];
}

void CollectionMember::throw_index(std::size_t index, std::size_t size) {
  throw InvalidRequestError(
      str_cat("position ", index, " of a collection with ", size, " members does not exist"));
}

namespace {
// Refused at once: at the flush nobody would know where it came from.
void require_member(const Instance* item) {
  if (item != nullptr) return;
  throw InvalidRequestError("a null Ref cannot be a member of a collection; leave it out");
}
}  // namespace

// In a plain value the items are counted, and nothing else happens.

void CollectionMember::append(Instance* item) {
  require_member(item);
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    append_item(instance, attribute_for(instance, slot_), *item);
    return;
  }
  own().push_back(item);
  item->retain();
  slot_.flags = Slot::present | Slot::owning;
}

void CollectionMember::insert(std::size_t index, Instance* item) {
  require_member(item);
  index = std::min(index, size());
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    insert_item(instance, attribute_for(instance, slot_), index, *item);
    return;
  }
  own().insert(index, item);
  item->retain();
  slot_.flags = Slot::present | Slot::owning;
}

void CollectionMember::set(std::size_t index, Instance* item) {
  require_member(item);
  Instance* const present = at(index);
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    replace_item(instance, attribute_for(instance, slot_), index, *item);
    return;
  }
  item->retain();
  store_->replace(index, item);
  present->release();
}

void CollectionMember::erase(std::size_t index) {
  static_cast<void>(pop(index));
}

void CollectionMember::erase(std::size_t first, std::size_t last) {
  last = std::min(last, size());
  while (first < last--) static_cast<void>(pop(first));
}

ObjectRef CollectionMember::pop(std::size_t index) {
  ObjectRef popped(at(index));
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    erase_item(instance, attribute_for(instance, slot_), index);
  } else {
    store_->erase(index);
    popped.instance()->release();
  }
  return popped;
}

void CollectionMember::remove(Instance* item) {
  if (!discard(item)) {
    throw InvalidRequestError(
        str_cat(item == nullptr ? std::string("a null Ref") : instance_str(*item),
                " is not in the collection"));
  }
}

std::pair<Instance*, const Attribute*> CollectionAccess::owner(
    const CollectionMember& member) noexcept {
  if (member.slot_.distance == 0) return {nullptr, nullptr};
  Instance& instance = instance_before(&member, member.slot_);
  return {&instance, &attribute_for(instance, member.slot_)};
}

void CollectionMember::remove_unseen(Instance* item) {
  require_member(item);
  if (slot_.distance == 0) return remove(item);
  Instance& instance = instance_before(this, slot_);
  remove_item(instance, attribute_for(instance, slot_), *item, {}, Passive::no_fetch, true);
}

bool CollectionMember::discard(Instance* item) {
  const std::size_t at = read().find(item);
  if (at == size()) return false;
  static_cast<void>(pop(at));
  return true;
}

void CollectionMember::clear() {
  if (slot_.distance != 0) {
    // Front to back, as the events of SQLAlchemy's clear(). What a listener adds meanwhile stays.
    for (std::size_t left = size(); left != 0 && !empty(); --left) static_cast<void>(pop(0));
    return;
  }
  if (store_ != nullptr) drop();
  slot_.flags = Slot::present | Slot::owning;
}

void CollectionMember::assign(std::span<Instance* const> items, AttributeKind kind) {
  for (const Instance* item : items) require_member(item);
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    set_collection(instance, attribute_for(instance, slot_), items);
    return;
  }
  auto fresh = std::make_unique<ItemStore>();
  fresh->reserve(items.size());
  for (Instance* item : items) {
    if (kind != AttributeKind::set || !fresh->contains(item)) fresh->push_back(item);
  }
  for (Instance* item : fresh->items()) item->retain();
  if (store_ != nullptr) drop();
  store_ = fresh.release();
  slot_.flags = Slot::present | Slot::owning;
}

bool CollectionMember::add(Instance* item) {
  if (slot_.distance != 0) {
    const std::size_t before = size();
    append(item);
    return size() != before;
  }
  if (read().contains(item)) return false;
  append(item);
  return true;
}

void CollectionMember::put(const Value& key, Instance* item) {
  require_member(item);
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    put_item(instance, attribute_for(instance, slot_), key, *item);
    return;
  }
  ItemStore& items = own();
  const std::size_t at = items.find_key(key);
  const ObjectRef replaced(at < items.size() ? items[at] : nullptr);
  items.insert_keyed(key, item);
  item->retain();
  if (replaced) replaced.instance()->release();
  slot_.flags = Slot::present | Slot::owning;
}

bool CollectionMember::erase_key(const Value& key) {
  const std::size_t at = read().find_key(key);
  if (at >= size()) return false;
  static_cast<void>(pop(at));
  return true;
}

void CollectionMember::assign_keyed(std::span<Instance* const> items, std::span<const Value> keys) {
  for (const Instance* item : items) require_member(item);
  if (slot_.distance != 0) {
    Instance& instance = instance_before(this, slot_);
    set_collection(instance, attribute_for(instance, slot_), items, keys);
    return;
  }
  CollectionMember fresh;
  fresh.slot_.flags = Slot::present | Slot::owning;
  for (std::size_t i = 0; i < items.size(); ++i) fresh.put(keys[i], items[i]);
  std::swap(store_, fresh.store_);
  std::swap(slot_.flags, fresh.slot_.flags);
}

}  // namespace cupel::detail

namespace cupel {

std::pair<Instance*, const Attribute*> collection_owner(
    const detail::CollectionMember& member) noexcept {
  return detail::CollectionAccess::owner(member);
}

}  // namespace cupel

namespace cupel::detail {

// ---- ending ------------------------------------------------------------------------------------

void drop_all_edges(Instance& instance, const ClassInfo& info) noexcept {
  for (const Attribute* attribute : info.relationships()) {
    Slot& slot = attribute->slot(instance);
    if (slot.has(Slot::owning)) continue;  // counted, the destructor lets go of it
    if (attribute->is_reference()) {
      ReferenceAccess::target(instance, *attribute) = nullptr;
    } else {
      delete std::exchange(CollectionAccess::store(instance, *attribute), nullptr);
    }
    slot.flags = Slot::present;  // and stay empty: no loading from a destructor
  }
}

}  // namespace cupel::detail
