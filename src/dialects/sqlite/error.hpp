#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace cupel::sqlite {

inline constexpr std::string_view kDriverName = "sqlite3";

/// Throws the DriverError for a result code, with the database's message and a hint where a user
/// can act. `db` may be null.
[[noreturn]] void throw_driver_error(sqlite3* db, int code, std::string_view hint = {});
/// A failure that the driver itself found.
[[noreturn]] void throw_programming_error(std::string message);
[[noreturn]] void throw_closed();

}  // namespace cupel::sqlite
