#include "dialects/postgresql/error.hpp"

#include <utility>

#include <libpq-fe.h>

#include "cupel/util/str_cat.hpp"

namespace cupel::postgresql {

namespace {

using dbapi::ErrorClass;

/// libpq's messages end with line breaks, and begin with the severity.
std::string tidy(std::string_view message) {
  while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) {
    message.remove_suffix(1);
  }
  for (const std::string_view severity : {"ERROR:  ", "FATAL:  ", "PANIC:  "}) {
    if (message.starts_with(severity)) message.remove_prefix(severity.size());
  }
  return std::string(message);
}

std::string_view field(const PGresult* result, int code) noexcept {
  const char* text = PQresultErrorField(result, code);
  return text ? std::string_view(text) : std::string_view();
}

dbapi::DriverErrorInfo lost(std::string message) {
  dbapi::DriverErrorInfo info;
  info.error_class = ErrorClass::operational;
  info.message = std::move(message);
  info.driver_name = kDriverName;
  info.is_disconnect = true;
  return info;
}

struct Condition {
  std::string_view sqlstate;
  std::string_view name;
};

constexpr Condition kConditions[] = {
    {"08000", "connection_exception"},
    {"08003", "connection_does_not_exist"},
    {"08006", "connection_failure"},
    {"0A000", "feature_not_supported"},
    {"21000", "cardinality_violation"},
    {"22001", "string_data_right_truncation"},
    {"22003", "numeric_value_out_of_range"},
    {"22007", "invalid_datetime_format"},
    {"22008", "datetime_field_overflow"},
    {"22012", "division_by_zero"},
    {"22021", "character_not_in_repertoire"},
    {"22023", "invalid_parameter_value"},
    {"22P02", "invalid_text_representation"},
    {"22P03", "invalid_binary_representation"},
    {"22P05", "untranslatable_character"},
    {"23000", "integrity_constraint_violation"},
    {"23001", "restrict_violation"},
    {"23502", "not_null_violation"},
    {"23503", "foreign_key_violation"},
    {"23505", "unique_violation"},
    {"23514", "check_violation"},
    {"23P01", "exclusion_violation"},
    {"25001", "active_sql_transaction"},
    {"25006", "read_only_sql_transaction"},
    {"25P01", "no_active_sql_transaction"},
    {"25P02", "in_failed_sql_transaction"},
    {"25P03", "idle_in_transaction_session_timeout"},
    {"26000", "invalid_sql_statement_name"},
    {"28000", "invalid_authorization_specification"},
    {"28P01", "invalid_password"},
    {"34000", "invalid_cursor_name"},
    {"3D000", "invalid_catalog_name"},
    {"3F000", "invalid_schema_name"},
    {"40001", "serialization_failure"},
    {"40P01", "deadlock_detected"},
    {"42501", "insufficient_privilege"},
    {"42601", "syntax_error"},
    {"42701", "duplicate_column"},
    {"42702", "ambiguous_column"},
    {"42703", "undefined_column"},
    {"42704", "undefined_object"},
    {"42710", "duplicate_object"},
    {"42725", "ambiguous_function"},
    {"42803", "grouping_error"},
    {"42804", "datatype_mismatch"},
    {"42830", "invalid_foreign_key"},
    {"42846", "cannot_coerce"},
    {"42883", "undefined_function"},
    {"42P01", "undefined_table"},
    {"42P02", "undefined_parameter"},
    {"42P03", "duplicate_cursor"},
    {"42P05", "duplicate_prepared_statement"},
    {"42P06", "duplicate_schema"},
    {"42P07", "duplicate_table"},
    {"42P18", "indeterminate_datatype"},
    {"44000", "with_check_option_violation"},
    {"53100", "disk_full"},
    {"53200", "out_of_memory"},
    {"53300", "too_many_connections"},
    {"54000", "program_limit_exceeded"},
    {"55000", "object_not_in_prerequisite_state"},
    {"55006", "object_in_use"},
    {"55P03", "lock_not_available"},
    {"57014", "query_canceled"},
    {"57P01", "admin_shutdown"},
    {"57P02", "crash_shutdown"},
    {"57P03", "cannot_connect_now"},
    {"57P05", "idle_session_timeout"},
    {"58030", "io_error"},
    {"P0001", "raise_exception"},
    {"XX000", "internal_error"},
};

std::string_view hint_for(std::string_view sqlstate) noexcept {
  if (sqlstate == "25P02") {
    return "an earlier statement of this transaction failed; roll back, or run what may fail "
           "inside a "
           "savepoint: begin_nested()";
  }
  if (sqlstate == "40001" || sqlstate == "40P01") {
    return "another transaction was in the way; roll back and run the whole transaction again";
  }
  if (sqlstate == "53300") {
    return "the server's max_connections are in use; lower pool_size and max_overflow, or raise it";
  }
  return {};
}

}  // namespace

// The classes of Python's psycopg: by the first two characters.
ErrorClass error_class_of(std::string_view s) noexcept {
  if (s.size() != 5) return ErrorClass::database;
  const std::string_view family = s.substr(0, 2);
  const auto is_one_of = [&](auto... names) { return ((family == names) || ...); };
  if (family == "0A") return ErrorClass::not_supported;
  if (is_one_of("20", "21", "3D", "3F", "42", "44")) return ErrorClass::programming;
  if (family == "22") return ErrorClass::data;
  if (family == "23") return ErrorClass::integrity;
  if (is_one_of("08", "26", "27", "28", "34", "40", "53", "54", "55", "57", "58", "HV")) {
    return ErrorClass::operational;
  }
  if (is_one_of("24", "25", "2B", "2D", "2F", "38", "39", "3B", "F0", "P0", "XX")) {
    // RAISE in a function is the program's own doing.
    return s == "P0001" ? ErrorClass::database : ErrorClass::internal;
  }
  return ErrorClass::database;
}

std::string_view condition_name(std::string_view sqlstate) noexcept {
  for (const Condition& c : kConditions)
    if (c.sqlstate == sqlstate) return c.name;
  return {};
}

void throw_result_error(const PGresult* result, const PGconn* connection) {
  dbapi::DriverErrorInfo info;
  info.driver_name = kDriverName;
  info.message = tidy(PQresultErrorMessage(result));
  info.sqlstate = field(result, PG_DIAG_SQLSTATE);
  info.code_name = condition_name(info.sqlstate);
  info.hint = hint_for(info.sqlstate);
  const std::string_view severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  // FATAL ends the session even when the socket does not show it yet.
  info.is_disconnect =
      severity == "FATAL" || severity == "PANIC" || PQstatus(connection) == CONNECTION_BAD;
  info.error_class =
      info.sqlstate.empty() ? ErrorClass::operational : error_class_of(info.sqlstate);
  throw dbapi::DriverError(std::move(info));
}

void throw_connection_error(const PGconn* connection) {
  std::string message = tidy(PQerrorMessage(connection));
  if (message.empty()) message = "the connection to the server was lost";
  dbapi::DriverErrorInfo info = lost(std::move(message));
  info.is_disconnect = PQstatus(connection) == CONNECTION_BAD;
  throw dbapi::DriverError(std::move(info));
}

void throw_lost(std::string message) {
  throw dbapi::DriverError(lost(std::move(message)));
}

void throw_programming_error(std::string message) {
  dbapi::DriverErrorInfo info;
  info.error_class = ErrorClass::programming;
  info.message = std::move(message);
  info.driver_name = kDriverName;
  throw dbapi::DriverError(std::move(info));
}

void throw_closed() {
  dbapi::DriverErrorInfo info = lost("the connection is closed");
  info.error_class = ErrorClass::interface;
  throw dbapi::DriverError(std::move(info));
}

}  // namespace cupel::postgresql
