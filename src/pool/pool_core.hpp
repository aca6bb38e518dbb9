#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "cupel/pool/pools.hpp"
#include "cupel/util/log.hpp"

namespace cupel::detail {

/// What all pools share: connecting, check-out, return, events, log. The kinds of pools differ in
/// where slots are kept.
///
/// Lives as long as the pool object or any connection lent by it. `take` and `put` are called by
/// any thread; a record between them belongs to the thread that has it.
class PoolCore : public std::enable_shared_from_this<PoolCore> {
 public:
  PoolCore(const PoolClass& pool_class, dbapi::Connector connector, const PoolOptions& options);
  PoolCore(const PoolCore&) = delete;
  PoolCore& operator=(const PoolCore&) = delete;
  virtual ~PoolCore();

  PooledConnection checkout();
  void give_back(PooledConnection& connection, PoolResetState state) noexcept;
  void reconnect(ConnectionRecord& record);
  void invalidate(ConnectionRecord& record, std::exception_ptr cause, bool soft);
  void detach(PooledConnection& connection);
  void invalidate_all() noexcept { generation_.fetch_add(1, std::memory_order_acq_rel); }
  void set_echo(PoolEcho echo) noexcept;

  /// Closes the idle connections.
  virtual void dispose() = 0;
  [[nodiscard]] virtual std::string status() const = 0;
  [[nodiscard]] virtual std::size_t size() const { return options.pool_size; }
  [[nodiscard]] virtual std::size_t checked_in() const = 0;
  [[nodiscard]] virtual std::size_t checked_out() const = 0;
  [[nodiscard]] virtual std::ptrdiff_t overflow() const { return 0; }

  const PoolClass& pool_class;
  const dbapi::Connector connector;
  const PoolOptions options;
  /// Shared with the pools that are made by recreate().
  std::shared_ptr<PoolEvents> events = std::make_shared<PoolEvents>();

 protected:
  /// A slot for the caller alone (or shared, in pools that lend one twice). Need not be connected.
  virtual ConnectionRecord* take() = 0;
  /// Takes a slot back. It may be without connection.
  virtual void put(ConnectionRecord* record) noexcept = 0;
  /// The slot's connection left the pool for good: the slot is free for another one.
  virtual void forget(ConnectionRecord* record) noexcept = 0;
  /// Whether a slot is still lent to somebody else (a return must not reset it then).
  [[nodiscard]] virtual bool still_lent(const ConnectionRecord&) const noexcept { return false; }

  [[nodiscard]] std::unique_ptr<ConnectionRecord> make_record();
  void close(ConnectionRecord& record) noexcept;
  /// True for a slot whose first connecting failed: it never became part of the pool.
  [[nodiscard]] static bool never_connected(const ConnectionRecord& record) noexcept {
    return record.start_time_ == ConnectionRecord::Clock::time_point{};
  }
  [[nodiscard]] bool log_enabled(LogLevel level) const noexcept;
  void log(LogLevel level, std::string_view message) const;
  static std::string name_of(const ConnectionRecord& record);

 private:
  void connect(ConnectionRecord& record);
  void ensure_usable(ConnectionRecord& record);
  void fire_checkout(PooledConnection& connection);
  void reset(dbapi::Connection& connection, ConnectionRecord* record, PoolResetState state);

  std::atomic<std::uint64_t> generation_{1};
  std::atomic<PoolEcho> echo_;
  std::atomic<bool> had_connection_{false};
  std::mutex first_connect_mutex_;
  Logger& logger_;
};

}  // namespace cupel::detail
