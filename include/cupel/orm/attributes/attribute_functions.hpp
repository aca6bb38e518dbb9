#pragma once
// The attribute functions of SQLAlchemy's orm.attributes for objects of known class. `object` is a
// Ref<T>, or the T& of an object in a cell.

#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/instance_state.hpp"
#include "cupel/orm/attributes/mapped.hpp"
#include "cupel/orm/attributes/relationship.hpp"

namespace cupel {

namespace detail {
/// InvalidRequestError, with a suggestion, if the object's class has no such attribute.
const Attribute& attribute_named(const Instance& instance, std::string_view name);
}  // namespace detail

/// Sets a value as if it had been loaded: no events, no history.
template <class Object, class M, class C, class V>
void set_committed_value(const Object& object, M C::*member, V&& value) {
  Instance& instance = detail::instance_of(object);
  const Attribute& attribute = attribute_of(member);
  using Traits = detail::MemberTraits<M>;
  if constexpr (Traits::kind == AttributeKind::scalar || Traits::kind == AttributeKind::plain) {
    set_committed_value(instance, attribute,
                        detail::scalar_to_value<typename Traits::value_type>(
                            typename Traits::value_type(std::forward<V>(value))));
  } else if constexpr (Traits::kind == AttributeKind::composite) {
    using Whole = typename Traits::value_type;
    Value parts[detail::kCompositeArity<Whole>];
    const Whole whole(std::forward<V>(value));
    detail::kCompositeOps<Whole>.split(&whole, parts);
    const CompositeSetup& setup = composite_setup(attribute);
    for (std::size_t i = 0; i < setup.columns.size(); ++i) {
      set_committed_value(instance, *setup.columns[i], parts[i]);
    }
  } else if constexpr (Traits::kind == AttributeKind::reference) {
    const Ref<typename Traits::target_type> target(std::forward<V>(value));
    set_committed_object(instance, attribute, target.instance());
  } else {
    std::vector<Instance*> items;
    for (const auto& item : value) items.push_back(item.instance());
    set_committed_items(instance, attribute, items);
  }
}

/// Marks an attribute as changed although nothing was assigned: an object inside its value was.
/// InvalidRequestError when it is not loaded.
template <class Object, class M, class C>
void flag_modified(const Object& object, M C::*member) {
  flag_modified(detail::instance_of(object), attribute_of(member));
}
/// Marks an object as changed without naming an attribute.
template <class Object>
  requires(!std::is_same_v<Object, Instance>)
void flag_dirty(const Object& object) {
  flag_dirty(detail::instance_of(object));
}

/// By the name of the attribute, with a dynamic value; for scalars.
template <class Object>
  requires(!std::is_same_v<Object, Instance>)
void set_attribute(const Object& object, std::string_view name, const Value& value) {
  Instance& instance = detail::instance_of(object);
  set_value(instance, detail::attribute_named(instance, name), value);
}
template <class Object>
  requires(!std::is_same_v<Object, Instance>)
Value get_attribute(const Object& object, std::string_view name) {
  Instance& instance = detail::instance_of(object);
  return get_value(instance, detail::attribute_named(instance, name));
}
template <class Object>
  requires(!std::is_same_v<Object, Instance>)
void del_attribute(const Object& object, std::string_view name) {
  Instance& instance = detail::instance_of(object);
  del_attribute(instance, detail::attribute_named(instance, name));
}

/// Gives an object an empty collection in place of what was there, without events or history.
template <class Object, class M, class C>
void init_collection(const Object& object, M C::*member) {
  init_collection(detail::instance_of(object), attribute_of(member));
}

}  // namespace cupel
