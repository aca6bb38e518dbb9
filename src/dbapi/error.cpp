#include "cupel/dbapi/error.hpp"

#include <utility>

namespace cupel::dbapi {

std::string_view to_string(ErrorClass error_class) noexcept {
  switch (error_class) {
    case ErrorClass::error:
      return "Error";
    case ErrorClass::interface:
      return "InterfaceError";
    case ErrorClass::database:
      return "DatabaseError";
    case ErrorClass::data:
      return "DataError";
    case ErrorClass::operational:
      return "OperationalError";
    case ErrorClass::integrity:
      return "IntegrityError";
    case ErrorClass::internal:
      return "InternalError";
    case ErrorClass::programming:
      return "ProgrammingError";
    case ErrorClass::not_supported:
      return "NotSupportedError";
  }
  return "Error";
}

DriverError::DriverError(DriverErrorInfo info)
    : info_(std::make_shared<const DriverErrorInfo>(std::move(info))) {}

DriverError::~DriverError() = default;

const char* DriverError::what() const noexcept {
  return info_->message.c_str();
}

}  // namespace cupel::dbapi
