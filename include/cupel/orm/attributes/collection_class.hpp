#pragma once

#include <concepts>
#include <initializer_list>
#include <type_traits>
#include <utility>

#include "cupel/orm/attributes/relationship.hpp"

namespace cupel {

/// `Relationship<CollectionClass<Bag>, back_populates<"parent">>`: a collection with operations of
/// your own.
///
///     struct Bag : Relationship<List<Child>> {
///       void put(const Ref<Child>& child) { append(child); }
///       void take(const Ref<Child>& child) { remove(child); }
///     };
///
/// The class derives from `Relationship<List<T>>`, `Relationship<Set<T>>` or
/// `Relationship<Dict<K, T>>` without options, whose operations do the work: events, back
/// references and history follow from them. To narrow the interface, make members of the base
/// private by `using`. It has no data members: what is loaded comes into the collection without
/// passing its operations, so it computes what it knows from its members.
template <class C>
struct CollectionClass {};

template <class C, auto... options>
class Relationship<CollectionClass<C>, options...> : public C {
  static_assert(std::derived_from<C, typename C::Collection>,
                "CollectionClass<C>: C must derive from Relationship<List<T>>, "
                "Relationship<Set<T>> or Relationship<Dict<K, T>>");
  static_assert(sizeof(C) == sizeof(detail::CollectionMember),
                "CollectionClass<C>: C must have no data members of its own: rows that are loaded "
                "come into the collection without passing its operations");
  using Collection_ = typename C::Collection;

 public:
  Relationship() = default;
  Relationship(const Relationship&) = default;
  Relationship(Relationship&&) = default;
  Relationship(std::initializer_list<typename C::assigned_type> items) { collection() = items; }

  Relationship& operator=(const Relationship& other) {
    collection() = other.collection();
    return *this;
  }
  Relationship& operator=(Relationship&& other) {
    collection() = std::move(other.collection());
    return *this;
  }
  Relationship& operator=(std::initializer_list<typename C::assigned_type> items) {
    collection() = items;
    return *this;
  }
  /// Any range that the collection's assign() takes.
  template <class Range>
    requires(!std::derived_from<std::remove_cvref_t<Range>, Collection_> &&
             requires(Collection_& all, Range&& range) { all.assign(std::forward<Range>(range)); })
  Relationship& operator=(Range&& range) {
    collection().assign(std::forward<Range>(range));
    return *this;
  }

 private:
  Collection_& collection() noexcept { return *this; }
  const Collection_& collection() const noexcept { return *this; }
};

}  // namespace cupel
