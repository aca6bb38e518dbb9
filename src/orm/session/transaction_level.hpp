#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

#include "cupel/engine/engine.hpp"
#include "cupel/orm/attributes/ref.hpp"
#include "cupel/orm/mapper/identity_key.hpp"
#include "cupel/orm/session/session_transaction.hpp"

namespace cupel::detail {

class SessionCore;

/// Where a session works: an engine, or a connection that the program gave it.
struct SessionBind {
  std::optional<Engine> engine;
  Connection* connection = nullptr;
};

/// One level of a session's transaction: the transaction itself, a savepoint, or the part of a
/// flush (which has no database transaction of its own). It knows what must be undone with it.
class TransactionLevel final : public std::enable_shared_from_this<TransactionLevel> {
 public:
  enum class State : std::uint8_t { active, prepared, committed, deactive, closed };

  /// A primary key that a flush changed.
  struct KeySwitch {
    Instance* instance;
    IdentityKey before;
  };

  TransactionLevel(SessionCore& session, SessionTransactionOrigin origin,
                   std::shared_ptr<TransactionLevel> parent);
  TransactionLevel(const TransactionLevel&) = delete;
  TransactionLevel& operator=(const TransactionLevel&) = delete;

  [[nodiscard]] SessionTransactionOrigin origin() const noexcept { return origin_; }
  [[nodiscard]] bool nested() const noexcept {
    return origin_ == SessionTransactionOrigin::begin_nested;
  }
  [[nodiscard]] bool is_root() const noexcept { return !parent_; }
  [[nodiscard]] bool is_boundary() const noexcept { return is_root() || nested(); }
  [[nodiscard]] const std::shared_ptr<TransactionLevel>& parent() const noexcept { return parent_; }
  [[nodiscard]] State state() const noexcept { return state_; }
  [[nodiscard]] bool is_active() const noexcept { return session_ && state_ == State::active; }
  [[nodiscard]] bool is_over() const noexcept { return !session_; }
  /// The level whose database transaction this one belongs to.
  [[nodiscard]] TransactionLevel& boundary() noexcept;

  /// What the exception said that took it down; empty when there was none.
  [[nodiscard]] std::string rollback_cause() const;
  /// Throws the reason why nothing can be done in it, if there is one.
  void require_active() const;
  void require_open() const;

  void commit(bool to_root);
  /// The first half of commit() of a session with the option `twophase`.
  void prepare_twophase();
  void rollback(bool to_root, std::exception_ptr cause = nullptr);
  void close(bool invalidate = false);

  Connection& connection_for(const SessionBind& bind, const ExecutionOptions& options);

  // What happened to objects in it. Plain pointers: Instance bits say that an object is listed, and
  // the session takes those that die off the lists.
  std::vector<Instance*> new_;      // inserted
  std::vector<Instance*> dirty_;    // updated
  std::vector<Instance*> deleted_;  // deleted
  std::vector<KeySwitch> key_switches_;
  std::vector<ObjectRef> kept_;  // listed, and not in the session any more
  /// Takes dying objects off the lists.
  void forget_dying() noexcept;
  /// The same where all of them die.
  void forget_all() noexcept;
  /// Forgets all objects: nothing is to be restored.
  void clear_lists() noexcept;

 private:
  struct Member {
    std::optional<Engine> engine;
    Connection* connection = nullptr;
    std::unique_ptr<Connection> owned;
    Transaction transaction;
    bool should_commit = true;
  };

  void prepare();
  void prepare_members();
  void roll_back_boundary(std::exception_ptr& failure);
  [[nodiscard]] Member* find_member(const SessionBind& bind) noexcept;
  Member join(const SessionBind& bind, const ExecutionOptions& options);
  void leave_to_parent(bool committed);

  SessionCore* session_;
  SessionTransactionOrigin origin_;
  State state_ = State::active;
  std::shared_ptr<TransactionLevel> parent_;
  std::shared_ptr<TransactionLevel> previous_nested_;
  std::vector<Member> members_;
  std::vector<Member> unfinished_;  // of savepoints inside that were not ended by themselves
  std::exception_ptr rollback_cause_;
};

}  // namespace cupel::detail
