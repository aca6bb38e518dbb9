#pragma once

#include <vector>

#include "cupel/sql/compiler/compiler.hpp"

namespace cupel::oracle {

class OracleDialect;

/// How Oracle's SQL differs.
class OracleCompiler final : public SqlCompiler {
 public:
  OracleCompiler(const OracleDialect& dialect, const CompileOptions& options);

 protected:
  void visit_true(const True_& e, const RenderScope& scope) override;
  void visit_false(const False_& e, const RenderScope& scope) override;
  void visit_cast(const Cast& e, const RenderScope& scope) override;
  void visit_next_value(const NextValue& e, const RenderScope& scope) override;
  void visit_table_valued_column(const TableValuedColumn& e, const RenderScope& scope) override;
  void visit_extension(const ClauseElement& e, const RenderScope& scope) override;

  void visit_unary(const UnaryExpression& e, const RenderScope& scope) override;
  void visit_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_mod_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_is_distinct_from_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_regexp_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_regexp_replace_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_path_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;

  bool render_special_function(const Function& e, const RenderScope& scope) override;
  void visit_aggregate_strings_function(const Function& e, const RenderScope& scope) override;
  void visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& scope) override;

  void visit_bind(const BindParameter& e, const RenderScope& scope) override;
  std::string parameter_name(std::string_view key, bool late) const override;
  std::string empty_set_expression(std::span<const TypePtr> types) override;

  void visit_join(const Join& e, const RenderScope& scope) override;
  void visit_function_from(const FunctionFrom& e, const RenderScope& scope) override;
  void append_alias_suffix(std::string_view quoted_name) override;
  std::string_view cte_preamble(bool recursive) const override;

  Ptr<const SelectState> translate_select(const SelectState& e) override;
  void append_default_from() override;
  void append_row_limit(const RowLimit& limit, const RenderScope& scope) override;
  void append_limit(const RowLimit& limit, const RenderScope& scope) override;
  void append_fetch(const RowLimit& limit, const RenderScope& scope) override;
  void append_for_update(const ForUpdateArg& arg, const RenderScope& scope) override;
  std::string_view compound_keyword(CompoundKeyword keyword) const override;
  std::string select_hint_text(std::span<const TableHint> hints) override;

  bool upserts_by_merge() const override { return true; }
  bool merge_form(MergeForm& form) const override;
  void append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                        const RenderScope& scope) override;

 private:
  /// `name(left, right)`
  void render_call(std::string_view name, const BinaryExpression& e, const RenderScope& scope);
  void render_json_access(const BinaryExpression& e, const RenderScope& scope);
  void warn_of_computed_column(const ColumnElement& column) const;

  const OracleDialect& dialect_;
  std::vector<const SelectState*> translated_;  ///< what translate_select() made; kept by keep()
  std::vector<const BindParameter*> literal_limits_;  ///< written into the text at execution
  bool has_out_parameters_ = false;
};

}  // namespace cupel::oracle
