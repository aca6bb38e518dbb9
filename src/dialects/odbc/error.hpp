#pragma once

#include <string_view>

#include <sql.h>
#include <sqlext.h>

#include "cupel/dbapi/error.hpp"

namespace cupel::odbc {

inline constexpr std::string_view kDriverName = "odbc";

struct ConnectOptions;

/// The family of a SQLSTATE.
[[nodiscard]] dbapi::ErrorClass class_of_sqlstate(std::string_view sqlstate) noexcept;
/// The connection is lost.
[[nodiscard]] bool is_disconnect(std::string_view sqlstate, std::string_view message) noexcept;

/// Throws what the diagnostics of a handle tell, native codes by their meaning in `options`.
[[noreturn]] void throw_diagnostics(SQLSMALLINT handle_type, SQLHANDLE handle,
                                    const ConnectOptions& options);
[[noreturn]] void throw_closed();
[[noreturn]] void throw_programming_error(std::string message);

}  // namespace cupel::odbc
