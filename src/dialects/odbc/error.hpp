#pragma once

#include <map>
#include <string_view>

#include <sql.h>
#include <sqlext.h>

#include "cupel/dbapi/error.hpp"

namespace cupel::odbc {

inline constexpr std::string_view kDriverName = "odbc";

using NativeErrors = std::map<int, dbapi::ErrorClass>;

/// The family of a SQLSTATE.
[[nodiscard]] dbapi::ErrorClass class_of_sqlstate(std::string_view sqlstate) noexcept;
/// The connection is lost.
[[nodiscard]] bool is_disconnect(std::string_view sqlstate, std::string_view message) noexcept;

/// Throws what the diagnostics of a handle tell. `native`: what native codes mean, where they are
/// known.
[[noreturn]] void throw_diagnostics(SQLSMALLINT handle_type, SQLHANDLE handle,
                                    const NativeErrors& native);
[[noreturn]] void throw_closed();
[[noreturn]] void throw_programming_error(std::string message);

}  // namespace cupel::odbc
