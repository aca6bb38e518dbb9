#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/attribute.hpp"
#include "cupel/orm/attributes/passive.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/ptr.hpp"

namespace cupel {

/// One entry of a History: a value, an object (a null handle for "no object"), or an SQL
/// expression that stands for a value until the flush.
class HistoryItem {
 public:
  explicit HistoryItem(Value value) : value_(std::move(value)) {}
  explicit HistoryItem(ObjectRef object) : object_(std::move(object)), is_object_(true) {}

  explicit HistoryItem(Ptr<const RefCounted> expression) : expression_(std::move(expression)) {}

  bool is_object() const { return is_object_; }
  bool is_expression() const { return static_cast<bool>(expression_); }
  /// The ClauseElement.
  const RefCounted* expression() const { return expression_.get(); }
  bool is_null() const {
    if (is_expression()) return false;
    return is_object_ ? !object_ : value_.is_null();
  }
  const Value& value() const { return value_; }
  const ObjectRef& object() const { return object_; }
  /// The value as a T; throws DataError if it is none.
  template <class T>
  T as() const {
    return value_.as<T>();
  }
  /// The object as a T, which it must be.
  template <class T>
  Ref<T> ref() const {
    return Ref<T>(object_.instance());
  }

  friend bool operator==(const HistoryItem& a, const HistoryItem& b) {
    return a.is_object_ == b.is_object_ && a.object_ == b.object_ &&
           a.expression() == b.expression() && a.value_ == b.value_;
  }
  template <class T>
  friend bool operator==(const HistoryItem& a, const Ref<T>& b) {
    return a.is_object_ && a.object_ == b;
  }

 private:
  Value value_;
  ObjectRef object_;
  Ptr<const RefCounted> expression_;
  bool is_object_ = false;
};

/// What became of an attribute since its object was loaded or flushed.
///
/// A scalar or reference has at most one entry in `added` (the new value) or `unchanged`, and one
/// in `deleted` if the old value is known and was not null. A collection has its members sorted
/// into the three. Lifetime: holds its objects.
class History {
 public:
  using Items = std::vector<HistoryItem>;

  Items added;
  Items unchanged;
  Items deleted;

  bool empty() const { return added.empty() && unchanged.empty() && deleted.empty(); }
  bool has_changes() const { return !added.empty() || !deleted.empty(); }
  Items sum() const;          ///< added, unchanged, deleted
  Items non_deleted() const;  ///< added, unchanged
  Items non_added() const;    ///< unchanged, deleted

  friend bool operator==(const History&, const History&) = default;
};

/// History without loading, or as far as `passive` allows.
History get_history(Instance& instance, const Attribute& attribute,
                    Passive passive = Passive::no_initialize);

}  // namespace cupel
