#include <ostream>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/case.hpp>
#include <cupel/sql/expression/cast.hpp>
#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/constructors.hpp>
#include <cupel/sql/expression/dml.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/label.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {

Expr<Untyped> null() {
  return Expr<Untyped>(Null::instance());
}
Expr<bool> true_() {
  return Expr<bool>(True_::instance());
}
Expr<bool> false_() {
  return Expr<bool>(False_::instance());
}

ColumnPtr detail::literal_node(Operand value, TypePtr type) {
  if (value.element()) {
    throw ArgumentError(str_cat("Literal value expected, got ", kind_name(value.element()->kind()),
                                "; an expression needs no literal() around it"));
  }
  return make_ptr<BindParameter>("param", std::move(value).take_value(), std::move(type));
}

Expr<Untyped> literal(Operand value, const TypeArg& type) {
  return Expr<Untyped>(detail::literal_node(std::move(value), type.get()));
}

Expr<Untyped> literal(std::nullptr_t) {
  return Expr<Untyped>(make_ptr<BindParameter>("param", Value(), detail::null_type()));
}

Expr<Untyped> bindparam(std::string_view name, BindOptions options) {
  return Expr<Untyped>(
      make_ptr<BindParameter>(std::string(name), std::nullopt, std::move(options)));
}

Expr<Untyped> bindparam(std::string_view name, Value value, BindOptions options) {
  return Expr<Untyped>(make_ptr<BindParameter>(std::string(name), std::optional(std::move(value)),
                                               std::move(options)));
}

Expr<Untyped> bindparam(std::nullptr_t, Value value, BindOptions options) {
  return bindparam(std::string_view(), std::move(value), std::move(options));
}

Expr<Untyped> outparam(std::string_view name, TypePtr type) {
  return bindparam(name,
                   BindOptions{.type = std::move(type), .required = false, .isoutparam = true});
}

Expr<bool> and_(const std::vector<Expr<bool>>& conditions) {
  ColumnList nodes;
  for (const Expr<bool>& condition : conditions) nodes.push_back(condition.node());
  return Expr<bool>(detail::conjunction(Operator::and_, std::move(nodes)));
}

Expr<bool> or_(const std::vector<Expr<bool>>& conditions) {
  ColumnList nodes;
  for (const Expr<bool>& condition : conditions) nodes.push_back(condition.node());
  return Expr<bool>(detail::conjunction(Operator::or_, std::move(nodes)));
}

namespace {

Expr<Untyped> modified(Operator op, Operand operand) {
  return Expr<Untyped>(detail::operate_unary(op, detail::coerce_by_of(std::move(operand), false)));
}

Expr<Untyped> applied(Operator op, Operand operand) {
  return Expr<Untyped>(detail::operate_unary(op, detail::coerce_expression(std::move(operand))));
}

}  // namespace

Expr<Untyped> asc(Operand operand) {
  return modified(Operator::asc, std::move(operand));
}
Expr<Untyped> desc(Operand operand) {
  return modified(Operator::desc, std::move(operand));
}
Expr<Untyped> nulls_first(Operand operand) {
  return modified(Operator::nulls_first, std::move(operand));
}
Expr<Untyped> nulls_last(Operand operand) {
  return modified(Operator::nulls_last, std::move(operand));
}
Expr<Untyped> distinct(Operand operand) {
  return applied(Operator::distinct, std::move(operand));
}
Expr<Untyped> any_(Operand operand) {
  return applied(Operator::any, std::move(operand));
}
Expr<Untyped> all_(Operand operand) {
  return applied(Operator::all, std::move(operand));
}
Expr<Untyped> bitwise_not(Operand operand) {
  return applied(Operator::bitwise_not, std::move(operand));
}

Expr<Untyped> collate(Operand operand, std::string_view collation) {
  return Expr<Untyped>(detail::collate(detail::coerce_expression(std::move(operand)), collation));
}

Expr<Untyped> label(const Name& name, Operand operand) {
  return Expr<Untyped>(detail::label(detail::coerce_expression(std::move(operand)), name));
}

Expr<Untyped> label(const Name& name, Operand operand, const TypeArg& type) {
  return label(name, Operand(detail::type_coerce(std::move(operand), type.get())));
}

namespace {

Ptr<const CustomOperator> unary_operator(std::string_view text) {
  auto op = make_ptr<CustomOperator>();
  op->text = std::string(text);
  return op;
}

}  // namespace

Expr<Untyped> prefix_op(std::string_view text, Operand operand) {
  const Ptr<const CustomOperator> op = unary_operator(text);
  ColumnPtr element = detail::coerce_expression(std::move(operand));
  return Expr<Untyped>(make_ptr<UnaryExpression>(
      std::move(element), OperatorRef(Operator::custom, op.get()), OperatorRef{}));
}

Expr<Untyped> postfix_op(Operand operand, std::string_view text) {
  const Ptr<const CustomOperator> op = unary_operator(text);
  ColumnPtr element = detail::coerce_expression(std::move(operand));
  return Expr<Untyped>(make_ptr<UnaryExpression>(std::move(element), OperatorRef{},
                                                 OperatorRef(Operator::custom, op.get())));
}

Expr<Untyped> floordiv(Operand left, Operand right) {
  if (!left.element() && right.element()) {
    const ColumnPtr side = detail::element_as_expression(std::move(right).take_element());
    return Expr<Untyped>(detail::operate_reversed(Operator::floordiv, std::move(left), side));
  }
  const ColumnPtr side = detail::coerce_expression(std::move(left));
  return Expr<Untyped>(detail::operate(Operator::floordiv, side, std::move(right)));
}

Executable savepoint(std::string_view name) {
  return Executable(make_ptr<SavepointClause>(ElementKind::savepoint, std::string(name)));
}
Executable rollback_to_savepoint(std::string_view name) {
  return Executable(make_ptr<SavepointClause>(ElementKind::rollback_savepoint, std::string(name)));
}
Executable release_savepoint(std::string_view name) {
  return Executable(make_ptr<SavepointClause>(ElementKind::release_savepoint, std::string(name)));
}

Expr<bool> between(Operand operand, Operand low, Operand high, bool symmetric) {
  return Expr<bool>(detail::between(detail::coerce_expression(std::move(operand)), std::move(low),
                                    std::move(high), symmetric));
}

Expr<Untyped> case_value(Operand value, std::vector<WhenPair> whens, ElseArg else_clause) {
  ColumnPtr compared;
  if (!value.is_null()) compared = detail::coerce_expression(std::move(value));
  std::vector<Case::When> made;
  for (WhenPair& when : whens) {
    ColumnPtr condition = compared ? detail::coerce_expression(std::move(when.condition))
                                   : detail::coerce_condition(std::move(when.condition));
    made.push_back({std::move(condition), detail::coerce_expression(std::move(when.result))});
  }
  ColumnPtr otherwise;
  if (else_clause.given && !else_clause.operand.is_null()) {
    otherwise = detail::coerce_expression(std::move(else_clause.operand));
  }
  return Expr<Untyped>(make_ptr<Case>(std::move(compared), std::move(made), std::move(otherwise)));
}

Expr<Untyped> case_(std::vector<WhenPair> whens, ElseArg else_clause) {
  return case_value(nullptr, std::move(whens), std::move(else_clause));
}

Expr<Untyped> cast(Operand operand, const TypeArg& type) {
  return Expr<Untyped>(detail::cast(std::move(operand), type.get()));
}

Expr<Untyped> try_cast(Operand operand, const TypeArg& type) {
  ColumnPtr inner = detail::coerce_expression(std::move(operand), type.get());
  return Expr<Untyped>(make_ptr<TryCast>(std::move(inner), type.get()));
}

Expr<Untyped> type_coerce(Operand operand, const TypeArg& type) {
  return Expr<Untyped>(detail::type_coerce(std::move(operand), type.get()));
}

Expr<std::int64_t> extract(std::string_view field, Operand operand) {
  return Expr<std::int64_t>(
      make_ptr<Extract>(std::string(field), detail::coerce_expression(std::move(operand))));
}

TupleExpr make_tuple_expr(std::vector<Operand> items, std::vector<TypePtr> types) {
  ColumnList nodes;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const TypePtr type = i < types.size() ? types[i] : TypePtr();
    nodes.push_back(detail::coerce_expression(std::move(items[i]), type));
  }
  return TupleExpr(make_ptr<Tuple>(std::move(nodes), std::move(types)));
}

namespace {

ColumnPtr tuple_in(const ColumnPtr& left, const std::vector<std::vector<Operand>>& rows,
                   bool negate) {
  bool plain = true;
  for (const auto& row : rows) {
    for (const Operand& o : row) plain = plain && !o.element();
  }
  if (plain) {
    std::vector<Value> list;
    for (const auto& row : rows) {
      std::vector<Value> values;
      for (const Operand& o : row) values.push_back(o.value());
      list.emplace_back(std::move(values));
    }
    return detail::in_values(left, std::move(list), negate);
  }
  std::vector<Operand> tuples;
  for (const auto& row : rows) tuples.emplace_back(make_tuple_expr(row));
  return detail::in_operands(left, std::move(tuples), negate);
}

std::vector<std::vector<Operand>> rows_of(
    std::initializer_list<std::initializer_list<Operand>> rows) {
  std::vector<std::vector<Operand>> out;
  for (const auto& row : rows) out.emplace_back(row);
  return out;
}

}  // namespace

Expr<bool> TupleExpr::in_(std::initializer_list<std::initializer_list<Operand>> rows) const {
  return Expr<bool>(tuple_in(node_, rows_of(rows), false));
}
Expr<bool> TupleExpr::not_in(std::initializer_list<std::initializer_list<Operand>> rows) const {
  return Expr<bool>(tuple_in(node_, rows_of(rows), true));
}
Expr<bool> TupleExpr::in_(const std::vector<std::vector<Operand>>& rows) const {
  return Expr<bool>(tuple_in(node_, rows, false));
}
Expr<bool> TupleExpr::not_in(const std::vector<std::vector<Operand>>& rows) const {
  return Expr<bool>(tuple_in(node_, rows, true));
}

Select<bool> ExistsExpr::select() const {
  return cupel::select(static_cast<const Expr<bool>&>(*this));
}

Select<> ExistsExpr::select_of() const {
  return Select<>(cupel::as<Exists>(*node_).element());
}

ExistsExpr ExistsExpr::with(const Select<>& select) {
  return ExistsExpr(make_ptr<Exists>(select.node()));
}

ExistsExpr make_exists(std::vector<Operand> columns) {
  if (columns.size() == 1 && columns.front().element()) {
    const ClauseElement& only = *columns.front().element();
    if (only.kind() >= ElementKind::select && only.kind() <= ElementKind::textual_select) {
      return ExistsExpr(make_ptr<Exists>(SelectBasePtr(static_cast<const SelectBase*>(&only))));
    }
    if (only.kind() == ElementKind::scalar_select) {
      return ExistsExpr(make_ptr<Exists>(as<ScalarSelect>(only).element()));
    }
  }
  auto state = make_ptr<SelectState>();
  SelectState::Parts& parts = state->edit();
  if (columns.empty()) columns.emplace_back(literal_column("*"));
  for (Operand& column : columns) {
    detail::coerce_columns(std::move(column), parts.columns, parts.raw_columns);
  }
  return ExistsExpr(make_ptr<Exists>(std::move(state)));
}

TextExpr::TextExpr(Ptr<const TextClause> node) : SqlExpression(node), Executable(node) {}

TextExpr TextExpr::bindparams(const Parameters& values) const {
  Ptr<const TextClause> text(&clause());
  for (const Parameter& p : values) {
    Ptr<const BindParameter> bind;
    for (const auto& known : text->binds()) {
      if (known->key_name() == p.name) bind = known->with_value(p.value);
    }
    if (!bind) bind = make_ptr<BindParameter>(p.name, std::optional(p.value), BindOptions{});
    text = text->with_bind(std::move(bind));
  }
  return TextExpr(std::move(text));
}

TextExpr TextExpr::with_binds(ColumnList binds) const {
  Ptr<const TextClause> text(&clause());
  for (const ColumnPtr& bind : binds) {
    if (bind->kind() != ElementKind::bind) {
      throw ArgumentError(
          str_cat("bindparams() takes bindparam(\"name\", ...), got ", kind_name(bind->kind())));
    }
    text = text->with_bind(static_ptr_cast<const BindParameter>(bind));
  }
  return TextExpr(std::move(text));
}

CompoundExpr<> TextExpr::with_columns(ColumnList columns) const {
  return CompoundExpr<>(
      make_ptr<TextualSelect>(Ptr<const TextClause>(&clause()), std::move(columns), true));
}

CompoundExpr<> TextExpr::columns(
    std::initializer_list<std::pair<std::string_view, TypeArg>> columns) const {
  ColumnList list;
  for (const auto& [name, type] : columns) {
    list.emplace_back(make_ptr<ColumnClause>(Name(name), type.get()));
  }
  return CompoundExpr<>(
      make_ptr<TextualSelect>(Ptr<const TextClause>(&clause()), std::move(list), false));
}

TextExpr text(std::string_view sql) {
  return TextExpr(make_ptr<TextClause>(sql));
}

std::ostream& operator<<(std::ostream& out, const TextExpr& text) {
  return out << static_cast<const Executable&>(text);
}

CteExpr cte(const SelectHandle& select, std::string_view name, CteOptions options) {
  return select.cte(name, options);
}

FromExpr lateral(const SelectHandle& select, std::string_view name) {
  return select.lateral(name);
}

FromExpr tablesample(const FromExpr& from, Operand sampling, std::string_view name, Operand seed) {
  return from.tablesample(std::move(sampling), name, std::move(seed));
}

Expr<Untyped> aggregate_order_by(Operand function, std::vector<Operand> order_by) {
  ColumnList list;
  for (Operand& clause : order_by) {
    list.push_back(detail::coerce_by_of(std::move(clause), false));
  }
  return Expr<Untyped>(
      make_ptr<AggregateOrderBy>(detail::coerce_expression(std::move(function)), std::move(list)));
}

}  // namespace cupel
