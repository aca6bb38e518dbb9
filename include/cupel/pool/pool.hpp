#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cupel/dbapi/driver.hpp"
#include "cupel/pool/events.hpp"
#include "cupel/pool/pooled_connection.hpp"

namespace cupel {

/// What is done to a connection on its return.
enum class ResetOnReturn : std::uint8_t { rollback, commit, none };

/// How much a pool writes to the log.
enum class PoolEcho : std::uint8_t { off, on, debug };

/// Settings of all pools; a pool without use for one ignores it (see PoolClass::bounded).
struct PoolOptions {
  std::size_t pool_size = 5;  ///< kept open while idle; 0: no limit
  int max_overflow = 10;      ///< opened beyond pool_size, closed on return; -1: no limit
  std::chrono::milliseconds timeout{30'000};      ///< longest wait in connect()
  std::optional<std::chrono::seconds> recycle{};  ///< age at which a connection is replaced
  bool use_lifo = false;                          ///< the connection returned last goes out first
  bool pre_ping = false;  ///< test each connection at check-out, replace a dead one
  ResetOnReturn reset_on_return = ResetOnReturn::rollback;
  PoolEcho echo = PoolEcho::off;
  std::string logging_name{};  ///< shown in log lines instead of the object's address
};

/// A pool type as a value: `pool_class<NullPool>`.
struct PoolClass {
  std::string_view name;
  bool bounded;  ///< knows pool_size
  bool waits;    ///< knows max_overflow, timeout and use_lifo
  std::unique_ptr<Pool> (*make)(dbapi::Connector, const PoolOptions&);
};

/// Lends connections and takes them back.
///
/// Thread safety: every member may be called from any thread.
/// Lifetime: what was lent may outlive the pool object; it is closed on return then.
class Pool {
 public:
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  /// Closes the idle connections.
  virtual ~Pool();

  /// Lends a connection.
  /// Throws TimeoutError when all stay lent, dbapi::DriverError when the driver cannot connect, and
  /// what a listener throws; on a throw no slot is lost.
  PooledConnection connect();

  /// Closes all idle connections. The pool can be used on; what is lent now comes back as before.
  void dispose();
  /// A new pool of the same type, settings and listeners, without connections.
  [[nodiscard]] std::unique_ptr<Pool> recreate() const;
  /// Makes every connection opened until now stale: each is replaced at its next check-out.
  void invalidate_all() noexcept;

  /// One line about sizes and use, in SQLAlchemy's words.
  [[nodiscard]] std::string status() const;
  [[nodiscard]] std::size_t size() const;         ///< pool_size
  [[nodiscard]] std::size_t checked_in() const;   ///< idle connections
  [[nodiscard]] std::size_t checked_out() const;  ///< lent connections
  /// Connections open beyond pool_size; negative while fewer than pool_size were ever opened.
  [[nodiscard]] std::ptrdiff_t overflow() const;

  [[nodiscard]] const PoolOptions& options() const noexcept;
  [[nodiscard]] const PoolClass& pool_class() const noexcept;
  [[nodiscard]] PoolEvents& events() noexcept;
  void set_echo(PoolEcho echo) noexcept;

 protected:
  explicit Pool(std::shared_ptr<detail::PoolCore> core) noexcept : core_(std::move(core)) {}

 private:
  std::shared_ptr<detail::PoolCore> core_;  // shared with every lent connection
};

/// `listen(pool, events::checkout, [](dbapi::Connection&, ConnectionRecord&, PooledConnection&)
/// {})`
template <PoolEventTag Tag, class F>
ListenHandle listen(Pool& pool, Tag, F&& fn, ListenOptions options = {}) {
  return Tag::of(pool.events()).listen(std::forward<F>(fn), options);
}

}  // namespace cupel
