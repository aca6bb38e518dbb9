#include "dialects/postgresql/connection.hpp"

#include <chrono>
#include <utility>

#include "cupel/dbapi/waiter.hpp"
#include "cupel/util/log.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/error.hpp"
#include "dialects/postgresql/statement.hpp"
#include "dialects/postgresql/type_catalogue.hpp"

namespace cupel::postgresql {

namespace {

constexpr dbapi::Waiter::Timeout kWithoutEnd{-1};

bool is_error(const PGresult* result) noexcept {
  switch (PQresultStatus(result)) {
    case PGRES_BAD_RESPONSE:
    case PGRES_FATAL_ERROR:
    case PGRES_NONFATAL_ERROR:
    case PGRES_PIPELINE_ABORTED:
      return true;
    default:
      return false;
  }
}

const Logger& logger() {
  static const Logger& the_logger = Logger::get("cupel.dialects.postgresql");
  return the_logger;
}

}  // namespace

struct PgConnection::Cache : dbapi::StatementCache<PgStatement> {
  using StatementCache::StatementCache;
};

PgConnection::PgConnection(const ConnectSettings& settings)
    : waiter_(&dbapi::poll_waiter()),
      cache_(std::make_unique<Cache>(settings.cached_statements)),
      types_(std::make_unique<TypeCatalogue>()) {
  try {
    open(settings);
  } catch (...) {
    close();
    throw;
  }
}

PgConnection::~PgConnection() {
  close();
}

void PgConnection::open(const ConnectSettings& settings) {
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : settings.keywords) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  pq_ = PQconnectStartParams(names.data(), values.data(), 0);
  if (!pq_) throw std::bad_alloc();
  PQsetNoticeReceiver(pq_, &PgConnection::receive_notice, this);
  using Clock = std::chrono::steady_clock;
  // libpq leaves the time limit to whoever polls.
  const auto limit = std::chrono::seconds(settings.connect_timeout) * settings.hosts;
  const auto deadline = Clock::now() + limit;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (PQstatus(pq_) != CONNECTION_BAD && state != PGRES_POLLING_OK) {
    dbapi::Waiter::Timeout left = kWithoutEnd;
    if (settings.connect_timeout > 0) {
      left = std::chrono::ceil<dbapi::Waiter::Timeout>(deadline - Clock::now());
      if (left.count() < 0) left = dbapi::Waiter::Timeout(0);
    }
    const int fd = PQsocket(pq_);
    const bool ready = state == PGRES_POLLING_READING ? waiter_->wait_readable(fd, left)
                                                      : waiter_->wait_writable(fd, left);
    if (!ready) {
      throw_lost(str_cat("connection timeout expired: no answer from the server within ",
                         limit.count(), " s (connect_timeout)"));
    }
    state = PQconnectPoll(pq_);
    if (state == PGRES_POLLING_FAILED) break;
  }
  if (PQstatus(pq_) != CONNECTION_OK) throw_connection_error(pq_);
  PQsetnonblocking(pq_, 1);
  cancel_ = PQgetCancel(pq_);
  // The reader of texts knows one form of dates and intervals.
  const auto setting = [&](const char* name) {
    const char* value = PQparameterStatus(pq_, name);
    return value ? std::string_view(value) : std::string_view();
  };
  if (!setting("DateStyle").starts_with("ISO")) execute_script("SET datestyle = ISO");
  if (setting("IntervalStyle") != "postgres") execute_script("SET intervalstyle = postgres");
}

void PgConnection::set_waiter(dbapi::Waiter* waiter) noexcept {
  waiter_ = waiter ? waiter : &dbapi::poll_waiter();
}

void PgConnection::receive_notice(void* self, const PGresult* notice) {
  auto& connection = *static_cast<PgConnection*>(self);
  const auto field = [&](int code) {
    const char* text = PQresultErrorField(notice, code);
    return std::string(text ? text : "");
  };
  const bool logged = logger().enabled(LogLevel::info);
  if (!logged && !connection.on_notice_) return;
  try {
    const Notice n{field(PG_DIAG_SEVERITY), field(PG_DIAG_SQLSTATE),
                   field(PG_DIAG_MESSAGE_PRIMARY)};
    if (logged) logger().info(str_cat(n.severity, ":  ", n.message));
    if (connection.on_notice_) connection.on_notice_(n);
  } catch (...) {
    // libpq's C code cannot be thrown through; a notice is not worth more.
  }
}

// ---- commands
// -------------------------------------------------------------------------------------

void PgConnection::require_ready() {
  if (!pq_) throw_closed();
  if (busy_) {
    throw_lost(
        "the connection was left in the middle of a command that was interrupted, and cannot "
        "be used any more");
  }
}

void PgConnection::check_sent(int ok) {
  if (ok == 0) {
    busy_ = false;
    throw_connection_error(pq_);
  }
}

void PgConnection::flush() {
  // Long enough to spare the processor; libpq reads what the server has to say before it goes on.
  constexpr dbapi::Waiter::Timeout kRetry{20};
  int left = 0;
  while ((left = PQflush(pq_)) == 1) {
    if (!waiter_->wait_writable(PQsocket(pq_), kRetry)) PQconsumeInput(pq_);
  }
  if (left < 0 && PQstatus(pq_) == CONNECTION_BAD) {
    // The server's last words may lie unread: next_result() finds them.
    PQconsumeInput(pq_);
  }
}

ResultPtr PgConnection::next_result() {
  while (PQisBusy(pq_) != 0) {
    (void)waiter_->wait_readable(PQsocket(pq_), kWithoutEnd);
    if (PQconsumeInput(pq_) == 0) break;
  }
  return ResultPtr(PQgetResult(pq_));
}

ResultPtr PgConnection::finish_command(Command& command) {
  ResultPtr last;
  ResultPtr error;
  flush();
  while (ResultPtr result = next_result()) {
    if (is_error(result.get())) {
      if (!error) error = std::move(result);
      if (PQstatus(pq_) == CONNECTION_BAD) break;
      continue;
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_COPY_IN) {
      PQputCopyEnd(pq_, "COPY FROM STDIN goes through postgresql::copy_in()");
      flush();
    } else if (status == PGRES_COPY_OUT) {
      char* block = nullptr;
      int size = 0;
      while ((size = PQgetCopyData(pq_, &block, 1)) >= 0) {
        if (size > 0) {
          PQfreemem(block);
        } else {
          (void)waiter_->wait_readable(PQsocket(pq_), kWithoutEnd);
          if (PQconsumeInput(pq_) == 0) break;
        }
      }
    }
    note_command(result.get());
    last = std::move(result);
  }
  command.done();
  if (error) throw_result_error(error.get(), pq_);
  if (!last) throw_connection_error(pq_);
  return last;
}

// A change of tables or types may have changed what a prepared statement returns, which the server
// reports as an error.
void PgConnection::note_command(const PGresult* result) noexcept {
  const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(result));
  if (tag.starts_with("ALTER") || tag.starts_with("DROP") || tag.starts_with("DISCARD") ||
      tag.starts_with("DEALLOCATE") || tag.starts_with("CREATE")) {
    ++generation_;
    schema_changed_ = true;
  } else if (tag.starts_with("ROLLBACK")) {
    if (std::exchange(schema_changed_,
                      PQtransactionStatus(pq_) != PQTRANS_IDLE && schema_changed_)) {
      ++generation_;
    }
  } else if (tag.starts_with("COMMIT")) {
    schema_changed_ = false;
  }
}

void PgConnection::run(std::string_view sql) {
  Command command(*this);
  check_sent(PQsendQuery(pq_, std::string(sql).c_str()));
  (void)finish_command(command);
}

void PgConnection::execute_script(std::string_view sql) {
  run(sql);
}

ResultPtr PgConnection::prepare_and_describe(const std::string& name, const std::string& sql) {
  drop_forgotten();
  Command command(*this);
  // Both in one trip.
  if (PQenterPipelineMode(pq_) == 0) check_sent(0);
  ResultPtr description;
  ResultPtr error;
  {
    const auto leave = on_exit([this] { PQexitPipelineMode(pq_); });
    check_sent(PQsendPrepare(pq_, name.c_str(), sql.c_str(), 0, nullptr));
    check_sent(PQsendDescribePrepared(pq_, name.c_str()));
    check_sent(PQpipelineSync(pq_));
    flush();
    for (;;) {
      ResultPtr result = next_result();
      if (!result) {
        if (PQstatus(pq_) == CONNECTION_BAD) break;
        continue;  // between two commands of the pipeline
      }
      if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) break;
      if (is_error(result.get())) {
        if (!error) error = std::move(result);
        if (PQstatus(pq_) == CONNECTION_BAD) break;
      } else {
        description = std::move(result);
      }
    }
    command.done();
  }
  if (error) throw_result_error(error.get(), pq_);
  if (!description) throw_connection_error(pq_);
  return description;
}

void PgConnection::forget(std::string name) noexcept {
  try {
    forgotten_.push_back(std::move(name));
  } catch (const std::bad_alloc&) {
    // The statement stays with the server until the connection ends.
  }
}

void PgConnection::drop_forgotten() {
  constexpr std::size_t kMany = 16;
  if (forgotten_.size() < kMany || PQtransactionStatus(pq_) == PQTRANS_INERROR) return;
  std::string sql;
  for (const std::string& name : forgotten_) str_append(sql, "DEALLOCATE ", name, ";");
  forgotten_.clear();
  const std::uint64_t before = generation_;
  run(sql);
  generation_ = before;
}

// ---- transactions
// ---------------------------------------------------------------------------------

bool PgConnection::in_transaction() const noexcept {
  if (!pq_) return false;
  switch (PQtransactionStatus(pq_)) {
    case PQTRANS_INTRANS:
    case PQTRANS_INERROR:
    case PQTRANS_ACTIVE:
      return true;
    case PQTRANS_IDLE:
    case PQTRANS_UNKNOWN:
      return false;
  }
  return false;
}

void PgConnection::begin() {
  if (!pq_) throw_closed();
  if (!in_transaction()) run("BEGIN");
}

void PgConnection::commit() {
  require_ready();
  if (!in_transaction()) return;
  Command command(*this);
  check_sent(PQsendQuery(pq_, "COMMIT"));
  const ResultPtr result = finish_command(command);
  // The server answers COMMIT of a failed transaction with ROLLBACK, and no error.
  if (std::string_view(PQcmdStatus(result.get())) == "ROLLBACK") {
    dbapi::DriverErrorInfo info;
    info.error_class = dbapi::ErrorClass::internal;
    info.driver_name = kDriverName;
    info.sqlstate = "25P02";
    info.code_name = condition_name(info.sqlstate);
    info.message = "the transaction was rolled back: an earlier statement of it had failed";
    throw dbapi::DriverError(std::move(info));
  }
}

void PgConnection::rollback() {
  require_ready();
  if (PQstatus(pq_) == CONNECTION_BAD) throw_connection_error(pq_);
  if (!in_transaction()) return;
  reset_statements();
  run("ROLLBACK");
}

bool PgConnection::ping() {
  if (!pq_ || busy_ || PQstatus(pq_) != CONNECTION_OK) return false;
  try {
    run("");  // the shortest question
  } catch (const dbapi::DriverError& e) {
    if (e.info().is_disconnect) return false;
    throw;
  }
  return true;
}

void PgConnection::interrupt() noexcept {
  if (!cancel_) return;
  char ignored[256];
  (void)PQcancel(cancel_, ignored, sizeof ignored);
}

// ---- statements
// -----------------------------------------------------------------------------------

dbapi::StatementLease PgConnection::prepare(const dbapi::StatementKey& key) {
  require_ready();
  bool made = false;
  dbapi::StatementLease lease(cache_->lease(key, [&](bool) {
    made = true;
    return std::unique_ptr<PgStatement>(new PgStatement(*this, std::string(key.sql)));
  }));
  if (!made) static_cast<PgStatement&>(*lease).refresh();
  return lease;
}

void PgConnection::take_back(PgStatement& statement) noexcept {
  cache_->take_back(statement);
}

void PgConnection::reset_statements() noexcept {
  if (cache_->leased() == 0) return;  // a statement that nobody holds was reset when it came back
  cache_->for_each([](PgStatement& s) { s.reset(); });
}

void PgConnection::close() noexcept {
  cache_->clear();
  if (cancel_) PQfreeCancel(std::exchange(cancel_, nullptr));
  if (pq_) PQfinish(std::exchange(pq_, nullptr));
}

dbapi::ServerVersion PgConnection::server_version() const {
  const int n = pq_ ? PQserverVersion(pq_) : 0;
  // Since version 10 there are two parts: 150018 is 15.18.
  if (n >= 100'000) return {n / 10'000, n % 10'000, 0};
  return {n / 10'000, n / 100 % 100, n % 100};
}

std::string_view PgConnection::driver_name() const noexcept {
  return kDriverName;
}

}  // namespace cupel::postgresql
