#include "dialects/postgresql/odbc_dialect.hpp"

#include "cupel/dialect/registry.hpp"

#include "dialect/odbc_arguments.hpp"
#include "dialects/postgresql/dialect.hpp"

// PostgreSQL through psqlodbc, of which nothing but its name and its switches is known here.
namespace cupel::postgresql {

namespace {

class PostgresqlOdbcDialect final : public PostgresqlDialect {
 public:
  PostgresqlOdbcDialect()
      : PostgresqlDialect(BindTyping::render_all_casts), driver_(find_driver("odbc")) {
    traits_.paramstyle = ParamStyle::qmark;
  }

  const dbapi::Driver* driver() const noexcept override { return &driver_; }

  dbapi::ConnectArgs create_connect_args(const URL& url) const override {
    dbapi::ConnectArgs out = odbc_arguments(url, {.driver = "PostgreSQL Unicode"});
    const auto usually = [&](const char* name, const char* value) {
      if (!out.find(name)) out.set(name, value);
    };
    if (out.find("odbc_connect")) return out;
    // An error ends the transaction as it does everywhere on PostgreSQL; psqlodbc would otherwise
    // set a savepoint before each statement.
    usually("Protocol", "7.4-0");
    usually("BoolsAsChar", "0");
    usually("ByteaAsLongVarBinary", "1");
    usually("cupel_numbers_as_text", "1");
    return out;
  }

  // The driver hands out texts and numbers, whatever the column's type.
  TypePtr type_of_result(const dbapi::Statement&, std::size_t) const override { return nullptr; }
  std::string array_insert(const Compiled&) const override { return {}; }
  std::string array_change(const Compiled&) const override { return {}; }

 private:
  const dbapi::Driver& driver_;
};

}  // namespace

std::unique_ptr<Dialect> make_odbc_dialect() {
  return std::make_unique<PostgresqlOdbcDialect>();
}

}  // namespace cupel::postgresql
