#include "dialects/odbc/connection.hpp"

#include <charconv>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

#include "cupel/util/scope_guard.hpp"

#include "dbapi/statement_cache.hpp"
#include "dialects/odbc/error.hpp"
#include "dialects/odbc/statement.hpp"
#include "dialects/odbc/unicode.hpp"

namespace cupel::odbc {

namespace {

/// The process's one environment; freed by nobody, since connections may outlive main().
SQLHENV environment() {
  static const SQLHENV the_environment = [] {
    SQLHENV env = nullptr;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, nullptr, &env))) throw std::bad_alloc();
    SQLSetEnvAttr(env, SQL_ATTR_ODBC_VERSION, reinterpret_cast<SQLPOINTER>(SQL_OV_ODBC3), 0);
    return env;
  }();
  return the_environment;
}

}  // namespace

struct OdbcConnection::Cache : dbapi::StatementCache<OdbcStatement> {
  using StatementCache::StatementCache;
};

struct OdbcConnection::Running {
  std::mutex mutex;
  SQLHSTMT statement = nullptr;
};

OdbcConnection::OdbcConnection(ConnectOptions options)
    : options_(std::move(options)),
      cache_(std::make_unique<Cache>(options_.cached_statements)),
      running_(std::make_unique<Running>()) {
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_DBC, environment(), &dbc_))) throw std::bad_alloc();
  try {
    if (options_.login_timeout != 0) {
      SQLSetConnectAttr(dbc_, SQL_ATTR_LOGIN_TIMEOUT,
                        reinterpret_cast<SQLPOINTER>(std::uintptr_t{options_.login_timeout}), 0);
    }
    if (options_.utf8) {
      std::string text = options_.connection_string;
      check(SQLDriverConnect(dbc_, nullptr, reinterpret_cast<SQLCHAR*>(text.data()),
                             static_cast<SQLSMALLINT>(text.size()), nullptr, 0, nullptr,
                             SQL_DRIVER_NOPROMPT));
    } else {
      WideText text = to_utf16(options_.connection_string);
      check(SQLDriverConnectW(dbc_, nullptr, text.data(), static_cast<SQLSMALLINT>(text.size()),
                              nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT));
    }
    SQLUINTEGER counts = SQL_PARC_BATCH;
    if (SQL_SUCCEEDED(
            SQLGetInfo(dbc_, SQL_PARAM_ARRAY_ROW_COUNTS, &counts, sizeof counts, nullptr)))
      counts_arrays_ = counts == SQL_PARC_NO_BATCH;
  } catch (...) {
    SQLFreeHandle(SQL_HANDLE_DBC, std::exchange(dbc_, nullptr));
    throw;
  }
}

OdbcConnection::~OdbcConnection() {
  close();
}

void OdbcConnection::check(SQLRETURN rc) const {
  if (!SQL_SUCCEEDED(rc)) throw_diagnostics(SQL_HANDLE_DBC, dbc_, options_);
}

void OdbcConnection::require_open() const {
  if (!dbc_) throw_closed();
}

// ---- statements ---------------------------------------------------------------------------------

dbapi::StatementLease OdbcConnection::prepare(const dbapi::StatementKey& key) {
  require_open();
  return dbapi::StatementLease(cache_->lease(
      key, [&](bool) { return std::make_unique<OdbcStatement>(*this, std::string(key.sql)); }));
}

void OdbcConnection::take_back(OdbcStatement& statement) noexcept {
  cache_->take_back(statement);
}

void OdbcConnection::reset_statements() noexcept {
  if (cache_->leased() == 0) return;  // a statement that nobody holds was reset when it came back
  cache_->for_each([](OdbcStatement& s) { s.reset(); });
}

void OdbcConnection::run(std::string_view sql) {
  require_open();
  SQLHSTMT statement = nullptr;
  check(SQLAllocHandle(SQL_HANDLE_STMT, dbc_, &statement));
  const auto free = on_exit([&] { SQLFreeHandle(SQL_HANDLE_STMT, statement); });
  SQLRETURN rc = SQL_SUCCESS;
  if (options_.utf8) {
    std::string bytes(sql);
    rc = SQLExecDirect(statement, reinterpret_cast<SQLCHAR*>(bytes.data()),
                       static_cast<SQLINTEGER>(bytes.size()));
  } else {
    WideText text = to_utf16(sql);
    rc = SQLExecDirectW(statement, text.data(), static_cast<SQLINTEGER>(text.size()));
  }
  if (!SQL_SUCCEEDED(rc) && rc != SQL_NO_DATA)
    throw_diagnostics(SQL_HANDLE_STMT, statement, options_);
  // Errors of the later ones of several statements come with their results.
  for (SQLRETURN more = SQLMoreResults(statement); more != SQL_NO_DATA;
       more = SQLMoreResults(statement)) {
    if (!SQL_SUCCEEDED(more)) throw_diagnostics(SQL_HANDLE_STMT, statement, options_);
  }
}

void OdbcConnection::execute_script(std::string_view sql) {
  run(sql);
}

std::int64_t OdbcConnection::last_key() {
  if (options_.key_query.empty() || asking_key_) return 0;
  asking_key_ = true;
  const auto done = on_exit([this] { asking_key_ = false; });
  dbapi::StatementLease s = prepare(std::string_view(options_.key_query));
  s->execute({});
  std::vector<Cell> row(s->column_count());
  if (row.empty() || !s->fetch(row.data())) return 0;
  if (row[0].kind == CellKind::integer) return row[0].integer;
  std::int64_t key = 0;
  if (row[0].kind == CellKind::text)
    (void)std::from_chars(row[0].data, row[0].data + row[0].size, key);
  return key;
}

// ---- transactions -------------------------------------------------------------------------------

void OdbcConnection::begin() {
  require_open();
  if (in_transaction_) return;
  check(SQLSetConnectAttr(dbc_, SQL_ATTR_AUTOCOMMIT,
                          reinterpret_cast<SQLPOINTER>(SQL_AUTOCOMMIT_OFF), 0));
  in_transaction_ = true;
}

void OdbcConnection::end(SQLSMALLINT how) {
  require_open();
  if (!in_transaction_) return;
  if (how == SQL_ROLLBACK) reset_statements();
  const SQLRETURN rc = SQLEndTran(SQL_HANDLE_DBC, dbc_, how);
  if (!SQL_SUCCEEDED(rc)) check(rc);
  in_transaction_ = false;
  check(SQLSetConnectAttr(dbc_, SQL_ATTR_AUTOCOMMIT,
                          reinterpret_cast<SQLPOINTER>(SQL_AUTOCOMMIT_ON), 0));
}

void OdbcConnection::commit() {
  end(SQL_COMMIT);
}

void OdbcConnection::rollback() {
  end(SQL_ROLLBACK);
}

// ---- the connection itself ----------------------------------------------------------------------

bool OdbcConnection::ping() {
  if (!dbc_) return false;
  try {
    SQLUINTEGER dead = SQL_CD_FALSE;
    if (SQL_SUCCEEDED(SQLGetConnectAttr(dbc_, SQL_ATTR_CONNECTION_DEAD, &dead, 0, nullptr)) &&
        dead == SQL_CD_TRUE)
      return false;
    run("SELECT 1");
    return true;
  } catch (const dbapi::DriverError&) {
    return false;
  }
}

void OdbcConnection::set_running(SQLHSTMT statement) noexcept {
  const std::lock_guard lock(running_->mutex);
  running_->statement = statement;
}

void OdbcConnection::interrupt() noexcept {
  const std::lock_guard lock(running_->mutex);
  if (running_->statement) SQLCancel(running_->statement);
}

void OdbcConnection::close() noexcept {
  if (!dbc_) return;
  cache_->clear();
  // A connection is not closed while a transaction is open.
  if (in_transaction_) SQLEndTran(SQL_HANDLE_DBC, dbc_, SQL_ROLLBACK);
  in_transaction_ = false;
  SQLDisconnect(dbc_);
  SQLFreeHandle(SQL_HANDLE_DBC, std::exchange(dbc_, nullptr));
}

std::string OdbcConnection::info(SQLUSMALLINT what) const {
  std::vector<SQLWCHAR> text(256);
  SQLSMALLINT bytes = 0;
  const auto room = static_cast<SQLSMALLINT>(text.size() * sizeof(SQLWCHAR));
  if (!SQL_SUCCEEDED(SQLGetInfoW(dbc_, what, text.data(), room, &bytes))) return {};
  const auto length = static_cast<std::size_t>(bytes) / sizeof(SQLWCHAR);
  return to_utf8({text.data(), std::min(length, text.size() - 1)});
}

dbapi::ServerVersion OdbcConnection::server_version() const {
  require_open();
  const std::string text = info(SQL_DBMS_VER);
  int numbers[3] = {0, 0, 0};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int& number : numbers) {
    const auto [next, ec] = std::from_chars(at, end, number);
    if (ec != std::errc() || next == end || *next != '.') break;
    at = next + 1;
  }
  return {numbers[0], numbers[1], numbers[2]};
}

std::string_view OdbcConnection::driver_name() const noexcept {
  return kDriverName;
}

}  // namespace cupel::odbc
