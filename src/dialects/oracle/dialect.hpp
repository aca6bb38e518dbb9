#pragma once

#include "cupel/dialects/oracle/dialect.hpp"

#include "dialects/oracle/literals.hpp"
#include "dialects/oracle/preparer.hpp"
#include "dialects/oracle/type_compiler.hpp"

namespace cupel::oracle {

/// Oracle Database as a compiler sees it.
class OracleDialect : public Dialect {
 public:
  explicit OracleDialect(const DialectConfig& config = {},
                         ParamStyle paramstyle = ParamStyle::named);

  std::string_view name() const noexcept override { return "oracle"; }

  const IdentifierPreparer& identifier_preparer() const noexcept override { return *preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override;
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override;
  const TypeCompiler& type_compiler() const noexcept override { return type_compiler_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr adapt_type(const TypePtr& type) const override;

  // A savepoint of Oracle ends with its transaction, and cannot be released.
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

  [[nodiscard]] const DialectConfig& config() const noexcept { return config_; }
  /// False where the server is known to be older than `major`.`minor`.
  [[nodiscard]] bool is_at_least(int major, int minor = 0) const noexcept;
  /// OFFSET .. FETCH, since 12c.
  [[nodiscard]] bool has_offset_fetch() const noexcept {
    return config_.enable_offset_fetch && is_at_least(12);
  }

 protected:
  DialectConfig config_;

 private:
  std::unique_ptr<OraclePreparer> preparer_;
  OracleTypeCompiler type_compiler_;
  OracleLiterals literals_;
};

}  // namespace cupel::oracle
