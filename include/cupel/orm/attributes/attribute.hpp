#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "cupel/orm/attributes/fwd.hpp"
#include "cupel/orm/attributes/instance.hpp"

namespace cupel {

struct ScalarOps;
class Value;

enum class AttributeKind : std::uint8_t {
  scalar,     ///< Mapped<T>
  plain,      ///< a T that knows nothing of Cupel: changes are found by comparing at flush
  composite,  ///< Composite<T>: a value made of other members' columns
  reference,  ///< Relationship<T>: at most one object
  list,       ///< Relationship<List<T>>
  set,        ///< Relationship<Set<T>>
  dict,       ///< Relationship<Dict<K, T>>
};

/// Which operation began a chain of events. Passed along it, so that an event that comes back to
/// its origin through the back reference stops there.
struct Initiator {
  enum class Op : std::uint8_t { append, remove, replace, bulk_replace, modified };
  const Attribute* attribute = nullptr;  ///< null: the program itself, nothing is going on yet
  Op op = Op::append;
  friend bool operator==(const Initiator&, const Initiator&) = default;
};

/// Lets a SQL type decide whether two values are the same. Implemented by orm/mapper for types
/// whose compare_values is not plain equality.
class ValueComparator {
 public:
  virtual bool equal(const void* a, const void* b) const = 0;

 protected:
  ~ValueComparator() = default;
};

struct CompositeSetup;

/// Makes the key of a dictionary's member, from the object.
using DictKeyFunction = std::function<Value(const void* object)>;

/// What the mapper decides about an attribute when it configures itself; the defaults are those of
/// a class that is not mapped. Everything pointed to must live until the mapper resets the setup.
struct AttributeSetup {
  bool mapped = false;
  bool active_history = false;               ///< fetch the old value when it is replaced
  bool deferred_history = false;             ///< fetch the old value of a reference at flush
  bool track_parent = false;                 ///< children remember who has them (orphans)
  bool load_on_unexpire = true;              ///< an expired column is fetched with the others
  bool send_modified_events = true;          ///< false for viewonly relationships
  bool never_loads = false;                  ///< a collection that is changed without its members
  Attribute* reverse = nullptr;              ///< the other side, kept in step
  AttributeLoader* loader = nullptr;         ///< of the relationship, or of a deferred column
  LinkTracker* tracker = nullptr;            ///< cascades
  const Attribute* key_attribute = nullptr;  ///< of a dict: member attribute that is its key
  const DictKeyFunction* key_function = nullptr;  ///< of a dict: makes the key of a member
  const ValueComparator* comparator = nullptr;    ///< null: operator==
  const CompositeSetup* composite = nullptr;      ///< of a composite: what it is made of
  const void* property = nullptr;  ///< the mapper's own object for it, never read here
};

struct AttributeListeners;

/// A member of a class at run time: where it stands, what it is, and who listens to it.
///
/// Lifetime: belongs to its ClassInfo, for the rest of the program. Mapping the class fills
/// `setup`, disposing of the registry resets it.
/// Thread safety: written while classes are mapped and listeners registered, shared afterwards.
class Attribute {
 public:
  using TargetLookup = ClassInfo* (*)();

  struct Place {
    std::string_view name;  ///< of the C++ member
    AttributeKind kind = AttributeKind::scalar;
    std::uint32_t offset = 0;          ///< of the member in the object
    std::uint32_t slot_offset = 0;     ///< of its Slot in the object; plain members have none
    const ScalarOps* ops = nullptr;    ///< scalar and plain; for a dict those of its key
    const void* target_tag = nullptr;  ///< class_tag<T> of a relationship's target
  };

  Attribute(ClassInfo& owner, std::uint8_t index, const Place& place);
  ~Attribute();
  Attribute(const Attribute&) = delete;
  Attribute& operator=(const Attribute&) = delete;

  ClassInfo& owner() const { return *owner_; }
  /// Name of the attribute: that of the member, unless the mapper gives another.
  const std::string& key() const { return key_; }
  void rename(std::string key) { key_ = std::move(key); }
  /// "User.addresses"
  std::string str() const;
  std::uint8_t index() const { return index_; }
  AttributeKind kind() const { return kind_; }
  std::uint32_t offset() const { return offset_; }
  std::uint32_t slot_offset() const { return slot_offset_; }
  const ScalarOps* ops() const { return ops_; }

  bool is_scalar() const { return kind_ <= AttributeKind::plain; }
  bool is_plain() const { return kind_ == AttributeKind::plain; }
  bool is_composite() const { return kind_ == AttributeKind::composite; }
  bool is_relationship() const { return kind_ >= AttributeKind::reference; }
  bool is_reference() const { return kind_ == AttributeKind::reference; }
  bool is_collection() const { return kind_ >= AttributeKind::list; }

  /// Class at the other end; null as long as nobody has used it as a complete type.
  ClassInfo* target() const;

  const AttributeSetup& setup() const { return setup_; }
  void configure(const AttributeSetup& setup) { setup_ = setup; }

  /// Address of the member's value in `instance`: the T of Mapped<T>, the T of a plain member.
  void* value(Instance& instance) const { return static_cast<char*>(instance.object()) + offset_; }
  const void* value(const Instance& instance) const {
    return static_cast<const char*>(instance.object()) + offset_;
  }
  detail::Slot& slot(Instance& instance) const {
    return *reinterpret_cast<detail::Slot*>(static_cast<char*>(instance.object()) + slot_offset_);
  }
  const detail::Slot& slot(const Instance& instance) const {
    return *reinterpret_cast<const detail::Slot*>(static_cast<const char*>(instance.object()) +
                                                  slot_offset_);
  }
  /// The word a slot has in a fresh cell: distance and index, no flags.
  detail::Slot initial_slot() const { return initial_slot_; }

  /// Listeners and validators; made at first use. Null when there are none.
  AttributeListeners& listeners();
  const AttributeListeners* listeners_if_any() const { return listeners_.get(); }

  /// A reference has one token for setting, whichever way it is called.
  Initiator append_token() const {
    return {this, is_reference() ? Initiator::Op::replace : Initiator::Op::append};
  }
  Initiator remove_token() const { return {this, Initiator::Op::remove}; }
  Initiator replace_token() const { return {this, Initiator::Op::replace}; }
  Initiator bulk_replace_token() const { return {this, Initiator::Op::bulk_replace}; }

 private:
  ClassInfo* owner_;
  const ScalarOps* ops_;
  std::uint32_t offset_;
  std::uint32_t slot_offset_;
  detail::Slot initial_slot_;
  std::uint8_t index_;
  AttributeKind kind_;
  AttributeSetup setup_;
  std::unique_ptr<AttributeListeners> listeners_;
  std::string key_;
  const void* target_tag_;
};

inline detail::Slot& Instance::slot(const Attribute& attribute) {
  return attribute.slot(*this);
}
inline const detail::Slot& Instance::slot(const Attribute& attribute) const {
  return attribute.slot(*this);
}

}  // namespace cupel
