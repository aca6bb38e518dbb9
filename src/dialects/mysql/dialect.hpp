#pragma once

#include <memory>

#include "cupel/dialect/abilities.hpp"
#include "cupel/dialects/mysql/dialect.hpp"

#include "dialects/mysql/features.hpp"
#include "dialects/mysql/literals.hpp"
#include "dialects/mysql/preparer.hpp"
#include "dialects/mysql/type_compiler.hpp"

namespace cupel::mysql {

/// MySQL or MariaDB as an engine sees it.
class MysqlDialect : public Dialect,
                     public TypedResults,
                     public ManyRowInserts,
                     public TwoPhaseStatements {
 public:
  /// `mariadb`: the dialect of that name.
  explicit MysqlDialect(bool mariadb);

  std::string_view name() const noexcept override { return mariadb_ ? "mariadb" : "mysql"; }

  const IdentifierPreparer& identifier_preparer() const noexcept override { return *preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override;
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override;
  const TypeCompiler& type_compiler() const noexcept override { return type_compiler_; }
  const LiteralContext& literal_context() const noexcept override { return literals_; }
  TypePtr adapt_type(const TypePtr& type) const override;

  const dbapi::Driver* driver() const noexcept override;
  dbapi::ConnectArgs create_connect_args(const URL& url) const override;
  /// Throws InvalidRequestError where `mariadb://` leads to a server that is not MariaDB.
  void initialize(dbapi::Connection& connection) override;

  std::span<const std::string_view> isolation_levels() const noexcept override;
  std::string get_isolation_level(dbapi::Connection& connection) const override;
  void set_isolation_level(dbapi::Connection& connection, std::string_view level) const override;

  TypePtr type_of_result(const dbapi::Statement& statement, std::size_t column) const override;

  // Many rows in one statement (many_rows.cpp).
  std::string insert_rows(const Compiled& insert, std::size_t rows) const override;
  bool tells_first_key() const noexcept override { return true; }
  bool inserts_consecutive_keys(dbapi::Connection& connection, std::string_view table,
                                std::string_view schema) const override;

  // XA transactions (twophase.cpp).
  Statements begin_twophase(std::string_view xid) const override;
  Statements prepare_twophase(std::string_view xid) const override;
  Statements commit_twophase(std::string_view xid, bool is_prepared) const override;
  Statements rollback_twophase(std::string_view xid, bool is_prepared) const override;
  std::vector<std::string> recover_twophase(dbapi::Connection& connection) const override;

  // Reflection (reflection.cpp).
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

 protected:
  [[nodiscard]] const ServerFeatures& features() const noexcept { return features_; }
  /// What the server is able to do from now on.
  void take_features(const ServerFeatures& features);

 private:
  const bool mariadb_;
  ServerFeatures features_;
  std::unique_ptr<MysqlPreparer> preparer_;
  MysqlTypeCompiler type_compiler_;
  MysqlLiterals literals_;
};

}  // namespace cupel::mysql
