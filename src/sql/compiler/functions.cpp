#include "cupel/error/errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "sql/compiler/compiler_state.hpp"
#include "sql/compiler/function_hooks.hpp"

namespace cupel {

std::string_view SqlCompiler::function_name(KnownFunction function) const {
  switch (function) {
    case KnownFunction::current_date:
      return "CURRENT_DATE";
    case KnownFunction::current_time:
      return "CURRENT_TIME";
    case KnownFunction::current_timestamp:
      return "CURRENT_TIMESTAMP";
    case KnownFunction::current_user:
      return "CURRENT_USER";
    case KnownFunction::localtime:
      return "LOCALTIME";
    case KnownFunction::localtimestamp:
      return "LOCALTIMESTAMP";
    case KnownFunction::session_user:
      return "SESSION_USER";
    case KnownFunction::user:
      return "USER";
    case KnownFunction::cube:
      return "CUBE";
    case KnownFunction::rollup:
      return "ROLLUP";
    case KnownFunction::grouping_sets:
      return "GROUPING SETS";
    case KnownFunction::coalesce:
      return "coalesce";
    case KnownFunction::random:
      return "random";
    case KnownFunction::sysdate:
      return "sysdate";
    default:
      return {};
  }
}

namespace {

/// Functions of the SQL standard that stand without parentheses when they have no arguments.
bool is_bare_word(KnownFunction function) noexcept {
  switch (function) {
    case KnownFunction::current_date:
    case KnownFunction::current_time:
    case KnownFunction::current_timestamp:
    case KnownFunction::current_user:
    case KnownFunction::localtime:
    case KnownFunction::localtimestamp:
    case KnownFunction::session_user:
    case KnownFunction::user:
    case KnownFunction::sysdate:
      return true;
    default:
      return false;
  }
}

}  // namespace

void SqlCompiler::append_function_word(const Name& name) {
  if (name.quote().value_or(false) || preparer_.requires_quotes_for_characters(name.text())) {
    preparer_.append(out_.text(), name.text(), true);
  } else {
    out_ << name.text();
  }
}

void SqlCompiler::visit_function(const Function& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.as_from = false;
  scope.result = nullptr;
  if (outer.result != nullptr) {
    const ClauseElement* self[] = {&e};
    add_result(outer, e.name().text(), e.name().text(), self, e.type());
  }
  if (const FunctionHook hook = function_hook(e, traits_.name)) return hook(e, *this, scope);
  if (render_special_function(e, scope)) return;
  if (e.known() == KnownFunction::aggregate_strings) {
    return visit_aggregate_strings_function(e, scope);
  }
  for (const Name& package : e.packages()) {
    // Of packages only the characters ask for quotes.
    append_function_word(Name(package.text()));
    out_ << '.';
  }
  if (const std::string_view known = function_name(e.known()); !known.empty()) {
    out_ << known;
    if (is_bare_word(e.known()) && e.arguments().empty()) return;
  } else {
    append_function_word(e.name());
  }
  render_arguments(e, scope);
}

bool SqlCompiler::render_special_function(const Function&, const RenderScope&) {
  return false;
}

void SqlCompiler::render_arguments(const Function& e, const RenderScope& scope) {
  RenderScope inner = scope;
  inner.within_columns_clause = false;
  inner.result = nullptr;
  out_ << '(';
  render_list(e.arguments(), ", ", inner);
  out_ << ')';
}

void SqlCompiler::visit_aggregate_strings_function(const Function& e, const RenderScope& scope) {
  render_aggregate_strings("aggregate_strings", e, scope);
}

void SqlCompiler::render_aggregate_strings(std::string_view name, const Function& e,
                                           const RenderScope& outer) {
  RenderScope scope = outer;
  scope.within_columns_clause = false;
  out_ << name << '(';
  bool separator = false;
  for (const ColumnPtr& argument : e.arguments()) {
    if (separator) out_ << ", ";
    // Databases want the separator as a constant.
    scope.literal_execute = outer.literal_execute || (separator && !outer.literal_binds);
    separator = true;
    render(*argument, scope);
  }
  out_ << ')';
}

void SqlCompiler::visit_over(const Over& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  render(*e.element(), scope);
  // The parameters of the frame are numbered before those of the clauses that stand before it.
  const SqlText::Mark mark = out_.end();
  if (e.frame()) render(*e.frame(), scope);
  const SqlText frame = out_.take_since(mark);
  out_ << " OVER (";
  bool any = false;
  const auto part = [&](std::string_view keyword, const ColumnList& list) {
    if (list.empty()) return;
    if (any) out_ << ' ';
    out_ << keyword;
    render_list(list, ", ", scope);
    any = true;
  };
  part("PARTITION BY ", e.partition_by());
  part("ORDER BY ", e.order_by());
  if (e.frame()) {
    if (any) out_ << ' ';
    out_ << frame;
    any = true;
    if (!e.exclude().empty()) out_ << " EXCLUDE " << exclude_text(e.exclude());
  }
  out_ << ')';
}

std::string_view SqlCompiler::exclude_text(const Name& exclude) const {
  constexpr std::string_view kKnown[] = {"CURRENT ROW", "GROUP", "TIES", "NO OTHERS"};
  for (const std::string_view known : kKnown) {
    if (iequals(known, exclude.text())) return exclude.text();
  }
  throw CompileError(str_cat("EXCLUDE ", quoted(exclude.text()), " is not known; use one of ",
                             join(kKnown, ", ")));
}

void SqlCompiler::visit_frame(const FrameClause& e, const RenderScope& scope) {
  switch (e.unit()) {
    case FrameUnit::range:
      out_ << "RANGE BETWEEN ";
      break;
    case FrameUnit::rows:
      out_ << "ROWS BETWEEN ";
      break;
    case FrameUnit::groups:
      out_ << "GROUPS BETWEEN ";
      break;
    case FrameUnit::none:
      break;
  }
  const auto bound = [&](const FrameClause::Bound& b, std::string_view unbounded) {
    switch (b.kind) {
      case FrameBound::unbounded:
        out_ << unbounded;
        break;
      case FrameBound::current:
        out_ << "CURRENT ROW";
        break;
      case FrameBound::preceding:
        render(*b.value, scope);
        out_ << " PRECEDING";
        break;
      case FrameBound::following:
        render(*b.value, scope);
        out_ << " FOLLOWING";
        break;
    }
  };
  bound(e.lower(), "UNBOUNDED PRECEDING");
  out_ << " AND ";
  bound(e.upper(), "UNBOUNDED FOLLOWING");
}

void SqlCompiler::visit_function_filter(const FunctionFilter& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  render(*e.function(), scope);
  out_ << " FILTER (WHERE ";
  render(*e.criterion(), scope);
  out_ << ')';
}

void SqlCompiler::visit_within_group(const WithinGroup& e, const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  render(*e.function(), scope);
  out_ << " WITHIN GROUP (ORDER BY ";
  render_list(e.order_by(), ", ", scope);
  out_ << ')';
}

void SqlCompiler::visit_aggregate_order_by(const AggregateOrderBy& e, const RenderScope& outer) {
  if (e.is_argument()) unsupported("ORDER BY behind an argument");
  RenderScope scope = outer;
  scope.result = nullptr;
  render(*e.element(), scope);
  // Of a function the ORDER BY goes inside, behind the arguments.
  const bool inside = e.element()->kind() == ElementKind::function && out_.text().back() == ')';
  if (inside) out_.text().pop_back();
  out_ << " ORDER BY ";
  render_list(e.order_by(), ", ", scope);
  if (inside) out_ << ')';
}

void SqlCompiler::render_within_group(const AggregateOrderBy& e, const RenderScope& outer) {
  if (e.is_argument()) unsupported("ORDER BY behind an argument");
  RenderScope scope = outer;
  scope.result = nullptr;
  render(*e.element(), scope);
  out_ << " WITHIN GROUP (ORDER BY ";
  render_list(e.order_by(), ", ", scope);
  out_ << ')';
}

void SqlCompiler::visit_scalar_function_column(const ScalarFunctionColumn& e,
                                               const RenderScope& outer) {
  RenderScope scope = outer;
  scope.result = nullptr;
  if (outer.result != nullptr) {
    const ClauseElement* self[] = {&e};
    add_result(outer, e.name().text(), e.name().text(), self, e.type());
  }
  out_ << '(';
  render(*e.function(), scope);
  out_ << ").";
  append_name(e.name(), NameClass::column);
}

void SqlCompiler::visit_table_valued_column(const TableValuedColumn& e, const RenderScope& scope) {
  if (scope.result != nullptr) {
    const ClauseElement* self[] = {&e};
    add_result(scope, resolve_name(e.name(), NameClass::alias), e.name().text(), self, e.type());
  }
  append_name(e.name(), NameClass::alias);
}

}  // namespace cupel
