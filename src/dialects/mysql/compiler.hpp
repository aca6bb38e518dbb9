#pragma once

#include "cupel/dialects/mysql/insert.hpp"
#include "cupel/dialects/mysql/match.hpp"
#include "cupel/sql/compiler/compiler.hpp"

#include "dialects/mysql/features.hpp"

namespace cupel::mysql {

/// How MySQL's and MariaDB's SQL differs.
class MysqlCompiler final : public SqlCompiler {
 public:
  /// `features` outlives it.
  MysqlCompiler(const CompilerContext& context, const CompileOptions& options,
                const ServerFeatures& features)
      : SqlCompiler(context, options), features_(features) {}

 protected:
  void visit_column(const ColumnClause& e, const RenderScope& scope) override;
  void visit_true(const True_& e, const RenderScope& scope) override;
  void visit_false(const False_& e, const RenderScope& scope) override;
  void visit_cast(const Cast& e, const RenderScope& scope) override;
  std::string_view extract_field(std::string_view field) const override;
  void visit_next_value(const NextValue& e, const RenderScope& scope) override;

  void visit_concat_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_concat_list(const ExpressionClauseList& e, const RenderScope& scope) override;
  void render_like_pattern(const ColumnElement& pattern, const LikeForm& form,
                           const RenderScope& scope) override;
  void visit_is_distinct_from_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_regexp_match_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_regexp_replace_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;
  void visit_json_path_getitem_binary(const BinaryExpression& e, const RenderScope& scope) override;

  bool render_special_function(const Function& e, const RenderScope& scope) override;
  void visit_aggregate_strings_function(const Function& e, const RenderScope& scope) override;
  void visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& scope) override;

  std::string empty_set_expression(std::span<const TypePtr> types) override;
  std::string_view join_keyword(const Join& e) const override;
  void apply_from_hint(SqlText::Mark start, std::string_view hint) override;
  void append_default_from() override;
  void append_limit(const RowLimit& limit, const RenderScope& scope) override;
  void append_for_update(const ForUpdateArg& arg, const RenderScope& scope) override;

  void append_update_tables(const UpdateState& e, const FromList& extra_froms,
                            const RenderScope& scope) override;
  void append_update_from(const UpdateState& e, const FromList& extra_froms,
                          const RenderScope& scope) override;
  bool table_in_update_columns() const override { return true; }
  void append_delete_table(const DeleteState& e, const FromList& extra_froms,
                           const RenderScope& scope) override;
  void append_delete_extra_from(const DeleteState& e, const FromList& extra_froms,
                                const RenderScope& scope) override;
  void append_post_criteria(const DmlBase& e, const RenderScope& scope) override;
  void visit_upsert(const UpsertClause& e, const RenderScope& scope) override;
  bool sentinel_form(SentinelForm& form) const override;
  void visit_inserted_column(const InsertedColumn& e, const RenderScope& scope) override;
  void visit_extension(const ClauseElement& e, const RenderScope& scope) override;

 private:
  /// The type as CAST takes it; empty where it takes none of that kind.
  std::string cast_type(const TypePtr& type) const;
  void render_match(const ColumnList& columns, const ColumnElement& against,
                    const MatchModes& modes, const RenderScope& scope);
  void render_json_access(const BinaryExpression& e, const RenderScope& scope);
  void render_json_extract(const BinaryExpression& e, const RenderScope& scope);
  /// `(?flags)` in front of a pattern: how MariaDB is told flags.
  void render_flagged_pattern(const std::string& flags, const ClauseElement& pattern,
                              const RenderScope& scope);
  void render_group_concat(const Function& e, const ColumnList* order_by, const RenderScope& scope);
  void render_on_duplicate_key(const OnDuplicateClause& e, const RenderScope& scope);
  /// A column of the row that could not be inserted: VALUES(name), or new.name.
  void append_inserted(const Name& name);

  const ServerFeatures& features_;
  /// The clause that is being written: its `inserted` columns get the form of the server.
  const OnDuplicateClause* on_duplicate_ = nullptr;
  /// The name of the new row where the server wants one.
  std::string_view row_alias_;
};

}  // namespace cupel::mysql
