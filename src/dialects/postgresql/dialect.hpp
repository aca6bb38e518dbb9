#pragma once

#include "cupel/dialects/postgresql/dialect.hpp"
#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/literals.hpp"
#include "dialects/postgresql/preparer.hpp"
#include "dialects/postgresql/type_compiler.hpp"

namespace cupel::postgresql {

/// PostgreSQL as a compiler sees it.
class PostgresqlDialect final : public Dialect {
 public:
  PostgresqlDialect();

  std::string_view name() const noexcept override { return "postgresql"; }

  const IdentifierPreparer& identifier_preparer() const noexcept override { return *preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override;
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override;
  const TypeCompiler& type_compiler() const noexcept override { return type_compiler_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr adapt_type(const TypePtr& type) const override { return postgresql::adapt_type(type); }

 private:
  std::unique_ptr<PostgresqlPreparer> preparer_;
  PostgresqlTypeCompiler type_compiler_;
  PostgresqlLiterals literals_;
};

}  // namespace cupel::postgresql
