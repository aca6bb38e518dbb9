#pragma once

#include "cupel/engine/execution_options.hpp"
#include "cupel/orm/session/fwd.hpp"
#include "cupel/sql/traversal/fwd.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

/// What a session is about to execute, as listeners of events::do_orm_execute see it: whatever is
/// given to execute(), scalars() and Query, and the SELECT of get(). Not what a flush writes, nor
/// what loads attributes of objects.
///
/// Valid during the call of the listener.
class OrmExecuteState {
 public:
  OrmExecuteState(Session& in, const ClauseElement* sent, bool orm, Parameters* given,
                  ExecutionOptions& said) noexcept
      : session(in), statement(sent), parameters(given), options(said), orm_(orm) {}

  Session& session;
  const ClauseElement* statement;  ///< null for get()
  Parameters* parameters;          ///< may be changed; null for several sets, and for get()
  ExecutionOptions& options;       ///< may be changed; without effect on get()

  [[nodiscard]] bool is_select() const noexcept;
  [[nodiscard]] bool is_insert() const noexcept;
  [[nodiscard]] bool is_update() const noexcept;
  [[nodiscard]] bool is_delete() const noexcept;
  /// It names mapped classes or their attributes.
  [[nodiscard]] bool is_orm_statement() const noexcept { return orm_; }

 private:
  bool orm_;
};

}  // namespace cupel
