#pragma once

#include <string>
#include <string_view>

#include "cupel/dbapi/error.hpp"

namespace cupel::detail {

/// The statement that a driver's error belongs to; texts may be empty.
struct FailedStatement {
  std::string_view sql;
  std::string parameters;
  bool is_multi = false;
  bool hide_parameters = false;
  bool invalidates_connection = false;
};

/// Throws the error of the tree that stands for a driver's error.
[[noreturn]] void throw_wrapped(const dbapi::DriverError& error, const FailedStatement& statement);

}  // namespace cupel::detail
