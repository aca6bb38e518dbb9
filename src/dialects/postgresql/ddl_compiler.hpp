#pragma once

#include "cupel/dialects/postgresql/types.hpp"
#include "cupel/sql/compiler/ddl_compiler.hpp"

namespace cupel::postgresql {

class PostgresqlDdlCompiler final : public DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;
  std::optional<SchemaExecutor::NamedType> named_type(const TypePtr& type) const override;

 protected:
  std::string visit_create_index(const CreateIndexNode& e) override;
  std::string visit_drop_index(const DropIndexNode& e) override;
  std::string column_specification(const SchemaColumn& column, bool first_pk) override;
  std::string post_create_table(const SchemaTable& table) override;
  std::string create_sequence_prefix(const SequenceNode& sequence) override;
  std::string create_view_suffix(const CreateViewNode& e) override;
  std::string visit_extension(const DdlExtension& e) override;

  std::string visit_computed(const Computed& e) override;
  std::string visit_primary_key(const PrimaryKeyConstraint& e, const SchemaTable& table) override;
  std::string visit_unique(const UniqueConstraint& e, const SchemaTable& table) override;
  std::string visit_check(const CheckConstraint& e, const SchemaTable& table,
                          const SchemaColumn* column) override;
  std::string visit_foreign_key(const ForeignKeyConstraint& e, const SchemaTable& table) override;
  std::string visit_exclude(const Constraint& e, const SchemaTable& table) override;
  std::string unique_distinct(const UniqueConstraint& e) override;
  bool is_cascade_action(std::string_view phrase) const override;

 private:
  /// " INCLUDE (a, b)", or "".
  std::string include(const DialectOptions& options, const SchemaTable& table) const;
  /// " WITH (a = 1, b = false)", or "".
  static std::string storage_parameters(const DialectOptions& options);
  static std::string not_valid(const DialectOptions& options);
  std::string enum_ddl(const Enum& type, bool drop);
  std::string domain_ddl(const DOMAIN& type, bool drop);
};

}  // namespace cupel::postgresql
