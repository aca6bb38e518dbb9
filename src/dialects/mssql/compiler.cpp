#include "dialects/mssql/compiler.hpp"

#include <algorithm>

#include "cupel/error/errors.hpp"
#include "cupel/schema/next_value.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/sql/traversal/visitors.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/mssql/dialect.hpp"
#include "dialects/mssql/row_limit.hpp"
#include "dialects/mssql/select_into.hpp"

namespace cupel::mssql {

MssqlCompiler::MssqlCompiler(const MssqlDialect& dialect, const CompileOptions& options)
    : SqlCompiler(dialect, options), dialect_(dialect) {}

// --- expressions
// -----------------------------------------------------------------------------------

void MssqlCompiler::visit_true(const True_&, const RenderScope&) {
  out() << '1';
}
void MssqlCompiler::visit_false(const False_&, const RenderScope&) {
  out() << '0';
}

void MssqlCompiler::visit_try_cast(const TryCast& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.result = nullptr;
  out() << "TRY_CAST (";
  render(*e.element(), inner);
  out() << " AS " << type_text(*e.type()) << ')';
}

void MssqlCompiler::visit_extract(const Extract& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.result = nullptr;
  out() << "DATEPART(" << extract_field(e.field()) << ", ";
  render(*e.element(), inner);
  out() << ')';
}

std::string_view MssqlCompiler::extract_field(std::string_view field) const {
  if (field == "doy") return "dayofyear";
  if (field == "dow") return "weekday";
  if (field == "milliseconds") return "millisecond";
  if (field == "microseconds") return "microsecond";
  return SqlCompiler::extract_field(field);
}

void MssqlCompiler::visit_next_value(const NextValue& e, const RenderScope&) {
  const SequenceNode& sequence = e.sequence();
  out() << "NEXT VALUE FOR ";
  if (const auto schema = IdentifierPreparer::effective_schema(Name(sequence.schema()),
                                                               &options().schema_translate_map)) {
    preparer().append_schema(out().text(), schema->text(), schema->quote());
    out() << '.';
  }
  preparer().append(out().text(), sequence.name());
}

// --- operators
// -------------------------------------------------------------------------------------

std::string_view MssqlCompiler::operator_text(Operator op) const {
  return op == Operator::concat ? " + " : SqlCompiler::operator_text(op);
}

// An operand with an operator of its own gets no further parentheses, as it does beside ||.
void MssqlCompiler::visit_concat_binary(const BinaryExpression& e, const RenderScope& scope) {
  render(*e.left(), scope);
  out() << " + ";
  render(*e.right(), scope);
}

void MssqlCompiler::visit_concat_list(const ExpressionClauseList& e, const RenderScope& scope) {
  render_list(e.clauses(), " + ", scope);
}

void MssqlCompiler::visit_binary(const BinaryExpression& e, const RenderScope& scope) {
  // `5 = x` is written `x = 5`.
  if (e.op() == Operator::eq && e.left()->kind() == ElementKind::bind &&
      e.right()->kind() != ElementKind::bind) {
    const auto swapped = e.with_sides(e.right(), e.left());
    keep(swapped);
    return SqlCompiler::visit_binary(*swapped, scope);
  }
  SqlCompiler::visit_binary(e, scope);
}

// INTERSECT takes two NULLs for equal.
void MssqlCompiler::visit_is_distinct_from_binary(const BinaryExpression& e,
                                                  const RenderScope& outer) {
  const RenderScope scope = outer.with_binds();
  if (e.op() == Operator::is_distinct_from) out() << "NOT ";
  out() << "EXISTS (SELECT ";
  render(*e.left(), scope);
  out() << " INTERSECT SELECT ";
  render(*e.right(), scope);
  out() << ')';
}

void MssqlCompiler::visit_match_binary(const BinaryExpression& e, const RenderScope& outer) {
  const bool negated = e.op() == Operator::not_match;
  if (negated) out() << "NOT ";
  const RenderScope scope = negated ? outer.with_binds() : outer;
  out() << "CONTAINS (";
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  out() << ')';
}

void MssqlCompiler::render_json_access(const BinaryExpression& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  const auto call = [&](std::string_view name) {
    out() << name << '(';
    render(*e.left(), scope);
    out() << ", ";
    render(*e.right(), scope);
    out() << ')';
  };
  const TypePtr& type = e.type();
  if (type->type_affinity() == TypeAffinity::json) return call("JSON_QUERY");
  out() << "CASE ";
  call("JSON_VALUE");
  out() << " WHEN NULL THEN NULL ";
  const auto cast = [&](std::string_view to) {
    out() << "ELSE CAST(";
    call("JSON_VALUE");
    out() << " AS " << to << ')';
  };
  switch (type->type_affinity()) {
    case TypeAffinity::integer:
      cast("INTEGER");
      break;
    case TypeAffinity::float_:
      cast("FLOAT");
      break;
    case TypeAffinity::numeric: {
      const auto& numeric = static_cast<const cupel::detail::NumericBase&>(*type);
      const auto digits = [](const std::optional<int>& n) {
        return n ? str_cat(*n) : std::string("None");
      };
      cast(str_cat("NUMERIC(", digits(numeric.precision()), ", ", digits(numeric.scale()), ")"));
      break;
    }
    case TypeAffinity::boolean:
      out() << "WHEN 'true' THEN 1 WHEN 'false' THEN 0 ";
      cast("BIT");
      break;
    case TypeAffinity::string:
      out() << "ELSE ";
      call("JSON_VALUE");
      break;
    default:
      out() << "ELSE ";
      call("JSON_QUERY");
  }
  out() << " END";
}

void MssqlCompiler::visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope) {
  render_json_access(e, scope);
}

void MssqlCompiler::visit_json_path_getitem_binary(const BinaryExpression& e,
                                                   const RenderScope& scope) {
  render_json_access(e, scope);
}

// --- functions
// -------------------------------------------------------------------------------------

bool MssqlCompiler::render_special_function(const Function& e, const RenderScope& scope) {
  switch (e.known()) {
    case KnownFunction::now:
      out() << "CURRENT_TIMESTAMP";
      return true;
    case KnownFunction::current_date:
      out() << "GETDATE()";
      return true;
    case KnownFunction::char_length:
      out() << "LEN";
      break;
    case KnownFunction::pow:
      out() << "POWER";
      render_arguments(e, scope.with_binds());
      return true;
    case KnownFunction::none:
      if (!e.packages().empty() || !iequals(e.name().text(), "length")) return false;
      out() << "LEN";
      break;
    default:
      return false;
  }
  render_arguments(e, scope);
  return true;
}

void MssqlCompiler::visit_aggregate_strings_function(const Function& e, const RenderScope& scope) {
  render_aggregate_strings("string_agg", e, scope);
}

void MssqlCompiler::visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& scope) {
  render_within_group(e, scope);
}

void MssqlCompiler::visit_frame(const FrameClause& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.literal_execute = true;
  SqlCompiler::visit_frame(e, scope);
}

std::string MssqlCompiler::empty_set_expression(std::span<const TypePtr>) {
  return "SELECT 1 WHERE 1!=1";
}

// --- SELECT
// ----------------------------------------------------------------------------------------

void MssqlCompiler::apply_from_hint(SqlText::Mark, std::string_view hint) {
  out() << ' ' << hint;
}

std::string_view MssqlCompiler::cte_preamble(bool) const {
  return "WITH";
}

Ptr<const SelectState> MssqlCompiler::translate_select(const SelectState& e) {
  const RowLimit& limit = e.parts().row_limit;
  if (dialect_.has_offset_fetch() || (!limit.offset && !row_count(limit)) || fits_top(limit) ||
      std::find(translated_.begin(), translated_.end(), &e) != translated_.end()) {
    return {};
  }
  RowNumberLimit form(e);
  translated_.push_back(form.numbered.get());
  return form.outer;
}

void MssqlCompiler::append_select_precolumns(const SelectState& e, const RenderScope& outer) {
  SqlCompiler::append_select_precolumns(e, outer);
  const RowLimit& limit = e.parts().row_limit;
  if (!fits_top(limit)) return;
  // Drivers do not take parameters among the columns.
  RenderScope scope = outer;
  scope.literal_execute = true;
  out() << "TOP ";
  render(*row_count(limit), scope);
  out() << ' ';
  if (!limit.fetch) return;
  if (limit.fetch_percent) out() << "PERCENT ";
  if (limit.fetch_with_ties) out() << "WITH TIES ";
}

namespace {

const RowLimit* row_limit_of(const ClauseElement& statement) {
  if (statement.kind() == ElementKind::select) return &as<SelectState>(statement).parts().row_limit;
  if (statement.kind() == ElementKind::compound_select) {
    return &as<CompoundSelect>(statement).parts().row_limit;
  }
  return nullptr;
}

}  // namespace

void MssqlCompiler::append_order_by(const ColumnList& order_by, const RenderScope& scope) {
  // Inside of another statement an order means something only together with a limit.
  if (stack().size() > 1) {
    const RowLimit* limit = row_limit_of(*stack().back().statement);
    if (limit != nullptr && !fits_top(*limit) && (!limit->offset || !dialect_.has_offset_fetch())) {
      return;
    }
  }
  SqlCompiler::append_order_by(order_by, scope);
}

void MssqlCompiler::append_row_limit(const RowLimit& limit, const RenderScope& scope) {
  if ((!limit.offset && !row_count(limit)) || !dialect_.has_offset_fetch() || fits_top(limit)) {
    return;
  }
  const ClauseElement& statement = *stack().back().statement;
  require_orderable(limit, statement.kind() == ElementKind::select
                               ? as<SelectState>(statement).parts().order_by
                               : as<CompoundSelect>(statement).parts().order_by);
  RowLimit fetch = limit;
  fetch.fetch = row_count(limit);
  render_fetch(fetch, FetchForm{.require_offset = true}, scope);
}

// Only cursors have FOR UPDATE.
void MssqlCompiler::append_for_update(const ForUpdateArg&, const RenderScope&) {}

// --- INSERT, UPDATE, DELETE
// ------------------------------------------------------------------------

void MssqlCompiler::append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                                     const RenderScope& scope) {
  out() << "OUTPUT ";
  render_returning_columns(e, columns, populate, scope);
}

// The one statement that has to end with a semicolon.
bool MssqlCompiler::merge_form(MergeForm& form) const {
  form.by_source = true;
  form.end = ";";
  return true;
}

bool MssqlCompiler::sentinel_form(SentinelForm& form) const {
  form.autoincrement = form.identity = form.from_select = form.without_returning = true;
  return true;
}

// The columns of what was written are those of `inserted`, of what is gone those of `deleted`.
ColumnPtr MssqlCompiler::returning_form(const DmlBase& e, const ColumnPtr& column) {
  auto known = std::find_if(output_rows_.begin(), output_rows_.end(),
                            [&e](const auto& entry) { return entry.first == &e; });
  if (known == output_rows_.end()) {
    const Name name(e.kind() == ElementKind::delete_ ? "deleted" : "inserted");
    output_rows_.emplace_back(&e, make_ptr<Alias>(e.table(), name));
    keep(output_rows_.back().second);
    known = output_rows_.end() - 1;
  }
  const Alias& rows = *known->second;
  ElementPtr form =
      visitors::replacement_traverse(*column, [&](const ClauseElement& part) -> ElementPtr {
        if (part.kind() != ElementKind::column) return {};
        const auto& clause = as<ColumnClause>(part);
        if (clause.table() == nullptr) return {};
        const ColumnElement* own = rows.corresponding_column(clause);
        return own != nullptr ? ElementPtr(own) : ElementPtr();
      });
  return static_ptr_cast<const ColumnElement>(form);
}

void MssqlCompiler::append_from_with_table(const DmlBase& e, const FromList& extra_froms,
                                           const RenderScope& scope) {
  // Where the table bears an alias, only this list tells which table that is.
  FromList froms{e.table()};
  froms.insert(froms.end(), extra_froms.begin(), extra_froms.end());
  RenderScope inner = scope;
  inner.hints = &e.common().hints;
  append_from_keyword(" FROM ", froms, inner);
}

void MssqlCompiler::append_update_from(const UpdateState& e, const FromList& extra_froms,
                                       const RenderScope& scope) {
  append_from_with_table(e, extra_froms, scope);
}

void MssqlCompiler::append_delete_table(const DeleteState& e, const FromList& extra_froms,
                                        const RenderScope& outer) {
  if (extra_froms.empty() || e.table()->kind() != ElementKind::alias) {
    return SqlCompiler::append_delete_table(e, extra_froms, outer);
  }
  out() << "FROM ";
  append_name(as<Alias>(*e.table()).name(), NameClass::alias);
}

void MssqlCompiler::append_delete_extra_from(const DeleteState& e, const FromList& extra_froms,
                                             const RenderScope& scope) {
  append_from_with_table(e, extra_froms, scope);
}

void MssqlCompiler::visit_extension(const ClauseElement& e, const RenderScope& scope) {
  if (e.construct_name() != IntoClause::kName) return SqlCompiler::visit_extension(e, scope);
  out() << "INTO ";
  preparer().append_table(out().text(), static_cast<const IntoClause&>(e).table(), true,
                          &options().schema_translate_map);
}

void MssqlCompiler::visit_savepoint(const SavepointClause& e, const RenderScope& scope) {
  if (e.kind() == ElementKind::release_savepoint) return SqlCompiler::visit_savepoint(e, scope);
  out() << (e.kind() == ElementKind::savepoint ? "SAVE" : "ROLLBACK") << " TRANSACTION "
        << preparer().format_savepoint(e.name());
}

}  // namespace cupel::mssql
