#include "dialects/oracle/dialect.hpp"

#include "cupel/dialect/registry.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialect/json_access.hpp"
#include "dialects/oracle/compiler.hpp"
#include "dialects/oracle/ddl_compiler.hpp"
#include "dialects/oracle/odbc_dialect.hpp"

namespace cupel::oracle {

OracleDialect::OracleDialect(const DialectConfig& config, ParamStyle paramstyle)
    : config_(config), type_compiler_(*this) {
  if (config.server_version) server_version_ = *config.server_version;
  traits_.name = "oracle";
  traits_.paramstyle = paramstyle;
  traits_.name_case = NameCase::upper;
  traits_.max_identifier_length = is_at_least(12, 2) ? 128 : 30;
  traits_.supports_native_boolean = is_at_least(23);
  traits_.supports_simple_order_by_label = false;
  traits_.div_is_floordiv = false;
  traits_.supports_for_update_of = true;
  traits_.cte_follows_insert = true;
  traits_.supports_empty_insert = false;
  traits_.supports_default_metavalue = true;
  traits_.insert_returning = true;
  traits_.update_returning = true;
  traits_.delete_returning = true;
  traits_.implicit_returning = true;
  traits_.postfetch_lastrowid = false;
  traits_.supports_sequences = true;
  traits_.supports_identity_columns = is_at_least(12);
  traits_.supports_comments = true;
  preparer_ = std::make_unique<OraclePreparer>(traits_);
}

bool OracleDialect::is_at_least(int major, int minor) const noexcept {
  return !config_.server_version ||
         *config_.server_version >= dbapi::ServerVersion{major, minor, 0};
}

std::unique_ptr<SqlCompiler> OracleDialect::sql_compiler(const CompileOptions& options) const {
  return std::make_unique<OracleCompiler>(*this, options);
}

std::unique_ptr<DdlCompiler> OracleDialect::ddl_compiler(const CompileOptions& options) const {
  return std::make_unique<OracleDdlCompiler>(*this, options);
}

TypePtr OracleDialect::adapt_type(const TypePtr& type) const {
  return json_path_text_type(type);
}

// ---- transactions -------------------------------------------------------------------------------

namespace {

constexpr std::string_view kLevels[] = {"READ COMMITTED", "SERIALIZABLE", "AUTOCOMMIT"};

}  // namespace

void OracleDialect::do_release_savepoint(dbapi::Connection&, std::string_view) const {}

std::span<const std::string_view> OracleDialect::isolation_levels() const noexcept {
  return kLevels;
}

// The level that new transactions have: what a session was set to cannot be asked without
// privileges.
std::string OracleDialect::get_isolation_level(dbapi::Connection&) const {
  return "READ COMMITTED";
}

void OracleDialect::set_isolation_level(dbapi::Connection& connection,
                                        std::string_view level) const {
  if (level == "AUTOCOMMIT") return;  // the engine begins no transaction then
  connection.run(str_cat("ALTER SESSION SET ISOLATION_LEVEL = ", level));
}

const Dialect& dialect() {
  static const OracleDialect the_dialect;
  return the_dialect;
}

std::unique_ptr<Dialect> make_dialect(const DialectConfig& config) {
  return std::make_unique<OracleDialect>(config);
}

namespace {

struct Registration {
  Registration() {
    register_dialect("oracle", [] { return std::make_unique<OracleDialect>(); });
    register_dialect("oracle.odbc", [] { return make_odbc_dialect(); });
  }
};
const Registration registration;

}  // namespace
}  // namespace cupel::oracle

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_oracle;
int cupel_dialect_oracle = 1;
