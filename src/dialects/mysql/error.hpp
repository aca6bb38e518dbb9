#pragma once

#include <string>
#include <string_view>

#include "cupel/dbapi/error.hpp"

namespace cupel::mysql {

inline constexpr std::string_view kDriverName = "mariadb";

/// The family of an error, by its number and, where that says nothing, its SQLSTATE.
[[nodiscard]] dbapi::ErrorClass error_class_of(unsigned code, std::string_view sqlstate) noexcept;
/// Whether the connection is lost after an error of this number.
[[nodiscard]] bool is_disconnect_code(unsigned code) noexcept;

/// Throws the DriverError for what the client library or the server reported.
[[noreturn]] void throw_driver_error(unsigned code, std::string_view sqlstate,
                                     std::string_view message);
/// A failure that the driver itself found.
[[noreturn]] void throw_programming_error(std::string message);
[[noreturn]] void throw_closed();

}  // namespace cupel::mysql
