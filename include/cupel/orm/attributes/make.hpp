#pragma once

#include <type_traits>
#include <utility>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/util/scope_guard.hpp"

namespace cupel {

namespace detail {

/// Makes the object in `instance`, whose constructor has run, a transient entity: every value that
/// it was given passes validators and listeners, its relationships become edges, and the other
/// sides are set. When a listener throws, the object stays whole but nobody refers to it.
void become_entity(Instance& instance);

template <class T, class... Args>
Ref<T> make_entity(Args&&... args) {
  ClassInfo& info = class_info<T>();
  info.ensure_configured();
  Instance* const cell = info.allocate_cell();
  try {
    if constexpr (std::is_aggregate_v<T> && sizeof...(Args) == 0) {
      ::new (cell->object()) T{};
    } else {
      ::new (cell->object()) T(std::forward<Args>(args)...);
    }
  } catch (...) {
    info.free_cell(cell);
    throw;
  }
  Ref<T> made(cell);
  become_entity(*cell);
  return made;
}

}  // namespace detail

/// Makes an entity of a value: `Ref<User> ed = make<User>({.name = "ed"})`. It is transient, in no
/// session.
///
/// Values pass the attribute's validators and listeners as if assigned one by one in the order of
/// declaration; what they throw comes through, and no entity is made.
template <class T>
Ref<T> make(std::type_identity_t<T>&& value) {
  return detail::make_entity<T>(std::move(value));
}
template <class T>
Ref<T> make(const std::type_identity_t<T>& value) {
  return detail::make_entity<T>(value);
}
template <class T>
Ref<T> make() {
  return detail::make_entity<T>();
}
/// Calls T's constructor in place, for classes that cannot be moved.
template <class T, class... Args>
  requires std::is_constructible_v<T, Args&&...>
Ref<T> emplace(Args&&... args) {
  return detail::make_entity<T>(std::forward<Args>(args)...);
}

/// The handle of an object that lives in a cell, such as the `User&` that a listener gets.
/// Throws InvalidRequestError for a plain value (and for a class without any Mapped or
/// Relationship member, where nothing tells them apart).
template <class T>
Ref<T> ref_to(T& object);

/// The handle as one of a T, such as those in `session.new_()`; null when the object is of another
/// class, or `object` is null.
template <class T>
Ref<T> ref_cast(const ObjectRef& object) noexcept {
  Instance* const instance = object.instance();
  const bool is_t = instance != nullptr && &instance->class_info() == &class_info<T>();
  return is_t ? Ref<T>(instance) : Ref<T>();
}

}  // namespace cupel

#include "cupel/orm/attributes/detail/find_instance.hpp"
