#include "engine/error_wrapping.hpp"

#include "cupel/error/dbapi_errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::detail {

namespace {

ErrorDetails details_of(const dbapi::DriverError& error, const FailedStatement& statement,
                        std::string code) {
  const dbapi::DriverErrorInfo& info = error.info();
  ErrorDetails d;
  d.message =
      str_cat("(", info.driver_name, ".", dbapi::to_string(info.error_class), ") ", info.message);
  if (!info.hint.empty()) str_append(d.message, "\n[hint: ", info.hint, "]");
  d.code = std::move(code);
  d.statement = std::string(statement.sql);
  d.parameters_text = statement.parameters;
  d.hide_parameters = statement.hide_parameters;
  d.is_multi = statement.is_multi;
  d.driver_name = info.driver_name;
  d.sqlstate = info.sqlstate;
  d.driver_code = info.code;
  d.invalidates_connection = statement.invalidates_connection;
  d.original = std::make_exception_ptr(error);
  return d;
}

}  // namespace

void throw_wrapped(const dbapi::DriverError& error, const FailedStatement& statement) {
  using dbapi::ErrorClass;
  // Codes are those under which SQLAlchemy's documentation explains the errors.
  switch (error.info().error_class) {
    case ErrorClass::interface:
      throw InterfaceError(details_of(error, statement, "rvf5"));
    case ErrorClass::database:
      throw DatabaseError(details_of(error, statement, "4xp6"));
    case ErrorClass::data:
      throw DataError(details_of(error, statement, "9h9h"));
    case ErrorClass::operational:
      throw OperationalError(details_of(error, statement, "e3q8"));
    case ErrorClass::integrity:
      throw IntegrityError(details_of(error, statement, "gkpj"));
    case ErrorClass::internal:
      throw InternalError(details_of(error, statement, "2j85"));
    case ErrorClass::programming:
      throw ProgrammingError(details_of(error, statement, "f405"));
    case ErrorClass::not_supported:
      throw NotSupportedError(details_of(error, statement, "tw8g"));
    case ErrorClass::error:
      break;
  }
  throw DBAPIError(details_of(error, statement, "dbapi"));
}

}  // namespace cupel::detail
