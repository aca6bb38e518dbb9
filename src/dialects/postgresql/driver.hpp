#pragma once

#include <memory>
#include <string_view>

#include "cupel/dbapi/driver.hpp"

namespace cupel::postgresql {

/// PostgreSQL's C library as a driver.
class PgDriver final : public dbapi::Driver {
 public:
  std::string_view name() const noexcept override;
  std::unique_ptr<dbapi::Connection> connect(const dbapi::ConnectArgs& args) const override;
};

/// The one object of it.
[[nodiscard]] const PgDriver& driver() noexcept;

}  // namespace cupel::postgresql
