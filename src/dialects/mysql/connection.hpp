#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <mysql.h>

#include "cupel/dbapi/connection.hpp"

#include "dialects/mysql/options.hpp"

namespace cupel::mysql {

class MysqlStatement;

/// A connection through MariaDB Connector/C. Every call that may wait goes through the library's
/// non-blocking interface and the Waiter.
class MysqlConnection final : public dbapi::Connection {
 public:
  /// Connects. Throws DriverError.
  explicit MysqlConnection(ConnectOptions options);
  ~MysqlConnection() override;

  dbapi::StatementLease prepare(const dbapi::StatementKey& key) override;
  void run(std::string_view sql) override;
  void execute_script(std::string_view sql) override;
  bool in_transaction() const noexcept override;
  void begin() override;
  void commit() override;
  void rollback() override;
  void reset_statements() noexcept override;
  bool ping() override;
  void interrupt() noexcept override;
  void close() noexcept override;
  bool closed() const noexcept override { return mysql_ == nullptr; }
  dbapi::ServerVersion server_version() const override;
  std::string_view driver_name() const noexcept override;
  void* native_handle() const noexcept override { return mysql_; }
  void set_waiter(dbapi::Waiter* waiter) noexcept override;

  /// Whether the server says that it is MariaDB.
  [[nodiscard]] bool is_mariadb() const noexcept;

 private:
  friend class MysqlStatement;
  struct Cache;

  void connect();
  void apply_options();
  void require_open() const;
  [[noreturn]] void throw_error() const;
  /// Sends a statement as text and drops its results.
  void query(std::string_view sql);
  void drop_results();
  /// Rows of a statement that are still on their way are kept aside, so that another may run.
  void free_wire();
  MysqlStatement* make_statement(std::string_view sql);
  void take_back(MysqlStatement& statement) noexcept;
  [[nodiscard]] dbapi::Waiter& waiter() const noexcept { return *waiter_; }

  const ConnectOptions options_;
  MYSQL* mysql_ = nullptr;
  dbapi::Waiter* waiter_;
  std::unique_ptr<Cache> cache_;
  MysqlStatement* on_wire_ = nullptr;  // whose rows have not all been read
  std::mutex id_mutex_;                // guards thread_id_ for interrupt()
  unsigned long thread_id_ = 0;
};

}  // namespace cupel::mysql
