#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/waiter.hpp"
#include "cupel/dialects/postgresql/driver.hpp"

#include "dialects/postgresql/connect_args.hpp"
#include "dialects/postgresql/oids.hpp"
#include "dialects/postgresql/result.hpp"

namespace cupel::postgresql {

class PgStatement;
struct TypeCatalogue;

/// A connection through libpq, which is never let to block: what has to wait goes to the Waiter.
class PgConnection final : public dbapi::Connection {
 public:
  explicit PgConnection(const ConnectSettings& settings);
  ~PgConnection() override;

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
  bool closed() const noexcept override { return pq_ == nullptr; }
  dbapi::ServerVersion server_version() const override;
  std::string_view driver_name() const noexcept override;
  void* native_handle() const noexcept override { return pq_; }
  void set_waiter(dbapi::Waiter* waiter) noexcept override;

  // What only PostgreSQL has; the public functions are in cupel/dialects/postgresql/driver.hpp.
  void set_notice_handler(NoticeHandler handler) { on_notice_ = std::move(handler); }
  std::vector<Notification> take_notifications(dbapi::Waiter::Timeout timeout);
  std::int64_t copy_in(std::string_view sql, FunctionRef<bool(std::string&)> next_block);
  void copy_out(std::string_view sql, FunctionRef<void(std::string_view)> block);

  // For statements.

  [[nodiscard]] PGconn* handle() const noexcept { return pq_; }
  /// Throws unless the connection is open and between two commands.
  void require_ready();
  /// Stands around a command: until done() the connection is in the middle of one, and whatever
  /// leaves by a throw without it (a waiter that gave up) leaves a connection nobody can use.
  class Command {
   public:
    explicit Command(PgConnection& connection) : connection_(connection) {
      connection.require_ready();
      connection.busy_ = true;
    }
    ~Command() = default;
    Command(const Command&) = delete;
    Command& operator=(const Command&) = delete;
    void done() noexcept { connection_.busy_ = false; }

   private:
    PgConnection& connection_;
  };
  /// For the int that libpq's sending functions return: 0 is a failure.
  void check_sent(int ok);
  void flush();
  /// The next result of the command that runs, null at its end.
  ResultPtr next_result();
  /// All results of the command, of which the last one is returned; errors are thrown afterwards.
  ResultPtr finish_command(Command& command);
  /// Parses under `name` and describes: the second result is the description.
  ResultPtr prepare_and_describe(const std::string& name, const std::string& sql);
  /// The type whose wire form values of `type` have: its base for a domain, text for an enum.
  oid::Oid wire_type(oid::Oid type);
  /// Element of an array type, 0 for others.
  oid::Oid array_element(oid::Oid type);
  /// The name of a type, as SQL writes it.
  std::string type_name_of(oid::Oid type);
  [[nodiscard]] std::string new_name(std::string_view prefix) {
    return std::string(prefix) + std::to_string(++names_);
  }
  /// Drops a prepared statement of the server, at the next occasion.
  void forget(std::string name) noexcept;
  /// Changes when what is prepared may no longer fit the tables.
  [[nodiscard]] std::uint64_t generation() const noexcept { return generation_; }
  void note_command(const PGresult* result) noexcept;

 private:
  friend class PgStatement;
  struct Cache;

  void open(const ConnectSettings& settings);
  void take_back(PgStatement& statement) noexcept;
  void drop_forgotten();
  void load_types(const std::vector<oid::Oid>& types);
  [[nodiscard]] dbapi::Waiter& waiter() const noexcept { return *waiter_; }
  static void receive_notice(void* self, const PGresult* notice);

  PGconn* pq_ = nullptr;
  PGcancel* cancel_ = nullptr;
  dbapi::Waiter* waiter_;
  std::unique_ptr<Cache> cache_;
  std::unique_ptr<TypeCatalogue> types_;
  NoticeHandler on_notice_;
  std::vector<std::string> forgotten_;
  std::uint64_t names_ = 0;
  std::uint64_t generation_ = 0;
  bool busy_ = false;            // in the middle of a command
  bool schema_changed_ = false;  // inside this transaction
};

}  // namespace cupel::postgresql
