#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "cupel/engine/prepared_statement.hpp"
#include "cupel/sql/traversal/cache_key.hpp"

namespace cupel {

/// Compiled statements by structural key, the least used ones dropped beyond the capacity.
///
/// Thread safety: every member may be called from any thread.
class CompiledCache {
 public:
  explicit CompiledCache(std::size_t capacity);
  ~CompiledCache();
  CompiledCache(const CompiledCache&) = delete;
  CompiledCache& operator=(const CompiledCache&) = delete;

  struct Entry {
    Ptr<const PreparedStatement> statement;
    std::int64_t created_ns = 0;  ///< steady clock; for "cached since" in the log
  };
  /// What distinguishes uses of one statement beyond its key: dialect, parameter names given,
  /// executemany, translated schemas; 0 for none.
  using Variant = std::uint64_t;

  /// The entry for the key that `builder` holds; a null statement when there is none.
  [[nodiscard]] Entry find(const KeyBuilder& builder, Variant variant);
  /// Adds an entry under the key that `builder` holds.
  void add(const KeyBuilder& builder, Variant variant, Ptr<const PreparedStatement> statement);
  void clear();

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t capacity() const noexcept;
  [[nodiscard]] std::uint64_t hits() const noexcept;
  [[nodiscard]] std::uint64_t misses() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace cupel
