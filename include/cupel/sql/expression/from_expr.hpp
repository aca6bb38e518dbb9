#pragma once

#include <initializer_list>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/executable.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/from_clause.hpp>

namespace cupel {

/// `from.c`: the columns of a FROM element.
class ColumnAccess {
 public:
  ColumnAccess() = default;
  explicit ColumnAccess(FromPtr from) noexcept : from_(std::move(from)) {}

  /// The column under `key`. Throws NoSuchColumnError, naming the near ones.
  [[nodiscard]] Expr<Untyped> operator[](std::string_view key) const;
  /// The column at a place, from 0. Throws NoSuchColumnError when there are fewer.
  [[nodiscard]] Expr<Untyped> at(std::size_t index) const;
  [[nodiscard]] bool contains(std::string_view key) const { return from_->columns().contains(key); }
  [[nodiscard]] std::size_t size() const { return from_->columns().size(); }
  [[nodiscard]] std::vector<std::string> keys() const { return from_->columns().keys(); }
  /// All columns, in order.
  [[nodiscard]] std::vector<Expr<Untyped>> all() const;
  [[nodiscard]] const FromPtr& from() const noexcept { return from_; }

 private:
  FromPtr from_;
};

/// Options of join().
struct JoinOptions {
  bool isouter = false;
  bool full = false;
};

class SubqueryExpr;
class CteExpr;

/// Handle to a FROM element: a table, alias, subquery, join. Cheap to copy.
class FromExpr {
 public:
  FromExpr() = default;
  explicit FromExpr(FromPtr node) noexcept : c(std::move(node)) {}

  const FromPtr& node() const noexcept { return c.from(); }

  /// from AS name; without a name `table_1`.
  [[nodiscard]] FromExpr alias(const Name& name = {}) const;
  /// select(*this); its columns are known at run time only.
  [[nodiscard]] Select<> select() const;
  /// cupel::insert(*this), update(), delete_().
  [[nodiscard]] Insert insert() const;
  [[nodiscard]] Update update() const;
  [[nodiscard]] Delete delete_() const;
  /// from JOIN right ON onclause. Without `onclause` from the foreign keys between them.
  /// Throws NoForeignKeysError, AmbiguousForeignKeysError.
  [[nodiscard]] FromExpr join(const FromExpr& right, Operand onclause = nullptr,
                              JoinOptions options = {}) const;
  [[nodiscard]] FromExpr outerjoin(const FromExpr& right, Operand onclause = nullptr,
                                   bool full = false) const;
  [[nodiscard]] FromExpr lateral(std::string_view name = {}) const;
  /// A copy in which `alias` stands wherever `old` stood, and its columns for those of `old`; a
  /// column that `alias` does not have stays. Deprecated in SQLAlchemy, for visitors.
  [[nodiscard]] FromExpr replace_selectable(const FromExpr& old, const FromExpr& alias) const;
  /// from TABLESAMPLE method(...): `sampling` a number (system(n)) or a function.
  [[nodiscard]] FromExpr tablesample(Operand sampling, std::string_view name = {},
                                     Operand seed = nullptr) const;
  /// The whole row as a value: `func("row_to_json", t.table_valued())`.
  [[nodiscard]] Expr<Untyped> table_valued() const;
  /// The column here that stands for `column`; an empty handle if there is none.
  [[nodiscard]] Expr<Untyped> corresponding_column(const SqlExpression& column) const;
  [[nodiscard]] bool is_derived_from(const FromExpr& from) const {
    return node()->is_derived_from(from.node().get());
  }

  ColumnAccess c;  ///< the columns: `users.c["id"]`
};

std::ostream& operator<<(std::ostream& out, const FromExpr& from);

namespace detail {
ElementPtr replace_selectable(const ClauseElement& root, const FromExpr& old,
                              const FromExpr& alias);
}  // namespace detail

/// Handle to a CTE.
class CteExpr : public FromExpr {
 public:
  explicit CteExpr(Ptr<const CTE> node) noexcept;
  /// The CTE's statement united with others; recursive ones refer to this CTE.
  template <class... S>
  [[nodiscard]] CteExpr union_(const S&... others) const {
    return united({detail::coerce_select(others)...}, false);
  }
  template <class... S>
  [[nodiscard]] CteExpr union_all(const S&... others) const {
    return united({detail::coerce_select(others)...}, true);
  }
  [[nodiscard]] CteExpr alias(std::string_view name = {}) const;
  /// Text after AS: MATERIALIZED; for one dialect, or all.
  [[nodiscard]] CteExpr prefix_with(std::string_view text, std::string_view dialect = "*") const;
  /// Text after the closing parenthesis.
  [[nodiscard]] CteExpr suffix_with(std::string_view text, std::string_view dialect = "*") const;
  Ptr<const CTE> cte() const noexcept;

 private:
  CteExpr united(std::vector<SelectBasePtr> others, bool all) const;
};

/// Options of cte().
struct CteOptions {
  bool recursive = false;
  bool nesting = false;
};

/// column("x", type): a column that belongs to no table, or goes into table() and values().
[[nodiscard]] Expr<Untyped> column(std::string_view name);
[[nodiscard]] Expr<Untyped> column(const Name& name, const TypeArg& type);
template <class T>
[[nodiscard]] Expr<T> column(std::string_view name) {
  return Expr<T>(column(Name(name), TypeTraits<T>::sql_type()).node());
}
/// SQL text as a column, e.g. literal_column("1 + 1"). Never pass text from outside.
[[nodiscard]] Expr<Untyped> literal_column(std::string_view text);
[[nodiscard]] Expr<Untyped> literal_column(std::string_view text, const TypeArg& type);
/// table("name", {column("a"), ...}): a table without metadata.
[[nodiscard]] FromExpr table(const Name& name, std::vector<Expr<Untyped>> columns = {},
                             const Name& schema = {});
/// Functions behind FromExpr's members.
[[nodiscard]] FromExpr join(const FromExpr& left, const FromExpr& right, Operand onclause = nullptr,
                            JoinOptions options = {});
[[nodiscard]] FromExpr outerjoin(const FromExpr& left, const FromExpr& right,
                                 Operand onclause = nullptr, bool full = false);
[[nodiscard]] FromExpr alias(const FromExpr& from, std::string_view name = {});

/// Handle to VALUES.
class ValuesExpr : public FromExpr {
 public:
  explicit ValuesExpr(Ptr<const Values> node) noexcept;
  /// Adds rows: data({{1, "a"}, {2, "b"}}).
  [[nodiscard]] ValuesExpr data(std::initializer_list<std::initializer_list<Operand>> rows) const;
  [[nodiscard]] ValuesExpr data(const std::vector<std::vector<Operand>>& rows) const;
  [[nodiscard]] ValuesExpr alias(std::string_view name = {}) const;
  [[nodiscard]] ValuesExpr lateral(std::string_view name = {}) const;
  [[nodiscard]] CteExpr cte(std::string_view name = {}, CteOptions options = {}) const;
  /// VALUES as a value, e.g. at the right of IN.
  [[nodiscard]] Expr<Untyped> scalar_values() const;

 private:
  Ptr<const Values> values() const noexcept;
};

struct ValuesOptions {
  std::string name = {};
  bool literal_binds = false;
};
/// VALUES with these columns: values({column("a", Integer())}, {.name = "v"}).data(...).
[[nodiscard]] ValuesExpr values(std::vector<Expr<Untyped>> columns, ValuesOptions options = {});

}  // namespace cupel
