#include "dialects/postgresql/dialect.hpp"

#include "cupel/dialect/registry.hpp"
#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/array_type.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/connect_args.hpp"
#include "dialects/postgresql/ddl_compiler.hpp"
#include "dialects/postgresql/driver.hpp"
#include "dialects/postgresql/odbc_dialect.hpp"
#include "dialects/postgresql/result_types.hpp"

namespace cupel::postgresql {

namespace {

constexpr std::string_view kLevels[] = {"SERIALIZABLE", "READ UNCOMMITTED", "READ COMMITTED",
                                        "REPEATABLE READ", "AUTOCOMMIT"};

constexpr std::string_view kReadOnly = "postgresql_readonly";
constexpr std::string_view kCharacteristics[] = {kReadOnly, "postgresql_deferrable"};

/// The first cell of the first row as text.
std::string one_text(dbapi::Connection& connection, std::string_view sql) {
  dbapi::StatementLease s = connection.prepare(sql);
  s->execute({});
  std::vector<Cell> row(s->column_count());
  if (!s->fetch(row.data()) || row[0].kind != CellKind::text) return {};
  return std::string(row[0].view());
}

Wire postgresql_wire(const TypeEngine& type) {
  switch (type.kind()) {
    case TypeKind::uuid:
      return static_cast<const Uuid&>(type).native_uuid() ? Wire::uuid_text : Wire::uuid_hex32;
    case TypeKind::interval:
      return static_cast<const Interval&>(type).options().native ? Wire::native_interval
                                                                 : Wire::interval_epoch;
    default:
      break;
  }
  switch (type.wire()) {
    case Wire::boolean_integer:
      return Wire::boolean;
    case Wire::decimal_real:
      return type.type_affinity() == TypeAffinity::numeric ? Wire::decimal_text
                                                           : Wire::decimal_real;
    case Wire::uuid_hex32:
      return Wire::uuid_text;
    case Wire::interval_epoch:
      return Wire::native_interval;
    default:
      return type.wire();
  }
}

}  // namespace

PostgresqlDialect::PostgresqlDialect(BindTyping bind_typing) : type_compiler_(*this) {
  traits_ = compiler_traits();
  traits_.bind_typing = bind_typing;
  preparer_ = std::make_unique<PostgresqlPreparer>(traits_);
}

const dbapi::Driver* PostgresqlDialect::driver() const noexcept {
  return &postgresql::driver();
}

std::unique_ptr<SqlCompiler> PostgresqlDialect::sql_compiler(const CompileOptions& options) const {
  return std::make_unique<PostgresqlCompiler>(*this, options);
}

std::unique_ptr<DdlCompiler> PostgresqlDialect::ddl_compiler(const CompileOptions& options) const {
  return std::make_unique<PostgresqlDdlCompiler>(*this, options);
}

TypePtr PostgresqlDialect::adapt_type(const TypePtr& type) const {
  if (type->kind() == TypeKind::json_path) return postgresql::adapt_type(type);
  if (type->kind() == TypeKind::array) {
    const auto& array = static_cast<const cupel::ARRAY&>(*type);
    return make_ptr<PgArray>(array, type_impl(*array.item_type()));
  }
  if (const auto* domain = dynamic_cast<const DOMAIN*>(type.get())) {
    return type->with_wire(postgresql_wire(*domain->data_type()));
  }
  const Wire wire = postgresql_wire(*type);
  return wire == type->wire() ? type : type->with_wire(wire);
}

// `?host=a:5432&host=b` and `?host=a,b&port=5432,5433` are SQLAlchemy's two ways to name several
// hosts; libpq takes the second.
dbapi::ConnectArgs PostgresqlDialect::create_connect_args(const URL& url) const {
  dbapi::ConnectArgs out;
  if (url.host()) out.set("host", *url.host());
  if (url.port()) out.set("port", str_cat(*url.port()));
  if (url.username()) out.set("user", *url.username());
  if (const auto password = url.password()) out.set("password", *password);
  if (url.database()) out.set("dbname", *url.database());
  for (const auto& [name, values] : url.query()) {
    if (name != "host") {
      for (const std::string& value : values) out.add(name, value);
      continue;
    }
    std::string hosts;
    std::string ports;
    bool has_ports = false;
    for (const std::string& value : values) {
      // An absolute path is a socket's folder, brackets hold an address of version 6.
      const std::size_t colon = value.rfind(':');
      const bool has_port = colon != std::string::npos && !value.starts_with('/') &&
                            (value.find(':') == colon || value[colon - 1] == ']');
      str_append(hosts, hosts.empty() ? "" : ",",
                 value.substr(0, has_port ? colon : std::string::npos));
      if (!ports.empty() || &value != &values.front()) ports += ',';
      if (has_port) ports += value.substr(colon + 1);
      has_ports |= has_port;
    }
    out.set("host", hosts);
    if (has_ports) {
      if (url.port()) {
        throw ArgumentError(
            str_cat("postgresql: the URL names ports of its hosts in ?host= and a "
                    "port of its own: ",
                    url.render_as_string()));
      }
      out.set("port", ports);
    }
  }
  (void)parse_arguments(out);  // an unknown name is an error now, not at the first connect
  return out;
}

void PostgresqlDialect::initialize(dbapi::Connection& connection) {
  Dialect::initialize(connection);
  traits_.default_schema = one_text(connection, "SELECT current_schema()");
}

std::span<const std::string_view> PostgresqlDialect::isolation_levels() const noexcept {
  return kLevels;
}

std::string PostgresqlDialect::get_isolation_level(dbapi::Connection& connection) const {
  return to_upper(one_text(connection, "SHOW TRANSACTION ISOLATION LEVEL"));
}

void PostgresqlDialect::set_isolation_level(dbapi::Connection& connection,
                                            std::string_view level) const {
  // Autocommit is the engine's not sending BEGIN.
  if (level == "AUTOCOMMIT") return;
  connection.run(str_cat("SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL ", level));
}

std::span<const std::string_view> PostgresqlDialect::connection_characteristics() const noexcept {
  return kCharacteristics;
}

void PostgresqlDialect::set_connection_characteristic(dbapi::Connection& connection,
                                                      std::string_view name, bool value) const {
  const std::string_view mode = name == kReadOnly ? (value ? "READ ONLY" : "READ WRITE")
                                                  : (value ? "DEFERRABLE" : "NOT DEFERRABLE");
  connection.run(str_cat("SET SESSION CHARACTERISTICS AS TRANSACTION ", mode));
}

TypePtr PostgresqlDialect::type_of_result(const dbapi::Statement& statement,
                                          std::size_t column) const {
  return postgresql::type_of_result(statement.column_decltype(column));
}

const Dialect& dialect() {
  static const PostgresqlDialect the_dialect;
  return the_dialect;
}

namespace {

struct Registration {
  Registration() {
    const DialectFactory make = [] {
      return std::make_unique<PostgresqlDialect>(BindTyping::render_all_casts);
    };
    register_dialect("postgresql", make);
    for (const std::string_view driver : {"libpq", "psycopg", "psycopg2", "asyncpg"}) {
      register_dialect(str_cat("postgresql.", driver), make);
    }
    register_dialect("postgresql.odbc", [] { return make_odbc_dialect(); });
  }
};
const Registration registration;

}  // namespace
}  // namespace cupel::postgresql

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_postgresql;
int cupel_dialect_postgresql = 1;
