#include "dialects/oracle/compiler.hpp"

#include <algorithm>
#include <cctype>

#include "cupel/dialects/oracle/types.hpp"
#include "cupel/dialects/oracle/vector.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/column.hpp"
#include "cupel/schema/next_value.hpp"
#include "cupel/sql/compiler/from_linter.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/oracle/dialect.hpp"
#include "dialects/oracle/plain_joins.hpp"
#include "dialects/oracle/row_limit.hpp"

namespace cupel::oracle {

OracleCompiler::OracleCompiler(const OracleDialect& dialect, const CompileOptions& options)
    : SqlCompiler(dialect, options), dialect_(dialect) {}

// --- expressions
// -----------------------------------------------------------------------------------

// Conditions may be BOOLEAN since version 23, but 1 and 0 are understood by all of them.
void OracleCompiler::visit_true(const True_&, const RenderScope&) {
  out() << '1';
}
void OracleCompiler::visit_false(const False_&, const RenderScope&) {
  out() << '0';
}

namespace {

/// What a cast to text becomes: VARCHAR2, which wants a length there. Null for other types.
TypePtr text_type_for_cast(const TypePtr& type) {
  constexpr int kLongest = 4000;
  switch (type->kind()) {
    case TypeKind::string:
    case TypeKind::unicode:
    case TypeKind::enum_:
    case TypeKind::sql_varchar:
    case TypeKind::sql_char:
    case TypeKind::sql_nvarchar:
    case TypeKind::sql_nchar:
      break;
    case TypeKind::dialect_type:
      if (dynamic_cast<const Enum*>(type.get()) == nullptr &&
          dynamic_cast<const VARCHAR2*>(type.get()) == nullptr) {
        return {};
      }
      break;
    default:
      return {};
  }
  const auto* text = dynamic_cast<const cupel::detail::StringBase*>(type.get());
  const std::optional<int> length =
      text != nullptr ? text->length()
                      : std::optional<int>(dynamic_cast<const Enum&>(*type).length());
  return make_ptr<VARCHAR2>(length.value_or(0) != 0 ? *length : kLongest);
}

}  // namespace

void OracleCompiler::visit_cast(const Cast& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.result = nullptr;
  const TypePtr text = text_type_for_cast(e.type());
  out() << "CAST(";
  render(*e.element(), inner);
  out() << " AS " << type_text(text ? *text : *e.type()) << ')';
}

void OracleCompiler::visit_next_value(const NextValue& e, const RenderScope&) {
  const SequenceNode& sequence = e.sequence();
  if (const auto schema = IdentifierPreparer::effective_schema(Name(sequence.schema()),
                                                               &options().schema_translate_map)) {
    preparer().append_schema(out().text(), schema->text(), schema->quote());
    out() << '.';
  }
  preparer().append(out().text(), sequence.name());
  out() << ".nextval";
}

void OracleCompiler::visit_table_valued_column(const TableValuedColumn& e,
                                               const RenderScope& scope) {
  SqlCompiler::visit_table_valued_column(e, scope);
  out() << ".COLUMN_VALUE";
}

void OracleCompiler::visit_extension(const ClauseElement& e, const RenderScope& scope) {
  if (e.construct_name() != OuterJoinColumn::kName) return SqlCompiler::visit_extension(e, scope);
  render(*static_cast<const OuterJoinColumn&>(e).column(), scope);
  out() << "(+)";
}

// --- operators
// -------------------------------------------------------------------------------------

void OracleCompiler::visit_unary(const UnaryExpression& e, const RenderScope& scope) {
  if (e.op() == Operator::bitwise_not) unsupported("bitwise_not");
  SqlCompiler::visit_unary(e, scope);
}

void OracleCompiler::visit_binary(const BinaryExpression& e, const RenderScope& scope) {
  switch (e.op()) {
    case Operator::bitwise_and:
      return render_call("BITAND", e, scope);
    case Operator::bitwise_or:
      return render_call("BITOR", e, scope);
    case Operator::bitwise_xor:
      return render_call("BITXOR", e, scope);
    case Operator::bitwise_lshift:
      unsupported("bitwise_lshift");
    case Operator::bitwise_rshift:
      unsupported("bitwise_rshift");
    default:
      return SqlCompiler::visit_binary(e, scope);
  }
}

void OracleCompiler::render_call(std::string_view name, const BinaryExpression& e,
                                 const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  out() << name << '(';
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  out() << ')';
}

void OracleCompiler::visit_mod_binary(const BinaryExpression& e, const RenderScope& scope) {
  render_call("mod", e, scope);
}

// DECODE takes two NULLs for equal.
void OracleCompiler::visit_is_distinct_from_binary(const BinaryExpression& e,
                                                   const RenderScope& outer) {
  const RenderScope scope = outer.with_binds();
  out() << "DECODE(";
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  out() << (e.op() == Operator::is_distinct_from ? ", 0, 1) = 1" : ", 0, 1) = 0");
}

void OracleCompiler::visit_match_binary(const BinaryExpression& e, const RenderScope& scope) {
  if (e.op() == Operator::not_match) out() << "NOT ";
  render_call("CONTAINS ", e, scope.with_binds());
}

void OracleCompiler::visit_regexp_match_binary(const BinaryExpression& e,
                                               const RenderScope& scope) {
  if (e.op() == Operator::not_regexp_match) out() << "NOT ";
  out() << "REGEXP_LIKE(";
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  if (e.modifiers() && e.modifiers()->flags) {
    out() << ", " << literal_text(Value(*e.modifiers()->flags), String());
  }
  out() << ')';
}

void OracleCompiler::visit_regexp_replace_binary(const BinaryExpression& e,
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

void OracleCompiler::render_json_access(const BinaryExpression& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  // A path is no place for a parameter.
  RenderScope path_scope = scope;
  path_scope.literal_binds = true;
  const auto arguments = [&] {
    render(*e.left(), scope);
    out() << ", ";
    render(*e.right(), path_scope);
  };
  const auto value = [&](std::string_view returning) {
    out() << "JSON_VALUE(";
    arguments();
    out() << " RETURNING " << returning << " ERROR ON ERROR)";
  };
  const TypePtr& type = e.type();
  switch (type->type_affinity()) {
    case TypeAffinity::boolean:
      // RETURNING does not turn true and false into 1 and 0.
      out() << "CASE JSON_VALUE(";
      arguments();
      out() << ") WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE CAST(JSON_VALUE(";
      arguments();
      out() << ") AS NUMBER(1)) END";
      return;
    case TypeAffinity::integer:
      return value("INTEGER");
    case TypeAffinity::float_:
      return value("FLOAT");
    case TypeAffinity::numeric: {
      const auto& numeric = static_cast<const cupel::detail::NumericBase&>(*type);
      const auto digits = [](const std::optional<int>& n) {
        return n ? str_cat(*n) : std::string("None");
      };
      return value(
          str_cat("NUMBER(", digits(numeric.precision()), ", ", digits(numeric.scale()), ")"));
    }
    case TypeAffinity::string:
      return value("VARCHAR2(4000)");
    default:
      out() << "JSON_QUERY(";
      arguments();
      out() << ')';
  }
}

void OracleCompiler::visit_json_getitem_binary(const BinaryExpression& e,
                                               const RenderScope& scope) {
  render_json_access(e, scope);
}

void OracleCompiler::visit_json_path_getitem_binary(const BinaryExpression& e,
                                                    const RenderScope& scope) {
  render_json_access(e, scope);
}

// --- functions
// -------------------------------------------------------------------------------------

bool OracleCompiler::render_special_function(const Function& e, const RenderScope& scope) {
  static constexpr std::string_view kBareWords[] = {"uid",  "current_date", "sysdate",
                                                    "user", "current_time", "current_timestamp"};
  switch (e.known()) {
    case KnownFunction::now:
      out() << "CURRENT_TIMESTAMP";
      return true;
    case KnownFunction::char_length:
      out() << "LENGTH";
      render_arguments(e, scope);
      return true;
    case KnownFunction::pow:
      out() << "POWER";
      render_arguments(e, scope.with_binds());
      return true;
    case KnownFunction::none:
      break;
    default:
      return false;
  }
  if (!e.arguments().empty() || !e.packages().empty()) return false;
  const std::string& name = e.name().text();
  if (std::none_of(std::begin(kBareWords), std::end(kBareWords),
                   [&name](std::string_view word) { return iequals(word, name); })) {
    return false;
  }
  append_function_word(e.name());
  return true;
}

void OracleCompiler::visit_aggregate_strings_function(const Function& e, const RenderScope& scope) {
  render_aggregate_strings("LISTAGG", e, scope);
}

void OracleCompiler::visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& scope) {
  render_within_group(e, scope);
}

// --- parameters
// ------------------------------------------------------------------------------------

void OracleCompiler::visit_bind(const BindParameter& e, const RenderScope& scope) {
  has_out_parameters_ = has_out_parameters_ || e.is_outparam();
  if (std::find(literal_limits_.begin(), literal_limits_.end(), &e) == literal_limits_.end()) {
    return SqlCompiler::visit_bind(e, scope);
  }
  RenderScope literal = scope;
  literal.literal_execute = true;
  SqlCompiler::visit_bind(e, literal);
}

std::string OracleCompiler::parameter_name(std::string_view key, bool late) const {
  const auto& names = static_cast<const OraclePreparer&>(preparer());
  if (late) {
    // The numbers that are added keep these names apart from reserved words.
    std::string name(key);
    for (char& c : name) {
      if (std::string_view(":.[] \\/?").find(c) != std::string_view::npos) c = 'C';
    }
    name = SqlCompiler::parameter_name(name, late);
    // Whatever else would end the name in the text.
    for (char& c : name) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80 && std::isalnum(byte) == 0 && c != '_' && c != '$' && c != '#') c = 'C';
    }
    if (!name.empty() && (name.front() == '_' || (name.front() >= '0' && name.front() <= '9'))) {
      name.insert(0, 1, 'D');
    }
    return name;
  }
  if (!names.parameter_requires_quotes(key)) return std::string(key);
  // There is no way to write a quote inside; it would end the name.
  std::string name = "\"";
  for (const char c : key) {
    if (c == '"') {
      name += "_x22_";
    } else {
      name += c;
    }
  }
  return name + '"';
}

std::string OracleCompiler::empty_set_expression(std::span<const TypePtr>) {
  return "SELECT 1 FROM DUAL WHERE 1!=1";
}

// --- FROM
// ------------------------------------------------------------------------------------------

void OracleCompiler::visit_join(const Join& e, const RenderScope& outer) {
  if (dialect_.config().use_ansi) return SqlCompiler::visit_join(e, outer);
  RenderScope scope = outer;
  scope.result = nullptr;
  scope.as_from = true;
  if (scope.linter != nullptr) {
    FromList left;
    FromList right;
    e.left()->collect_froms(left);
    e.right()->collect_froms(right);
    scope.linter->connect(left, right);
  }
  render(*e.left(), scope);
  out() << ", ";
  const FromClause& right = *e.right();
  render(right.kind() == ElementKind::from_grouping ? *as<FromGrouping>(right).element() : right,
         scope);
}

// WITH ORDINALITY stands inside of TABLE ().
void OracleCompiler::visit_function_from(const FunctionFrom& e, const RenderScope& scope) {
  const ColumnElement& function = *e.function();
  const bool wraps = scope.as_from && function.kind() != ElementKind::text &&
                     !iequals(function.element_name().text(), "table");
  if (wraps) out() << "TABLE (";
  SqlCompiler::visit_function_from(e, scope);
  if (wraps) out() << ')';
}

void OracleCompiler::append_alias_suffix(std::string_view quoted_name) {
  out() << ' ' << quoted_name;
}

std::string_view OracleCompiler::cte_preamble(bool) const {
  return "WITH";
}

// --- SELECT
// ----------------------------------------------------------------------------------------

Ptr<const SelectState> OracleCompiler::translate_select(const SelectState& e) {
  if (std::find(translated_.begin(), translated_.end(), &e) != translated_.end()) return {};
  const DialectConfig& config = dialect_.config();
  Ptr<const SelectState> select;
  if (!config.use_ansi) {
    select = with_joins_as_criteria(e);
    if (select) translated_.push_back(select.get());
  }
  const RowLimit& limit = e.parts().row_limit;
  if (dialect_.has_offset_fetch() || limit.fetch || (!limit.limit && !limit.offset)) return select;
  if (select) keep(select);
  const RownumLimit rownum(select ? *select : e, config.optimize_limits);
  translated_.insert(translated_.end(), rownum.selects().begin(), rownum.selects().end());
  literal_limits_.insert(literal_limits_.end(), rownum.plain_numbers().begin(),
                         rownum.plain_numbers().end());
  return rownum.outermost();
}

void OracleCompiler::append_default_from() {
  out() << " FROM DUAL";
}

void OracleCompiler::append_row_limit(const RowLimit& limit, const RenderScope& scope) {
  if (!limit.limit && !limit.offset && !limit.fetch) return;
  if (!limit.fetch && !dialect_.has_offset_fetch()) return append_limit(limit, scope);
  RowLimit fetch = limit;
  if (!fetch.fetch) fetch.fetch = limit.limit;
  append_fetch(fetch, scope);
}

// Is in the conditions that RownumLimit made.
void OracleCompiler::append_limit(const RowLimit&, const RenderScope&) {}

void OracleCompiler::append_fetch(const RowLimit& limit, const RenderScope& scope) {
  FetchForm form{.literal_integers = true};
  const ClauseElement& statement = *stack().back().statement;
  if (statement.kind() == ElementKind::select) {
    for (const SyntaxExtension& extension : as<SelectState>(statement).parts().rare->extensions) {
      if (extension.point == FetchApproximate::kPoint) form.first = "FETCH APPROX FIRST ";
    }
  }
  render_fetch(limit, form, scope);
}

void OracleCompiler::append_for_update(const ForUpdateArg& arg, const RenderScope& scope) {
  if (stack().size() > 1) return;
  out() << " FOR UPDATE";
  bool first = true;
  for (const ElementPtr& of : arg.of) {
    out() << (first ? " OF " : ", ");
    first = false;
    render(*of, scope);
  }
  if (arg.nowait) out() << " NOWAIT";
  if (arg.skip_locked) out() << " SKIP LOCKED";
}

std::string_view OracleCompiler::compound_keyword(CompoundKeyword keyword) const {
  return keyword == CompoundKeyword::except_ ? "MINUS" : SqlCompiler::compound_keyword(keyword);
}

std::string OracleCompiler::select_hint_text(std::span<const TableHint> hints) {
  // One hint a FROM element: the last one given, where the first one stood.
  std::vector<const TableHint*> chosen;
  for (const TableHint& hint : hints) {
    if (!applies_to_dialect(hint.dialect)) continue;
    const auto same = std::find_if(chosen.begin(), chosen.end(), [&hint](const TableHint* known) {
      return known->from->identity() == hint.from->identity();
    });
    if (same == chosen.end()) {
      chosen.push_back(&hint);
    } else {
      *same = &hint;
    }
  }
  return join(chosen, " ", [this](const TableHint* hint) {
    return str_cat("/*+ ", hint_text(hint->text, *hint->from), " */");
  });
}

// --- MERGE, RETURNING
// -------------------------------------------------------------------------------------

// DELETE there is but of rows that the same statement has updated, which is another thing.
bool OracleCompiler::merge_form(MergeForm& form) const {
  form.on_in_parentheses = true;
  form.condition_behind = true;
  form.deletes = false;
  form.one_of_each = true;
  return true;
}

void OracleCompiler::warn_of_computed_column(const ColumnElement& column) const {
  const SchemaColumn* schema = as_schema_column(column);
  if (schema == nullptr || schema->computed() == nullptr) return;
  const auto& version = dialect_.config().server_version;
  if (version && version->major >= 18) return;
  warn(
      "Computed columns don't work with Oracle Database UPDATE statements that use RETURNING; the "
      "value of the column *before* the UPDATE takes place is returned.  It is advised to not use "
      "RETURNING with an Oracle Database computed column: set implicit_returning = false for the "
      "Table to avoid implicit RETURNING clauses for it.");
}

namespace {

bool is_cast(const ColumnElement& e) noexcept {
  return e.kind() == ElementKind::cast || e.kind() == ElementKind::try_cast ||
         e.kind() == ElementKind::type_coerce;
}

}  // namespace

void OracleCompiler::append_returning(const DmlBase& e, const ColumnList& columns, bool populate,
                                      const RenderScope& outer) {
  RenderScope scope = outer;
  scope.label_only = nullptr;
  scope.result = nullptr;
  scope.within_columns_clause = false;
  const ResultTarget target;
  RenderScope result_scope = scope;
  result_scope.result = &target;
  out() << "RETURNING ";
  std::vector<std::uint32_t> places;
  for (const ColumnPtr& column : columns) {
    if (e.kind() == ElementKind::update) warn_of_computed_column(*column);
    const Ptr<const BindParameter> place = make_ptr<BindParameter>(
        str_cat("ret_", places.size()), std::nullopt,
        BindOptions{.type = column->type(), .required = false, .isoutparam = true});
    keep(place);
    if (has_out_parameters_) {
      throw InvalidRequestError(
          "Using explicit outparam() objects with returning() in the same statement is not "
          "supported in the Oracle Database dialect; use one of them");
    }
    if (!places.empty()) out() << ", ";
    places.push_back(register_bind(*place));
    const ColumnPtr written = returned_expression(column);
    if (written != column) keep(written);
    render(*written, scope);
    if (populate) {
      const ClauseElement* self[] = {column.get()};
      // A cast shows the name of its column.
      const Name name = is_cast(*written) ? written->non_anon_label() : written->element_name();
      const std::string text =
          name.is_anonymous() ? resolve_name(name, NameClass::column) : name.text();
      add_result(result_scope, text, name.text(), self, column->type(), column->key());
    }
  }
  out() << " INTO ";
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (i != 0) out() << ", ";
    out().add_place(places[i]);
  }
}

}  // namespace cupel::oracle
