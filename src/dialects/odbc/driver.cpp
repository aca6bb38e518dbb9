#include "cupel/dbapi/driver.hpp"

#include <memory>
#include <string_view>

#include "cupel/dialect/registry.hpp"

#include "dialects/odbc/connection.hpp"
#include "dialects/odbc/error.hpp"
#include "dialects/odbc/options.hpp"

namespace cupel::odbc {

namespace {

class OdbcDriver final : public dbapi::Driver {
 public:
  std::string_view name() const noexcept override { return kDriverName; }
  std::unique_ptr<dbapi::Connection> connect(const dbapi::ConnectArgs& args) const override {
    return std::make_unique<OdbcConnection>(parse_arguments(args));
  }
};

struct Registration {
  Registration() {
    static const OdbcDriver the_driver;
    register_driver(kDriverName, the_driver);
  }
};
const Registration registration;

}  // namespace

}  // namespace cupel::odbc

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_odbc;
int cupel_dialect_odbc = 1;
