#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>

#include "cupel/dbapi/connection.hpp"
#include "cupel/pool/fwd.hpp"
#include "cupel/pool/info_map.hpp"

namespace cupel {

/// One slot of a pool: stays, while the driver connection in it may be replaced.
///
/// Thread safety: belongs to whoever has checked the connection out, one thread at a time.
class ConnectionRecord {
 public:
  using Clock = std::chrono::steady_clock;

  ConnectionRecord(const ConnectionRecord&) = delete;
  ConnectionRecord& operator=(const ConnectionRecord&) = delete;
  ~ConnectionRecord();

  /// The driver's connection; null after invalidate() until the next check-out connects anew.
  [[nodiscard]] dbapi::Connection* driver_connection() const noexcept { return connection_.get(); }
  /// When the driver connection was opened.
  [[nodiscard]] Clock::time_point start_time() const noexcept { return start_time_; }
  /// Goes with the driver connection: emptied when that is replaced.
  [[nodiscard]] InfoMap& info() noexcept { return info_; }
  /// Stays as long as the slot.
  [[nodiscard]] InfoMap& record_info() noexcept { return record_info_; }

  /// Closes the driver connection now; with `soft`, replaces it at the next check-out instead.
  /// `cause` is handed to the events and may be null.
  void invalidate(std::exception_ptr cause = nullptr, bool soft = false);

 private:
  friend class detail::PoolCore;
  friend class PooledConnection;
  explicit ConnectionRecord(detail::PoolCore& pool) noexcept : pool_(&pool) {}

  detail::PoolCore* pool_;  // outlives its records
  std::unique_ptr<dbapi::Connection> connection_;
  Clock::time_point start_time_{};
  Clock::time_point soft_invalidated_{};
  std::uint64_t generation_ = 0;  // the pool's when connected
  bool fresh_ = false;            // connected by this very check-out
  bool in_use_ = false;
  InfoMap info_;
  InfoMap record_info_;
};

}  // namespace cupel
