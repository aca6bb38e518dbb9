#include "cupel/sql/expression/operators.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/types/string_types.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"

namespace cupel {

std::string_view SqlCompiler::operator_text(Operator op) const {
  switch (op) {
    case Operator::and_:
      return " AND ";
    case Operator::or_:
      return " OR ";
    case Operator::inv:
      return "NOT ";
    case Operator::add:
      return " + ";
    case Operator::sub:
      return " - ";
    case Operator::mul:
      return " * ";
    case Operator::truediv:
    case Operator::floordiv:
      return " / ";
    case Operator::mod:
      return " % ";
    case Operator::neg:
      return "-";
    case Operator::bitwise_and:
      return " & ";
    case Operator::bitwise_or:
      return " | ";
    case Operator::bitwise_xor:
      return " ^ ";
    case Operator::bitwise_not:
      return "~";
    case Operator::bitwise_lshift:
      return " << ";
    case Operator::bitwise_rshift:
      return " >> ";
    case Operator::eq:
      return " = ";
    case Operator::ne:
      return " != ";
    case Operator::lt:
      return " < ";
    case Operator::le:
      return " <= ";
    case Operator::gt:
      return " > ";
    case Operator::ge:
      return " >= ";
    case Operator::is_:
      return " IS ";
    case Operator::is_not:
      return " IS NOT ";
    case Operator::is_distinct_from:
      return " IS DISTINCT FROM ";
    case Operator::is_not_distinct_from:
      return " IS NOT DISTINCT FROM ";
    case Operator::between:
      return " BETWEEN ";
    case Operator::not_between:
      return " NOT BETWEEN ";
    case Operator::in_:
      return " IN ";
    case Operator::not_in:
      return " NOT IN ";
    case Operator::like:
    case Operator::ilike:
      return " LIKE ";
    case Operator::not_like:
    case Operator::not_ilike:
      return " NOT LIKE ";
    case Operator::match:
      return " MATCH ";
    case Operator::not_match:
      return " NOT MATCH ";
    case Operator::concat:
      return " || ";
    case Operator::collate:
      return " COLLATE ";
    case Operator::distinct:
      return "DISTINCT ";
    case Operator::asc:
      return " ASC";
    case Operator::desc:
      return " DESC";
    case Operator::nulls_first:
      return " NULLS FIRST";
    case Operator::nulls_last:
      return " NULLS LAST";
    case Operator::any:
      return "ANY ";
    case Operator::all:
      return "ALL ";
    case Operator::exists:
      return "EXISTS ";
    case Operator::from:
      return " FROM ";
    case Operator::comma:
      return ", ";
    case Operator::as:
      return " AS ";
    case Operator::filter:
      return " FILTER ";
    case Operator::none:
    case Operator::pow:
    case Operator::is_true:
    case Operator::is_false:
    case Operator::startswith:
    case Operator::not_startswith:
    case Operator::istartswith:
    case Operator::not_istartswith:
    case Operator::endswith:
    case Operator::not_endswith:
    case Operator::iendswith:
    case Operator::not_iendswith:
    case Operator::contains:
    case Operator::not_contains:
    case Operator::icontains:
    case Operator::not_icontains:
    case Operator::regexp_match:
    case Operator::not_regexp_match:
    case Operator::regexp_replace:
    case Operator::getitem:
    case Operator::json_getitem:
    case Operator::json_path_getitem:
    case Operator::function_as_comparison:
    case Operator::custom:
    case Operator::asbool:
    case Operator::smallest:
    case Operator::largest:
      break;
  }
  unsupported(str_cat("operator ", operator_name(op)));
}

namespace {

bool doubles_percents(const CompilerTraits& traits) noexcept {
  return traits.paramstyle == ParamStyle::format || traits.paramstyle == ParamStyle::pyformat;
}

/// The text of a custom operator as it stands in the statement.
std::string custom_text(const CustomOperator& op, const CompilerTraits& traits) {
  if (!doubles_percents(traits)) return op.text;
  std::string text;
  for (const char c : op.text) {
    text.push_back(c);
    if (c == '%') text.push_back(c);
  }
  return text;
}

}  // namespace

// --- unary
// -----------------------------------------------------------------------------------------

void SqlCompiler::visit_unary(const UnaryExpression& e, const RenderScope& scope) {
  if (e.op() != Operator::none) {
    if (e.op() == Operator::custom) {
      out_ << custom_text(*e.custom(), traits_) << ' ';
    } else {
      out_ << operator_text(e.op());
    }
    const SqlText::Mark operand = out_.end();
    render(*e.element(), scope);
    // Two minus signs would begin a comment.
    if (e.op() == Operator::neg && out_.text_since(operand).starts_with('-')) {
      out_.insert(operand, SqlText() << ' ');
    }
    return;
  }
  render(*e.element(), scope);
  if (e.modifier() == Operator::custom) {
    out_ << ' ' << custom_text(*e.custom(), traits_);
  } else {
    out_ << operator_text(e.modifier());
  }
}

void SqlCompiler::visit_as_boolean(const AsBoolean& e, const RenderScope& scope) {
  const ElementKind kind = e.element()->kind();
  const bool constant = kind == ElementKind::true_ || kind == ElementKind::false_;
  const bool plain =
      traits_.supports_native_boolean || (e.element()->is_implicitly_boolean() && !constant);
  if (e.op() == Operator::is_false && plain) out_ << "NOT ";
  render(*e.element(), scope);
  if (!plain) out_ << (e.op() == Operator::is_true ? " = 1" : " = 0");
}

void SqlCompiler::visit_collection_aggregate(const CollectionAggregate& e,
                                             const RenderScope& scope) {
  out_ << operator_text(e.op());
  render(*e.element(), scope);
}

// --- binary
// ----------------------------------------------------------------------------------------

void SqlCompiler::render_binary(const BinaryExpression& e, std::string_view op,
                                const RenderScope& scope) {
  RenderScope inner = scope;
  inner.within_operator = true;
  const bool group = scope.within_operator && scope.eager_grouping;
  if (group) out_ << '(';
  render(*e.left(), inner);
  out_ << op;
  render(*e.right(), inner);
  if (group) out_ << ')';
}

void SqlCompiler::lint_comparison(const BinaryExpression& e, const RenderScope& scope) {
  FromList left;
  FromList right;
  e.left()->collect_froms(left);
  e.right()->collect_froms(right);
  if (scope.lateral_linter != nullptr) {
    const FromPtr lateral(scope.enclosing_lateral);
    left.push_back(lateral);
    right.push_back(lateral);
    scope.lateral_linter->connect(left, right);
  } else {
    scope.linter->connect(left, right);
  }
}

void SqlCompiler::visit_binary(const BinaryExpression& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  if (scope.linter != nullptr && is_comparison(e.op_ref())) lint_comparison(e, scope);
  const Operator op = e.op();
  switch (op) {
    case Operator::mod:
      return visit_mod_binary(e, scope);
    case Operator::truediv:
      return visit_truediv_binary(e, scope);
    case Operator::floordiv:
      return visit_floordiv_binary(e, scope);
    case Operator::pow:
      return visit_pow_binary(e, scope);
    case Operator::concat:
      return visit_concat_binary(e, scope);
    case Operator::is_distinct_from:
    case Operator::is_not_distinct_from:
      return visit_is_distinct_from_binary(e, scope);
    case Operator::not_in:
      // An empty list adds OR, see empty_set_text(); hence the parentheses around all.
      out_ << '(';
      render_binary(e, operator_text(op), scope);
      out_ << ')';
      return;
    case Operator::between:
    case Operator::not_between: {
      const bool symmetric = e.modifiers() && e.modifiers()->symmetric;
      const bool negated = op == Operator::not_between;
      if (symmetric) {
        return render_binary(e, negated ? " NOT BETWEEN SYMMETRIC " : " BETWEEN SYMMETRIC ", scope);
      }
      return render_binary(e, operator_text(op), scope);
    }
    case Operator::match:
    case Operator::not_match:
      return visit_match_binary(e, scope);
    case Operator::regexp_match:
    case Operator::not_regexp_match:
      return visit_regexp_match_binary(e, scope);
    case Operator::regexp_replace:
      return visit_regexp_replace_binary(e, scope);
    case Operator::bitwise_xor:
      return visit_bitwise_xor_binary(e, scope);
    case Operator::getitem:
      return visit_getitem_binary(e, scope);
    case Operator::json_getitem:
      return visit_json_getitem_binary(e, scope);
    case Operator::json_path_getitem:
      return visit_json_path_getitem_binary(e, scope);
    case Operator::custom:
      return visit_custom_binary(e, scope);
    case Operator::like:
    case Operator::not_like:
    case Operator::ilike:
    case Operator::not_ilike:
    case Operator::startswith:
    case Operator::not_startswith:
    case Operator::istartswith:
    case Operator::not_istartswith:
    case Operator::endswith:
    case Operator::not_endswith:
    case Operator::iendswith:
    case Operator::not_iendswith:
    case Operator::contains:
    case Operator::not_contains:
    case Operator::icontains:
    case Operator::not_icontains:
      return visit_like_binary(e, scope);
    default:
      return render_binary(e, operator_text(op), scope);
  }
}

void SqlCompiler::visit_expression_list(const ExpressionClauseList& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  if (e.op() == Operator::concat) return visit_concat_list(e, scope);
  scope.within_operator = true;
  if (e.op() == Operator::custom) {
    render_list(e.clauses(), str_cat(" ", custom_text(*e.custom(), traits_), " "), scope);
  } else {
    render_list(e.clauses(), operator_text(e.op()), scope);
  }
}

void SqlCompiler::visit_concat_list(const ExpressionClauseList& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.within_operator = true;
  render_list(e.clauses(), operator_text(e.op()), scope);
}

void SqlCompiler::visit_mod_binary(const BinaryExpression& e, const RenderScope& scope) {
  render_binary(e, doubles_percents(traits_) ? " %% " : " % ", scope);
}

void SqlCompiler::visit_truediv_binary(const BinaryExpression& e, const RenderScope& scope) {
  if (!traits_.div_is_floordiv) return render_binary(e, " / ", scope);
  render(*e.left(), scope);
  out_ << " / ";
  const TypeAffinity affinity = e.right()->type()->type_affinity();
  const bool numeric = affinity == TypeAffinity::numeric || affinity == TypeAffinity::float_;
  const ColumnPtr cast = make_ptr<Cast>(
      e.right(), numeric ? e.right()->type() : static_cast<TypePtr>(make_ptr<Numeric>()));
  render(keep(cast), scope);
}

void SqlCompiler::visit_floordiv_binary(const BinaryExpression& e, const RenderScope& scope) {
  if (traits_.div_is_floordiv && e.left()->type()->type_affinity() == TypeAffinity::integer &&
      e.right()->type()->type_affinity() == TypeAffinity::integer) {
    return render_binary(e, " / ", scope);
  }
  out_ << "FLOOR(";
  render_binary(e, " / ", scope);
  out_ << ')';
}

void SqlCompiler::visit_pow_binary(const BinaryExpression& e, const RenderScope& scope) {
  out_ << "pow(";
  render(*e.left(), scope);
  out_ << ", ";
  render(*e.right(), scope);
  out_ << ')';
}

void SqlCompiler::visit_concat_binary(const BinaryExpression& e, const RenderScope& scope) {
  render_binary(e, operator_text(Operator::concat), scope);
}

void SqlCompiler::visit_is_distinct_from_binary(const BinaryExpression& e,
                                                const RenderScope& scope) {
  render_binary(e, operator_text(e.op()), scope);
}

void SqlCompiler::visit_match_binary(const BinaryExpression& e, const RenderScope& scope) {
  const bool negated = e.op() == Operator::not_match;
  if (negated) out_ << "NOT ";
  render_binary(e, operator_text(Operator::match), negated ? scope.with_binds() : scope);
}

void SqlCompiler::visit_regexp_match_binary(const BinaryExpression&, const RenderScope&) {
  throw CompileError(str_cat(traits_.name, " dialect does not support regular expressions"));
}

void SqlCompiler::visit_regexp_replace_binary(const BinaryExpression&, const RenderScope&) {
  throw CompileError(
      str_cat(traits_.name, " dialect does not support regular expression replacements"));
}

void SqlCompiler::visit_bitwise_xor_binary(const BinaryExpression& e, const RenderScope& scope) {
  render_binary(e, operator_text(Operator::bitwise_xor), scope);
}

void SqlCompiler::visit_getitem_binary(const BinaryExpression& e, const RenderScope&) {
  unsupported(str_cat("operator ", operator_name(e.op())));
}

void SqlCompiler::visit_json_getitem_binary(const BinaryExpression& e, const RenderScope&) {
  unsupported(str_cat("operator ", operator_name(e.op())));
}

void SqlCompiler::visit_json_path_getitem_binary(const BinaryExpression& e, const RenderScope&) {
  unsupported(str_cat("operator ", operator_name(e.op())));
}

void SqlCompiler::visit_slice(const Slice& e, const RenderScope& scope) {
  render(*e.start(), scope);
  out_ << ':';
  render(*e.stop(), scope);
}

void SqlCompiler::visit_custom_binary(const BinaryExpression& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.eager_grouping = e.custom()->eager_grouping;
  render_binary(e, str_cat(" ", custom_text(*e.custom(), traits_), " "), scope);
}

// --- LIKE
// ------------------------------------------------------------------------------------------

LikeForm like_form(Operator op) noexcept {
  LikeForm form;
  switch (op) {
    case Operator::not_like:
      form.negated = true;
      break;
    case Operator::ilike:
      form.fold_case = true;
      break;
    case Operator::not_ilike:
      form.fold_case = form.negated = true;
      break;
    case Operator::startswith:
      form.after = true;
      break;
    case Operator::not_startswith:
      form.after = form.negated = true;
      break;
    case Operator::istartswith:
      form.after = form.fold_case = true;
      break;
    case Operator::not_istartswith:
      form.after = form.fold_case = form.negated = true;
      break;
    case Operator::endswith:
      form.before = true;
      break;
    case Operator::not_endswith:
      form.before = form.negated = true;
      break;
    case Operator::iendswith:
      form.before = form.fold_case = true;
      break;
    case Operator::not_iendswith:
      form.before = form.fold_case = form.negated = true;
      break;
    case Operator::contains:
      form.before = form.after = true;
      break;
    case Operator::not_contains:
      form.before = form.after = form.negated = true;
      break;
    case Operator::icontains:
      form.before = form.after = form.fold_case = true;
      break;
    case Operator::not_icontains:
      form.before = form.after = form.fold_case = form.negated = true;
      break;
    default:
      break;
  }
  return form;
}

void SqlCompiler::render_case_folded(const ClauseElement& e, const RenderScope& scope) {
  out_ << "lower(";
  render(e, scope);
  out_ << ')';
}

std::string_view SqlCompiler::like_keyword(const LikeForm& form) const {
  return form.negated ? " NOT LIKE " : " LIKE ";
}

ColumnList SqlCompiler::like_pattern_parts(const ColumnElement& pattern) {
  if (pattern.kind() == ElementKind::grouping) {
    const ColumnElement& inner = *as<Grouping>(pattern).element();
    if (inner.kind() == ElementKind::expression_list &&
        as<ExpressionClauseList>(inner).op() == Operator::concat) {
      return as<ExpressionClauseList>(inner).clauses();
    }
    if (inner.kind() == ElementKind::binary &&
        as<BinaryExpression>(inner).op() == Operator::concat) {
      return {as<BinaryExpression>(inner).left(), as<BinaryExpression>(inner).right()};
    }
  }
  return {pattern.self_group(Operator::concat)};
}

void SqlCompiler::render_like_pattern(const ColumnElement& pattern, const LikeForm& form,
                                      const RenderScope& scope) {
  const std::string_view wildcard = doubles_percents(traits_) ? "'%%'" : "'%'";
  if (form.before) out_ << wildcard << operator_text(Operator::concat);
  if (form.fold_case) {
    render_case_folded(pattern, scope);
  } else if (form.before || form.after) {
    render_list(like_pattern_parts(pattern), operator_text(Operator::concat), scope);
  } else {
    render(pattern, scope);
  }
  if (form.after) out_ << operator_text(Operator::concat) << wildcard;
}

void SqlCompiler::visit_like_binary(const BinaryExpression& e, const RenderScope& scope) {
  const LikeForm form = like_form(e.op());
  if (form.fold_case) {
    render_case_folded(*e.left(), scope);
  } else {
    render(*e.left(), scope);
  }
  out_ << like_keyword(form);
  render_like_pattern(*e.right(), form, scope);
  if (e.modifiers() && e.modifiers()->escape) {
    out_ << " ESCAPE " << literal_text(Value(*e.modifiers()->escape), String());
  }
}

}  // namespace cupel
