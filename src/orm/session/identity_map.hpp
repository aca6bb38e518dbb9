#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "cupel/orm/loading/load_context.hpp"
#include "cupel/orm/mapper/identity_key.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel::detail {

class SessionCore;

/// The objects of one mapper hierarchy by their keys. An object knows its place
/// (Instance::identity_slot), which stays the same as long as it is in the table, so leaving it and
/// asking for a key take no search.
class SessionTable : public IdentityTable {
 public:
  virtual ~SessionTable() = default;

  [[nodiscard]] virtual std::size_t size() const noexcept = 0;
  [[nodiscard]] virtual IdentityKey key_of(const Instance& instance) const = 0;
  /// Whether the keys of these objects of the table ascend; false also where it is not known.
  [[nodiscard]] virtual bool keys_ascend(std::span<Instance* const> instances) const noexcept = 0;
  /// Puts `instance` under a key that is free. Strong guarantee.
  virtual void insert(Instance& instance, const IdentityKey& key) = 0;
  /// As insert(), for a mapper with one integer key.
  virtual void insert(Instance& instance, std::int64_t key) = 0;
  virtual void erase(Instance& instance) noexcept = 0;
  virtual void clear() noexcept = 0;
  /// Calls `visit` for all objects, in the order of their places. None may enter meanwhile; the
  /// visited one may leave.
  virtual void for_each(FunctionRef<void(Instance&)> visit) const = 0;
};

/// All identities of a session.
class IdentityMap {
 public:
  explicit IdentityMap(SessionCore& session) : session_(session) {}

  /// The table for the hierarchy of `mapper`, made at first use.
  SessionTable& table(const Mapper& mapper);
  /// The same, or null when there is none yet.
  [[nodiscard]] SessionTable* find_table(const Mapper& mapper) const noexcept;
  [[nodiscard]] Instance* find(const IdentityKey& key) const;
  [[nodiscard]] std::size_t size() const noexcept;
  void for_each(FunctionRef<void(Instance&)> visit) const;
  /// The objects of classes with mapped members that know nothing of Cupel.
  void for_each_plain(FunctionRef<void(Instance&)> visit) const;
  void clear() noexcept;

 private:
  SessionCore& session_;
  std::vector<SessionTable*> plain_;
  std::unordered_map<const Mapper*, SessionTable*> by_mapper_;
  std::vector<std::unique_ptr<SessionTable>> tables_;  // in the order of first use
  // Most questions come in runs for one class.
  mutable const Mapper* last_mapper_ = nullptr;
  mutable SessionTable* last_table_ = nullptr;
};

}  // namespace cupel::detail
