#include "dialects/oracle/odbc_dialect.hpp"

#include "cupel/dialect/registry.hpp"

#include "dialect/odbc_arguments.hpp"
#include "dialects/oracle/dialect.hpp"

// Oracle through its Instant Client's ODBC driver:
// oracle+odbc://user:password@/?driver=Oracle&DBQ=host:1521/service, or the name of a data source.
namespace cupel::oracle {

namespace {

class OracleOdbcDialect final : public OracleDialect {
 public:
  OracleOdbcDialect() : OracleDialect({}, ParamStyle::qmark), driver_(find_driver("odbc")) {
    // RETURNING gives its values to output parameters, which the driver does not bind; keys are
    // drawn before the INSERT.
    traits_.insert_returning = traits_.update_returning = traits_.delete_returning = false;
    traits_.implicit_returning = false;
  }

  const dbapi::Driver* driver() const noexcept override { return &driver_; }

  dbapi::ConnectArgs create_connect_args(const URL& url) const override {
    return odbc_arguments(url, {.server = "DBQ", .port = "", .database = "DBQ"});
  }

  void initialize(dbapi::Connection& connection) override {
    Dialect::initialize(connection);
    config_.server_version = server_version_;
    traits_.max_identifier_length = is_at_least(12, 2) ? 128 : 30;
    traits_.supports_native_boolean = is_at_least(23);
    traits_.supports_identity_columns = is_at_least(12);
  }

 private:
  const dbapi::Driver& driver_;
};

}  // namespace

std::unique_ptr<Dialect> make_odbc_dialect() {
  return std::make_unique<OracleOdbcDialect>();
}

}  // namespace cupel::oracle
