#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/driver.hpp"
#include "cupel/dbapi/error.hpp"
#include "cupel/pool/pools.hpp"

namespace cupel::testing {

/// What all fake connections of a test share: counts, and the wish to fail.
struct FakeServer {
  std::atomic<int> opened{0};
  std::atomic<int> open{0};
  std::atomic<int> rollbacks{0};
  std::atomic<int> commits{0};
  std::atomic<int> resets{0};
  std::atomic<bool> refuse{false};
  std::atomic<bool> dead{false};  // connections made before do not answer pings
  std::atomic<bool> fail_rollback{false};
};

class FakeConnection final : public dbapi::Connection {
 public:
  explicit FakeConnection(FakeServer& server) : server_(server), number_(++server.opened) {
    ++server_.open;
  }
  ~FakeConnection() override { close(); }

  int number() const noexcept { return number_; }

  dbapi::StatementLease prepare(const dbapi::StatementKey&) override { return {}; }
  void run(std::string_view) override {}
  void execute_script(std::string_view) override {}
  bool in_transaction() const noexcept override { return in_transaction_; }
  void begin() override { in_transaction_ = true; }
  void commit() override {
    ++server_.commits;
    in_transaction_ = false;
  }
  void rollback() override {
    if (server_.fail_rollback) throw dbapi::DriverError({.message = "rollback failed"});
    ++server_.rollbacks;
    in_transaction_ = false;
  }
  void reset_statements() noexcept override { ++server_.resets; }
  bool ping() override { return !server_.dead; }
  void interrupt() noexcept override {}
  void close() noexcept override {
    if (!closed_) --server_.open;
    closed_ = true;
  }
  bool closed() const noexcept override { return closed_; }
  dbapi::ServerVersion server_version() const override { return {1, 0, 0}; }
  std::string_view driver_name() const noexcept override { return "fake"; }
  void* native_handle() const noexcept override { return nullptr; }
  void set_waiter(dbapi::Waiter*) noexcept override {}

 private:
  FakeServer& server_;
  int number_;
  bool in_transaction_ = false;
  bool closed_ = false;
};

inline dbapi::Connector connector(FakeServer& server) {
  return [&server]() -> std::unique_ptr<dbapi::Connection> {
    if (server.refuse) {
      throw dbapi::DriverError(
          {.error_class = dbapi::ErrorClass::operational, .message = "refused"});
    }
    server.dead = false;
    return std::make_unique<FakeConnection>(server);
  };
}

inline int number_of(const PooledConnection& c) {
  return static_cast<const FakeConnection&>(*c.driver_connection()).number();
}

}  // namespace cupel::testing
