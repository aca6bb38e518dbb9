#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "cupel/dbapi/driver.hpp"
#include "cupel/dbapi/error.hpp"

namespace cupel::odbc {

/// What the arguments of connect() say. Those whose names begin with `cupel_` are the dialect's;
/// the others go into the connection string as they are.
struct ConnectOptions {
  std::string connection_string;
  std::string key_query{};  ///< cupel_key_query: tells the key that an INSERT drew
  /// cupel_native_errors: "19=integrity 1=programming", for databases without SQLSTATE.
  std::map<int, dbapi::ErrorClass> native_errors{};
  /// cupel_numbers_as_text: integers are bound as texts, for servers that infer a parameter's type
  /// from its place.
  bool numbers_as_text = false;
  /// cupel_utf8: the driver knows bytes only, and takes them for UTF-8. The driver manager would
  /// cut wide characters down to it.
  bool utf8 = false;
  unsigned login_timeout = 0;  ///< cupel_login_timeout, seconds; 0: the driver's own
  std::size_t cached_statements = 128;
};

/// Throws ArgumentError for a value that cannot be read.
[[nodiscard]] ConnectOptions parse_arguments(const dbapi::ConnectArgs& args);

}  // namespace cupel::odbc
