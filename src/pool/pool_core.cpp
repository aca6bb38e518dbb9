#include "pool/pool_core.hpp"

#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::detail {

namespace {

constexpr int kCheckoutTries = 2;  // after the first, as many as a listener may refuse

std::string what_of(const std::exception_ptr& error) {
  if (!error) return "None";
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& e) {
    return e.what();
  } catch (...) {
    return "unknown exception";
  }
}

LogLevel level_of(PoolEcho echo) noexcept {
  switch (echo) {
    case PoolEcho::off:
      return LogLevel::off;
    case PoolEcho::on:
      return LogLevel::info;
    case PoolEcho::debug:
      return LogLevel::debug;
  }
  return LogLevel::off;
}

std::string logger_name(const PoolClass& pool_class, const PoolOptions& options) {
  std::string name = str_cat("cupel.pool.", pool_class.name);
  if (!options.logging_name.empty()) str_append(name, ".", options.logging_name);
  return name;
}

}  // namespace

PoolCore::PoolCore(const PoolClass& klass, dbapi::Connector c, const PoolOptions& o)
    : pool_class(klass),
      connector(std::move(c)),
      options(o),
      echo_(o.echo),
      logger_(Logger::get(logger_name(klass, o))) {
  if (!connector) throw ArgumentError("a pool needs a function that connects");
}

PoolCore::~PoolCore() = default;

bool PoolCore::log_enabled(LogLevel level) const noexcept {
  return level >= level_of(echo_.load(std::memory_order_relaxed)) || logger_.enabled(level);
}

void PoolCore::log(LogLevel level, std::string_view message) const {
  if (log_enabled(level)) logger_.write(level, message);
}

void PoolCore::set_echo(PoolEcho echo) noexcept {
  echo_.store(echo, std::memory_order_relaxed);
}

std::string PoolCore::name_of(const ConnectionRecord& record) {
  const dbapi::Connection* c = record.driver_connection();
  if (!c) return "None";
  constexpr std::string_view digits = "0123456789abcdef";
  auto address = reinterpret_cast<std::uintptr_t>(c);
  std::string hex;
  for (; address; address >>= 4) hex.insert(hex.begin(), digits[address & 15]);
  return str_cat("<", c->driver_name(), " connection at 0x", hex, ">");
}

std::unique_ptr<ConnectionRecord> PoolCore::make_record() {
  return std::unique_ptr<ConnectionRecord>(new ConnectionRecord(*this));
}

void PoolCore::connect(ConnectionRecord& record) {
  record.info_.clear();
  record.generation_ = generation_.load(std::memory_order_acquire);
  record.soft_invalidated_ = {};
  record.connection_ = connector();
  if (!record.connection_) throw ArgumentError("a pool's connect function returned no connection");
  record.start_time_ = ConnectionRecord::Clock::now();
  record.fresh_ = true;
  if (log_enabled(LogLevel::debug)) {
    log(LogLevel::debug, str_cat("Created new connection ", name_of(record)));
  }
  auto undo = ScopeGuard([&] { close(record); });
  if (!had_connection_.load(std::memory_order_acquire)) {
    // Others that connect meanwhile wait until the first one's listeners are through.
    const std::lock_guard lock(first_connect_mutex_);
    if (!had_connection_.load(std::memory_order_relaxed)) {
      events->first_connect.fire(*record.connection_, record);
      had_connection_.store(true, std::memory_order_release);
    }
  }
  events->connect.fire(*record.connection_, record);
  undo.dismiss();
}

void PoolCore::close(ConnectionRecord& record) noexcept {
  if (!record.connection_) return;
  try {
    if (log_enabled(LogLevel::debug)) {
      log(LogLevel::debug, str_cat("Closing connection ", name_of(record)));
    }
    events->close.fire(*record.connection_, record);
  } catch (...) {
    log(LogLevel::error,
        str_cat("Exception in a listener of close: ", what_of(std::current_exception())));
  }
  record.connection_->close();
  record.connection_.reset();
  record.info_.clear();
}

// Replaces the slot's connection where it is missing, too old, or belongs to an earlier generation.
void PoolCore::ensure_usable(ConnectionRecord& record) {
  if (record.connection_) {
    const char* reason = nullptr;
    if (record.connection_->closed()) {
      reason = "was closed";
    } else if (record.generation_ != generation_.load(std::memory_order_acquire)) {
      reason = "invalidated by the pool; recycling";
    } else if (record.soft_invalidated_ > record.start_time_) {
      reason = "invalidated due to local soft invalidation; recycling";
    } else if (options.recycle &&
               ConnectionRecord::Clock::now() - record.start_time_ > *options.recycle) {
      reason = "exceeded timeout; recycling";
    }
    if (!reason) return;
    if (log_enabled(LogLevel::info)) {
      log(LogLevel::info, str_cat("Connection ", name_of(record), " ", reason));
    }
    close(record);
  }
  connect(record);
}

void PoolCore::reconnect(ConnectionRecord& record) {
  ensure_usable(record);
}

void PoolCore::fire_checkout(PooledConnection& connection) {
  ConnectionRecord& record = *connection.record_;
  const bool fresh = std::exchange(record.fresh_, false);
  if (options.pre_ping && !fresh) {
    if (log_enabled(LogLevel::debug)) {
      log(LogLevel::debug, str_cat("Pool pre-ping on connection ", name_of(record)));
    }
    if (!record.connection_->ping()) {
      if (log_enabled(LogLevel::info)) {
        log(LogLevel::info, str_cat("Pool pre-ping on connection ", name_of(record),
                                    " failed, will invalidate pool"));
      }
      throw InvalidatePoolError("the connection did not answer the ping before its use");
    }
  }
  if (!events->checkout.empty()) events->checkout.fire(*record.connection_, record, connection);
}

PooledConnection PoolCore::checkout() {
  ConnectionRecord* const record = take();
  PooledConnection out(shared_from_this(), record);
  try {
    ensure_usable(*record);
    if (log_enabled(LogLevel::debug)) {
      log(LogLevel::debug, str_cat("Connection ", name_of(*record), " checked out from pool"));
    }
    for (int tries_left = kCheckoutTries;; --tries_left) {
      try {
        fire_checkout(out);
        return out;
      } catch (const DisconnectionError& e) {
        if (tries_left == 0) {
          invalidate(*record, std::current_exception(), false);
          throw InvalidRequestError("this connection is closed: no check-out succeeded in " +
                                    str_cat(kCheckoutTries + 1, " attempts; the last failure: ") +
                                    e.message());
        }
        const bool whole_pool = dynamic_cast<const InvalidatePoolError*>(&e) != nullptr;
        if (log_enabled(LogLevel::info)) {
          log(LogLevel::info,
              str_cat("Disconnection detected on checkout, ",
                      whole_pool ? "invalidating all pooled connections prior to current "
                                   "timestamp (reason: "
                                 : "invalidating individual connection (reason: ",
                      e.message(), ")"));
        }
        if (whole_pool) invalidate_all();
        invalidate(*record, std::current_exception(), false);
        ensure_usable(*record);
      }
    }
  } catch (...) {
    // The slot goes back; a connection that a listener has seen in a doubtful state does not.
    if (!still_lent(*record)) close(*record);
    out.record_ = nullptr;
    out.pool_.reset();
    put(record);
    throw;
  }
}

void PoolCore::reset(dbapi::Connection& connection, ConnectionRecord* record,
                     PoolResetState state) {
  if (!events->reset.empty()) events->reset.fire(connection, record, state);
  if (state.terminate_only) return;
  connection.reset_statements();
  switch (options.reset_on_return) {
    case ResetOnReturn::none:
      break;
    case ResetOnReturn::commit:
      connection.commit();
      break;
    case ResetOnReturn::rollback:
      if (connection.in_transaction()) {
        if (log_enabled(LogLevel::debug) && record) {
          log(LogLevel::debug, str_cat("Connection ", name_of(*record), " rollback-on-return"));
        }
        connection.rollback();
      }
      break;
  }
}

void PoolCore::give_back(PooledConnection& lent, PoolResetState state) noexcept {
  ConnectionRecord* const record = std::exchange(lent.record_, nullptr);
  if (!record) {
    if (!lent.detached_) return;
    state.terminate_only = true;
    try {
      reset(*lent.detached_, nullptr, state);
      events->close_detached.fire(*lent.detached_);
    } catch (...) {
      log(LogLevel::error, str_cat("Exception while closing a detached connection: ",
                                   what_of(std::current_exception())));
    }
    lent.detached_->close();
    lent.detached_.reset();
    return;
  }
  try {
    if (log_enabled(LogLevel::debug)) {
      log(LogLevel::debug, str_cat("Connection ", name_of(*record), " being returned to pool"));
    }
    if (record->connection_ && !still_lent(*record)) reset(*record->connection_, record, state);
    if (!events->checkin.empty()) events->checkin.fire(record->connection_.get(), *record);
  } catch (...) {
    log(LogLevel::error,
        str_cat("Exception during reset or similar: ", what_of(std::current_exception())));
    close(*record);
  }
  put(record);
}

void PoolCore::invalidate(ConnectionRecord& record, std::exception_ptr cause, bool soft) {
  if (!record.connection_) return;
  const auto close_hard = ScopeGuard([&] {
    if (!soft) close(record);
  });
  if (log_enabled(LogLevel::info)) {
    log(LogLevel::info,
        cause ? str_cat(soft ? "Soft i" : "I", "nvalidate connection ", name_of(record),
                        " (reason: ", what_of(cause), ")")
              : str_cat(soft ? "Soft i" : "I", "nvalidate connection ", name_of(record)));
  }
  if (soft) record.soft_invalidated_ = ConnectionRecord::Clock::now();
  (soft ? events->soft_invalidate : events->invalidate).fire(*record.connection_, record, cause);
}

void PoolCore::detach(PooledConnection& lent) {
  ConnectionRecord* const record = lent.record_;
  if (!record || !record->connection_) {
    throw InvalidRequestError("a connection that is closed or invalidated cannot be detached");
  }
  if (still_lent(*record)) {
    throw InvalidRequestError(
        "this connection is shared by several users of its pool and cannot be detached");
  }
  events->detach.fire(*record->connection_, *record);
  lent.detached_info_ = std::make_unique<InfoMap>(std::move(record->info_));
  lent.detached_ = std::move(record->connection_);
  lent.record_ = nullptr;
  record->info_.clear();
  forget(record);
}

}  // namespace cupel::detail
