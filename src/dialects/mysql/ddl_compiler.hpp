#pragma once

#include "cupel/sql/compiler/ddl_compiler.hpp"

#include "dialects/mysql/features.hpp"

namespace cupel::mysql {

class MysqlDdlCompiler final : public DdlCompiler {
 public:
  /// `features` outlives it.
  MysqlDdlCompiler(const CompilerContext& context, const CompileOptions& options,
                   const ServerFeatures& features)
      : DdlCompiler(context, options), features_(features) {}

 protected:
  std::string visit_create_index(const CreateIndexNode& e) override;
  std::string visit_drop_index(const DropIndexNode& e) override;
  std::string visit_create_sequence(const CreateSequenceNode& e) override;
  std::string visit_drop_constraint(const DropConstraintNode& e) override;
  std::string visit_set_table_comment(const SetTableCommentNode& e) override;
  std::string visit_drop_table_comment(const DropTableCommentNode& e) override;
  std::string visit_set_column_comment(const SetColumnCommentNode& e) override;
  std::string column_specification(const SchemaColumn& column, bool first_pk) override;
  std::string post_create_table(const SchemaTable& table) override;
  std::string visit_primary_key(const PrimaryKeyConstraint& e, const SchemaTable& table) override;
  std::string foreign_key_match(const ForeignKeyConstraint& e) override;

 private:
  /// An option of this dialect; `shared`: of MySQL where MariaDB's is not given.
  const OptionValue* option(const DialectOptions& options, std::string_view name,
                            bool shared = false) const;
  /// What stands behind DEFAULT, in parentheses where the server wants them.
  std::string default_clause(const std::string& value) const;

  const ServerFeatures& features_;
};

}  // namespace cupel::mysql
