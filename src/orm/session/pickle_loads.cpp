// Objects of bytes. Nothing that the bytes say is believed before it is checked; until all is, the
// objects belong to a domain of their own, which frees them when something is wrong.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/orm/attributes/attribute_access.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/orm/mapper/mapper.hpp"
#include "cupel/orm/mapper/registry.hpp"
#include "cupel/orm/session/pickle.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/attribute_image.hpp"
#include "orm/session/pickle_format.hpp"
#include "orm/session/pickled_class.hpp"

namespace cupel::detail {

namespace {

constexpr std::size_t kAllBits =
    kPickledKey | kPickledModified | kPickledExpired | kPickledFullyExpired;
constexpr std::size_t kAllFlags = 256;
constexpr std::size_t kOldKinds = static_cast<std::size_t>(OldValue::Kind::not_loaded) + 1;

/// One load.
class Unpickler {
 public:
  Unpickler(const Registry& registry, std::string_view bytes)
      : document_(read_pickle(bytes)), registry_(registry) {
    const auto& parts = pickled_list(document_, 3, "the whole");
    objects_ = &pickled_list(parts[1], "the objects");
    for (const PickleNode& node : pickled_list(parts[0], "the classes")) read_class(node);
    // All of them first: they refer to each other.
    for (const PickleNode& node : *objects_) make_object(pickled_list(node, 7, "an object"));
    for (const PickleNode& node : pickled_list(parts[2], "the objects given")) {
      roots_.push_back(pickled_index(node, made_.size(), "an object given"));
    }
  }

  /// Nothing of the objects' own has run yet but constructors.
  void require(const ClassInfo& wanted) const {
    for (const std::size_t root : roots_) {
      const ClassInfo& found = made_[root].instance()->class_info();
      if (&found == &wanted) continue;
      throw InvalidRequestError(str_cat("the pickle holds an object of class ", found.name(),
                                        ", not of class ", wanted.name(), "; call loads<",
                                        found.name(), ">() or loads_all()"));
    }
  }

  std::vector<ObjectRef> run() {
    std::vector<Parameters> user;  // all read before the first listener is called
    user.reserve(made_.size());
    for (std::size_t i = 0; i < made_.size(); ++i) {
      const auto& parts = (*objects_)[i].get_ref<const PickleNode::array_t&>();
      restore_object(*made_[i].instance(), parts);
      user.push_back(user_state(parts[4]));
    }
    for (std::size_t i = 0; i < made_.size(); ++i) {
      Instance& instance = *made_[i].instance();
      instance.class_info().mapper()->events().unpickle.fire(instance, user[i]);
    }
    std::vector<ObjectRef> given;
    given.reserve(roots_.size());
    for (const std::size_t root : roots_) given.push_back(made_[root]);
    return given;
  }

  [[nodiscard]] std::size_t root_count() const { return roots_.size(); }

 private:
  void read_class(const PickleNode& node) {
    const auto& parts = pickled_list(node, 2, "a class");
    std::vector<std::string> attributes;
    for (const PickleNode& name : pickled_list(parts[1], "attributes")) {
      attributes.push_back(pickled_text(name, "an attribute"));
    }
    classes_.push_back(pickled_class(registry_, pickled_text(parts[0], "a class"), attributes));
  }

  const PickledClass& class_at(const PickleNode& node) const {
    return classes_[pickled_index(node, classes_.size(), "a class")];
  }

  void make_object(const PickleNode::array_t& parts) {
    const PickledClass& described = class_at(parts[0]);
    // Held one by one too: a listener may bring them into a session, which sweeps.
    made_.emplace_back(&hold_.create(described.mapper->class_info()));
  }

  Instance* object_at(const PickleNode& node) const {
    return made_[pickled_index(node, made_.size(), "an object")].instance();
  }
  Instance* object_or_null(const PickleNode& node) const {
    return node.is_null() ? nullptr : object_at(node);
  }
  std::vector<Instance*> objects_at(const PickleNode& node) const {
    std::vector<Instance*> objects;
    for (const PickleNode& one : pickled_list(node, "objects")) objects.push_back(object_at(one));
    return objects;
  }

  void restore_object(Instance& instance, const PickleNode::array_t& parts) const {
    const PickledClass& described = class_at(parts[0]);
    restore_bits(instance, pickled_index(parts[1], kAllBits + 1, "the state of an object"));
    const auto& attributes =
        pickled_list(parts[3], described.attributes.size(), "the attributes of an object");
    for (std::size_t i = 0; i < attributes.size(); ++i) {
      restore_attribute(instance, *described.attributes[i], attributes[i]);
    }
    restore_identity(instance, *described.mapper, parts[2]);
    if (instance.is(Instance::has_key)) {
      for (const Attribute* gained : described.gained_columns) {
        gained->slot(instance).flags = Slot::deferred;
      }
    }
    if (!parts[5].is_null()) {
      for (const PickleNode& node : pickled_list(parts[5], "queued changes")) {
        const auto& queued = pickled_list(node, 4, "a queued change");
        if (!queued[3].is_boolean()) throw_damaged("no yes or no for a queued change");
        restore_queued(instance, attribute_at(described, queued[0]), objects_at(queued[1]),
                       objects_at(queued[2]), queued[3].get<bool>());
      }
    }
    if (!parts[6].is_null()) {
      for (const PickleNode& node : pickled_list(parts[6], "parents")) {
        const auto& parent = pickled_list(node, 3, "a parent");
        restore_parent(instance, attribute_at(class_at(parent[0]), parent[1]),
                       object_or_null(parent[2]));
      }
    }
  }

  static const Attribute& attribute_at(const PickledClass& described, const PickleNode& node) {
    return *described.attributes[pickled_index(node, described.attributes.size(), "an attribute")];
  }

  static void restore_bits(Instance& instance, std::size_t bits) {
    if ((bits & kPickledKey) != 0) instance.set(Instance::has_key);
    if ((bits & kPickledModified) != 0) instance.set(Instance::modified);
    if ((bits & kPickledKey) == 0) return;  // nothing to load what is expired from
    if ((bits & kPickledExpired) != 0) instance.set(Instance::expired);
    if ((bits & kPickledFullyExpired) != 0) instance.set(Instance::fully_expired);
  }

  void restore_attribute(Instance& instance, const Attribute& attribute,
                         const PickleNode& node) const {
    AttributeImage image;
    if (!node.is_array()) {
      image.flags = static_cast<std::uint8_t>(pickled_index(node, kAllFlags, "an attribute"));
    } else {
      const auto& parts = pickled_list(node, "an attribute");
      if (parts.size() != 2 && parts.size() != 4) throw_damaged("an attribute of another form");
      image.flags = static_cast<std::uint8_t>(pickled_index(parts[0], kAllFlags, "an attribute"));
      if (image.has(Slot::present) && !image.has(Slot::null)) {
        read_content(attribute, parts[1], image);
      }
      if (parts.size() == 4) read_old(attribute, parts[2], parts[3], image);
    }
    if (!instance.is(Instance::has_key)) {
      image.flags = static_cast<std::uint8_t>(image.flags & ~(Slot::expired | Slot::deferred));
    }
    restore(instance, attribute, image);
  }

  void read_content(const Attribute& attribute, const PickleNode& node,
                    AttributeImage& image) const {
    if (attribute.is_scalar()) {
      image.value = value_at(attribute, node);
    } else if (attribute.is_reference()) {
      image.objects.push_back(object_or_null(node));
    } else if (attribute.kind() != AttributeKind::dict) {
      image.objects = objects_at(node);
    } else {
      const auto& parts = pickled_list(node, 2, "a dictionary");
      image.objects = objects_at(parts[0]);
      for (const PickleNode& key : pickled_list(parts[1], "keys")) {
        image.keys.push_back(value_at(attribute, key));
      }
    }
  }

  void read_old(const Attribute& attribute, const PickleNode& kind, const PickleNode& node,
                AttributeImage& image) const {
    image.old_kind = static_cast<OldValue::Kind>(pickled_index(kind, kOldKinds, "an old value"));
    switch (*image.old_kind) {
      case OldValue::Kind::value:
        image.old_value = value_at(attribute, node);
        return;
      case OldValue::Kind::object:
        image.old_objects.push_back(object_or_null(node));
        return;
      case OldValue::Kind::objects:
        image.old_objects = objects_at(node);
        return;
      case OldValue::Kind::null:
      case OldValue::Kind::not_loaded:
        return;
    }
  }

  static Value value_at(const Attribute& attribute, const PickleNode& node) {
    try {
      return unpickled_value(node);
    } catch (const DataError& e) {
      throw DataError(str_cat(attribute.str(), ": ", e.message()));
    }
  }

  static void restore_identity(Instance& instance, const Mapper& mapper, const PickleNode& node) {
    if (!instance.is(Instance::has_key)) {
      if (!node.is_null()) throw_damaged("an identity of an object that has none");
      return;
    }
    const std::size_t columns = mapper.primary_key_properties().size();
    std::vector<Value> values;
    for (const PickleNode& value : pickled_list(node, columns, "an identity")) {
      values.push_back(unpickled_value(value));
    }
    const IdentityKey key = mapper.identity_key(values);
    if (key.kind() != mapper.identity_kind() || key.is_null()) {
      throw_damaged(str_cat("an identity that no ", mapper.class_name(), " can have"));
    }
    if (!is_told_by_members(instance, mapper, values)) {
      instance.record().rare().identity = std::move(values);
    }
  }

  /// Most objects say themselves which row they stand for.
  static bool is_told_by_members(const Instance& instance, const Mapper& mapper,
                                 const std::vector<Value>& key) {
    for (std::size_t i = 0; i < key.size(); ++i) {
      const Attribute& attribute = *mapper.primary_key_properties()[i]->attribute();
      if (attribute.is_plain()) return false;
      const void* const value = committed_value(instance, attribute);
      if (value == nullptr || attribute.ops()->to_value(value) != key[i]) return false;
    }
    return true;
  }

  static Parameters user_state(const PickleNode& node) {
    Parameters user;
    if (node.is_null()) return user;
    const auto& entries = pickled_list(node, "what listeners put beside an object");
    if (entries.size() % 2 != 0) throw_damaged("a name without a value");
    for (std::size_t i = 0; i < entries.size(); i += 2) {
      user.set(pickled_text(entries[i], "a name"), unpickled_value(entries[i + 1]));
    }
    return user;
  }

  PickleNode document_;
  const Registry& registry_;
  const PickleNode::array_t* objects_ = nullptr;
  std::vector<PickledClass> classes_;
  DomainHold hold_;  // outlives the handles: what no root reaches goes with it
  std::vector<ObjectRef> made_;
  std::vector<std::size_t> roots_;
};

}  // namespace

ObjectRef load_pickled(const Registry& registry, std::string_view bytes, const ClassInfo& wanted) {
  Unpickler unpickler(registry, bytes);
  if (unpickler.root_count() != 1) {
    throw InvalidRequestError(str_cat("the pickle holds ", unpickler.root_count(),
                                      " objects, not one; loads_all() gives all of them"));
  }
  unpickler.require(wanted);
  return std::move(unpickler.run().front());
}

std::vector<ObjectRef> load_all_pickled(const Registry& registry, std::string_view bytes,
                                        const ClassInfo* wanted) {
  Unpickler unpickler(registry, bytes);
  if (wanted != nullptr) unpickler.require(*wanted);
  return unpickler.run();
}

}  // namespace cupel::detail
