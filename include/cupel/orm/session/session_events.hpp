#pragma once

#include <cstdint>
#include <functional>
#include <type_traits>
#include <utility>

#include "cupel/engine/fwd.hpp"
#include "cupel/event/event_list.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/session/fwd.hpp"
#include "cupel/orm/session/session_transaction.hpp"
#include "cupel/orm/unit_of_work/flush_context.hpp"

namespace cupel {

/// What Query::update() or Query::delete_() did.
struct BulkContext {
  Session& session;
  const Mapper& mapper;   ///< of the class that the query names
  std::int64_t rowcount;  ///< rows that the criteria matched
};

/// The listeners of a session, of a factory (for all its sessions), or of every session.
///
/// Called by the session's thread. What a listener throws leaves the operation that fired it; a
/// throw in a flush or commit counts as its failure.
struct SessionEvents {
  using Flush = EventList<void(Session&, FlushContext&)>;
  using Whole = EventList<void(Session&)>;
  using Transaction = EventList<void(Session&, SessionTransaction&)>;
  using Object = EventList<void(Session&, const ObjectRef&)>;

  Flush before_flush;          ///< before the plan is made: objects may be added and changed
  Flush after_flush;           ///< SQL was sent; lists and histories are still those from before
  Flush after_flush_postexec;  ///< the flush is done, all objects are in their new state
  /// A statement, or the SELECT of get(), is about to be executed; before the autoflush.
  EventList<void(OrmExecuteState&)> do_orm_execute;
  Whole before_commit;   ///< about to flush for a commit
  Whole after_commit;    ///< committed; no SQL may be emitted
  Whole after_rollback;  ///< the database's transaction was rolled back
  using Bulk = EventList<void(BulkContext&)>;
  Bulk after_bulk_update;           ///< Query::update() was executed
  Bulk after_bulk_delete;           ///< Query::delete_() was executed
  Transaction after_soft_rollback;  ///< any level was rolled back
  EventList<void(Session&, SessionTransaction&, Connection&)> after_begin;  ///< a connection joined
  Transaction after_transaction_create;
  Transaction after_transaction_end;
  Object before_attach;
  Object after_attach;
  Object transient_to_pending;
  Object pending_to_transient;
  Object pending_to_persistent;
  Object loaded_as_persistent;
  Object persistent_to_transient;
  Object persistent_to_deleted;
  Object deleted_to_persistent;
  Object deleted_to_detached;
  Object persistent_to_detached;
  Object detached_to_persistent;
};

namespace events {

/// An event of a session: `listen(session, events::before_flush, fn)`.
template <class List>
struct SessionEvent {
  List SessionEvents::*list;
};

inline constexpr SessionEvent<SessionEvents::Flush> before_flush{&SessionEvents::before_flush};
inline constexpr SessionEvent<SessionEvents::Flush> after_flush{&SessionEvents::after_flush};
inline constexpr SessionEvent<SessionEvents::Flush> after_flush_postexec{
    &SessionEvents::after_flush_postexec};
inline constexpr SessionEvent<EventList<void(OrmExecuteState&)>> do_orm_execute{
    &SessionEvents::do_orm_execute};
inline constexpr SessionEvent<SessionEvents::Whole> before_commit{&SessionEvents::before_commit};
inline constexpr SessionEvent<SessionEvents::Whole> after_commit{&SessionEvents::after_commit};
inline constexpr SessionEvent<SessionEvents::Whole> after_rollback{&SessionEvents::after_rollback};
inline constexpr SessionEvent<SessionEvents::Bulk> after_bulk_update{
    &SessionEvents::after_bulk_update};
inline constexpr SessionEvent<SessionEvents::Bulk> after_bulk_delete{
    &SessionEvents::after_bulk_delete};
inline constexpr SessionEvent<SessionEvents::Transaction> after_soft_rollback{
    &SessionEvents::after_soft_rollback};
inline constexpr SessionEvent<EventList<void(Session&, SessionTransaction&, Connection&)>>
    after_begin{&SessionEvents::after_begin};
inline constexpr SessionEvent<SessionEvents::Transaction> after_transaction_create{
    &SessionEvents::after_transaction_create};
inline constexpr SessionEvent<SessionEvents::Transaction> after_transaction_end{
    &SessionEvents::after_transaction_end};
inline constexpr SessionEvent<SessionEvents::Object> before_attach{&SessionEvents::before_attach};
inline constexpr SessionEvent<SessionEvents::Object> after_attach{&SessionEvents::after_attach};
inline constexpr SessionEvent<SessionEvents::Object> transient_to_pending{
    &SessionEvents::transient_to_pending};
inline constexpr SessionEvent<SessionEvents::Object> pending_to_transient{
    &SessionEvents::pending_to_transient};
inline constexpr SessionEvent<SessionEvents::Object> pending_to_persistent{
    &SessionEvents::pending_to_persistent};
inline constexpr SessionEvent<SessionEvents::Object> loaded_as_persistent{
    &SessionEvents::loaded_as_persistent};
inline constexpr SessionEvent<SessionEvents::Object> persistent_to_transient{
    &SessionEvents::persistent_to_transient};
inline constexpr SessionEvent<SessionEvents::Object> persistent_to_deleted{
    &SessionEvents::persistent_to_deleted};
inline constexpr SessionEvent<SessionEvents::Object> deleted_to_persistent{
    &SessionEvents::deleted_to_persistent};
inline constexpr SessionEvent<SessionEvents::Object> deleted_to_detached{
    &SessionEvents::deleted_to_detached};
inline constexpr SessionEvent<SessionEvents::Object> persistent_to_detached{
    &SessionEvents::persistent_to_detached};
inline constexpr SessionEvent<SessionEvents::Object> detached_to_persistent{
    &SessionEvents::detached_to_persistent};

}  // namespace events

namespace detail {
SessionEvents& events_of(Session& session);
SessionEvents& events_of(SessionFactory& factory);
SessionEvents& events_of(ScopedSession& scoped);
/// Of every session of the program.
SessionEvents& all_session_events();
}  // namespace detail

/// Calls `fn` at every such event of `target`, a Session, SessionFactory or ScopedSession.
template <class Target, class List, class F>
  requires(std::is_same_v<Target, Session> || std::is_same_v<Target, SessionFactory> ||
           std::is_same_v<Target, ScopedSession>)
ListenHandle listen(Target& target, events::SessionEvent<List> event, F&& fn,
                    ListenOptions options = {}) {
  return (detail::events_of(target).*event.list).listen(std::forward<F>(fn), options);
}
/// `listen<Session>(events::before_flush, fn)`: for every session of the program.
template <class Target, class List, class F>
  requires std::is_same_v<Target, Session>
ListenHandle listen(events::SessionEvent<List> event, F&& fn, ListenOptions options = {}) {
  return (detail::all_session_events().*event.list).listen(std::forward<F>(fn), options);
}

}  // namespace cupel
