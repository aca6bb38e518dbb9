#include "orm/session/live_sessions.hpp"

namespace cupel::detail {

std::uint64_t LiveSessions::enter(SessionCore& session) {
  const std::scoped_lock lock(mutex_);
  sessions_.insert(&session);
  return ++last_;
}

void LiveSessions::leave(SessionCore& session) noexcept {
  const std::scoped_lock lock(mutex_);
  sessions_.erase(&session);
}

std::vector<SessionCore*> LiveSessions::all() {
  const std::scoped_lock lock(mutex_);
  return {sessions_.begin(), sessions_.end()};
}

LiveSessions& live_sessions() {
  // Never destroyed: sessions of other static objects may outlive every order of destruction.
  static auto* sessions = new LiveSessions;
  return *sessions;
}

}  // namespace cupel::detail
