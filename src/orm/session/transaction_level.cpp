#include "orm/session/transaction_level.hpp"

#include <algorithm>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {
namespace {

std::string text_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "an exception that is no std::exception";
  }
}

}  // namespace

TransactionLevel::TransactionLevel(SessionCore& session, SessionTransactionOrigin origin,
                                   std::shared_ptr<TransactionLevel> parent)
    : session_(&session), origin_(origin), parent_(std::move(parent)) {
  if (nested()) previous_nested_ = session.nested_level_;
}

TransactionLevel& TransactionLevel::boundary() noexcept {
  TransactionLevel* level = this;
  while (!level->is_boundary()) level = level->parent_.get();
  return *level;
}

std::string TransactionLevel::rollback_cause() const {
  return rollback_cause_ ? text_of(rollback_cause_) : std::string();
}

void TransactionLevel::require_open() const {
  if (is_over() || state_ == State::closed) {
    throw ResourceClosedError("This transaction is closed");
  }
}

void TransactionLevel::require_active() const {
  require_open();
  switch (state_) {
    case State::active:
      return;
    case State::committed:
      throw InvalidRequestError(
          "This session is in 'committed' state; no further SQL can be emitted within this "
          "transaction.");
    case State::prepared:
      throw InvalidRequestError(
          "This session is in 'prepared' state; no further SQL can be emitted within this "
          "transaction.");
    case State::deactive:
      if (rollback_cause_) {
        throw PendingRollbackError(
            str_cat("This Session's transaction has been rolled back due to a previous exception "
                    "during flush. To begin a new transaction with this Session, first issue "
                    "Session.rollback(). Original exception was: ",
                    text_of(rollback_cause_)),
            "7s2a");
      }
      throw InvalidRequestError(
          "This session is in 'inactive' state, due to the SQL transaction being rolled back; no "
          "further SQL can be emitted within this transaction.");
    case State::closed:
      break;
  }
}

// ---- connections -------------------------------------------------------------------------------

TransactionLevel::Member* TransactionLevel::find_member(const SessionBind& bind) noexcept {
  for (Member& member : members_) {
    if (bind.connection ? member.connection == bind.connection : member.engine == bind.engine) {
      return &member;
    }
  }
  return nullptr;
}

TransactionLevel::Member TransactionLevel::join(const SessionBind& bind,
                                                const ExecutionOptions& options) {
  Member member;
  if (parent_) {
    member.connection = &parent_->connection_for(bind, options);
    member.engine = member.connection->engine();
    member.transaction = member.connection->begin_nested();
    return member;
  }
  if (bind.connection) {
    member.connection = bind.connection;
    member.engine = bind.connection->engine();
  } else {
    member.owned = std::make_unique<Connection>(Engine(*bind.engine).connect());
    member.connection = member.owned.get();
    member.engine = bind.engine;
  }
  Connection& connection = *member.connection;
  if (member.owned && !session_->options.execution_options.empty()) {
    connection.execution_options(session_->options.execution_options);
  }
  if (!options.empty()) connection.execution_options(options);
  if (!connection.in_transaction()) {
    member.transaction =
        session_->options.twophase ? connection.begin_twophase() : connection.begin();
    return member;
  }
  JoinTransactionMode mode = session_->options.join_transaction_mode;
  if (mode == JoinTransactionMode::conditional_savepoint) {
    mode = connection.in_nested_transaction() ? JoinTransactionMode::create_savepoint
                                              : JoinTransactionMode::rollback_only;
  }
  if (mode == JoinTransactionMode::create_savepoint) {
    member.transaction = connection.begin_nested();
  } else {
    member.transaction = connection.in_nested_transaction() ? connection.get_nested_transaction()
                                                            : connection.get_transaction();
    member.should_commit = mode == JoinTransactionMode::control_fully;
  }
  return member;
}

Connection& TransactionLevel::connection_for(const SessionBind& bind,
                                             const ExecutionOptions& options) {
  require_active();
  if (!is_boundary()) return parent_->connection_for(bind, options);
  if (Member* known = find_member(bind)) {
    if (!options.empty() && !parent_) {
      warn("Connection is already established for the given bind; execution_options ignored");
    }
    return *known->connection;
  }
  members_.push_back(join(bind, options));
  Connection& connection = *members_.back().connection;
  SessionTransaction handle(shared_from_this(), false);
  session_->fire(&SessionEvents::after_begin, session_->self, handle, connection);
  return connection;
}

// ---- ending ------------------------------------------------------------------------------------

void TransactionLevel::prepare() {
  require_active();
  SessionCore& session = *session_;
  if (is_boundary()) session.fire(&SessionEvents::before_commit, session.self);
  // Savepoints that were left open inside end with it.
  while (session.level_.get() != this) {
    const auto inner = session.level_;
    inner->commit(false);
  }
  if (!session.flushing) {
    constexpr int kMostFlushes = 100;
    int flushes = 0;
    for (session.detect_plain_changes(); !session.is_clean(); session.detect_plain_changes()) {
      if (++flushes > kMostFlushes) {
        throw FlushError(
            "Over 100 subsequent flushes have occurred within session.commit() - is an "
            "after_flush() hook creating new objects?");
      }
      session.flush();
    }
  }
  if (is_root() && session.options.twophase) prepare_members();
  state_ = State::prepared;
}

// Where one database refuses, none commits.
void TransactionLevel::prepare_members() {
  try {
    for (Member& member : members_) {
      if (member.should_commit && !member.transaction.xid().empty()) member.transaction.prepare();
    }
  } catch (...) {
    const std::exception_ptr refusal = std::current_exception();
    try {
      rollback(false);
    } catch (...) {
      warn(str_cat("rolling back after a failed prepare() failed too: ",
                   text_of(std::current_exception())));
    }
    std::rethrow_exception(refusal);
  }
}

void TransactionLevel::prepare_twophase() {
  if (!is_root() || !session_->options.twophase) {
    throw InvalidRequestError(
        "'twophase' mode not enabled, or not root transaction; can't prepare.");
  }
  prepare();
}

void TransactionLevel::commit(bool to_root) {
  const auto self = shared_from_this();
  require_open();
  SessionCore& session = *session_;
  if (state_ != State::prepared) prepare();
  if (is_boundary()) {
    try {
      for (Member& member : members_) {
        if (member.should_commit) member.transaction.commit();
      }
    } catch (...) {
      state_ = State::active;
      throw;
    }
    state_ = State::committed;
    session.fire(&SessionEvents::after_commit, session.self);
    if (nested()) {
      leave_to_parent(true);
    } else {
      session.expire_for_commit();
      session.detach_deleted(*this);
      clear_lists();
    }
  }
  const auto parent = parent_;
  close();
  if (to_root && parent) parent->commit(true);
}

void TransactionLevel::leave_to_parent(bool committed) {
  TransactionLevel& parent = parent_->boundary();
  for (Instance* instance : dirty_) instance->clear(SessionCore::kTxDirty);
  if (committed) {
    parent.new_.insert(parent.new_.end(), new_.begin(), new_.end());
    parent.dirty_.insert(parent.dirty_.end(), dirty_.begin(), dirty_.end());
    parent.deleted_.insert(parent.deleted_.end(), deleted_.begin(), deleted_.end());
    std::ranges::move(key_switches_, std::back_inserter(parent.key_switches_));
  }
  for (Instance* instance : parent.dirty_) instance->set(SessionCore::kTxDirty);
  std::ranges::move(kept_, std::back_inserter(parent.kept_));
  new_.clear();
  dirty_.clear();
  deleted_.clear();
  key_switches_.clear();
  kept_.clear();
}

void TransactionLevel::roll_back_boundary(std::exception_ptr& failure) {
  SessionCore& session = *session_;
  try {
    for (Member& member : members_) member.transaction.rollback();
    state_ = State::deactive;
    session.fire(&SessionEvents::after_rollback, session.self);
  } catch (...) {
    failure = std::current_exception();
  }
  state_ = State::deactive;
  session.restore(*this);
}

void TransactionLevel::rollback(bool to_root, std::exception_ptr cause) {
  const auto self = shared_from_this();
  if (is_over()) return;
  SessionCore& session = *session_;
  while (session.level_.get() != this) {
    const auto inner = session.level_;
    inner->close();
  }
  TransactionLevel* restored = this;
  std::exception_ptr failure;
  if (state_ == State::active || state_ == State::prepared || state_ == State::committed) {
    for (TransactionLevel* level = this; level; level = level->parent_.get()) {
      if (level->is_boundary()) {
        level->roll_back_boundary(failure);
        restored = level;
        break;
      }
      level->state_ = State::deactive;
    }
  }
  if (!failure && !session.is_clean()) {
    warn(
        "Session's state has been changed on a non-active transaction - this state will be "
        "discarded.");
    session.restore(restored->boundary());
  }
  const auto parent = parent_;
  close();
  if (parent && cause) parent->rollback_cause_ = cause;
  if (failure) std::rethrow_exception(failure);
  SessionTransaction handle(self, false);
  session.fire(&SessionEvents::after_soft_rollback, session.self, handle);
  if (to_root && parent) parent->rollback(true);
}

void TransactionLevel::close(bool invalidate) {
  if (is_over()) return;
  const auto self = shared_from_this();
  SessionCore& session = *session_;
  std::exception_ptr failure;
  if (is_root()) {
    session.nested_level_ = nullptr;
    session.set_level(nullptr);
    for (Member& member : members_) {
      try {
        if (invalidate) member.connection->invalidate();
        if (member.should_commit && member.transaction.is_valid()) member.transaction.close();
      } catch (...) {
        failure = std::current_exception();
      }
    }
    clear_lists();
  } else {
    // What an unfinished savepoint did to objects is undone with the level around it.
    if (nested()) {
      leave_to_parent(state_ != State::deactive);
      session.nested_level_ = previous_nested_;
    }
    session.set_level(parent_);
    // Its database transaction ends with the one around it, without a statement of its own.
    std::ranges::move(members_, std::back_inserter(parent_->unfinished_));
    std::ranges::move(unfinished_, std::back_inserter(parent_->unfinished_));
  }
  state_ = State::closed;
  session_ = nullptr;
  unfinished_.clear();
  members_.clear();
  SessionTransaction handle(self, false);
  session.fire(&SessionEvents::after_transaction_end, session.self, handle);
  if (failure) std::rethrow_exception(failure);
}

void TransactionLevel::clear_lists() noexcept {
  constexpr auto clear = [](Instance* instance) {
    instance->clear(SessionCore::kTxListed);
    instance->clear(SessionCore::kTxDirty);
  };
  std::ranges::for_each(new_, clear);
  std::ranges::for_each(dirty_, clear);
  std::ranges::for_each(deleted_, clear);
  new_.clear();
  dirty_.clear();
  deleted_.clear();
  key_switches_.clear();
  kept_.clear();
}

void TransactionLevel::forget_all() noexcept {
  new_.clear();
  dirty_.clear();
  deleted_.clear();
  key_switches_.clear();
}

void TransactionLevel::forget_dying() noexcept {
  const auto dies = [](const Instance* i) { return i->is(SessionCore::kDying); };
  std::erase_if(new_, dies);
  std::erase_if(dirty_, dies);
  std::erase_if(deleted_, dies);
  std::erase_if(key_switches_, [&](const KeySwitch& one) { return dies(one.instance); });
}

}  // namespace cupel::detail

namespace cupel {

// ---- SessionBlock ------------------------------------------------------------------------------

detail::SessionBlock::SessionBlock(SessionCore& core,
                                   const SessionTransaction& transaction) noexcept
    : core_(core), outer_(std::exchange(core.block_, transaction.level_)) {}
detail::SessionBlock::~SessionBlock() {
  core_.block_ = std::move(outer_);
}

// ---- SessionTransaction
// --------------------------------------------------------------------------

SessionTransaction& SessionTransaction::operator=(SessionTransaction&& other) noexcept {
  if (this != &other) {
    if (owner_ && level_) close();
    level_ = std::move(other.level_);
    owner_ = std::exchange(other.owner_, false);
  }
  return *this;
}

SessionTransaction::~SessionTransaction() {
  if (owner_ && level_) close();
}

void SessionTransaction::commit() {
  if (!level_) throw ResourceClosedError("This transaction is closed");
  level_->require_open();
  level_->commit(false);
}

void SessionTransaction::rollback() {
  if (level_) level_->rollback(false);
}

void SessionTransaction::close() {
  if (!level_) return;
  try {
    level_->rollback(false);
  } catch (...) {
    // The connection is lost or refuses; what it did is undone by the database.
  }
}

bool SessionTransaction::is_active() const noexcept {
  return level_ && level_->is_active();
}
bool SessionTransaction::nested() const noexcept {
  return level_ && level_->nested();
}
SessionTransactionOrigin SessionTransaction::origin() const noexcept {
  return level_ ? level_->origin() : SessionTransactionOrigin::autobegin;
}
SessionTransaction SessionTransaction::parent() const noexcept {
  return {level_ ? level_->parent() : nullptr, false};
}
Connection& SessionTransaction::connection(const Engine& engine) {
  if (!level_) throw ResourceClosedError("This transaction is closed");
  return level_->connection_for({engine, nullptr}, {});
}

}  // namespace cupel
