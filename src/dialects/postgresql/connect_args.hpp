#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "cupel/dbapi/driver.hpp"

namespace cupel::postgresql {

/// What the driver's connect arguments say.
struct ConnectSettings {
  std::vector<std::pair<std::string, std::string>> keywords;  ///< libpq's
  std::size_t cached_statements = 100;
  int connect_timeout = 0;  ///< seconds for each host; 0: none
  std::size_t hosts = 1;
};

/// Throws ArgumentError for an unknown name or a value that makes no sense.
[[nodiscard]] ConnectSettings parse_arguments(const dbapi::ConnectArgs& args);

}  // namespace cupel::postgresql
