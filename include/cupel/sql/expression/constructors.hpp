#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/executable.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/select_builder.hpp>
#include <cupel/sql/expression/text_clause.hpp>
#include <cupel/types/type_traits.hpp>

namespace cupel {

/// NULL, true, false.
[[nodiscard]] Expr<Untyped> null();
[[nodiscard]] Expr<bool> true_();
[[nodiscard]] Expr<bool> false_();

/// A bound value: literal(3), literal("x", String(10)).
[[nodiscard]] Expr<Untyped> literal(Operand value, const TypeArg& type);
namespace detail {
ColumnPtr literal_node(Operand value, TypePtr type);
}
/// Throws ArgumentError for what is an expression already.
template <class X>
[[nodiscard]] auto literal(const X& value) {
  if constexpr (detail::SqlConstruct<X>) {
    return Expr<Untyped>(detail::literal_node(value, {}));
  } else if constexpr (std::is_convertible_v<const X&, std::string_view>) {
    return Expr<std::string>(detail::literal_node(value, {}));
  } else if constexpr (detail::DeclaresStorage<X>) {
    return Expr<X>(detail::literal_node(value, TypeTraits<X>::sql_type()));
  } else {
    return Expr<X>(detail::literal_node(value, {}));
  }
}
[[nodiscard]] Expr<Untyped> literal(std::nullptr_t);

/// bindparam("name"), bindparam("name", value), bindparam("name", {.type = ..., .unique = true}).
[[nodiscard]] Expr<Untyped> bindparam(std::string_view name, BindOptions options = {});
[[nodiscard]] Expr<Untyped> bindparam(std::string_view name, Value value, BindOptions options = {});
/// A value without a name: numbered.
[[nodiscard]] Expr<Untyped> bindparam(std::nullptr_t, Value value, BindOptions options = {});
/// An OUT parameter.
[[nodiscard]] Expr<Untyped> outparam(std::string_view name, TypePtr type = {});

/// a AND b AND c. Without conditions nothing, and a deprecation warning: start with true_().
template <class... C>
[[nodiscard]] Expr<bool> and_(const C&... conditions) {
  return Expr<bool>(detail::conjunction(Operator::and_, {detail::where_condition(conditions)...}));
}
template <class... C>
[[nodiscard]] Expr<bool> or_(const C&... conditions) {
  return Expr<bool>(detail::conjunction(Operator::or_, {detail::where_condition(conditions)...}));
}
[[nodiscard]] Expr<bool> and_(const std::vector<Expr<bool>>& conditions);
[[nodiscard]] Expr<bool> or_(const std::vector<Expr<bool>>& conditions);
template <class X>
[[nodiscard]] Expr<bool> not_(const X& condition) {
  return !condition;
}

/// Modifiers by function; text names a label or column: desc("n").
[[nodiscard]] Expr<Untyped> asc(Operand operand);
[[nodiscard]] Expr<Untyped> desc(Operand operand);
[[nodiscard]] Expr<Untyped> nulls_first(Operand operand);
[[nodiscard]] Expr<Untyped> nulls_last(Operand operand);
[[nodiscard]] Expr<Untyped> distinct(Operand operand);
[[nodiscard]] Expr<Untyped> any_(Operand operand);
[[nodiscard]] Expr<Untyped> all_(Operand operand);
[[nodiscard]] Expr<Untyped> collate(Operand operand, std::string_view collation);
[[nodiscard]] Expr<Untyped> label(const Name& name, Operand operand);
[[nodiscard]] Expr<Untyped> label(const Name& name, Operand operand, const TypeArg& type);
[[nodiscard]] Expr<Untyped> bitwise_not(Operand operand);
[[nodiscard]] Expr<bool> between(Operand operand, Operand low, Operand high,
                                 bool symmetric = false);

/// An operator of the database with one operand: before it (`text operand`), or behind it.
[[nodiscard]] Expr<Untyped> prefix_op(std::string_view text, Operand operand);
[[nodiscard]] Expr<Untyped> postfix_op(Operand operand, std::string_view text);
/// left // right, also with a plain value on the left.
[[nodiscard]] Expr<Untyped> floordiv(Operand left, Operand right);

/// CASE: case_({{cond, result}, ...}, else), or with a value to compare: case_value(x, {{1, "a"}}).
struct WhenPair {
  WhenPair(Operand c, Operand r) : condition(std::move(c)), result(std::move(r)) {}
  Operand condition;
  Operand result;
};
/// No ELSE unless one is given.
struct ElseArg {
  ElseArg() = default;
  template <class X>
    requires std::is_constructible_v<Operand, const X&>
  ElseArg(const X& x) : operand(x), given(true) {}  // NOLINT: implicit by design
  Operand operand{nullptr};
  bool given = false;
};
[[nodiscard]] Expr<Untyped> case_(std::vector<WhenPair> whens, ElseArg else_ = {});
[[nodiscard]] Expr<Untyped> case_value(Operand value, std::vector<WhenPair> whens,
                                       ElseArg else_ = {});
template <class T>
[[nodiscard]] Expr<T> case_(std::vector<WhenPair> whens, ElseArg else_ = {}) {
  return Expr<T>(case_(std::move(whens), std::move(else_)).node());
}

[[nodiscard]] Expr<Untyped> cast(Operand operand, const TypeArg& type);
[[nodiscard]] Expr<Untyped> try_cast(Operand operand, const TypeArg& type);
[[nodiscard]] Expr<Untyped> type_coerce(Operand operand, const TypeArg& type);
template <class T>
[[nodiscard]] Expr<T> cast(Operand operand) {
  return Expr<T>(cast(std::move(operand), TypeTraits<T>::sql_type()).node());
}
template <class T>
[[nodiscard]] Expr<T> type_coerce(Operand operand) {
  return Expr<T>(type_coerce(std::move(operand), TypeTraits<T>::sql_type()).node());
}
/// EXTRACT(field FROM expression).
[[nodiscard]] Expr<std::int64_t> extract(std::string_view field, Operand operand);

/// (a, b): a row; compared and put into IN.
class TupleExpr : public Expr<Untyped> {
 public:
  explicit TupleExpr(ColumnPtr node) noexcept : Expr<Untyped>(std::move(node)) {}
  using Expr<Untyped>::in_;
  using Expr<Untyped>::not_in;
  [[nodiscard]] Expr<bool> in_(std::initializer_list<std::initializer_list<Operand>> rows) const;
  [[nodiscard]] Expr<bool> not_in(std::initializer_list<std::initializer_list<Operand>> rows) const;
  [[nodiscard]] Expr<bool> in_(const std::vector<std::vector<Operand>>& rows) const;
  [[nodiscard]] Expr<bool> not_in(const std::vector<std::vector<Operand>>& rows) const;
};
[[nodiscard]] TupleExpr make_tuple_expr(std::vector<Operand> items,
                                        std::vector<TypePtr> types = {});
template <class... X>
[[nodiscard]] TupleExpr tuple_(const X&... items) {
  return make_tuple_expr({Operand(items)...});
}
/// SAVEPOINT and what goes with it, as statements: what Connection::begin_nested() sends.
[[nodiscard]] Executable savepoint(std::string_view name);
[[nodiscard]] Executable rollback_to_savepoint(std::string_view name);
[[nodiscard]] Executable release_savepoint(std::string_view name);

/// EXISTS: exists().where(...), or exists(select).
class ExistsExpr : public Expr<bool> {
 public:
  explicit ExistsExpr(ColumnPtr node) noexcept : Expr<bool>(std::move(node)) {}
  template <class... C>
  [[nodiscard]] ExistsExpr where(const C&... conditions) const {
    return with(select_of().where(conditions...));
  }
  template <class... F>
  [[nodiscard]] ExistsExpr select_from(const F&... froms) const {
    return with(select_of().select_from(froms...));
  }
  template <class... F>
  [[nodiscard]] ExistsExpr correlate(const F&... froms) const {
    return with(select_of().correlate(froms...));
  }
  template <class... F>
  [[nodiscard]] ExistsExpr correlate_except(const F&... froms) const {
    return with(select_of().correlate_except(froms...));
  }
  /// SELECT EXISTS (...)
  [[nodiscard]] Select<bool> select() const;

 private:
  Select<> select_of() const;
  static ExistsExpr with(const Select<>& select);
};
[[nodiscard]] ExistsExpr make_exists(std::vector<Operand> columns);
/// EXISTS (SELECT columns ...); of a select: EXISTS (that select); without columns: SELECT *.
template <class... X>
[[nodiscard]] ExistsExpr exists(const X&... columns) {
  return make_exists({Operand(columns)...});
}

/// text("SELECT :n"): SQL text with parameters. A statement; inside others a piece of SQL.
class TextExpr : public SqlExpression,
                 public Executable,
                 public detail::StatementMembers<TextExpr> {
 public:
  using value_type = Untyped;
  explicit TextExpr(Ptr<const TextClause> node);

  using SqlExpression::compile;
  using detail::StatementMembers<TextExpr>::execution_options;
  using Executable::execution_options;

  /// Values for parameters: bindparams({{"n", 5}}). ArgumentError for a name that is not there.
  [[nodiscard]] TextExpr bindparams(const Parameters& values) const;
  /// Parameters with types and options: bindparams(bindparam("n", {.type = String()})).
  template <class... B>
    requires(std::is_base_of_v<SqlExpression, B> && ...)
  [[nodiscard]] TextExpr bindparams(const B&... binds) const {
    return with_binds({binds.node()...});
  }
  /// The result's columns; `columns`: column("id", Integer()), in the order of the text.
  template <class... C>
    requires(std::is_base_of_v<SqlExpression, C> && ...)
  [[nodiscard]] CompoundExpr<> columns(const C&... columns) const {
    return with_columns({columns.node()...});
  }
  /// The same by name only: columns({{"id", Integer()}}).
  [[nodiscard]] CompoundExpr<> columns(
      std::initializer_list<std::pair<std::string_view, TypeArg>> columns) const;
  const TextClause& clause() const noexcept { return static_cast<const TextClause&>(*node_); }

 private:
  TextExpr with_binds(ColumnList binds) const;
  CompoundExpr<> with_columns(ColumnList columns) const;
};
[[nodiscard]] TextExpr text(std::string_view sql);
std::ostream& operator<<(std::ostream& out, const TextExpr& text);

/// A select as CTE: cte(select(...), "name").
[[nodiscard]] CteExpr cte(const SelectHandle& select, std::string_view name = {},
                          CteOptions options = {});
[[nodiscard]] FromExpr lateral(const SelectHandle& select, std::string_view name = {});
[[nodiscard]] FromExpr tablesample(const FromExpr& from, Operand sampling,
                                   std::string_view name = {}, Operand seed = nullptr);
/// function(... ORDER BY ...) of an aggregate function.
[[nodiscard]] Expr<Untyped> aggregate_order_by(Operand function, std::vector<Operand> order_by);

}  // namespace cupel
