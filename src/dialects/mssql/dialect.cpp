#include "dialects/mssql/dialect.hpp"

#include "cupel/dialect/registry.hpp"

#include "dialect/json_access.hpp"
#include "dialects/mssql/compiler.hpp"
#include "dialects/mssql/ddl_compiler.hpp"

namespace cupel::mssql {

MssqlDialect::MssqlDialect(const DialectConfig& config, ParamStyle paramstyle)
    : config_(config), type_compiler_(*this) {
  if (config.server_version) server_version_ = *config.server_version;
  traits_.name = "mssql";
  traits_.paramstyle = paramstyle;
  traits_.max_parameters = 2099;
  traits_.max_identifier_length = 128;
  traits_.initial_quote = '[';
  traits_.final_quote = ']';
  traits_.default_schema = config.default_schema;
  traits_.supports_native_uuid = true;
  traits_.supports_default_values = true;
  traits_.supports_empty_insert = false;
  traits_.supports_multivalues_insert = !config.server_version || is_at_least(10);
  traits_.insert_returning = true;
  traits_.update_returning = true;
  traits_.delete_returning = true;
  traits_.update_returning_multifrom = true;
  traits_.delete_returning_multifrom = true;
  traits_.implicit_returning = true;
  traits_.favor_returning_over_lastrowid = true;
  traits_.insert_executemany_returning = true;
  traits_.insert_executemany_returning_sort_by_parameter_order = true;
  traits_.use_insertmanyvalues = true;
  traits_.supports_sequences = true;
  traits_.sequences_optional = true;
  traits_.supports_comments = true;
  preparer_ = std::make_unique<MssqlPreparer>(traits_);
}

std::unique_ptr<SqlCompiler> MssqlDialect::sql_compiler(const CompileOptions& options) const {
  return std::make_unique<MssqlCompiler>(*this, options);
}

std::unique_ptr<DdlCompiler> MssqlDialect::ddl_compiler(const CompileOptions& options) const {
  return std::make_unique<MssqlDdlCompiler>(*this, options);
}

TypePtr MssqlDialect::adapt_type(const TypePtr& type) const {
  return json_path_text_type(type);
}

const Dialect& dialect() {
  static const MssqlDialect the_dialect;
  return the_dialect;
}

std::unique_ptr<Dialect> make_dialect(const DialectConfig& config) {
  return std::make_unique<MssqlDialect>(config);
}

namespace {

struct Registration {
  Registration() {
    register_dialect("mssql", [] { return std::make_unique<MssqlDialect>(); });
  }
};
const Registration registration;

}  // namespace
}  // namespace cupel::mssql

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_mssql;
int cupel_dialect_mssql = 1;
