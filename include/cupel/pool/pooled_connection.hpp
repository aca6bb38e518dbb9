#pragma once

#include <exception>
#include <memory>
#include <utility>

#include "cupel/pool/connection_record.hpp"

namespace cupel {

/// What happened to the transaction before a connection is reset for its return.
struct PoolResetState {
  bool transaction_was_reset = false;  ///< its owner has rolled back or committed already
  bool terminate_only = false;         ///< the connection will be closed, not used again
};

/// A connection lent by a pool; goes back when destroyed. Movable.
///
/// Thread safety: one thread at a time. Lifetime: may outlive the pool object.
class [[nodiscard]] PooledConnection {
 public:
  PooledConnection() noexcept = default;
  PooledConnection(PooledConnection&& o) noexcept
      : pool_(std::move(o.pool_)),
        record_(std::exchange(o.record_, nullptr)),
        detached_(std::move(o.detached_)) {}
  PooledConnection& operator=(PooledConnection&& o) noexcept;
  /// As close().
  ~PooledConnection() {
    if (pool_) close();
  }

  /// The driver's connection. Must be valid().
  dbapi::Connection* operator->() const noexcept { return driver_connection(); }
  dbapi::Connection& operator*() const noexcept { return *driver_connection(); }
  /// Null after close() or invalidate().
  [[nodiscard]] dbapi::Connection* driver_connection() const noexcept {
    return record_ ? record_->driver_connection() : detached_.get();
  }
  [[nodiscard]] bool valid() const noexcept { return driver_connection() != nullptr; }
  explicit operator bool() const noexcept { return valid(); }

  /// The pool's slot; null when detached or closed.
  [[nodiscard]] ConnectionRecord* record() const noexcept { return record_; }
  /// The slot's info. Throws ResourceClosedError after close().
  [[nodiscard]] InfoMap& info();

  /// Gives the connection back: open statements are ended, the transaction rolled back (or what the
  /// pool's reset_on_return says), events fired. Where that fails the connection is thrown away and
  /// the slot stays good; nothing is thrown.
  void close() noexcept { close({}); }
  void close(PoolResetState reset) noexcept;

  /// Closes the driver connection (soft: at the next check-out); the slot is returned by close().
  void invalidate(std::exception_ptr cause = nullptr, bool soft = false);
  /// After invalidate(): connects anew within the same slot. Throws what the driver throws.
  void reconnect();
  /// Takes the connection out of the pool for good; it is closed when this object goes.
  void detach();
  [[nodiscard]] bool is_detached() const noexcept { return detached_ != nullptr; }

 private:
  friend class detail::PoolCore;
  PooledConnection(std::shared_ptr<detail::PoolCore> pool, ConnectionRecord* record) noexcept
      : pool_(std::move(pool)), record_(record) {}

  std::shared_ptr<detail::PoolCore> pool_;
  ConnectionRecord* record_ = nullptr;
  std::unique_ptr<dbapi::Connection> detached_;
  std::unique_ptr<InfoMap> detached_info_;
};

}  // namespace cupel
