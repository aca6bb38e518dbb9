#pragma once

#include <cstddef>
#include <functional>
#include <initializer_list>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cupel {

/// A set that remembers the order of insertion. Small sets are searched linearly, larger ones by
/// hash.
///
/// Iterators and references are invalidated by insert and erase; erase costs O(n).
/// Not thread-safe for writing.
template <class T, class Hash = std::hash<T>, class Eq = std::equal_to<T>>
class OrderedSet {
 public:
  using value_type = T;
  using const_iterator = typename std::vector<T>::const_iterator;

  OrderedSet() = default;
  OrderedSet(std::initializer_list<T> items) {
    for (const T& i : items) insert(i);
  }
  template <class It>
  OrderedSet(It first, It last) {
    for (; first != last; ++first) insert(*first);
  }

  /// Returns false when an equal item was there already (which then keeps its place).
  bool insert(T item) {
    if (contains(item)) return false;
    items_.push_back(std::move(item));
    if (items_.size() > kLinearLimit) index_last();
    return true;
  }
  template <class Range>
  void update(const Range& range) {
    for (const auto& i : range) insert(i);
  }
  bool erase(const T& item) {
    const std::size_t at = position(item);
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

  [[nodiscard]] bool contains(const T& item) const { return position(item) != items_.size(); }
  /// Index of `item`, or size() when it is absent.
  [[nodiscard]] std::size_t position(const T& item) const {
    if (items_.size() <= kLinearLimit) {
      std::size_t i = 0;
      while (i < items_.size() && !Eq{}(items_[i], item)) ++i;
      return i;
    }
    const auto it = index_.find(item);
    return it == index_.end() ? items_.size() : it->second;
  }
  [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] const T& operator[](std::size_t i) const { return items_[i]; }
  [[nodiscard]] const T& front() const { return items_.front(); }
  [[nodiscard]] const T& back() const { return items_.back(); }
  [[nodiscard]] const_iterator begin() const noexcept { return items_.begin(); }
  [[nodiscard]] const_iterator end() const noexcept { return items_.end(); }
  [[nodiscard]] const std::vector<T>& items() const noexcept { return items_; }

  /// The same members, in whatever order.
  friend bool operator==(const OrderedSet& a, const OrderedSet& b) {
    if (a.size() != b.size()) return false;
    for (const T& i : a)
      if (!b.contains(i)) return false;
    return true;
  }

 private:
  static constexpr std::size_t kLinearLimit = 8;

  void index_last() {
    if (index_.empty()) return rebuild();
    index_.emplace(items_.back(), items_.size() - 1);
  }
  void rebuild() {
    for (std::size_t i = 0; i < items_.size(); ++i) index_.emplace(items_[i], i);
  }

  std::vector<T> items_;
  std::unordered_map<T, std::size_t, Hash, Eq> index_;  // empty up to kLinearLimit items
};

}  // namespace cupel
