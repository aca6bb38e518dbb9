#include <algorithm>
#include <exception>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/unit_of_work/unit_of_work.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/orphans.hpp"
#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

bool key_touched(const Mapper& mapper, const Instance& instance) {
  return std::ranges::any_of(mapper.primary_key_properties(), [&](const ColumnProperty* property) {
    const Attribute& attribute = *property->attribute();
    return attribute.is_plain() || was_touched(instance, attribute);
  });
}

bool lacks_key(const Mapper& mapper, const Instance& instance) {
  return std::ranges::any_of(mapper.primary_key_properties(), [&](const ColumnProperty* property) {
    const Attribute& attribute = *property->attribute();
    return !attribute.is_plain() && !attribute.slot(instance).has(Slot::present);
  });
}

[[noreturn]] void throw_null_key(const Instance& instance) {
  throw FlushError(str_cat(
      "Instance ", instance_str(instance),
      " has a NULL identity key.  If this is an auto-generated value, check that the database "
      "table allows generation of new primary key values, and that the mapped Column object is "
      "configured to expect these generated values.  Ensure also that this flush() is not "
      "occurring at an inappropriate time, such as within a load() event."));
}

}  // namespace

bool SessionCore::is_clean() const noexcept {
  return new_count == 0 && deleted_.empty() && std::ranges::none_of(dirty_, [](const Instance* i) {
           return i->is(Instance::modified) && i->is(kInMap);
         });
}

void SessionCore::detect_plain_changes() {
  // Rows of these classes are few lists of structs of the user's own; nothing tells of a change.
  identity_map.for_each_plain([](Instance& instance) {
    if (!instance.is(Instance::modified)) cupel::detect_plain_changes(instance);
  });
}

void SessionCore::autoflush() {
  if (!autoflush_on || flushing) return;
  detect_plain_changes();
  if (is_clean()) return;
  flush();
}

void SessionCore::flush(const std::vector<Instance*>* chosen) {
  if (flushing) {
    throw InvalidRequestError(
        "Session is already flushing; do not call flush() or anything that flushes from a listener "
        "of the flush");
  }
  const Use use(*this);
  detect_plain_changes();
  if (is_clean()) return;
  flushing = true;
  {
    const ScopeGuard done([this]() noexcept { flushing = false; });
    execute_flush(chosen);
  }
  if (loads_ == 0) safe_point();
}

// True when a new object has the key of one that is there: which perhaps nobody refers to any more,
// and is only waiting for a sweep.
bool SessionCore::meets_known_key() const {
  if (loads_ != 0 || identity_map.size() == 0) return false;
  return std::ranges::any_of(new_, [&](const Instance* instance) {
    if (!instance) return false;
    const Mapper& mapper = *instance->class_info().mapper();
    const SessionTable* const table = identity_map.find_table(mapper);
    if (!table || lacks_key(mapper, *instance)) return false;
    if (mapper.identity_kind() == IdentityKind::integer) {
      return table->find(mapper.integer_key(instance->object())) != nullptr;
    }
    return table->find(mapper.identity_key_of(instance->object())) != nullptr;
  });
}

void SessionCore::execute_flush(const std::vector<Instance*>* chosen) {
  if (meets_known_key()) hold.sweep();
  UnitOfWork uow(*this);
  if (listens(&SessionEvents::before_flush)) {
    fire(&SessionEvents::before_flush, self, static_cast<FlushContext&>(*this));
    detect_plain_changes();
  }

  register_changes(uow, chosen, true);
  if (!uow.has_work()) return;

  in_subtransaction([&] {
    executing_flush = true;
    {
      const ScopeGuard done([this]() noexcept { executing_flush = false; });
      uow.execute();
    }
    fire(&SessionEvents::after_flush, self, static_cast<FlushContext&>(*this));
    const std::size_t clean = finish_flush(uow);
    // Most flushes write all that was changed.
    if (!chosen && clean == dirty_.size()) {
      dirty_.clear();
    } else {
      reset_dirty(chosen);
    }
    fire(&SessionEvents::after_flush_postexec, self, static_cast<FlushContext&>(*this));
  });
}

// New and changed objects; those that lost the parent without which they may not be, go.
void SessionCore::register_changes(UnitOfWork& uow, const std::vector<Instance*>* chosen,
                                   bool drop_orphans) {
  const auto is_chosen = [&](const Instance* instance) {
    return !chosen || std::ranges::find(*chosen, instance) != chosen->end();
  };
  std::vector<Instance*> dropped;
  const auto save = [&](Instance& instance) {
    if (instance.is(Instance::marked_deleted) || !is_chosen(&instance)) return;
    const bool orphan = is_orphan(instance);
    const bool persistent = instance.is(Instance::has_key);
    if (orphan && !persistent && instance.is(kOrphaned)) {
      dropped.push_back(&instance);
    } else {
      uow.register_object(instance, {.is_delete = orphan && persistent});
    }
  };
  for (Instance* instance : new_) {
    if (instance) save(*instance);
  }
  for (Instance* instance : dirty_) {
    if (instance->is(Instance::modified) && instance->is(kInMap)) save(*instance);
  }
  if (drop_orphans) expunge_states(dropped, false);
  for (Instance* instance : deleted_) {
    if (is_chosen(instance)) uow.register_object(*instance, {.is_delete = true});
  }
}

std::string SessionCore::explain_flush() {
  const Use use(*this);
  require_usable();
  require_no_flush("explain_flush()");
  detect_plain_changes();
  const Loading no_sweep(*this);
  flushing = true;
  const ScopeGuard done([this]() noexcept { flushing = false; });
  UnitOfWork uow(*this);
  uow.record_reasons();
  register_changes(uow, nullptr, false);
  return uow.explain();
}

// Work that as a whole succeeds, or takes the transaction around it down.
void SessionCore::in_subtransaction(FunctionRef<void()> work) {
  const bool was_flushing = std::exchange(flushing, true);
  const ScopeGuard done([&]() noexcept { flushing = was_flushing; });
  autobegin().require_active();
  const auto level =
      std::make_shared<TransactionLevel>(*this, SessionTransactionOrigin::subtransaction, level_);
  level_ = level;  // its connections are those of the level around it
  try {
    announce_level();
    work();
    level->commit(false);
  } catch (...) {
    const std::exception_ptr cause = std::current_exception();
    try {
      level->rollback(false, cause);
    } catch (...) {
      // The first error is the one that tells something.
    }
    throw;
  }
}

// Clean objects leave the list. Changes that listeners made to objects outside of the flush would
// stay in a history that no UPDATE follows.
void SessionCore::reset_dirty(const std::vector<Instance*>* chosen) {
  std::size_t late = 0;
  std::vector<Instance*> waiting;
  for (Instance* instance : dirty_) {
    instance->clear(kDirty);
    if (!instance->is(Instance::modified) || !instance->is(kInMap)) continue;
    if (chosen && std::ranges::find(*chosen, instance) == chosen->end()) {
      instance->set(kDirty);
      waiting.push_back(instance);
      continue;
    }
    commit_all(*instance);
    ++late;
  }
  dirty_ = std::move(waiting);
  if (late != 0) {
    warn(str_cat("Attribute history events accumulated on ", late,
                 " previously clean instances within inner-flush event handlers have been reset, "
                 "and will not result in database updates. Consider using set_committed_value() "
                 "within inner-flush event handlers to avoid this warning."));
  }
}

void SessionCore::register_persistent(Instance& instance) {
  const Mapper& mapper = *instance.class_info().mapper();
  const bool is_new = !instance.is(Instance::has_key);
  if (is_new || !instance.is(kInMap)) {
    if (lacks_key(mapper, instance)) throw_null_key(instance);
    SessionTable& table = identity_map.table(mapper);
    const bool was_new = instance.is(Instance::is_new);
    if (mapper.identity_kind() == IdentityKind::integer) {
      const std::int64_t key = mapper.integer_key(instance.object());
      if (Instance* present = table.find(key); present && present != &instance) {
        take_from_map(*present);
      }
      if (was_new) take_from_new(instance);
      table.insert(instance, key);
    } else {
      const IdentityKey key = mapper.identity_key_of(instance.object());
      if (key.is_null() || (key.has_null() && !mapper.options().allow_partial_pks)) {
        throw_null_key(instance);
      }
      if (Instance* present = table.find(key); present && present != &instance) {
        take_from_map(*present);
      }
      if (was_new) take_from_new(instance);
      table.insert(instance, key);
    }
    instance.set(kInMap);
    instance.set(Instance::has_key);
  } else if (key_touched(mapper, instance) && !lacks_key(mapper, instance)) {
    const IdentityKey before = identity_of(instance);
    const IdentityKey now = mapper.identity_key_of(instance.object());
    if (!(before == now)) {
      take_from_map(instance);
      auto& switches = level_->boundary().key_switches_;
      if (std::ranges::find(switches, &instance, &TransactionLevel::KeySwitch::instance) ==
          switches.end()) {
        switches.push_back({&instance, before});
        instance.set(kTxListed);
      }
      put_in_map(instance, now, true);
    }
  }
  instance.clear(kOrphaned);
  commit_all(instance);
  note_fresh(instance);
  TransactionLevel& level = level_->boundary();
  if (is_new) {
    list_in_transaction(level.new_, instance);
    fire_object(&SessionEvents::pending_to_persistent, instance);
  } else if (!instance.is(kTxDirty)) {
    list_in_transaction(level.dirty_, instance);
    instance.set(kTxDirty);
  }
}

// The changes of an object whose row went are written by nobody. Should the row come back, at the
// rollback of a savepoint, they are no longer true.
void SessionCore::forget_changes(Instance& instance) {
  if (instance.is(Instance::modified) && !instance.is(kTxDirty)) {
    list_in_transaction(level_->boundary().dirty_, instance);
    instance.set(kTxDirty);
  }
  instance.clear(Instance::modified);
}

void SessionCore::rows_deleted(std::span<Instance* const> instances) {
  for (Instance* instance : instances) {
    if (instance->session() != this || !instance->is(kInMap)) continue;
    remember_identity(*instance);
    take_from_map(*instance);
    list_in_transaction(level_->boundary().deleted_, *instance);
    if (instance->is(Instance::marked_deleted)) std::erase(deleted_, instance);
    instance->clear(Instance::marked_deleted);
    forget_changes(*instance);
    instance->set(Instance::row_deleted);
    fire_object(&SessionEvents::persistent_to_deleted, *instance);
  }
}

// Gives how many objects of dirty_ are marked as clean. One that a listener changes now is noted
// anew.
std::size_t SessionCore::finish_flush(UnitOfWork& uow) {
  bool any_deleted = false;
  const auto end_row = [&](Instance& instance, bool is_delete, bool) {
    if (!is_delete) return;
    any_deleted = true;
    if (instance.is(kInMap)) {
      remember_identity(instance);
      take_from_map(instance);
    }
    list_in_transaction(level_->boundary().deleted_, instance);
    instance.clear(Instance::marked_deleted);
    forget_changes(instance);
    instance.set(Instance::row_deleted);
  };
  if (uow.has_others_than_saves()) uow.for_each(end_row);
  if (any_deleted) {
    std::erase_if(deleted_, [](const Instance* i) { return !i->is(Instance::marked_deleted); });
    if (listens(&SessionEvents::persistent_to_deleted)) {
      uow.for_each([&](Instance& instance, bool is_delete, bool) {
        if (is_delete) fire_object(&SessionEvents::persistent_to_deleted, instance);
      });
    }
  }
  std::size_t clean = 0;
  uow.finish_each([&](Instance& instance, bool is_delete, bool list_only) {
    // What only lent its key to others, and has no row, is none of ours.
    if (is_delete || (list_only && !instance.is(Instance::has_key))) return;
    if (instance.is(kDirty)) {
      instance.clear(kDirty);
      ++clean;
    }
    register_persistent(instance);
  });
  return clean;
}

}  // namespace cupel::detail
