#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "cupel/util/function_ref.hpp"

namespace cupel::detail {

/// Hash table of positions: the part of a set of seen items that does not depend on their type.
class SeenIndex {
 public:
  /// Position of an item with this hash for which `equal(position)` holds, or `next` after noting
  /// it as that item's position.
  std::size_t find_or_add(std::uint64_t hash, std::size_t next,
                          FunctionRef<bool(std::size_t)> equal);

 private:
  struct Slot {
    std::uint64_t hash;
    std::size_t position;  // +1; 0 is free
  };
  void grow();
  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

template <class T>
class SeenItemsBase {
 public:
  virtual ~SeenItemsBase() = default;
  /// False when an equal item was added before.
  virtual bool add(const T& item) = 0;
};

/// By equality of `key(item)`.
template <class T, class Key, class KeyOf>
class SeenItemsBy final : public SeenItemsBase<T> {
 public:
  explicit SeenItemsBy(KeyOf key_of) : key_of_(std::move(key_of)) {}
  bool add(const T& item) override {
    Key key = key_of_(item);
    const std::uint64_t hash = std::hash<Key>{}(key);
    const std::size_t next = keys_.size();
    const std::size_t at = index_.find_or_add(
        hash, next, [&](std::size_t i) { return static_cast<bool>(keys_[i] == key); });
    if (at != next) return false;
    keys_.push_back(std::move(key));
    return true;
  }

 private:
  KeyOf key_of_;
  SeenIndex index_;
  std::vector<Key> keys_;
};

template <class T>
struct ItsOwnKey {
  const T& operator()(const T& item) const { return item; }
};
template <class T>
class SeenItems final : public SeenItemsBase<T> {
 public:
  bool add(const T& item) override {
    static_assert(
        requires { std::hash<T>{}(item); },
        "unique() needs std::hash of the result's items; give a key: "
        "unique([](const auto& item) { return ...; })");
    return seen_.add(item);
  }

 private:
  SeenItemsBy<T, T, ItsOwnKey<T>> seen_{ItsOwnKey<T>{}};
};

}  // namespace cupel::detail
