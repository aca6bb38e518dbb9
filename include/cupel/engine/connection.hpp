#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/dialect/dialect.hpp"
#include "cupel/engine/cursor.hpp"
#include "cupel/engine/execution_options.hpp"
#include "cupel/engine/result.hpp"
#include "cupel/engine/transaction.hpp"
#include "cupel/pool/pooled_connection.hpp"
#include "cupel/schema/fwd.hpp"
#include "cupel/sql/expression/executable.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

namespace detail {

EngineEvents& events_of(Connection& connection);
class TransactionBlock;

template <class... Ts>
concept AllTypesKnown = sizeof...(Ts) > 0 && (!std::is_same_v<Ts, Untyped> && ...);
/// An expression that is no statement of its own.
template <class E>
concept PlainExpression = std::derived_from<E, SqlExpression> && !std::derived_from<E, Executable>;

}  // namespace detail

/// A connection of an engine's pool, with a transaction.
///
/// The first execution begins a transaction by itself (`BEGIN (implicit)`), commit() and rollback()
/// end it. Closing, also by the destructor, rolls back what is open and returns the connection.
/// Move-only. Thread safety: one thread at a time. Lifetime: keeps its engine alive; results and
/// transaction handles may outlive it, but cannot be used then.
/// Errors: ResourceClosedError after close(); PendingRollbackError while a failed or invalidated
/// transaction waits for rollback(); errors of the database as DBAPIError's children. After a throw
/// of an execution the connection is usable as the database left it.
class Connection final : private DialectConnection {
 public:
  Connection(Connection&& o) noexcept;
  Connection& operator=(Connection&& o) noexcept;
  ~Connection();

  // State.

  void close() noexcept;
  [[nodiscard]] bool closed() const noexcept;
  /// The driver's connection was thrown away; a new one is made once the transaction is rolled
  /// back.
  [[nodiscard]] bool invalidated() const noexcept;
  /// Throws the driver's connection away; `cause` is for the log.
  void invalidate(std::exception_ptr cause = nullptr);
  /// Takes the driver's connection out of the pool for good; close() closes it.
  void detach();
  [[nodiscard]] Engine engine() const;
  [[nodiscard]] const Dialect& dialect() const noexcept;
  /// The driver's connection. Reconnects after invalidation.
  [[nodiscard]] dbapi::Connection& driver_connection();
  [[nodiscard]] PooledConnection& pooled_connection();
  /// What a user keeps with the driver's connection.
  [[nodiscard]] InfoMap& info();

  // Transactions.

  /// Begins now. Throws InvalidRequestError when a transaction is begun already, by an execution
  /// too.
  [[nodiscard]] Transaction begin();
  /// A savepoint; begins the transaction itself if there is none.
  [[nodiscard]] Transaction begin_nested();
  /// A transaction that is committed in two steps, prepare() and commit(), so that several
  /// databases commit all or none. `xid`: its name for the server, by default a random one. Throws
  /// InvalidRequestError where one is begun already or the database has no such transactions,
  /// ArgumentError for a name with quotes, backslashes or more than 64 bytes.
  /// Lifetime: a prepared transaction outlives the connection and the server's restart.
  [[nodiscard]] Transaction begin_twophase(std::string_view xid = {});
  /// The names of the prepared transactions that wait in the database, whoever made them.
  [[nodiscard]] std::vector<std::string> recover_twophase();
  /// Ends one of them, outside of any transaction of this connection.
  void commit_prepared(std::string_view xid);
  void rollback_prepared(std::string_view xid);
  /// Runs `work` and commits, or rolls back when it throws.
  /// A commit or rollback inside `work` ends the block: executing after it throws.
  template <class F>
  decltype(auto) begin(F&& work);
  /// Ends the transaction, if one is begun.
  void commit();
  void rollback();
  [[nodiscard]] bool in_transaction() const noexcept;
  [[nodiscard]] bool in_nested_transaction() const noexcept;
  /// The running ones, or empty handles; they do not roll back when destroyed.
  [[nodiscard]] Transaction get_transaction() const noexcept;
  [[nodiscard]] Transaction get_nested_transaction() const noexcept;

  // Options.

  /// Sets options for this connection and returns it. `isolation_level` only outside a transaction.
  Connection& execution_options(const ExecutionOptions& options);
  [[nodiscard]] const ExecutionOptions& get_execution_options() const noexcept;
  /// The schema that statements on this connection name for the table: its own, or the one that the
  /// option schema_translate_map has in its place. "" for none.
  [[nodiscard]] std::string schema_for_object(const Table& table) const;
  [[nodiscard]] std::string get_isolation_level();
  [[nodiscard]] const std::string& default_isolation_level() const noexcept;

  // Executing.

  /// Executes a statement once, `parameters` by name on top of those it holds.
  Result execute(const Executable& statement);
  Result execute(const Executable& statement, const Parameters& parameters,
                 const ExecutionOptions& options = {});
  /// Executes it once for each set. The first set says which columns are given; a later one that
  /// lacks a name is an InvalidRequestError naming set and key.
  Result execute(const Executable& statement, const ParameterSets& sets,
                 const ExecutionOptions& options = {});
  Result execute(const Executable& statement, std::initializer_list<Parameters> sets) {
    return execute(statement, ParameterSets(sets));
  }
  /// A select whose C++ types are all known gives typed rows:
  /// `for (auto&& [id, name] : conn.execute(stmt))`.
  template <template <class...> class Statement, class... Ts>
    requires(std::derived_from<Statement<Ts...>, SelectHandle> && detail::AllTypesKnown<Ts...>)
  TypedResult<Ts...> execute(const Statement<Ts...>& statement) {
    return typed_result<Ts...>(open(static_cast<const Executable&>(statement)));
  }
  template <template <class...> class Statement, class... Ts>
    requires(std::derived_from<Statement<Ts...>, SelectHandle> && detail::AllTypesKnown<Ts...>)
  TypedResult<Ts...> execute(const Statement<Ts...>& statement, const Parameters& parameters,
                             const ExecutionOptions& options = {}) {
    return typed_result<Ts...>(
        open(static_cast<const Executable&>(statement), parameters, options));
  }
  /// A function or other expression alone: `execute(func::now())`.
  template <detail::PlainExpression E>
  Result execute(const E& expression, const Parameters& parameters = {}) {
    return execute_element(*expression.node(), parameters);
  }
  /// Any element that can be executed, without a handle.
  Result execute_element(const ClauseElement& statement, const Parameters& parameters = {},
                         const ExecutionOptions& options = {});
  /// A bare string is no statement.
  Result execute(const char* sql, const Parameters& = {}) = delete;
  Result execute(const std::string& sql, const Parameters& = {}) = delete;

  /// First column of the first row; NULL without a row.
  Value scalar(const Executable& statement, const Parameters& parameters = {},
               const ExecutionOptions& options = {});
  template <detail::PlainExpression E>
  Value scalar(const E& expression, const Parameters& parameters = {}) {
    return execute_element(*expression.node(), parameters).scalar();
  }
  template <class T>
  typename ItemTraits<T>::Optional scalar(const Executable& statement,
                                          const Parameters& parameters = {},
                                          const ExecutionOptions& options = {}) {
    return scalars<T>(statement, parameters, options).first();
  }
  /// First column of all rows.
  template <class T = Value>
  ScalarResult<T> scalars(const Executable& statement, const Parameters& parameters = {},
                          const ExecutionOptions& options = {}) {
    return ScalarResult<T>(
        std::make_unique<detail::CursorScalars<T>>(open(statement, parameters, options), 0));
  }
  template <template <class...> class Statement, class T, class... Ts>
    requires(std::derived_from<Statement<T, Ts...>, SelectHandle> && detail::AllTypesKnown<T>)
  ScalarResult<T> scalars(const Statement<T, Ts...>& statement, const Parameters& parameters = {},
                          const ExecutionOptions& options = {}) {
    return scalars<T>(static_cast<const Executable&>(statement), parameters, options);
  }

  /// SQL text straight to the driver, in its own placeholder style, values by place.
  Result exec_driver_sql(std::string_view sql, std::span<const Value> parameters = {},
                         const ExecutionOptions& options = {});
  Result exec_driver_sql(std::string_view sql, std::initializer_list<Value> parameters) {
    return exec_driver_sql(sql, std::span<const Value>(parameters.begin(), parameters.size()));
  }
  /// The same for several sets of values.
  Result exec_driver_sql_many(std::string_view sql, std::span<const std::vector<Value>> sets);

  // For loaders and the unit of work: no result object, cells in and out.

  /// Executes as execute() does, up to the rows.
  [[nodiscard]] Cursor open(const Executable& statement);
  [[nodiscard]] Cursor open(const Executable& statement, const Parameters& parameters,
                            const ExecutionOptions& options = {});
  [[nodiscard]] Cursor open_element(const ClauseElement& statement,
                                    const Parameters& parameters = {},
                                    const ExecutionOptions& options = {});
  /// Executes a statement that a layer above prepared itself, with the bind parameters that the
  /// cache key of an equal statement found (CompileOptions::extracted_parameters when it was
  /// compiled).
  [[nodiscard]] Cursor open_prepared(const PreparedStatement& prepared, const Executable& statement,
                                     std::span<const BindParameter* const> extracted,
                                     const Parameters& parameters = {},
                                     const ExecutionOptions& options = {});
  /// Runs a prepared statement with one cell for each place. Cells are borrowed until it returns.
  /// Log, events and errors are those of execute(), and cost a branch while they are off.
  [[nodiscard]] Cursor run(const PreparedStatement& statement, std::span<const Cell> parameters);
  /// As run(), for a statement whose rows are not wanted; returns rowcount.
  std::int64_t run_rowcount(const PreparedStatement& statement, std::span<const Cell> parameters);
  /// Runs it once for each `parameter_count()` cells of `rows`; returns the sum of the rowcounts.
  std::int64_t run_many(const PreparedStatement& statement, std::span<const Cell> rows);
  /// Key of the row inserted last by this connection.
  [[nodiscard]] std::int64_t lastrowid() const noexcept;

  /// The prepared form of a statement: from the engine's cache, or compiled into it. The bind
  /// parameters found in `statement`, in the order of its cache key, are put into `extracted`
  /// (borrowed from the statement) where it is given. To hold it, include
  /// cupel/engine/prepared_statement.hpp.
  [[nodiscard]] Ptr<const PreparedStatement> prepare(
      const ClauseElement& statement, std::vector<const BindParameter*>* extracted = nullptr);

  /// For reflection: this connection as a dialect sees it.
  [[nodiscard]] DialectConnection& for_dialect() noexcept { return *this; }

 private:
  friend class Engine;
  friend class detail::ConnectionCore;
  friend class detail::EngineCore;
  friend class detail::TransactionBlock;
  friend EngineEvents& detail::events_of(Connection& connection);

  Connection(detail::ConnectionCore* core, bool owns) noexcept : core_(core), owns_(owns) {}
  template <class... Ts>
  static TypedResult<Ts...> typed_result(Cursor cursor) {
    auto keys = cursor.meta().keys();
    return TypedResult<Ts...>(std::make_unique<detail::CursorRows<Ts...>>(std::move(cursor)),
                              std::move(keys));
  }
  detail::ConnectionCore& core() const;
  void query(std::string_view sql, std::span<const Value> parameters,
             FunctionRef<void(std::span<const Cell>)> row) override;

  detail::ConnectionCore* core_;
  bool owns_;  // not where listeners are shown the connection
};

namespace detail {

/// While it lives, executing is refused once the transaction has ended.
class TransactionBlock {
 public:
  TransactionBlock(Connection& connection, const Transaction& transaction) noexcept;
  TransactionBlock(const TransactionBlock&) = delete;
  TransactionBlock& operator=(const TransactionBlock&) = delete;
  ~TransactionBlock();

 private:
  ConnectionCore& core_;
};

}  // namespace detail

template <class F>
decltype(auto) Connection::begin(F&& work) {
  Transaction tx = begin();
  const detail::TransactionBlock block(*this, tx);
  if constexpr (std::is_void_v<decltype(work(*this))>) {
    work(*this);
    if (tx.is_active()) tx.commit();
  } else {
    decltype(auto) out = work(*this);
    if (tx.is_active()) tx.commit();
    return out;
  }
}

}  // namespace cupel
