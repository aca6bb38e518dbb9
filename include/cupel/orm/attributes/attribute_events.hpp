#pragma once
// Listening to attributes:
//
//     auto hook = listen(&User::name, events::set, [](User&, std::string& value) { ... });
//     listen(&User::addresses, events::append, [](User&, Ref<Address>& item) { ... });
//
// What a listener assigns to its reference argument is used instead of the value; what it throws
// refuses the change. Listeners get what is written by programs and by back references, never what
// is loaded. They run in the order of registration, validators first.

#include <concepts>
#include <cstddef>
#include <functional>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/event/event_list.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/orm/attributes/relationship.hpp"

namespace cupel {

namespace events {

struct Set {};
struct Append {};
struct AppendWoMutation {};
struct Remove {};
struct BulkReplace {};
struct InitScalar {};
struct InitCollection {};
struct DisposeCollection {};
struct Modified {};

/// A scalar or reference is assigned: (User&, V& value) or (User&, V& value, const V* old) or with
/// the Initiator as a fourth. `old` is null when the old value is not known or there was none.
/// V is the member's T, or Ref<Target>.
inline constexpr Set set{};
/// An object enters a collection: (User&, Ref<Address>& item[, const Initiator&]).
inline constexpr Append append{};
/// An object is added to a set that has it already.
inline constexpr AppendWoMutation append_wo_mutation{};
/// An object leaves a collection, or a scalar or reference is deleted.
inline constexpr Remove remove{};
/// A whole collection is assigned: (User&, std::vector<Ref<Address>>& items[, const Initiator&]).
inline constexpr BulkReplace bulk_replace{};
/// A scalar that was never set is read: (User&, V& value) may give it a value.
inline constexpr InitScalar init_scalar{};
/// An empty collection is made, or one is replaced by another: (User&, std::size_t members).
inline constexpr InitCollection init_collection{};
inline constexpr DisposeCollection dispose_collection{};
/// flag_modified was called: (User&).
inline constexpr Modified modified{};

}  // namespace events

/// Options of listen() on attributes beyond those of every event.
struct AttributeListenOptions : ListenOptions {
  bool active_history = false;  ///< load the old value before it is replaced
};

/// What `Mapping::validates` takes.
struct ValidatesOptions {
  bool include_removes = false;  ///< also called, with is_remove, for what leaves
  bool include_backrefs = true;  ///< also for changes that come from the other side
};

/// The listeners of an attribute, untyped.
struct AttributeListeners {
  // `value` and `old` point to the member's type; `item` is read back.
  EventList<void(Instance&, void* value, const void* old, const Initiator&)> set_scalar;
  EventList<void(Instance&, Instance*& item, Instance* const* old, const Initiator&)> set_object;
  EventList<void(Instance&, Instance*& item, const Initiator&)> append;
  EventList<void(Instance&, Instance* item, const Initiator&)> append_wo_mutation;
  EventList<void(Instance&, Instance* item, const void* value, const Initiator&)> remove;
  EventList<void(Instance&, std::vector<Instance*>& items, const Initiator&)> bulk_replace;
  EventList<void(Instance&, void* value, bool& changed)> init_scalar;
  EventList<void(Instance&, std::size_t)> init_collection;
  EventList<void(Instance&, std::size_t)> dispose_collection;
  EventList<void(Instance&)> modified;
  // Objects that listeners put in place of others must live until the change is done.
  bool active_history = false;
};

namespace detail {

/// Keeps an object that a listener gave us alive until the running change is done.
void hold_for_change(const ObjectRef& object);

template <class F, class... Args>
void call_listener(F& f, Args&... args, const Initiator& initiator) {
  if constexpr (std::invocable<F&, Args&..., const Initiator&>) {
    f(args..., initiator);
  } else {
    f(args...);
  }
}

template <class F, class Owner, class V>
concept SetListener = std::invocable<F&, Owner&, V&> || std::invocable<F&, Owner&, V&, const V*> ||
                      std::invocable<F&, Owner&, V&, const V*, const Initiator&>;
template <class F, class Owner, class Item>
concept ItemListener =
    std::invocable<F&, Owner&, Item&> || std::invocable<F&, Owner&, Item&, const Initiator&>;

template <class F, class Owner, class V>
void call_set(F& f, Owner& owner, V& value, const V* old, const Initiator& initiator) {
  if constexpr (std::invocable<F&, Owner&, V&, const V*, const Initiator&>) {
    f(owner, value, old, initiator);
  } else if constexpr (std::invocable<F&, Owner&, V&, const V*>) {
    f(owner, value, old);
  } else {
    f(owner, value);
  }
}

template <class M>
using TargetOf = typename MemberTraits<M>::target_type;
template <class M>
inline constexpr bool kIsScalar = MemberTraits<M>::kind == AttributeKind::scalar ||
                                  MemberTraits<M>::kind == AttributeKind::plain ||
                                  MemberTraits<M>::kind == AttributeKind::composite;
template <class M>
inline constexpr bool kIsReference = MemberTraits<M>::kind == AttributeKind::reference;
template <class E>
inline constexpr bool kCollectionEvent =
    std::is_same_v<E, events::Append> || std::is_same_v<E, events::AppendWoMutation> ||
    std::is_same_v<E, events::BulkReplace> || std::is_same_v<E, events::InitCollection> ||
    std::is_same_v<E, events::DisposeCollection>;
template <class M>
inline constexpr bool kIsCollection = !kIsScalar<M> && !kIsReference<M>;

}  // namespace detail

template <class M, class C, class F>
  requires detail::kIsScalar<M>
ListenHandle listen(M C::*member, events::Set, F listener, AttributeListenOptions options = {}) {
  using V = typename detail::MemberTraits<M>::value_type;
  static_assert(detail::SetListener<F, C, V>,
                "a listener of events::set takes (Class&, Value& value[, const Value* old[, const "
                "Initiator&]])");
  AttributeListeners& listeners = attribute_of(member).listeners();
  listeners.active_history |= options.active_history;
  return listeners.set_scalar.listen(
      [f = std::move(listener)](Instance& i, void* value, const void* old,
                                const Initiator& initiator) mutable {
        detail::call_set(f, i.as<C>(), *static_cast<V*>(value), static_cast<const V*>(old),
                         initiator);
      },
      options);
}

template <class M, class C, class F>
  requires detail::kIsReference<M>
ListenHandle listen(M C::*member, events::Set, F listener, AttributeListenOptions options = {}) {
  using R = Ref<detail::TargetOf<M>>;
  static_assert(detail::SetListener<F, C, R>,
                "a listener of events::set takes (Class&, Ref<Target>& value[, const Ref<Target>* "
                "old[, const Initiator&]])");
  AttributeListeners& listeners = attribute_of(member).listeners();
  listeners.active_history |= options.active_history;
  return listeners.set_object.listen(
      [f = std::move(listener)](Instance& i, Instance*& item, Instance* const* old,
                                const Initiator& initiator) mutable {
        R value(item);
        const R old_value(old == nullptr ? nullptr : *old);
        detail::call_set<F, C, R>(f, i.as<C>(), value, old == nullptr ? nullptr : &old_value,
                                  initiator);
        if (value.instance() != item) {
          detail::hold_for_change(value);
          item = value.instance();
        }
      },
      options);
}

template <class M, class C, class F>
  requires detail::kIsCollection<M>
ListenHandle listen(M C::*member, events::Append, F listener, ListenOptions options = {}) {
  using R = Ref<detail::TargetOf<M>>;
  static_assert(detail::ItemListener<F, C, R>,
                "a listener of events::append takes (Class&, Ref<Target>& item[, const "
                "Initiator&])");
  return attribute_of(member).listeners().append.listen(
      [f = std::move(listener)](Instance& i, Instance*& item, const Initiator& initiator) mutable {
        R value(item);
        detail::call_listener<F, C, R>(f, i.as<C>(), value, initiator);
        if (value.instance() != item && value) {
          detail::hold_for_change(value);
          item = value.instance();
        }
      },
      options);
}

template <class M, class C, class F>
  requires detail::kIsCollection<M>
ListenHandle listen(M C::*member, events::AppendWoMutation, F listener,
                    ListenOptions options = {}) {
  using R = Ref<detail::TargetOf<M>>;
  return attribute_of(member).listeners().append_wo_mutation.listen(
      [f = std::move(listener)](Instance& i, Instance* item, const Initiator& initiator) mutable {
        R value(item);
        detail::call_listener<F, C, R>(f, i.as<C>(), value, initiator);
      },
      options);
}

template <class M, class C, class F>
  requires(!detail::kIsScalar<M>)
ListenHandle listen(M C::*member, events::Remove, F listener, ListenOptions options = {}) {
  using R = Ref<detail::TargetOf<M>>;
  static_assert(detail::ItemListener<F, C, R>,
                "a listener of events::remove takes (Class&, Ref<Target>& item[, const "
                "Initiator&])");
  return attribute_of(member).listeners().remove.listen(
      [f = std::move(listener)](Instance& i, Instance* item, const void*,
                                const Initiator& initiator) mutable {
        R value(item);
        detail::call_listener<F, C, R>(f, i.as<C>(), value, initiator);
      },
      options);
}
template <class M, class C, class F>
  requires detail::kIsScalar<M>
ListenHandle listen(M C::*member, events::Remove, F listener, ListenOptions options = {}) {
  using V = typename detail::MemberTraits<M>::value_type;
  static_assert(std::invocable<F&, C&, const V&>,
                "a listener of events::remove on a scalar takes (Class&, const Value& old)");
  return attribute_of(member).listeners().remove.listen(
      [f = std::move(listener)](Instance& i, Instance*, const void* value,
                                const Initiator&) mutable {
        f(i.as<C>(), *static_cast<const V*>(value));
      },
      options);
}

template <class M, class C, class F>
  requires detail::kIsCollection<M>
ListenHandle listen(M C::*member, events::BulkReplace, F listener, ListenOptions options = {}) {
  using Items = std::vector<Ref<detail::TargetOf<M>>>;
  static_assert(detail::ItemListener<F, C, Items>,
                "a listener of events::bulk_replace takes (Class&, std::vector<Ref<Target>>& "
                "items[, const Initiator&])");
  return attribute_of(member).listeners().bulk_replace.listen(
      [f = std::move(listener)](Instance& i, std::vector<Instance*>& items,
                                const Initiator& initiator) mutable {
        Items refs;
        for (Instance* item : items) refs.emplace_back(item);
        detail::call_listener<F, C, Items>(f, i.as<C>(), refs, initiator);
        items.clear();
        for (const auto& ref : refs) {
          if (!ref) continue;
          detail::hold_for_change(ref);
          items.push_back(ref.instance());
        }
      },
      options);
}

template <class M, class C, class F>
  requires detail::kIsScalar<M>
ListenHandle listen(M C::*member, events::InitScalar, F listener, ListenOptions options = {}) {
  using V = typename detail::MemberTraits<M>::value_type;
  static_assert(std::invocable<F&, C&, V&>,
                "a listener of events::init_scalar takes (Class&, Value& value)");
  return attribute_of(member).listeners().init_scalar.listen(
      [f = std::move(listener)](Instance& i, void* value, bool& changed) mutable {
        f(i.as<C>(), *static_cast<V*>(value));
        changed = true;
      },
      options);
}

template <class M, class C, class F>
  requires detail::kIsCollection<M>
ListenHandle listen(M C::*member, events::InitCollection, F listener, ListenOptions options = {}) {
  return attribute_of(member).listeners().init_collection.listen(
      [f = std::move(listener)](Instance& i, std::size_t n) mutable { f(i.as<C>(), n); }, options);
}
template <class M, class C, class F>
  requires detail::kIsCollection<M>
ListenHandle listen(M C::*member, events::DisposeCollection, F listener,
                    ListenOptions options = {}) {
  return attribute_of(member).listeners().dispose_collection.listen(
      [f = std::move(listener)](Instance& i, std::size_t n) mutable { f(i.as<C>(), n); }, options);
}
template <class M, class C, class F>
ListenHandle listen(M C::*member, events::Modified, F listener, ListenOptions options = {}) {
  return attribute_of(member).listeners().modified.listen(
      [f = std::move(listener)](Instance& i) mutable { f(i.as<C>()); }, options);
}

// Mistakes, in words.

template <class M, class C, class F>
  requires detail::kIsCollection<M>
void listen(M C::*, events::Set, F, ListenOptions = {}) {
  static_assert(std::is_void_v<M>,
                "events::set is for columns and references; a collection has events::append, "
                "events::remove and events::bulk_replace");
}
template <class M, class C, class E, class F>
  requires(!detail::kIsCollection<M> && detail::kCollectionEvent<E>)
void listen(M C::*, E, F, ListenOptions = {}) {
  static_assert(std::is_void_v<M>,
                "this event is for collections; a column or a reference has events::set and "
                "events::remove");
}

/// Registers a validator; for `Mapping::validates`. The function takes the object and the value
/// or item, and refuses it by throwing. It may return a value that is used instead; for a
/// collection with include_removes it takes `bool is_remove` as a third. Gives the handles of all
/// that it attached.
template <class M, class C, class F>
std::vector<ListenHandle> add_validator(M C::*member, F validator, ValidatesOptions options = {});

template <class T>
void detail::CompositeFunctions<T>::fire_set(const AttributeListeners& listeners,
                                             Instance& instance, void* incoming, const Value* old,
                                             const Initiator& initiator) {
  if (old == nullptr) {
    listeners.set_scalar.fire(instance, incoming, nullptr, initiator);
    return;
  }
  T previous{};
  join(old, &previous);
  listeners.set_scalar.fire(instance, incoming, &previous, initiator);
}

}  // namespace cupel

#include "cupel/orm/attributes/detail/validators.hpp"
