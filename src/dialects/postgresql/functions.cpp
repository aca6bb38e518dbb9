#include "cupel/dialects/postgresql/functions.hpp"

#include "cupel/error/errors.hpp"
#include "cupel/sql/expression/function.hpp"
#include "cupel/sql/expression/type_fields.hpp"

namespace cupel {

template class FieldsOf<postgresql::DistinctOnClause, ExtensionClause>;

namespace postgresql {

namespace {

/// Expressions as they are, plain values bound with `type` under the function's name.
ColumnPtr argument(Operand operand, std::string_view function, const TypePtr& type) {
  return cupel::detail::coerce_expression(std::move(operand), type, function);
}

const TypePtr& regconfig() {
  static const TypePtr type = make_ptr<REGCONFIG>();
  return type;
}

const TypePtr& plain() {
  static const TypePtr none;
  return none;
}

FunctionExpr<Untyped> make(std::string_view name, ColumnList arguments, TypePtr type) {
  return FunctionExpr<Untyped>(
      make_ptr<Function>(KnownFunction::none, Name(name), std::move(arguments), std::move(type)));
}

FunctionExpr<Untyped> search(std::string_view name, TypePtr type, Operand text) {
  return make(name, {argument(std::move(text), name, plain())}, std::move(type));
}

FunctionExpr<Untyped> search(std::string_view name, TypePtr type, Operand config, Operand text) {
  return make(
      name,
      {argument(std::move(config), name, regconfig()), argument(std::move(text), name, plain())},
      std::move(type));
}

}  // namespace

Expr<Untyped> detail::argument_order_by(Operand argument, std::vector<Operand> order_by) {
  ColumnList clauses;
  for (Operand& clause : order_by) {
    clauses.push_back(cupel::detail::coerce_by_of(std::move(clause), false));
  }
  return Expr<Untyped>(make_ptr<AggregateOrderBy>(
      cupel::detail::coerce_expression(std::move(argument)), std::move(clauses), true));
}

FunctionExpr<Untyped> array_agg(Operand x) {
  ColumnPtr element = cupel::detail::coerce_expression(std::move(x), {}, "array_agg");
  TypePtr item = element->type();
  if (item->kind() == TypeKind::array) item = static_cast<const cupel::ARRAY&>(*item).item_type();
  return FunctionExpr<Untyped>(make_ptr<Function>(KnownFunction::array_agg, Name("array_agg"),
                                                  ColumnList{std::move(element)},
                                                  make_ptr<ARRAY>(item)));
}

FunctionExpr<Untyped> to_tsvector(Operand document) {
  return search("to_tsvector", make_ptr<TSVECTOR>(), std::move(document));
}
FunctionExpr<Untyped> to_tsvector(Operand config, Operand document) {
  return search("to_tsvector", make_ptr<TSVECTOR>(), std::move(config), std::move(document));
}
FunctionExpr<Untyped> to_tsquery(Operand query) {
  return search("to_tsquery", make_ptr<TSQUERY>(), std::move(query));
}
FunctionExpr<Untyped> to_tsquery(Operand config, Operand query) {
  return search("to_tsquery", make_ptr<TSQUERY>(), std::move(config), std::move(query));
}
FunctionExpr<Untyped> plainto_tsquery(Operand query) {
  return search("plainto_tsquery", make_ptr<TSQUERY>(), std::move(query));
}
FunctionExpr<Untyped> plainto_tsquery(Operand config, Operand query) {
  return search("plainto_tsquery", make_ptr<TSQUERY>(), std::move(config), std::move(query));
}
FunctionExpr<Untyped> phraseto_tsquery(Operand query) {
  return search("phraseto_tsquery", make_ptr<TSQUERY>(), std::move(query));
}
FunctionExpr<Untyped> phraseto_tsquery(Operand config, Operand query) {
  return search("phraseto_tsquery", make_ptr<TSQUERY>(), std::move(config), std::move(query));
}
FunctionExpr<Untyped> websearch_to_tsquery(Operand query) {
  return search("websearch_to_tsquery", make_ptr<TSQUERY>(), std::move(query));
}
FunctionExpr<Untyped> websearch_to_tsquery(Operand config, Operand query) {
  return search("websearch_to_tsquery", make_ptr<TSQUERY>(), std::move(config), std::move(query));
}

namespace {

FunctionExpr<Untyped> headline(std::initializer_list<Operand> operands, bool with_config) {
  ColumnList arguments;
  for (const Operand& operand : operands) {
    const bool config = with_config && arguments.empty();
    arguments.push_back(argument(operand, "ts_headline", config ? regconfig() : plain()));
  }
  return make("ts_headline", std::move(arguments), make_ptr<TEXT>());
}

}  // namespace

FunctionExpr<Untyped> ts_headline(Operand document, Operand query) {
  return headline({std::move(document), std::move(query)}, false);
}
FunctionExpr<Untyped> ts_headline(Operand config, Operand document, Operand query) {
  return headline({std::move(config), std::move(document), std::move(query)}, true);
}
FunctionExpr<Untyped> ts_headline(Operand config, Operand document, Operand query,
                                  Operand options) {
  return headline({std::move(config), std::move(document), std::move(query), std::move(options)},
                  true);
}

DistinctOn detail::make_distinct_on(std::vector<Operand> columns) {
  ColumnList clauses;
  for (Operand& column : columns) {
    clauses.push_back(cupel::detail::coerce_by_of(std::move(column), false));
  }
  return DistinctOn(make_ptr<DistinctOnClause>(std::move(clauses)));
}

}  // namespace postgresql
}  // namespace cupel
