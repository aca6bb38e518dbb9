#pragma once

#include <string_view>

#include "cupel/error/error.hpp"

namespace cupel {

/// Something went wrong while a statement was executed; carries its text and parameters.
class StatementError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "StatementError"; }
};

/// The driver reported an error. what() begins with `(driver.Class) driver's message`.
class DBAPIError : public StatementError {
 public:
  using StatementError::StatementError;
  [[nodiscard]] std::string_view name() const noexcept override { return "DBAPIError"; }
};

/// The driver was used wrongly, or could not talk to the database at all.
class InterfaceError : public DBAPIError {
 public:
  using DBAPIError::DBAPIError;
  [[nodiscard]] std::string_view name() const noexcept override { return "InterfaceError"; }
};

/// Base of what the database itself reports.
class DatabaseError : public DBAPIError {
 public:
  using DBAPIError::DBAPIError;
  [[nodiscard]] std::string_view name() const noexcept override { return "DatabaseError"; }
};

/// A value does not fit: out of range, of another type, NULL where none may be.
/// Also thrown by Cupel's own conversions between cells and C++ types.
class DataError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
  [[nodiscard]] std::string_view name() const noexcept override { return "DataError"; }
};

/// Not the program's fault: no connection, locked, out of space, cancelled.
class OperationalError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
  [[nodiscard]] std::string_view name() const noexcept override { return "OperationalError"; }
};

/// A constraint refused the change.
class IntegrityError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
  [[nodiscard]] std::string_view name() const noexcept override { return "IntegrityError"; }
};

/// The database found itself broken.
class InternalError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
  [[nodiscard]] std::string_view name() const noexcept override { return "InternalError"; }
};

/// Wrong SQL, unknown table, wrong number of parameters.
class ProgrammingError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
  [[nodiscard]] std::string_view name() const noexcept override { return "ProgrammingError"; }
};

/// The database or driver cannot do this.
class NotSupportedError : public DatabaseError {
 public:
  using DatabaseError::DatabaseError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NotSupportedError"; }
};

/// A text from the database, or given to it, is not among the labels of an Enum.
class LookupError : public DataError {
 public:
  using DataError::DataError;
  [[nodiscard]] std::string_view name() const noexcept override { return "LookupError"; }
};

}  // namespace cupel
