#pragma once
// What is known of one attribute of one object, taken out of its cell and put into another: for
// pickles, which know neither slots nor members.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/instance_record.hpp"
#include "cupel/types/value.hpp"

namespace cupel::detail {

/// Borrows the objects.
struct AttributeImage {
  std::uint8_t flags = 0;          ///< of Slot: present, touched, null, expired, deferred
  Value value;                     ///< of a scalar or plain member
  std::vector<Instance*> objects;  ///< one of a reference (null: no object), all of a collection
  std::vector<Value> keys;         ///< of a dict, one for each object
  std::optional<OldValue::Kind> old_kind;  ///< nothing: no old value is kept
  Value old_value;
  std::vector<Instance*> old_objects;

  bool has(Slot::Flag flag) const { return (flags & flag) != 0; }
};

/// Loads nothing. InvalidRequestError when an SQL expression stands for the value.
AttributeImage image_of(const Instance& instance, const Attribute& attribute);

/// Puts an image into an object that was just constructed, without events. The objects must share
/// its domain, or are brought into it.
/// Throws DataError when the image does not fit the member: flags that exclude each other, a value
/// or a key of another kind, an object of another class, a member that a set has already. The
/// attribute may then be half filled, and the object is good for nothing but to be freed.
void restore(Instance& instance, const Attribute& attribute, const AttributeImage& image);

/// Changes waiting for an unloaded collection, or (`applied`) known beside a loaded one.
/// Throws as restore().
void restore_queued(Instance& instance, const Attribute& collection,
                    std::span<Instance* const> added, std::span<Instance* const> removed,
                    bool applied);

/// What a child knows of its parent by `relationship`; null: that it has none. Throws as restore().
void restore_parent(Instance& child, const Attribute& relationship, Instance* parent);

}  // namespace cupel::detail
