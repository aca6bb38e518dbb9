#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/relationship.hpp"

namespace cupel {

/// `Relationship<Set<Tag>>`: a collection that holds an object at most once.
template <class T>
struct Set {};

/// A set of objects, by identity. Iterates in the order of adding. Otherwise as a list.
template <class T, auto... options>
class Relationship<Set<T>, options...> : public detail::TypedCollection<T> {
  using Base = detail::TypedCollection<T>;

 public:
  using Collection = Relationship;
  using assigned_type = Related<T>;

  Relationship() = default;
  Relationship(const Relationship&) = default;
  Relationship(Relationship&&) = default;
  Relationship(std::initializer_list<Related<T>> items) {
    this->assign_items(items, AttributeKind::set);
  }
  Relationship(const std::vector<Ref<T>>& items) { assign(items); }

  Relationship& operator=(const Relationship& other) {
    this->copy_assign(other, AttributeKind::set);
    return *this;
  }
  Relationship& operator=(Relationship&& other) {
    this->copy_assign(other, AttributeKind::set);
    return *this;
  }
  Relationship& operator=(std::initializer_list<Related<T>> items) {
    this->assign_items(items, AttributeKind::set);
    return *this;
  }
  template <class Range>
  void assign(Range&& items) {
    this->assign_items(this->collect(std::forward<Range>(items)), AttributeKind::set);
  }

  /// False if it was there already.
  bool add(const Related<T>& item) { return Base::add(item.instance()); }
  bool add(T&& value) { return Base::add(make<T>(std::move(value)).instance()); }
  template <class Range>
  void update(Range&& items) {
    for (const Related<T>& item : this->collect(std::forward<Range>(items))) add(item);
  }
  void update(std::initializer_list<Related<T>> items) {
    for (const Related<T>& item : items) add(item);
  }
  /// InvalidRequestError if it is not there.
  void remove(const Ref<T>& item) { Base::remove(item.instance()); }
  /// False if it was not there.
  bool discard(const Ref<T>& item) { return Base::discard(item.instance()); }
  void clear() { Base::clear(); }
};

}  // namespace cupel
