#include "dialects/sqlite/builtin_functions.hpp"

#include <cmath>
#include <memory>
#include <regex>
#include <string>
#include <string_view>

#include <sqlite3.h>

#include "dialects/sqlite/error.hpp"

namespace cupel::sqlite {

namespace {

std::string_view text_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return {text ? text : "", static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// `string REGEXP pattern` calls regexp(pattern, string). The pattern may match anywhere, as
/// Python's re.search.
void regexp(sqlite3_context* context, int, sqlite3_value** args) {
  if (sqlite3_value_type(args[0]) == SQLITE_NULL || sqlite3_value_type(args[1]) == SQLITE_NULL) {
    sqlite3_result_null(context);
    return;
  }
  try {
    // SQLite keeps what belongs to a constant argument for the run of the statement.
    auto* compiled = static_cast<std::regex*>(sqlite3_get_auxdata(context, 0));
    std::unique_ptr<std::regex> fresh;
    if (!compiled) {
      const std::string_view pattern = text_of(args[0]);
      fresh = std::make_unique<std::regex>(pattern.begin(), pattern.end());
      compiled = fresh.get();
    }
    const std::string_view subject = text_of(args[1]);
    const bool found = std::regex_search(subject.begin(), subject.end(), *compiled);
    sqlite3_result_int(context, found ? 1 : 0);
    if (fresh) {
      sqlite3_set_auxdata(context, 0, fresh.release(),
                          [](void* p) { delete static_cast<std::regex*>(p); });
    }
  } catch (const std::exception& e) {
    sqlite3_result_error(context, e.what(), -1);
  }
}

void floor_(sqlite3_context* context, int, sqlite3_value** args) {
  switch (sqlite3_value_numeric_type(args[0])) {
    case SQLITE_INTEGER:
      sqlite3_result_int64(context, sqlite3_value_int64(args[0]));
      break;
    case SQLITE_FLOAT: {
      const double whole = std::floor(sqlite3_value_double(args[0]));
      if (whole >= -9.2e18 && whole <= 9.2e18) {
        sqlite3_result_int64(context, static_cast<sqlite3_int64>(whole));
      } else {
        sqlite3_result_double(context, whole);
      }
      break;
    }
    default:
      sqlite3_result_null(context);
      break;
  }
}

using SqliteFunction = void (*)(sqlite3_context*, int, sqlite3_value**);

void install(sqlite3* db, const char* name, int argument_count, SqliteFunction function) {
  const int rc =
      sqlite3_create_function_v2(db, name, argument_count, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
                                 nullptr, function, nullptr, nullptr, nullptr);
  if (rc != SQLITE_OK) throw_driver_error(db, rc);
}

}  // namespace

void install_builtin_functions(sqlite3* db) {
  install(db, "regexp", 2, &regexp);
  install(db, "floor", 1, &floor_);
}

}  // namespace cupel::sqlite
