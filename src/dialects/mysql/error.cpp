#include "dialects/mysql/error.hpp"

#include <utility>

#include <errmsg.h>
#include <mysqld_error.h>

namespace cupel::mysql {

namespace {

using dbapi::ErrorClass;

// MySQL's own number for a refused CHECK; MariaDB's is ER_CONSTRAINT_FAILED.
constexpr unsigned kMysqlCheckFailed = 3819;
constexpr unsigned kServerShutdownByIdle = 4031;
constexpr unsigned kConnectionKilled = 1927;

std::string_view hint_for(unsigned code) noexcept {
  switch (code) {
    case ER_LOCK_DEADLOCK:
      return "the transaction was rolled back to end a deadlock; run it again";
    case ER_LOCK_WAIT_TIMEOUT:
      return "another transaction holds the lock for longer than innodb_lock_wait_timeout; let "
             "transactions end sooner";
    case CR_SERVER_GONE_ERROR:
    case kServerShutdownByIdle:
      return "the server closed the connection, perhaps after wait_timeout without use; set "
             "pool_recycle below it, or pool_pre_ping";
    case CR_CONN_HOST_ERROR:
    case CR_CONNECTION_ERROR:
      return "check that the server runs, and host, port or socket";
    case ER_ACCESS_DENIED_ERROR:
    case ER_DBACCESS_DENIED_ERROR:
      return "check user name, password and the user's rights";
    default:
      return {};
  }
}

}  // namespace

ErrorClass error_class_of(unsigned code, std::string_view sqlstate) noexcept {
  switch (code) {
    case ER_DB_CREATE_EXISTS:
    case ER_SYNTAX_ERROR:
    case ER_PARSE_ERROR:
    case ER_NO_SUCH_TABLE:
    case ER_WRONG_DB_NAME:
    case ER_WRONG_TABLE_NAME:
    case ER_FIELD_SPECIFIED_TWICE:
    case ER_INVALID_GROUP_FUNC_USE:
    case ER_UNSUPPORTED_EXTENSION:
    case ER_TABLE_MUST_HAVE_COLUMNS:
    case ER_CANT_DO_THIS_DURING_AN_TRANSACTION:
      return ErrorClass::programming;
    case WARN_DATA_TRUNCATED:
    case ER_WARN_NULL_TO_NOTNULL:
    case ER_WARN_DATA_OUT_OF_RANGE:
    case ER_NO_DEFAULT:
    case ER_PRIMARY_CANT_HAVE_NULL:
    case ER_DATA_TOO_LONG:
    case ER_DATETIME_FUNCTION_OVERFLOW:
    case ER_TRUNCATED_WRONG_VALUE_FOR_FIELD:
      return ErrorClass::data;
    case ER_DUP_ENTRY:
    case ER_NO_REFERENCED_ROW:
    case ER_NO_REFERENCED_ROW_2:
    case ER_ROW_IS_REFERENCED:
    case ER_ROW_IS_REFERENCED_2:
    case ER_CANNOT_ADD_FOREIGN:
    case ER_BAD_NULL_ERROR:
    case ER_DUP_ENTRY_WITH_KEY_NAME:
    case ER_CONSTRAINT_FAILED:
    case kMysqlCheckFailed:
      return ErrorClass::integrity;
    case ER_WARNING_NOT_COMPLETE_ROLLBACK:
    case ER_NOT_SUPPORTED_YET:
    case ER_FEATURE_DISABLED:
    case ER_UNKNOWN_STORAGE_ENGINE:
      return ErrorClass::not_supported;
    case CR_COMMANDS_OUT_OF_SYNC:
      return ErrorClass::programming;
    default:
      break;
  }
  if (sqlstate.starts_with("23")) return ErrorClass::integrity;
  if (sqlstate.starts_with("22")) return ErrorClass::data;
  if (sqlstate.starts_with("0A")) return ErrorClass::not_supported;
  return code < 1000 ? ErrorClass::internal : ErrorClass::operational;
}

bool is_disconnect_code(unsigned code) noexcept {
  switch (code) {
    case kConnectionKilled:
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_COMMANDS_OUT_OF_SYNC:
    case 2045:  // the shared memory of a local connection is gone
    case CR_SERVER_LOST_EXTENDED:
    case kServerShutdownByIdle:
      return true;
    default:
      return false;
  }
}

void throw_driver_error(unsigned code, std::string_view sqlstate, std::string_view message) {
  dbapi::DriverErrorInfo info;
  info.error_class = error_class_of(code, sqlstate);
  info.message = message;
  info.driver_name = kDriverName;
  info.sqlstate = sqlstate == "00000" ? std::string_view() : sqlstate;
  info.code = static_cast<int>(code);
  info.hint = hint_for(code);
  info.is_disconnect = is_disconnect_code(code);
  throw dbapi::DriverError(std::move(info));
}

void throw_programming_error(std::string message) {
  dbapi::DriverErrorInfo info;
  info.error_class = ErrorClass::programming;
  info.message = std::move(message);
  info.driver_name = kDriverName;
  throw dbapi::DriverError(std::move(info));
}

void throw_closed() {
  dbapi::DriverErrorInfo info;
  info.error_class = ErrorClass::programming;
  info.message = "Cannot operate on a closed connection.";
  info.driver_name = kDriverName;
  info.is_disconnect = true;
  throw dbapi::DriverError(std::move(info));
}

}  // namespace cupel::mysql
