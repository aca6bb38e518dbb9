#pragma once

#include <optional>
#include <span>

#include "cupel/engine/fwd.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/mapper/identity_key.hpp"

namespace cupel {

/// A session as a flush sees it. Implemented by orm/session.
///
/// One thread at a time, the session's.
class FlushContext {
 public:
  /// True when the object belongs to this session: pending, persistent, or deleted in it.
  [[nodiscard]] virtual bool contains(const Instance& instance) const noexcept = 0;

  /// The connection of the session's running transaction for the rows of `mapper`.
  /// Throws UnboundExecutionError when the session has none for it.
  virtual Connection& connection_for(const Mapper& mapper) = 0;

  /// The object with this identity, or null. Never loads.
  [[nodiscard]] virtual Instance* find_identity(const IdentityKey& key) const = 0;

  /// The identity under which the session holds a persistent object: that of its row, whatever its
  /// key attributes say by now.
  [[nodiscard]] virtual IdentityKey identity_of(const Instance& instance) const = 0;

  /// True when the identities of these persistent objects ascend; false also where it would be as
  /// much work to tell as to sort them.
  [[nodiscard]] virtual bool identities_ascend(
      std::span<Instance* const> persistent) const noexcept = 0;

  /// An INSERT of `fresh` is about to become an UPDATE of the row of `doomed`, which was marked
  /// deleted under the same identity: the session takes `doomed` out of its identity map.
  virtual void switch_row(Instance& doomed, Instance& fresh) = 0;

 protected:
  ~FlushContext() = default;
};

}  // namespace cupel
