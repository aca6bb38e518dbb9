#include "dialects/mysql/compiler.hpp"

#include <algorithm>

#include "cupel/dialects/mysql/types.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/error/warnings.hpp"
#include "cupel/schema/next_value.hpp"
#include "cupel/sql/compiler/merge_form.hpp"
#include "cupel/sql/expression/upsert.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::mysql {

// --- columns, constants, casts
// ---------------------------------------------------------------------

void MysqlCompiler::visit_column(const ColumnClause& e, const RenderScope& scope) {
  if (on_duplicate_ == nullptr || e.table() == nullptr ||
      e.table()->identity() != on_duplicate_->inserted()->identity()) {
    return SqlCompiler::visit_column(e, scope);
  }
  append_inserted(e.name());
}

void MysqlCompiler::append_inserted(const Name& name) {
  if (!row_alias_.empty()) {
    out() << row_alias_ << '.';
    append_name(name, NameClass::column);
    return;
  }
  out() << "VALUES(";
  append_name(name, NameClass::column);
  out() << ')';
}

// Booleans are numbers, but the server knows the words.
void MysqlCompiler::visit_true(const True_&, const RenderScope&) {
  out() << "true";
}
void MysqlCompiler::visit_false(const False_&, const RenderScope&) {
  out() << "false";
}

namespace {

/// The type behind variants and decorators.
TypePtr storage_of(const TypePtr& type, const CompilerContext& context) {
  TypePtr impl = context.type_impl(*type);
  while (impl->kind() == TypeKind::type_decorator)
    impl = static_cast<const TypeDecorator&>(*impl).impl();
  return impl;
}

}  // namespace

std::string MysqlCompiler::cast_type(const TypePtr& declared) const {
  const TypePtr type = storage_of(declared, context());
  const auto spelled = [&] { return context().type_compiler().process(*type); };
  switch (type->kind()) {
    case TypeKind::sql_timestamp:
      return "DATETIME";
    case TypeKind::sql_decimal:
      return spelled();
    case TypeKind::numeric:
    case TypeKind::sql_numeric: {
      std::string text = spelled();
      text.replace(0, std::string_view("NUMERIC").size(), "DECIMAL");
      return text;
    }
    case TypeKind::enum_:
      if (static_cast<const Enum&>(*type).options().native_enum) return {};
      return str_cat("CHAR(", static_cast<const Enum&>(*type).length(), ")");
    case TypeKind::sql_char:
      return spelled();
    case TypeKind::sql_real: {
      // CAST knows FLOAT and DOUBLE only.
      if (!features_.float_cast) return {};
      const auto& real = static_cast<const cupel::detail::NumericBase&>(*type);
      const auto* part = dynamic_cast<const detail::NumberPart*>(type.get());
      return context().type_compiler().process(
          FLOAT(real.precision(), part ? part->number_scale() : std::nullopt));
    }
    case TypeKind::sql_double_precision:
      return features_.float_cast ? "DOUBLE" : "";
    default:
      break;
  }
  // What only another database has is no number or text here, whatever its values are.
  const auto* spelling = dynamic_cast<const DialectTypeSpelling*>(type.get());
  const bool foreign = spelling != nullptr && !spelling->accepts(traits().name);
  switch (type->type_affinity()) {
    case TypeAffinity::integer: {
      if (foreign) return {};
      if (dynamic_cast<const YEAR*>(type.get()) || dynamic_cast<const BIT*>(type.get())) return {};
      const auto* part = dynamic_cast<const detail::NumberPart*>(type.get());
      return part && part->is_unsigned() ? "UNSIGNED INTEGER" : "SIGNED INTEGER";
    }
    case TypeAffinity::date:
    case TypeAffinity::time:
    case TypeAffinity::datetime:
    case TypeAffinity::interval:
      return spelled();
    case TypeAffinity::string: {
      const auto* text = dynamic_cast<const cupel::detail::StringBase*>(type.get());
      if (text == nullptr || dynamic_cast<const SET*>(type.get())) return {};
      if (foreign && !type->concatenates()) return {};
      // Of a type of all databases only the length counts: COLLATE has its place behind CAST.
      TextOptions options;
      if (const auto* part = dynamic_cast<const detail::TextPart*>(text))
        options = part->text_options();
      options.national = false;  // not known in CAST
      return context().type_compiler().process(CHAR(text->length(), options));
    }
    case TypeAffinity::binary:
      return "BINARY";
    case TypeAffinity::json:
      return "JSON";
    case TypeAffinity::float_:
      return features_.float_cast ? spelled() : std::string();
    default:
      return {};
  }
}

void MysqlCompiler::visit_cast(const Cast& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  const std::string type = cast_type(e.type());
  if (type.empty()) {
    warn(str_cat("Datatype ", context().type_compiler().process(*e.type()),
                 " does not support CAST on MySQL/MariaDB; the CAST is left out"));
    render(keep(e.element()->self_group()), scope);
    return;
  }
  out() << "CAST(";
  render(*e.element(), scope);
  out() << " AS " << type << ')';
}

std::string_view MysqlCompiler::extract_field(std::string_view field) const {
  return field == "milliseconds" ? "millisecond" : field;
}

void MysqlCompiler::visit_next_value(const NextValue& e, const RenderScope&) {
  const SequenceNode& sequence = e.sequence();
  out() << "nextval(";
  if (const auto schema = IdentifierPreparer::effective_schema(Name(sequence.schema()),
                                                               &options().schema_translate_map)) {
    preparer().append_schema(out().text(), schema->text(), schema->quote());
    out() << '.';
  }
  preparer().append(out().text(), sequence.name());
  out() << ')';
}

// --- operators
// -------------------------------------------------------------------------------------

// MySQL reads `a || b` as OR unless PIPES_AS_CONCAT is set, so concatenation is a call there.
void MysqlCompiler::visit_concat_binary(const BinaryExpression& e, const RenderScope& scope) {
  out() << "concat(";
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  out() << ')';
}

void MysqlCompiler::visit_concat_list(const ExpressionClauseList& e, const RenderScope& scope) {
  out() << "concat(";
  render_list(e.clauses(), ", ", scope);
  out() << ')';
}

void MysqlCompiler::render_like_pattern(const ColumnElement& pattern, const LikeForm& form,
                                        const RenderScope& scope) {
  if (!form.before && !form.after) {
    return SqlCompiler::render_like_pattern(pattern, form, scope);
  }
  const std::string wildcard = literal_text(Value("%"), String());
  out() << "concat(";
  if (form.before) out() << wildcard << ", ";
  if (form.fold_case) {
    render_case_folded(pattern, scope);
  } else {
    render_list(like_pattern_parts(pattern), ", ", scope);
  }
  if (form.after) out() << ", " << wildcard;
  out() << ')';
}

void MysqlCompiler::visit_is_distinct_from_binary(const BinaryExpression& e,
                                                  const RenderScope& outer) {
  const RenderScope scope = outer.with_binds();
  const bool distinct = e.op() == Operator::is_distinct_from;
  if (distinct) out() << "NOT (";
  render(*e.left(), scope);
  out() << " <=> ";
  render(*e.right(), scope);
  if (distinct) out() << ')';
}

void MysqlCompiler::visit_match_binary(const BinaryExpression& e, const RenderScope& scope) {
  const bool negated = e.op() == Operator::not_match;
  if (negated) out() << "NOT ";
  // A plain match() searches in boolean mode; mysql::match() says what it wants.
  render_match({e.left()}, *e.right(), {.boolean_mode = true},
               negated ? scope.with_binds() : scope);
}

void MysqlCompiler::render_match(const ColumnList& columns, const ColumnElement& against,
                                 const MatchModes& modes, const RenderScope& outer) {
  if (modes.boolean_mode && (modes.natural_language || modes.query_expansion)) {
    throw CompileError(str_cat("Invalid MySQL match flags: in_boolean_mode=", modes.boolean_mode,
                               ", in_natural_language_mode=", modes.natural_language,
                               ", with_query_expansion=", modes.query_expansion,
                               "; boolean mode goes with none of the others"));
  }
  RenderScope scope = outer;
  scope.result = nullptr;
  scope.within_columns_clause = false;
  out() << "MATCH (";
  render_list(columns, ", ", scope);
  out() << ") AGAINST (";
  render(against, scope);
  if (modes.boolean_mode) out() << " IN BOOLEAN MODE";
  if (modes.natural_language) out() << " IN NATURAL LANGUAGE MODE";
  if (modes.query_expansion) out() << " WITH QUERY EXPANSION";
  out() << ')';
}

void MysqlCompiler::render_flagged_pattern(const std::string& flags, const ClauseElement& pattern,
                                           const RenderScope& scope) {
  out() << "CONCAT('(?', " << literal_text(Value(flags), String()) << ", ')', ";
  render(pattern, scope.with_binds());
  out() << ')';
}

void MysqlCompiler::visit_regexp_match_binary(const BinaryExpression& e, const RenderScope& scope) {
  const bool negated = e.op() == Operator::not_regexp_match;
  const std::string_view op = negated ? " NOT REGEXP " : " REGEXP ";
  if (!e.modifiers() || !e.modifiers()->flags) return render_binary(e, op, scope);
  const std::string& flags = *e.modifiers()->flags;
  if (features_.mariadb) {
    render(*e.left(), scope);
    out() << op;
    return render_flagged_pattern(flags, *e.right(), scope);
  }
  out() << (negated ? "NOT REGEXP_LIKE(" : "REGEXP_LIKE(");
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  out() << ", " << literal_text(Value(flags), String()) << ')';
}

void MysqlCompiler::visit_regexp_replace_binary(const BinaryExpression& e,
                                                const RenderScope& scope) {
  const bool has_flags = e.modifiers() && e.modifiers()->flags;
  out() << "REGEXP_REPLACE(";
  render(*e.left(), scope);
  out() << ", ";
  if (has_flags && features_.mariadb) {
    // The right side is the pattern and what replaces it.
    const ColumnList& parts = as<ExpressionClauseList>(*e.right()).clauses();
    render_flagged_pattern(*e.modifiers()->flags, *parts[0], scope);
    out() << ", ";
    render(*parts[1], scope);
  } else {
    render(*e.right(), scope);
    if (has_flags) out() << ", " << literal_text(Value(*e.modifiers()->flags), String());
  }
  out() << ')';
}

// --- JSON
// ------------------------------------------------------------------------------------------

void MysqlCompiler::render_json_extract(const BinaryExpression& e, const RenderScope& scope) {
  out() << "JSON_EXTRACT(";
  render(*e.left(), scope);
  out() << ", ";
  render(*e.right(), scope);
  out() << ')';
}

void MysqlCompiler::render_json_access(const BinaryExpression& e, const RenderScope& scope) {
  const TypeAffinity affinity = e.type()->type_affinity();
  if (affinity == TypeAffinity::json) return render_json_extract(e, scope);
  // Of JSON's null a cast would make a value.
  out() << "CASE ";
  render_json_extract(e, scope);
  out() << " WHEN 'null' THEN NULL ";
  const auto* number = dynamic_cast<const cupel::detail::NumericBase*>(e.type().get());
  if (affinity == TypeAffinity::boolean) {
    out() << "WHEN true THEN true ELSE false";
  } else if (affinity == TypeAffinity::integer) {
    out() << "ELSE CAST(";
    render_json_extract(e, scope);
    out() << " AS SIGNED INTEGER)";
  } else if (number != nullptr && number->precision() && number->scale()) {
    out() << "ELSE CAST(";
    render_json_extract(e, scope);
    out() << " AS DECIMAL(" << str_cat(*number->precision(), ", ", *number->scale()) << "))";
  } else if (number != nullptr) {
    // Older servers cannot cast to FLOAT; the addition makes a number of it.
    out() << "ELSE ";
    render_json_extract(e, scope);
    out() << "+0.0000000000000000000000";
  } else if (affinity == TypeAffinity::string) {
    out() << "ELSE JSON_UNQUOTE(";
    render_json_extract(e, scope);
    out() << ')';
  } else {
    out() << "ELSE ";
    render_json_extract(e, scope);
  }
  out() << " END";
}

void MysqlCompiler::visit_json_getitem_binary(const BinaryExpression& e, const RenderScope& scope) {
  render_json_access(e, scope);
}

void MysqlCompiler::visit_json_path_getitem_binary(const BinaryExpression& e,
                                                   const RenderScope& scope) {
  render_json_access(e, scope);
}

// --- functions
// -------------------------------------------------------------------------------------

bool MysqlCompiler::render_special_function(const Function& e, const RenderScope& scope) {
  switch (e.known()) {
    case KnownFunction::random:
      out() << "rand";
      render_arguments(e, scope.with_binds());
      return true;
    case KnownFunction::sysdate:
      out() << "SYSDATE()";
      return true;
    case KnownFunction::rollup:
      render_list(e.arguments(), ", ", scope);
      out() << " WITH ROLLUP";
      return true;
    default:
      return false;
  }
}

void MysqlCompiler::render_group_concat(const Function& e, const ColumnList* order_by,
                                        const RenderScope& outer) {
  RenderScope scope = outer;
  scope.within_columns_clause = false;
  out() << "group_concat(";
  render(*e.arguments()[0], scope);
  if (order_by != nullptr) {
    out() << " ORDER BY ";
    render_list(*order_by, ", ", scope);
  }
  out() << " SEPARATOR ";
  scope.literal_execute = outer.literal_execute || !outer.literal_binds;
  render(*e.arguments()[1], scope);
  out() << ')';
}

void MysqlCompiler::visit_aggregate_strings_function(const Function& e, const RenderScope& scope) {
  render_group_concat(e, nullptr, scope);
}

void MysqlCompiler::visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& outer) {
  if (e.element()->kind() != ElementKind::function ||
      as<Function>(*e.element()).known() != KnownFunction::aggregate_strings) {
    return SqlCompiler::visit_aggregate_order_by(e, outer);
  }
  RenderScope scope = outer;
  scope.result = nullptr;
  render_group_concat(as<Function>(*e.element()), &e.order_by(), scope);
}

// --- FROM and the clauses of SELECT
// ----------------------------------------------------------------

std::string MysqlCompiler::empty_set_expression(std::span<const TypePtr> types) {
  std::string outer;
  std::string inner;
  for (std::size_t i = 0; i < types.size(); ++i) {
    const std::string_view comma = i == 0 ? "" : ", ";
    str_append(outer, comma, "_in_", i);
    str_append(inner, comma, "1 AS _in_", i);
  }
  return str_cat("SELECT ", outer, " FROM (SELECT ", inner, ") as _empty_set WHERE 1!=1");
}

std::string_view MysqlCompiler::join_keyword(const Join& e) const {
  return e.is_full() || e.is_outer() ? SqlCompiler::join_keyword(e) : " INNER JOIN ";
}

void MysqlCompiler::apply_from_hint(SqlText::Mark, std::string_view hint) {
  out() << ' ' << hint;
}

// WHERE needs a FROM.
void MysqlCompiler::append_default_from() {
  if (stack().empty() || stack().back().statement->kind() != ElementKind::select) return;
  if (!as<SelectState>(*stack().back().statement).parts().where.empty()) out() << " FROM DUAL";
}

void MysqlCompiler::append_limit(const RowLimit& limit, const RenderScope& scope) {
  out() << " \n LIMIT ";
  if (limit.offset) {
    render(*limit.offset, scope);
    out() << ", ";
  }
  if (limit.limit) {
    render(*limit.limit, scope);
  } else {
    // There is no OFFSET alone: the limit is the largest number that the server takes.
    out() << "18446744073709551615";
  }
}

void MysqlCompiler::append_for_update(const ForUpdateArg& arg, const RenderScope& scope) {
  if (arg.read) {
    out() << (features_.share_keyword ? " FOR SHARE" : " LOCK IN SHARE MODE");
  } else {
    out() << " FOR UPDATE";
  }
  if (features_.for_update_of) append_for_update_of(arg, scope);
  if (arg.nowait) out() << " NOWAIT";
  if (arg.skip_locked) out() << " SKIP LOCKED";
}

// --- UPDATE, DELETE
// --------------------------------------------------------------------------------

void MysqlCompiler::append_update_tables(const UpdateState& e, const FromList& extra_froms,
                                         const RenderScope& outer) {
  SqlCompiler::append_update_tables(e, extra_froms, outer);
  if (!extra_froms.empty()) append_from_keyword(", ", extra_froms, outer);
}

void MysqlCompiler::append_update_from(const UpdateState&, const FromList&, const RenderScope&) {}

// With USING the table is named as it is known there.
void MysqlCompiler::append_delete_table(const DeleteState& e, const FromList& extra_froms,
                                        const RenderScope& outer) {
  if (extra_froms.empty()) return SqlCompiler::append_delete_table(e, extra_froms, outer);
  RenderScope scope = outer;
  scope.as_from = true;
  scope.as_hint = e.table()->kind() != ElementKind::table;
  scope.linter = nullptr;
  out() << "FROM ";
  render(*e.table(), scope);
}

void MysqlCompiler::append_delete_extra_from(const DeleteState& e, const FromList& extra_froms,
                                             const RenderScope& outer) {
  FromList froms;
  FromList members;
  for (const FromPtr& from : extra_froms) from->collect_froms(members);
  bool joined = false;
  for (const FromPtr& member : members)
    joined = joined || member->identity() == e.table()->identity();
  if (!joined) froms.push_back(e.table());
  froms.insert(froms.end(), extra_froms.begin(), extra_froms.end());
  RenderScope scope = outer;
  scope.hints = &e.common().hints;
  append_from_keyword(" USING ", froms, scope);
}

void MysqlCompiler::append_post_criteria(const DmlBase& e, const RenderScope&) {
  const std::string name = str_cat(traits().name, "_limit");
  for (const DialectOption& option : e.common().dialect_options) {
    if (option.name != name) continue;
    const auto count = Decimal::parse(option.value);
    if (!count || !count->is_integral() || *count < Decimal(0)) {
      throw CompileError(str_cat(name, " ", quoted(option.value), " is no number of rows"));
    }
    out() << " LIMIT " << count->quantize(0).to_fixed();
  }
}

// --- ON DUPLICATE KEY UPDATE, LIMIT
// ----------------------------------------------------------------

void MysqlCompiler::visit_extension(const ClauseElement& e, const RenderScope& outer) {
  if (const auto* duplicate = dynamic_cast<const OnDuplicateClause*>(&e)) {
    return render_on_duplicate_key(*duplicate, outer);
  }
  if (const auto* limit = dynamic_cast<const DmlLimitClause*>(&e)) {
    RenderScope scope = outer;
    scope.literal_execute = true;
    out() << "LIMIT ";
    render(*limit->limit(), scope);
    return;
  }
  if (const auto* match = dynamic_cast<const MatchExpression*>(&e)) {
    return render_match(match->columns(), *match->against(), match->modes(), outer);
  }
  SqlCompiler::visit_extension(e, outer);
}

bool MysqlCompiler::sentinel_form(SentinelForm& form) const {
  form.autoincrement = form.identity = form.sequence = form.monotonic = true;
  return true;
}

void MysqlCompiler::visit_inserted_column(const InsertedColumn& e, const RenderScope&) {
  append_inserted(as<ColumnClause>(*e.column()).name());
}

void MysqlCompiler::visit_upsert(const UpsertClause& e, const RenderScope& scope) {
  const FromPtr& table = as<InsertState>(*stack().back().statement).table();
  if (e.parts().where) {
    throw CompileError(
        "upsert().where() cannot be said in ON DUPLICATE KEY UPDATE: MySQL carries out the "
        "assignments one after the other; put the condition into the values, with case_()");
  }
  std::vector<DmlValue> set = upsert_set(e);
  if (e.parts().do_nothing) {
    // INSERT IGNORE would hide other errors; a key set to itself changes nothing.
    set = e.parts().keys;
    for (const auto& entry : table->columns()) {
      if (!set.empty()) break;
      if (entry.column->is_primary_key()) set.push_back({ColumnPtr(entry.column), entry.key, {}});
    }
    set.resize(std::min<std::size_t>(set.size(), 1));
  }
  for (DmlValue& value : set) {
    if (!value.column) value.column = ColumnPtr(table->find_column(value.name));
    if (e.parts().do_nothing) value.value = value.column;
  }
  if (set.empty()) {
    throw CompileError(str_cat("upsert() into ", quoted(table->description()),
                               " has nothing to set: all inserted columns are keys; say "
                               "do_nothing(), or set({...})"));
  }
  const auto clause =
      make_ptr<OnDuplicateClause>(make_ptr<Alias>(table, Name("inserted")), std::move(set), false);
  render_on_duplicate_key(static_cast<const OnDuplicateClause&>(keep(clause)), scope);
}

void MysqlCompiler::render_on_duplicate_key(const OnDuplicateClause& e, const RenderScope& outer) {
  const auto& statement = as<InsertState>(*stack().back().statement);
  const FromClause& table = *statement.table();
  std::vector<const DmlValue*> values;
  for (const DmlValue& value : e.values()) {
    if (value.column) {
      values.push_back(&value);
      continue;
    }
    warn(str_cat("Additional column names not matching any column keys in table ",
                 quoted(table.description()), ": ", quoted(value.name)));
  }
  if (!e.ordered()) {
    // Otherwise in the order of the table's columns.
    std::vector<const DmlValue*> sorted;
    for (const auto& entry : table.columns()) {
      for (const DmlValue* value : values) {
        if (value->column->key() == entry.key) sorted.push_back(value);
      }
    }
    values = std::move(sorted);
  }
  on_duplicate_ = &e;
  if (features_.row_alias && !statement.parts().select) {
    row_alias_ = iequals(table.from_name().text(), "new") ? "new_1" : "new";
    out() << "AS " << row_alias_ << ' ';
  }
  RenderScope scope = outer.with_binds();
  scope.result = nullptr;
  out() << "ON DUPLICATE KEY UPDATE ";
  bool first = true;
  for (const DmlValue* value : values) {
    if (!first) out() << ", ";
    first = false;
    append_name(as<ColumnClause>(*value->column).name(), NameClass::column);
    out() << " = ";
    scope.bind_type = value->column->type().get();
    render(keep(value->value->self_group()), scope);
  }
  on_duplicate_ = nullptr;
  row_alias_ = {};
}

}  // namespace cupel::mysql
