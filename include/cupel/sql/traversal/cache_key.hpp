#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include <cupel/sql/traversal/fwd.hpp>

namespace cupel {

class BindParameter;
class Name;

/// The structure of a statement without its values, as words; equal words mean equal SQL.
///
/// A CacheKey owns its words. The values of the statement it was made from are `parameters`, in
/// the order in which the walk met them; they are borrowed from that statement.
class CacheKey {
 public:
  CacheKey() = default;

  std::span<const std::uint64_t> words() const noexcept { return {words_.data(), words_.size()}; }
  std::uint64_t hash() const noexcept { return hash_; }
  friend bool operator==(const CacheKey& a, const CacheKey& b) noexcept {
    return a.hash_ == b.hash_ && a.words_ == b.words_;
  }

 private:
  friend class KeyBuilder;
  std::vector<std::uint64_t> words_;
  std::uint64_t hash_ = 0;
};

namespace detail {

/// A list that is filled and emptied time and again: what adds to it stays short in the code of
/// its many users, growing is elsewhere.
template <class T>
class Pile {
 public:
  void push(T item) {
    if (at_ == end_) [[unlikely]]
      grow();
    *at_++ = item;
  }
  void clear() noexcept { at_ = items_.get(); }
  std::size_t size() const noexcept { return static_cast<std::size_t>(at_ - items_.get()); }
  std::span<const T> items() const noexcept { return {items_.get(), at_}; }
  T& operator[](std::size_t i) noexcept { return items_[i]; }

 private:
  void grow();

  std::unique_ptr<T[]> items_;
  T* at_ = nullptr;
  T* end_ = nullptr;
};

}  // namespace detail

/// Builds the key of one statement after the other, reusing its buffers. One thread at a time;
/// `KeyBuilder::local()` is the one of the current thread.
///
/// Objects with an identity of their own enter in two ways: tables and their columns by address
/// (whoever keeps the key keeps the statement, so addresses stay unique), anonymous things by the
/// number of their first occurrence.
class KeyBuilder {
 public:
  static KeyBuilder& local();

  /// Walks `statement`; false if it cannot be cached. Afterwards words(), hash(), parameters()
  /// describe it until the next build().
  bool build(const ClauseElement& statement);

  std::span<const std::uint64_t> words() const noexcept { return words_.items(); }
  std::uint64_t hash() const noexcept { return hash_; }
  /// Bind parameters in walk order; borrowed from the statement.
  std::span<const BindParameter* const> parameters() const noexcept { return parameters_.items(); }
  /// An owning copy of the current key, to be kept in a cache.
  CacheKey key() const;
  /// Equality with a kept key, without making a copy.
  bool matches(const CacheKey& key) const noexcept;

  // What fields_impl.hpp and nodes with special rules write with.
  void word(std::uint64_t value) { words_.push(value); }
  void address(const void* object) { word(reinterpret_cast<std::uintptr_t>(object)); }
  void text(std::string_view value);
  void name(const Name& value);
  void anonymous_id(std::uint64_t id) { word(number_of(id)); }
  /// What stands in the key for an anonymous thing: 1 for the first one, the same for the same id.
  std::uint64_t number_of(std::uint64_t id) {
    // Most ids were given out in the order of the statement, and so are not among those before.
    if (id <= greatest_id_ && id >= least_id_) return known_number_of(id);
    if (id > greatest_id_) greatest_id_ = id;
    if (id < least_id_) least_id_ = id;
    identities_.push((id << 1) | 1U);
    return identities_.size();
  }
  void parameter(const BindParameter& bind) { parameters_.push(&bind); }
  /// Adds a child; false if it cannot be cached.
  bool element(const ClauseElement* element);
  /// Adds a child that has an identity: its content at the first occurrence, its number later.
  /// Returns true when this is the first occurrence and the caller has to add the content.
  bool first_occurrence(const void* identity);
  std::size_t size() const noexcept { return words_.size(); }
  void set_word(std::size_t at, std::uint64_t value) { words_[at] = value; }

 private:
  std::uint64_t known_number_of(std::uint64_t id);
  std::uint64_t index_of(std::uint64_t identity, bool& is_new);

  detail::Pile<std::uint64_t> words_;
  detail::Pile<const BindParameter*> parameters_;
  detail::Pile<std::uint64_t> identities_;
  std::uint64_t greatest_id_ = 0;  // of the anonymous ones
  std::uint64_t least_id_ = static_cast<std::uint64_t>(-1);
  std::uint64_t hash_ = 0;
};

}  // namespace cupel
