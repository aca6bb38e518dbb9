#pragma once
// Objects as bytes, and objects of bytes: what Python's pickle is to SQLAlchemy's mapped classes.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/session/object_argument.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

namespace detail {
ObjectRef load_pickled(const Registry& registry, std::string_view bytes, const ClassInfo& wanted);
std::vector<ObjectRef> load_all_pickled(const Registry& registry, std::string_view bytes,
                                        const ClassInfo* wanted);
}  // namespace detail

/// Writes objects into bytes and makes objects of such bytes again, later or in another process
/// that maps the same classes: for a cache of objects, a queue of work, a web session.
///
///     std::string bytes = pickle::dumps(user);
///     Ref<User> copy = pickle::loads<User>(registry, bytes);  // detached
///     session.add(copy);                                      // or session.merge(copy, ...)
///
/// What goes along: the object with its identity, and every object that is loaded and can be
/// reached from it along relationships, old values, queued changes and remembered parents; of each
/// its loaded values, explicit NULLs, which attributes are expired or deferred (they stay so, and
/// load once the object is in a session again), and what was changed since the load, with the old
/// values, so that a later flush sends the same UPDATE.
///
/// What does not: sessions, and that an object is to be deleted or has been; the `info` of objects
/// (`std::any` cannot be written); the options of the query that loaded them; members that are not
/// mapped. Composites follow their columns.
///
/// The bytes begin with "cupel.pickle" and the number of the format; classes and attributes stand
/// in them by name. The same objects give the same bytes. Bytes need not be trusted: what is
/// damaged or made up is refused with an error, and no code of theirs runs. But they carry no
/// signature: who can change them can change the objects.
///
/// Events: `events::pickle` and `events::unpickle` (orm/mapper/events.hpp).
/// Thread safety: dumps() reads the objects, loads() the registry.
namespace pickle {

/// One object. Loads nothing and changes nothing but what listeners of `pickle` do; those of an
/// object run right before it is written, objects in the order in which they are reached.
/// Throws UnmappedInstanceError for a null handle or an object of a class that is not mapped,
/// InvalidRequestError for an attribute that has an SQL expression for its value, and what
/// listeners throw. A throw leaves no bytes, and the objects as they are.
[[nodiscard]] std::string dumps(const ObjectArgument& object);

/// Several objects, in this order; what they share is written once.
[[nodiscard]] std::string dumps_all(std::span<const ObjectRef> objects);
template <class T>
[[nodiscard]] std::string dumps_all(const std::vector<Ref<T>>& objects) {
  return dumps_all(std::vector<ObjectRef>(objects.begin(), objects.end()));
}

/// The object that `dumps` wrote: detached if it had an identity, else transient. No constructor
/// but the default one runs, no event but `unpickle`; its listeners are called when all objects are
/// whole, in the order of dumps(). A column that the mapping has gained since the dump loads at its
/// first access.
///
/// Throws DataError for bytes that are not dumps()'s, damaged, of another version, or whose values
/// do not fit the members; UnmappedClassError for a class that the registry does not map,
/// InvalidRequestError for an attribute that the class does not have, and where the bytes hold
/// another class than T or more objects than one; and what listeners and constructors throw. After
/// a throw nothing is left of the objects, except what a listener has taken a Ref of.
template <class T>
[[nodiscard]] Ref<T> loads(const Registry& registry, std::string_view bytes) {
  return Ref<T>(detail::load_pickled(registry, bytes, class_info<T>()).instance());
}

/// The objects given to dumps() or dumps_all(), in that order. Throws as loads().
[[nodiscard]] inline std::vector<ObjectRef> loads_all(const Registry& registry,
                                                      std::string_view bytes) {
  return detail::load_all_pickled(registry, bytes, nullptr);
}
/// The same where all of them are of class T.
template <class T>
[[nodiscard]] std::vector<Ref<T>> loads_all(const Registry& registry, std::string_view bytes) {
  std::vector<Ref<T>> objects;
  for (const ObjectRef& object : detail::load_all_pickled(registry, bytes, &class_info<T>())) {
    objects.emplace_back(object.instance());
  }
  return objects;
}

}  // namespace pickle

}  // namespace cupel
