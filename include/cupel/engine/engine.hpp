#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/dialect/url.hpp"
#include "cupel/engine/connection.hpp"
#include "cupel/engine/events.hpp"
#include "cupel/engine/options.hpp"

namespace cupel {

/// A database, as seen by a program: dialect, pool, cache of compiled statements, log and events.
///
/// A handle: copies mean the same engine. Connections keep it alive.
/// Thread safety: every member may be called from any thread.
class Engine {
 public:
  /// A connection of the pool; returned to it at the end of the scope.
  /// Throws TimeoutError when none gets free, OperationalError when the database cannot be reached.
  [[nodiscard]] Connection connect();
  /// Runs `work(Connection&)` in a transaction: commits, or rolls back when it throws. Returns what
  /// it returns.
  template <class F>
  decltype(auto) begin(F&& work) {
    Connection connection = connect();
    return connection.begin(std::forward<F>(work));
  }
  /// A pooled driver connection without anything above it.
  [[nodiscard]] PooledConnection raw_connection();

  /// Closes the idle connections and starts over with a fresh pool of the same settings.
  /// `close = false`: leaves them open and forgets them, after a fork.
  void dispose(bool close = true);

  /// An engine that shares this one's pool, cache and events, with options of its own.
  [[nodiscard]] Engine execution_options(const ExecutionOptions& options) const;
  /// Changes the options of connections made from now on.
  void update_execution_options(const ExecutionOptions& options);
  [[nodiscard]] ExecutionOptions get_execution_options() const;
  void clear_compiled_cache();
  /// The cache itself, for its figures; null when the engine has none.
  [[nodiscard]] CompiledCache* compiled_cache() const noexcept;

  /// "sqlite"
  [[nodiscard]] std::string_view name() const noexcept;
  /// "sqlite3"
  [[nodiscard]] std::string_view driver() const noexcept;
  [[nodiscard]] const Dialect& dialect() const noexcept;
  [[nodiscard]] const URL& url() const noexcept;
  [[nodiscard]] std::shared_ptr<Pool> pool() const;

  /// Switches the log of statements, also for connections in use.
  void set_echo(Echo echo) noexcept;
  [[nodiscard]] Echo echo() const noexcept;
  [[nodiscard]] bool hide_parameters() const noexcept;

  friend bool operator==(const Engine& a, const Engine& b) noexcept { return a.core_ == b.core_; }

 private:
  friend class Connection;
  friend class detail::ConnectionCore;
  friend class detail::EngineCore;
  friend EngineEvents& detail::events_of(Engine& engine);
  friend PoolEvents& detail::pool_events_of(Engine& engine);
  explicit Engine(std::shared_ptr<detail::EngineCore> core) noexcept : core_(std::move(core)) {}

  std::shared_ptr<detail::EngineCore> core_;
};

/// An engine for a URL. Opens no connection until the first is asked for.
/// Throws ArgumentError for a malformed URL or an option that the pool or dialect has no use for,
/// NoSuchModuleError for a dialect that is not part of the program.
[[nodiscard]] Engine create_engine(const URL& url, EngineOptions options = {});

/// Only the pool that create_engine() would make.
[[nodiscard]] std::shared_ptr<Pool> create_pool_from_url(const URL& url,
                                                         EngineOptions options = {});

}  // namespace cupel
