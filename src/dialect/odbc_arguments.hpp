#pragma once

#include <string>

#include "cupel/dbapi/driver.hpp"
#include "cupel/dialect/url.hpp"

namespace cupel {

/// How one ODBC driver calls the parts of a connection string.
struct OdbcNames {
  std::string
      driver{};  ///< the driver to use where the URL names none; empty: there is no usual one
  std::string server = "Server";
  std::string port = "Port";  ///< empty: `server,port`
  std::string database = "Database";
  std::string user = "UID";
  std::string password = "PWD";
};

/// The arguments of connect() for a URL. `?odbc_connect=` is a whole connection string; a host
/// alone, where neither the URL nor `names` have a driver, is the name of a data source; `?driver=`
/// names the driver. Other keys of the query go into the connection string as they are.
[[nodiscard]] dbapi::ConnectArgs odbc_arguments(const URL& url, const OdbcNames& names);

}  // namespace cupel
