#include "dialect/odbc_arguments.hpp"

#include "cupel/util/str_cat.hpp"

namespace cupel {

dbapi::ConnectArgs odbc_arguments(const URL& url, const OdbcNames& names) {
  dbapi::ConnectArgs out;
  if (const auto whole = url.query_value("odbc_connect")) {
    out.set("odbc_connect", *whole);
    return out;
  }
  const std::string driver = url.query_value("driver").value_or(names.driver);
  const bool data_source = url.query_value("dsn") || (driver.empty() && url.host());
  if (data_source) {
    out.set("DSN", url.query_value("dsn").value_or(url.host().value_or("")));
  } else if (!driver.empty()) {
    out.set("Driver", driver);
  }
  if (!data_source && url.host()) {
    const bool joined = names.port.empty() && url.port();
    out.set(names.server, joined ? str_cat(*url.host(), ",", *url.port()) : *url.host());
    if (url.port() && !names.port.empty()) out.set(names.port, str_cat(*url.port()));
  }
  if (url.database()) out.set(names.database, *url.database());
  if (url.username()) out.set(names.user, *url.username());
  if (const auto password = url.password()) out.set(names.password, *password);
  for (const auto& [name, values] : url.query()) {
    if (name == "driver" || name == "dsn") continue;
    for (const std::string& value : values) out.set(name, value);
  }
  return out;
}

}  // namespace cupel
