#pragma once

#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/event/event_list.hpp>
#include <cupel/schema/check_first.hpp>
#include <cupel/schema/fwd.hpp>

namespace cupel {

/// What a listener of a DDL event is told.
struct DdlEventContext {
  /// Where statements go. Borrowed for the time of the call.
  SchemaExecutor& executor;
  /// The table, for the events of one table; null for those of a metadata.
  const SchemaTable* table = nullptr;
  /// The tables that are created or dropped, in order, for the events of a metadata.
  std::span<const SchemaTable* const> tables = {};
  CheckFirst checkfirst = CheckFirst::none;
};

/// Listeners around CREATE and DROP of one table, or of all that a MetaData does, and of
/// reflection. A listener must not keep the table: the table keeps the listener.
struct DdlEvents {
  using List = EventList<void(const DdlEventContext&)>;
  List before_create;
  List after_create;
  List before_drop;
  List after_drop;
  /// Called for each column that reflection has read, before a Column is made of it: the listener
  /// may change it. Of the metadata, then of the table.
  EventList<void(const ColumnReflectContext&, ReflectedColumn&)> column_reflect;
};

namespace events {

// The words for listen(): listen(users, events::after_create, fn).
struct BeforeCreate {
  static DdlEvents::List& list(DdlEvents& e) { return e.before_create; }
};
struct AfterCreate {
  static DdlEvents::List& list(DdlEvents& e) { return e.after_create; }
};
struct BeforeDrop {
  static DdlEvents::List& list(DdlEvents& e) { return e.before_drop; }
};
struct AfterDrop {
  static DdlEvents::List& list(DdlEvents& e) { return e.after_drop; }
};
struct ColumnReflect {
  static auto& list(DdlEvents& e) { return e.column_reflect; }
};
inline constexpr BeforeCreate before_create{};
inline constexpr AfterCreate after_create{};
inline constexpr BeforeDrop before_drop{};
inline constexpr AfterDrop after_drop{};
inline constexpr ColumnReflect column_reflect{};

}  // namespace events

/// Attaches `listener`, a function of `const DdlEventContext&` or a DDL element to be executed, to
/// a Table or MetaData.
template <class Target, class Event, class Listener>
  requires requires(const Target& t, DdlEvents& e) {
    { t.events() } -> std::same_as<DdlEvents&>;
    Event::list(e);
  }
ListenHandle listen(const Target& target, Event, Listener&& listener, ListenOptions options = {}) {
  if constexpr (requires { listener.as_listener(); }) {
    return Event::list(target.events()).listen(listener.as_listener(), options);
  } else {
    return Event::list(target.events()).listen(std::forward<Listener>(listener), options);
  }
}

}  // namespace cupel
