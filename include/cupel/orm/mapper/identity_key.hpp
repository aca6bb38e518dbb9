#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/types/value.hpp"

namespace cupel {

/// How the identities of a mapper's rows are held: decided once per mapper from the primary key.
enum class IdentityKind : std::uint8_t {
  integer,  ///< one integer column: std::int64_t
  text,     ///< one string column: std::string
  values,   ///< anything else: one Value a column
};

/// Which row of which mapper: the key of the identity map.
///
/// Owns its key; borrows the mapper (the base mapper of a hierarchy), which lives as long as its
/// registry. Comparable, hashable, safe to share between threads.
class IdentityKey {
 public:
  using Key = std::variant<std::int64_t, std::string, std::vector<Value>>;

  IdentityKey(const Mapper& mapper, std::int64_t key);
  IdentityKey(const Mapper& mapper, std::string key);
  /// The values in the order of the primary key's columns. A single integer or string value is
  /// stored natively, so that equal rows have equal keys however the key was made.
  IdentityKey(const Mapper& mapper, std::vector<Value> key);

  [[nodiscard]] const Mapper& mapper() const noexcept { return *mapper_; }
  [[nodiscard]] IdentityKind kind() const noexcept {
    return static_cast<IdentityKind>(key_.index());
  }
  [[nodiscard]] const Key& key() const noexcept { return key_; }
  /// The key as dynamic values, one for each primary key column.
  [[nodiscard]] std::vector<Value> values() const;
  /// True when every column of the key is NULL (such a row is no object).
  [[nodiscard]] bool is_null() const;
  /// True when a column of the key is NULL.
  [[nodiscard]] bool has_null() const;
  [[nodiscard]] std::size_t hash() const noexcept;
  /// `(<class 'User'>, (5,), None)` in SQLAlchemy's form: `User(5)`.
  [[nodiscard]] std::string str() const;

  friend bool operator==(const IdentityKey& a, const IdentityKey& b) {
    return a.mapper_ == b.mapper_ && a.key_ == b.key_;
  }

 private:
  const Mapper* mapper_;
  Key key_;
};

/// The hash of a key by its parts, for identity maps that hold the native keys only.
[[nodiscard]] std::size_t identity_hash(std::int64_t key) noexcept;
[[nodiscard]] std::size_t identity_hash(std::string_view key) noexcept;
[[nodiscard]] std::size_t identity_hash(const std::vector<Value>& key) noexcept;

}  // namespace cupel

template <>
struct std::hash<cupel::IdentityKey> {
  std::size_t operator()(const cupel::IdentityKey& key) const noexcept { return key.hash(); }
};
