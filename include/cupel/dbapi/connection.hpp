#pragma once

#include <string>
#include <string_view>

#include "cupel/dbapi/statement.hpp"

namespace cupel::dbapi {

class Waiter;

/// Version of the database behind a connection; compares by place.
struct ServerVersion {
  int major = 0;
  int minor = 0;
  int patch = 0;

  friend constexpr auto operator<=>(const ServerVersion&, const ServerVersion&) = default;
  /// "3.40.1"
  [[nodiscard]] std::string str() const;
};

/// A connection to a database, as a driver provides it: prepared statements in, cells out.
///
/// Knows nothing of types, pools or logging. Runs in the database's autocommit mode until told
/// `BEGIN`; the engine does that.
/// Thread safety: one thread at a time, any thread; only interrupt() may be called beside it.
/// Errors: DriverError.
class Connection {
 public:
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  /// Closes.
  virtual ~Connection() = default;

  /// A statement ready to execute, from the connection's bounded cache of prepared statements when
  /// it is there and not in use; a statement in use is never handed out twice.
  [[nodiscard]] virtual StatementLease prepare(const StatementKey& key) = 0;

  /// Runs a statement without parameters and drops its rows. Prepared and cached, so `BEGIN` and
  /// `COMMIT` cost no parsing.
  virtual void run(std::string_view sql) = 0;
  /// Runs several statements separated by semicolons, not cached. Ends at the first failure.
  virtual void execute_script(std::string_view sql) = 0;

  /// Whether the database has a transaction open on this connection.
  [[nodiscard]] virtual bool in_transaction() const noexcept = 0;
  /// Begins a transaction in the mode the connection was opened with. Without effect inside one:
  /// who shares a connection shares its transaction.
  virtual void begin() = 0;
  virtual void commit() = 0;    ///< without effect outside a transaction
  virtual void rollback() = 0;  ///< resets open statements; without effect outside a transaction

  /// Ends the runs of all statements, half-read ones included. Called before a connection goes back
  /// to its pool.
  virtual void reset_statements() noexcept = 0;
  /// False when the connection is lost. Costs a round trip where there is a server.
  [[nodiscard]] virtual bool ping() = 0;
  /// Makes the statement that another thread is running fail with an operational error.
  virtual void interrupt() noexcept = 0;

  /// Closes; statements still leased become unusable. Closing twice is allowed.
  virtual void close() noexcept = 0;
  [[nodiscard]] virtual bool closed() const noexcept = 0;

  [[nodiscard]] virtual ServerVersion server_version() const = 0;
  /// "sqlite3"
  [[nodiscard]] virtual std::string_view driver_name() const noexcept = 0;
  /// The client library's own object (`sqlite3*`, `PGconn*`); null when closed.
  [[nodiscard]] virtual void* native_handle() const noexcept = 0;
  /// Sets who waits for the socket, null for the default. Borrowed.
  virtual void set_waiter(Waiter* waiter) noexcept = 0;

 protected:
  Connection() noexcept = default;
};

}  // namespace cupel::dbapi
