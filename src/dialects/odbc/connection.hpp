#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <sql.h>
#include <sqlext.h>

#include "cupel/dbapi/connection.hpp"

#include "dialects/odbc/options.hpp"

namespace cupel::odbc {

class OdbcStatement;

/// A connection through unixODBC. ODBC's calls wait by themselves, so that a Waiter is not asked.
class OdbcConnection final : public dbapi::Connection {
 public:
  /// Connects. Throws DriverError.
  explicit OdbcConnection(ConnectOptions options);
  ~OdbcConnection() override;

  dbapi::StatementLease prepare(const dbapi::StatementKey& key) override;
  void run(std::string_view sql) override;
  void execute_script(std::string_view sql) override;
  bool in_transaction() const noexcept override { return in_transaction_; }
  void begin() override;
  void commit() override;
  void rollback() override;
  void reset_statements() noexcept override;
  bool ping() override;
  void interrupt() noexcept override;
  void close() noexcept override;
  bool closed() const noexcept override { return dbc_ == nullptr; }
  dbapi::ServerVersion server_version() const override;
  std::string_view driver_name() const noexcept override;
  void* native_handle() const noexcept override { return dbc_; }
  void set_waiter(dbapi::Waiter*) noexcept override {}

  // For statements.

  [[nodiscard]] SQLHDBC handle() const noexcept { return dbc_; }
  [[nodiscard]] const ConnectOptions& options() const noexcept { return options_; }
  void require_open() const;
  /// Whether the driver sums the row counts of a run over arrays.
  [[nodiscard]] bool counts_arrays() const noexcept { return counts_arrays_; }
  /// The key that the last INSERT drew; 0 where the dialect gave no query for it.
  std::int64_t last_key();
  /// The statement that runs now, for interrupt().
  void set_running(SQLHSTMT statement) noexcept;

 private:
  friend class OdbcStatement;
  struct Cache;
  struct Running;

  void check(SQLRETURN rc) const;
  void end(SQLSMALLINT how);
  void take_back(OdbcStatement& statement) noexcept;
  [[nodiscard]] std::string info(SQLUSMALLINT what) const;

  const ConnectOptions options_;
  SQLHDBC dbc_ = nullptr;
  std::unique_ptr<Cache> cache_;
  std::unique_ptr<Running> running_;
  bool in_transaction_ = false;
  bool counts_arrays_ = false;
  bool asking_key_ = false;
};

}  // namespace cupel::odbc
