#include "dialects/mysql/dialect.hpp"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "cupel/dialect/registry.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mysql/adapt_type.hpp"
#include "dialects/mysql/compiler.hpp"
#include "dialects/mysql/ddl_compiler.hpp"
#include "dialects/mysql/driver.hpp"
#include "dialects/mysql/odbc_dialect.hpp"
#include "dialects/mysql/options.hpp"

namespace cupel::mysql {

MysqlDialect::MysqlDialect(bool mariadb)
    : mariadb_(mariadb), type_compiler_(*this), literals_(features_) {
  take_features(unknown_server(mariadb));
}

void MysqlDialect::take_features(const ServerFeatures& features) {
  features_ = features;
  traits_ = compiler_traits(mariadb_ ? "mariadb" : "mysql", features_);
  preparer_ = std::make_unique<MysqlPreparer>(traits_, features_);
}

std::unique_ptr<SqlCompiler> MysqlDialect::sql_compiler(const CompileOptions& options) const {
  return std::make_unique<MysqlCompiler>(*this, options, features_);
}

std::unique_ptr<DdlCompiler> MysqlDialect::ddl_compiler(const CompileOptions& options) const {
  return std::make_unique<MysqlDdlCompiler>(*this, options, features_);
}

TypePtr MysqlDialect::adapt_type(const TypePtr& type) const {
  return mysql::adapt_type(type, features_);
}

// --- connecting
// ------------------------------------------------------------------------------------

namespace {

constexpr std::string_view kLevels[] = {"SERIALIZABLE", "READ UNCOMMITTED", "READ COMMITTED",
                                        "REPEATABLE READ", "AUTOCOMMIT"};

/// The texts of the first row.
std::vector<std::string> first_row(dbapi::Connection& connection, std::string_view sql) {
  dbapi::StatementLease s = connection.prepare(sql);
  s->execute({});
  std::vector<Cell> cells(s->column_count());
  std::vector<std::string> out;
  if (!s->fetch(cells.data())) return out;
  for (const Cell& cell : cells)
    out.emplace_back(cell.kind == CellKind::text ? cell.view() : std::string_view());
  return out;
}

/// "10.11.6-MariaDB-0+deb12u1", "8.0.34": the first three numbers.
dbapi::ServerVersion parse_version(std::string_view text) {
  int numbers[3] = {0, 0, 0};
  const char* at = text.data();
  const char* const end = at + text.size();
  for (int& number : numbers) {
    const auto [next, ec] = std::from_chars(at, end, number);
    if (ec != std::errc() || next == end || *next != '.') break;
    at = next + 1;
  }
  return {numbers[0], numbers[1], numbers[2]};
}

}  // namespace

const dbapi::Driver* MysqlDialect::driver() const noexcept {
  return &mysql::driver();
}

dbapi::ConnectArgs MysqlDialect::create_connect_args(const URL& url) const {
  dbapi::ConnectArgs args = Dialect::create_connect_args(url);
  (void)parse_arguments(args);  // an unknown name is an error now, not at the first connect
  return args;
}

TypePtr MysqlDialect::type_of_result(const dbapi::Statement& statement, std::size_t column) const {
  static const TypePtr decimal = make_ptr<Numeric>();
  static const TypePtr date = make_ptr<Date>();
  static const TypePtr datetime = make_ptr<DateTime>();
  const std::string_view declared = statement.column_decltype(column);
  if (declared == "decimal") return type_impl(*decimal);
  if (declared == "date") return type_impl(*date);
  if (declared == "datetime") return type_impl(*datetime);
  return nullptr;
}

void MysqlDialect::initialize(dbapi::Connection& connection) {
  // Asked of the server itself: a proxy in between may tell a version of its own at the connect.
  const std::vector<std::string> row =
      first_row(connection, "SELECT VERSION(), @@sql_mode, DATABASE()");
  const std::string version = row.empty() ? std::string() : row[0];
  const std::string mode = row.size() < 2 ? std::string() : row[1];
  const bool is_mariadb = version.find("MariaDB") != std::string::npos;
  if (mariadb_ && !is_mariadb) {
    throw InvalidRequestError(str_cat("the server of version ", quoted(version),
                                      " is not MariaDB; use a URL that begins with mysql://"));
  }
  server_version_ = parse_version(version);
  ServerFeatures features =
      features_of(is_mariadb, server_version_.major, server_version_.minor, server_version_.patch);
  features.ansi_quotes = mode.find("ANSI_QUOTES") != std::string::npos;
  features.backslash_escapes = mode.find("NO_BACKSLASH_ESCAPES") == std::string::npos;
  const CompilerTraits before = traits_;
  take_features(features);
  // What configure_lengths() was told stays.
  traits_.max_identifier_length = before.max_identifier_length;
  traits_.label_length = before.label_length;
  if (row.size() > 2) traits_.default_schema = row[2];
  default_isolation_level_ = get_isolation_level(connection);
}

// --- transactions
// ----------------------------------------------------------------------------------

std::span<const std::string_view> MysqlDialect::isolation_levels() const noexcept {
  return kLevels;
}

std::string MysqlDialect::get_isolation_level(dbapi::Connection& connection) const {
  // The older name went away in MySQL 8 and is still the only one in MariaDB before 11.1.
  const dbapi::ServerVersion since =
      features_.mariadb ? dbapi::ServerVersion{11, 1, 1} : dbapi::ServerVersion{5, 7, 20};
  const std::vector<std::string> row =
      first_row(connection, server_version_ >= since ? "SELECT @@transaction_isolation"
                                                     : "SELECT @@tx_isolation");
  std::string level = row.empty() ? std::string() : to_upper(row[0]);
  std::replace(level.begin(), level.end(), '-', ' ');
  return level;
}

void MysqlDialect::set_isolation_level(dbapi::Connection& connection,
                                       std::string_view level) const {
  if (level == "AUTOCOMMIT") return;  // no transaction is begun then; the level does not matter
  connection.run(str_cat("SET SESSION TRANSACTION ISOLATION LEVEL ", level));
}

const Dialect& dialect() {
  static const MysqlDialect the_dialect(false);
  return the_dialect;
}

namespace {

struct Registration {
  Registration() {
    const DialectFactory mysql = [] { return std::make_unique<MysqlDialect>(false); };
    const DialectFactory mariadb = [] { return std::make_unique<MysqlDialect>(true); };
    register_dialect("mysql", mysql);
    register_dialect("mariadb", mariadb);
    // The names of drivers that URLs of other programs may have.
    for (const char* driver : {"mariadb", "mysqldb", "pymysql", "mariadbconnector"}) {
      register_dialect(str_cat("mysql.", driver), mysql);
      register_dialect(str_cat("mariadb.", driver), mariadb);
    }
    register_dialect("mysql.odbc", [] { return make_odbc_dialect(false); });
    register_dialect("mariadb.odbc", [] { return make_odbc_dialect(true); });
  }
};
const Registration registration;

}  // namespace
}  // namespace cupel::mysql

namespace cupel::mariadb {

const Dialect& dialect() {
  static const mysql::MysqlDialect the_dialect(true);
  return the_dialect;
}

}  // namespace cupel::mariadb

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_mysql;
int cupel_dialect_mysql = 1;
