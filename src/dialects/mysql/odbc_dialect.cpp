#include "dialects/mysql/odbc_dialect.hpp"

#include "cupel/dialect/registry.hpp"

#include "dialect/odbc_arguments.hpp"
#include "dialects/mysql/dialect.hpp"

// MySQL and MariaDB through their ODBC drivers.
namespace cupel::mysql {

namespace {

class MysqlOdbcDialect final : public MysqlDialect {
 public:
  explicit MysqlOdbcDialect(bool mariadb) : MysqlDialect(mariadb), driver_(find_driver("odbc")) {}

  const dbapi::Driver* driver() const noexcept override { return &driver_; }

  dbapi::ConnectArgs create_connect_args(const URL& url) const override {
    dbapi::ConnectArgs out = odbc_arguments(url, {.driver = "MariaDB Unicode"});
    const auto usually = [&](const char* name, const char* value) {
      if (!out.find(name)) out.set(name, value);
    };
    usually("cupel_key_query", "SELECT LAST_INSERT_ID()");
    if (out.find("odbc_connect")) return out;
    usually("CHARSET", "utf8mb4");
    usually("OPTION", "2");  // rows that an UPDATE matched are counted, not those it changed
    return out;
  }

  // Its driver's cells are of ODBC's types and say what they are.
  TypePtr type_of_result(const dbapi::Statement&, std::size_t) const override { return nullptr; }

 private:
  const dbapi::Driver& driver_;
};

}  // namespace

std::unique_ptr<Dialect> make_odbc_dialect(bool mariadb) {
  return std::make_unique<MysqlOdbcDialect>(mariadb);
}

}  // namespace cupel::mysql
