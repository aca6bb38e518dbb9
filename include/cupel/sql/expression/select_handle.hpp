#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <cupel/sql/expression/executable.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/select.hpp>

namespace cupel {

/// Options of with_for_update(). `of`: columns or FROM elements.
struct ForUpdateOptions {
  bool nowait = false;
  bool read = false;
  std::vector<Operand> of = {};
  bool skip_locked = false;
  bool key_share = false;
};

struct FetchOptions {
  bool with_ties = false;
  bool percent = false;
};

/// One column of a result; see SelectHandle::column_descriptions().
struct ColumnDescription {
  std::string name;  ///< as the result will call it; empty for an expression without a name
  TypePtr type;
  Expr<Untyped> expr;
};

/// Handle to a SELECT or set operation without the C++ types of its columns; what Select<Ts...> and
/// CompoundExpr are made of.
class SelectHandle : public Executable {
 public:
  using value_type = Untyped;

  explicit SelectHandle(SelectBasePtr node) noexcept;
  const SelectBase& statement() const noexcept { return static_cast<const SelectBase&>(*element_); }
  SelectBasePtr node() const noexcept { return static_ptr_cast<const SelectBase>(element_); }

  /// (SELECT ...) AS name, for FROM.
  [[nodiscard]] FromExpr subquery(std::string_view name = {}) const;
  [[nodiscard]] FromExpr alias(std::string_view name = {}) const { return subquery(name); }
  [[nodiscard]] FromExpr lateral(std::string_view name = {}) const;
  [[nodiscard]] CteExpr cte(std::string_view name = {}, CteOptions options = {}) const;
  /// The columns of the result by key: `stmt.selected_columns()["id"]`.
  [[nodiscard]] Expr<Untyped> selected_column(std::string_view key) const;
  [[nodiscard]] std::vector<Expr<Untyped>> selected_columns() const;
  /// The FROM elements that the rendered statement will have.
  [[nodiscard]] std::vector<FromExpr> get_final_froms() const;
  /// The condition of WHERE; an empty handle where there is none.
  [[nodiscard]] Expr<bool> whereclause() const;
  /// Name, type and expression of each column of the result.
  [[nodiscard]] std::vector<ColumnDescription> column_descriptions() const;
  /// CREATE TABLE name AS this statement (SQL Server: SELECT ... INTO name ...), as
  /// `CreateTableAs(stmt, name, options)` of <cupel/schema/ddl.hpp>, which must be included.
  template <class Statement = CreateTableAs, class Options = CreateTableAsOptions>
  [[nodiscard]] Statement into(const Name& name, const Options& options = {}) const {
    return Statement(*this, name, options);
  }
  /// Structural equality.
  [[nodiscard]] bool compare(const SelectHandle& other) const;

 protected:
  SelectHandle() = default;
  [[nodiscard]] ColumnPtr scalar_node() const;
  [[nodiscard]] ColumnPtr exists_node() const;

  // What the members of detail::SelectMembers do, compiled once. Each makes the state its own
  // first.
  void do_where(const ColumnPtr& condition);
  void do_having(ColumnPtr condition);
  void do_order_by(Operand operand);
  void do_order_by(const ColumnPtr& node);
  void do_group_by(Operand operand);
  void do_filter_by(const Parameters& equalities);
  void do_select_from(Operand from);
  void do_join(ElementPtr left, ElementPtr right, ElementPtr onclause, JoinOptions options);
  void do_join(ElementPtr&& right, ElementPtr&& onclause, JoinOptions options);
  void do_limit(Operand&& limit);
  void do_offset(Operand offset);
  void do_fetch(Operand count, FetchOptions options);
  void do_distinct();
  void do_distinct_on(Operand operand);
  void do_add_column(Operand operand);
  void do_clear_columns(bool maintain_froms);
  void do_label_style(LabelStyle style);
  void do_correlate(Operand from);
  void do_correlate_except(Operand from);
  void do_for_update(const ForUpdateOptions& options);
  void do_prefix(std::string_view text, std::string_view dialect);
  void do_suffix(std::string_view text, std::string_view dialect);
  void do_hint(const FromExpr& from, std::string_view text, std::string_view dialect);
  void do_statement_hint(std::string_view text, std::string_view dialect);
  void do_add_cte(const CteExpr& cte, bool nest_here);
  void do_extension(std::string_view point, ElementPtr clause, bool replaces);
  void do_option(ElementPtr option);
  void do_reduce_columns();

 private:
  SelectState& state();
  SelectState::Parts& own_parts();
  template <class F>
  void edit_generative(F&& f);
};

namespace detail {

/// Whether an extension of a statement takes the place of one of its own class.
template <class X>
bool replaces_same_type(const X& extension) {
  if constexpr (requires { extension.replaces_same_type(); }) {
    return extension.replaces_same_type();
  } else {
    return false;
  }
}
/// Adds an extension; `replaces`: in place of those of its class.
void add_extension(std::vector<SyntaxExtension>& extensions, std::string_view point,
                   ElementPtr clause, bool replaces);

/// The target of a join: a FROM element, or what ExprTraits makes of it.
template <class X>
ElementPtr join_target(const X& x) {
  static_assert(SqlConstruct<X>,
                "join() wants a table, alias, subquery or mapped attribute to join to");
  if constexpr (HasExprTraits<X>) {
    return ExprTraits<X>::element(x);
  } else {
    return element_of(x);
  }
}

template <class X>
constexpr void require_condition() {
  static_assert(SqlConstruct<X> || std::is_same_v<X, bool> || kIsNull<X>,
                "where() wants a condition: column == value, text(\"...\"), or true_()");
  if constexpr (SqlColumnOperand<X>) {
    using T = OperandTypeOf<X>;
    static_assert(
        std::is_same_v<Bare<T>, bool> || kIsUntyped<T>,
        "where() wants a condition: this expression has a value of another type; compare it "
        "with something (column == value)");
  }
}
template <class X>
ColumnPtr where_condition(const X& x) {
  require_condition<X>();
  if constexpr (kIsSqlExpression<X>) {
    if (x.node()) return x.node();
  }
  return coerce_condition(x);
}

/// The members of a select statement that return another one; `Self` is its handle type.
///
/// Each exists for values (copies) and for temporaries (works in place). The text of the SQL
/// follows SQLAlchemy's method of the same name.
template <class Self>
class SelectMembers : public StatementMembers<Self> {
 public:
  /// ANDs conditions to WHERE.
  template <class... C>
  [[nodiscard]] Self where(const C&... conditions) const& {
    return Self(self()).where(conditions...);
  }
  template <class... C>
  [[nodiscard]] Self where(const C&... conditions) && {
    (add_condition(conditions), ...);
    return std::move(self());
  }
  template <class... C>
  [[nodiscard]] Self filter(const C&... conditions) const& {
    return where(conditions...);
  }
  template <class... C>
  [[nodiscard]] Self filter(const C&... conditions) && {
    return std::move(*this).where(conditions...);
  }
  /// Equality by column name, across all FROM elements; an ambiguous name is an error.
  [[nodiscard]] Self filter_by(const Parameters& equalities) const {
    Self copy(self());
    copy.do_filter_by(equalities);
    return copy;
  }
  /// Equality with one column or mapped attribute: `filter_by(&User::name, "ed")`.
  template <class Column, class X>
    requires SqlColumnOperand<Column>
  [[nodiscard]] Self filter_by(const Column& column, const X& value) const {
    return where(compare(Operator::eq, column, value));
  }
  template <class... C>
  [[nodiscard]] Self having(const C&... conditions) const& {
    return Self(self()).having(conditions...);
  }
  template <class... C>
  [[nodiscard]] Self having(const C&... conditions) && {
    (self().do_having(where_condition(conditions)), ...);
    return std::move(self());
  }
  /// Adds to ORDER BY: expressions, or names of labels and columns; nullptr takes all away.
  template <class... C>
  [[nodiscard]] Self order_by(const C&... clauses) const& {
    return Self(self()).order_by(clauses...);
  }
  template <class... C>
  [[nodiscard]] Self order_by(const C&... clauses) && {
    (add_order_by(clauses), ...);
    return std::move(self());
  }
  template <class... C>
  [[nodiscard]] Self group_by(const C&... clauses) const& {
    return Self(self()).group_by(clauses...);
  }
  template <class... C>
  [[nodiscard]] Self group_by(const C&... clauses) && {
    (self().do_group_by(clauses), ...);
    return std::move(self());
  }
  /// LIMIT: a number, an expression, or nullptr for none.
  [[nodiscard]] Self limit(Operand n) const& { return Self(self()).limit(std::move(n)); }
  [[nodiscard]] Self limit(Operand n) && {
    self().do_limit(std::move(n));
    return std::move(self());
  }
  [[nodiscard]] Self offset(Operand n) const& { return Self(self()).offset(std::move(n)); }
  [[nodiscard]] Self offset(Operand n) && {
    self().do_offset(std::move(n));
    return std::move(self());
  }
  /// FETCH FIRST n ROWS.
  [[nodiscard]] Self fetch(Operand n, FetchOptions options = {}) const {
    Self copy(self());
    copy.do_fetch(std::move(n), options);
    return copy;
  }
  /// Rows from `start` up to but not including `stop`.
  [[nodiscard]] Self slice(std::int64_t start, std::int64_t stop) const {
    return start == 0 ? limit(stop) : limit(stop - start).offset(start);
  }
  /// Rows from `start` on.
  [[nodiscard]] Self slice(std::int64_t start, std::nullptr_t) const { return offset(start); }
  [[nodiscard]] Self with_for_update(const ForUpdateOptions& options = {}) const {
    Self copy(self());
    copy.do_for_update(options);
    return copy;
  }
  [[nodiscard]] Self set_label_style(LabelStyle style) const {
    Self copy(self());
    copy.do_label_style(style);
    return copy;
  }
  [[nodiscard]] Self add_cte(const CteExpr& cte, bool nest_here = false) const {
    Self copy(self());
    copy.do_add_cte(cte, nest_here);
    return copy;
  }
  /// Text after the statement; for one dialect, or all.
  [[nodiscard]] Self with_statement_hint(std::string_view text,
                                         std::string_view dialect = "*") const {
    Self copy(self());
    copy.do_statement_hint(text, dialect);
    return copy;
  }

 protected:
  using StatementMembers<Self>::self;

 private:
  template <class C>
  void add_condition(const C& condition) {
    if constexpr (kIsSqlExpression<C>) {
      require_condition<C>();
      self().do_where(condition.node());
    } else {
      self().do_where(where_condition(condition));
    }
  }
  template <class C>
  void add_order_by(const C& clause) {
    if constexpr (kIsSqlExpression<C>) {
      self().do_order_by(clause.node());
    } else {
      self().do_order_by(Operand(clause));
    }
  }
};

}  // namespace detail
}  // namespace cupel
