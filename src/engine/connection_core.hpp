#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dbapi/error.hpp"
#include "cupel/engine/compiled_cache.hpp"
#include "cupel/engine/connection.hpp"
#include "cupel/engine/execution_context.hpp"
#include "cupel/util/arena.hpp"

#include "engine/cursor_core.hpp"
#include "engine/engine_core.hpp"
#include "engine/transaction_core.hpp"

namespace cupel {
class TwoPhaseStatements;
}

namespace cupel::detail {

/// What the log says about where a statement's compiled form came from.
enum class CacheTag : std::uint8_t { prepared, no_key, raw, disabled, no_dialect_support };

/// One call of the driver.
struct DriverCall {
  std::string_view sql;
  std::uint64_t id = 0;  // of the text, for the driver's cache
  const PreparedStatement* prepared = nullptr;
  std::span<const Cell> cells{};
  bool many = false;  // several runs, each of `width` cells
  std::size_t width = 0;
  std::size_t times = 1;
  CacheTag tag = CacheTag::prepared;
  const ExecutionOptions* options = nullptr;
  std::chrono::steady_clock::time_point begun{};  // of what was not prepared; for the log
  std::string_view load{};  // with `many`: the command of the database's stream for bulk data
  std::string_view note{};  // in place of the tag: "insertmanyvalues 1/3 (unordered)"

  [[nodiscard]] std::size_t row_width() const noexcept { return many ? width : cells.size(); }
};

/// How an INSERT of one row does its work for many of them at once; none of it: row by row.
struct InsertForms {
  std::string load;    ///< the command of the database's stream for bulk data
  std::string arrays;  ///< a statement whose parameters are arrays
};

/// What is to be executed, with all that was said about it.
struct Execution {
  const ClauseElement* element;
  const Parameters* statement_options = nullptr;
  const Parameters* bound = nullptr;       // values attached to the statement
  const Parameters* parameters = nullptr;  // of one execution
  const ParameterSets* sets = nullptr;     // of several
  const ExecutionOptions* options = nullptr;
  const PreparedStatement* prepared = nullptr;        // of `element`, made by a layer above
  std::span<const BindParameter* const> extracted{};  // with `prepared`
};

/// A statement in the form that is run, and the parameters of the statement it was asked for.
struct Lookup {
  Ptr<const PreparedStatement> prepared;
  std::span<const BindParameter* const> extracted{};
  CacheTag tag = CacheTag::prepared;
  std::vector<const BindParameter*> settled{};
  std::vector<ElementPtr> kept{};

  /// Asks the callables among the parameters for their values: they may execute statements on the
  /// same connection, so this comes before anything of the execution is made.
  void settle_callables();
  /// Keeps the parameters here: where they were found they last until the next key is built.
  void keep_extracted();
};

/// The state behind a Connection. Stays where it is, so that cursors and transactions may point to
/// it.
class ConnectionCore {
 public:
  explicit ConnectionCore(std::shared_ptr<EngineCore> engine);
  ConnectionCore(const ConnectionCore&) = delete;
  ConnectionCore& operator=(const ConnectionCore&) = delete;
  ~ConnectionCore();

  // State.
  void close() noexcept;
  [[nodiscard]] bool closed() const noexcept { return closed_; }
  void require_open() const;
  [[nodiscard]] const Dialect& dialect() const noexcept { return *shared_.dialect; }
  /// The driver's connection; connects anew after an invalidation, where no transaction is pending.
  dbapi::Connection& driver();
  void invalidate(std::exception_ptr cause);
  void detach();
  void set_options(const ExecutionOptions& options);
  [[nodiscard]] std::string isolation_level();
  void set_characteristics(const ExecutionOptions& changed);
  /// Isolation level and characteristics as the pool expects them.
  void restore_characteristics();

  // Transactions.
  std::shared_ptr<TransactionCore> begin();
  std::shared_ptr<TransactionCore> begin_nested();
  // Two-phase: connection_twophase.cpp.
  std::shared_ptr<TransactionCore> begin_twophase(std::string_view xid);
  void prepare(TransactionCore& tx);
  [[nodiscard]] std::vector<std::string> recover_twophase();
  void end_prepared(std::string_view xid, bool commit);
  void commit(TransactionCore& tx);
  void rollback(TransactionCore& tx);
  [[nodiscard]] const std::shared_ptr<TransactionCore>& root() const noexcept { return root_; }
  [[nodiscard]] const std::shared_ptr<TransactionCore>& nested() const noexcept { return nested_; }
  /// Inside a block, executing is refused once its transaction has ended.
  void enter_block(const Transaction& transaction) noexcept;
  void leave_block() noexcept;

  // Executing.
  Cursor execute(const Execution& execution, std::shared_ptr<ExecutionContext>* context);
  /// The same without looking into a ResultCache.
  Cursor execute_now(const Execution& execution, std::shared_ptr<ExecutionContext>* context);
  Result execute_result(const Execution& execution);
  /// The short way of most SELECTs: one run of a statement that is in the cache, while nobody looks
  /// on and nothing is said about it. No cursor where it is another case.
  Cursor execute_plainly(const ClauseElement& statement);
  Cursor run(const DriverCall& call);
  std::int64_t run_many(const DriverCall& call);
  /// As run_many(), in one of the forms of its statement.
  std::int64_t run_many(const DriverCall& call, const InsertForms& forms);
  /// The quickest form for so many rows; runs a query of the catalogue where that decides.
  [[nodiscard]] InsertForms insert_forms(const PreparedStatement& prepared, std::size_t rows);
  Lookup find_or_compile(const ClauseElement& element, bool for_executemany,
                         std::span<const std::string_view> column_keys,
                         const ExecutionOptions* call_options);

  // For cursors.
  void forget(CursorCore& cursor) noexcept;
  void recycle(CursorCore* cursor) noexcept;
  [[noreturn]] void fail(const dbapi::DriverError& error, std::string_view sql,
                         const DriverCall* call);
  void log_row(const ResultMeta& meta, const Cell* row);

  const std::shared_ptr<EngineCore> engine;
  PooledConnection pooled;
  ExecutionOptions options;
  std::unique_ptr<EngineEvents> own_events;
  std::int64_t lastrowid = 0;
  Connection self;  // how listeners see this connection

 private:
  friend class cupel::Connection;
  enum class Line : std::uint8_t { begin, commit, rollback };

  // Transactions.
  dbapi::Connection& begin_execution() {
    dbapi::Connection* const d = pooled.driver_connection();
    if (d && root_ && root_->active && !nested_ && !shares_) [[likely]] {
      return *d;
    }
    return begin_execution_slowly();
  }
  dbapi::Connection& begin_execution_slowly();
  void begin_impl();
  void end_twophase(const TransactionCore& tx, bool commit);
  [[nodiscard]] const TwoPhaseStatements& twophase() const;
  void run_logged(const std::vector<std::string>& statements);
  void require_no_transaction(std::string_view method) const;
  void end_root() noexcept;
  void cut_off_cursors() noexcept;
  void run_savepoint(std::string_view sql,
                     void (Dialect::*action)(dbapi::Connection&, std::string_view) const,
                     std::string_view name);
  void check_transaction() const;
  void note_lost_transaction() noexcept;

  // Running.
  [[nodiscard]] bool instrumented() const noexcept;
  Cursor start(dbapi::Connection& d, const DriverCall& call);
  void settle_plainness() noexcept;
  [[nodiscard]] bool is_plain(ElementKind kind) const noexcept;
  Cursor run_plainly(const PreparedStatement& prepared);
  std::int64_t start_many(dbapi::Connection& d, const DriverCall& call);
  template <class Start>
  auto run_instrumented(dbapi::Connection& d, const DriverCall& call, Start start_it);
  Cursor open_cursor(dbapi::StatementLease lease, const DriverCall& call);
  Cursor buffered_cursor(std::shared_ptr<const BufferedRows> rows,
                         const PreparedStatement& prepared, Ptr<const ResultMeta> meta);
  CursorCore* new_cursor();
  template <class Fire>
  void fire(Fire&& fire_on) {
    fire_on(shared_.events);
    if (own_events) fire_on(*own_events);
  }

  // Executing statements.
  Cursor execute_one(const Execution& x, const Lookup& found, const Parameters* given,
                     std::shared_ptr<ExecutionContext>* context);
  Cursor execute_late(const Execution& x, const Lookup& found, const Parameters* given,
                      std::shared_ptr<ExecutionContext>* context);
  Cursor execute_sets(const Execution& x, const Lookup& found,
                      std::shared_ptr<ExecutionContext>* context);
  Cursor insert_many_values(const Execution& x, const Lookup& found, const ParameterSets& sets);
  Cursor execute_ddl(const Execution& x);
  void bind_simple(const Lookup& found, const Parameters* given, const Parameters* bound,
                   std::size_t group, std::vector<Cell>& out);
  void fill_defaults(const Compiled& compiled, Parameters& parameters);
  void finish_dml(const Lookup& found, Cursor& cursor, Parameters parameters,
                  std::shared_ptr<ExecutionContext>* context);

  // Log.
  [[nodiscard]] bool logs(LogLevel level) const noexcept { return shared_.logs(level); }
  void log(LogLevel level, std::string_view message) const;
  void log_transaction(Line line) const;
  void log_parameters(const DriverCall& call) const;
  [[nodiscard]] std::string parameters_text(const DriverCall& call) const;

  EngineShared& shared_;
  std::shared_ptr<TransactionCore> root_;
  std::shared_ptr<TransactionCore> nested_;
  std::shared_ptr<TransactionCore> block_;
  unsigned savepoints_ = 0;
  CompiledCache* cache_;
  CompiledCache::Recent recent_;
  std::shared_ptr<CompiledCache> own_cache_;
  CursorCore* cursors_ = nullptr;  // in use
  CursorCore* spare_ = nullptr;    // for reuse
  std::size_t spares_ = 0;
  std::vector<Cell> cells_;
  std::vector<Value> made_values_;  // of callables, alive until the driver has run
  Arena scratch_;
  std::string log_prefix_;
  bool closed_ = false;
  bool shares_ = false;  // the pool lends one connection to several
  bool autocommit_ = false;
  bool begins_ = false;  // its listeners are being told
  bool may_be_plain_ = false;  // as far as the options say
  bool isolation_changed_ = false;
  std::vector<std::string_view> characteristics_;  // the dialect's, that were set here
};

}  // namespace cupel::detail
