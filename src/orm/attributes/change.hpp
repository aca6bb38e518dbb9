#pragma once
// What every change of an attribute has in common.

#include <new>
#include <utility>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/attribute_events.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/object_session.hpp"

#include "orm/attributes/member_access.hpp"

namespace cupel::detail {

/// Stands around a change that a program began and those that follow from it through back
/// references. Nothing is swept inside, so plain pointers stay good; what listeners hand in is
/// held until the outermost one ends.
class ChangeScope {
 public:
  explicit ChangeScope(Instance& instance);
  ~ChangeScope();
  ChangeScope(const ChangeScope&) = delete;
  ChangeScope& operator=(const ChangeScope&) = delete;

  /// An edge of `instance` went away; its domain is looked after when the outermost scope ends.
  static void edge_removed(Instance& instance) noexcept;

 private:
  ObjectRef held_;
};

/// Sets the modified bit and tells the session, if the object was clean. A throw of the session
/// leaves it clean.
void become_modified(Instance& instance);

/// Before the first change of an attribute since it was loaded: calls `keep(record)` to keep the
/// old value, and marks the attribute as touched and the object as modified.
template <class Keep>
void begin_change(Instance& instance, const Attribute& attribute, Keep&& keep) {
  if (!attribute.setup().send_modified_events) return;
  if (!instance.is(Instance::modified)) become_modified(instance);
  Slot& slot = attribute.slot(instance);
  if (slot.has(Slot::touched)) return;
  keep();
  slot.set(Slot::touched);
}

/// The initiator that goes along with the events of a change.
inline Initiator or_else(const Initiator& given, const Initiator& own) {
  return given.attribute != nullptr ? given : own;
}

/// Remembers for orphan detection that `child` has, or lost, a parent by `relationship`.
void note_parent(Instance& child, const Attribute& relationship, Instance& parent);
void note_no_parent(Instance& child, const Attribute& relationship, const Instance& parent);

/// By the SQL type's comparison where it has one.
bool equal_values(const Attribute& scalar, const void* a, const void* b);

void del_scalar(Instance& instance, const Attribute& attribute);
void set_none(Instance& instance, const Attribute& attribute);
void del_reference(Instance& instance, const Attribute& attribute);
void del_collection(Instance& instance, const Attribute& attribute);

/// Room for one value of a type that is known only by its operations.
class ScalarBox {
 public:
  explicit ScalarBox(const ScalarOps& ops) : ops_(&ops), raw_(::operator new(ops.size)) {
    try {
      ops.init(raw_);
    } catch (...) {
      ::operator delete(raw_);
      throw;
    }
  }
  ~ScalarBox() {
    ops_->destroy(raw_);
    ::operator delete(raw_);
  }
  ScalarBox(const ScalarBox&) = delete;
  ScalarBox& operator=(const ScalarBox&) = delete;
  void* value() const { return raw_; }

 private:
  const ScalarOps* ops_;
  void* raw_;
};

}  // namespace cupel::detail
