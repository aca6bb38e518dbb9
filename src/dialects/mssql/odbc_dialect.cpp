#include "dialects/mssql/odbc_dialect.hpp"

#include "cupel/dialect/registry.hpp"

#include "dialect/odbc_arguments.hpp"
#include "dialects/mssql/dialect.hpp"

// SQL Server through Microsoft's ODBC driver, or FreeTDS. The URL names the driver, or a data
// source: mssql+odbc://user:password@host/database?driver=ODBC+Driver+18+for+SQL+Server
namespace cupel::mssql {

namespace {

class MssqlOdbcDialect final : public MssqlDialect {
 public:
  MssqlOdbcDialect() : driver_(find_driver("odbc")) {}

  const dbapi::Driver* driver() const noexcept override { return &driver_; }

  dbapi::ConnectArgs create_connect_args(const URL& url) const override {
    // The port stands behind the server's name.
    dbapi::ConnectArgs out = odbc_arguments(url, {.port = ""});
    // Without a user the account of the process is meant.
    if (!url.username() && !out.find("odbc_connect") && !out.find("Trusted_Connection"))
      out.set("Trusted_Connection", "Yes");
    return out;
  }

  void initialize(dbapi::Connection& connection) override {
    Dialect::initialize(connection);
    config_.server_version = server_version_;
    traits_.supports_multivalues_insert = is_at_least(10);
    dbapi::StatementLease s = connection.prepare("SELECT schema_name()");
    s->execute({});
    Cell schema;
    if (s->column_count() == 1 && s->fetch(&schema) && schema.kind == CellKind::text)
      traits_.default_schema = std::string(schema.view());
  }

 private:
  const dbapi::Driver& driver_;
};

}  // namespace

std::unique_ptr<Dialect> make_odbc_dialect() {
  return std::make_unique<MssqlOdbcDialect>();
}

}  // namespace cupel::mssql
