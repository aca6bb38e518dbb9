#include "cupel/orm/session/session_events.hpp"

#include "orm/session/session_core.hpp"

namespace cupel::detail {

SessionEvents& events_of(Session& session) {
  return session.core().events();
}

SessionEvents& all_session_events() {
  static auto* events = new SessionEvents;  // outlives every static session
  return *events;
}

}  // namespace cupel::detail
