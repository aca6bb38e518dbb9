#pragma once

#include "cupel/sql/compiler/compiler.hpp"

namespace cupel::sqlite {

/// What SQLite can do, from the version 3.35 on that has RETURNING.
[[nodiscard]] CompilerTraits compiler_traits();

/// How SQLite's SQL differs.
class SqliteCompiler final : public SqlCompiler {
 public:
  using SqlCompiler::SqlCompiler;

 protected:
  void visit_truediv_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_is_distinct_from_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_regexp_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_bitwise_xor_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_path_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_extract(const Extract& e, const RenderScope& scope) override;
  bool render_special_function(const Function& e, const RenderScope& scope) override;
  void visit_aggregate_strings_function(const Function& e, const RenderScope& scope) override;
  std::string empty_set_text(std::span<const TypePtr> types, Operator op) override;
  std::string empty_set_expression(std::span<const TypePtr> types) override;
  void append_limit(const RowLimit& limit, const RenderScope& scope) override;
  void visit_extension(const ClauseElement& e, const RenderScope& scope) override;
  void visit_upsert(const UpsertClause& e, const RenderScope& scope) override;
  bool sentinel_form(SentinelForm& form) const override;
  void append_for_update(const ForUpdateArg& arg, const RenderScope& scope) override;
  void append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                        const RenderScope& scope) override;
  void append_update_from(const UpdateState& e, const FromList& extra_froms,
                          const RenderScope& scope) override;
};

}  // namespace cupel::sqlite
