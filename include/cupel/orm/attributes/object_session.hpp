#pragma once
// What the objects need of the layers above them, as interfaces that those implement.

#include <span>

#include "cupel/orm/attributes/passive.hpp"
#include "cupel/orm/fwd.hpp"

namespace cupel {

/// A session as its objects see it. Implemented by orm/session.
class ObjectSession {
 public:
  /// `instance` got its first change since it was loaded or flushed. Called before the change is
  /// made, with the modified bit already set; a throw prevents the change.
  virtual void on_modified(Instance& instance) = 0;

  /// These are about to be freed by a sweep: forget them (identity map, lists). They have no Ref,
  /// are not pinned, and are still whole. Must neither make Refs to them nor read their members.
  virtual void on_forgotten(std::span<Instance* const> dying) noexcept = 0;

 protected:
  ~ObjectSession() = default;
};

/// Finds the value of an unloaded attribute. Implemented by orm/loading: one for each loader
/// strategy of a relationship, one for deferred columns, and one per mapper for expired columns.
///
/// Lifetime: the mapper owns it, and takes it out of the Attribute or ClassInfo before it dies.
class AttributeLoader {
 public:
  /// Loads `attribute` of `instance`, as far as `passive` allows. On `present` the value stands in
  /// its member (written with the set_committed functions). Throws DetachedInstanceError where the
  /// value could be loaded but there is no session, InvalidRequestError for lazy='raise',
  /// ObjectDeletedError when the row is gone; nothing changed then.
  virtual LoadResult load(Instance& instance, const Attribute& attribute, Passive passive) = 0;

  /// Finds the object that the row of `instance` refers to by the reference `attribute`, without
  /// touching the member: the old value for a flush (`AttributeSetup::deferred_history`).
  virtual LoadResult load_original(Instance& instance, const Attribute& attribute, Passive passive,
                                   Instance*& original) {
    static_cast<void>(instance), static_cast<void>(attribute), static_cast<void>(passive);
    original = nullptr;
    return LoadResult::no_result;
  }

 protected:
  ~AttributeLoader() = default;
};

/// Watches the links of a relationship: cascades into the session, single_parent checks. Called
/// after validators and listeners and before the other side is set. Implemented by
/// orm/unit_of_work; a throw prevents the change.
class LinkTracker {
 public:
  virtual void on_append(Instance& owner, const Attribute& attribute, Instance& item,
                         const Initiator& initiator) = 0;
  virtual void on_remove(Instance& owner, const Attribute& attribute, Instance& item,
                         const Initiator& initiator) = 0;
  /// Scalar reference. `old_item` is null when there was none or it is not known.
  virtual void on_set(Instance& owner, const Attribute& attribute, Instance* item,
                      Instance* old_item, const Initiator& initiator) = 0;

 protected:
  ~LinkTracker() = default;
};

}  // namespace cupel
