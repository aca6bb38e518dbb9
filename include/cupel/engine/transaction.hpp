#pragma once

#include <memory>
#include <string>
#include <utility>

#include "cupel/engine/fwd.hpp"

namespace cupel {

/// A transaction or savepoint on a connection. RAII: rolls back when destroyed, unless it was
/// committed, rolled back or closed before.
///
/// Ending a transaction ends the savepoints inside it. After that, the handle is inactive: commit()
/// throws, rollback() and close() do nothing.
/// Move-only; one thread at a time. May outlive the connection.
class [[nodiscard]] Transaction {
 public:
  Transaction() noexcept = default;
  Transaction(Transaction&&) noexcept = default;
  Transaction& operator=(Transaction&& o) noexcept;
  ~Transaction();

  /// First half of the commit of a two-phase transaction (Connection::begin_twophase()): the
  /// database promises that it can be committed, also after a crash. Nothing but commit() and
  /// rollback() is possible then. Throws InvalidRequestError for another transaction or one that is
  /// not active, DBAPIError when the database refuses.
  void prepare();
  /// Makes the work permanent: COMMIT, COMMIT PREPARED or RELEASE SAVEPOINT.
  /// Throws InvalidRequestError when it is not active, DBAPIError when the database refuses; the
  /// transaction is over in that case too.
  void commit();
  /// Undoes the work: ROLLBACK, ROLLBACK PREPARED or ROLLBACK TO SAVEPOINT.
  void rollback();
  /// Rolls back when still active.
  void close();

  /// Work done now would be part of it.
  [[nodiscard]] bool is_active() const noexcept;
  /// Not ended, though perhaps failed and waiting for rollback().
  [[nodiscard]] bool is_valid() const noexcept;
  /// Whether this is a savepoint.
  [[nodiscard]] bool is_nested() const noexcept;
  /// "sa_savepoint_1", or empty.
  [[nodiscard]] const std::string& savepoint_name() const noexcept;
  /// The name of a two-phase transaction, or empty.
  [[nodiscard]] const std::string& xid() const noexcept;
  [[nodiscard]] bool is_prepared() const noexcept;
  explicit operator bool() const noexcept { return core_ != nullptr; }

 private:
  friend class detail::ConnectionCore;
  friend class Connection;
  Transaction(std::shared_ptr<detail::TransactionCore> core, bool owner) noexcept
      : core_(std::move(core)), owner_(owner) {}

  std::shared_ptr<detail::TransactionCore> core_;
  bool owner_ = false;  // the handle from begin(), as opposed to get_transaction()'s
};

}  // namespace cupel
