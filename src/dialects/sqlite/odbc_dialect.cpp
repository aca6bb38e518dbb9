#include "dialects/sqlite/odbc_dialect.hpp"

#include "cupel/dialect/registry.hpp"
#include "cupel/pool/pools.hpp"

#include "dialect/odbc_arguments.hpp"
#include "dialects/sqlite/dialect.hpp"

// SQLite through sqliteodbc: chiefly a way to test ODBC where there is no server.
namespace cupel::sqlite {

namespace {

class SqliteOdbcDialect final : public SqliteDialect {
 public:
  SqliteOdbcDialect() : driver_(find_driver("odbc")) {
    // The driver takes only what begins as a query for one, and drops the rows of the others.
    traits_.insert_returning = traits_.update_returning = traits_.delete_returning = false;
    traits_.insert_executemany_returning = false;
  }

  const dbapi::Driver* driver() const noexcept override { return &driver_; }
  const PoolClass& pool_class(const URL&) const override { return cupel::pool_class<QueuePool>; }

  dbapi::ConnectArgs create_connect_args(const URL& url) const override {
    dbapi::ConnectArgs out = odbc_arguments(url, {.driver = "SQLite3"});
    const auto usually = [&](const char* name, const char* value) {
      if (!out.find(name)) out.set(name, value);
    };
    usually("cupel_utf8", "1");
    usually("cupel_key_query", "SELECT last_insert_rowid()");
    // SQLite has no SQLSTATE: the numbers are its result codes.
    usually("cupel_native_errors",
            "1=operational 5=operational 6=operational 8=operational"
            " 14=operational 18=data 19=integrity 20=data");
    return out;
  }

 private:
  const dbapi::Driver& driver_;
};

}  // namespace

std::unique_ptr<Dialect> make_odbc_dialect() {
  return std::make_unique<SqliteOdbcDialect>();
}

}  // namespace cupel::sqlite
