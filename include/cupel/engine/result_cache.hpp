#pragma once

#include <memory>
#include <optional>
#include <string>

#include "cupel/engine/result.hpp"

namespace cupel {

/// Where the rows of executions are kept, and taken from instead of asking the database again: a
/// class of the program's own, over whatever store it has.
///
/// Given to an execution by ExecutionOptions::result_cache, mostly by a listener of
/// events::do_orm_execute (OrmExecuteState::use_cache()). Kept are the rows as the database gave
/// them: entities are made of them anew, through the session's identity map.
/// Thread safety: called by the threads that execute; a cache that sessions of several threads
/// share guards itself.
class ResultCache {
 public:
  virtual ~ResultCache() = default;

  /// The rows kept under `key`; nothing: the statement is executed, and put() gets its rows.
  /// What it throws passes to the caller of the execution.
  [[nodiscard]] virtual std::optional<FrozenResult> find(const std::string& key) = 0;
  /// Rows that the database has just given. Not called for a statement without rows.
  virtual void put(const std::string& key, const FrozenResult& rows) = 0;
};

/// One execution's use of a cache.
struct ResultCaching {
  std::shared_ptr<ResultCache> cache;
  std::string key;  ///< stands for the statement and its values
};

}  // namespace cupel
