#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "cupel/engine/fwd.hpp"
#include "cupel/orm/attributes/instance.hpp"
#include "cupel/orm/attributes/object_session.hpp"
#include "cupel/orm/loading/fwd.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/orm/mapper/identity_key.hpp"
#include "cupel/orm/relationships/fwd.hpp"

namespace cupel {

class DomainHold;

/// The objects of one mapper hierarchy in a session, by their keys. Implemented by orm/session.
///
/// It holds nothing: an object that a sweep frees leaves it. The native forms are for loaders,
/// which ask once for each row: they build no IdentityKey. A form may be called only where
/// Mapper::identity_kind() says so.
class IdentityTable {
 public:
  [[nodiscard]] virtual Instance* find(std::int64_t key) const = 0;
  [[nodiscard]] virtual Instance* find(std::string_view key) const = 0;
  [[nodiscard]] virtual Instance* find(const IdentityKey& key) const = 0;

  /// Makes `instance`, which a loader has just filled, persistent in the session under its key.
  /// Precondition: find() gave null. Strong guarantee.
  virtual void add_loaded(Instance& instance, std::int64_t key) = 0;
  virtual void add_loaded(Instance& instance, std::string_view key) = 0;
  virtual void add_loaded(Instance& instance, const IdentityKey& key) = 0;

  /// Whether find() would give null for sure: the key is above all that ever entered, as each one
  /// is in a load in key order.
  [[nodiscard]] bool is_above_all(std::int64_t key) const noexcept { return key > greatest_; }

 protected:
  ~IdentityTable() = default;

  /// Of integer keys; kept by the table.
  std::int64_t greatest_ = std::numeric_limits<std::int64_t>::min();
};

/// A session as loaders see it. Implemented by orm/session; one thread at a time.
class LoadContext : public ObjectSession {
 public:
  /// The context behind an attached object; null for a transient or detached one.
  [[nodiscard]] static LoadContext* of(const Instance& instance) noexcept {
    return static_cast<LoadContext*>(instance.session());
  }

  /// The connection of the running transaction (begun if need be) for rows of `mapper`.
  /// Throws PendingRollbackError after a failed flush, UnboundExecutionError without a bind.
  virtual Connection& connection_for(const Mapper& mapper) = 0;

  /// Flushes if the session does so before it queries, and is not flushing.
  virtual void autoflush() = 0;

  /// The identities of the hierarchy of `mapper`.
  [[nodiscard]] virtual IdentityTable& identities(const Mapper& mapper) = 0;

  /// The identity of the row of a persistent object of this session, whatever its key attributes
  /// say by now (they may be expired or changed).
  [[nodiscard]] virtual IdentityKey identity_of(const Instance& instance) const = 0;

  /// To be called for an object that was in the session already when a load puts something into it:
  /// expired or deferred columns, a relationship, populate_existing. Commit expires just those that
  /// were reported, and the newly loaded ones, so it need not look at every object.
  virtual void on_filled(Instance& instance) = 0;

  /// Called before the SELECT of a lazy load of this relationship, for those who count them.
  virtual void on_lazy_load(const RelationshipProperty& relationship) = 0;

  /// Tells listeners of a SELECT that loads objects of `mapper` for `relationship`, or, where that
  /// is null, columns of an object. To be called before its autoflush. `options`: those that the
  /// object, or the statement which is loaded for, has; may be null.
  virtual void before_load(const Mapper& mapper, const RelationshipProperty* relationship,
                           const OptionTree* options) = 0;

  /// Where loaded objects are made.
  [[nodiscard]] virtual DomainHold& domain_hold() noexcept = 0;

  /// A number for the load that begins now, different from those before: Instance::load_stamp.
  [[nodiscard]] virtual std::uint32_t next_load_stamp() noexcept = 0;

  /// While a load runs, objects that nothing holds yet must not be swept. Calls nest.
  virtual void begin_load() noexcept = 0;
  virtual void end_load() noexcept = 0;
  /// Sweeps if that is due and no load runs: the caller has Refs to what it wants to keep. A load
  /// of many objects has it before its first one rather than after the last: then most of what the
  /// earlier loads made is gone, and nothing of what the caller has just asked for.
  virtual void safe_point() noexcept = 0;

 protected:
  ~LoadContext() = default;
};

}  // namespace cupel
