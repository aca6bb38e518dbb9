#include "dialects/mysql/connection.hpp"

#include <utility>
#include <vector>

#include <errmsg.h>

#include "cupel/dbapi/error.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mysql/async.hpp"
#include "dialects/mysql/error.hpp"
#include "dialects/mysql/statement.hpp"

namespace cupel::mysql {

struct MysqlConnection::Cache : dbapi::StatementCache<MysqlStatement> {
  using StatementCache::StatementCache;
};

MysqlConnection::MysqlConnection(ConnectOptions options)
    : options_(std::move(options)),
      waiter_(&dbapi::poll_waiter()),
      cache_(std::make_unique<Cache>(options_.cached_statements)) {
  static std::once_flag library;
  std::call_once(library, [] { mysql_server_init(0, nullptr, nullptr); });
  mysql_ = mysql_init(nullptr);
  if (!mysql_) throw std::bad_alloc();
  try {
    apply_options();
    connect();
  } catch (...) {
    close();
    throw;
  }
}

MysqlConnection::~MysqlConnection() {
  close();
}

void MysqlConnection::apply_options() {
  const auto set = [this](mysql_option option, const void* value) {
    mysql_optionsv(mysql_, option, value);
  };
  const auto text = [&](mysql_option option, const std::string& value) {
    if (!value.empty()) set(option, value.c_str());
  };
  set(MYSQL_OPT_NONBLOCK, nullptr);
  text(MYSQL_SET_CHARSET_NAME, options_.charset);
  text(MYSQL_INIT_COMMAND, options_.init_command);
  text(MYSQL_READ_DEFAULT_FILE, options_.default_file);
  text(MYSQL_READ_DEFAULT_GROUP, options_.default_group);
  if (options_.connect_timeout) set(MYSQL_OPT_CONNECT_TIMEOUT, &*options_.connect_timeout);
  if (options_.read_timeout) set(MYSQL_OPT_READ_TIMEOUT, &*options_.read_timeout);
  if (options_.write_timeout) set(MYSQL_OPT_WRITE_TIMEOUT, &*options_.write_timeout);
  if (options_.compress) set(MYSQL_OPT_COMPRESS, nullptr);
  const unsigned local_infile = options_.local_infile ? 1 : 0;
  set(MYSQL_OPT_LOCAL_INFILE, &local_infile);
  const auto on_or_off = [&](mysql_option option, bool value) {
    const my_bool flag = value ? 1 : 0;
    set(option, &flag);
  };
  // A connection that comes back by itself would have lost its transaction without a word.
  on_or_off(MYSQL_OPT_RECONNECT, false);
  const bool tls = options_.ssl || options_.ssl_verify_cert || !options_.ssl_ca.empty() ||
                   !options_.ssl_capath.empty() || !options_.ssl_cert.empty() ||
                   !options_.ssl_key.empty();
  if (tls) on_or_off(MYSQL_OPT_SSL_ENFORCE, true);
  on_or_off(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, options_.ssl_verify_cert);
  text(MYSQL_OPT_SSL_CA, options_.ssl_ca);
  text(MYSQL_OPT_SSL_CAPATH, options_.ssl_capath);
  text(MYSQL_OPT_SSL_CERT, options_.ssl_cert);
  text(MYSQL_OPT_SSL_KEY, options_.ssl_key);
  text(MYSQL_OPT_SSL_CIPHER, options_.ssl_cipher);
  text(MYSQL_OPT_SSL_CRL, options_.ssl_crl);
}

void MysqlConnection::connect() {
  const auto or_null = [](const std::string& s) { return s.empty() ? nullptr : s.c_str(); };
  // Rows that an UPDATE matched are counted, not those it changed.
  constexpr unsigned long kFlags = CLIENT_FOUND_ROWS;
  MYSQL* const connected = run_async<MYSQL*>(
      mysql_, waiter(),
      [&](MYSQL** result) {
        return mysql_real_connect_start(result, mysql_, or_null(options_.host),
                                        or_null(options_.user), or_null(options_.password),
                                        or_null(options_.database), options_.port,
                                        or_null(options_.unix_socket), kFlags);
      },
      [&](MYSQL** result, int status) { return mysql_real_connect_cont(result, mysql_, status); });
  if (!connected) throw_error();
  const std::lock_guard lock(id_mutex_);
  thread_id_ = mysql_thread_id(mysql_);
}

void MysqlConnection::require_open() const {
  if (!mysql_) throw_closed();
}

void MysqlConnection::throw_error() const {
  throw_driver_error(mysql_errno(mysql_), mysql_sqlstate(mysql_), mysql_error(mysql_));
}

void MysqlConnection::set_waiter(dbapi::Waiter* waiter) noexcept {
  waiter_ = waiter ? waiter : &dbapi::poll_waiter();
}

// --- statements
// ------------------------------------------------------------------------------------

MysqlStatement* MysqlConnection::make_statement(std::string_view sql) {
  require_open();
  free_wire();
  MYSQL_STMT* const stmt = mysql_stmt_init(mysql_);
  if (!stmt) throw std::bad_alloc();
  std::unique_ptr<MysqlStatement> out(new MysqlStatement(*this, stmt, std::string(sql)));
  out->prepare();
  return out.release();
}

dbapi::StatementLease MysqlConnection::prepare(const dbapi::StatementKey& key) {
  return dbapi::StatementLease(cache_->lease(
      key, [&](bool) { return std::unique_ptr<MysqlStatement>(make_statement(key.sql)); }));
}

void MysqlConnection::take_back(MysqlStatement& statement) noexcept {
  cache_->take_back(statement);
}

void MysqlConnection::free_wire() {
  if (on_wire_) on_wire_->keep_rows_aside();
}

void MysqlConnection::reset_statements() noexcept {
  if (cache_->leased() == 0) return;  // a statement that nobody holds was reset when it came back
  cache_->for_each([](MysqlStatement& s) { s.reset(); });
}

// --- plain text
// ------------------------------------------------------------------------------------

void MysqlConnection::query(std::string_view sql) {
  require_open();
  free_wire();
  const int failed = run_async<int>(
      mysql_, waiter(),
      [&](int* result) {
        return mysql_real_query_start(result, mysql_, sql.data(),
                                      static_cast<unsigned long>(sql.size()));
      },
      [&](int* result, int status) { return mysql_real_query_cont(result, mysql_, status); });
  if (failed != 0) throw_error();
  drop_results();
}

void MysqlConnection::drop_results() {
  while (true) {
    if (mysql_field_count(mysql_) != 0) {
      MYSQL_RES* const rows = run_async<MYSQL_RES*>(
          mysql_, waiter(),
          [&](MYSQL_RES** result) { return mysql_store_result_start(result, mysql_); },
          [&](MYSQL_RES** result, int status) {
            return mysql_store_result_cont(result, mysql_, status);
          });
      if (!rows) throw_error();
      mysql_free_result(rows);
    }
    if (!mysql_more_results(mysql_)) return;
    const int next = run_async<int>(
        mysql_, waiter(), [&](int* result) { return mysql_next_result_start(result, mysql_); },
        [&](int* result, int status) { return mysql_next_result_cont(result, mysql_, status); });
    if (next > 0) throw_error();
    if (next < 0) return;
  }
}

void MysqlConnection::run(std::string_view sql) {
  query(sql);
}

void MysqlConnection::execute_script(std::string_view sql) {
  require_open();
  free_wire();
  const auto several = [this](enum_mysql_set_option option) {
    return run_async<int>(
        mysql_, waiter(),
        [&](int* result) { return mysql_set_server_option_start(result, mysql_, option); },
        [&](int* result, int status) {
          return mysql_set_server_option_cont(result, mysql_, status);
        });
  };
  if (several(MYSQL_OPTION_MULTI_STATEMENTS_ON) != 0) throw_error();
  try {
    query(sql);
  } catch (...) {
    several(MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    throw;
  }
  if (several(MYSQL_OPTION_MULTI_STATEMENTS_OFF) != 0) throw_error();
}

// --- transactions
// ----------------------------------------------------------------------------------

bool MysqlConnection::in_transaction() const noexcept {
  unsigned status = 0;
  if (!mysql_ || mariadb_get_infov(mysql_, MARIADB_CONNECTION_SERVER_STATUS, &status) != 0)
    return false;
  return (status & SERVER_STATUS_IN_TRANS) != 0;
}

void MysqlConnection::begin() {
  require_open();
  if (!in_transaction()) query("BEGIN");
}

void MysqlConnection::commit() {
  require_open();
  if (in_transaction()) query("COMMIT");
}

void MysqlConnection::rollback() {
  require_open();
  if (!in_transaction()) return;
  reset_statements();
  query("ROLLBACK");
}

// --- the connection itself
// -------------------------------------------------------------------------

bool MysqlConnection::ping() {
  if (!mysql_) return false;
  try {
    free_wire();
    return run_async<int>(
               mysql_, waiter(), [&](int* result) { return mysql_ping_start(result, mysql_); },
               [&](int* result, int status) { return mysql_ping_cont(result, mysql_, status); }) ==
           0;
  } catch (const dbapi::DriverError&) {
    return false;
  }
}

// Only the server can end a statement, and only another connection can tell it to.
void MysqlConnection::interrupt() noexcept {
  unsigned long id = 0;
  {
    const std::lock_guard lock(id_mutex_);
    id = thread_id_;
  }
  if (id == 0) return;
  try {
    MysqlConnection(options_).query(str_cat("KILL QUERY ", id));
  } catch (...) {
    // Nobody is there to be told; the statement runs to its end.
    return;
  }
}

void MysqlConnection::close() noexcept {
  cache_->clear();
  on_wire_ = nullptr;
  {
    const std::lock_guard lock(id_mutex_);
    thread_id_ = 0;
  }
  if (mysql_) mysql_close(std::exchange(mysql_, nullptr));
}

dbapi::ServerVersion MysqlConnection::server_version() const {
  require_open();
  const auto n = static_cast<int>(mysql_get_server_version(mysql_));
  return {n / 10'000, n / 100 % 100, n % 100};
}

bool MysqlConnection::is_mariadb() const noexcept {
  return mysql_ && mariadb_connection(mysql_) != 0;
}

std::string_view MysqlConnection::driver_name() const noexcept {
  return kDriverName;
}

}  // namespace cupel::mysql
