#pragma once
// InstanceRecord: what only some objects need, kept outside the cell.

#include <any>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// The value that an attribute had when its object was loaded or last flushed. One exists per
/// attribute that was changed since; none where there was no value then.
class alignas(16) OldValue {
 public:
  enum class Kind : std::uint8_t {
    value,       ///< of a scalar or plain member
    null,        ///< an explicit NULL in a member that cannot hold one
    object,      ///< a reference; may be null
    objects,     ///< the members of a collection
    not_loaded,  ///< there was one, but it was not in memory
  };

  ~OldValue();
  OldValue(const OldValue&) = delete;
  OldValue& operator=(const OldValue&) = delete;

  const Attribute& attribute() const { return *attribute_; }
  Kind kind() const { return kind_; }
  const void* value() const { return payload(); }
  Instance* object() const { return *static_cast<Instance* const*>(payload()); }
  const std::vector<Instance*>& objects() const {
    return *static_cast<const std::vector<Instance*>*>(payload());
  }
  OldValue* next() const { return next_; }

 private:
  friend class InstanceRecord;
  std::size_t payload_size() const;
  OldValue(const Attribute& attribute, Kind kind) : attribute_(&attribute), kind_(kind) {}
  const void* payload() const { return this + 1; }
  void* payload() { return this + 1; }

  const Attribute* attribute_;
  OldValue* next_ = nullptr;
  Kind kind_;
};

/// Changes of a collection that is not loaded, made through the other side. Once it is loaded they
/// are applied to it, and stay known until the flush, since a loader may still add to it.
struct QueuedChanges {
  const Attribute* attribute = nullptr;
  std::vector<Instance*> added;  // in order, without repetition
  std::vector<Instance*> removed;
  bool applied = false;
};

/// Lifetime: belongs to its Instance. Thread safety: as its Instance.
class InstanceRecord {
 public:
  InstanceRecord() = default;
  ~InstanceRecord();
  InstanceRecord(const InstanceRecord&) = delete;
  InstanceRecord& operator=(const InstanceRecord&) = delete;
  /// As many are made as objects are changed: their memory is that of cells.
  static void* operator new(std::size_t size);
  static void operator delete(void* record, std::size_t size) noexcept;

  // Old values.
  const OldValue* old_value(const Attribute& attribute) const;
  const OldValue* first_old_value() const { return old_; }
  void keep_value(const Attribute& attribute, const void* value);  ///< copies
  void keep_null(const Attribute& attribute);
  void keep_object(const Attribute& attribute, Instance* object);
  void keep_objects(const Attribute& attribute, std::vector<Instance*> objects);
  void keep_not_loaded(const Attribute& attribute);
  /// The kept members of a collection, to add what a loader brings late; made if there are none.
  std::vector<Instance*>& old_objects(const Attribute& attribute);
  void drop_old_value(const Attribute& attribute) noexcept;
  void drop_old_values() noexcept;

  // Changes queued on unloaded collections.
  QueuedChanges* queued(const Attribute& attribute);
  std::span<const QueuedChanges> all_queued() const {
    return lists_ == nullptr ? std::span<const QueuedChanges>() : lists_->queued;
  }
  QueuedChanges& queue(const Attribute& attribute);
  void drop_queued(const Attribute& attribute) noexcept;
  void drop_all_queued() noexcept {
    if (lists_ != nullptr) lists_->queued.clear();
  }

  // Parents, for orphan detection: known to have one, known to have none, or nothing known.
  enum class Parenthood : std::uint8_t { unknown, has, none };
  Parenthood parenthood(const Attribute& relationship) const;
  Instance* parent(const Attribute& relationship) const;
  void set_parent(const Attribute& relationship, Instance* parent);  ///< null: none
  /// Calls `visit(attribute, parent)` for each relationship of which something is known.
  template <class F>
  void for_each_parent(F&& visit) const {
    if (parent_.first != nullptr) visit(*parent_.first, parent_.second);
    if (lists_ == nullptr) return;
    for (const auto& [attribute, parent] : lists_->parents) visit(*attribute, parent);
  }

  // SQL expressions that stand for values until the next flush.
  const RefCounted* expression(const Attribute& attribute) const;
  void set_expression(const Attribute& attribute, Ptr<const RefCounted> expression);
  void drop_expression(const Attribute& attribute) noexcept;
  void drop_all_expressions() noexcept {
    if (lists_ != nullptr) lists_->expressions.clear();
  }

  // Loaded state of plain members, for comparing at flush; one value per plain attribute.
  const void* snapshot(const Attribute& plain) const;
  void keep_snapshot(const Attribute& plain, const void* value);
  void drop_snapshots() noexcept;

  // Free for the layers above.
  Ptr<const RefCounted> load_options;  ///< options of the query that made the object
  Ptr<const RefCounted> load_path;

  /// What few objects ever need.
  struct Rare {
    std::vector<Value> identity;  ///< primary key, where its members do not tell it
    std::optional<Value> identity_token;
    std::map<std::string, std::any> info;  ///< the user's own
    /// Values without a member, such as column properties reached by name.
    std::vector<std::pair<std::string, Value>> extra_values;
  };
  Rare& rare();
  const Rare* rare_if_any() const { return rare_.get(); }

 private:
  using Parent = std::pair<const Attribute*, Instance*>;
  /// What most records have nothing of.
  struct Lists {
    std::vector<QueuedChanges> queued;
    std::vector<Parent> parents;  // beyond the first one
    std::vector<std::pair<const Attribute*, Ptr<const RefCounted>>> expressions;
  };
  Lists& lists();
  static void delete_old(OldValue* old) noexcept;
  const Parent* find_parent(const Attribute& relationship) const;
  template <class Fill>
  static void make_old(OldValue*& list, const Attribute& attribute, OldValue::Kind kind,
                       std::size_t size, Fill&& fill);

  OldValue* old_ = nullptr;
  OldValue* snapshots_ = nullptr;
  Parent parent_{nullptr, nullptr};  // most objects are in one collection at most
  std::unique_ptr<Lists> lists_;
  std::unique_ptr<Rare> rare_;
};

}  // namespace cupel
