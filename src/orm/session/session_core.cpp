#include "orm/session/session_core.hpp"

#include <algorithm>
#include <mutex>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/loading/key_loader.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/session/orm_execute_state.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/live_sessions.hpp"
#include "orm/session/orm_statement.hpp"
#include "orm/session/orphans.hpp"

namespace cupel::detail {
namespace {

const void* this_thread() noexcept {
  thread_local const char token = 0;
  return &token;
}

}  // namespace

SessionCore::Use::Use(SessionCore& core) : core_(core) {
  const void* const me = this_thread();
  const void* const other = core.user_.load(std::memory_order_relaxed);
  if (other && other != me) {
    throw IllegalStateChangeError(
        str_cat("session '", core.id,
                "' is being used by another thread at this moment; a session belongs to one thread "
                "at a time: give each thread its own, for example with scoped_session()"));
  }
  outermost_ = !other;
  if (outermost_) core.user_.store(me, std::memory_order_relaxed);
}

SessionCore::SessionCore(SessionOptions given, Connection* connection,
                         std::shared_ptr<SessionEvents> factory_events)
    : self(this, false),
      options(std::move(given)),
      bind_connection(connection),
      autoflush_on(options.autoflush),
      factory_events_(std::move(factory_events)) {
  static std::once_flag installed;
  std::call_once(installed, [] {
    install_attribute_loaders();
    install_link_tracker();
    install_statement_gate();
  });
  id = live_sessions().enter(*this);
}

SessionCore::~SessionCore() {
  live_sessions().leave(*this);
  try {
    close(false, true);
  } catch (...) {
    // The connection is gone; the database undoes what was not committed.
  }
  level_ = nullptr;
}

void SessionCore::require_usable() const {
  if (closed_for_good) {
    throw InvalidRequestError(
        "This Session has been permanently closed and is unable to handle any more transaction "
        "requests.");
  }
}

void SessionCore::safe_point() noexcept {
  if (flushing || loads_ != 0 || !hold.sweep_due()) return;
  detect_plain_changes();
  sweep();
}

// After a flush, of objects that the program keeps no Ref to, often nobody can reach any: nothing
// has to be looked for then.
void SessionCore::sweep() noexcept {
  const bool holds_none = new_count == 0 && dirty_.empty() && deleted_.empty();
  if (!holds_none || !hold.unreferenced()) {
    hold.sweep();
    return;
  }
  forget_objects();
  for (TransactionLevel* level = level_.get(); level; level = level->parent().get()) {
    level->forget_all();
  }
  hold.free_all();
}

void SessionCore::tell_of_load(const Mapper& mapper, const RelationshipProperty* relationship,
                               const OptionTree* of_object, bool of_columns) {
  ExecutionOptions none;
  OrmExecuteState state({.session = self,
                         .options = none,
                         .orm = true,
                         .column_load = of_columns,
                         .mapper = &mapper,
                         .relationship = relationship,
                         .object_options = of_object});
  fire(&SessionEvents::do_orm_execute, state);
}

// ---- transactions ------------------------------------------------------------------------------

TransactionLevel& SessionCore::autobegin() {
  if (level_) return *level_;
  require_usable();
  if (!options.autobegin) {
    throw InvalidRequestError(
        "Autobegin is disabled on this Session; please call session.begin() to start a new "
        "transaction");
  }
  set_level(
      std::make_shared<TransactionLevel>(*this, SessionTransactionOrigin::autobegin, nullptr));
  announce_level();
  return *level_;
}

void SessionCore::announce_level() {
  if (!listens(&SessionEvents::after_transaction_create)) return;
  SessionTransaction handle(level_, false);
  fire(&SessionEvents::after_transaction_create, self, handle);
}

std::shared_ptr<TransactionLevel> SessionCore::begin() {
  const Use use(*this);
  require_usable();
  if (level_) {
    throw InvalidRequestError(
        "A transaction is already begun on this Session. It began with the first use of the "
        "session: commit() or rollback() it first, or use begin_nested() for a savepoint");
  }
  set_level(std::make_shared<TransactionLevel>(*this, SessionTransactionOrigin::begin, nullptr));
  announce_level();
  return level_;
}

std::shared_ptr<TransactionLevel> SessionCore::begin_nested() {
  const Use use(*this);
  require_usable();
  require_block();
  if (!level_) {
    set_level(std::make_shared<TransactionLevel>(*this, SessionTransactionOrigin::begin, nullptr));
    announce_level();
  }
  level_->require_active();
  if (!flushing) flush();
  for (Instance* instance : level_->boundary().dirty_) instance->clear(kTxDirty);
  set_level(
      std::make_shared<TransactionLevel>(*this, SessionTransactionOrigin::begin_nested, level_));
  nested_level_ = level_;
  announce_level();
  return level_;
}

void SessionCore::require_block() const {
  if (!block_ || block_->is_active()) return;
  const std::string cause = block_->rollback_cause();
  throw InvalidRequestError(
      cause.empty()
          ? "Can't operate on closed transaction inside context manager.  Please complete "
            "the context manager before emitting further commands."
          : str_cat("Can't operate on closed transaction inside context manager.  The "
                    "transaction was rolled back due to an exception: ",
                    cause));
}

void SessionCore::require_no_flush(const char* operation) const {
  if (!flushing) return;
  throw IllegalStateChangeError(
      str_cat("Method '", operation,
              "' can't be called here: the session is flushing. Let the flush end first; an event "
              "listener that has to undo the flush throws an exception"));
}

void SessionCore::commit() {
  const Use use(*this);
  require_no_flush("commit()");
  require_usable();
  autobegin();
  level_->commit(true);
  safe_point();
}

void SessionCore::prepare() {
  const Use use(*this);
  require_no_flush("prepare()");
  require_usable();
  autobegin();
  fast_connection_ = nullptr;
  level_->prepare_twophase();
  safe_point();
}

void SessionCore::rollback() {
  const Use use(*this);
  require_no_flush("rollback()");
  if (level_) level_->rollback(true);
  safe_point();
}

void SessionCore::close(bool invalidate, bool for_good) {
  const Use use(*this);
  require_no_flush("close()");
  // Nothing will be restored: what was flushed is undone without the objects.
  for (TransactionLevel* level = level_.get(); level; level = level->parent().get()) {
    level->clear_lists();
  }
  if (!drop_unreferenced()) expunge_all();
  std::exception_ptr failure;
  while (level_) {
    const auto level = level_;
    try {
      level->close(invalidate);
    } catch (...) {
      failure = std::current_exception();
    }
  }
  if (loads_ == 0) hold.release_all();
  if (for_good) closed_for_good = true;
  if (failure) std::rethrow_exception(failure);
}

// The usual end of a session: nobody holds any of its objects, so nobody can tell whether they were
// expunged one by one before they went.
bool SessionCore::drop_unreferenced() {
  if (loads_ != 0 || !hold.unreferenced() || hears_of_leaving()) return false;
  forget_objects();
  hold.free_all();
  return true;
}

// ---- undoing -----------------------------------------------------------------------------------

void SessionCore::expire_one(Instance& instance) {
  cupel::expire(instance);
  const auto& event = instance.class_info().mapper()->events().expire;
  if (!event.empty()) event.fire(instance, {});
}

void SessionCore::expire_fresh() {
  // What a listener of expire() loads comes in behind these.
  for (std::size_t left = fresh_.size(); left != 0; --left) {
    Instance* const instance = fresh_.front();
    fresh_.pop_front();
    instance->clear(kFresh);
    if (instance->is(kInMap)) expire_one(*instance);
  }
  for (Instance* instance : dirty_) instance->clear(kDirty);
  dirty_.clear();
}

void SessionCore::expire_for_commit() {
  if (!options.expire_on_commit) return;
  const Loading no_sweep(*this);
  expire_fresh();
}

void SessionCore::detach_deleted(TransactionLevel& level) {
  std::vector<ObjectRef> gone;
  for (Instance* instance : level.deleted_) {
    if (instance->session() == this && instance->is(Instance::row_deleted)) {
      gone.emplace_back(instance);
    }
  }
  for (const ObjectRef& object : gone) detach(*object.instance(), false);
}

void SessionCore::restore(TransactionLevel& level) {
  const Loading no_sweep(*this);
  // Inserted in the transaction, or waiting for it: they have no row.
  std::vector<Instance*> transient = level.new_;
  for (Instance* instance : new_) {
    if (instance) transient.push_back(instance);
  }
  expunge_states(transient, true);

  for (const TransactionLevel::KeySwitch& one : level.key_switches_) {
    Instance& instance = *one.instance;
    if (!instance.is(Instance::has_key) || instance.session() != this) continue;
    take_from_map(instance);
    put_in_map(instance, one.before, true);
  }

  std::vector<Instance*> deleted = level.deleted_;
  deleted.insert(deleted.end(), deleted_.begin(), deleted_.end());
  for (Instance* instance : deleted) {
    if (instance->is(Instance::has_key) && instance->session() == this) {
      attach_persistent(*instance, true);
    }
  }

  if (level.nested()) {
    for (Instance* instance : level.dirty_) {
      if (instance->is(kInMap)) expire_one(*instance);
    }
    for (Instance* instance : dirty_) {
      instance->clear(kDirty);
      if (instance->is(kInMap) && instance->is(Instance::modified)) expire_one(*instance);
    }
    dirty_.clear();
  } else {
    expire_fresh();
  }
}

// ---- connections -------------------------------------------------------------------------------

SessionBind SessionCore::find_bind(const Mapper* mapper, const ClauseElement* clause,
                                   bool flush_rows) {
  if (options.get_bind) {
    const BindRequest request{self, mapper, clause, flush_rows};
    return {options.get_bind(request), nullptr};
  }
  if (!options.binds.empty()) {
    for (const Mapper* m = mapper; m; m = m->inherits()) {
      for (const auto& [key, engine] : options.binds) {
        if (key.class_info() == &m->class_info()) return {engine, nullptr};
      }
    }
    for (const auto& [key, engine] : options.binds) {
      if (mapper && key.registry() == &mapper->registry()) return {engine, nullptr};
    }
    if (mapper && !clause) clause = mapper->selectable().get();
    const Engine* found = nullptr;
    // A class stands for its tables as well.
    const auto means = [](const BindKey& key, const ClauseElement& element) {
      if (key.table()) return static_cast<const ClauseElement*>(key.table()) == element.identity();
      const Mapper* const bound = key.class_info() ? key.class_info()->mapper() : nullptr;
      return bound && std::ranges::any_of(bound->tables(), [&](const auto& table) {
               return static_cast<const ClauseElement*>(table.get()) == element.identity();
             });
    };
    const auto look = [&](auto&& again, const ClauseElement& element) -> void {
      const auto* entity = dynamic_cast<const EntityFrom*>(&element);
      for (const auto& [key, engine] : options.binds) {
        const bool named = entity && key.class_info() == &entity->mapper().class_info();
        if (!found && (named || means(key, element))) found = &engine;
      }
      if (!found) element.visit_children([&](const ClauseElement& child) { again(again, child); });
    };
    if (clause) look(look, *clause);
    if (found) return {*found, nullptr};
  }
  if (bind_connection) return {std::nullopt, bind_connection};
  if (options.bind) return {options.bind, nullptr};
  throw UnboundExecutionError(
      str_cat("Could not locate a bind configured on ", mapper ? mapper->str() : "a statement",
              clause ? " or its tables" : "",
              ", or this Session. Give the session an engine: Session session(engine), or name one "
              "in SessionOptions::binds"));
}

Connection& SessionCore::connection_for(const Mapper& mapper) {
  if (fast_connection_) return *fast_connection_;
  require_block();
  Connection& connection =
      autobegin().connection_for(find_bind(&mapper, nullptr, executing_flush), {});
  if (!options.get_bind && options.binds.empty()) fast_connection_ = &connection;
  return connection;
}

Connection& SessionCore::connection(const BindArguments& arguments,
                                    const ExecutionOptions& execution) {
  const Use use(*this);
  require_usable();
  require_block();
  TransactionLevel& level = autobegin();
  if (arguments.bind) return level.connection_for({arguments.bind, nullptr}, execution);
  if (fast_connection_ && execution.empty()) return *fast_connection_;
  Connection& connection = level.connection_for(
      find_bind(arguments.mapper, arguments.clause, executing_flush), execution);
  if (!options.get_bind && options.binds.empty()) fast_connection_ = &connection;
  return connection;
}

}  // namespace cupel::detail
