#include "cupel/sql/compiler/compiler.hpp"

#include <typeinfo>

#include "cupel/error/errors.hpp"
#include "cupel/schema/next_value.hpp"
#include "cupel/sql/expression/element_families.hpp"
#include "cupel/sql/expression/merge.hpp"
#include "cupel/sql/expression/tstring.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"
#include "sql/compiler/finish.hpp"
#include "sql/compiler/hooks.hpp"

namespace cupel {

SqlCompiler::SqlCompiler(const CompilerContext& context, const CompileOptions& options)
    : context_(context),
      traits_(context.traits()),
      preparer_(context.identifier_preparer()),
      options_(options),
      state_(std::make_unique<State>()) {
  out_.reserve(512, 16);
}

SqlCompiler::~SqlCompiler() = default;

Ptr<const Compiled> SqlCompiler::compile(const ClauseElement& element) {
  CompiledParts& parts = state_->parts;
  parts.statement = ElementPtr(&element);
  parts.context = &context_;
  parts.paramstyle = traits_.paramstyle;
  parts.tuple_in_values = traits_.tuple_in_values;
  RenderScope scope;
  scope.literal_binds = options_.literal_binds;
  scope.render_postcompile = options_.render_postcompile;
  render(element, scope);
  finish_binds();
  FinishInput input{out_, state_->wraps};
  if (state_->has_insert_values) {
    input.values_begin = &state_->insert_values_begin;
    input.values_end = &state_->insert_values_end;
  }
  finish_text(parts, input);
  auto compiled = make_ptr<const Compiled>(std::move(parts));
  return options_.render_postcompile ? expanded(compiled) : compiled;
}

std::string SqlCompiler::render_inline(const ClauseElement& element, bool include_table) {
  RenderScope scope;
  scope.literal_binds = true;
  scope.include_table = include_table;
  scope.from_ddl = true;
  const SqlText::Mark mark = out_.end();
  render(element, scope);
  return std::move(out_.take_since(mark).text());
}

SqlText SqlCompiler::render_apart(const ClauseElement& element, const RenderScope& scope) {
  const SqlText::Mark mark = out_.end();
  render(element, scope);
  return out_.take_since(mark);
}

void SqlCompiler::finish_binds() {
  for (BindSlot& slot : state_->binds.slots()) {
    slot.impl = context_.type_impl(*slot.type);
    if (!slot.expanding) continue;
    LateBind late;
    late.bind = static_cast<std::uint32_t>(&slot - state_->binds.slots().data());
    std::vector<TypePtr> members = tuple_members(*slot.type);
    late.types = members;
    if (members.empty()) members.push_back(slot.type);
    late.empty = slot.bind->expand_op() == Operator::none && !slot.bind->has_value()
                     ? std::string()
                     : try_empty_set(members, slot.bind->expand_op());
    if (traits_.bind_typing != BindTyping::none) {
      if (late.types.empty()) late.cast = bind_cast(*slot.impl);
    }
    state_->parts.late_binds.push_back(std::move(late));
  }
  state_->parts.binds = std::move(state_->binds.slots());
}

std::string SqlCompiler::try_empty_set(std::span<const TypePtr> types, Operator op) {
  try {
    return empty_set_text(types, op);
  } catch (const CompileError&) {
    return {};  // an error only where the list turns out to be empty
  }
}

CompiledFlags& SqlCompiler::flags() noexcept {
  return state_->parts.flags;
}

const ClauseElement& SqlCompiler::keep(Ptr<const ClauseElement> element) {
  state_->parts.kept.push_back(std::move(element));
  return *state_->parts.kept.back();
}

void SqlCompiler::unsupported(std::string_view construct) const {
  throw UnsupportedCompilationError(
      str_cat("Compiler of dialect '", traits_.name, "' can't render ", construct,
              "; compile the statement for a dialect that has it, or register a rendering with "
              "compiles<T>()"));
}

void SqlCompiler::visit_extension(const ClauseElement& e, const RenderScope& scope) {
  if (e.construct_name() == UpsertClause::kName) {
    return visit_upsert(static_cast<const UpsertClause&>(e), scope);
  }
  if (e.construct_name() == TString::kName) {
    if (stack_.empty()) flags().is_text = true;
    RenderScope inner = scope;
    inner.result = nullptr;
    if (scope.result != nullptr) {
      const ClauseElement* self[] = {&e};
      add_result(scope, {}, {}, self, as<ColumnElement>(e).type());
    }
    for (const TString::Piece& piece : static_cast<const TString&>(e).pieces()) {
      append_literal_sql(piece.text);
      if (!piece.element) continue;
      inner.as_from = as_from(piece.element.get()) != nullptr;
      render(*piece.element, inner);
    }
    return;
  }
  if (e.construct_name() == MergeState::kName) {
    return visit_merge(static_cast<const MergeState&>(e), scope);
  }
  if (e.construct_name() == InsertedColumn::kName) {
    return visit_inserted_column(static_cast<const InsertedColumn&>(e), scope);
  }
  unsupported(str_cat("construct of class ", demangled_name(typeid(e))));
}

// --- dispatch
// --------------------------------------------------------------------------------------

void SqlCompiler::render(const ClauseElement& element, const RenderScope& scope) {
  const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(element.kind());
  if ((hooked_kinds() & bit) != 0) {
    if (const CompilesHook* hook = find_hook(element, traits_.name)) {
      (*hook)(element, *this, scope);
      return;
    }
  }
  render_default(element, scope);
}

// The only switch over ElementKind. It has no default on purpose: -Werror=switch turns a new kind
// without a visit_ method into a build error.
void SqlCompiler::render_default(const ClauseElement& e, const RenderScope& s) {
  switch (e.kind()) {
    case ElementKind::column:
      return visit_column(as<ColumnClause>(e), s);
    case ElementKind::bind:
      return visit_bind(as<BindParameter>(e), s);
    case ElementKind::null:
      return visit_null(as<Null>(e), s);
    case ElementKind::true_:
      return visit_true(as<True_>(e), s);
    case ElementKind::false_:
      return visit_false(as<False_>(e), s);
    case ElementKind::label:
      return visit_label(as<Label>(e), s);
    case ElementKind::grouping:
      return visit_grouping(as<Grouping>(e), s);
    case ElementKind::unary:
      return visit_unary(as<UnaryExpression>(e), s);
    case ElementKind::as_boolean:
      return visit_as_boolean(as<AsBoolean>(e), s);
    case ElementKind::collection_aggregate:
      return visit_collection_aggregate(as<CollectionAggregate>(e), s);
    case ElementKind::binary:
      return visit_binary(as<BinaryExpression>(e), s);
    case ElementKind::slice:
      return visit_slice(as<Slice>(e), s);
    case ElementKind::expression_list:
      return visit_expression_list(as<ExpressionClauseList>(e), s);
    case ElementKind::boolean_list:
      return visit_boolean_list(as<BooleanClauseList>(e), s);
    case ElementKind::clause_list:
      return visit_clause_list(as<ClauseList>(e), s);
    case ElementKind::tuple:
      return visit_tuple(as<Tuple>(e), s);
    case ElementKind::case_:
      return visit_case(as<Case>(e), s);
    case ElementKind::cast:
      return visit_cast(as<Cast>(e), s);
    case ElementKind::try_cast:
      return visit_try_cast(as<TryCast>(e), s);
    case ElementKind::type_coerce:
      return visit_type_coerce(as<TypeCoerce>(e), s);
    case ElementKind::extract:
      return visit_extract(as<Extract>(e), s);
    case ElementKind::collation:
      return visit_collation(as<CollationClause>(e), s);
    case ElementKind::function:
      return visit_function(as<Function>(e), s);
    case ElementKind::over:
      return visit_over(as<Over>(e), s);
    case ElementKind::frame:
      return visit_frame(as<FrameClause>(e), s);
    case ElementKind::function_filter:
      return visit_function_filter(as<FunctionFilter>(e), s);
    case ElementKind::within_group:
      return visit_within_group(as<WithinGroup>(e), s);
    case ElementKind::aggregate_order_by:
      return visit_aggregate_order_by(as<AggregateOrderBy>(e), s);
    case ElementKind::scalar_function_column:
      return visit_scalar_function_column(as<ScalarFunctionColumn>(e), s);
    case ElementKind::table_valued_column:
      return visit_table_valued_column(as<TableValuedColumn>(e), s);
    case ElementKind::text:
      return visit_text(as<TextClause>(e), s);
    case ElementKind::label_reference:
      return visit_label_reference(as<LabelReference>(e), s);
    case ElementKind::text_label_reference:
      return visit_textual_label_reference(as<TextualLabelReference>(e), s);
    case ElementKind::scalar_select:
      return visit_scalar_select(as<ScalarSelect>(e), s);
    case ElementKind::exists:
      return visit_exists(as<Exists>(e), s);
    case ElementKind::from_dml_column:
      return visit_dml_column(as<DmlColumn>(e), s);
    case ElementKind::next_value:
      return visit_next_value(as<NextValue>(e), s);
    case ElementKind::table:
      return visit_table(as<TableClause>(e), s);
    case ElementKind::join:
      return visit_join(as<Join>(e), s);
    case ElementKind::from_grouping:
      return visit_from_grouping(as<FromGrouping>(e), s);
    case ElementKind::alias:
      return visit_alias(as<Alias>(e), s);
    case ElementKind::subquery:
      return visit_subquery(as<Subquery>(e), s);
    case ElementKind::cte:
      return visit_cte(as<CTE>(e), s);
    case ElementKind::lateral:
      return visit_lateral(as<Lateral>(e), s);
    case ElementKind::table_sample:
      return visit_table_sample(as<TableSample>(e), s);
    case ElementKind::values:
      return visit_values(as<Values>(e), s);
    case ElementKind::scalar_values:
      return visit_scalar_values(as<ScalarValues>(e), s);
    case ElementKind::function_from:
      return visit_function_from(as<FunctionFrom>(e), s);
    case ElementKind::table_valued_alias:
      return visit_table_valued_alias(as<TableValuedAlias>(e), s);
    case ElementKind::select:
      return visit_select(as<SelectState>(e), s);
    case ElementKind::compound_select:
      return visit_compound_select(as<CompoundSelect>(e), s);
    case ElementKind::select_grouping:
      return visit_select_grouping(as<SelectGrouping>(e), s);
    case ElementKind::textual_select:
      return visit_textual_select(as<TextualSelect>(e), s);
    case ElementKind::insert:
      return visit_insert(as<InsertState>(e), s);
    case ElementKind::update:
      return visit_update(as<UpdateState>(e), s);
    case ElementKind::delete_:
      return visit_delete(as<DeleteState>(e), s);
    case ElementKind::savepoint:
    case ElementKind::rollback_savepoint:
    case ElementKind::release_savepoint:
      return visit_savepoint(as<SavepointClause>(e), s);
    case ElementKind::ddl:
      return visit_ddl(e, s);
    case ElementKind::extension:
      return visit_extension(e, s);
  }
}

void SqlCompiler::visit_ddl(const ClauseElement&, const RenderScope&) {
  unsupported("DDL inside another statement");
}

}  // namespace cupel
