#include "dialects/sqlite/driver.hpp"

#include "dialects/sqlite/connection.hpp"
#include "dialects/sqlite/error.hpp"
#include "dialects/sqlite/options.hpp"

namespace cupel::sqlite {

std::string_view SqliteDriver::name() const noexcept {
  return kDriverName;
}

std::unique_ptr<dbapi::Connection> SqliteDriver::connect(const dbapi::ConnectArgs& args) const {
  const ParsedArguments parsed = parse_arguments(args);
  return std::make_unique<SqliteConnection>(parsed.database, parsed.options);
}

const SqliteDriver& driver() noexcept {
  static const SqliteDriver the_driver;
  return the_driver;
}

}  // namespace cupel::sqlite
