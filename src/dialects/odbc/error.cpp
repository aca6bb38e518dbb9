#include "dialects/odbc/error.hpp"

#include <array>
#include <span>
#include <string>
#include <utility>

#include "cupel/util/str_cat.hpp"

#include "dialects/odbc/options.hpp"
#include "dialects/odbc/unicode.hpp"

namespace cupel::odbc {

dbapi::ErrorClass class_of_sqlstate(std::string_view sqlstate) noexcept {
  using E = dbapi::ErrorClass;
  if (sqlstate == "IM001" || sqlstate == "HYC00") return E::not_supported;
  if (sqlstate.starts_with("IM") || sqlstate == "HYT00" || sqlstate == "HYT01" ||
      sqlstate == "HY008")
    return E::operational;
  constexpr std::pair<std::string_view, E> kClasses[] = {
      {"02", E::data},          {"07", E::programming}, {"08", E::operational},
      {"0A", E::not_supported}, {"21", E::programming}, {"22", E::data},
      {"23", E::integrity},     {"24", E::programming}, {"25", E::operational},
      {"28", E::operational},   {"34", E::programming}, {"3C", E::programming},
      {"3D", E::operational},   {"3F", E::programming}, {"40", E::operational},
      {"42", E::programming},   {"44", E::integrity},   {"53", E::operational},
      {"54", E::operational},   {"55", E::operational}, {"57", E::operational},
      {"58", E::operational},   {"S0", E::programming}, {"XX", E::internal},
  };
  for (const auto& [prefix, value] : kClasses)
    if (sqlstate.starts_with(prefix)) return value;
  return E::database;
}

bool is_disconnect(std::string_view sqlstate, std::string_view message) noexcept {
  if (sqlstate.starts_with("08") || sqlstate == "57P01" || sqlstate == "57P02" ||
      sqlstate == "57P03" || sqlstate == "HYT01")
    return true;
  for (const std::string_view words :
       {"server has gone away", "Lost connection", "server closed the connection",
        "no connection to the server", "connection has been broken"})
    if (message.find(words) != std::string_view::npos) return true;
  return false;
}

void throw_diagnostics(SQLSMALLINT handle_type, SQLHANDLE handle, const ConnectOptions& options) {
  dbapi::DriverErrorInfo info;
  info.driver_name = kDriverName;
  std::array<SQLWCHAR, 6> state{};
  std::vector<SQLWCHAR> text(1024);
  for (SQLSMALLINT i = 1;; ++i) {
    SQLINTEGER code = 0;
    SQLSMALLINT length = 0;
    SQLRETURN rc = SQLGetDiagRecW(handle_type, handle, i, state.data(), &code, text.data(),
                                  static_cast<SQLSMALLINT>(text.size()), &length);
    if (rc == SQL_SUCCESS_WITH_INFO && static_cast<std::size_t>(length) >= text.size()) {
      text.resize(static_cast<std::size_t>(length) + 1);
      rc = SQLGetDiagRecW(handle_type, handle, i, state.data(), &code, text.data(),
                          static_cast<SQLSMALLINT>(text.size()), &length);
    }
    if (!SQL_SUCCEEDED(rc)) break;
    const std::span<const SQLWCHAR> sent(text.data(), static_cast<std::size_t>(length));
    // The driver manager has made a character of each byte.
    const std::string message =
        options.utf8 ? std::string(sent.begin(), sent.end()) : to_utf8(sent);
    if (i == 1) {
      info.sqlstate = to_utf8({state.data(), 5});
      info.code = code;
    }
    str_append(info.message, i == 1 ? "" : "\n", message);
  }
  if (info.message.empty()) info.message = "the ODBC driver reported an error without a message";
  info.error_class = class_of_sqlstate(info.sqlstate);
  if (info.error_class == dbapi::ErrorClass::database) {
    const auto known = options.native_errors.find(info.code);
    if (known != options.native_errors.end()) info.error_class = known->second;
  }
  info.is_disconnect = is_disconnect(info.sqlstate, info.message);
  if (info.is_disconnect) info.error_class = dbapi::ErrorClass::operational;
  throw dbapi::DriverError(std::move(info));
}

void throw_closed() {
  throw dbapi::DriverError({.error_class = dbapi::ErrorClass::programming,
                            .message = "Cannot operate on a closed database.",
                            .driver_name = std::string(kDriverName)});
}

void throw_programming_error(std::string message) {
  throw dbapi::DriverError({.error_class = dbapi::ErrorClass::programming,
                            .message = std::move(message),
                            .driver_name = std::string(kDriverName)});
}

}  // namespace cupel::odbc
