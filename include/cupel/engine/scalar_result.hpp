#pragma once

#include <cstddef>
#include <functional>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/engine/detail/seen_items.hpp"
#include "cupel/engine/fwd.hpp"
#include "cupel/engine/row_source.hpp"

namespace cupel {

namespace detail {

[[noreturn]] void throw_no_result();
[[noreturn]] void throw_multiple_results();
[[noreturn]] void throw_result_closed();
[[noreturn]] void throw_bad_chunk_size();
[[noreturn]] void throw_unique_with_yield_per();

}  // namespace detail

/// The items of a result, one after the other, once, forward: single values, entities, aggregates,
/// typed rows. Reading past the end closes it.
///
/// Move-only. One thread at a time. Lives on the connection or session it came from: reading after
/// that was closed throws ResourceClosedError.
template <class T>
class ScalarResult {
 public:
  using value_type = T;
  using OptionalItem = typename ItemTraits<T>::Optional;

  explicit ScalarResult(std::unique_ptr<RowSource<T>> source) noexcept
      : source_(std::move(source)) {}

  /// All that is left.
  [[nodiscard]] std::vector<T> all() {
    std::vector<T> out;
    if (source_ && !seen_ && source_->append_rest(out)) {
      source_.reset();
      return out;
    }
    T item{};
    while (advance(item)) {
      out.push_back(std::move(item));
      item = T{};
    }
    return out;
  }
  [[nodiscard]] std::vector<T> fetchall() { return all(); }
  /// Up to `size` of what is left; none at the end. Default: the size set by yield_per(), else all.
  [[nodiscard]] std::vector<T> fetchmany(std::size_t size = 0) {
    if (size == 0) size = chunk_ ? chunk_ : static_cast<std::size_t>(-1);
    std::vector<T> out;
    for (T item{}; out.size() < size && advance(item); item = T{}) out.push_back(std::move(item));
    return out;
  }
  /// The next one, or nothing.
  [[nodiscard]] OptionalItem fetchone() {
    T item{};
    if (!advance(item)) return OptionalItem{};
    return OptionalItem(std::move(item));
  }
  /// The first one or nothing; closes the result.
  [[nodiscard]] OptionalItem first() {
    OptionalItem out = fetchone();
    close();
    return out;
  }
  /// The only one. Throws NoResultFound or MultipleResultsFound; closes the result.
  [[nodiscard]] T one() {
    T item{};
    if (!only(item)) detail::throw_no_result();
    return item;
  }
  /// The only one or nothing. Throws MultipleResultsFound; closes the result.
  [[nodiscard]] OptionalItem one_or_none() {
    T item{};
    if (!only(item)) return OptionalItem{};
    return OptionalItem(std::move(item));
  }

  /// Drops items that were returned before, by equality and std::hash.
  /// Throws InvalidRequestError together with yield_per().
  ScalarResult& unique() & {
    if (chunk_) detail::throw_unique_with_yield_per();
    if (!seen_) seen_ = std::make_unique<detail::SeenItems<T>>();
    if (source_) source_->expect_unique();
    return *this;
  }
  ScalarResult&& unique() && { return std::move(unique()); }
  /// Drops items for which `key_of(item)` was returned before.
  template <class KeyOf>
  ScalarResult& unique(KeyOf key_of) & {
    using Key = std::decay_t<decltype(key_of(std::declval<const T&>()))>;
    if (chunk_) detail::throw_unique_with_yield_per();
    seen_ = std::make_unique<detail::SeenItemsBy<T, Key, KeyOf>>(std::move(key_of));
    if (source_) source_->expect_unique();
    return *this;
  }
  template <class KeyOf>
  ScalarResult&& unique(KeyOf key_of) && {
    return std::move(unique(std::move(key_of)));
  }
  /// Size of the chunks of partitions() and fetchmany().
  ScalarResult& yield_per(std::size_t size) & {
    if (size == 0) detail::throw_bad_chunk_size();
    if (seen_) detail::throw_unique_with_yield_per();
    chunk_ = size;
    return *this;
  }
  ScalarResult&& yield_per(std::size_t size) && { return std::move(yield_per(size)); }

  /// Chunks of up to `size` items, as vectors: `for (auto&& chunk : result.partitions(100))`.
  class Partitions;
  [[nodiscard]] Partitions partitions(std::size_t size = 0) {
    if (size == 0 && chunk_ == 0) detail::throw_bad_chunk_size();
    return Partitions(*this, size ? size : chunk_);
  }

  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    explicit Iterator(ScalarResult& result) : result_(&result) { ++*this; }
    T& operator*() const noexcept { return result_->current_; }
    T* operator->() const noexcept { return &result_->current_; }
    Iterator& operator++() {
      if (!result_->advance(result_->current_)) result_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& a, std::default_sentinel_t) noexcept {
      return a.result_ == nullptr;
    }

   private:
    ScalarResult* result_;
  };

  /// The item behind an iterator is the result's own: it changes with the next step. Moving from it
  /// is allowed.
  [[nodiscard]] Iterator begin() { return Iterator(*this); }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  void close() noexcept {
    if (source_) source_->close();
    source_.reset();
    closed_ = true;
  }
  [[nodiscard]] bool closed() const noexcept { return closed_; }

  /// For wrappers: takes the source out; the result is closed then.
  [[nodiscard]] std::unique_ptr<RowSource<T>> take_source() noexcept {
    closed_ = true;
    return std::move(source_);
  }

 private:
  // After the last row the source goes but the result stays readable: it is merely empty.
  bool advance(T& item) {
    if (!source_) {
      if (closed_) detail::throw_result_closed();
      return false;
    }
    do {
      if (!source_->next(item)) {
        source_.reset();
        return false;
      }
    } while (seen_ && !seen_->add(item));
    return true;
  }
  bool only(T& item) {
    if (!advance(item)) {
      close();
      return false;
    }
    T other{};
    const bool more = advance(other);
    close();
    if (more) detail::throw_multiple_results();
    return true;
  }

  std::unique_ptr<RowSource<T>> source_;
  std::unique_ptr<detail::SeenItemsBase<T>> seen_;
  std::size_t chunk_ = 0;
  bool closed_ = false;
  T current_{};
};

template <class T>
class ScalarResult<T>::Partitions {
 public:
  Partitions(ScalarResult& result, std::size_t size) noexcept : result_(&result), size_(size) {}

  class Iterator {
   public:
    using value_type = std::vector<T>;
    using difference_type = std::ptrdiff_t;

    explicit Iterator(Partitions& p) : partitions_(&p) { ++*this; }
    std::vector<T>& operator*() const noexcept { return partitions_->chunk_; }
    Iterator& operator++() {
      partitions_->chunk_ = partitions_->result_->fetchmany(partitions_->size_);
      if (partitions_->chunk_.empty()) partitions_ = nullptr;
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& a, std::default_sentinel_t) noexcept {
      return a.partitions_ == nullptr;
    }

   private:
    Partitions* partitions_;
  };
  [[nodiscard]] Iterator begin() { return Iterator(*this); }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

 private:
  ScalarResult* result_;
  std::size_t size_;
  std::vector<T> chunk_;
};

}  // namespace cupel
