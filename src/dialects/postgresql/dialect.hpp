#pragma once

#include "cupel/dialect/abilities.hpp"
#include "cupel/dialects/postgresql/dialect.hpp"

#include "dialects/postgresql/compiler.hpp"
#include "dialects/postgresql/literals.hpp"
#include "dialects/postgresql/preparer.hpp"
#include "dialects/postgresql/type_compiler.hpp"

namespace cupel::postgresql {

/// PostgreSQL as an engine sees it.
class PostgresqlDialect : public Dialect,
                          public TypedResults,
                          public ArrayStatements,
                          public BulkLoads,
                          public ManyRowInserts,
                          public TwoPhaseStatements {
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
  std::span<const std::string_view> connection_characteristics() const noexcept override;
  void set_connection_characteristic(dbapi::Connection& connection, std::string_view name,
                                     bool value) const override;

  // Reflection: reflection.cpp, reflection_tables.cpp.
  bool has_sequence(DialectConnection& connection, std::string_view name,
                    std::string_view schema) const override;
  bool has_type(DialectConnection& connection, std::string_view name,
                std::string_view schema) const override;
  std::vector<std::string> get_schema_names(DialectConnection& connection) const override;
  std::vector<std::string> get_relation_names(DialectConnection& connection,
                                              std::string_view schema, ObjectKind kind,
                                              ObjectScope scope) const override;
  std::vector<std::string> get_sequence_names(DialectConnection& connection,
                                              std::string_view schema) const override;
  std::optional<std::string> get_view_definition(DialectConnection& connection,
                                                 std::string_view view,
                                                 std::string_view schema) const override;
  std::vector<ReflectedEnum> get_enums(DialectConnection& connection,
                                       std::string_view schema) const override;
  std::vector<ReflectedDomain> get_domains(DialectConnection& connection,
                                           std::string_view schema) const override;
  std::vector<ReflectedTable> reflect_tables(DialectConnection& connection,
                                             const ReflectionRequest& request) const override;

  TypePtr type_of_result(const dbapi::Statement& statement, std::size_t column) const override;
  // array_statements.cpp
  std::string array_insert(const Compiled& insert) const override;
  std::string array_change(const Compiled& change) const override;
  std::string insert_rows(const Compiled& insert, std::size_t rows) const override;
  bool tells_first_key() const noexcept override { return false; }
  // bulk_load.cpp
  std::string load_command(const Compiled& insert, dbapi::Connection& connection) const override;
  // twophase.cpp
  Statements begin_twophase(std::string_view xid) const override;
  Statements prepare_twophase(std::string_view xid) const override;
  Statements commit_twophase(std::string_view xid, bool is_prepared) const override;
  Statements rollback_twophase(std::string_view xid, bool is_prepared) const override;
  std::vector<std::string> recover_twophase(dbapi::Connection& connection) const override;

 private:
  std::unique_ptr<PostgresqlPreparer> preparer_;
  PostgresqlTypeCompiler type_compiler_;
  PostgresqlLiterals literals_;
};

}  // namespace cupel::postgresql
