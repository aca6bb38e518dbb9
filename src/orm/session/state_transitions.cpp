// How objects enter, leave and change their place in a session.

#include <algorithm>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/orm/relationships/relationship_property.hpp"
#include "cupel/orm/unit_of_work/cascade_iterator.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

constexpr unsigned kAnyLink = Slot::present | Slot::touched | Slot::queued;

/// Most objects lead nowhere, and need no walk.
bool may_lead_anywhere(const Instance& instance) {
  const auto relationships = instance.class_info().relationships();
  return std::ranges::any_of(relationships, [&](const Attribute* relationship) {
    return (relationship->slot(instance).flags & kAnyLink) != 0;
  });
}

}  // namespace

void forget_identity(Instance& instance) {
  InstanceRecord* record = instance.record_if_any();
  if (record && record->rare_if_any()) record->rare().identity.clear();
}

// ---- questions ---------------------------------------------------------------------------------

Instance& SessionCore::require(Instance* instance) const {
  require_usable();
  if (!instance) {
    throw UnmappedInstanceError(
        "a null Ref is no object; give the session an object made by "
        "make<T>() or add(T{...})");
  }
  static_cast<void>(mapper_for(*instance));
  return *instance;
}

const Mapper& SessionCore::mapper_for(const Instance& instance) {
  const Mapper* mapper = instance.class_info().mapper();
  if (!mapper) {
    throw UnmappedInstanceError(
        str_cat("Class '", instance.class_info().name(), "' is not mapped; call registry.map<",
                instance.class_info().name(), ">() before its objects are used in a session"));
  }
  mapper->ensure_configured();
  return *mapper;
}

void SessionCore::require_persistent(const Instance& instance) const {
  if (instance.session() == this && instance.is(kInMap)) return;
  throw InvalidRequestError(
      str_cat("Instance '", instance_str(instance), "' is not persistent within this Session",
              instance.pending() ? "; it has no row yet: flush() first" : ""));
}

IdentityKey SessionCore::stored_identity(const Instance& instance) {
  const Mapper& mapper = mapper_for(instance);
  const InstanceRecord* record = instance.record_if_any();
  const InstanceRecord::Rare* rare = record ? record->rare_if_any() : nullptr;
  if (rare && !rare->identity.empty()) return mapper.identity_key(rare->identity);
  std::vector<Value> values;
  for (const ColumnProperty* property : mapper.primary_key_properties()) {
    const Attribute& attribute = *property->attribute();
    const void* value = committed_value(instance, attribute);
    values.push_back(value ? attribute.ops()->to_value(value) : Value());
  }
  return mapper.identity_key(std::move(values));
}

IdentityKey SessionCore::identity_of(const Instance& instance) const {
  if (instance.session() == this && instance.is(kInMap)) {
    return identity_map.find_table(*instance.class_info().mapper())->key_of(instance);
  }
  return stored_identity(instance);
}

bool SessionCore::identities_ascend(std::span<Instance* const> persistent) const noexcept {
  const ClassInfo& class_info = persistent.front()->class_info();
  const bool in_one_table = std::ranges::all_of(persistent, [&](const Instance* instance) {
    return &instance->class_info() == &class_info && instance->session() == this &&
           instance->is(kInMap);
  });
  return in_one_table && identity_map.find_table(*class_info.mapper())->keys_ascend(persistent);
}

// ---- the identity map --------------------------------------------------------------------------

void SessionCore::put_in_map(Instance& instance, const IdentityKey& key, bool replace) {
  SessionTable& table = identity_map.table(mapper_for(instance));
  if (Instance* present = table.find(key)) {
    if (present == &instance) return;
    if (!replace) {
      throw InvalidRequestError(
          str_cat("Can't attach instance ", instance_str(instance), "; another instance with key ",
                  key.str(),
                  " is already present in this session. Use merge() to copy its state onto that "
                  "one, or expunge() the other first"));
    }
    take_from_map(*present);
  }
  take_from_map(instance);
  table.insert(instance, key);
  instance.set(kInMap);
  forget_identity(instance);
}

void SessionCore::remember_identity(Instance& instance) {
  const Mapper& mapper = *instance.class_info().mapper();
  const bool told =
      std::ranges::all_of(mapper.primary_key_properties(), [&](const ColumnProperty* property) {
        return committed_value(instance, *property->attribute()) != nullptr;
      });
  if (!told || std::ranges::any_of(mapper.primary_key_properties(), [&](const auto* property) {
        return property->attribute()->is_plain();
      })) {
    instance.record().rare().identity = identity_map.find_table(mapper)->key_of(instance).values();
  }
}

void SessionCore::take_from_map(Instance& instance) noexcept {
  if (!instance.is(kInMap)) return;
  identity_map.find_table(*instance.class_info().mapper())->erase(instance);
  instance.clear(kInMap);
}

void SessionCore::switch_row(Instance& doomed, Instance& fresh) {
  static_cast<void>(fresh);
  remember_identity(doomed);
  take_from_map(doomed);
}

void SessionCore::take_from_new(Instance& instance) noexcept {
  if (!instance.is(Instance::is_new)) return;
  new_[instance.identity_slot] = nullptr;
  instance.clear(Instance::is_new);
  if (--new_count == 0) new_.clear();
}

// ---- attaching ---------------------------------------------------------------------------------

bool SessionCore::before_attach(Instance& instance) {
  autobegin();
  if (instance.session() == this) return false;
  if (instance.session()) {
    throw InvalidRequestError(str_cat(
        "Object '", instance_str(instance), "' is already attached to session '", of(instance)->id,
        "' (this is '", id, "'); expunge() it there first, or merge() it into this one"));
  }
  fire_object(&SessionEvents::before_attach, instance);
  return true;
}

void SessionCore::after_attach(Instance& instance) {
  instance.set_bits(instance.bits() & ~(kFresh | kDirty | kDying));
  instance.set_session(this);
  const bool persistent = instance.is(Instance::has_key);
  if (persistent) {
    note_fresh(instance);
    if (instance.is(Instance::modified)) note_dirty(instance);
  }
  fire_object(&SessionEvents::after_attach, instance);
  fire_object(
      persistent ? &SessionEvents::detached_to_persistent : &SessionEvents::transient_to_pending,
      instance);
}

void SessionCore::save_one(Instance& instance) {
  const bool to_attach = before_attach(instance);
  if (!instance.is(Instance::is_new)) {
    if (to_attach) hold.adopt(instance);
    new_.push_back(&instance);
    instance.identity_slot = static_cast<std::uint32_t>(new_.size() - 1);
    instance.set(Instance::is_new);
    ++new_count;
    instance.order = ++entered_;
  }
  if (to_attach) after_attach(instance);
}

void SessionCore::attach_persistent(Instance& instance, bool revert_deletion) {
  const bool to_attach = before_attach(instance);
  if (instance.is(Instance::row_deleted)) {
    if (!revert_deletion) {
      throw InvalidRequestError(
          str_cat("Instance '", instance_str(instance),
                  "' has been deleted.  Use the make_transient() function to send this object back "
                  "to the transient state."));
    }
    if (to_attach) return;
  }
  if (!instance.is(kInMap)) {
    const IdentityKey key = stored_identity(instance);
    if (to_attach) hold.adopt(instance);
    put_in_map(instance, key, revert_deletion);
    instance.order = ++entered_;
  }
  const bool was_deleted = instance.is(Instance::row_deleted);
  instance.clear(Instance::row_deleted);
  if (instance.is(Instance::marked_deleted)) {
    instance.clear(Instance::marked_deleted);
    std::erase(deleted_, &instance);
  }
  if (to_attach) {
    after_attach(instance);
  } else if (revert_deletion && was_deleted) {
    note_fresh(instance);
    fire_object(&SessionEvents::deleted_to_persistent, instance);
  }
}

void SessionCore::add_one(Instance& instance) {
  static_cast<void>(mapper_for(instance));
  if (instance.is(Instance::has_key)) {
    attach_persistent(instance);
  } else {
    save_one(instance);
  }
}

void SessionCore::cascade_save(Instance& instance) {
  if (!may_lead_anywhere(instance)) return;
  auto add_reached = [this](Instance& reached) { add_one(reached); };
  auto is_here = [this](const Instance& one) { return contains(one); };
  // A listener may throw out again what comes in.
  if (listens(&SessionEvents::before_attach) || listens(&SessionEvents::after_attach) ||
      listens(&SessionEvents::transient_to_pending) ||
      listens(&SessionEvents::detached_to_persistent)) [[unlikely]] {
    VisitedInstances visited;
    FunctionRef<bool(const Instance&)> halt_on(is_here);
    cascade_iterator(Cascade::save_update, instance, visited, add_reached, &halt_on);
  } else {
    cascade_iterator(Cascade::save_update, instance, add_reached, is_here);
  }
}

void SessionCore::add(Instance& instance) {
  instance.clear(kOrphaned);
  const ObjectRef held(&instance);
  add_one(instance);
  cascade_save(instance);
}

void SessionCore::enable_relationship_loading(Instance& instance) {
  const bool to_attach = before_attach(instance);
  instance.set(Instance::load_pending);
  if (!to_attach) return;
  hold.adopt(instance);
  after_attach(instance);
}

// ---- deleting ----------------------------------------------------------------------------------

void SessionCore::delete_one(Instance& instance, bool head) {
  if (!instance.is(Instance::has_key)) {
    if (!head) return;
    throw InvalidRequestError(
        str_cat("Instance '", instance_str(instance),
                "' is not persisted; only an object with a row can be deleted",
                instance.session() ? ": expunge() takes a pending one out of the session" : ""));
  }
  if (instance.is(Instance::marked_deleted) && instance.session() == this) return;
  if (instance.is(Instance::row_deleted) && instance.session() == this) return;
  const ObjectRef held(&instance);
  attach_persistent(instance);
  // Cascades are looked up before the object is marked, so that an autoflush while they load does
  // not delete it already.
  std::vector<ObjectRef> reached;
  if (head) {
    const Loading no_sweep(*this);
    cascade_iterator(Cascade::delete_, instance,
                     [&](Instance& one) { reached.emplace_back(&one); });
  }
  if (!instance.is(Instance::marked_deleted)) {
    instance.set(Instance::marked_deleted);
    deleted_.push_back(&instance);
  }
  for (const ObjectRef& one : reached) delete_one(*one.instance(), false);
}

void SessionCore::delete_(Instance& instance) {
  delete_one(instance, true);
}

// ---- leaving -----------------------------------------------------------------------------------

void SessionCore::detach(Instance& instance, bool to_transient) {
  const bool pending = !instance.is(Instance::has_key);
  const bool deleted = instance.is(Instance::row_deleted);
  const ObjectRef held(&instance);
  if (instance.is(kTxListed) && level_) level_->kept_.push_back(held);
  if (instance.is(kFresh)) std::erase(fresh_, &instance);
  if (instance.is(kDirty)) std::erase(dirty_, &instance);
  instance.set_session(nullptr);
  instance.set_bits(instance.bits() & ~(kFresh | kDirty | Instance::marked_deleted));
  if (to_transient && !pending) {
    instance.clear(Instance::has_key);
    instance.clear(Instance::row_deleted);
    forget_identity(instance);
  }
  if (pending) {
    fire_object(&SessionEvents::pending_to_transient, instance);
  } else if (deleted) {
    fire_object(&SessionEvents::deleted_to_detached, instance);
  } else {
    fire_object(to_transient ? &SessionEvents::persistent_to_transient
                             : &SessionEvents::persistent_to_detached,
                instance);
  }
}

void SessionCore::expunge_states(std::span<Instance* const> instances, bool to_transient) {
  // Many at once: one pass over the lists instead of one for each.
  if (instances.size() > 8) {
    for (Instance* instance : instances) instance->set(kDying);
    const auto leaves = [](const Instance* i) { return i->is(kDying); };
    std::erase_if(fresh_, leaves);
    std::erase_if(dirty_, leaves);
    std::erase_if(deleted_, leaves);
    for (Instance* instance : instances) {
      instance->set_bits(instance->bits() & ~(kDying | kFresh | kDirty));
    }
  }
  for (Instance* instance : instances) {
    // One that was expunged before may be another session's by now.
    if (instance->session() && instance->session() != this) continue;
    if (instance->session() == this) {
      if (instance->is(Instance::is_new)) {
        take_from_new(*instance);
      } else if (instance->is(kInMap)) {
        if (!to_transient) remember_identity(*instance);
        take_from_map(*instance);
        if (instance->is(Instance::marked_deleted)) std::erase(deleted_, instance);
      } else if (instance->is(Instance::row_deleted) && !to_transient) {
        for (TransactionLevel* level = level_.get(); level; level = level->parent().get()) {
          std::erase(level->deleted_, instance);
        }
      }
    }
    detach(*instance, to_transient);
  }
}

void SessionCore::expunge(Instance& instance) {
  if (instance.session() != this) {
    throw InvalidRequestError(
        str_cat("Instance ", instance_str(instance), " is not present in this Session"));
  }
  const ObjectRef held(&instance);
  std::vector<Instance*> leaving{&instance};
  if (may_lead_anywhere(instance)) {
    cascade_iterator(Cascade::expunge, instance, [&](Instance& one) {
      if (one.session() == this) leaving.push_back(&one);
    });
  }
  expunge_states(leaving, false);
}

void SessionCore::release_detached() {
  if (loads_ == 0 && !flushing) hold.release_detached();
}

bool SessionCore::hears_of_leaving() const {
  return listens(&SessionEvents::persistent_to_detached) ||
         listens(&SessionEvents::pending_to_transient) ||
         listens(&SessionEvents::deleted_to_detached);
}

void SessionCore::forget_objects() noexcept {
  identity_map.clear();
  new_.clear();
  new_count = 0;
  deleted_.clear();
  dirty_.clear();
  fresh_.clear();
}

void SessionCore::expunge_all() {
  std::vector<ObjectRef> held;
  std::vector<Instance*> all;
  // Also those that are in no list: deleted in this transaction, or replaced by another.
  hold.domain().for_each([&](Instance& instance) {
    if (instance.session() == this) all.push_back(&instance);
  });
  const bool any_listener = hears_of_leaving();
  if (any_listener) {
    // In the order in which they came.
    std::ranges::stable_sort(all, {}, &Instance::order);
    for (Instance* instance : all) held.emplace_back(instance);
  }
  for (Instance* instance : all) {
    if (instance->is(kInMap)) {
      remember_identity(*instance);
      instance->clear(kInMap);
    }
    if (instance->is(kTxListed) && level_) level_->kept_.emplace_back(instance);
    instance->clear(Instance::is_new);
    instance->set_bits(instance->bits() & ~(kFresh | kDirty | Instance::marked_deleted));
    if (!any_listener) instance->set_session(nullptr);
  }
  forget_objects();
  if (any_listener) {
    for (Instance* instance : all) detach(*instance, false);
  }
}

// ---- what the objects report -------------------------------------------------------------------

void SessionCore::on_modified(Instance& instance) {
  if (!level_) autobegin();
  if (!instance.is(Instance::has_key)) return;
  note_dirty(instance);
  note_fresh(instance);
}

void SessionCore::on_forgotten(std::span<Instance* const> dying) noexcept {
  std::uint32_t bits = 0;  // that any of them has
  const ClassInfo* class_info = nullptr;
  SessionTable* table = nullptr;
  for (Instance* instance : dying) {
    bits |= instance->bits();
    if (instance->is(kInMap)) {
      if (&instance->class_info() != class_info) {
        class_info = &instance->class_info();
        table = identity_map.find_table(*class_info->mapper());
      }
      table->erase(*instance);
      instance->clear(kInMap);
    }
    take_from_new(*instance);
    instance->set(kDying);
  }
  const auto dies = [](const Instance* i) { return i->is(kDying); };
  if ((bits & kFresh) != 0) std::erase_if(fresh_, dies);
  if ((bits & kDirty) != 0) std::erase_if(dirty_, dies);
  if ((bits & kTxListed) != 0) {
    for (TransactionLevel* level = level_.get(); level; level = level->parent().get()) {
      level->forget_dying();
    }
  }
}

}  // namespace cupel::detail
