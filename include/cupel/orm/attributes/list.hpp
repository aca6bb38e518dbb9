#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/relationship.hpp"

namespace cupel {

/// `Relationship<List<Address>>`: an ordered collection that may hold an object more than once.
template <class T>
struct List {};

/// A list of objects: one-to-many or many-to-many.
///
/// Every change fires the attribute's events and sets the other side. Assigning a list replaces
/// the members: kept ones are untouched, the others are removed and added. An object that stands
/// in the list more than once keeps its back reference until the last occurrence goes.
/// Unloaded lists are loaded by reading and changing them; changes that come from the other side
/// are queued until then.
template <class T, auto... options>
class Relationship<List<T>, options...> : public detail::TypedCollection<T> {
  using Base = detail::TypedCollection<T>;

 public:
  using Collection = Relationship;
  using assigned_type = Related<T>;

  Relationship() = default;
  Relationship(const Relationship&) = default;
  Relationship(Relationship&&) = default;
  Relationship(std::initializer_list<Related<T>> items) {
    this->assign_items(items, AttributeKind::list);
  }
  Relationship(const std::vector<Ref<T>>& items) { assign(items); }

  Relationship& operator=(const Relationship& other) {
    this->copy_assign(other, AttributeKind::list);
    return *this;
  }
  Relationship& operator=(Relationship&& other) {
    this->copy_assign(other, AttributeKind::list);
    return *this;
  }
  Relationship& operator=(std::initializer_list<Related<T>> items) {
    this->assign_items(items, AttributeKind::list);
    return *this;
  }
  Relationship& operator=(const std::vector<Ref<T>>& items) {
    assign(items);
    return *this;
  }
  /// Any range of handles or values.
  template <class Range>
  void assign(Range&& items) {
    this->assign_items(this->collect(std::forward<Range>(items)), AttributeKind::list);
  }

  /// InvalidRequestError beyond the end. Change a position with `set`.
  Ref<T> operator[](std::size_t index) const { return Ref<T>(this->at(index)); }
  Ref<T> front() const { return (*this)[0]; }
  Ref<T> back() const { return (*this)[this->size() - 1]; }

  void append(const Related<T>& item) { Base::append(item.instance()); }
  void append(T&& value) { Base::append(make<T>(std::move(value)).instance()); }
  template <class Range>
  void extend(Range&& items) {
    for (const Related<T>& item : this->collect(std::forward<Range>(items))) append(item);
  }
  void extend(std::initializer_list<Related<T>> items) {
    for (const Related<T>& item : items) append(item);
  }
  void insert(std::size_t index, const Related<T>& item) { Base::insert(index, item.instance()); }
  void set(std::size_t index, const Related<T>& item) { Base::set(index, item.instance()); }
  /// The first occurrence; InvalidRequestError if there is none.
  void remove(const Ref<T>& item) { Base::remove(item.instance()); }
  void erase(std::size_t index) { Base::erase(index); }
  void erase(std::size_t first, std::size_t last) { Base::erase(first, last); }
  Ref<T> pop() { return pop(this->size() - 1); }
  Ref<T> pop(std::size_t index) { return Ref<T>(Base::pop(index).instance()); }
  void clear() { Base::clear(); }
};

}  // namespace cupel
