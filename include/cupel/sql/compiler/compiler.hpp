#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/compiler/compiled.hpp>
#include <cupel/sql/compiler/context.hpp>
#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/sql/compiler/identifier_preparer.hpp>
#include <cupel/sql/compiler/options.hpp>
#include <cupel/sql/compiler/render_scope.hpp>
#include <cupel/sql/compiler/sql_text.hpp>
#include <cupel/sql/compiler/stack_entry.hpp>
#include <cupel/sql/compiler/traits.hpp>
#include <cupel/sql/expression/nodes.hpp>

namespace cupel {

class MergeState;
class NextValue;
class OnConflictClause;
class UpsertClause;
class InsertedColumn;
class SqlValueExpressions;
struct CrudItem;
struct CrudPlan;
struct MergeClause;
struct MergeForm;
struct SentinelForm;

/// Which member of LIKE's family an operator is.
struct LikeForm {
  bool negated = false;
  bool fold_case = false;  ///< ILIKE and the i-forms
  bool before = false;     ///< a wildcard stands before the pattern
  bool after = false;      ///< a wildcard stands behind the pattern
};
[[nodiscard]] LikeForm like_form(Operator op) noexcept;

/// What differs between databases in OFFSET .. FETCH.
struct FetchForm {
  bool literal_integers = false;  ///< plain numbers are written into the text at execution
  bool require_offset = false;    ///< OFFSET 0 ROWS where no offset was given
  std::string_view first = "FETCH FIRST ";
};

/// Turns statements into text: one visit_ method for each kind of element, all overridable.
///
/// A dialect derives from it and overrides what differs. Output is appended to out(); a method
/// renders its children through render(). One object compiles one statement.
/// Not thread-safe. The context and the options outlive the compiler.
class SqlCompiler {
 public:
  SqlCompiler(const CompilerContext& context, const CompileOptions& options);
  virtual ~SqlCompiler();
  SqlCompiler(const SqlCompiler&) = delete;
  SqlCompiler& operator=(const SqlCompiler&) = delete;

  /// Compiles the one statement. Throws CompileError and what the statement's own parts throw.
  [[nodiscard]] Ptr<const Compiled> compile(const ClauseElement& element);
  /// The text of an expression with its values inline, for DDL: DEFAULT, CHECK, index expressions.
  /// `include_table`: columns are written with their table.
  [[nodiscard]] std::string render_inline(const ClauseElement& element, bool include_table = true);

  /// Appends the text of `element`: by the hook registered for it, else by its visit_ method.
  void render(const ClauseElement& element, const RenderScope& scope);
  /// As render(), without looking for a hook: what a hook calls for the usual text.
  void render_default(const ClauseElement& element, const RenderScope& scope);
  /// The text of `element` apart from the statement; parameters are written in the named style.
  [[nodiscard]] SqlText render_apart(const ClauseElement& element, const RenderScope& scope);

  [[nodiscard]] SqlText& out() noexcept { return out_; }
  [[nodiscard]] const CompilerContext& context() const noexcept { return context_; }
  [[nodiscard]] const CompilerTraits& traits() const noexcept { return traits_; }
  [[nodiscard]] const IdentifierPreparer& preparer() const noexcept { return preparer_; }
  [[nodiscard]] const CompileOptions& options() const noexcept { return options_; }

  /// A value as SQL text, by its type. Throws CompileError where the type cannot.
  [[nodiscard]] std::string literal_text(const Value& value, const TypeEngine& type) const;
  /// Appends a name as it is quoted, numbers of anonymous parts filled in, cut if too long.
  enum class NameClass : std::uint8_t { column, alias, parameter, values };
  void append_name(const Name& name, NameClass name_class);
  [[nodiscard]] std::string resolve_name(const Name& name, NameClass name_class);
  /// Renders the members of a list with `separator` between those that render as something.
  void render_list(const ColumnList& list, std::string_view separator, const RenderScope& scope);
  /// True for a plain number given to limit(), offset() or fetch(), as opposed to an expression or
  /// a parameter of the program's own.
  [[nodiscard]] static bool is_plain_integer(const ColumnElement& bound) noexcept;
  /// Conditions joined by AND, with true and false folded.
  void render_criteria(const ColumnList& criteria, const RenderScope& scope);

 protected:
  // --- column expressions (column_visitors.cpp) --------------------------------------------------
  virtual void visit_column(const ColumnClause& e, const RenderScope& scope);
  virtual void visit_null(const Null& e, const RenderScope& scope);
  virtual void visit_true(const True_& e, const RenderScope& scope);
  virtual void visit_false(const False_& e, const RenderScope& scope);
  virtual void visit_label(const Label& e, const RenderScope& scope);
  virtual void visit_grouping(const Grouping& e, const RenderScope& scope);
  virtual void visit_clause_list(const ClauseList& e, const RenderScope& scope);
  virtual void visit_expression_list(const ExpressionClauseList& e, const RenderScope& scope);
  virtual void visit_boolean_list(const BooleanClauseList& e, const RenderScope& scope);
  virtual void visit_tuple(const Tuple& e, const RenderScope& scope);
  virtual void visit_case(const Case& e, const RenderScope& scope);
  virtual void visit_cast(const Cast& e, const RenderScope& scope);
  virtual void visit_try_cast(const TryCast& e, const RenderScope& scope);
  virtual void visit_type_coerce(const TypeCoerce& e, const RenderScope& scope);
  virtual void visit_extract(const Extract& e, const RenderScope& scope);
  virtual void visit_collation(const CollationClause& e, const RenderScope& scope);
  virtual void visit_label_reference(const LabelReference& e, const RenderScope& scope);
  virtual void visit_textual_label_reference(const TextualLabelReference& e,
                                             const RenderScope& scope);
  virtual void visit_text(const TextClause& e, const RenderScope& scope);
  virtual void visit_scalar_select(const ScalarSelect& e, const RenderScope& scope);
  virtual void visit_exists(const Exists& e, const RenderScope& scope);
  virtual void visit_dml_column(const DmlColumn& e, const RenderScope& scope);
  virtual void visit_next_value(const NextValue& e, const RenderScope& scope);
  /// The word for EXTRACT(field ...).
  [[nodiscard]] virtual std::string_view extract_field(std::string_view field) const;
  /// The name of a type, as CAST has it.
  [[nodiscard]] virtual std::string type_text(const TypeEngine& type) const;
  /// expression AS name. `label`: the label this comes from, null for a made-up one.
  virtual void append_labelled(const ClauseElement& element, const Name& name, const Label* label,
                               const RenderScope& scope);
  /// `schema.table.` in front of a column.
  virtual void append_table_prefix(const FromClause& table);
  /// Text of a literal column or text() outside of its parameters.
  virtual void append_literal_sql(std::string_view text);

  // --- operators (operators.cpp) -----------------------------------------------------------------
  virtual void visit_unary(const UnaryExpression& e, const RenderScope& scope);
  virtual void visit_as_boolean(const AsBoolean& e, const RenderScope& scope);
  virtual void visit_collection_aggregate(const CollectionAggregate& e, const RenderScope& scope);
  virtual void visit_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_slice(const Slice& e, const RenderScope& scope);
  virtual void visit_mod_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_truediv_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_floordiv_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_pow_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_concat_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_is_distinct_from_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_match_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_regexp_match_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_regexp_replace_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_bitwise_xor_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_getitem_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_json_path_getitem_binary(const BinaryExpression& e, const RenderScope& scope);
  virtual void visit_custom_binary(const BinaryExpression& e, const RenderScope& scope);
  /// LIKE and its relatives; the operator tells case folding, wildcards and negation.
  virtual void visit_like_binary(const BinaryExpression& e, const RenderScope& scope);
  [[nodiscard]] virtual std::string_view like_keyword(const LikeForm& form) const;
  /// The pattern with the wildcards that the form adds.
  virtual void render_like_pattern(const ColumnElement& pattern, const LikeForm& form,
                                   const RenderScope& scope);
  /// The elements that a pattern consists of: those of a concatenation, to which wildcards can be
  /// added, or the pattern itself.
  [[nodiscard]] static ColumnList like_pattern_parts(const ColumnElement& pattern);
  virtual void visit_concat_list(const ExpressionClauseList& e, const RenderScope& scope);
  /// The operand of a comparison without regard to case: lower(x).
  virtual void render_case_folded(const ClauseElement& e, const RenderScope& scope);
  /// left `op` right.
  void render_binary(const BinaryExpression& e, std::string_view op, const RenderScope& scope);
  [[nodiscard]] virtual std::string_view operator_text(Operator op) const;

  // --- functions and windows (functions.cpp) -----------------------------------------------------
  virtual void visit_function(const Function& e, const RenderScope& scope);
  virtual void visit_over(const Over& e, const RenderScope& scope);
  virtual void visit_frame(const FrameClause& e, const RenderScope& scope);
  virtual void visit_function_filter(const FunctionFilter& e, const RenderScope& scope);
  virtual void visit_within_group(const WithinGroup& e, const RenderScope& scope);
  virtual void visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& scope);
  /// The form of aggregate_order_by() in standard SQL: function WITHIN GROUP (ORDER BY ..).
  void render_within_group(const AggregateOrderBy& e, const RenderScope& scope);
  virtual void visit_scalar_function_column(const ScalarFunctionColumn& e,
                                            const RenderScope& scope);
  virtual void visit_table_valued_column(const TableValuedColumn& e, const RenderScope& scope);
  virtual void visit_aggregate_strings_function(const Function& e, const RenderScope& scope);
  /// Name of a known function where the dialect has its own; empty: none.
  [[nodiscard]] virtual std::string_view function_name(KnownFunction function) const;
  /// Renders functions that a dialect treats by name; false: as usual.
  virtual bool render_special_function(const Function& e, const RenderScope& scope);
  void render_arguments(const Function& e, const RenderScope& scope);
  /// A part of a function's name: as given, unless its characters ask for quotes.
  void append_function_word(const Name& name);
  [[nodiscard]] virtual std::string_view exclude_text(const Name& exclude) const;
  /// `name(expression, separator)`, with the separator as a constant.
  void render_aggregate_strings(std::string_view name, const Function& e, const RenderScope& scope);

  // --- parameters (binds.cpp) --------------------------------------------------------------------
  virtual void visit_bind(const BindParameter& e, const RenderScope& scope);
  /// The SQL after a place that casts it to its type (`::INTEGER`); empty: none.
  [[nodiscard]] virtual std::string bind_cast(const TypeEngine& impl) const;
  /// What an IN list without members becomes, within the parentheses.
  [[nodiscard]] virtual std::string empty_set_text(std::span<const TypePtr> types, Operator op);
  /// What stands for a list without members outside of IN. Throws CompileError by default.
  [[nodiscard]] virtual std::string empty_set_expression(std::span<const TypePtr> types);
  /// A parameter's name as the driver can read it. `late`: it is settled at execution, a list for
  /// example, and its elements get names that begin with this one.
  [[nodiscard]] virtual std::string parameter_name(std::string_view key, bool late) const;
  /// The slot of `bind`; a new one, or that of its name. `crud`: a value of INSERT or UPDATE, named
  /// after its column. `name` empty: the parameter's own.
  /// Throws CompileError when the name has another meaning already.
  std::uint32_t register_bind(const BindParameter& bind, bool crud = false, std::string name = {});
  void append_literal(const BindParameter& bind, const RenderScope& scope);

  // --- FROM elements (from_clauses.cpp) ----------------------------------------------------------
  virtual void visit_table(const TableClause& e, const RenderScope& scope);
  virtual void visit_join(const Join& e, const RenderScope& scope);
  /// " JOIN " and the like.
  [[nodiscard]] virtual std::string_view join_keyword(const Join& e) const;
  virtual void visit_from_grouping(const FromGrouping& e, const RenderScope& scope);
  virtual void visit_alias(const Alias& e, const RenderScope& scope);
  virtual void visit_subquery(const Subquery& e, const RenderScope& scope);
  virtual void visit_lateral(const Lateral& e, const RenderScope& scope);
  virtual void visit_table_sample(const TableSample& e, const RenderScope& scope);
  virtual void visit_values(const Values& e, const RenderScope& scope);
  virtual void visit_scalar_values(const ScalarValues& e, const RenderScope& scope);
  virtual void visit_function_from(const FunctionFrom& e, const RenderScope& scope);
  virtual void visit_table_valued_alias(const TableValuedAlias& e, const RenderScope& scope);
  /// ` AS name` behind a FROM element.
  virtual void append_alias_suffix(std::string_view quoted_name);
  /// Puts a hint to the FROM element that was written since `start`: behind it, or around it.
  virtual void apply_from_hint(SqlText::Mark start, std::string_view hint);
  [[nodiscard]] virtual std::string_view values_row_keyword() const { return {}; }

  // --- CTEs (ctes.cpp) ---------------------------------------------------------------------------
  virtual void visit_cte(const CTE& e, const RenderScope& scope);
  [[nodiscard]] virtual std::string_view cte_preamble(bool recursive) const;

  // --- SELECT (select.cpp) -----------------------------------------------------------------------
  virtual void visit_select(const SelectState& e, const RenderScope& scope);
  virtual void visit_compound_select(const CompoundSelect& e, const RenderScope& scope);
  virtual void visit_select_grouping(const SelectGrouping& e, const RenderScope& scope);
  virtual void visit_textual_select(const TextualSelect& e, const RenderScope& scope);
  /// What this dialect writes in place of `e`, a SELECT of the same columns; null: `e` itself.
  /// Asked for every SELECT, those that it returned among them.
  [[nodiscard]] virtual Ptr<const SelectState> translate_select(const SelectState&) { return {}; }
  /// Whether a column of a SELECT is written with a label that nobody asked for.
  [[nodiscard]] virtual bool needs_label(const ColumnElement& column, bool as_from) const;
  /// What stands in a result for `column`: the SQL that its type puts around its columns, or the
  /// column itself.
  [[nodiscard]] ColumnPtr returned_expression(const ColumnPtr& column) const;
  /// True for expressions that the database knows by a name of their own.
  [[nodiscard]] static bool is_named_column(const ColumnElement& column) noexcept;
  /// DISTINCT and the like, with a space behind.
  virtual void append_select_precolumns(const SelectState& e, const RenderScope& scope);
  /// FROM where there is nothing to select from: ` FROM DUAL`.
  virtual void append_default_from() {}
  virtual void append_group_by(const ColumnList& group_by, const RenderScope& scope);
  virtual void append_order_by(const ColumnList& order_by, const RenderScope& scope);
  virtual void append_row_limit(const RowLimit& limit, const RenderScope& scope);
  virtual void append_limit(const RowLimit& limit, const RenderScope& scope);
  virtual void append_fetch(const RowLimit& limit, const RenderScope& scope);
  /// OFFSET .. ROWS FETCH FIRST .. ROWS, each where `limit` has it.
  void render_fetch(const RowLimit& limit, FetchForm form, const RenderScope& scope);
  virtual void append_for_update(const ForUpdateArg& arg, const RenderScope& scope);
  /// ` OF a, b`: the tables and aliases of what FOR UPDATE was given, each once.
  void append_for_update_of(const ForUpdateArg& arg, const RenderScope& scope);
  [[nodiscard]] virtual std::string_view compound_keyword(CompoundKeyword keyword) const;
  /// Text of the hints for the whole SELECT, behind the word SELECT; empty: none.
  [[nodiscard]] virtual std::string select_hint_text(std::span<const TableHint> hints);
  [[nodiscard]] virtual std::string statement_hint_text(
      std::span<const std::string_view> hints) const;

  // --- INSERT, UPDATE, DELETE (dml.cpp, crud.cpp) ------------------------------------------------
  virtual void visit_insert(const InsertState& e, const RenderScope& scope);
  virtual void visit_update(const UpdateState& e, const RenderScope& scope);
  virtual void visit_delete(const DeleteState& e, const RenderScope& scope);
  virtual void append_insert_table(const InsertState& e, const RenderScope& scope);
  virtual void append_default_values();
  /// ON CONFLICT .. DO ... `literal_target`: values in the WHERE of its target are written into
  /// the text.
  void render_on_conflict(const OnConflictClause& e, bool literal_target, const RenderScope& scope);
  /// What a generic upsert() becomes behind the values. Unsupported by default.
  virtual void visit_upsert(const UpsertClause& e, const RenderScope& scope);
  /// True where upsert() becomes a MERGE in place of an INSERT.
  [[nodiscard]] virtual bool upserts_by_merge() const { return false; }
  /// In upsert(), the value that was to be inserted into a column: `excluded.name`.
  virtual void visit_inserted_column(const InsertedColumn& e, const RenderScope& scope);
  /// upsert() as ON CONFLICT, for dialects that have it.
  void render_upsert_as_on_conflict(const UpsertClause& e, const RenderScope& scope);
  /// What an upsert sets in a row that is there: what was said, or every inserted column that is
  /// no key.
  [[nodiscard]] std::vector<DmlValue> upsert_set(const UpsertClause& e);
  /// How MERGE is written; false: the dialect has none.
  [[nodiscard]] virtual bool merge_form(MergeForm& form) const;
  virtual void visit_merge(const MergeState& e, const RenderScope& scope);
  /// By what an INSERT of many rows finds the rows of its RETURNING again, and how it is written
  /// for that. False: by nothing, the rows are sent one by one where their order matters.
  [[nodiscard]] virtual bool sentinel_form(SentinelForm& form) const;
  /// A column's name without its table, as it stands in SET.
  void append_column_name(const DmlValue& value, const TableClause& table);
  /// The clause behind the values of an INSERT (ON CONFLICT ...).
  virtual void visit_post_values_clause(const ClauseElement& e, const RenderScope& scope);
  /// RETURNING, or what stands for it. `populate`: the columns are those of the result.
  virtual void append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                                const RenderScope& scope);
  void render_returning_columns(const DmlBase& e, const ColumnList& columns, bool populate,
                                const RenderScope& scope);
  [[nodiscard]] std::vector<ColumnPlusNames> returning_plus_names(const DmlBase& e,
                                                                  const ColumnList& columns) const;
  /// A column as RETURNING has to name it: `inserted.id`.
  [[nodiscard]] virtual ColumnPtr returning_form(const DmlBase&, const ColumnPtr& column) {
    return column;
  }
  /// True where RETURNING (OUTPUT) stands before VALUES and WHERE.
  [[nodiscard]] virtual bool returning_precedes_values() const { return false; }
  /// False for statements after which RETURNING would not tell all rows.
  [[nodiscard]] virtual bool supports_implicit_returning(const DmlBase&) const { return true; }
  virtual void append_update_tables(const UpdateState& e, const FromList& extra_froms,
                                    const RenderScope& scope);
  /// UPDATE .. FROM; throws CompileError where the dialect has none.
  virtual void append_update_from(const UpdateState& e, const FromList& extra_froms,
                                  const RenderScope& scope);
  /// What follows the criteria of UPDATE and DELETE (LIMIT), with a space in front.
  virtual void append_post_criteria(const DmlBase&, const RenderScope&) {}
  /// Columns in SET are written with their table when there are several.
  [[nodiscard]] virtual bool table_in_update_columns() const { return false; }
  virtual void append_delete_table(const DeleteState& e, const FromList& extra_froms,
                                   const RenderScope& scope);
  /// DELETE .. USING; throws CompileError where the dialect has none.
  virtual void append_delete_extra_from(const DeleteState& e, const FromList& extra_froms,
                                        const RenderScope& scope);
  /// `keyword` and the FROM elements behind it.
  void append_from_keyword(std::string_view keyword, const FromList& froms,
                           const RenderScope& scope);
  virtual void visit_savepoint(const SavepointClause& e, const RenderScope& scope);

  virtual void visit_extension(const ClauseElement& e, const RenderScope& scope);
  virtual void visit_ddl(const ClauseElement& e, const RenderScope& scope);

  // --- for overriding methods --------------------------------------------------------------------
  /// True for "*", "" and this dialect's name.
  [[nodiscard]] bool applies_to_dialect(std::string_view dialect) const;
  [[noreturn]] void unsupported(std::string_view construct) const;
  [[nodiscard]] bool toplevel() const noexcept { return stack_.empty(); }
  [[nodiscard]] std::vector<StackEntry>& stack() noexcept { return stack_; }
  void add_result(const RenderScope& scope, std::string keyname, std::string name,
                  std::span<const ClauseElement* const> objects, const TypePtr& type,
                  std::string key = {});
  [[nodiscard]] CompiledFlags& flags() noexcept;
  /// Keeps a node made while compiling alive as long as the result.
  const ClauseElement& keep(Ptr<const ClauseElement> element);
  void append_prefixes(std::span<const PrefixClause> prefixes, const RenderScope& scope);
  /// A hint with the name of its FROM element filled in.
  [[nodiscard]] std::string hint_text(std::string_view text, const FromClause& from);

 private:
  friend class CrudBuilder;
  struct State;

  using AmbiguousTables = std::vector<std::pair<std::string, std::string>>;

  /// `original`: what the column stands for, where the dialect put another one in its place.
  void render_column(const ColumnPlusNames& entry, const RenderScope& scope, bool populate,
                     bool as_from, const ClauseElement* original = nullptr);
  void render_select(const SelectState& e, const RenderScope& scope);
  void restore_targets(const SelectState& written, const SelectState& e, std::size_t first_column);
  [[nodiscard]] const SqlValueExpressions* value_expressions(const TypeEngine& type,
                                                             TypePtr& impl) const;
  bool render_column_expression(const ColumnPlusNames& entry, const RenderScope& scope,
                                ResultTarget& target);
  bool render_wrapped_bind(const BindParameter& e, const RenderScope& scope);
  void visit_upsert_merge(const InsertState& e, const CrudPlan& plan, const UpsertClause& upsert,
                          const RenderScope& scope);
  void append_merge_clause(const MergeForm& form, const MergeClause& clause,
                           const TableClause& table, const RenderScope& scope);
  void append_merge_action(const MergeClause& clause, const TableClause& table,
                           const RenderScope& scope);
  void check_merge(const MergeForm& form, const MergeState& e) const;
  [[nodiscard]] FromList push_select(const SelectState& e, const RenderScope& scope);
  [[nodiscard]] AmbiguousTables begin_ambiguous_tables(const FromList& members);
  void end_ambiguous_tables(AmbiguousTables saved);
  [[nodiscard]] std::string ambiguous_alias(const std::string& table);
  void render_select_body(const SelectState& e, const FromList& froms, const RenderScope& scope);
  void append_criteria(std::string_view keyword, const ColumnList& criteria,
                       const RenderScope& scope);
  void append_clause(std::string_view keyword, const ColumnList& list, const RenderScope& scope);
  void append_extensions(std::span<const SyntaxExtension> extensions, std::string_view point,
                         const RenderScope& scope);
  void append_statement_hints(std::span<const StatementHint> hints);
  void render_independent_ctes(std::span<const IndependentCte> ctes, const RenderScope& scope);
  void insert_cte_clause(SqlText::Mark at, bool toplevel, bool include_following_stack);
  void render_cte(const CTE& e, bool nest_here, const RenderScope& scope);
  void render_aliased(const AliasedReturnsRows& e, const RenderScope& scope, bool parentheses);
  void render_values_rows(const std::vector<std::vector<Values::Row>>& data,
                          const ColumnList& columns, bool literal_binds, const RenderScope& scope);
  LabelResolution& labels_of(StackEntry& entry);
  [[nodiscard]] static const Label* order_by_label(const ColumnElement& element);
  void lint_comparison(const BinaryExpression& e, const RenderScope& scope);
  void begin_dml(const DmlBase& e);
  void push_dml(const DmlBase& e, const FromList& extra, const FromList& main);
  void check_insert(const InsertState& e, const CrudPlan& plan) const;
  void render_crud_value(const CrudItem& item, const RenderScope& scope);
  void append_crud_target(const CrudItem& item, bool with_table, const RenderScope& scope);
  [[nodiscard]] std::string numbered_parameter(const BindParameter& bind);
  [[nodiscard]] ColumnList returning_columns(const DmlBase& e,
                                             const std::vector<const ColumnClause*>& implicit,
                                             bool is_toplevel);
  void render_insert_values(const InsertState& e, const CrudPlan& plan, const RenderScope& scope);
  void append_table_hints(const FromClause& from, SqlText::Mark start, const RenderScope& scope);
  [[nodiscard]] static bool is_direct_element(const FromClause& alias, const FromClause& element);
  [[nodiscard]] static bool is_select_base(const ClauseElement& e) noexcept;
  void append_derived_columns(const TableValuedAlias& e);
  void render_cte_text(const CTE& e, const std::string& name, const RenderScope& scope);
  void append_cte_columns(const CTE& e);
  [[nodiscard]] SqlText take_cte_clause(bool toplevel, bool include_following_stack);
  void finish_binds();
  [[nodiscard]] std::int32_t key_index_of(const BindParameter& bind) const noexcept;
  [[nodiscard]] std::string try_empty_set(std::span<const TypePtr> types, Operator op);
  [[nodiscard]] std::string resolve_bind_name(const BindParameter& bind);
  [[nodiscard]] std::string literal_list(const BindParameter& bind, const Value& value,
                                         const std::pair<std::string, std::string>& wrap = {});
  [[nodiscard]] static std::vector<TypePtr> tuple_members(const TypeEngine& type);
  [[nodiscard]] std::string truncate_name(std::string resolved, NameClass name_class);

  const CompilerContext& context_;
  const CompilerTraits& traits_;
  const IdentifierPreparer& preparer_;
  const CompileOptions& options_;
  SqlText out_;
  std::vector<StackEntry> stack_;
  std::unique_ptr<State> state_;
};

}  // namespace cupel
