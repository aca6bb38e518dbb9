#include "dialects/postgresql/driver.hpp"

#include "cupel/dbapi/waiter.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/connection.hpp"
#include "dialects/postgresql/error.hpp"

namespace cupel::postgresql {

std::string_view PgDriver::name() const noexcept {
  return kDriverName;
}

std::unique_ptr<dbapi::Connection> PgDriver::connect(const dbapi::ConnectArgs& args) const {
  return std::make_unique<PgConnection>(parse_arguments(args));
}

const PgDriver& driver() noexcept {
  static const PgDriver the_driver;
  return the_driver;
}

namespace {

PgConnection& ours(dbapi::Connection& connection) {
  if (auto* const c = dynamic_cast<PgConnection*>(&connection)) return *c;
  throw ArgumentError(
      str_cat("this needs a connection of PostgreSQL's driver, not of ", connection.driver_name()));
}

std::string quoted_channel(std::string_view channel) {
  std::string out = "\"";
  for (const char c : channel) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

void set_notice_handler(dbapi::Connection& connection, NoticeHandler handler) {
  ours(connection).set_notice_handler(std::move(handler));
}

void listen_to(dbapi::Connection& connection, std::string_view channel) {
  ours(connection).run(str_cat("LISTEN ", quoted_channel(channel)));
}

void stop_listening_to(dbapi::Connection& connection, std::string_view channel) {
  ours(connection).run(str_cat("UNLISTEN ", quoted_channel(channel)));
}

std::vector<Notification> notifications(dbapi::Connection& connection,
                                        std::chrono::milliseconds timeout) {
  return ours(connection).take_notifications(timeout);
}

std::int64_t copy_in(dbapi::Connection& connection, std::string_view sql,
                     FunctionRef<bool(std::string&)> next_block) {
  return ours(connection).copy_in(sql, next_block);
}

void copy_out(dbapi::Connection& connection, std::string_view sql,
              FunctionRef<void(std::string_view)> block) {
  ours(connection).copy_out(sql, block);
}

}  // namespace cupel::postgresql
