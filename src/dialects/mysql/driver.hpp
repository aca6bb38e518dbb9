#pragma once

#include <memory>
#include <string_view>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/driver.hpp"

namespace cupel::mysql {

/// MariaDB Connector/C as a driver: for MariaDB and MySQL servers.
class MysqlDriver final : public dbapi::Driver {
 public:
  std::string_view name() const noexcept override;
  std::unique_ptr<dbapi::Connection> connect(const dbapi::ConnectArgs& args) const override;
};

/// The one object of it.
[[nodiscard]] const MysqlDriver& driver() noexcept;

}  // namespace cupel::mysql
