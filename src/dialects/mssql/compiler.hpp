#pragma once

#include <utility>
#include <vector>

#include "cupel/sql/compiler/compiler.hpp"

namespace cupel::mssql {

class MssqlDialect;

/// How SQL Server's SQL differs.
class MssqlCompiler final : public SqlCompiler {
 public:
  MssqlCompiler(const MssqlDialect& dialect, const CompileOptions& options);

 protected:
  void visit_true(const True_& e, const RenderScope& scope) override;
  void visit_false(const False_& e, const RenderScope& scope) override;
  void visit_try_cast(const TryCast& e, const RenderScope& scope) override;
  void visit_extract(const Extract& e, const RenderScope& scope) override;
  std::string_view extract_field(std::string_view field) const override;
  void visit_next_value(const NextValue& e, const RenderScope& scope) override;

  std::string_view operator_text(Operator op) const override;
  void visit_concat_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_concat_list(const ExpressionClauseList& e, const RenderScope& scope) override;
  void visit_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_is_distinct_from_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_path_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;

  bool render_special_function(const Function& e, const RenderScope& scope) override;
  void visit_aggregate_strings_function(const Function& e, const RenderScope& scope) override;
  void visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& scope) override;
  void visit_frame(const FrameClause& e, const RenderScope& scope) override;

  std::string empty_set_expression(std::span<const TypePtr> types) override;

  void apply_from_hint(SqlText::Mark start, std::string_view hint) override;
  std::string_view cte_preamble(bool recursive) const override;

  Ptr<const SelectState> translate_select(const SelectState& e) override;
  void append_select_precolumns(const SelectState& e, const RenderScope& scope) override;
  void append_order_by(const ColumnList& order_by, const RenderScope& scope) override;
  void append_row_limit(const RowLimit& limit, const RenderScope& scope) override;
  void append_for_update(const ForUpdateArg& arg, const RenderScope& scope) override;

  bool upserts_by_merge() const override { return true; }
  bool merge_form(MergeForm& form) const override;
  bool sentinel_form(SentinelForm& form) const override;
  bool returning_precedes_values() const override { return true; }
  void append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                        const RenderScope& scope) override;
  ColumnPtr returning_form(const DmlBase& e, const ColumnPtr& column) override;
  void append_update_from(const UpdateState& e, const FromList& extra_froms,
                          const RenderScope& scope) override;
  void append_delete_table(const DeleteState& e, const FromList& extra_froms,
                           const RenderScope& scope) override;
  void append_delete_extra_from(const DeleteState& e, const FromList& extra_froms,
                                const RenderScope& scope) override;
  void visit_savepoint(const SavepointClause& e, const RenderScope& scope) override;
  void visit_extension(const ClauseElement& e, const RenderScope& scope) override;

 private:
  void render_json_access(const BinaryExpression& e, const RenderScope& scope);
  void append_from_with_table(const DmlBase& e, const FromList& extra_froms,
                              const RenderScope& scope);

  const MssqlDialect& dialect_;
  std::vector<const SelectState*> translated_;  ///< what translate_select() made
  /// The rows written by the statements that are being rendered, under the names of OUTPUT.
  std::vector<std::pair<const DmlBase*, Ptr<const Alias>>> output_rows_;
};

}  // namespace cupel::mssql
