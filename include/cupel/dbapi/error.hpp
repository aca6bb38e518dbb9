#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace cupel::dbapi {

/// The families into which every driver sorts its database's errors (those of Python's DB-API).
enum class ErrorClass : std::uint8_t {
  error,          ///< something the driver cannot sort
  interface,      ///< the driver was used wrongly
  database,       ///< the database reported something without a family of its own
  data,           ///< a value is out of range or of a wrong type
  operational,    ///< not the program's fault: locked, cannot open, lost connection, out of space
  integrity,      ///< a constraint refused the change
  internal,       ///< the database found itself broken
  programming,    ///< wrong use: number of parameters, closed connection
  not_supported,  ///< the database or driver cannot do this
};

/// "IntegrityError" for ErrorClass::integrity.
[[nodiscard]] std::string_view to_string(ErrorClass error_class) noexcept;

/// All that a driver knows of a failure.
struct DriverErrorInfo {
  ErrorClass error_class = ErrorClass::error;
  std::string message{};       ///< the database's own words: "UNIQUE constraint failed: users.name"
  std::string driver_name{};   ///< "sqlite3"
  std::string sqlstate{};      ///< five characters where the database has them
  int code = 0;                ///< the database's own number (SQLite: the extended result code)
  std::string code_name{};     ///< its symbol where it has one: "SQLITE_CONSTRAINT_UNIQUE"
  std::string hint{};          ///< what a user can do about it, one sentence, or empty
  bool is_disconnect = false;  ///< the connection is lost and must not be used again
};

/// What a driver throws; nothing else leaves a driver except std::bad_alloc and what a user's own
/// function threw. The engine turns it into the matching class of the error tree, with the
/// statement and its parameters added.
class DriverError : public std::exception {
 public:
  explicit DriverError(DriverErrorInfo info);
  DriverError(const DriverError&) noexcept = default;
  DriverError& operator=(const DriverError&) noexcept = default;
  ~DriverError() override;

  /// The database's message.
  [[nodiscard]] const char* what() const noexcept override;
  [[nodiscard]] const DriverErrorInfo& info() const noexcept { return *info_; }

 private:
  std::shared_ptr<const DriverErrorInfo> info_;
};

}  // namespace cupel::dbapi
