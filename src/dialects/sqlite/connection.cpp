#include "dialects/sqlite/connection.hpp"

#include <filesystem>
#include <limits>
#include <vector>

#include <sqlite3.h>

#include "cupel/util/str_cat.hpp"

#include "dialects/sqlite/builtin_functions.hpp"
#include "dialects/sqlite/error.hpp"
#include "dialects/sqlite/statement.hpp"

namespace cupel::sqlite {

struct SqliteConnection::Cache : dbapi::StatementCache<SqliteStatement> {
  using StatementCache::StatementCache;
};

SqliteConnection::SqliteConnection(const std::string& database, const SqliteOptions& options)
    : cache_(std::make_unique<Cache>(options.cached_statements.value_or(128))) {
  switch (options.transaction_mode.value_or(TransactionMode::deferred)) {
    case TransactionMode::deferred:
      break;
    case TransactionMode::immediate:
      begin_sql_ = "BEGIN IMMEDIATE";
      break;
    case TransactionMode::exclusive:
      begin_sql_ = "BEGIN EXCLUSIVE";
      break;
  }
  try {
    open(database, options);
    apply(options);
  } catch (...) {
    close();
    throw;
  }
}

SqliteConnection::~SqliteConnection() {
  close();
}

void SqliteConnection::open(const std::string& database, const SqliteOptions& options) {
  const std::string mode = options.mode.value_or("rwc");
  int flags = SQLITE_OPEN_NOMUTEX;
  if (mode == "ro") {
    flags |= SQLITE_OPEN_READONLY;
  } else if (mode == "rw") {
    flags |= SQLITE_OPEN_READWRITE;
  } else {
    flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (mode == "memory") flags |= SQLITE_OPEN_MEMORY;
  }
  if (options.uri.value_or(false)) flags |= SQLITE_OPEN_URI;
  const int rc = sqlite3_open_v2(database.c_str(), &db_, flags, nullptr);
  if (rc != SQLITE_OK) {
    std::string hint =
        str_cat("database ", cupel::quoted(database), ", mode ", cupel::quoted(mode));
    if (!options.uri.value_or(false)) {
      std::error_code ignored;
      const std::filesystem::path path(database);
      const std::filesystem::path dir = path.has_parent_path() ? path.parent_path() : ".";
      if (!std::filesystem::exists(dir, ignored)) {
        str_append(hint, ": the directory ", cupel::quoted(dir.string()), " does not exist");
      } else if (std::filesystem::is_directory(path, ignored)) {
        hint += ": this is a directory";
      } else if (!std::filesystem::exists(path, ignored) && (mode == "ro" || mode == "rw")) {
        hint += ": the file does not exist; mode 'rwc' creates it";
      } else {
        hint += ": check the permissions of file and directory";
      }
    }
    throw_driver_error(db_, rc, hint);
  }
  sqlite3_extended_result_codes(db_, 1);
}

void SqliteConnection::apply(const SqliteOptions& options) {
  timeout_ = options.timeout.value_or(std::chrono::milliseconds(5000));
  const auto most = static_cast<std::int64_t>(std::numeric_limits<int>::max());
  sqlite3_busy_timeout(db_, static_cast<int>(std::min<std::int64_t>(timeout_.count(), most)));
  install_builtin_functions(db_);
  const auto pragma = [&](std::string_view name, std::string_view value) {
    execute_script(str_cat("PRAGMA ", name, " = ", value));
  };
  if (options.foreign_keys) pragma("foreign_keys", *options.foreign_keys ? "ON" : "OFF");
  if (options.journal_mode) pragma("journal_mode", *options.journal_mode);
  if (options.synchronous) pragma("synchronous", *options.synchronous);
  for (const auto& [name, value] : options.pragmas) pragma(name, value);
}

void SqliteConnection::throw_error(int code) const {
  if ((code & 0xff) == SQLITE_BUSY) {
    throw_driver_error(
        db_, code,
        str_cat("another connection holds the database's lock for longer than the busy timeout of ",
                static_cast<double>(timeout_.count()) / 1000.0,
                " s; let transactions end sooner, or wait longer: ?timeout=SECONDS in the URL"));
  }
  throw_driver_error(db_, code);
}

SqliteStatement* SqliteConnection::make_statement(std::string_view sql, bool persistent) {
  if (!db_) throw_closed();
  if (sql.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw_driver_error(nullptr, SQLITE_TOOBIG);
  }
  sqlite3_stmt* stmt = nullptr;
  const char* tail = nullptr;
  const int rc = sqlite3_prepare_v3(db_, sql.data(), static_cast<int>(sql.size()),
                                    persistent ? SQLITE_PREPARE_PERSISTENT : 0, &stmt, &tail);
  if (rc != SQLITE_OK) throw_error(rc);
  const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  if (rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    // What follows may still be a comment: then preparing it gives no statement.
    sqlite3_stmt* second = nullptr;
    const int second_rc =
        sqlite3_prepare_v3(db_, rest.data(), static_cast<int>(rest.size()), 0, &second, nullptr);
    sqlite3_finalize(second);
    if (second || second_rc != SQLITE_OK) {
      sqlite3_finalize(stmt);
      throw_programming_error(
          "You can only execute one statement at a time; use execute_script() for several");
    }
  }
  return new SqliteStatement(*this, stmt);
}

dbapi::StatementLease SqliteConnection::prepare(const dbapi::StatementKey& key) {
  return dbapi::StatementLease(cache_->lease(key, [&](bool keep) {
    return std::unique_ptr<SqliteStatement>(make_statement(key.sql, keep));
  }));
}

void SqliteConnection::take_back(SqliteStatement& statement) noexcept {
  cache_->take_back(statement);
}

void SqliteConnection::run(std::string_view sql) {
  dbapi::StatementLease lease = prepare(sql);
  lease->execute({});
}

void SqliteConnection::execute_script(std::string_view sql) {
  if (!db_) throw_closed();
  while (!sql.empty()) {
    sqlite3_stmt* stmt = nullptr;
    const char* tail = nullptr;
    int rc = sqlite3_prepare_v2(db_, sql.data(), static_cast<int>(sql.size()), &stmt, &tail);
    if (rc != SQLITE_OK) throw_error(rc);
    sql.remove_prefix(static_cast<std::size_t>(tail - sql.data()));
    if (!stmt) continue;  // white space or a comment
    do {
      rc = sqlite3_step(stmt);
    } while (rc == SQLITE_ROW);
    if (rc == SQLITE_DONE) {
      sqlite3_finalize(stmt);
      continue;
    }
    struct Finalize {
      sqlite3_stmt* stmt;
      ~Finalize() { sqlite3_finalize(stmt); }
    } finalize_after{stmt};
    throw_error(rc);
  }
}

bool SqliteConnection::in_transaction() const noexcept {
  return db_ && sqlite3_get_autocommit(db_) == 0;
}

void SqliteConnection::begin() {
  if (!db_) throw_closed();
  if (!in_transaction()) run(begin_sql_);
}

void SqliteConnection::commit() {
  if (!db_) throw_closed();
  if (in_transaction()) run("COMMIT");
}

void SqliteConnection::rollback() {
  if (!db_) throw_closed();
  if (!in_transaction()) return;
  reset_statements();
  run("ROLLBACK");
}

void SqliteConnection::reset_statements() noexcept {
  if (cache_->leased() == 0) return;  // a statement that nobody holds was reset when it came back
  cache_->for_each([](SqliteStatement& s) {
    if (s.needs_reset_) s.reset();
  });
}

bool SqliteConnection::ping() {
  return db_ != nullptr;
}

void SqliteConnection::interrupt() noexcept {
  if (db_) sqlite3_interrupt(db_);
}

void SqliteConnection::close() noexcept {
  cache_->clear();
  if (db_) sqlite3_close_v2(std::exchange(db_, nullptr));
}

dbapi::ServerVersion SqliteConnection::server_version() const {
  const int n = sqlite3_libversion_number();
  return {n / 1'000'000, n / 1000 % 1000, n % 1000};
}

std::string_view SqliteConnection::driver_name() const noexcept {
  return kDriverName;
}

std::int64_t SqliteConnection::changes() const noexcept {
  return sqlite3_changes64(db_);
}

std::int64_t SqliteConnection::last_insert_rowid() const noexcept {
  return sqlite3_last_insert_rowid(db_);
}

}  // namespace cupel::sqlite
