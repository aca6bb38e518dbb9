#pragma once

#include "cupel/sql/compiler/ddl_compiler.hpp"

namespace cupel::sqlite {

class SqliteDdlCompiler final : public DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;

 protected:
  std::string visit_create_index(const CreateIndexNode& e) override;
  std::string column_specification(const SchemaColumn& column, bool first_pk) override;
  std::string post_create_table(const SchemaTable& table) override;
  bool view_if_not_exists(const CreateViewNode& e) const override;

  std::string visit_primary_key(const PrimaryKeyConstraint& e, const SchemaTable& table) override;
  std::string visit_unique(const UniqueConstraint& e, const SchemaTable& table) override;
  std::string visit_check(const CheckConstraint& e, const SchemaTable& table,
                          const SchemaColumn* column) override;
  std::string visit_foreign_key(const ForeignKeyConstraint& e, const SchemaTable& table) override;
  std::string remote_table(const ForeignKeyConstraint& e, const SchemaTable& remote) override;

 private:
  /// " ON CONFLICT <action>", or "" without one.
  std::string on_conflict(const OptionValue* action) const;
};

}  // namespace cupel::sqlite
