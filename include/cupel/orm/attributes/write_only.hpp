#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/relationship.hpp"

namespace cupel {

/// `Relationship<WriteOnly<Entry>>`: a collection that is written and queried, never loaded: for
/// those with more members than memory should hold.
template <class T>
struct WriteOnly {};

/// `Relationship<Dynamic<Post>>`: a collection that is a query.
template <class T>
struct Dynamic {};

namespace detail {

/// The statements of such collections. Defined by orm/query.
template <class T>
struct CollectionStatements;

/// Adding to and removing from a collection without loading it.
template <class T>
class UnloadedCollection : public CollectionMember {
 public:
  using target_type = T;
  using value_type = Ref<T>;

  // The members are not here: see select().
  void size() const = delete;
  void empty() const = delete;

 protected:
  UnloadedCollection() = default;
  using CollectionMember::assign;

  void add_one(const Related<T>& item) { CollectionMember::append(item.instance()); }
  template <class Range>
  void assign_range(const Range& items) {
    std::vector<Instance*> all;
    for (const Related<T>& item : items) all.push_back(item.instance());
    CollectionMember::assign(all, AttributeKind::list);
  }
  template <class Range>
  static std::vector<Related<T>> collect(Range&& range) {
    std::vector<Related<T>> all;
    for (auto&& item : range) all.emplace_back(std::forward<decltype(item)>(item));
    return all;
  }
};

}  // namespace detail

/// A collection that never loads.
///
///     account->entries.add(Entry{.amount = 3});
///     for (Ref<Entry> e : session.scalars(account->entries.select().where(...))) ...
///
/// Its members cannot be iterated, and it can be assigned only while its object is new
/// (InvalidRequestError). Include cupel/orm/query/write_only.hpp for its statements.
template <class T, auto... options>
class Relationship<WriteOnly<T>, options...> : public detail::UnloadedCollection<T> {
  using Base = detail::UnloadedCollection<T>;

 public:
  Relationship() = default;
  Relationship(const Relationship&) = default;
  Relationship(Relationship&&) = default;
  Relationship(std::initializer_list<Related<T>> items) { this->assign_range(items); }
  Relationship& operator=(const Relationship& other) {
    this->copy_assign(other, AttributeKind::list);
    return *this;
  }
  Relationship& operator=(std::initializer_list<Related<T>> items) {
    this->assign_range(items);
    return *this;
  }

  void add(const Related<T>& item) { this->add_one(item); }
  void add(T&& value) { this->add_one(Related<T>(std::move(value))); }
  template <class Range>
  void add_all(Range&& items) {
    for (const Related<T>& item : this->collect(std::forward<Range>(items))) add(item);
  }
  void add_all(std::initializer_list<Related<T>> items) {
    for (const Related<T>& item : items) add(item);
  }
  void remove(const Ref<T>& item) { this->remove_unseen(item.instance()); }

  /// SELECT of the members, in the order of the relationship, to be extended and executed.
  /// Throws InvalidRequestError for an object without a row.
  [[nodiscard]] auto select() const { return detail::CollectionStatements<T>::select(*this); }
  /// INSERT of rows that belong to the object. Throws also where a link table is between.
  [[nodiscard]] auto insert() const { return detail::CollectionStatements<T>::insert(*this); }
  /// UPDATE and DELETE of its members' rows.
  [[nodiscard]] auto update() const { return detail::CollectionStatements<T>::update(*this); }
  [[nodiscard]] auto delete_() const { return detail::CollectionStatements<T>::delete_(*this); }
};

/// A collection that answers with a query, after an autoflush, each time it is read. Of an object
/// that is in no session it is what was added.
///
///     for (Ref<Post> p : user->posts.filter(col(&Post::title) == "x")) ...
///
/// Assigning loads the members and replaces them. Include cupel/orm/query/write_only.hpp to read.
template <class T, auto... options>
class Relationship<Dynamic<T>, options...> : public detail::UnloadedCollection<T> {
 public:
  Relationship() = default;
  Relationship(const Relationship&) = default;
  Relationship(Relationship&&) = default;
  Relationship(std::initializer_list<Related<T>> items) { this->assign_range(items); }
  Relationship& operator=(const Relationship& other) {
    this->copy_assign(other, AttributeKind::list);
    return *this;
  }
  Relationship& operator=(std::initializer_list<Related<T>> items) {
    this->assign_range(items);
    return *this;
  }

  void append(const Related<T>& item) { this->add_one(item); }
  void append(T&& value) { this->add_one(Related<T>(std::move(value))); }
  template <class Range>
  void extend(Range&& items) {
    for (const Related<T>& item : this->collect(std::forward<Range>(items))) append(item);
  }
  void remove(const Ref<T>& item) { this->remove_unseen(item.instance()); }

  /// The query for the members, in the order of the relationship.
  /// Throws DetachedInstanceError for an object that is in no session.
  [[nodiscard]] auto query() const { return detail::CollectionStatements<T>::query(*this); }
  template <class... C>
  [[nodiscard]] auto filter(const C&... conditions) const {
    return query().filter(conditions...);
  }
  [[nodiscard]] std::vector<Ref<T>> all() const {
    return detail::CollectionStatements<T>::all(*this);
  }
  [[nodiscard]] auto first() const { return query().first(); }
  [[nodiscard]] auto count() const { return query().count(); }
  [[nodiscard]] auto slice(std::int64_t start, std::int64_t stop) const {
    return query().slice(start, stop).all();
  }
};

}  // namespace cupel
