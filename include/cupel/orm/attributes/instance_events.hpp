#pragma once
// Listening to the making of objects: `listen<User>(events::init, [](User& user) { ... })`.

#include <concepts>
#include <utility>

#include "cupel/event/event_list.hpp"
#include "cupel/orm/attributes/class_info.hpp"

namespace cupel {

namespace events {

struct Init {};
struct InitFailure {};

/// make<T>() has constructed the object; its values have not passed validators and listeners yet.
/// Not fired for objects that are loaded.
inline constexpr Init init{};
/// A validator or listener refused a value that the object was made with. The object still stands,
/// but nobody will get a handle of it.
inline constexpr InitFailure init_failure{};

}  // namespace events

/// The listeners to objects of one class.
struct InstanceListeners {
  EventList<void(Instance&)> init;
  EventList<void(Instance&)> init_failure;
};

template <class T, std::invocable<T&> F>
ListenHandle listen(events::Init, F listener, ListenOptions options = {}) {
  return class_info<T>().instance_listeners().init.listen(
      [f = std::move(listener)](Instance& i) mutable { f(i.as<T>()); }, options);
}
template <class T, std::invocable<T&> F>
ListenHandle listen(events::InitFailure, F listener, ListenOptions options = {}) {
  return class_info<T>().instance_listeners().init_failure.listen(
      [f = std::move(listener)](Instance& i) mutable { f(i.as<T>()); }, options);
}

}  // namespace cupel
