#pragma once

#include <string_view>

#include "cupel/error/error.hpp"

namespace cupel {

/// A call was given something it cannot work with: a mistake of the program, found at construction.
class ArgumentError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "ArgumentError"; }
};

/// A column of that name or key is already in the table.
class DuplicateColumnError : public ArgumentError {
 public:
  using ArgumentError::ArgumentError;
  [[nodiscard]] std::string_view name() const noexcept override { return "DuplicateColumnError"; }
};

/// Something was given to execute() that is no statement.
class ObjectNotExecutableError : public ArgumentError {
 public:
  using ArgumentError::ArgumentError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "ObjectNotExecutableError";
  }
};

/// No dialect or driver is registered under the name in a URL.
class NoSuchModuleError : public ArgumentError {
 public:
  using ArgumentError::ArgumentError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoSuchModuleError"; }
};

/// No foreign key links the two sides of a join or relationship.
class NoForeignKeysError : public ArgumentError {
 public:
  using ArgumentError::ArgumentError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoForeignKeysError"; }
};

/// More than one foreign key links the two sides of a join or relationship.
class AmbiguousForeignKeysError : public ArgumentError {
 public:
  using ArgumentError::ArgumentError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "AmbiguousForeignKeysError";
  }
};

/// A constraint or index names a column that its table does not have.
class ConstraintColumnNotFoundError : public ArgumentError {
 public:
  using ArgumentError::ArgumentError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "ConstraintColumnNotFoundError";
  }
};

/// The request makes no sense in the present state of the object.
class InvalidRequestError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "InvalidRequestError"; }
};

/// inspect() was given something it knows nothing about.
class NoInspectionAvailable : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoInspectionAvailable"; }
};

/// The transaction has failed and must be rolled back before anything else.
class PendingRollbackError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "PendingRollbackError"; }
};

/// The connection, result or session was closed before.
class ResourceClosedError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "ResourceClosedError"; }
};

/// A row has no column of that name or index.
class NoSuchColumnError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoSuchColumnError"; }
};

/// A name fits more than one column of a row.
class AmbiguousColumnError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "AmbiguousColumnError"; }
};

/// One row was asked for and none came.
class NoResultFound : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoResultFound"; }
};

/// One row was asked for and several came.
class MultipleResultsFound : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "MultipleResultsFound"; }
};

/// A foreign key points to something that is not there.
class NoReferenceError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoReferenceError"; }
};

/// A foreign key names a table that the metadata does not have.
class NoReferencedTableError : public NoReferenceError {
 public:
  using NoReferenceError::NoReferenceError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoReferencedTableError"; }
};

/// A foreign key names a column that its table does not have.
class NoReferencedColumnError : public NoReferenceError {
 public:
  using NoReferenceError::NoReferenceError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "NoReferencedColumnError";
  }
};

/// The table does not exist in the database.
class NoSuchTableError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoSuchTableError"; }
};

/// The table exists but cannot be read into metadata.
class UnreflectableTableError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "UnreflectableTableError";
  }
};

/// There is no engine or connection to execute on.
class UnboundExecutionError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "UnboundExecutionError"; }
};

/// A transaction or session was asked to change state while it was doing so.
class IllegalStateChangeError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "IllegalStateChangeError";
  }
};

/// The dialect is there, its driver is not part of the program.
class NoDriverLoadedError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "NoDriverLoadedError"; }
};

/// A statement cannot be rendered.
class CompileError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "CompileError"; }
};

/// The dialect has no way to render this construct.
class UnsupportedCompilationError : public CompileError {
 public:
  using CompileError::CompileError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "UnsupportedCompilationError";
  }
};

/// A name is longer than the database allows.
class IdentifierError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "IdentifierError"; }
};

/// Waiting for a connection of the pool took longer than allowed.
class TimeoutError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "TimeoutError"; }
};

/// A connection was found dead on check-out; the pool takes another.
class DisconnectionError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "DisconnectionError"; }
};

/// As DisconnectionError, and every other connection of the pool is as stale.
class InvalidatePoolError : public DisconnectionError {
 public:
  using DisconnectionError::DisconnectionError;
  [[nodiscard]] std::string_view name() const noexcept override { return "InvalidatePoolError"; }
};

}  // namespace cupel
