#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

#include "cupel/engine/execution_options.hpp"
#include "cupel/error/error.hpp"
#include "cupel/event/event_list.hpp"
#include "cupel/pool/pool.hpp"
#include "cupel/sql/traversal/fwd.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

struct ExecutionContext;

/// What before_cursor_execute and after_cursor_execute are told. `statement` and `parameters` may
/// be changed before: what stands there is sent.
struct CursorExecution {
  std::string& statement;
  /// One set by bind name in the order of the text; several for an executemany.
  ParameterSets& parameters;
  bool executemany;
  const PreparedStatement* prepared;  ///< null for driver SQL
  const ExecutionOptions& options;
};

/// What handle_error is told. A listener may change the flags, or throw another exception instead.
struct ExceptionContext {
  Connection* connection;       ///< null when connecting failed
  const Error* error;           ///< the error about to be thrown
  std::exception_ptr original;  ///< the driver's
  std::string_view statement;
  std::string_view parameters_text;
  bool is_disconnect;                         ///< the connection is invalidated
  bool invalidate_pool_on_disconnect = true;  ///< all connections of the pool, too
  bool is_pre_ping = false;
};

/// What is about to be executed: may be replaced by a listener.
struct StatementExecution {
  ElementPtr& statement;
  ParameterSets& parameters;
  const ExecutionOptions& options;
};

/// The listeners of an engine, or of one connection.
///
/// Called by the thread that uses the connection, with it; an exception of a listener leaves the
/// call that fired it.
struct EngineEvents {
  EventList<void(Connection&, StatementExecution&)> before_execute;
  EventList<void(Connection&, StatementExecution&)> after_execute;
  EventList<void(Connection&, CursorExecution&)> before_cursor_execute;
  EventList<void(Connection&, CursorExecution&)> after_cursor_execute;
  EventList<void(Connection&)> engine_connect;  ///< a Connection was made
  EventList<void(Connection&, ExecutionOptions&)> set_connection_execution_options;
  EventList<void(Engine&, ExecutionOptions&)> set_engine_execution_options;
  EventList<void(Engine&)> engine_disposed;
  EventList<void(Connection&)> begin;
  EventList<void(Connection&)> commit;
  EventList<void(Connection&)> rollback;
  EventList<void(Connection&, std::string_view)> savepoint;
  EventList<void(Connection&, std::string_view)> rollback_savepoint;
  EventList<void(Connection&, std::string_view)> release_savepoint;
  // Two-phase transactions, with their xid; `is_prepared` of the last two.
  EventList<void(Connection&, std::string_view)> begin_twophase;
  EventList<void(Connection&, std::string_view)> prepare_twophase;
  EventList<void(Connection&, std::string_view, bool)> commit_twophase;
  EventList<void(Connection&, std::string_view, bool)> rollback_twophase;
  EventList<void(ExceptionContext&)> handle_error;
  /// Before the driver connects; arguments may be changed. A listener that returns a connection
  /// replaces the driver's call.
  EventList<std::unique_ptr<dbapi::Connection>(const Dialect&, dbapi::ConnectArgs&)> do_connect;
};

namespace events {

#define CUPEL_ENGINE_EVENT(name)                \
  struct name##_t {                             \
    static auto& of(EngineEvents& e) noexcept { \
      return e.name;                            \
    }                                           \
  };                                            \
  inline constexpr name##_t name {}

CUPEL_ENGINE_EVENT(before_execute);
CUPEL_ENGINE_EVENT(after_execute);
CUPEL_ENGINE_EVENT(before_cursor_execute);
CUPEL_ENGINE_EVENT(after_cursor_execute);
CUPEL_ENGINE_EVENT(engine_connect);
CUPEL_ENGINE_EVENT(set_connection_execution_options);
CUPEL_ENGINE_EVENT(set_engine_execution_options);
CUPEL_ENGINE_EVENT(engine_disposed);
CUPEL_ENGINE_EVENT(begin);
CUPEL_ENGINE_EVENT(commit);
CUPEL_ENGINE_EVENT(rollback);
CUPEL_ENGINE_EVENT(savepoint);
CUPEL_ENGINE_EVENT(rollback_savepoint);
CUPEL_ENGINE_EVENT(release_savepoint);
CUPEL_ENGINE_EVENT(begin_twophase);
CUPEL_ENGINE_EVENT(prepare_twophase);
CUPEL_ENGINE_EVENT(commit_twophase);
CUPEL_ENGINE_EVENT(rollback_twophase);
CUPEL_ENGINE_EVENT(handle_error);
CUPEL_ENGINE_EVENT(do_connect);

#undef CUPEL_ENGINE_EVENT

}  // namespace events

/// A name of an event that engines and connections have.
template <class Tag>
concept EngineEventTag = requires(EngineEvents& e) { Tag::of(e); };

namespace detail {

/// The events around the cursor may also be listened to as
/// `[](Connection&, std::string& sql, Parameters& parameters) {...}`: called for each set.
template <class Tag, class F>
auto adapt_engine_listener(F&& fn) {
  if constexpr (std::is_invocable_v<F&, Connection&, std::string&, Parameters&>) {
    return [f = std::forward<F>(fn)](Connection& c, CursorExecution& e) mutable {
      if (e.parameters.empty()) {
        Parameters none;
        f(c, e.statement, none);
      }
      for (Parameters& p : e.parameters) f(c, e.statement, p);
    };
  } else {
    return std::forward<F>(fn);
  }
}

EngineEvents& events_of(Engine& engine);
EngineEvents& events_of(Connection& connection);
PoolEvents& pool_events_of(Engine& engine);

}  // namespace detail

/// `listen(engine, events::before_cursor_execute, [](Connection&, std::string& sql, Parameters&)
/// {})` Pool events of the engine's pool may be listened to as well: they stay when it is disposed.
template <class Tag, class F>
  requires(EngineEventTag<Tag> || PoolEventTag<Tag>)
ListenHandle listen(Engine& engine, Tag, F&& fn, ListenOptions options = {}) {
  if constexpr (EngineEventTag<Tag>) {
    return Tag::of(detail::events_of(engine))
        .listen(detail::adapt_engine_listener<Tag>(std::forward<F>(fn)), options);
  } else {
    return Tag::of(detail::pool_events_of(engine)).listen(std::forward<F>(fn), options);
  }
}

/// For this connection alone, until it is closed.
template <EngineEventTag Tag, class F>
ListenHandle listen(Connection& connection, Tag, F&& fn, ListenOptions options = {}) {
  return Tag::of(detail::events_of(connection))
      .listen(detail::adapt_engine_listener<Tag>(std::forward<F>(fn)), options);
}

}  // namespace cupel
