#include <charconv>
#include <exception>

#include "cupel/dbapi/waiter.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/connection.hpp"
#include "dialects/postgresql/error.hpp"

// What the server sends beside answers: bulk data and notifications.
namespace cupel::postgresql {

std::int64_t PgConnection::copy_in(std::string_view sql,
                                   FunctionRef<bool(std::string&)> next_block) {
  Command command(*this);
  check_sent(PQsendQuery(pq_, std::string(sql).c_str()));
  flush();
  ResultPtr begun = next_result();
  if (!begun || PQresultStatus(begun.get()) != PGRES_COPY_IN) {
    const bool failed = begun && PQresultStatus(begun.get()) == PGRES_FATAL_ERROR;
    while (next_result()) {
    }
    command.done();
    if (failed) throw_result_error(begun.get(), pq_);
    if (!begun) throw_connection_error(pq_);
    throw_programming_error(str_cat("this is no COPY ... FROM STDIN: ", sql));
  }
  std::exception_ptr thrown;
  std::string block;
  try {
    for (block.clear(); next_block(block); block.clear()) {
      int sent = 0;
      while ((sent = PQputCopyData(pq_, block.data(), static_cast<int>(block.size()))) == 0)
        flush();
      if (sent < 0) break;  // the server has said why
      flush();
    }
  } catch (...) {
    thrown = std::current_exception();
  }
  while (PQputCopyEnd(pq_, thrown ? "the program gave up" : nullptr) == 0) flush();
  if (thrown) {
    try {
      (void)finish_command(command);
    } catch (const dbapi::DriverError& e) {
      if (e.info().is_disconnect) throw;
    }
    std::rethrow_exception(thrown);
  }
  const ResultPtr result = finish_command(command);
  const std::string_view count = PQcmdTuples(result.get());
  std::int64_t rows = 0;
  std::from_chars(count.data(), count.data() + count.size(), rows);
  return rows;
}

void PgConnection::copy_out(std::string_view sql, FunctionRef<void(std::string_view)> block) {
  Command command(*this);
  check_sent(PQsendQuery(pq_, std::string(sql).c_str()));
  flush();
  const ResultPtr begun = next_result();
  if (!begun || PQresultStatus(begun.get()) != PGRES_COPY_OUT) {
    const bool failed = begun && PQresultStatus(begun.get()) == PGRES_FATAL_ERROR;
    while (next_result()) {
    }
    command.done();
    if (failed) throw_result_error(begun.get(), pq_);
    if (!begun) throw_connection_error(pq_);
    throw_programming_error(str_cat("this is no COPY ... TO STDOUT: ", sql));
  }
  std::exception_ptr thrown;
  for (;;) {
    char* data = nullptr;
    const int size = PQgetCopyData(pq_, &data, 1);
    if (size < 0) break;
    if (size == 0) {
      (void)waiter_->wait_readable(PQsocket(pq_), dbapi::Waiter::Timeout{-1});
      if (PQconsumeInput(pq_) == 0) break;
      continue;
    }
    const auto free_data = on_exit([data] { PQfreemem(data); });
    if (thrown) continue;  // the rest is read and dropped
    try {
      block({data, static_cast<std::size_t>(size)});
    } catch (...) {
      thrown = std::current_exception();
    }
  }
  (void)finish_command(command);
  if (thrown) std::rethrow_exception(thrown);
}

std::vector<Notification> PgConnection::take_notifications(dbapi::Waiter::Timeout timeout) {
  require_ready();
  std::vector<Notification> out;
  const auto take = [&] {
    if (PQconsumeInput(pq_) == 0) throw_connection_error(pq_);
    while (PGnotify* const n = PQnotifies(pq_)) {
      const auto free_it = on_exit([n] { PQfreemem(n); });
      out.push_back({n->relname, n->extra, n->be_pid});
    }
  };
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + timeout;
  take();
  while (out.empty() && timeout.count() != 0) {
    dbapi::Waiter::Timeout left = timeout;
    if (timeout.count() > 0) {
      left = std::chrono::ceil<dbapi::Waiter::Timeout>(deadline - Clock::now());
      if (left.count() <= 0) break;
    }
    if (!waiter_->wait_readable(PQsocket(pq_), left)) break;
    take();
  }
  return out;
}

}  // namespace cupel::postgresql
