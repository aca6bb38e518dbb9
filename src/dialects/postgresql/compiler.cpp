#include "dialects/postgresql/compiler.hpp"

#include <algorithm>

#include "cupel/dialects/postgresql/functions.hpp"
#include "cupel/dialects/postgresql/operators.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/next_value.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/string_types.hpp"
#include "cupel/types/type_engine.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/type_compiler.hpp"

namespace cupel::postgresql {

CompilerTraits compiler_traits() {
  CompilerTraits traits;
  traits.name = "postgresql";
  traits.paramstyle = ParamStyle::numeric_dollar;
  traits.max_parameters = 65535;
  traits.max_identifier_length = 63;
  traits.supports_native_boolean = true;
  traits.supports_native_enum = true;
  traits.supports_native_uuid = true;
  traits.supports_native_decimal = true;
  traits.supports_native_json = true;
  traits.supports_for_update_of = true;
  traits.supports_default_values = true;
  traits.supports_empty_insert = false;
  traits.supports_default_metavalue = true;
  traits.supports_multivalues_insert = true;
  traits.insert_returning = true;
  traits.update_returning = true;
  traits.delete_returning = true;
  traits.update_returning_multifrom = true;
  traits.delete_returning_multifrom = true;
  traits.implicit_returning = true;
  traits.favor_returning_over_lastrowid = true;
  traits.postfetch_lastrowid = false;
  traits.insert_executemany_returning = true;
  traits.insert_executemany_returning_sort_by_parameter_order = true;
  traits.use_insertmanyvalues = true;
  traits.supports_sequences = true;
  traits.sequences_optional = true;
  traits.preexecute_autoincrement_sequences = true;
  traits.supports_identity_columns = true;
  traits.supports_comments = true;
  traits.supports_constraint_comments = true;
  return traits;
}

// --- operators
// -------------------------------------------------------------------------------------

std::string_view PostgresqlCompiler::like_keyword(const LikeForm& form) const {
  if (!form.fold_case) return SqlCompiler::like_keyword(form);
  return form.negated ? " NOT ILIKE " : " ILIKE ";
}

void PostgresqlCompiler::render_case_folded(const ClauseElement& e, const RenderScope& scope) {
  render(e, scope);
}

void PostgresqlCompiler::visit_match_binary(const BinaryExpression& e, const RenderScope& outer) {
  const bool negated = e.op() == Operator::not_match;
  if (negated) out() << "NOT ";
  const RenderScope scope = negated ? outer.with_binds() : outer;
  render(*e.left(), scope);
  out() << " @@ plainto_tsquery(";
  if (e.modifiers()) {
    if (const std::string* config = e.modifiers()->find("postgresql_regconfig")) {
      out() << literal_text(Value(*config), String()) << ", ";
    }
  }
  render(*e.right(), scope);
  out() << ')';
}

void PostgresqlCompiler::visit_regexp_match_binary(const BinaryExpression& e,
                                                   const RenderScope& scope) {
  const std::string_view op = e.op() == Operator::regexp_match ? " ~ " : " !~ ";
  if (!e.modifiers() || !e.modifiers()->flags) return render_binary(e, op, scope);
  const std::string& flags = *e.modifiers()->flags;
  if (flags == "i") {
    return render_binary(e, e.op() == Operator::regexp_match ? " ~* " : " !~* ", scope);
  }
  render(*e.left(), scope);
  out() << op << "CONCAT('(?', " << literal_text(Value(flags), String()) << ", ')', ";
  render(*e.right(), scope);
  out() << ')';
}

void PostgresqlCompiler::visit_regexp_replace_binary(const BinaryExpression& e,
                                                     const RenderScope& scope) {
  out() << "REGEXP_REPLACE(";
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  if (e.modifiers() && e.modifiers()->flags) {
    out() << ", " << literal_text(Value(*e.modifiers()->flags), String());
  }
  out() << ')';
}

void PostgresqlCompiler::visit_bitwise_xor_binary(const BinaryExpression& e,
                                                  const RenderScope& scope) {
  render_binary(e, " # ", scope);
}

void PostgresqlCompiler::visit_getitem_binary(const BinaryExpression& e, const RenderScope& scope) {
  render(*e.left(), scope);
  out() << '[';
  render(*e.right(), scope);
  out() << ']';
}

void PostgresqlCompiler::render_json_access(const BinaryExpression& e, std::string_view json_op,
                                            std::string_view text_op, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.eager_grouping = true;
  if (e.type()->type_affinity() == TypeAffinity::json) return render_binary(e, json_op, scope);
  // Text comes out; whoever wants a number or the like gets a cast.
  out() << "CAST(";
  render_binary(e, text_op, scope);
  out() << " AS " << type_text(*e.type()) << ')';
}

bool PostgresqlCompiler::subscripts() const noexcept {
  return traits().server_version == 0 || traits().server_version >= 140000;
}

void PostgresqlCompiler::render_subscript(const BinaryExpression& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  render(*e.left(), scope);
  out() << '[';
  scope.within_operator = false;
  render(*e.right(), scope);
  out() << ']';
}

void PostgresqlCompiler::visit_custom_binary(const BinaryExpression& e, const RenderScope& scope) {
  const bool is_index = e.left()->type()->index_operator().text == e.custom()->text;
  if (is_index && subscripts()) return render_subscript(e, scope);
  SqlCompiler::visit_custom_binary(e, scope);
}

void PostgresqlCompiler::visit_json_getitem_binary(const BinaryExpression& e,
                                                   const RenderScope& scope) {
  const bool jsonb = dynamic_cast<const JSONB*>(e.left()->type().get()) != nullptr;
  if (jsonb && subscripts() && e.type()->type_affinity() == TypeAffinity::json) {
    return render_subscript(e, scope);
  }
  render_json_access(e, " -> ", " ->> ", scope);
}

void PostgresqlCompiler::visit_json_path_getitem_binary(const BinaryExpression& e,
                                                        const RenderScope& scope) {
  render_json_access(e, " #> ", " #>> ", scope);
}

// --- functions
// -------------------------------------------------------------------------------------

void PostgresqlCompiler::visit_aggregate_strings_function(const Function& e,
                                                          const RenderScope& scope) {
  render_aggregate_strings("string_agg", e, scope);
}

bool PostgresqlCompiler::render_special_function(const Function& e, const RenderScope& scope) {
  if (e.known() == KnownFunction::pow) {
    out() << "power";
    render_arguments(e, scope.with_binds());
    return true;
  }
  if (!e.packages().empty() || !iequals(e.name().text(), "substring") || e.arguments().size() < 2) {
    return false;
  }
  out() << "SUBSTRING(";
  render(*e.arguments()[0], scope);
  out() << " FROM ";
  render(*e.arguments()[1], scope);
  if (e.arguments().size() > 2) {
    out() << " FOR ";
    render(*e.arguments()[2], scope);
  }
  out() << ')';
  return true;
}

void PostgresqlCompiler::visit_aggregate_order_by(const AggregateOrderBy& e,
                                                  const RenderScope& outer) {
  if (!e.is_argument()) return SqlCompiler::visit_aggregate_order_by(e, outer);
  RenderScope scope = outer;
  scope.result = nullptr;
  render(*e.element(), scope);
  out() << " ORDER BY ";
  render_list(e.order_by(), ", ", scope);
}

void PostgresqlCompiler::visit_array_literal(const ArrayLiteral& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  scope.within_operator = false;
  out() << "ARRAY[";
  render_list(e.items(), ", ", scope);
  out() << ']';
  if (e.items().empty() && e.says_type()) out() << "::" << type_text(*e.type());
}

void PostgresqlCompiler::visit_extension(const ClauseElement& e, const RenderScope& scope) {
  const std::string_view name = e.construct_name();
  if (name == ArrayLiteral::kName) {
    return visit_array_literal(static_cast<const ArrayLiteral&>(e), scope);
  }
  if (name == OnConflictClause::kName) {
    return render_on_conflict(static_cast<const OnConflictClause&>(e), false, scope);
  }
  if (name == DistinctOnClause::kName) {
    out() << "DISTINCT ON (";
    render_list(static_cast<const DistinctOnClause&>(e).columns(), ", ", scope);
    out() << ')';
    return;
  }
  SqlCompiler::visit_extension(e, scope);
}

void PostgresqlCompiler::visit_upsert(const UpsertClause& e, const RenderScope& scope) {
  render_upsert_as_on_conflict(e, scope);
}

bool PostgresqlCompiler::merge_form(MergeForm& form) const {
  const std::uint32_t version = traits().server_version;
  if (version != 0 && version < 150000) return false;
  form.do_nothing = true;
  form.by_source = form.returning = version == 0 || version >= 170000;
  return true;
}

bool PostgresqlCompiler::sentinel_form(SentinelForm& form) const {
  form.autoincrement = form.identity = form.sequence = form.monotonic = true;
  form.from_select = true;
  form.cast = [](const TypeEngine& impl, const TypeCompiler& types) {
    return bind_cast_text(impl, BindTyping::render_all_casts, types);
  };
  return true;
}

void PostgresqlCompiler::visit_next_value(const NextValue& e, const RenderScope&) {
  std::string name;
  const SequenceNode& sequence = e.sequence();
  if (const auto schema = IdentifierPreparer::effective_schema(Name(sequence.schema()),
                                                               &options().schema_translate_map)) {
    preparer().append_schema(name, schema->text(), schema->quote());
    name += '.';
  }
  preparer().append(name, sequence.name());
  out() << "nextval('" << name << "')";
}

// --- parameters
// ------------------------------------------------------------------------------------

std::string PostgresqlCompiler::bind_cast(const TypeEngine& impl) const {
  return bind_cast_text(impl, traits().bind_typing, context().type_compiler());
}

std::string PostgresqlCompiler::empty_set_expression(std::span<const TypePtr> types) {
  return str_cat("SELECT ",
                 join(types, ", ",
                      [this](const TypePtr& type) {
                        const bool known = type->kind() != TypeKind::null_type;
                        return str_cat("CAST(NULL AS ", known ? type_text(*type) : "INTEGER", ")");
                      }),
                 " WHERE 1!=1");
}

// --- clauses
// ---------------------------------------------------------------------------------------

void PostgresqlCompiler::apply_from_hint(SqlText::Mark start, std::string_view hint) {
  if (to_upper(hint) != "ONLY") {
    throw CompileError(str_cat("Unrecognized hint ", quoted(hint), "; PostgreSQL knows ONLY"));
  }
  SqlText only;
  only << "ONLY ";
  out().insert(start, only);
}

void PostgresqlCompiler::append_select_precolumns(const SelectState& e, const RenderScope& scope) {
  const SelectState::Parts& parts = e.parts();
  if (!parts.distinct && parts.rare->distinct_on.empty()) return;
  if (parts.rare->distinct_on.empty()) {
    out() << "DISTINCT ";
    return;
  }
  out() << "DISTINCT ON (";
  render_list(parts.rare->distinct_on, ", ", scope);
  out() << ") ";
}

void PostgresqlCompiler::append_limit(const RowLimit& limit, const RenderScope& scope) {
  if (limit.limit) {
    out() << " \n LIMIT ";
    render(*limit.limit, scope);
  }
  if (limit.offset) {
    if (!limit.limit) out() << "\n LIMIT ALL";
    out() << " OFFSET ";
    render(*limit.offset, scope);
  }
}

void PostgresqlCompiler::append_fetch(const RowLimit& limit, const RenderScope& scope) {
  if (limit.offset) {
    out() << "\n OFFSET (";
    render(*limit.offset, scope);
    out() << ") ROWS";
  }
  out() << "\n FETCH FIRST (";
  render(*limit.fetch, scope);
  out() << ')' << (limit.fetch_percent ? " PERCENT" : "") << " ROWS "
        << (limit.fetch_with_ties ? "WITH TIES" : "ONLY");
}

void PostgresqlCompiler::append_for_update(const ForUpdateArg& arg, const RenderScope& scope) {
  if (arg.read) {
    out() << (arg.key_share ? " FOR KEY SHARE" : " FOR SHARE");
  } else {
    out() << (arg.key_share ? " FOR NO KEY UPDATE" : " FOR UPDATE");
  }
  append_for_update_of(arg, scope);
  if (arg.nowait) out() << " NOWAIT";
  if (arg.skip_locked) out() << " SKIP LOCKED";
}

void PostgresqlCompiler::append_update_from(const UpdateState&, const FromList& extra_froms,
                                            const RenderScope& scope) {
  append_from_keyword(" FROM ", extra_froms, scope);
}

void PostgresqlCompiler::append_delete_extra_from(const DeleteState&, const FromList& extra_froms,
                                                  const RenderScope& scope) {
  append_from_keyword(" USING ", extra_froms, scope);
}

}  // namespace cupel::postgresql
