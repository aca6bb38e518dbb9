#pragma once

#include <chrono>

namespace cupel::dbapi {

/// Waits for a socket on behalf of a driver, so that a driver never blocks inside its client
/// library. The default waits with poll(2); another may suspend a fiber on an event loop.
///
/// Called by the thread that uses the connection. A Waiter must outlive the connections it was set
/// on. Drivers without a socket (SQLite) never call it.
class Waiter {
 public:
  virtual ~Waiter() = default;

  /// A negative timeout waits without end.
  using Timeout = std::chrono::milliseconds;

  /// True when `fd` can be read, false when the timeout passed.
  /// Throws std::system_error when waiting itself fails.
  virtual bool wait_readable(int fd, Timeout timeout) = 0;
  virtual bool wait_writable(int fd, Timeout timeout) = 0;
};

/// The one that waits with poll(2). Stateless, thread-safe, lives as long as the process.
[[nodiscard]] Waiter& poll_waiter() noexcept;

}  // namespace cupel::dbapi
