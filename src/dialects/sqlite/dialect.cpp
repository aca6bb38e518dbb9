#include "dialects/sqlite/dialect.hpp"

#include "cupel/dialect/registry.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/pool/pools.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/sqlite/compiler.hpp"
#include "dialects/sqlite/ddl_compiler.hpp"
#include "dialects/sqlite/driver.hpp"
#include "dialects/sqlite/json_path.hpp"
#include "dialects/sqlite/odbc_dialect.hpp"
#include "dialects/sqlite/options.hpp"

namespace cupel::sqlite {

namespace {

constexpr std::string_view kLevels[] = {"READ UNCOMMITTED", "SERIALIZABLE", "AUTOCOMMIT"};

bool is_memory(const URL& url) {
  const auto& database = url.database();
  if (!database || database->empty() || *database == ":memory:") return true;
  if (const auto mode = url.query_value("mode"); mode && *mode == "memory") return true;
  return database->starts_with("file::memory:") ||
         database->find("mode=memory") != std::string::npos;
}

Wire sqlite_wire(Wire wire) noexcept {
  switch (wire) {
    case Wire::native_date:
      return Wire::date_iso;
    case Wire::native_time:
      return Wire::time_iso;
    case Wire::native_datetime:
      return Wire::datetime_iso;
    case Wire::native_interval:
      return Wire::interval_epoch;
    case Wire::boolean:
      return Wire::boolean_integer;
    case Wire::decimal_text:
      return Wire::decimal_real;
    case Wire::uuid_text:
      return Wire::uuid_hex32;
    default:
      return wire;
  }
}

/// First cell of the first row as a number; `otherwise` without one.
std::int64_t number(dbapi::Connection& connection, std::string_view sql, std::int64_t otherwise,
                    std::span<const Cell> parameters = {}) {
  dbapi::StatementLease s = connection.prepare(sql);
  s->execute(parameters);
  std::vector<Cell> row(s->column_count());
  if (!s->fetch(row.data()) || row[0].kind != CellKind::integer) return otherwise;
  return row[0].integer;
}

}  // namespace

SqliteDialect::SqliteDialect() : type_compiler_(*this) {
  traits_ = compiler_traits();
  preparer_ = std::make_unique<SqlitePreparer>(traits_);
}

const dbapi::Driver* SqliteDialect::driver() const noexcept {
  return &sqlite::driver();
}

std::unique_ptr<SqlCompiler> SqliteDialect::sql_compiler(const CompileOptions& options) const {
  return std::make_unique<SqliteCompiler>(*this, options);
}

std::unique_ptr<DdlCompiler> SqliteDialect::ddl_compiler(const CompileOptions& options) const {
  return std::make_unique<SqliteDdlCompiler>(*this, options);
}

TypePtr SqliteDialect::adapt_type(const TypePtr& type) const {
  if (TypePtr own = json_access_type(type); own != type) return own;
  const Wire wire = sqlite_wire(type->wire());
  return wire == type->wire() ? type : type->with_wire(wire);
}

dbapi::ConnectArgs SqliteDialect::create_connect_args(const URL& url) const {
  if (url.username() || url.password() || url.host() || url.port()) {
    throw ArgumentError(str_cat(
        "Invalid SQLite URL: ", url.render_as_string(),
        "\nValid SQLite URL forms are\n sqlite:///:memory:\n sqlite:////absolute/path/to/file.db\n "
        "sqlite:///relative/path/to/file.db"));
  }
  dbapi::ConnectArgs out;
  std::string database = url.database().value_or(":memory:");
  const auto uri = url.query_value("uri");
  const bool is_uri = uri && (*uri == "true" || *uri == "1" || *uri == "on" || *uri == "yes");
  char separator = database.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, values] : url.query()) {
    // `mode` belongs to the file name where that is a URI, as cache and vfs do.
    if (is_uri && (!is_driver_argument(name) || name == "mode")) {
      for (const std::string& value : values) {
        str_append(database, separator, name, "=", value);
        separator = '&';
      }
    } else {
      for (const std::string& value : values) out.add(name, value);
    }
  }
  out.set("database", std::move(database));
  (void)parse_arguments(out);  // an unknown name is an error now, not at the first connect
  return out;
}

const PoolClass& SqliteDialect::pool_class(const URL& url) const {
  return is_memory(url) ? cupel::pool_class<SingletonThreadPool> : cupel::pool_class<QueuePool>;
}

std::span<const std::string_view> SqliteDialect::isolation_levels() const noexcept {
  return kLevels;
}

std::string SqliteDialect::get_isolation_level(dbapi::Connection& connection) const {
  return number(connection, "PRAGMA read_uncommitted", 0) != 0 ? "READ UNCOMMITTED"
                                                               : "SERIALIZABLE";
}

void SqliteDialect::set_isolation_level(dbapi::Connection& connection,
                                        std::string_view level) const {
  connection.run(level == "READ UNCOMMITTED" ? "PRAGMA read_uncommitted = 1"
                                             : "PRAGMA read_uncommitted = 0");
}

// Keys are drawn as max(rowid) + 1, so the rows of one INSERT follow each other; unless the largest
// possible key is in use (then SQLite guesses), or a trigger may insert into the table in between.
bool SqliteDialect::inserts_consecutive_keys(dbapi::Connection& connection, std::string_view table,
                                             std::string_view schema) const {
  constexpr std::int64_t kFarFromEnd = std::int64_t{1} << 62;
  std::string prefix;
  if (!schema.empty()) {
    identifier_preparer().append_quoted(prefix, schema);
    prefix += '.';
  }
  const Cell name = Cell::text(table);
  if (number(connection,
             str_cat("SELECT count(*) FROM ", prefix,
                     "sqlite_master WHERE type = 'trigger' AND tbl_name = ? COLLATE NOCASE"),
             1, {&name, 1}) != 0) {
    return false;
  }
  std::string sql = str_cat("SELECT coalesce(max(rowid), 0) FROM ", prefix);
  identifier_preparer().append_quoted(sql, table);
  return number(connection, sql, kFarFromEnd) < kFarFromEnd;
}

const Dialect& dialect() {
  static const SqliteDialect the_dialect;
  return the_dialect;
}

namespace {

struct Registration {
  Registration() {
    const DialectFactory make = [] { return std::make_unique<SqliteDialect>(); };
    register_dialect("sqlite", make);
    register_dialect("sqlite.sqlite3", make);
    register_dialect("sqlite.pysqlite", make);
    register_dialect("sqlite.odbc", [] { return make_odbc_dialect(); });
  }
};
const Registration registration;

}  // namespace

}  // namespace cupel::sqlite

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_sqlite;
int cupel_dialect_sqlite = 1;
