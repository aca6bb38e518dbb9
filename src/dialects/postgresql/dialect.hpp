#pragma once

#include "cupel/dialect/abilities.hpp"
#include "cupel/dialects/postgresql/dialect.hpp"

#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/literals.hpp"
#include "dialects/postgresql/preparer.hpp"
#include "dialects/postgresql/type_compiler.hpp"

namespace cupel::postgresql {

/// PostgreSQL as an engine sees it.
class PostgresqlDialect final : public Dialect, public TypedResults, public ArrayStatements {
 public:
  /// Whether types are written beside parameters (`$1::INTEGER`), as the driver wants them: the
  /// server takes a parameter's type from its place, and not every place tells.
  explicit PostgresqlDialect(BindTyping bind_typing = BindTyping::none);

  std::string_view name() const noexcept override { return "postgresql"; }
  const dbapi::Driver* driver() const noexcept override;

  // Compiling.
  const IdentifierPreparer& identifier_preparer() const noexcept override { return *preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override;
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override;
  const TypeCompiler& type_compiler() const noexcept override { return type_compiler_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr adapt_type(const TypePtr& type) const override;

  // Connecting.
  dbapi::ConnectArgs create_connect_args(const URL& url) const override;
  void initialize(dbapi::Connection& connection) override;

  std::span<const std::string_view> isolation_levels() const noexcept override;
  std::string get_isolation_level(dbapi::Connection& connection) const override;
  void set_isolation_level(dbapi::Connection& connection, std::string_view level) const override;

  // Reflection (reflection.cpp).
  bool has_table(DialectConnection& connection, std::string_view table,
                 std::string_view schema) const override;
  bool has_sequence(DialectConnection& connection, std::string_view name,
                    std::string_view schema) const override;
  std::vector<std::string> get_schema_names(DialectConnection& connection) const override;
  std::vector<std::string> get_table_names(DialectConnection& connection,
                                           std::string_view schema) const override;
  std::vector<std::string> get_view_names(DialectConnection& connection,
                                          std::string_view schema) const override;
  std::vector<ReflectedColumn> get_columns(DialectConnection& connection, std::string_view table,
                                           std::string_view schema) const override;
  ReflectedConstraint get_pk_constraint(DialectConnection& connection, std::string_view table,
                                        std::string_view schema) const override;
  std::vector<ReflectedForeignKey> get_foreign_keys(DialectConnection& connection,
                                                    std::string_view table,
                                                    std::string_view schema) const override;
  std::vector<ReflectedIndex> get_indexes(DialectConnection& connection, std::string_view table,
                                          std::string_view schema) const override;
  std::vector<ReflectedConstraint> get_unique_constraints(DialectConnection& connection,
                                                          std::string_view table,
                                                          std::string_view schema) const override;

  TypePtr type_of_result(const dbapi::Statement& statement, std::size_t column) const override;
  // array_statements.cpp
  std::string array_insert(const Compiled& insert) const override;
  std::string array_change(const Compiled& change) const override;

 private:
  void require_table(DialectConnection& connection, std::string_view table,
                     std::string_view schema) const;
  /// Primary keys ('p') or unique constraints ('u').
  std::vector<ReflectedConstraint> key_constraints(DialectConnection& connection,
                                                   std::string_view table, std::string_view schema,
                                                   char type) const;

  std::unique_ptr<PostgresqlPreparer> preparer_;
  PostgresqlTypeCompiler type_compiler_;
  PostgresqlLiterals literals_;
};

}  // namespace cupel::postgresql
