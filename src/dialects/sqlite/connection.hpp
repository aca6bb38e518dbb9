#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dialects/sqlite/options.hpp"

struct sqlite3;

namespace cupel::sqlite {

class SqliteStatement;

/// A connection to SQLite, opened without its mutex: one thread at a time uses it.
class SqliteConnection final : public dbapi::Connection {
 public:
  /// Opens `database` (a path, ":memory:" or a `file:` name) and applies `options`.
  SqliteConnection(const std::string& database, const SqliteOptions& options);
  ~SqliteConnection() override;

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
  bool closed() const noexcept override { return db_ == nullptr; }
  dbapi::ServerVersion server_version() const override;
  std::string_view driver_name() const noexcept override;
  void* native_handle() const noexcept override { return db_; }
  void set_waiter(dbapi::Waiter*) noexcept override {}

  [[nodiscard]] sqlite3* handle() const noexcept { return db_; }

 private:
  friend class SqliteStatement;
  struct Cache;

  void open(const std::string& database, const SqliteOptions& options);
  void apply(const SqliteOptions& options);
  [[noreturn]] void throw_error(int code) const;
  SqliteStatement* make_statement(std::string_view sql, bool persistent);
  void take_back(SqliteStatement& statement) noexcept;
  [[nodiscard]] std::int64_t changes() const noexcept;
  [[nodiscard]] std::int64_t last_insert_rowid() const noexcept;

  sqlite3* db_ = nullptr;
  std::unique_ptr<Cache> cache_;
  std::string_view begin_sql_ = "BEGIN";
  std::chrono::milliseconds timeout_{5000};
};

}  // namespace cupel::sqlite
