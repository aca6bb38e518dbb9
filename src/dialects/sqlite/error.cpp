#include "dialects/sqlite/error.hpp"

#include <utility>

#include <sqlite3.h>

#include "cupel/dbapi/error.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::sqlite {

namespace {

using dbapi::ErrorClass;

// The families of Python's sqlite3 module.
ErrorClass error_class_of(int code) noexcept {
  switch (code & 0xff) {
    case SQLITE_INTERNAL:
    case SQLITE_NOTFOUND:
      return ErrorClass::internal;
    case SQLITE_ERROR:
    case SQLITE_PERM:
    case SQLITE_ABORT:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_NOMEM:
    case SQLITE_READONLY:
    case SQLITE_INTERRUPT:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
    case SQLITE_EMPTY:
    case SQLITE_SCHEMA:
      return ErrorClass::operational;
    case SQLITE_TOOBIG:
      return ErrorClass::data;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return ErrorClass::integrity;
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
      return ErrorClass::programming;
    default:
      return ErrorClass::database;
  }
}

std::string_view code_name(int code) noexcept {
  switch (code) {
#define CUPEL_CODE(name) \
  case name:             \
    return #name
    CUPEL_CODE(SQLITE_ERROR);
    CUPEL_CODE(SQLITE_INTERNAL);
    CUPEL_CODE(SQLITE_PERM);
    CUPEL_CODE(SQLITE_ABORT);
    CUPEL_CODE(SQLITE_BUSY);
    CUPEL_CODE(SQLITE_LOCKED);
    CUPEL_CODE(SQLITE_NOMEM);
    CUPEL_CODE(SQLITE_READONLY);
    CUPEL_CODE(SQLITE_INTERRUPT);
    CUPEL_CODE(SQLITE_IOERR);
    CUPEL_CODE(SQLITE_CORRUPT);
    CUPEL_CODE(SQLITE_NOTFOUND);
    CUPEL_CODE(SQLITE_FULL);
    CUPEL_CODE(SQLITE_CANTOPEN);
    CUPEL_CODE(SQLITE_PROTOCOL);
    CUPEL_CODE(SQLITE_SCHEMA);
    CUPEL_CODE(SQLITE_TOOBIG);
    CUPEL_CODE(SQLITE_CONSTRAINT);
    CUPEL_CODE(SQLITE_MISMATCH);
    CUPEL_CODE(SQLITE_MISUSE);
    CUPEL_CODE(SQLITE_AUTH);
    CUPEL_CODE(SQLITE_RANGE);
    CUPEL_CODE(SQLITE_NOTADB);
    CUPEL_CODE(SQLITE_ABORT_ROLLBACK);
    CUPEL_CODE(SQLITE_BUSY_RECOVERY);
    CUPEL_CODE(SQLITE_BUSY_SNAPSHOT);
    CUPEL_CODE(SQLITE_CANTOPEN_ISDIR);
    CUPEL_CODE(SQLITE_CONSTRAINT_CHECK);
    CUPEL_CODE(SQLITE_CONSTRAINT_COMMITHOOK);
    CUPEL_CODE(SQLITE_CONSTRAINT_FOREIGNKEY);
    CUPEL_CODE(SQLITE_CONSTRAINT_FUNCTION);
    CUPEL_CODE(SQLITE_CONSTRAINT_NOTNULL);
    CUPEL_CODE(SQLITE_CONSTRAINT_PRIMARYKEY);
    CUPEL_CODE(SQLITE_CONSTRAINT_ROWID);
    CUPEL_CODE(SQLITE_CONSTRAINT_TRIGGER);
    CUPEL_CODE(SQLITE_CONSTRAINT_UNIQUE);
    CUPEL_CODE(SQLITE_CONSTRAINT_VTAB);
#ifdef SQLITE_CONSTRAINT_DATATYPE
    CUPEL_CODE(SQLITE_CONSTRAINT_DATATYPE);
#endif
    CUPEL_CODE(SQLITE_LOCKED_SHAREDCACHE);
    CUPEL_CODE(SQLITE_READONLY_DBMOVED);
    CUPEL_CODE(SQLITE_READONLY_DIRECTORY);
#undef CUPEL_CODE
    default:
      return (code & 0xff) != code ? code_name(code & 0xff) : "SQLITE_UNKNOWN";
  }
}

std::string_view standing_hint(int code) noexcept {
  switch (code & 0xff) {
    case SQLITE_BUSY:
      return "another connection holds the database's lock; let transactions end sooner, or wait "
             "longer with the busy timeout: ?timeout=SECONDS in the URL (5 by default)";
    case SQLITE_LOCKED:
      return "another statement or connection that shares the cache reads or writes the same "
             "table; "
             "close its result or end its transaction first";
    case SQLITE_READONLY:
      return "the file, its directory or the connection's mode (?mode=ro) does not allow writing";
    case SQLITE_NOTADB:
      return "the file is no SQLite database, or it is encrypted; check the path in the URL";
    case SQLITE_FULL:
      return "the disk or the database's size limit is full";
    default:
      return {};
  }
}

}  // namespace

void throw_driver_error(sqlite3* db, int code, std::string_view hint) {
  dbapi::DriverErrorInfo info;
  // The connection's own message is meant for this code only if it has the same family.
  if (db && (sqlite3_errcode(db) & 0xff) == (code & 0xff)) {
    info.message = sqlite3_errmsg(db);
    if ((code & ~0xff) == 0) code = sqlite3_extended_errcode(db);
  } else {
    info.message = sqlite3_errstr(code);
  }
  info.error_class = error_class_of(code);
  info.driver_name = kDriverName;
  info.code = code;
  info.code_name = code_name(code);
  info.hint = hint.empty() ? standing_hint(code) : hint;
  throw dbapi::DriverError(std::move(info));
}

void throw_programming_error(std::string message) {
  dbapi::DriverErrorInfo info;
  info.error_class = ErrorClass::programming;
  info.message = std::move(message);
  info.driver_name = kDriverName;
  info.code = SQLITE_MISUSE;
  info.code_name = code_name(SQLITE_MISUSE);
  throw dbapi::DriverError(std::move(info));
}

void throw_closed() {
  dbapi::DriverErrorInfo info;
  info.error_class = ErrorClass::programming;
  info.message = "Cannot operate on a closed database.";
  info.driver_name = kDriverName;
  info.code = SQLITE_MISUSE;
  info.code_name = code_name(SQLITE_MISUSE);
  info.is_disconnect = true;
  throw dbapi::DriverError(std::move(info));
}

}  // namespace cupel::sqlite
