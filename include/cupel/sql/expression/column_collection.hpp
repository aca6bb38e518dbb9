#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <cupel/sql/expression/fwd.hpp>

namespace cupel {

/// The columns of a FROM element or statement, by key and by place.
///
/// Borrows the columns: whoever holds the collection owns or keeps them. Reading is thread-safe.
class ColumnCollection {
 public:
  struct Entry {
    std::string key;
    const ColumnElement* column;
    std::uint64_t head;  ///< text_word(key): what tells most keys apart

    bool has_key(std::string_view wanted, std::uint64_t wanted_head) const noexcept {
      return key.size() == wanted.size() && head == wanted_head &&
             (wanted.size() <= sizeof head || key == wanted);
    }
  };
  using const_iterator = std::vector<Entry>::const_iterator;

  /// Adds a column; one of the same key that is there already stays the one found by the key.
  void add(std::string key, const ColumnElement& column);
  /// Adds a column, or replaces the one of the same key (tables).
  void add_or_replace(std::string key, const ColumnElement& column);
  void reserve(std::size_t n) { entries_.reserve(n); }
  void clear();

  bool empty() const noexcept { return entries_.empty(); }
  std::size_t size() const noexcept { return entries_.size(); }
  const_iterator begin() const noexcept { return entries_.begin(); }
  const_iterator end() const noexcept { return entries_.end(); }
  const ColumnElement& operator[](std::size_t i) const noexcept { return *entries_[i].column; }

  /// The column under `key`, or null.
  const ColumnElement* find(std::string_view key) const noexcept;
  /// The same as far as it takes no more than a look at `head`, which is text_word(key): the keys
  /// are few, and this one has eight characters at the most. Null where find() has to be asked.
  const ColumnElement* find_short(std::string_view key, std::uint64_t head) const noexcept {
    if (!buckets_.empty() || key.size() > sizeof head) return nullptr;
    for (const Entry& entry : entries_) {
      if (entry.head == head && entry.key.size() == key.size()) return entry.column;
    }
    return nullptr;
  }
  bool contains(std::string_view key) const noexcept { return find(key) != nullptr; }
  bool contains_column(const ColumnElement& column) const noexcept;
  /// The column of this collection that `column` stands for, or that stands for it: the one with
  /// the nearest lineage. Null if there is none. `require_embedded`: only a column directly so.
  const ColumnElement* corresponding_column(const ColumnElement& column,
                                            bool require_embedded = false) const;
  /// All keys, for messages.
  std::vector<std::string> keys() const;

 private:
  void index_from(std::size_t first);
  const ColumnElement* find_hashed(std::string_view key, std::uint64_t head) const noexcept;

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> buckets_;  // open addressing; only for many columns
};

}  // namespace cupel
