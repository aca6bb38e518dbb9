// Objects into bytes; pickle_format.hpp has the layout.

#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/orm_errors.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/session/object_state.hpp"
#include "cupel/orm/session/pickle.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/attribute_image.hpp"
#include "orm/session/pickle_format.hpp"
#include "orm/session/pickled_class.hpp"
#include "orm/session/session_core.hpp"

namespace cupel {

namespace detail {

namespace {

/// One dump. Objects are numbered as they are met and written in that order, so a chain of any
/// length takes no stack, and what a listener links to its object still comes along.
class Pickler {
 public:
  std::string run(std::span<const ObjectRef> roots) {
    PickleNode given = PickleNode::array();
    for (const ObjectRef& root : roots) {
      if (!root) throw UnmappedInstanceError("a null Ref cannot be pickled: it is no object");
      given.push_back(number_of(*root.instance()));
    }
    PickleNode objects = PickleNode::array();
    while (objects.size() < met_.size()) {
      // Kept apart from the list, which grows meanwhile.
      const ObjectRef object = met_[objects.size()];
      objects.push_back(write_object(*object.instance()));
    }
    return write_pickle(
        PickleNode::array({std::move(classes_), std::move(objects), std::move(given)}));
  }

 private:
  std::size_t number_of(Instance& instance) {
    const auto [at, is_new] = number_.try_emplace(&instance, met_.size());
    if (is_new) met_.emplace_back(&instance);  // a listener may load, and loading sweeps
    return at->second;
  }

  const PickledClass& class_of(const Mapper& mapper) {
    const auto known = class_.find(&mapper);
    if (known != class_.end()) return known->second;
    PickledClass described = pickled_class(mapper);
    described.number = classes_.size();
    PickleNode names = PickleNode::array();
    for (const Attribute* attribute : described.attributes) names.push_back(attribute->key());
    classes_.push_back(PickleNode::array({mapper.class_name(), std::move(names)}));
    return class_.emplace(&mapper, std::move(described)).first->second;
  }

  PickleNode write_object(Instance& instance) {
    const Mapper& mapper = SessionCore::mapper_for(instance);
    Parameters user;
    mapper.events().pickle.fire(instance, user);
    const PickledClass& described = class_of(mapper);
    PickleNode attributes = PickleNode::array();
    for (const Attribute* attribute : described.attributes) {
      attributes.push_back(write_attribute(instance, *attribute));
    }
    return PickleNode::array({described.number, bits_of(instance), write_identity(instance),
                              std::move(attributes), write_user(user), write_queued(instance),
                              write_parents(instance)});
  }

  static std::uint32_t bits_of(const Instance& instance) {
    std::uint32_t bits = 0;
    if (instance.is(Instance::has_key)) bits |= kPickledKey;
    if (instance.is(Instance::modified)) bits |= kPickledModified;
    if (instance.is(Instance::expired)) bits |= kPickledExpired;
    if (instance.is(Instance::fully_expired)) bits |= kPickledFullyExpired;
    return bits;
  }

  static PickleNode write_identity(Instance& instance) {
    const std::optional<IdentityKey> key = identity_key(ObjectRef(&instance));
    if (!key) return nullptr;
    PickleNode values = PickleNode::array();
    for (const Value& value : key->values()) values.push_back(pickled_value(value));
    return values;
  }

  PickleNode write_attribute(const Instance& instance, const Attribute& attribute) {
    const AttributeImage image = image_of(instance, attribute);
    const bool has_content = image.has(Slot::present) && !image.has(Slot::null);
    if (!has_content && !image.old_kind) return image.flags;
    PickleNode entry = PickleNode::array({image.flags});
    entry.push_back(has_content ? write_content(attribute, image) : PickleNode());
    if (image.old_kind) {
      entry.push_back(static_cast<unsigned>(*image.old_kind));
      entry.push_back(write_old(image));
    }
    return entry;
  }

  PickleNode write_content(const Attribute& attribute, const AttributeImage& image) {
    if (attribute.is_scalar()) return write_value(attribute, image.value);
    if (attribute.is_reference()) return write_link(image.objects.front());
    if (attribute.kind() != AttributeKind::dict) return write_links(image.objects);
    PickleNode keys = PickleNode::array();
    for (const Value& key : image.keys) keys.push_back(write_value(attribute, key));
    return PickleNode::array({write_links(image.objects), std::move(keys)});
  }

  PickleNode write_old(const AttributeImage& image) {
    switch (*image.old_kind) {
      case OldValue::Kind::value:
        return pickled_value(image.old_value);
      case OldValue::Kind::object:
        return write_link(image.old_objects.front());
      case OldValue::Kind::objects:
        return write_links(image.old_objects);
      case OldValue::Kind::null:
      case OldValue::Kind::not_loaded:
        break;
    }
    return nullptr;
  }

  static PickleNode write_value(const Attribute& attribute, const Value& value) {
    try {
      return pickled_value(value);
    } catch (const InvalidRequestError& e) {
      throw InvalidRequestError(str_cat(attribute.str(), ": ", e.message()));
    }
  }

  PickleNode write_link(Instance* object) {
    if (object == nullptr) return nullptr;
    return number_of(*object);
  }
  PickleNode write_links(std::span<Instance* const> objects) {
    PickleNode numbers = PickleNode::array();
    for (Instance* object : objects) numbers.push_back(number_of(*object));
    return numbers;
  }

  static PickleNode write_user(const Parameters& user) {
    if (user.empty()) return nullptr;
    PickleNode entries = PickleNode::array();
    for (const Parameter& one : user) {
      entries.push_back(one.name);
      entries.push_back(pickled_value(one.value));
    }
    return entries;
  }

  PickleNode write_queued(const Instance& instance) {
    const InstanceRecord* const record = instance.record_if_any();
    PickleNode all;
    if (record == nullptr) return all;
    const PickledClass& described = class_of(*instance.class_info().mapper());
    for (const QueuedChanges& queued : record->all_queued()) {
      const std::optional<std::size_t> place = described.place_of(*queued.attribute);
      if (!place) continue;
      all.push_back(PickleNode::array(
          {*place, write_links(queued.added), write_links(queued.removed), queued.applied}));
    }
    return all;
  }

  PickleNode write_parents(const Instance& instance) {
    const InstanceRecord* const record = instance.record_if_any();
    PickleNode all;
    if (record == nullptr) return all;
    record->for_each_parent([&](const Attribute& relationship, Instance* parent) {
      const Mapper* const mapper = relationship.owner().mapper();
      if (mapper == nullptr) return;
      const PickledClass& described = class_of(*mapper);
      const std::optional<std::size_t> place = described.place_of(relationship);
      if (!place) return;
      all.push_back(PickleNode::array({described.number, *place, write_link(parent)}));
    });
    return all;
  }

  std::vector<ObjectRef> met_;
  std::unordered_map<const Instance*, std::size_t> number_;
  std::unordered_map<const Mapper*, PickledClass> class_;
  PickleNode classes_ = PickleNode::array();
};

}  // namespace

}  // namespace detail

std::string pickle::dumps(const ObjectArgument& object) {
  const ObjectRef root(object.instance());
  return detail::Pickler().run({&root, 1});
}

std::string pickle::dumps_all(std::span<const ObjectRef> objects) {
  return detail::Pickler().run(objects);
}

}  // namespace cupel
