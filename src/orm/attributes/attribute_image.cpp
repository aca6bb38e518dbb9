#include "orm/attributes/attribute_image.hpp"

#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/domain.hpp"
#include "cupel/orm/attributes/scalar_ops.hpp"
#include "cupel/util/str_cat.hpp"

#include "orm/attributes/change.hpp"

namespace cupel::detail {

namespace {

constexpr unsigned kUnloaded = Slot::expired | Slot::deferred;
constexpr unsigned kImageOfLink = Slot::present | Slot::touched;
constexpr unsigned kImageOfScalar = kImageOfLink | Slot::null | kUnloaded;

std::vector<Instance*> items_of(const ItemStore& store) {
  return {store.items().begin(), store.items().end()};
}

void take_old_value(const OldValue& old, AttributeImage& image) {
  image.old_kind = old.kind();
  switch (old.kind()) {
    case OldValue::Kind::value:
      image.old_value = old.attribute().ops()->to_value(old.value());
      return;
    case OldValue::Kind::object:
      image.old_objects.push_back(old.object());
      return;
    case OldValue::Kind::objects:
      image.old_objects = old.objects();
      return;
    case OldValue::Kind::null:
    case OldValue::Kind::not_loaded:
      return;
  }
}

std::string unfit(const Attribute& attribute, std::string_view what) {
  return str_cat(attribute.str(), " cannot be unpickled: ", what,
                 " (the class is another one since, or the bytes are damaged; pickle the objects "
                 "anew)");
}

[[noreturn]] void throw_unfit(const Attribute& attribute, std::string_view what) {
  throw DataError(unfit(attribute, what));
}

/// A value of the member's type, from code that may be the user's own.
void convert(const Attribute& attribute, const Value& from, void* to) {
  try {
    attribute.ops()->from_value(to, from);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const Error& e) {
    throw_unfit(attribute, e.message());
  } catch (const std::exception& e) {
    ErrorDetails details;
    details.message = unfit(attribute, e.what());
    details.original = std::current_exception();
    throw DataError(std::move(details));
  }
}

/// The members of relationships have the type that the class says, whatever the bytes say.
void require_target(const Attribute& relationship, const Instance* object) {
  if (object == nullptr) {
    if (relationship.is_reference()) return;
    throw_unfit(relationship, "no object where a member must be");
  }
  const ClassInfo* const target = relationship.target();
  if (target == &object->class_info()) return;
  throw_unfit(relationship,
              str_cat("an object of class ", object->class_info().name(), " where one of class ",
                      target == nullptr ? std::string("?") : target->name(), " must be"));
}

void bring(Instance& instance, const Attribute& relationship, std::span<Instance* const> objects) {
  for (Instance* object : objects) {
    require_target(relationship, object);
    if (object != nullptr && !Domain::joined(instance, *object)) Domain::join(instance, *object);
  }
}

void restore_collection(Instance& instance, const Attribute& collection,
                        const AttributeImage& image) {
  if (image.objects.empty()) return;
  ItemStore& store = CollectionAccess::own(instance, collection);
  switch (collection.kind()) {
    case AttributeKind::list:
      store.assign(image.objects);
      break;
    case AttributeKind::dict: {
      if (image.keys.size() != image.objects.size()) {
        throw_unfit(collection, "not as many keys as members");
      }
      const ScalarBox key(*collection.ops());
      store.reserve(image.objects.size());
      for (std::size_t i = 0; i < image.keys.size(); ++i) {
        convert(collection, image.keys[i], key.value());
        store.insert_keyed(image.keys[i], image.objects[i]);
      }
      break;
    }
    default:
      store.reserve(image.objects.size());
      for (Instance* object : image.objects) {
        if (store.indexed_count(object) == 0) store.push_back(object);
      }
  }
  if (store.size() != image.objects.size()) throw_unfit(collection, "a member or key twice");
}

void restore_old_value(Instance& instance, const Attribute& attribute,
                       const AttributeImage& image) {
  if (!image.old_kind) return;
  using Kind = OldValue::Kind;
  const bool fits =
      attribute.is_scalar()
          ? *image.old_kind == Kind::value ||
                (*image.old_kind == Kind::null && !attribute.is_plain())
          : *image.old_kind == Kind::not_loaded ||
                *image.old_kind == (attribute.is_reference() ? Kind::object : Kind::objects);
  if (!fits) throw_unfit(attribute, "an old value of a kind that it cannot have");
  InstanceRecord& record = instance.record();
  switch (*image.old_kind) {
    case Kind::value: {
      const ScalarBox old(*attribute.ops());
      convert(attribute, image.old_value, old.value());
      if (attribute.is_plain()) {
        record.keep_snapshot(attribute, old.value());
      } else {
        record.keep_value(attribute, old.value());
      }
      return;
    }
    case Kind::null:
      return record.keep_null(attribute);
    case Kind::object:
      if (image.old_objects.size() != 1) throw_unfit(attribute, "not one old object");
      bring(instance, attribute, image.old_objects);
      return record.keep_object(attribute, image.old_objects.front());
    case Kind::objects:
      bring(instance, attribute, image.old_objects);
      return record.keep_objects(attribute, image.old_objects);
    case Kind::not_loaded:
      return record.keep_not_loaded(attribute);
  }
}

}  // namespace

AttributeImage image_of(const Instance& instance, const Attribute& attribute) {
  AttributeImage image;
  const InstanceRecord* const record = instance.record_if_any();
  if (attribute.is_plain()) {
    image.flags = Slot::present;
    image.value = attribute.ops()->to_value(attribute.value(instance));
    if (const void* snapshot = record == nullptr ? nullptr : record->snapshot(attribute)) {
      image.old_kind = OldValue::Kind::value;
      image.old_value = attribute.ops()->to_value(snapshot);
    }
    return image;
  }
  const Slot& slot = attribute.slot(instance);
  if (slot.has(Slot::expression)) {
    throw InvalidRequestError(
        str_cat(attribute.str(), " of ", instance_str(instance),
                " has an SQL expression for its value, which cannot be pickled; flush() first, or "
                "assign a value"));
  }
  image.flags = static_cast<std::uint8_t>(slot.flags &
                                          (attribute.is_scalar() ? kImageOfScalar : kImageOfLink));
  if (slot.has(Slot::present)) {
    if (attribute.is_scalar()) {
      if (!slot.has(Slot::null)) image.value = loaded_value(instance, attribute);
    } else if (attribute.is_reference()) {
      image.objects.push_back(loaded_object(instance, attribute));
    } else {
      const ItemStore& store = *loaded_collection(instance, attribute);
      image.objects = items_of(store);
      image.keys.assign(store.keys().begin(), store.keys().end());
    }
  }
  const OldValue* const old = record == nullptr ? nullptr : record->old_value(attribute);
  if (old != nullptr) take_old_value(*old, image);
  return image;
}

void restore(Instance& instance, const Attribute& attribute, const AttributeImage& image) {
  if (attribute.is_composite()) throw_unfit(attribute, "a composite has no value of its own");
  const unsigned allowed = attribute.is_plain()    ? unsigned{Slot::present}
                           : attribute.is_scalar() ? kImageOfScalar
                                                   : kImageOfLink;
  const bool present = image.has(Slot::present);
  if ((image.flags & ~allowed) != 0 ||
      (present ? (image.flags & kUnloaded) != 0 : image.has(Slot::null))) {
    throw_unfit(attribute, "a state that it cannot have");
  }
  if (present && attribute.is_scalar()) {
    if (!image.has(Slot::null)) convert(attribute, image.value, attribute.value(instance));
  } else if (present) {
    bring(instance, attribute, image.objects);
    if (attribute.is_reference()) {
      if (image.objects.size() != 1) throw_unfit(attribute, "not one object");
      ReferenceAccess::target(instance, attribute) = image.objects.front();
    } else {
      restore_collection(instance, attribute, image);
    }
  }
  restore_old_value(instance, attribute, image);
  if (!attribute.is_plain()) attribute.slot(instance).flags = image.flags;
}

void restore_queued(Instance& instance, const Attribute& collection,
                    std::span<Instance* const> added, std::span<Instance* const> removed,
                    bool applied) {
  if (!collection.is_collection()) throw_unfit(collection, "only a collection has queued changes");
  for (const auto& list : {added, removed}) bring(instance, collection, list);
  QueuedChanges& queued = instance.record().queue(collection);
  queued.added.assign(added.begin(), added.end());
  queued.removed.assign(removed.begin(), removed.end());
  queued.applied = applied;
  if (!applied) collection.slot(instance).set(Slot::queued);
}

void restore_parent(Instance& child, const Attribute& relationship, Instance* parent) {
  if (!relationship.is_relationship()) throw_unfit(relationship, "no relationship, so no parent");
  require_target(relationship, &child);
  if (parent != nullptr) {
    if (&parent->class_info() != &relationship.owner()) {
      throw_unfit(relationship, "a parent of another class");
    }
    if (!Domain::joined(child, *parent)) Domain::join(child, *parent);
  }
  child.record().set_parent(relationship, parent);
}

}  // namespace cupel::detail
