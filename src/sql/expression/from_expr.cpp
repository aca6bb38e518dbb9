#include <ostream>
#include <utility>

#include <cupel/error/did_you_mean.hpp>
#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/cte.hpp>
#include <cupel/sql/expression/element_families.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/join.hpp>
#include <cupel/sql/expression/select.hpp>
#include <cupel/sql/expression/select_builder.hpp>
#include <cupel/sql/expression/table_clause.hpp>
#include <cupel/sql/expression/text_clause.hpp>
#include <cupel/sql/expression/values.hpp>
#include <cupel/sql/traversal/visitors.hpp>
#include <cupel/types/special_types.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {

Expr<Untyped> ColumnAccess::operator[](std::string_view key) const {
  if (const ColumnElement* column = from_->find_column(key)) {
    return Expr<Untyped>(ColumnPtr(column));
  }
  const std::vector<std::string> known = from_->columns().keys();
  throw NoSuchColumnError(str_cat(quoted(from_->description()), " has no column ", quoted(key),
                                  did_you_mean(key, known)));
}

Expr<Untyped> ColumnAccess::at(std::size_t index) const {
  const ColumnCollection& columns = from_->columns();
  if (index >= columns.size()) {
    throw NoSuchColumnError(str_cat(quoted(from_->description()), " has ", columns.size(),
                                    " columns, none at place ", index));
  }
  return Expr<Untyped>(ColumnPtr(&columns[index]));
}

std::vector<Expr<Untyped>> ColumnAccess::all() const {
  std::vector<Expr<Untyped>> out;
  for (const ColumnCollection::Entry& entry : from_->columns()) {
    out.emplace_back(ColumnPtr(entry.column));
  }
  return out;
}

Select<> FromExpr::select() const {
  return cupel::select(*this);
}

FromExpr FromExpr::replace_selectable(const FromExpr& old, const FromExpr& alias) const {
  return FromExpr(
      static_ptr_cast<const FromClause>(detail::replace_selectable(*node(), old, alias)));
}

ElementPtr detail::replace_selectable(const ClauseElement& root, const FromExpr& old,
                                      const FromExpr& alias) {
  return visitors::replacement_traverse(root, [&](const ClauseElement& part) -> ElementPtr {
    // The alias is not looked into: what it is made of is `old`.
    const bool replaced = &part == old.node().get() || &part == alias.node().get();
    return replaced ? ElementPtr(alias.node()) : ElementPtr();
  });
}

FromExpr FromExpr::alias(const Name& name) const {
  switch (node()->kind()) {
    case ElementKind::cte:
      return FromExpr(as<CTE>(*node()).make_alias(name));
    case ElementKind::values:
      return FromExpr(as<Values>(*node()).with_name(name, as<Values>(*node()).is_lateral(), true));
    case ElementKind::join:
      return FromExpr(make_ptr<Subquery>(detail::coerce_select(Operand(node())), name));
    default:
      return FromExpr(make_ptr<Alias>(node(), name));
  }
}

FromExpr FromExpr::join(const FromExpr& right, Operand onclause, JoinOptions options) const {
  ColumnPtr condition;
  if (!onclause.is_null()) condition = detail::coerce_condition(std::move(onclause));
  return FromExpr(
      make_ptr<Join>(node(), right.node(), std::move(condition), options.isouter, options.full));
}

FromExpr FromExpr::outerjoin(const FromExpr& right, Operand onclause, bool full) const {
  return join(right, std::move(onclause), {.isouter = true, .full = full});
}

FromExpr FromExpr::lateral(std::string_view name) const {
  if (node()->kind() == ElementKind::subquery) {
    // LATERAL takes the place of the subquery.
    const auto& subquery = static_cast<const Subquery&>(*node());
    const Name same =
        name.empty() && !subquery.name().is_anonymous() ? subquery.name() : Name(name);
    return FromExpr(make_ptr<Lateral>(subquery.element(), same));
  }
  return FromExpr(make_ptr<Lateral>(node(), Name(name)));
}

FromExpr FromExpr::tablesample(Operand sampling, std::string_view name, Operand seed) const {
  ColumnPtr method;
  if (sampling.element()) {
    method = detail::element_as_expression(std::move(sampling).take_element());
    if (method->kind() != ElementKind::function) {
      method =
          make_ptr<Function>(KnownFunction::none, Name("system"), ColumnList{method}, TypePtr());
    }
  } else {
    ColumnPtr percentage = detail::coerce_expression(std::move(sampling), {}, "system");
    method =
        make_ptr<Function>(KnownFunction::none, Name("system"), ColumnList{percentage}, TypePtr());
  }
  ColumnPtr repeat;
  if (!seed.is_null()) repeat = detail::coerce_expression(std::move(seed));
  return FromExpr(make_ptr<TableSample>(node(), std::move(method), Name(name), std::move(repeat)));
}

Expr<Untyped> FromExpr::table_valued() const {
  return Expr<Untyped>(make_ptr<TableValuedColumn>(
      node(), make_ptr<TableValueType>(std::vector<TableValueType::Element>{})));
}

Expr<Untyped> FromExpr::corresponding_column(const SqlExpression& column) const {
  return Expr<Untyped>(ColumnPtr(node()->corresponding_column(*column.node())));
}

std::ostream& operator<<(std::ostream& out, const FromExpr& from) {
  return out << static_cast<const ClauseElement&>(*from.node());
}

CteExpr::CteExpr(Ptr<const CTE> node) noexcept : FromExpr(std::move(node)) {}

Ptr<const CTE> CteExpr::cte() const noexcept {
  return static_ptr_cast<const CTE>(node());
}

CteExpr CteExpr::united(std::vector<SelectBasePtr> others, bool all) const {
  return CteExpr(cte()->make_union(std::move(others), all));
}

CteExpr CteExpr::alias(std::string_view name) const {
  return CteExpr(cte()->make_alias(Name(name)));
}

CteExpr CteExpr::prefix_with(std::string_view text, std::string_view dialect) const {
  return CteExpr(cte()->with_prefix({make_ptr<TextClause>(text), std::string(dialect)}));
}

CteExpr CteExpr::suffix_with(std::string_view text, std::string_view dialect) const {
  return CteExpr(cte()->with_suffix({make_ptr<TextClause>(text), std::string(dialect)}));
}

Expr<Untyped> column(std::string_view name) {
  return Expr<Untyped>(make_ptr<ColumnClause>(Name(name), detail::null_type()));
}

Expr<Untyped> column(const Name& name, const TypeArg& type) {
  return Expr<Untyped>(make_ptr<ColumnClause>(name, type.get()));
}

Expr<Untyped> literal_column(std::string_view text) {
  return Expr<Untyped>(make_ptr<ColumnClause>(Name(text), detail::null_type(), true));
}

Expr<Untyped> literal_column(std::string_view text, const TypeArg& type) {
  return Expr<Untyped>(make_ptr<ColumnClause>(Name(text), type.get(), true));
}

FromExpr table(const Name& name, std::vector<Expr<Untyped>> columns, const Name& schema) {
  auto made = make_ptr<TableClause>(name, schema);
  for (const Expr<Untyped>& column : columns) {
    if (column.node()->kind() != ElementKind::column) {
      throw ArgumentError(str_cat("table(", quoted(name.text()),
                                  ") takes columns: column(\"name\"), got ",
                                  kind_name(column.node()->kind())));
    }
    const auto& given = as<ColumnClause>(*column.node());
    // A column that is in a table already stays there: this one gets its own.
    if (given.table() || column.node()->use_count() > 1) {
      made->append_column(make_ptr<ColumnClause>(given.name(), given.type(), given.is_literal()));
    } else {
      made->append_column(Ptr<ColumnClause>(const_cast<ColumnClause*>(&given)));
    }
  }
  return FromExpr(std::move(made));
}

FromExpr join(const FromExpr& left, const FromExpr& right, Operand onclause, JoinOptions options) {
  return left.join(right, std::move(onclause), options);
}

FromExpr outerjoin(const FromExpr& left, const FromExpr& right, Operand onclause, bool full) {
  return left.outerjoin(right, std::move(onclause), full);
}

FromExpr alias(const FromExpr& from, std::string_view name) {
  return from.alias(name);
}

ValuesExpr::ValuesExpr(Ptr<const Values> node) noexcept : FromExpr(std::move(node)) {}

Ptr<const Values> ValuesExpr::values() const noexcept {
  return static_ptr_cast<const Values>(node());
}

ValuesExpr ValuesExpr::data(std::initializer_list<std::initializer_list<Operand>> rows) const {
  std::vector<std::vector<Operand>> all;
  for (const auto& row : rows) all.emplace_back(row);
  return data(all);
}

ValuesExpr ValuesExpr::data(const std::vector<std::vector<Operand>>& rows) const {
  const ColumnList& columns = values()->column_args();
  std::vector<Values::Row> made;
  for (const std::vector<Operand>& row : rows) {
    if (row.size() != columns.size()) {
      throw ArgumentError(str_cat("a row of values() has ", row.size(),
                                  " elements where there are ", columns.size(), " columns"));
    }
    Values::Row nodes;
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].element() || row[i].value().is_null()) {
        nodes.push_back(detail::coerce_expression(row[i]));
      } else {
        TypePtr type = columns[i]->type();
        if (detail::is_null_type(type)) type = {};
        nodes.emplace_back(make_ptr<BindParameter>("param", row[i].value(), std::move(type)));
      }
    }
    made.push_back(std::move(nodes));
  }
  return ValuesExpr(values()->with_data(std::move(made)));
}

ValuesExpr ValuesExpr::alias(std::string_view name) const {
  return ValuesExpr(values()->with_name(Name(name), values()->is_lateral(), true));
}

ValuesExpr ValuesExpr::lateral(std::string_view name) const {
  return ValuesExpr(values()->with_name(name.empty() ? values()->name() : Name(name), true,
                                        values()->is_named()));
}

CteExpr ValuesExpr::cte(std::string_view name, CteOptions options) const {
  return CteExpr(make_ptr<CTE>(
      node(), Name(name), CteParts{.recursive = options.recursive, .nesting = options.nesting}));
}

Expr<Untyped> ValuesExpr::scalar_values() const {
  return Expr<Untyped>(
      make_ptr<ScalarValues>(values()->column_args(), values()->data(), values()->literal_binds()));
}

ValuesExpr values(std::vector<Expr<Untyped>> columns, ValuesOptions options) {
  ColumnList list;
  for (const Expr<Untyped>& column : columns) list.push_back(column.node());
  return ValuesExpr(make_ptr<Values>(
      std::move(list), std::vector<std::vector<Values::Row>>{},
      Values::Options{.name = Name(options.name), .literal_binds = options.literal_binds}));
}

}  // namespace cupel
