#pragma once

#include "cupel/dialects/oracle/vector.hpp"
#include "cupel/sql/compiler/ddl_compiler.hpp"

namespace cupel::oracle {

/// How Oracle's DDL differs.
class OracleDdlCompiler final : public DdlCompiler {
 public:
  using DdlCompiler::DdlCompiler;

 protected:
  std::string visit_create_index(const CreateIndexNode& e) override;
  std::string visit_drop_table_comment(const DropTableCommentNode& e) override;
  std::string visit_computed(const Computed& e) override;
  std::string visit_identity(const Identity& e) override;
  std::string post_create_table(const SchemaTable& table) override;
  std::string sequence_options(const SequenceOptions& options) const override;
  std::string foreign_key_cascades(const ForeignKeyConstraint& e) override;
};

}  // namespace cupel::oracle
