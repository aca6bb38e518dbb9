#pragma once

#include <any>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/attributes/detail/find_instance.hpp"
#include "cupel/orm/attributes/history.hpp"
#include "cupel/orm/attributes/make.hpp"
#include "cupel/orm/attributes/ref.hpp"

namespace cupel {

/// One attribute of one object, looked at: `inspect(ed).attrs(&User::name)`.
class AttributeState {
 public:
  AttributeState(ObjectRef object, const Attribute& attribute)
      : object_(std::move(object)), attribute_(&attribute) {}

  const std::string& key() const { return attribute_->key(); }
  const Attribute& attribute() const { return *attribute_; }
  /// What is in memory; a null Value, or nothing, if it is not there. Loads nothing. Of a composite
  /// an array of its columns' values.
  Value loaded_value() const;
  std::vector<ObjectRef> loaded_objects() const;
  bool is_loaded() const;
  /// As reading the attribute.
  Value value() const;
  /// Without loading anything.
  History history() const;
  /// Loads the old value where needed.
  History load_history() const;

 private:
  ObjectRef object_;
  const Attribute* attribute_;
};

/// What Cupel knows of an object: `inspect(ed)`. Loads nothing unless it says so.
///
/// Lifetime: holds the object. Thread safety: as the object.
class InstanceState {
 public:
  explicit InstanceState(ObjectRef object) : object_(std::move(object)) {}

  /// The five states; exactly one is true.
  bool transient() const { return instance().transient(); }
  bool pending() const { return instance().pending(); }
  bool persistent() const { return instance().persistent(); }
  bool deleted() const { return instance().deleted(); }
  bool detached() const { return instance().detached(); }
  /// Its row was deleted by a flush.
  bool was_deleted() const { return instance().is(Instance::row_deleted); }
  bool has_identity() const { return instance().is(Instance::has_key); }
  bool modified() const { return instance().is(Instance::modified); }
  bool expired() const { return instance().is(Instance::expired); }

  const ObjectRef& object() const { return object_; }
  Instance& instance() const { return *object_.instance(); }
  ClassInfo& class_info() const { return instance().class_info(); }
  Mapper* mapper() const { return class_info().mapper(); }
  ObjectSession* session() const { return instance().session(); }

  AttributeState attrs(std::string_view name) const;  ///< InvalidRequestError if there is none
  template <class M, class C>
  AttributeState attrs(M C::*member) const {
    return {object_, attribute_of(member)};
  }
  /// All attributes, in the order of declaration.
  std::vector<AttributeState> attrs() const;

  /// Keys of what is in memory (SQLAlchemy's __dict__), of what is not, of what was expired, and of
  /// what is not changed.
  std::vector<std::string> dict_keys() const;
  bool in_dict(std::string_view name) const;
  std::vector<std::string> unloaded() const;
  std::vector<std::string> expired_attributes() const;
  std::vector<std::string> unmodified() const;

  /// The user's own data; lives as long as the object.
  std::map<std::string, std::any>& info() const;

  /// "<User at 0x55d0c3a0>"
  std::string str() const;

 private:
  ObjectRef object_;
};

template <class T>
InstanceState inspect(const Ref<T>& object) {
  return InstanceState(ObjectRef(&detail::instance_of(object)));
}
/// For an object that lives in a cell, such as a listener's argument; see ref_to.
template <class T>
  requires std::is_class_v<T>
InstanceState inspect(T& object) {
  return InstanceState(ObjectRef(&detail::instance_of(object)));
}

// The attribute functions of SQLAlchemy's orm.attributes, typed.

template <class T, class M, class C>
auto get_history(const T& object, M C::*member, Passive passive = Passive::off) {
  const History history = get_history(detail::instance_of(object), attribute_of(member), passive);
  if constexpr (detail::kIsCompositeMember<M>) {
    using V = typename M::value_type;
    return CompositeHistory<V>{detail::composite_items<V>(history.added),
                               detail::composite_items<V>(history.unchanged),
                               detail::composite_items<V>(history.deleted)};
  } else {
    return history;
  }
}

}  // namespace cupel
