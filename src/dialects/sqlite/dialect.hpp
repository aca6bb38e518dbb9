#pragma once

#include <memory>

#include "cupel/dialects/sqlite/dialect.hpp"

#include "dialects/sqlite/preparer.hpp"
#include "dialects/sqlite/type_compiler.hpp"

namespace cupel::sqlite {

/// SQLite as an engine sees it.
class SqliteDialect : public Dialect {
 public:
  SqliteDialect();

  std::string_view name() const noexcept override { return "sqlite"; }
  const dbapi::Driver* driver() const noexcept override;

  // Compiling.
  const IdentifierPreparer& identifier_preparer() const noexcept override { return *preparer_; }
  std::unique_ptr<SqlCompiler> sql_compiler(const CompileOptions& options) const override;
  std::unique_ptr<DdlCompiler> ddl_compiler(const CompileOptions& options) const override;
  const TypeCompiler& type_compiler() const noexcept override { return type_compiler_; }
  TypePtr adapt_type(const TypePtr& type) const override;

  // Connecting.
  dbapi::ConnectArgs create_connect_args(const URL& url) const override;
  const PoolClass& pool_class(const URL& url) const override;

  std::span<const std::string_view> isolation_levels() const noexcept override;
  std::string get_isolation_level(dbapi::Connection& connection) const override;
  void set_isolation_level(dbapi::Connection& connection, std::string_view level) const override;

  bool inserts_consecutive_keys(dbapi::Connection& connection, std::string_view table,
                                std::string_view schema) const override;

  // Reflection (reflection.cpp).
  std::vector<std::string> get_schema_names(DialectConnection& connection) const override;
  std::vector<std::string> get_relation_names(DialectConnection& connection,
                                              std::string_view schema, ObjectKind kind,
                                              ObjectScope scope) const override;
  std::optional<std::string> get_view_definition(DialectConnection& connection,
                                                 std::string_view view,
                                                 std::string_view schema) const override;
  std::vector<ReflectedTable> reflect_tables(DialectConnection& connection,
                                             const ReflectionRequest& request) const override;

 private:
  std::unique_ptr<SqlitePreparer> preparer_;
  SqliteTypeCompiler type_compiler_;
};

/// The type that a column's declaration means: by its name, else by SQLite's rules of affinity. A
/// text gets the collation.
[[nodiscard]] TypePtr type_from_declaration(std::string_view declaration,
                                            std::string_view collation = {});

}  // namespace cupel::sqlite
