#pragma once

#include <string>
#include <string_view>

#include "cupel/dbapi/error.hpp"

struct pg_conn;
struct pg_result;

namespace cupel::postgresql {

inline constexpr std::string_view kDriverName = "libpq";

/// The family of an error by its SQLSTATE.
[[nodiscard]] dbapi::ErrorClass error_class_of(std::string_view sqlstate) noexcept;
/// The name that PostgreSQL's manual gives a SQLSTATE ("unique_violation"), empty for a rare one.
[[nodiscard]] std::string_view condition_name(std::string_view sqlstate) noexcept;

/// Throws the DriverError for a result that is an error.
[[noreturn]] void throw_result_error(const pg_result* result, const pg_conn* connection);
/// Throws for a failure that libpq itself found: not connected, connection lost.
[[noreturn]] void throw_connection_error(const pg_conn* connection);
/// The same with a message of ours, for a connection that cannot be used any more.
[[noreturn]] void throw_lost(std::string message);
/// A failure that the driver found: wrong number of parameters and the like.
[[noreturn]] void throw_programming_error(std::string message);
[[noreturn]] void throw_closed();

}  // namespace cupel::postgresql
