#pragma once

#include <initializer_list>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/relationship.hpp"

namespace cupel {

/// `Relationship<Dict<std::string, Note>, keyed_by<"keyword">>`: a collection reached by a key.
template <class K, class T>
struct Dict {};

/// A dictionary of objects.
///
/// `set(key, note)` takes any key, as it is; members that come from the database, from the other
/// side or by assigning a whole collection stand under the value of their key attribute. Changing
/// that attribute later does not move them. Iterates over (key, handle) in the order of adding.
template <class K, class T, auto... options>
class Relationship<Dict<K, T>, options...> : public detail::CollectionMember {
  using Base = detail::CollectionMember;

 public:
  using Collection = Relationship;
  using assigned_type = std::pair<K, Related<T>>;
  using target_type = T;
  using key_type = K;
  using value_type = std::pair<K, Ref<T>>;

  class Iterator {
   public:
    using value_type = std::pair<K, Ref<T>>;
    using difference_type = std::ptrdiff_t;
    Iterator() = default;
    Iterator(const Relationship* dict, std::size_t at) : dict_(dict), at_(at) {}
    value_type operator*() const {
      return {dict_->read().key(at_).template as<K>(), Ref<T>(dict_->at(at_))};
    }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return {dict_, at_++}; }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const Relationship* dict_ = nullptr;
    std::size_t at_ = 0;
  };

  Relationship() = default;
  Relationship(const Relationship&) = default;
  Relationship(Relationship&&) = default;
  Relationship(std::initializer_list<std::pair<K, Related<T>>> items) { assign(items); }

  Relationship& operator=(const Relationship& other) {
    this->copy_assign(other, AttributeKind::dict);
    return *this;
  }
  Relationship& operator=(Relationship&& other) {
    this->copy_assign(other, AttributeKind::dict);
    return *this;
  }
  Relationship& operator=(std::initializer_list<std::pair<K, Related<T>>> items) {
    assign(items);
    return *this;
  }
  /// Any range of pairs of key and handle or value. In an entity each is put under its own key
  /// attribute's value, as SQLAlchemy does.
  template <class Range>
  void assign(const Range& items) {
    std::vector<Instance*> objects;
    std::vector<Value> keys;
    for (const auto& [key, item] : items) {
      objects.push_back(item.instance());
      keys.emplace_back(Value(key));
    }
    this->assign_keyed(objects, keys);
  }

  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, this->size()}; }

  bool contains(const K& key) const { return index_of(key) < this->size(); }
  /// A null handle if the key is absent.
  Ref<T> get(const K& key) const {
    const std::size_t i = index_of(key);
    return i < this->size() ? Ref<T>(Base::at(i)) : Ref<T>();
  }
  Ref<T> operator[](const K& key) const { return get(key); }
  std::vector<K> keys() const {
    std::vector<K> all;
    for (const Value& key : this->read().keys()) all.push_back(key.template as<K>());
    return all;
  }
  std::vector<Ref<T>> values() const {
    std::vector<Ref<T>> all;
    for (Instance* item : this->read().items()) all.emplace_back(item);
    return all;
  }

  void set(const K& key, const Related<T>& item) { this->put(Value(key), item.instance()); }
  /// False if the key was absent.
  bool erase(const K& key) { return this->erase_key(Value(key)); }
  void clear() { Base::clear(); }

 private:
  std::size_t index_of(const K& key) const { return this->read().find_key(Value(key)); }
};

}  // namespace cupel
