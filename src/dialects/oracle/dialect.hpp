#pragma once

#include "cupel/dialects/oracle/dialect.hpp"

#include "dialects/oracle/literals.hpp"
#include "dialects/oracle/preparer.hpp"
#include "dialects/oracle/type_compiler.hpp"

namespace cupel::oracle {

/// Oracle Database as a compiler sees it.
class OracleDialect final : public Dialect {
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

  [[nodiscard]] const DialectConfig& config() const noexcept { return config_; }
  /// False where the server is known to be older than `major`.`minor`.
  [[nodiscard]] bool is_at_least(int major, int minor = 0) const noexcept;
  /// OFFSET .. FETCH, since 12c.
  [[nodiscard]] bool has_offset_fetch() const noexcept {
    return config_.enable_offset_fetch && is_at_least(12);
  }

 private:
  DialectConfig config_;
  std::unique_ptr<OraclePreparer> preparer_;
  OracleTypeCompiler type_compiler_;
  OracleLiterals literals_;
};

}  // namespace cupel::oracle
