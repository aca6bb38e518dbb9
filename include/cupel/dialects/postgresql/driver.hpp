#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dbapi/connection.hpp"
#include "cupel/util/function_ref.hpp"

/// What PostgreSQL's driver can do beyond dbapi::Connection. `connection` is what
/// cupel::Connection::driver_connection() gives on this dialect; the functions throw ArgumentError
/// for a connection of another driver, DriverError for what fails. One thread at a time.
namespace cupel::postgresql {

/// What the server tells without being asked: RAISE NOTICE, a truncated identifier.
struct Notice {
  std::string severity;  ///< "NOTICE", "WARNING", ...
  std::string sqlstate;
  std::string message;
};
using NoticeHandler = std::function<void(const Notice&)>;

/// Called during a command, before its result; must not throw nor use the connection. Notices go to
/// the log "cupel.dialects.postgresql" too, at level info. An empty handler takes it away.
void set_notice_handler(dbapi::Connection& connection, NoticeHandler handler);

/// A message of NOTIFY on a channel that the connection listens to.
struct Notification {
  std::string channel;
  std::string payload;
  int backend_pid = 0;  ///< of who sent it

  friend bool operator==(const Notification&, const Notification&) = default;
};

/// Sends LISTEN for a channel, whose name is quoted. Notifications come after a commit.
void listen_to(dbapi::Connection& connection, std::string_view channel);
void stop_listening_to(dbapi::Connection& connection, std::string_view channel);
/// The notifications that have come; waits for the first one up to `timeout`, without end if it is
/// negative. Waits through the connection's Waiter.
[[nodiscard]] std::vector<Notification> notifications(
    dbapi::Connection& connection,
    std::chrono::milliseconds timeout = std::chrono::milliseconds(0));

/// Runs `COPY ... FROM STDIN`. `next_block` fills the text with the next bytes and returns true, or
/// returns false at the end; an exception of it ends the COPY with an error and is thrown on.
/// Returns how many rows the server took.
std::int64_t copy_in(dbapi::Connection& connection, std::string_view sql,
                     FunctionRef<bool(std::string&)> next_block);
/// Runs `COPY ... TO STDOUT` and hands out the bytes as they come.
void copy_out(dbapi::Connection& connection, std::string_view sql,
              FunctionRef<void(std::string_view)> block);

}  // namespace cupel::postgresql
