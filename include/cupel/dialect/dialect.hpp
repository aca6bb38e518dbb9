#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/driver.hpp"
#include "cupel/dbapi/error.hpp"
#include "cupel/dialect/reflection.hpp"
#include "cupel/dialect/url.hpp"
#include "cupel/pool/fwd.hpp"
#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/traits.hpp"
#include "cupel/types/json.hpp"
#include "cupel/types/type_engine.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

/// Everything that differs from database to database: how to connect, to begin and to end, how
/// types are stored, what a lost connection looks like; as CatalogueReader, how to read the
/// catalogue, and, as CompilerContext, how statements are written.
///
/// An engine has a dialect object of its own, which learns the server's version at the first
/// connect; the shared objects (`sqlite::dialect()`) only compile.
/// Thread safety: const members may be called by several threads; initialize() runs once before.
class Dialect : public CompilerContext, public TypeDialect, public CatalogueReader {
 public:
  ~Dialect() override;

  /// Different for every dialect object of the process, never used again: what caches are keyed by.
  [[nodiscard]] std::uint64_t id() const noexcept { return id_; }
  /// "sqlite"
  [[nodiscard]] virtual std::string_view name() const noexcept = 0;
  /// The driver in use, null for a dialect that can only compile.
  [[nodiscard]] virtual const dbapi::Driver* driver() const noexcept { return nullptr; }
  [[nodiscard]] std::string_view dialect_name() const noexcept final { return name(); }
  [[nodiscard]] const CompilerTraits& traits() const noexcept override { return traits_; }
  /// Overrides limits of names, before the dialect is used. 0 or nullopt: no change.
  /// Throws ArgumentError when labels may be longer than names.
  void configure_lengths(std::optional<std::uint32_t> label_length,
                         std::optional<std::uint32_t> max_identifier_length);

  /// Says how documents of JSON types are written and read, before the dialect is used. Empty
  /// functions: Json::dump(), Json::parse().
  void configure_json(std::function<std::string(const Json&)> serializer,
                      std::function<Json(std::string_view)> deserializer);

  [[nodiscard]] const LiteralContext& literal_context() const noexcept override;
  /// The dialect's form of a type, made once per type object.
  [[nodiscard]] TypePtr type_impl(const TypeEngine& type) const final;

  // Connecting.

  /// The driver's arguments for a URL. Throws ArgumentError for a part that makes no sense.
  [[nodiscard]] virtual dbapi::ConnectArgs create_connect_args(const URL& url) const;
  /// The pool to use when the user names none.
  [[nodiscard]] virtual const PoolClass& pool_class(const URL& url) const;
  /// Reads the server's version and the like; called once, with the engine's first connection.
  virtual void initialize(dbapi::Connection& connection);
  /// Prepares each new connection; called before the pool's `connect` event.
  virtual void on_connect(dbapi::Connection& connection) const;
  /// Known after initialize().
  [[nodiscard]] const dbapi::ServerVersion& server_version() const noexcept {
    return server_version_;
  }

  // Errors.

  /// Whether the connection is lost. By default what the driver said.
  [[nodiscard]] virtual bool is_disconnect(const dbapi::DriverErrorInfo& error) const;

  // Transactions.

  virtual void do_begin(dbapi::Connection& connection) const;
  virtual void do_commit(dbapi::Connection& connection) const;
  virtual void do_rollback(dbapi::Connection& connection) const;
  virtual void do_savepoint(dbapi::Connection& connection, std::string_view name) const;
  virtual void do_rollback_to_savepoint(dbapi::Connection& connection, std::string_view name) const;
  virtual void do_release_savepoint(dbapi::Connection& connection, std::string_view name) const;
  /// The three texts, for the log: "SAVEPOINT sa_savepoint_1".
  [[nodiscard]] virtual std::string savepoint_sql(std::string_view name) const;
  [[nodiscard]] virtual std::string rollback_to_savepoint_sql(std::string_view name) const;
  [[nodiscard]] virtual std::string release_savepoint_sql(std::string_view name) const;

  /// Names that set_isolation_level() takes, "AUTOCOMMIT" among them where there is one.
  [[nodiscard]] virtual std::span<const std::string_view> isolation_levels() const noexcept;
  /// The level of the connection now. Empty where the database has no notion of it.
  [[nodiscard]] virtual std::string get_isolation_level(dbapi::Connection& connection) const;
  virtual void set_isolation_level(dbapi::Connection& connection, std::string_view level) const;
  /// Further execution options that change how the transactions of a connection run, true or false
  /// each ("postgresql_readonly"). All are false in a connection that comes from the pool.
  [[nodiscard]] virtual std::span<const std::string_view> connection_characteristics()
      const noexcept {
    return {};
  }
  /// `name` is one of them.
  virtual void set_connection_characteristic(dbapi::Connection& connection, std::string_view name,
                                             bool value) const;
  /// The level found at the first connect.
  [[nodiscard]] const std::string& default_isolation_level() const noexcept {
    return default_isolation_level_;
  }

  // Execution.

  /// Whether rowcount tells the matched rows; for one execution, and summed over many.
  [[nodiscard]] virtual bool supports_sane_rowcount() const noexcept { return true; }
  [[nodiscard]] virtual bool supports_sane_multi_rowcount() const noexcept { return true; }
  /// Whether an INSERT of several rows into the table would draw keys that follow each other, the
  /// last of them being lastrowid(). Asked before each batch, inside its transaction; false: send
  /// row by row.
  [[nodiscard]] virtual bool inserts_consecutive_keys(dbapi::Connection& /*connection*/,
                                                      std::string_view /*table*/,
                                                      std::string_view /*schema*/) const {
    return false;
  }
  /// Whether compiled statements may be cached.
  [[nodiscard]] virtual bool supports_statement_cache() const noexcept { return true; }

 protected:
  Dialect();

  CompilerTraits traits_;  // filled in by the constructor of the derived class
  dbapi::ServerVersion server_version_;
  std::string default_isolation_level_;

 private:
  [[nodiscard]] TypePtr with_json_functions(TypePtr impl) const;
  static std::uint64_t next_id() noexcept {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
  }
  struct TypeImplCache;
  struct JsonFunctions;
  const std::uint64_t id_ = next_id();
  std::unique_ptr<TypeImplCache> type_impls_;
  std::shared_ptr<const JsonFunctions> json_;  // of the user; null: our own
};

}  // namespace cupel
