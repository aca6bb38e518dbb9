#pragma once

#include <string_view>

#include "cupel/error/core_errors.hpp"

namespace cupel {

/// Base of the errors for things that no registry has mapped.
class UnmappedError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "UnmappedError"; }
};

/// The object's class is not mapped.
class UnmappedInstanceError : public UnmappedError {
 public:
  using UnmappedError::UnmappedError;
  [[nodiscard]] std::string_view name() const noexcept override { return "UnmappedInstanceError"; }
};

/// The class is not mapped in this registry.
class UnmappedClassError : public UnmappedError {
 public:
  using UnmappedError::UnmappedError;
  [[nodiscard]] std::string_view name() const noexcept override { return "UnmappedClassError"; }
};

/// The mapper has no attribute for that column.
class UnmappedColumnError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "UnmappedColumnError"; }
};

/// A member of a mapped class is declared in a way that cannot be mapped.
class MappedAnnotationError : public ArgumentError {
 public:
  using ArgumentError::ArgumentError;
  [[nodiscard]] std::string_view name() const noexcept override { return "MappedAnnotationError"; }
};

/// An UPDATE or DELETE met another number of rows than it must: someone else changed them.
class StaleDataError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "StaleDataError"; }
};

/// The unit of work cannot be carried out as it stands.
class FlushError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "FlushError"; }
};

/// The row of an expired object is gone.
class ObjectDeletedError : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override { return "ObjectDeletedError"; }
};

/// An object was needed again after the last handle to it was gone.
class ObjectDereferencedError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "ObjectDereferencedError";
  }
};

/// An attribute has to be loaded, and its object is in no session.
class DetachedInstanceError : public Error {
 public:
  using Error::Error;
  [[nodiscard]] std::string_view name() const noexcept override { return "DetachedInstanceError"; }
};

/// No loader strategy fits the attribute and the option given for it.
class LoaderStrategyException : public InvalidRequestError {
 public:
  using InvalidRequestError::InvalidRequestError;
  [[nodiscard]] std::string_view name() const noexcept override {
    return "LoaderStrategyException";
  }
};

}  // namespace cupel
