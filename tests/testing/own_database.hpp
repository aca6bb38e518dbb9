#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "cupel/engine.hpp"

#include "testing/suite_databases.hpp"

namespace cupel::testing {

/// The URL of a new database on the server that an environment variable names, so that the suite is
/// alone in it; empty without a server.
inline std::string own_database(const char* variable, std::string_view name,
                                std::string_view options) {
  const char* server = std::getenv(variable);
  if (!server) return {};
  const URL url = make_url(server);
  Engine engine = create_engine(url, {.isolation_level = "AUTOCOMMIT"});
  Connection c = engine.connect();
  c.exec_driver_sql("DROP DATABASE IF EXISTS " + std::string(name));
  c.exec_driver_sql("CREATE DATABASE " + std::string(name) + " " + std::string(options));
  return url.set({.database = std::string(name)}).render_as_string(false);
}

}  // namespace cupel::testing
