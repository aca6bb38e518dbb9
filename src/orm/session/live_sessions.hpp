#pragma once

#include <cstdint>
#include <mutex>
#include <set>
#include <vector>

namespace cupel::detail {

class SessionCore;

/// The sessions of the program, for close_all_sessions(). Thread-safe.
class LiveSessions {
 public:
  /// Returns the session's number.
  std::uint64_t enter(SessionCore& session);
  void leave(SessionCore& session) noexcept;
  [[nodiscard]] std::vector<SessionCore*> all();

 private:
  std::mutex mutex_;
  std::uint64_t last_ = 0;
  std::set<SessionCore*> sessions_;
};

LiveSessions& live_sessions();

}  // namespace cupel::detail
