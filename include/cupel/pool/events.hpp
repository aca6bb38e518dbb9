#pragma once

#include <exception>

#include "cupel/event/event_list.hpp"
#include "cupel/pool/connection_record.hpp"
#include "cupel/pool/fwd.hpp"
#include "cupel/pool/pooled_connection.hpp"

namespace cupel {

/// The listeners of a pool. An exception of a listener leaves the call that fired it, with the
/// connection thrown away and its slot free; in the course of a return it is only logged.
struct PoolEvents {
  using Record = void(dbapi::Connection&, ConnectionRecord&);
  using Invalidate = void(dbapi::Connection&, ConnectionRecord&, std::exception_ptr);

  EventList<Record> connect;        ///< a driver connection was opened
  EventList<Record> first_connect;  ///< the pool's very first one; fires before `connect`
  /// Handed out. A listener that throws DisconnectionError has the pool try another connection;
  /// InvalidatePoolError makes all connections opened before stale as well.
  EventList<void(dbapi::Connection&, ConnectionRecord&, PooledConnection&)> checkout;
  EventList<void(dbapi::Connection*, ConnectionRecord&)> checkin;  ///< null if it was invalidated
  EventList<void(dbapi::Connection&, ConnectionRecord*, PoolResetState)> reset;
  EventList<Invalidate> invalidate;
  EventList<Invalidate> soft_invalidate;
  EventList<Record> close;
  EventList<Record> detach;
  EventList<void(dbapi::Connection&)> close_detached;
};

/// Names of events, for listen(target, events::checkout, function). Each knows its list.
namespace events {

#define CUPEL_POOL_EVENT(name)                \
  struct name##_t {                           \
    static auto& of(PoolEvents& e) noexcept { \
      return e.name;                          \
    }                                         \
  };                                          \
  inline constexpr name##_t name {}

CUPEL_POOL_EVENT(connect);
CUPEL_POOL_EVENT(first_connect);
CUPEL_POOL_EVENT(checkout);
CUPEL_POOL_EVENT(checkin);
CUPEL_POOL_EVENT(reset);
CUPEL_POOL_EVENT(invalidate);
CUPEL_POOL_EVENT(soft_invalidate);
CUPEL_POOL_EVENT(close);
CUPEL_POOL_EVENT(detach);
CUPEL_POOL_EVENT(close_detached);

#undef CUPEL_POOL_EVENT

}  // namespace events

/// A name of an event that pools have.
template <class Tag>
concept PoolEventTag = requires(PoolEvents& e) { Tag::of(e); };

}  // namespace cupel
