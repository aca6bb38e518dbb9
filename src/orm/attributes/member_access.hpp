#pragma once
// The gate by which this layer's sources reach into Relationship members.

#include <cstddef>
#include <memory>
#include <span>
#include <utility>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/related_members.hpp"

namespace cupel::detail {

class ReferenceAccess {
 public:
  static ReferenceMember& member(Instance& instance, const Attribute& attribute) {
    return *static_cast<ReferenceMember*>(attribute.value(instance));
  }
  static Instance*& target(ReferenceMember& member) { return member.target_; }
  static Instance*& target(Instance& instance, const Attribute& attribute) {
    return member(instance, attribute).target_;
  }
  static Instance* target(const Instance& instance, const Attribute& attribute) {
    return static_cast<const ReferenceMember*>(attribute.value(instance))->target_;
  }
  /// Takes the counted pointer out of a member that still has one.
  static ObjectRef take_owned(ReferenceMember& member);
  static std::size_t slot_offset() { return offsetof(ReferenceMember, slot_); }
};

class CollectionAccess {
 public:
  static CollectionMember& member(Instance& instance, const Attribute& attribute) {
    return *static_cast<CollectionMember*>(attribute.value(instance));
  }
  static ItemStore*& store(CollectionMember& member) { return member.store_; }
  static ItemStore*& store(Instance& instance, const Attribute& attribute) {
    return member(instance, attribute).store_;
  }
  static const ItemStore* store(const Instance& instance, const Attribute& attribute) {
    return static_cast<const CollectionMember*>(attribute.value(instance))->store_;
  }
  static ItemStore& own(Instance& instance, const Attribute& attribute) {
    return member(instance, attribute).own();
  }
  static const ItemStore& empty() { return CollectionMember::kEmpty; }
  /// The object that the member is in, and its attribute; nulls for one in a plain value.
  static std::pair<Instance*, const Attribute*> owner(const CollectionMember& member) noexcept;
  /// Takes the counted pointers, and the keys, out of a member that still has some.
  static std::unique_ptr<ItemStore> take_owned(CollectionMember& member);
  static void drop(CollectionMember& member) noexcept {
    if (member.store_ != nullptr) member.drop();
  }
  static std::size_t slot_offset() { return offsetof(CollectionMember, slot_); }
};

/// Counted pointers on their way from a plain value into a cell.
class OwnedItems {
 public:
  explicit OwnedItems(std::unique_ptr<ItemStore> store) : store_(std::move(store)) {}
  ~OwnedItems() {
    for (Instance* item : items()) item->release();
  }
  OwnedItems(const OwnedItems&) = delete;
  OwnedItems& operator=(const OwnedItems&) = delete;
  std::span<Instance* const> items() const {
    return store_ == nullptr ? std::span<Instance* const>() : store_->items();
  }
  std::span<const Value> keys() const {
    return store_ == nullptr ? std::span<const Value>() : store_->keys();
  }

 private:
  std::unique_ptr<ItemStore> store_;
};

/// Calls `visit(Instance&)` for everything that `instance` keeps alive: loaded relationships, old
/// values, queued changes, parents.
template <class F>
void for_each_edge(const Instance& instance, const ClassInfo& info, F&& visit) {
  for (const Attribute* attribute : info.relationships()) {
    if (attribute->slot(instance).has(Slot::owning)) continue;
    if (attribute->is_reference()) {
      if (Instance* target = ReferenceAccess::target(instance, *attribute)) visit(*target);
    } else if (const ItemStore* store = CollectionAccess::store(instance, *attribute)) {
      for (Instance* item : store->items()) visit(*item);
    }
  }
  const InstanceRecord* const record = instance.record_if_any();
  if (record == nullptr) return;
  for (const OldValue* old = record->first_old_value(); old != nullptr; old = old->next()) {
    if (old->kind() == OldValue::Kind::object) {
      if (old->object() != nullptr) visit(*old->object());
    } else if (old->kind() == OldValue::Kind::objects) {
      for (Instance* item : old->objects()) visit(*item);
    }
  }
  for (const QueuedChanges& queued : record->all_queued()) {
    for (Instance* item : queued.added) visit(*item);
    for (Instance* item : queued.removed) visit(*item);
  }
  record->for_each_parent([&](const Attribute&, Instance* parent) {
    if (parent != nullptr) visit(*parent);
  });
}

void drop_all_edges(Instance& instance, const ClassInfo& info) noexcept;

/// Forgets all edges of a cell that is about to die, so that nothing looks at its neighbours.
inline void drop_edges(Instance& instance, const ClassInfo& info) noexcept {
  // Where objects die by the thousand, most classes have nothing to forget.
  if (!info.has_relationships() && instance.record_if_any() == nullptr) return;
  drop_all_edges(instance, info);
}

}  // namespace cupel::detail
