#include "cupel/error/core_errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/connection_core.hpp"
#include "engine/error_wrapping.hpp"

namespace cupel {

namespace detail {

namespace {

[[noreturn]] void throw_pending(bool savepoint) {
  throw PendingRollbackError(
      str_cat("Can't reconnect until invalid ", savepoint ? "savepoint " : "",
              "transaction is rolled back.  Please rollback() fully before proceeding"),
      "8s2b");
}

}  // namespace

void ConnectionCore::check_transaction() const {
  if (root_ && root_->prepared) {
    throw InvalidRequestError(
        "This transaction is prepared: only commit() and rollback() are possible now");
  }
  if (root_ && !root_->active) {
    if (root_->lost && pooled.valid()) {
      throw PendingRollbackError(
          "the database has ended this transaction after an error; call rollback() before "
          "executing anything else",
          "8s2b");
    }
    throw_pending(nested_ != nullptr);
  }
  if (nested_ && !nested_->active) throw_pending(true);
  if (block_ && !block_->active) {
    throw InvalidRequestError(
        "Can't operate on closed transaction inside context manager.  Please complete the context "
        "manager before emitting further commands.");
  }
}

dbapi::Connection& ConnectionCore::begin_execution_slowly() {
  require_open();
  check_transaction();
  dbapi::Connection& d = driver();
  if (!root_) {
    if (!begins_) (void)begin();
  } else if (shares_ && !autocommit_ && !d.in_transaction()) {
    // Somebody who shares the connection ended the transaction for all.
    dialect().do_begin(d);
  }
  return d;
}

void ConnectionCore::begin_impl() {
  dbapi::Connection& d = driver();
  // What listeners execute here belongs to the transaction that is about to begin.
  begins_ = true;
  const ScopeGuard done([&]() noexcept { begins_ = false; });
  if (logs(LogLevel::info)) log_transaction(Line::begin);
  fire([&](EngineEvents& e) { e.begin.fire(self); });
  if (autocommit_) return;
  try {
    dialect().do_begin(d);
  } catch (const dbapi::DriverError& e) {
    fail(e, {}, nullptr);
  }
}

void ConnectionCore::require_no_transaction(std::string_view method) const {
  if (!root_) return;
  throw InvalidRequestError(str_cat(
      "This connection has already initialized a SQLAlchemy Transaction() object via begin() or "
      "autobegin; can't call ",
      method, "() here unless rollback() or commit() is called first."));
}

std::shared_ptr<TransactionCore> ConnectionCore::begin() {
  require_open();
  require_no_transaction("begin");
  auto tx = std::make_shared<TransactionCore>(*this, nullptr, std::string());
  begin_impl();
  root_ = tx;
  return tx;
}

void ConnectionCore::run_savepoint(std::string_view sql,
                                   void (Dialect::*action)(dbapi::Connection&, std::string_view)
                                       const,
                                   std::string_view name) {
  dbapi::Connection& d = driver();
  if (logs(LogLevel::info)) {
    DriverCall call;
    call.sql = sql;
    call.tag = CacheTag::no_key;
    call.begun = std::chrono::steady_clock::now();
    log(LogLevel::info, sql);
    log_parameters(call);
  }
  try {
    (dialect().*action)(d, name);
  } catch (const dbapi::DriverError& e) {
    fail(e, sql, nullptr);
  }
}

std::shared_ptr<TransactionCore> ConnectionCore::begin_nested() {
  require_open();
  check_transaction();
  if (!root_) (void)begin();
  auto tx =
      std::make_shared<TransactionCore>(*this, nested_, str_cat("sa_savepoint_", ++savepoints_));
  fire([&](EngineEvents& e) { e.savepoint.fire(self, tx->savepoint); });
  run_savepoint(dialect().savepoint_sql(tx->savepoint), &Dialect::do_savepoint, tx->savepoint);
  nested_ = tx;
  return tx;
}

void ConnectionCore::end_root() noexcept {
  for (TransactionCore* t = nested_.get(); t; t = t->outer.get()) t->active = false;
  nested_.reset();
  if (root_) root_->active = false;
  root_.reset();
}

void ConnectionCore::commit(TransactionCore& tx) {
  if (!tx.active && !(tx.prepared && &tx == root_.get())) {
    if (&tx == root_.get() || &tx == nested_.get()) check_transaction();
    throw InvalidRequestError("This transaction is inactive");
  }
  if (tx.nested()) {
    const auto ended = on_exit([this, held = nested_, &tx] {
      tx.active = false;
      if (nested_.get() == &tx) nested_ = tx.outer;
    });
    if (nested_.get() != &tx) {
      throw InvalidRequestError(
          "a savepoint inside this one is still open; release or roll it back first");
    }
    fire([&](EngineEvents& e) { e.release_savepoint.fire(self, tx.savepoint); });
    run_savepoint(dialect().release_savepoint_sql(tx.savepoint), &Dialect::do_release_savepoint,
                  tx.savepoint);
    return;
  }
  const std::shared_ptr<TransactionCore> held = root_;
  const auto ended = on_exit([this] { end_root(); });
  if (!tx.xid.empty()) return end_twophase(tx, true);
  fire([&](EngineEvents& e) { e.commit.fire(self); });
  if (logs(LogLevel::info)) log_transaction(Line::commit);
  if (autocommit_) return;
  dbapi::Connection& d = driver();
  try {
    dialect().do_commit(d);
  } catch (const dbapi::DriverError& e) {
    // The database may have refused (a deferred constraint) and kept the transaction open.
    try {
      if (d.in_transaction()) dialect().do_rollback(d);
    } catch (const dbapi::DriverError&) {
      pooled.invalidate(std::current_exception());
    }
    fail(e, {}, nullptr);
  }
}

void ConnectionCore::cut_off_cursors() noexcept {
  for (CursorCore* c = cursors_; c; c = c->next_)
    if (c->state_ == CursorCore::State::reading) c->finish(CursorCore::State::cut_off);
}

void ConnectionCore::rollback(TransactionCore& tx) {
  const bool current = &tx == root_.get();
  bool inside = false;
  for (TransactionCore* t = nested_.get(); t && !inside; t = t->outer.get()) inside = t == &tx;
  if (!current && !inside) {
    tx.active = false;
    return;
  }
  if (tx.nested()) {
    const bool was_active = tx.active;
    const std::shared_ptr<TransactionCore> held = nested_;
    while (nested_.get() != &tx) {
      nested_->active = false;
      nested_ = nested_->outer;
    }
    tx.active = false;
    nested_ = tx.outer;
    if (!was_active || !pooled.valid() || (root_ && !root_->active)) return;
    fire([&](EngineEvents& e) { e.rollback_savepoint.fire(self, tx.savepoint); });
    cut_off_cursors();
    run_savepoint(dialect().rollback_to_savepoint_sql(tx.savepoint),
                  &Dialect::do_rollback_to_savepoint, tx.savepoint);
    return;
  }
  const std::shared_ptr<TransactionCore> held = root_;
  end_root();
  if (!tx.xid.empty()) {
    if (!pooled.valid()) return;
    cut_off_cursors();
    return end_twophase(tx, false);
  }
  fire([&](EngineEvents& e) { e.rollback.fire(self); });
  if (!pooled.valid()) return;
  cut_off_cursors();
  if (logs(LogLevel::info)) log_transaction(Line::rollback);
  if (autocommit_ && shared_.options.skip_autocommit_rollback) return;
  try {
    dialect().do_rollback(*pooled.driver_connection());
  } catch (const dbapi::DriverError& e) {
    fail(e, {}, nullptr);
  }
}

// SQLite ends a transaction by itself on some errors (disk full, RAISE(ROLLBACK)); what follows
// must not run outside of one unnoticed.
void ConnectionCore::note_lost_transaction() noexcept {
  if (!root_ || autocommit_ || shares_ || !root_->xid.empty()) return;
  dbapi::Connection* const d = pooled.driver_connection();
  if (d && !d->closed() && d->in_transaction()) return;
  root_->active = false;
  root_->lost = true;
  for (TransactionCore* t = nested_.get(); t; t = t->outer.get()) t->active = false;
}

void ConnectionCore::enter_block(const Transaction& transaction) noexcept {
  block_ = transaction.core_;
}
void ConnectionCore::leave_block() noexcept {
  block_.reset();
}

TransactionBlock::TransactionBlock(Connection& connection, const Transaction& transaction) noexcept
    : core_(connection.core()) {
  core_.enter_block(transaction);
}
TransactionBlock::~TransactionBlock() {
  core_.leave_block();
}

}  // namespace detail

Transaction& Transaction::operator=(Transaction&& o) noexcept {
  if (this != &o) {
    Transaction old(std::move(*this));
    core_ = std::move(o.core_);
    owner_ = o.owner_;
  }
  return *this;
}

Transaction::~Transaction() {
  if (!core_ || !owner_) return;
  try {
    close();
  } catch (...) {
    // A rollback that fails leaves the connection invalid or to be reset by its pool.
  }
}

void Transaction::commit() {
  if (!core_ || !core_->connection) {
    throw InvalidRequestError("This transaction is inactive: its connection was closed");
  }
  core_->connection->commit(*core_);
}

void Transaction::rollback() {
  if (!core_ || !core_->connection) return;
  if (!is_valid()) {
    warn(core_->nested() ? "nested transaction already deassociated from connection"
                         : "transaction already deassociated from connection");
  }
  core_->connection->rollback(*core_);
}

void Transaction::close() {
  if (core_ && core_->connection) core_->connection->rollback(*core_);
}

bool Transaction::is_active() const noexcept {
  return core_ && core_->connection && core_->active;
}

bool Transaction::is_valid() const noexcept {
  if (!core_ || !core_->connection) return false;
  const auto& c = *core_->connection;
  for (auto* t = c.nested().get(); t; t = t->outer.get())
    if (t == core_.get()) return true;
  return c.root() == core_;
}

bool Transaction::is_nested() const noexcept {
  return core_ && core_->nested();
}

const std::string& Transaction::savepoint_name() const noexcept {
  static const std::string none;
  return core_ ? core_->savepoint : none;
}

}  // namespace cupel
