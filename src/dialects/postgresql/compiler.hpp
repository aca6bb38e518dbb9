#pragma once

#include "cupel/sql/compiler/compiler.hpp"

namespace cupel::postgresql {

class ArrayLiteral;

/// What PostgreSQL 13 and newer can do.
[[nodiscard]] CompilerTraits compiler_traits();

/// A generic type as PostgreSQL wants its values; `type` where nothing differs.
[[nodiscard]] TypePtr adapt_type(const TypePtr& type);

/// How PostgreSQL's SQL differs.
class PostgresqlCompiler final : public SqlCompiler {
 public:
  using SqlCompiler::SqlCompiler;

 protected:
  std::string_view like_keyword(const LikeForm& form) const override;
  void render_case_folded(const ClauseElement& e, const RenderScope& scope) override;
  void visit_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_regexp_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_regexp_replace_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_bitwise_xor_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_path_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& scope) override;
  void visit_aggregate_strings_function(const Function& e, const RenderScope& scope) override;
  bool render_special_function(const Function& e, const RenderScope& scope) override;
  void visit_extension(const ClauseElement& e, const RenderScope& scope) override;
  void visit_upsert(const UpsertClause& e, const RenderScope& scope) override;
  bool merge_form(MergeForm& form) const override;
  bool sentinel_form(SentinelForm& form) const override;
  void visit_custom_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_next_value(const NextValue& e, const RenderScope& scope) override;
  std::string bind_cast(const TypeEngine& impl) const override;
  std::string empty_set_expression(std::span<const TypePtr> types) override;
  void apply_from_hint(SqlText::Mark start, std::string_view hint) override;
  void append_select_precolumns(const SelectState& e, const RenderScope& scope) override;
  void append_limit(const RowLimit& limit, const RenderScope& scope) override;
  void append_fetch(const RowLimit& limit, const RenderScope& scope) override;
  void append_for_update(const ForUpdateArg& arg, const RenderScope& scope) override;
  void append_update_from(const UpdateState& e, const FromList& extra_froms,
                          const RenderScope& scope) override;
  void append_delete_extra_from(const DeleteState& e, const FromList& extra_froms,
                                const RenderScope& scope) override;

 private:
  void visit_array_literal(const ArrayLiteral& e, const RenderScope& scope);
  /// `data['a']` in place of an operator: from PostgreSQL 14 on.
  [[nodiscard]] bool subscripts() const noexcept;
  void render_subscript(const BinaryExpression& e, const RenderScope& scope);
  void render_json_access(const BinaryExpression& e, std::string_view json_op,
                          std::string_view text_op, const RenderScope& scope);
};

}  // namespace cupel::postgresql
