#include "dialects/postgresql/dialect.hpp"

#include "cupel/dialect/registry.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/ddl_compiler.hpp"

namespace cupel::postgresql {

PostgresqlDialect::PostgresqlDialect() : type_compiler_(*this) {
  traits_ = compiler_traits();
  preparer_ = std::make_unique<PostgresqlPreparer>(traits_);
}

std::unique_ptr<SqlCompiler> PostgresqlDialect::sql_compiler(const CompileOptions& options) const {
  return std::make_unique<PostgresqlCompiler>(*this, options);
}

std::unique_ptr<DdlCompiler> PostgresqlDialect::ddl_compiler(const CompileOptions& options) const {
  return std::make_unique<PostgresqlDdlCompiler>(*this, options);
}

const Dialect& dialect() {
  static const PostgresqlDialect the_dialect;
  return the_dialect;
}

namespace {

struct Registration {
  Registration() {
    register_dialect("postgresql", [] { return std::make_unique<PostgresqlDialect>(); });
  }
};
const Registration registration;

}  // namespace
}  // namespace cupel::postgresql

/// What the build makes the linker ask for, so that the registration above is part of the program.
extern "C" int cupel_dialect_postgresql;
int cupel_dialect_postgresql = 1;
