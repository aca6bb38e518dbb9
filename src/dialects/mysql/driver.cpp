#include "dialects/mysql/driver.hpp"

#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/error.hpp"
#include "dialects/mysql/options.hpp"

namespace cupel::mysql {

std::string_view MysqlDriver::name() const noexcept {
  return kDriverName;
}

std::unique_ptr<dbapi::Connection> MysqlDriver::connect(const dbapi::ConnectArgs& args) const {
  return std::make_unique<MysqlConnection>(parse_arguments(args));
}

const MysqlDriver& driver() noexcept {
  static const MysqlDriver the_driver;
  return the_driver;
}

}  // namespace cupel::mysql
