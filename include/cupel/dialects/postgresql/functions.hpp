#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include <cupel/dialects/postgresql/types.hpp>
#include <cupel/sql/expression/extension_element.hpp>
#include <cupel/sql/expression/func.hpp>

/// Functions of PostgreSQL whose types the database does not tell: full text search, aggregates.
namespace cupel::postgresql {

namespace detail {
Expr<Untyped> argument_order_by(Operand argument, std::vector<Operand> order_by);
}  // namespace detail

/// The node of `argument ORDER BY ...` inside of an aggregate:
///
///     func("string_agg", users.c["name"], aggregate_order_by(literal_column("','"),
///     users.c["id"]))
template <class X, class... C>
[[nodiscard]] Expr<Untyped> aggregate_order_by(const X& argument, const C&... order_by) {
  return detail::argument_order_by(argument, {Operand(order_by)...});
}

/// array_agg(x) whose result has the operators of PostgreSQL's ARRAY.
[[nodiscard]] FunctionExpr<Untyped> array_agg(Operand x);

/// With two arguments the first is the configuration, of type REGCONFIG.
[[nodiscard]] FunctionExpr<Untyped> to_tsvector(Operand document);
[[nodiscard]] FunctionExpr<Untyped> to_tsvector(Operand config, Operand document);
[[nodiscard]] FunctionExpr<Untyped> to_tsquery(Operand query);
[[nodiscard]] FunctionExpr<Untyped> to_tsquery(Operand config, Operand query);
[[nodiscard]] FunctionExpr<Untyped> plainto_tsquery(Operand query);
[[nodiscard]] FunctionExpr<Untyped> plainto_tsquery(Operand config, Operand query);
[[nodiscard]] FunctionExpr<Untyped> phraseto_tsquery(Operand query);
[[nodiscard]] FunctionExpr<Untyped> phraseto_tsquery(Operand config, Operand query);
[[nodiscard]] FunctionExpr<Untyped> websearch_to_tsquery(Operand query);
[[nodiscard]] FunctionExpr<Untyped> websearch_to_tsquery(Operand config, Operand query);
/// ts_headline([config,] document, query [, options]): a text before the document is the
/// configuration where the document is an expression.
[[nodiscard]] FunctionExpr<Untyped> ts_headline(Operand document, Operand query);
[[nodiscard]] FunctionExpr<Untyped> ts_headline(Operand config, Operand document, Operand query);
[[nodiscard]] FunctionExpr<Untyped> ts_headline(Operand config, Operand document, Operand query,
                                                Operand options);

/// DISTINCT ON (...) for Select::ext(): what select().distinct(columns) writes as well.
class DistinctOn {
 public:
  explicit DistinctOn(ElementPtr clause) : clause_(std::move(clause)) {}
  [[nodiscard]] std::string_view point() const noexcept { return "pre_columns"; }
  [[nodiscard]] const ElementPtr& element() const noexcept { return clause_; }

 private:
  ElementPtr clause_;
};
/// The node of distinct_on().
class DistinctOnClause final : public FieldsOf<DistinctOnClause, ExtensionClause> {
 public:
  static constexpr std::string_view kName = "postgresql.distinct_on";
  explicit DistinctOnClause(ColumnList columns) : columns_(std::move(columns)) {}
  [[nodiscard]] const ColumnList& columns() const noexcept { return columns_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("columns", self.columns_);
  }

 private:
  ColumnList columns_;
};
namespace detail {
DistinctOn make_distinct_on(std::vector<Operand> columns);
}
template <class... C>
[[nodiscard]] DistinctOn distinct_on(const C&... columns) {
  return detail::make_distinct_on({Operand(columns)...});
}

}  // namespace cupel::postgresql
