#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "cupel/engine/prepared_statement.hpp"
#include "cupel/sql/traversal/cache_key.hpp"

namespace cupel {

/// Compiled statements by structural key, the least used ones dropped beyond the capacity.
///
/// Thread safety: every member may be called from any thread.
class CompiledCache {
  struct Entry;
  struct State;

 public:
  /// At least one statement is kept.
  explicit CompiledCache(std::size_t capacity);
  ~CompiledCache();
  CompiledCache(const CompiledCache&) = delete;
  CompiledCache& operator=(const CompiledCache&) = delete;

  /// What distinguishes uses of one statement beyond its key.
  struct Variant {
    std::uint64_t dialect = 0;                           ///< Dialect::id()
    std::span<const std::string_view> column_keys = {};  ///< names given to an INSERT or UPDATE
    std::string_view translated_schemas = {};            ///< a text that stands for the map
    bool for_executemany = false;
  };

  /// What one connection ran last, to be found again without a lock: threads that run the same
  /// statements do not wait for each other. Belongs to one cache. One thread at a time.
  class Recent {
   public:
    Recent() noexcept;
    Recent(const Recent&) = delete;
    Recent& operator=(const Recent&) = delete;
    ~Recent();
    void clear() noexcept;

   private:
    friend class CompiledCache;
    static constexpr std::size_t kSlots = 16;

    std::array<Ptr<Entry>, kSlots> slots_;  // by hash
    std::uint64_t version_ = 0;             // of the cache, when they were put here
  };
  /// As find() with a Variant of nothing but `dialect`, which all uses of `recent` share. A
  /// statement that is not there is no miss: the caller asks find() then. The statement stays
  /// alive until the next call with `recent`.
  [[nodiscard]] const PreparedStatement* find_recent(const KeyBuilder& builder,
                                                     std::uint64_t dialect, Recent& recent);
  /// The statement for the key that `builder` holds; null when there is none.
  [[nodiscard]] Ptr<const PreparedStatement> find(const KeyBuilder& builder,
                                                  const Variant& variant);
  /// Adds a statement under `key`; one that is there already stays.
  void add(const CacheKey& key, const Variant& variant, Ptr<const PreparedStatement> statement);
  void clear();

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t capacity() const noexcept;
  [[nodiscard]] std::uint64_t hits() const noexcept;
  [[nodiscard]] std::uint64_t misses() const noexcept;

 private:
  [[nodiscard]] Entry* lookup(std::uint64_t hash, const KeyBuilder& builder,
                              const Variant& variant) const;

  std::unique_ptr<State> state_;
};

}  // namespace cupel
