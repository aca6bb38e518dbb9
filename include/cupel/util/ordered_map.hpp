#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cupel {

/// Hash of strings that accepts a string_view for a std::string key.
struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const noexcept {
    return std::hash<std::string_view>{}(s);
  }
};

/// A map that remembers the order of insertion. Small maps are searched linearly, larger ones by
/// hash. A std::string key can be looked up by string_view without a copy.
///
/// Iterators and references are invalidated by insertion and erasure; erase costs O(n).
/// Not thread-safe for writing.
template <class K, class V>
class OrderedMap {
  static constexpr bool kText = std::is_same_v<K, std::string>;
  using Hash = std::conditional_t<kText, StringHash, std::hash<K>>;
  using Key = std::conditional_t<kText, std::string_view, const K&>;

 public:
  using value_type = std::pair<K, V>;
  using iterator = typename std::vector<value_type>::iterator;
  using const_iterator = typename std::vector<value_type>::const_iterator;

  OrderedMap() = default;
  OrderedMap(std::initializer_list<value_type> items) {
    for (const auto& [k, v] : items) insert_or_assign(k, v);
  }

  /// Adds unless the key is there; returns the entry's value and whether it was added.
  std::pair<V*, bool> try_emplace(K key, V value = V{}) {
    if (V* v = find(key)) return {v, false};
    items_.emplace_back(std::move(key), std::move(value));
    index_last();
    return {&items_.back().second, true};
  }
  /// A key that is there already keeps its place.
  V& insert_or_assign(K key, V value) {
    if (V* v = find(key)) {
      *v = std::move(value);
      return *v;
    }
    items_.emplace_back(std::move(key), std::move(value));
    index_last();
    return items_.back().second;
  }
  V& operator[](K key) { return *try_emplace(std::move(key)).first; }
  bool erase(Key key) {
    const std::size_t at = position(key);
    if (at == items_.size()) return false;
    items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(at));
    index_.clear();
    if (items_.size() > kLinearLimit) rebuild();
    return true;
  }
  void clear() noexcept {
    items_.clear();
    index_.clear();
  }
  void reserve(std::size_t n) { items_.reserve(n); }

  /// The value of `key`, or null.
  [[nodiscard]] V* find(Key key) {
    const std::size_t at = position(key);
    return at == items_.size() ? nullptr : &items_[at].second;
  }
  [[nodiscard]] const V* find(Key key) const {
    const std::size_t at = position(key);
    return at == items_.size() ? nullptr : &items_[at].second;
  }
  [[nodiscard]] bool contains(Key key) const { return position(key) != items_.size(); }
  /// Index of `key`, or size() when it is absent.
  [[nodiscard]] std::size_t position(Key key) const {
    if (items_.size() <= kLinearLimit) {
      std::size_t i = 0;
      while (i < items_.size() && !(items_[i].first == key)) ++i;
      return i;
    }
    const auto it = index_.find(key);
    return it == index_.end() ? items_.size() : it->second;
  }

  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] iterator begin() noexcept { return items_.begin(); }
  [[nodiscard]] iterator end() noexcept { return items_.end(); }
  [[nodiscard]] const_iterator begin() const noexcept { return items_.begin(); }
  [[nodiscard]] const_iterator end() const noexcept { return items_.end(); }
  /// The i-th entry in insertion order.
  [[nodiscard]] const value_type& at_index(std::size_t i) const { return items_[i]; }
  [[nodiscard]] value_type& at_index(std::size_t i) { return items_[i]; }

  friend bool operator==(const OrderedMap& a, const OrderedMap& b) { return a.items_ == b.items_; }

 private:
  static constexpr std::size_t kLinearLimit = 8;

  void index_last() {
    if (items_.size() <= kLinearLimit) return;
    if (index_.empty()) return rebuild();
    index_.emplace(items_.back().first, items_.size() - 1);
  }
  void rebuild() {
    for (std::size_t i = 0; i < items_.size(); ++i) index_.emplace(items_[i].first, i);
  }

  std::vector<value_type> items_;
  std::unordered_map<K, std::size_t, Hash, std::equal_to<>> index_;  // empty up to kLinearLimit
};

}  // namespace cupel
