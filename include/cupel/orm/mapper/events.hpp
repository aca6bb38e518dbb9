#pragma once

#include <span>
#include <utility>

#include "cupel/event/event_list.hpp"
#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/types/fwd.hpp"

namespace cupel {

class Connection;

/// The listeners of one mapped class. The lists are thread-safe; who fires them says when.
///
/// Persistence events are fired by a flush, for each object, with the connection it writes to.
/// Instance events are fired by the loader and the session. The attributes given to refresh,
/// refresh_flush and expire are those that were asked for; empty means all. The map that goes with
/// pickle and unpickle is the listeners' own: it lies beside the object in the bytes.
struct MapperEvents {
  using Persist = EventList<void(Mapper&, Connection&, Instance&)>;
  using Whole = EventList<void(Instance&)>;
  using Partial = EventList<void(Instance&, std::span<const Attribute* const>)>;
  using State = EventList<void(Instance&, Parameters&)>;

  Persist before_insert;
  Persist after_insert;
  Persist before_update;
  Persist after_update;
  Persist before_delete;
  Persist after_delete;

  Whole load;             ///< filled from a row for the first time
  Partial refresh;        ///< some attributes were loaded again
  Partial refresh_flush;  ///< some attributes were fetched by a flush
  Partial expire;         ///< some attributes were given up

  State pickle;    ///< about to be written by pickle::dumps(), with an empty map to fill
  State unpickle;  ///< made again by pickle::loads(), with all that it is linked with, and the map

  EventList<void(Mapper&)> mapper_configured;
};

/// The names of the events, for `listen<User>(events::before_insert, ...)`.
namespace events {

/// A persistence event: listeners take (Mapper&, Connection&, T&).
struct PersistEvent {
  MapperEvents::Persist MapperEvents::*list;
};
/// An instance event: listeners take (T&).
struct InstanceEvent {
  MapperEvents::Whole MapperEvents::*list;
};
/// An instance event: listeners take (T&, std::span<const Attribute* const>).
struct PartialInstanceEvent {
  MapperEvents::Partial MapperEvents::*list;
};
/// An instance event: listeners take (T&, Parameters&).
struct StateEvent {
  MapperEvents::State MapperEvents::*list;
};

inline constexpr PersistEvent before_insert{&MapperEvents::before_insert};
inline constexpr PersistEvent after_insert{&MapperEvents::after_insert};
inline constexpr PersistEvent before_update{&MapperEvents::before_update};
inline constexpr PersistEvent after_update{&MapperEvents::after_update};
inline constexpr PersistEvent before_delete{&MapperEvents::before_delete};
inline constexpr PersistEvent after_delete{&MapperEvents::after_delete};
inline constexpr InstanceEvent load{&MapperEvents::load};
inline constexpr PartialInstanceEvent refresh{&MapperEvents::refresh};
inline constexpr PartialInstanceEvent refresh_flush{&MapperEvents::refresh_flush};
inline constexpr PartialInstanceEvent expire{&MapperEvents::expire};
inline constexpr StateEvent pickle{&MapperEvents::pickle};
inline constexpr StateEvent unpickle{&MapperEvents::unpickle};

}  // namespace events

namespace detail {
/// The listener lists of a mapped class; throws UnmappedClassError.
MapperEvents& mapper_events(ClassInfo& class_info);
template <class T>
ClassInfo& class_info_of() {
  return class_info<T>();
}
}  // namespace detail

/// Calls `fn(Mapper&, Connection&, T&)` at every such event of T. Returns a handle that removes it.
template <class T, class F>
ListenHandle listen(events::PersistEvent event, F fn, ListenOptions options = {}) {
  return (detail::mapper_events(detail::class_info_of<T>()).*event.list)
      .listen([fn = std::move(fn)](Mapper& mapper, Connection& connection,
                                   Instance& target) { fn(mapper, connection, target.as<T>()); },
              options);
}
template <class T, class F>
ListenHandle listen(events::InstanceEvent event, F fn, ListenOptions options = {}) {
  return (detail::mapper_events(detail::class_info_of<T>()).*event.list)
      .listen([fn = std::move(fn)](Instance& target) { fn(target.as<T>()); }, options);
}
template <class T, class F>
ListenHandle listen(events::PartialInstanceEvent event, F fn, ListenOptions options = {}) {
  return (detail::mapper_events(detail::class_info_of<T>()).*event.list)
      .listen(
          [fn = std::move(fn)](Instance& target, std::span<const Attribute* const> attributes) {
            fn(target.as<T>(), attributes);
          },
          options);
}
template <class T, class F>
ListenHandle listen(events::StateEvent event, F fn, ListenOptions options = {}) {
  return (detail::mapper_events(detail::class_info_of<T>()).*event.list)
      .listen(
          [fn = std::move(fn)](Instance& target, Parameters& state) { fn(target.as<T>(), state); },
          options);
}

}  // namespace cupel
