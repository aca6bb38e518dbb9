#pragma once

#include "cupel/sql/compiler/ddl_compiler.hpp"

namespace cupel::mssql {

/// How SQL Server's DDL differs.
class MssqlDdlCompiler final : public DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;

 protected:
  std::string column_specification(const SchemaColumn& column, bool first_pk) override;
  std::string visit_computed(const Computed& e) override;
  std::string visit_identity(const Identity& e) override;
  std::string visit_create_index(const CreateIndexNode& e) override;
  std::string visit_drop_index(const DropIndexNode& e) override;
  std::string visit_create_table_as(const CreateTableAsNode& e) override;
  std::string visit_create_view(const CreateViewNode& e) override;
  std::string create_sequence_prefix(const SequenceNode& sequence) override;
  std::string visit_primary_key(const PrimaryKeyConstraint& e, const SchemaTable& table) override;
  std::string visit_unique(const UniqueConstraint& e, const SchemaTable& table) override;
  bool wants_type_check(const CheckConstraint& e) const override;
  std::string visit_set_table_comment(const SetTableCommentNode& e) override;
  std::string visit_drop_table_comment(const DropTableCommentNode& e) override;
  std::string visit_set_column_comment(const SetColumnCommentNode& e) override;
  std::string visit_drop_column_comment(const DropColumnCommentNode& e) override;

 private:
  [[nodiscard]] static std::string clustered(const DialectOptions& options);
  /// `'schema', s, 'table', t` for the procedures that keep comments.
  [[nodiscard]] std::string comment_target(const SchemaTable& table) const;
  [[nodiscard]] std::string national_literal(const std::string& text) const;
};

}  // namespace cupel::mssql
