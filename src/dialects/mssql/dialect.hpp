#pragma once

#include "cupel/dialects/mssql/dialect.hpp"

#include "dialects/mssql/literals.hpp"
#include "dialects/mssql/preparer.hpp"
#include "dialects/mssql/type_compiler.hpp"

namespace cupel::mssql {

/// SQL Server as a compiler sees it.
class MssqlDialect : public Dialect {
 public:
  explicit MssqlDialect(const DialectConfig& config = {},
                        ParamStyle paramstyle = ParamStyle::qmark);

  std::string_view name() const noexcept override { return "mssql"; }

  const IdentifierPreparer& identifier_preparer() const noexcept override { return *preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override;
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override;
  const TypeCompiler& type_compiler() const noexcept override { return type_compiler_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr adapt_type(const TypePtr& type) const override;

  // SQL Server has words of its own for savepoints, and none to release one.
  std::string savepoint_sql(std::string_view name) const override;
  std::string rollback_to_savepoint_sql(std::string_view name) const override;
  void do_release_savepoint(dbapi::Connection& connection, std::string_view name) const override;

  std::span<const std::string_view> isolation_levels() const noexcept override;
  std::string get_isolation_level(dbapi::Connection& connection) const override;
  void set_isolation_level(dbapi::Connection& connection, std::string_view level) const override;

  // reflection.cpp
  std::vector<std::string> get_schema_names(DialectConnection& connection) const override;
  std::vector<std::string> get_relation_names(DialectConnection& connection,
                                              std::string_view schema, ObjectKind kind,
                                              ObjectScope scope) const override;
  std::vector<std::string> get_sequence_names(DialectConnection& connection,
                                              std::string_view schema) const override;
  std::optional<std::string> get_view_definition(DialectConnection& connection,
                                                 std::string_view view,
                                                 std::string_view schema) const override;
  std::vector<ReflectedTable> reflect_tables(DialectConnection& connection,
                                             const ReflectionRequest& request) const override;

  /// True where the server is known to be of this major version or a later one: 10 is SQL Server
  /// 2008, 11 is 2012.
  [[nodiscard]] bool is_at_least(int major) const noexcept {
    return config_.server_version && config_.server_version->major >= major;
  }
  /// OFFSET .. FETCH, since 2012.
  [[nodiscard]] bool has_offset_fetch() const noexcept { return is_at_least(11); }
  /// DATE and TIME, since 2008.
  [[nodiscard]] bool has_date_and_time() const noexcept { return is_at_least(10); }
  [[nodiscard]] bool deprecates_large_types() const noexcept {
    return config_.deprecate_large_types.value_or(is_at_least(11));
  }

 protected:
  DialectConfig config_;

 private:
  std::unique_ptr<MssqlPreparer> preparer_;
  MssqlTypeCompiler type_compiler_;
  MssqlLiterals literals_;
};

}  // namespace cupel::mssql
