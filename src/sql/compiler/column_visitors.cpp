#include <utility>

#include "cupel/error/did_you_mean.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/sql/compiler/type_compiler.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {

// --- columns and constants
// -------------------------------------------------------------------------

void SqlCompiler::visit_column(const ColumnClause& e, const RenderScope& scope) {
  const Name& name = e.name();
  const bool made_up = name.is_anonymous() || name.is_truncatable();
  if (scope.result != nullptr) {
    const ClauseElement* self[] = {&e};
    std::string keyname =
        made_up && !e.is_literal() ? resolve_name(name, NameClass::column) : name.text();
    std::string key = e.key_text();
    // A mapped attribute is asked for by its own name, which need not be the column's.
    if (const Annotation* proxy = e.annotation(AnnotationKey::proxy_key)) {
      key = std::exchange(keyname, proxy->text);
    }
    add_result(scope, std::move(keyname), name.text(), self, e.type(), std::move(key));
  }
  const FromClause* table = e.table();
  if (table != nullptr && scope.include_table && table->is_named()) append_table_prefix(*table);
  if (e.is_literal()) {
    append_literal_sql(name.text());
  } else {
    append_name(name, NameClass::column);
  }
}

void SqlCompiler::append_table_prefix(const FromClause& table) {
  const Name name = table.from_name();
  if (name.empty()) return;
  if (table.kind() == ElementKind::table) {
    const auto& clause = as<TableClause>(table);
    if (const auto schema =
            IdentifierPreparer::effective_schema(clause.schema(), &options_.schema_translate_map)) {
      preparer_.append_schema(out_.text(), schema->text(), schema->quote());
      out_ << '.';
    } else {
      for (const auto& [ambiguous, alias] : state_->ambiguous_tables) {
        if (ambiguous != name.text()) continue;
        preparer_.append(out_.text(), alias, std::nullopt);
        out_ << '.';
        return;
      }
    }
  }
  append_name(name, NameClass::alias);
  out_ << '.';
}

void SqlCompiler::append_literal_sql(std::string_view text) {
  if (traits_.paramstyle != ParamStyle::format && traits_.paramstyle != ParamStyle::pyformat) {
    out_ << text;
    return;
  }
  for (const char c : text) {
    out_ << c;
    if (c == '%') out_ << c;
  }
}

void SqlCompiler::visit_null(const Null&, const RenderScope&) {
  out_ << "NULL";
}

void SqlCompiler::visit_true(const True_&, const RenderScope&) {
  out_ << (traits_.supports_native_boolean ? "true" : "1");
}

void SqlCompiler::visit_false(const False_&, const RenderScope&) {
  out_ << (traits_.supports_native_boolean ? "false" : "0");
}

// --- labels
// ----------------------------------------------------------------------------------------

void SqlCompiler::visit_label(const Label& e, const RenderScope& scope) {
  const bool with_as = scope.within_columns_clause && !scope.within_label_clause;
  RenderScope inner = scope;
  inner.label_only = nullptr;
  inner.result = nullptr;
  if (with_as) {
    append_labelled(*e.element(), e.name(), &e, scope);
  } else if (scope.label_only == &e) {
    append_name(e.name(), NameClass::column);
  } else {
    inner.within_columns_clause = false;
    render(*e.element(), inner);
  }
}

void SqlCompiler::append_labelled(const ClauseElement& element, const Name& name,
                                  const Label* label, const RenderScope& scope) {
  const std::string text = resolve_name(name, NameClass::column);
  if (scope.result != nullptr) {
    const ColumnElement& column = as<ColumnElement>(element);
    // A label brings its expression along; a made-up label only the expression.
    const ClauseElement* targets[] = {label != nullptr ? label : &element, &element};
    add_result(scope, text, name.text(), std::span(targets, label != nullptr ? 1U : 2U),
               label != nullptr ? label->type() : column.type());
  }
  RenderScope inner = scope;
  inner.result = nullptr;
  inner.label_only = nullptr;
  inner.within_columns_clause = true;
  inner.within_label_clause = true;
  render(element, inner);
  out_ << " AS ";
  preparer_.append(out_.text(), text, name.quote());
}

void SqlCompiler::visit_label_reference(const LabelReference& e, const RenderScope& scope) {
  RenderScope inner = scope;
  if (!stack_.empty() && traits_.supports_simple_order_by_label) {
    if (const Label* label = order_by_label(*e.element())) {
      LabelResolution& labels = labels_of(stack_.back());
      const auto& names = scope.within_columns_clause ? labels.froms : labels.columns;
      const ColumnElement* found = LabelResolution::find(names, label->name().text());
      if (found != nullptr && label->shares_lineage(*found)) inner.label_only = label;
    }
  }
  render(*e.element(), inner);
}

const Label* SqlCompiler::order_by_label(const ColumnElement& element) {
  const ColumnElement* e = &element;
  while (true) {
    switch (e->kind()) {
      case ElementKind::label:
        return &as<Label>(*e);
      case ElementKind::unary: {
        const auto& unary = as<UnaryExpression>(*e);
        if (!is_ordering_modifier(unary.modifier())) return nullptr;
        e = unary.element().get();
        break;
      }
      default:
        return nullptr;
    }
  }
}

void SqlCompiler::visit_textual_label_reference(const TextualLabelReference& e,
                                                const RenderScope& scope) {
  const auto fail = [&e](const std::vector<std::string>& known) {
    throw CompileError(str_cat(
        "Can't resolve label reference for ORDER BY / GROUP BY / DISTINCT "
        "etc.: ",
        quoted(e.text()), " is no label or column of the statement", did_you_mean(e.text(), known),
        "; SQL is declared as text(", quoted(e.text()), ")"));
  };
  if (stack_.empty()) fail({});
  LabelResolution& labels = labels_of(stack_.back());
  const ColumnElement* column =
      LabelResolution::find(scope.within_columns_clause ? labels.froms : labels.columns, e.text());
  if (column == nullptr && !scope.within_columns_clause) {
    column = LabelResolution::find(labels.froms, e.text());
  }
  if (column == nullptr) {
    std::vector<std::string> known;
    for (const auto* names : {&labels.columns, &labels.froms})
      for (const auto& name : *names) known.push_back(name.first);
    fail(known);
  }
  RenderScope inner = scope;
  inner.label_only = column->kind() == ElementKind::label ? &as<Label>(*column) : nullptr;
  render(*column, inner);
}

// --- structure
// -------------------------------------------------------------------------------------

void SqlCompiler::visit_grouping(const Grouping& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.as_from = false;
  out_ << '(';
  render(*e.element(), inner);
  out_ << ')';
}

void SqlCompiler::render_list(const ColumnList& list, std::string_view separator,
                              const RenderScope& scope) {
  bool any = false;
  for (const ColumnPtr& element : list) {
    const SqlText::Mark start = out_.end();
    if (any) out_ << separator;
    const SqlText::Mark mark = out_.end();
    render(*element, scope);
    if (out_.empty_since(mark)) {
      out_.truncate(start);
    } else {
      any = true;
    }
  }
}

void SqlCompiler::visit_clause_list(const ClauseList& e, const RenderScope& scope) {
  render_list(e.clauses(), e.op() == Operator::none ? " " : operator_text(e.op()), scope);
}

void SqlCompiler::visit_boolean_list(const BooleanClauseList& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.within_operator = true;
  render_list(e.clauses(), operator_text(e.op()), scope);
}

void SqlCompiler::visit_tuple(const Tuple& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.result = nullptr;
  out_ << '(';
  render_list(e.clauses(), ", ", inner);
  out_ << ')';
}

void SqlCompiler::visit_case(const Case& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.result = nullptr;
  out_ << "CASE ";
  if (e.value()) {
    render(*e.value(), inner);
    out_ << ' ';
  }
  for (const Case::When& when : e.whens()) {
    out_ << "WHEN ";
    render(*when.condition, inner);
    out_ << " THEN ";
    render(*when.result, inner);
    out_ << ' ';
  }
  if (e.else_clause()) {
    out_ << "ELSE ";
    render(*e.else_clause(), inner);
    out_ << ' ';
  }
  out_ << "END";
}

std::string SqlCompiler::type_text(const TypeEngine& type) const {
  return context_.type_compiler().process(type);
}

void SqlCompiler::visit_cast(const Cast& e, const RenderScope& scope) {
  const std::string type = type_text(*e.type());
  const std::size_t collate = type.find(" COLLATE ");
  RenderScope inner = scope;
  inner.result = nullptr;
  out_ << "CAST(";
  render(*e.element(), inner);
  out_ << " AS " << std::string_view(type).substr(0, collate) << ')';
  if (collate != std::string::npos) out_ << std::string_view(type).substr(collate);
}

void SqlCompiler::visit_try_cast(const TryCast&, const RenderScope&) {
  unsupported("TRY_CAST");
}

void SqlCompiler::visit_type_coerce(const TypeCoerce& e, const RenderScope& scope) {
  render(*e.element(), scope);
}

void SqlCompiler::visit_extract(const Extract& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.result = nullptr;
  out_ << "EXTRACT(" << extract_field(e.field()) << " FROM ";
  render(*e.element(), inner);
  out_ << ')';
}

std::string_view SqlCompiler::extract_field(std::string_view field) const {
  return field;
}

void SqlCompiler::visit_collation(const CollationClause& e, const RenderScope&) {
  if (!e.schema().empty()) {
    preparer_.append_schema(out_.text(), e.schema().text(), e.schema().quote());
    out_ << '.';
  }
  out_ << preparer_.format_collation(e.collation().text());
}

void SqlCompiler::visit_text(const TextClause& e, const RenderScope& scope) {
  if (scope.result != nullptr) {
    const ClauseElement* self[] = {&e};
    add_result(scope, {}, {}, self, e.type());
  }
  if (stack_.empty()) flags().is_text = true;
  RenderScope inner = scope;
  inner.result = nullptr;
  for (const TextClause::Piece& piece : e.pieces()) {
    append_literal_sql(piece.text);
    if (piece.bind) render(*piece.bind, inner);
  }
}

void SqlCompiler::visit_scalar_select(const ScalarSelect& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.as_from = false;
  inner.result = nullptr;
  inner.compound_index = 0;
  out_ << '(';
  render(*e.element(), inner);
  out_ << ')';
}

void SqlCompiler::visit_exists(const Exists& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.as_from = false;
  inner.result = nullptr;
  inner.compound_index = 0;
  out_ << "EXISTS (";
  render(*e.element(), inner);
  out_ << ')';
}

void SqlCompiler::visit_next_value(const NextValue&, const RenderScope&) {
  unsupported("sequences");
}

void SqlCompiler::visit_savepoint(const SavepointClause& e, const RenderScope&) {
  if (e.kind() == ElementKind::savepoint) {
    out_ << "SAVEPOINT ";
  } else if (e.kind() == ElementKind::rollback_savepoint) {
    out_ << "ROLLBACK TO SAVEPOINT ";
  } else {
    out_ << "RELEASE SAVEPOINT ";
  }
  out_ << preparer_.format_savepoint(e.name());
}

}  // namespace cupel
