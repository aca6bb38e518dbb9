#pragma once

#include <cstdint>
#include <memory>
#include <utility>

#include "cupel/engine/fwd.hpp"
#include "cupel/orm/session/fwd.hpp"

namespace cupel {

/// How a SessionTransaction came to be.
enum class SessionTransactionOrigin : std::uint8_t {
  autobegin,       ///< by the first use of the session
  begin,           ///< Session::begin()
  begin_nested,    ///< Session::begin_nested()
  subtransaction,  ///< inside a flush
};

namespace detail {

/// The block of Session::begin(work): while it runs, a session whose transaction of this block is
/// over refuses to work, so that nothing is written outside of it unnoticed.
class SessionBlock {
 public:
  SessionBlock(SessionCore& core, const SessionTransaction& transaction) noexcept;
  ~SessionBlock();
  SessionBlock(const SessionBlock&) = delete;
  SessionBlock& operator=(const SessionBlock&) = delete;

 private:
  SessionCore& core_;
  std::shared_ptr<TransactionLevel> outer_;
};

}  // namespace detail

/// A transaction or savepoint of a session.
///
/// The handle from Session::begin() and begin_nested() is RAII: left without commit() it rolls
/// back. The others (Session::get_transaction(), events) only look.
/// Move-only. One thread at a time, the session's. May outlive its session, inactive then.
class [[nodiscard]] SessionTransaction {
 public:
  SessionTransaction() noexcept = default;
  SessionTransaction(SessionTransaction&&) noexcept = default;
  SessionTransaction& operator=(SessionTransaction&& other) noexcept;
  ~SessionTransaction();

  /// Flushes, then makes the work permanent: COMMIT on all connections, or RELEASE SAVEPOINT.
  /// Throws PendingRollbackError after a failed flush, ResourceClosedError when it is over, and
  /// what flushing and the database throw; it waits for rollback() then.
  void commit();
  /// Undoes the work, in the database and in the objects. Does nothing when it is over.
  void rollback();
  /// Gives it up, as the destructor does: rolls back if it is not over. Throws nothing of its own.
  void close();

  /// Statements can be executed in it.
  [[nodiscard]] bool is_active() const noexcept;
  /// It is a savepoint.
  [[nodiscard]] bool nested() const noexcept;
  [[nodiscard]] SessionTransactionOrigin origin() const noexcept;
  /// The one around it; an empty handle for the outermost.
  [[nodiscard]] SessionTransaction parent() const noexcept;
  /// The connection that takes part for `engine`'s database, joined if need be.
  Connection& connection(const Engine& engine);

  explicit operator bool() const noexcept { return level_ != nullptr; }
  friend bool operator==(const SessionTransaction& a, const SessionTransaction& b) noexcept {
    return a.level_ == b.level_;
  }

 private:
  friend class Session;
  friend class detail::SessionCore;
  friend class detail::SessionBlock;
  friend class detail::TransactionLevel;
  SessionTransaction(std::shared_ptr<detail::TransactionLevel> level, bool owner) noexcept
      : level_(std::move(level)), owner_(owner) {}

  std::shared_ptr<detail::TransactionLevel> level_;
  bool owner_ = false;
};

}  // namespace cupel
