#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <source_location>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/attributes/make.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/orm/attributes/related_members.hpp"

namespace cupel {

/// What may be put into a relationship to T: a handle, or a value that becomes an entity.
template <class T>
class Related {
 public:
  template <class U>
    requires std::convertible_to<U*, T*>
  Related(const Ref<U>& ref) : ref_(ref) {}
  template <class U>
    requires std::convertible_to<U*, T*>
  Related(Ref<U>&& ref) : ref_(std::move(ref)) {}
  template <class U>
    requires(std::same_as<std::remove_cvref_t<U>, T>)
  Related(U&& value) : ref_(make<T>(std::forward<U>(value))) {}
  /// What another reference refers to.
  template <class Member>
    requires(std::derived_from<Member, detail::ReferenceMember> &&
             std::same_as<typename Member::target_type, T>)
  Related(const Member& reference) : ref_(reference.get()) {}

  const Ref<T>& ref() const { return ref_; }
  Instance* instance() const { return ref_.instance(); }

 private:
  Ref<T> ref_;
};

/// A reference to one object of class T: many-to-one, or one-to-one.
///
/// `post->user = ed`, `post->user = nullptr`, `post->user->name`, `if (post->user)`. In a plain
/// value it holds a counted handle; in a cell an edge (domain.hpp), kept in step with the other
/// side by `back_populates`, loaded on first access. T may be incomplete where it is declared.
/// Thread safety: as the object. A change that throws leaves both sides as they were, except that
/// listeners which ran before the throw have run.
template <class T, auto... options>
class Relationship : public detail::ReferenceMember {
 public:
  using target_type = T;

  Relationship() = default;
  Relationship(std::nullptr_t) { write(nullptr); }
  Relationship(const Related<T>& target) { write(target.instance()); }
  Relationship(const Relationship&) = default;
  Relationship(Relationship&&) = default;
  template <class U>
    requires(std::constructible_from<Related<T>, U &&> &&
             !std::same_as<std::remove_cvref_t<U>, Relationship>)
  Relationship(U&& target) {
    write(Related<T>(std::forward<U>(target)).instance());
  }

  Relationship& operator=(const Relationship&) = default;
  Relationship& operator=(Relationship&&) = default;
  Relationship& operator=(std::nullptr_t) {
    write(nullptr);
    return *this;
  }
  template <class U>
    requires(std::constructible_from<Related<T>, U &&> &&
             !std::same_as<std::remove_cvref_t<U>, Relationship>)
  Relationship& operator=(U&& target) {
    write(Related<T>(std::forward<U>(target)).instance());
    return *this;
  }

  template <class U>
    requires(!std::constructible_from<Related<T>, U &&> && !std::convertible_to<U &&, Relationship>)
  Relationship& operator=(U&&) {
    static_assert(std::is_void_v<U>,
                  "this is no object of the relationship's class: assign a Ref<Target>, a Target "
                  "value that becomes an object, or nullptr");
    return *this;
  }

  Ref<T> get(const std::source_location& where = std::source_location::current()) const {
    return Ref<T>(read(where));
  }
  operator Ref<T>() const { return get(); }
  explicit operator bool() const { return read() != nullptr; }
  /// InvalidRequestError when there is no object.
  T& operator*() const {
    Instance* const target = read();
    if (target == nullptr) [[unlikely]]
      detail::throw_null_ref(short_type_name<T>());
    return *static_cast<T*>(target->object());
  }
  T* operator->() const { return &**this; }

  friend bool operator==(const Relationship& a, const ObjectRef& b) {
    return a.read() == b.instance();
  }
  friend bool operator==(const Relationship& a, const Relationship& b) {
    return a.read() == b.read();
  }
  friend bool operator==(const Relationship& a, std::nullptr_t) { return a.read() == nullptr; }
};

namespace detail {

/// Walks a collection by position and yields handles, so it survives changes of the collection.
template <class T>
class ItemIterator {
 public:
  using value_type = Ref<T>;
  using difference_type = std::ptrdiff_t;

  ItemIterator() = default;
  ItemIterator(const CollectionMember* member, std::size_t at) : member_(member), at_(at) {}
  Ref<T> operator*() const { return Ref<T>(member_->at(at_)); }
  ItemIterator& operator++() {
    ++at_;
    return *this;
  }
  ItemIterator operator++(int) { return {member_, at_++}; }
  friend bool operator==(const ItemIterator& a, const ItemIterator& b) {
    // An iterator beyond a collection that has shrunk is at its end as well.
    return a.at_ == b.at_ || (a.finished() && b.finished());
  }

 private:
  bool finished() const { return member_ == nullptr || at_ >= member_->size(); }
  const CollectionMember* member_ = nullptr;
  std::size_t at_ = 0;
};

/// What list and set have in common on the typed side.
template <class T>
class TypedCollection : public CollectionMember {
 public:
  using target_type = T;
  using value_type = Ref<T>;

  /// Handles of the members; loads the collection. The iteration sees changes made meanwhile.
  ItemIterator<T> begin(const std::source_location& where = std::source_location::current()) const {
    read(where);
    return {this, 0};
  }
  ItemIterator<T> end() const { return {this, size()}; }

  bool contains(const ObjectRef& item,
                const std::source_location& where = std::source_location::current()) const {
    return read(where).contains(item.instance());
  }
  std::vector<Ref<T>> to_vector(
      const std::source_location& where = std::source_location::current()) const {
    std::vector<Ref<T>> all;
    for (Instance* item : read(where).items()) all.emplace_back(item);
    return all;
  }

 protected:
  template <class Range>
  static std::vector<Related<T>> collect(Range&& range) {
    std::vector<Related<T>> all;
    for (auto&& item : range) all.emplace_back(std::forward<decltype(item)>(item));
    return all;
  }
  template <class Range>
  void assign_items(const Range& related, AttributeKind kind) {
    std::vector<Instance*> items;
    items.reserve(related.size());
    for (const Related<T>& item : related) items.push_back(item.instance());
    CollectionMember::assign(items, kind);
  }
};

}  // namespace detail

template <class T, auto... options>
class Relationship<List<T>, options...>;
template <class T, auto... options>
class Relationship<Set<T>, options...>;
template <class K, class T, auto... options>
class Relationship<Dict<K, T>, options...>;

template <class C>
struct CollectionClass;
template <class C, auto... options>
class Relationship<CollectionClass<C>, options...>;
template <class T>
struct WriteOnly;
template <class T>
struct Dynamic;
template <class T, auto... options>
class Relationship<WriteOnly<T>, options...>;
template <class T, auto... options>
class Relationship<Dynamic<T>, options...>;

namespace detail {

template <class T, auto... options>
struct MemberTraits<Relationship<T, options...>> {
  static constexpr AttributeKind kind = AttributeKind::reference;
  using target_type = T;
  static std::size_t slot_offset() { return ReferenceMember::slot_offset(); }
};
template <class T, auto... options>
struct MemberTraits<Relationship<List<T>, options...>> {
  static constexpr AttributeKind kind = AttributeKind::list;
  using target_type = T;
  static std::size_t slot_offset() { return CollectionMember::slot_offset(); }
};
template <class T, auto... options>
struct MemberTraits<Relationship<Set<T>, options...>> {
  static constexpr AttributeKind kind = AttributeKind::set;
  using target_type = T;
  static std::size_t slot_offset() { return CollectionMember::slot_offset(); }
};
template <class T, auto... options>
struct MemberTraits<Relationship<WriteOnly<T>, options...>>
    : MemberTraits<Relationship<List<T>, options...>> {};
template <class T, auto... options>
struct MemberTraits<Relationship<Dynamic<T>, options...>>
    : MemberTraits<Relationship<List<T>, options...>> {};
template <class C, auto... options>
struct MemberTraits<Relationship<CollectionClass<C>, options...>>
    : MemberTraits<typename C::Collection> {};
template <class K, class T, auto... options>
struct MemberTraits<Relationship<Dict<K, T>, options...>> {
  static constexpr AttributeKind kind = AttributeKind::dict;
  using target_type = T;
  using key_type = K;
  static std::size_t slot_offset() { return CollectionMember::slot_offset(); }
};

}  // namespace detail

}  // namespace cupel

#include "cupel/orm/attributes/collection_class.hpp"
#include "cupel/orm/attributes/dict.hpp"
#include "cupel/orm/attributes/list.hpp"
#include "cupel/orm/attributes/set.hpp"
#include "cupel/orm/attributes/write_only.hpp"
