#include "sql/expression/coercions.hpp"

#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/error/warnings.hpp>
#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/extension_element.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/label.hpp>
#include <cupel/sql/expression/lists.hpp>
#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/select_handle.hpp>
#include <cupel/sql/expression/text_clause.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/types/special_types.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/arithmetic.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel::detail {
namespace {

[[noreturn]] void throw_not(std::string_view wanted, const ClauseElement& got) {
  throw ArgumentError(str_cat(wanted, ", got ", kind_name(got.kind())));
}

}  // namespace

ElementPtr element_of(const SqlExpression& expression) {
  return expression.node();
}
ElementPtr element_of(const SelectHandle& select) {
  return select.element();
}
ElementPtr element_of(const FromExpr& from) {
  return from.node();
}

ColumnPtr element_as_expression(ElementPtr&& element) {
  const bool is_column = element && element->kind() == ElementKind::column;
  if (is_column || as_column(element.get()))
    return static_ptr_cast<const ColumnElement>(std::move(element));
  if (const SelectBase* select = as_select(element.get())) {
    warn(
        "implicitly coercing SELECT object to scalar subquery; please use the .scalar_subquery() "
        "method to produce a scalar subquery.");
    return make_ptr<ScalarSelect>(SelectBasePtr(select));
  }
  if (const FromClause* from = as_from(element.get())) {
    if (from->kind() == ElementKind::function_from) return as<FunctionFrom>(*from).function();
    if (from->kind() == ElementKind::subquery) {
      warn(
          "implicitly coercing a subquery into a scalar subquery; use scalar_subquery() on the "
          "select to say so");
      const auto& inner = static_cast<const Subquery&>(*from).element();
      return make_ptr<ScalarSelect>(static_ptr_cast<const SelectBase>(inner));
    }
  }
  throw_not("an SQL expression is expected here: a column, literal(...), or a scalar subquery",
            *element);
}

ColumnPtr bind_beside(const ColumnPtr& left, Operator op, Value&& value) {
  if (ColumnPtr own = left->operand_of(op, value)) return own;
  if (left->kind() == ElementKind::tuple && value.kind() == ValueKind::array) {
    // A list beside a row is a row: (a, b) = (1, 2).
    const auto& types = static_cast<const TupleType&>(*left->type()).types();
    ColumnList items;
    for (const Value& item : value.array_items()) {
      const bool known = items.size() < types.size();
      items.emplace_back(make_ptr<BindParameter>(
          "param", item,
          known ? types[items.size()]->coerce_compared_value(arithmetic_of(op), item) : TypePtr()));
    }
    return make_ptr<Tuple>(std::move(items));
  }
  TypePtr type = left->type()->coerce_compared_value(arithmetic_of(op), value);
  return make_ptr<BindParameter>(left->bind_name(), std::move(value), std::move(type));
}

ColumnPtr coerce_other_side(const ColumnPtr& left, Operator op, Operand&& other) {
  if (!other.element()) return bind_beside(left, op, std::move(other).take_value());
  ColumnPtr element = element_as_expression(std::move(other).take_element());
  if (element->kind() == ElementKind::bind && is_null_type(element->type()) &&
      !is_null_type(left->type())) {
    return as<BindParameter>(*element).with_type(left->type());
  }
  return element;
}

ColumnPtr coerce_expression(Operand operand, const TypePtr& type, std::string_view bind_name) {
  if (operand.element()) return element_as_expression(std::move(operand).take_element());
  if (operand.value().is_null() && !(type && type->should_evaluate_none())) {
    return Null::instance();
  }
  return make_ptr<BindParameter>(bind_name, std::move(operand).take_value(), type);
}

ColumnPtr coerce_condition(Operand&& operand) {
  if (!operand.element()) {
    switch (operand.value().kind()) {
      case ValueKind::boolean:
        return operand.value().boolean() ? True_::instance() : False_::instance();
      case ValueKind::null:
        return Null::instance();
      default:
        throw ArgumentError(str_cat("SQL expression for WHERE/HAVING role expected, got ",
                                    operand.value().repr(),
                                    "; compare a column with it: column == value"));
    }
  }
  return element_as_expression(std::move(operand).take_element());
}

ColumnPtr coerce_by_of(Operand operand, bool order_by) {
  if (!operand.element()) {
    if (operand.value().kind() != ValueKind::text) {
      throw ArgumentError(str_cat(order_by ? "ORDER BY" : "GROUP BY",
                                  " wants an expression, or the name of a column or label; got ",
                                  operand.value().repr(), "; use literal() for a value"));
    }
    return make_ptr<TextualLabelReference>(std::string(operand.value().text()));
  }
  ColumnPtr element = element_as_expression(std::move(operand).take_element());
  // A labelled expression may be rendered by its label, also below DESC and the like.
  const ColumnElement* inner = element.get();
  while (inner->kind() == ElementKind::unary &&
         is_ordering_modifier(as<UnaryExpression>(*inner).modifier())) {
    inner = as<UnaryExpression>(*inner).element().get();
  }
  if (order_by && inner->kind() == ElementKind::label) {
    return make_ptr<LabelReference>(std::move(element));
  }
  return element;
}

void coerce_columns(Operand operand, ColumnList& columns, ElementList& raw) {
  if (!operand.element()) {
    const Value& value = operand.value();
    ColumnPtr column;
    if (value.kind() == ValueKind::boolean) {
      column = value.boolean() ? True_::instance() : False_::instance();
    } else if (value.is_null()) {
      column = Null::instance();
    } else if (value.kind() == ValueKind::text) {
      throw ArgumentError(str_cat(
          "Textual column expression ", value.repr(),
          " should be explicitly declared with text(...), or use column(...) for more specificity; "
          "literal(...) selects it as a value"));
    } else {
      column = make_ptr<BindParameter>("param", value, TypePtr());
    }
    raw.emplace_back(column);
    columns.push_back(std::move(column));
    return;
  }
  ElementPtr element = std::move(operand).take_element();
  if (element->kind() == ElementKind::column) {  // what most of them are
    columns.emplace_back(static_cast<const ColumnElement*>(element.get()));
    raw.push_back(std::move(element));
    return;
  }
  if (const FromClause* from = as_from(element.get())) {
    if (from->kind() == ElementKind::function_from) {
      raw.emplace_back(as<FunctionFrom>(*from).function());
      columns.push_back(as<FunctionFrom>(*from).function());
      return;
    }
    for (const ColumnCollection::Entry& entry : from->columns()) {
      if (entry.column->kind() == ElementKind::column &&
          as<ColumnClause>(*entry.column).is_omitted_from_statements()) {
        continue;
      }
      columns.emplace_back(entry.column);
    }
    raw.push_back(std::move(element));
    return;
  }
  if (as_select(element.get())) {
    throw_not(
        "Column expression, FROM clause, or other columns clause element expected; use "
        "subquery() or scalar_subquery() on a select",
        *element);
  }
  if (element->kind() == ElementKind::extension && !as_column(element.get())) {
    raw.push_back(std::move(element));  // an entity: the layer that knows it expands it
    return;
  }
  ColumnPtr column = element_as_expression(std::move(element));
  raw.emplace_back(column);
  columns.push_back(std::move(column));
}

FromPtr coerce_from(Operand operand) {
  if (!operand.element()) {
    throw ArgumentError(str_cat("FROM expression, such as a Table or alias() object expected, got ",
                                operand.value().repr()));
  }
  const ClauseElement* element = operand.element().get();
  if (const FromClause* from = as_from(element)) {
    if (from->kind() != ElementKind::extension) return FromPtr(from);
    return static_cast<const ExtensionFrom*>(from)->from_element();
  }
  if (element->kind() == ElementKind::function || element->kind() == ElementKind::text) {
    return make_ptr<FunctionFrom>(ColumnPtr(as_column(element)));
  }
  if (const SelectBase* select = as_select(element)) {
    warn("implicitly coercing a SELECT into a subquery for FROM; call subquery() to say so");
    return make_ptr<Subquery>(SelectBasePtr(select));
  }
  throw_not("FROM expression, such as a Table or alias() object expected", *element);
}

SelectBasePtr coerce_select(Operand operand) {
  if (const ClauseElement* element = operand.element().get()) {
    if (const SelectBase* select = as_select(element)) return SelectBasePtr(select);
    if (element->kind() == ElementKind::scalar_select) {
      return as<ScalarSelect>(*element).element();
    }
    if (element->kind() == ElementKind::subquery) {
      return static_ptr_cast<const SelectBase>(static_cast<const Subquery&>(*element).element());
    }
    if (const FromClause* from = as_from(element)) {
      auto select = make_ptr<SelectState>();
      SelectState::Parts& parts = select->edit();
      coerce_columns(Operand(ElementPtr(from)), parts.columns, parts.raw_columns);
      return select;
    }
    throw_not("a SELECT is expected here: select(...), a set operation, or text().columns()",
              *element);
  }
  throw ArgumentError(
      "a SELECT is expected here: select(...), a set operation, or "
      "text().columns()");
}

ColumnPtr coerce_limit(Operand&& operand, std::string_view clause) {
  if (operand.is_null()) return {};
  if (operand.element()) {
    if (operand.element()->kind() == ElementKind::text) {
      throw ArgumentError(str_cat(clause,
                                  " wants a number or an expression, got text(); use "
                                  "literal_column() for SQL text"));
    }
    return element_as_expression(std::move(operand).take_element());
  }
  if (operand.value().kind() != ValueKind::integer) {
    throw ArgumentError(
        str_cat(clause, " wants a number or an expression, got ", operand.value().repr()));
  }
  return make_ptr<BindParameter>("param", std::move(operand).take_value(), integer_type());
}

}  // namespace cupel::detail
