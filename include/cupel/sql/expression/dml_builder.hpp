#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <cupel/sql/expression/dml.hpp>
#include <cupel/sql/expression/executable.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/select_handle.hpp>

namespace cupel {

/// The target of a value in INSERT and UPDATE: a column's key, or a column (expression).
class SetTarget {
 public:
  template <class S>
    requires std::is_convertible_v<const S&, std::string_view>
  SetTarget(const S& name) : name_(std::string_view(name)) {}  // NOLINT: implicit by design
  template <class X>
    requires(detail::SqlColumnOperand<X>)
  SetTarget(const X& column) : element_(Operand(column).element()) {}  // NOLINT: implicit

  const std::string& name() const noexcept { return name_; }
  const ElementPtr& element() const noexcept { return element_; }

 private:
  std::string name_;
  ElementPtr element_;
};

/// Specialised for what stands for several columns at once, by `static std::vector<Assignment>
/// parts(const Target&, const V& value)`.
template <class Target>
struct AssignmentTraits {};

/// column = value.
struct Assignment {
  Assignment(SetTarget t, Operand v) : target(std::move(t)), value(std::move(v)) {}
  template <class Target, class V>
    requires requires(const Target& t, const V& v) { AssignmentTraits<Target>::parts(t, v); }
  Assignment(const Target& t, const V& v)
      : target(std::string_view()), value(nullptr), parts(AssignmentTraits<Target>::parts(t, v)) {}
  SetTarget target;
  Operand value;
  std::vector<Assignment> parts;  ///< the assignments that this one stands for
};

/// One row of values(): {{"id", 1}, {"name", "x"}}.
class ValueRow {
 public:
  ValueRow() = default;
  ValueRow(std::initializer_list<Assignment> values) : named_(values) { spread(); }
  ValueRow(std::vector<Assignment> values) : named_(std::move(values)) {  // NOLINT: implicit
    spread();
  }
  ValueRow(const Parameters& values);  // NOLINT: implicit
  /// Values by place, for columns in the table's order.
  static ValueRow positional(std::vector<Operand> values);

  const std::vector<Assignment>& named() const noexcept { return named_; }
  const std::vector<Operand>& by_place() const noexcept { return positional_; }
  bool is_positional() const noexcept { return !positional_.empty(); }

 private:
  void spread();  // what stands for several assignments gives place to them

  std::vector<Assignment> named_;
  std::vector<Operand> positional_;
};

/// The argument of values(): one row, several rows, or values by place.
class ValuesArg {
 public:
  ValuesArg() = default;
  ValuesArg(std::initializer_list<Assignment> row) : rows_{ValueRow(row)} {}
  ValuesArg(std::initializer_list<ValueRow> rows) : rows_(rows), multiple_(true) {}
  ValuesArg(std::initializer_list<Operand> by_place)
      : rows_{ValueRow::positional(std::vector<Operand>(by_place))} {}
  ValuesArg(ValueRow row) : rows_{std::move(row)} {}                                  // NOLINT
  ValuesArg(std::vector<ValueRow> rows) : rows_(std::move(rows)), multiple_(true) {}  // NOLINT
  ValuesArg(const Parameters& row) : rows_{ValueRow(row)} {}                          // NOLINT
  ValuesArg(const ParameterSets& rows);                                               // NOLINT

  const std::vector<ValueRow>& rows() const noexcept { return rows_; }
  bool is_multiple() const noexcept { return multiple_; }

 private:
  std::vector<ValueRow> rows_;
  bool multiple_ = false;
};

/// A row of values by place in a list of rows: values({row(1, "a"), row(2, "b")}).
template <class... V>
[[nodiscard]] ValueRow row(const V&... values) {
  return ValueRow::positional({Operand(values)...});
}

struct ReturningOptions {
  bool sort_by_parameter_order = false;
};

/// What INSERT, UPDATE and DELETE handles have in common, untyped.
class DmlHandle : public Executable {
 public:
  const DmlBase& statement() const noexcept { return static_cast<const DmlBase&>(*element_); }
  /// The statement as a CTE: what it returns can be selected from.
  [[nodiscard]] CteExpr cte(std::string_view name = {}, CteOptions options = {}) const;

 protected:
  explicit DmlHandle(ElementPtr node) noexcept : Executable(std::move(node)) {}

  void do_returning(Operand column);
  void do_returning_options(ReturningOptions options);
  void do_return_defaults(std::vector<Operand> columns, std::vector<Operand> supplemental);
  void do_prefix(std::string_view text, std::string_view dialect);
  void do_hint(std::string_view text, const FromExpr* from, std::string_view dialect);
  void do_add_cte(const CteExpr& cte, bool nest_here);
  void do_dialect_option(std::string_view name, std::string_view value);
  void do_extension(std::string_view point, ElementPtr clause, bool replaces);
  void do_post_values(ElementPtr clause);
  void do_option(ElementPtr option);
  DmlBase& own();
};

namespace detail {

/// The members that the three verbs share; `Self` is the handle type.
template <class Self>
class DmlMembers : public StatementMembers<Self> {
 public:
  /// RETURNING these columns; tables stand for all their columns.
  template <class... C>
  [[nodiscard]] Self returning(const C&... columns) const& {
    return Self(self()).returning(columns...);
  }
  template <class... C>
  [[nodiscard]] Self returning(const C&... columns) && {
    (self().do_returning(Operand(columns)), ...);
    return std::move(self());
  }
  /// Rows of RETURNING come in the order of the parameter sets.
  [[nodiscard]] Self sort_by_parameter_order(bool value = true) const {
    Self copy(self());
    copy.do_returning_options({.sort_by_parameter_order = value});
    return copy;
  }
  /// `supplemental`: columns that are fetched besides those of the defaults.
  [[nodiscard]] Self return_defaults_with(std::vector<Operand> columns,
                                          std::vector<Operand> supplemental) const {
    Self copy(self());
    copy.do_return_defaults(std::move(columns), std::move(supplemental));
    return copy;
  }
  template <class... C>
  [[nodiscard]] Self return_defaults(const C&... columns) const {
    Self copy(self());
    copy.do_return_defaults({Operand(columns)...}, {});
    return copy;
  }
  [[nodiscard]] Self prefix_with(std::string_view text, std::string_view dialect = "*") const {
    Self copy(self());
    copy.do_prefix(text, dialect);
    return copy;
  }
  [[nodiscard]] Self with_hint(std::string_view text, std::string_view dialect = "*") const {
    Self copy(self());
    copy.do_hint(text, nullptr, dialect);
    return copy;
  }
  [[nodiscard]] Self with_hint(std::string_view text, const FromExpr& from,
                               std::string_view dialect = "*") const {
    Self copy(self());
    copy.do_hint(text, &from, dialect);
    return copy;
  }
  [[nodiscard]] Self add_cte(const CteExpr& cte, bool nest_here = false) const {
    Self copy(self());
    copy.do_add_cte(cte, nest_here);
    return copy;
  }
  [[nodiscard]] Self with_dialect_options(std::string_view name, std::string_view value) const {
    Self copy(self());
    copy.do_dialect_option(name, value);
    return copy;
  }
  template <class X>
  [[nodiscard]] Self ext(const X& extension) const {
    Self copy(self());
    copy.do_extension(extension.point(), extension.element(),
                      detail::replaces_same_type(extension));
    return copy;
  }
  template <class... O>
  [[nodiscard]] Self options(const O&... options) const {
    Self copy(self());
    (copy.do_option(detail::join_target(options)), ...);
    return copy;
  }

 protected:
  using StatementMembers<Self>::self;
};

}  // namespace detail

/// INSERT. A value, as Select.
class Insert : public DmlHandle, public detail::DmlMembers<Insert> {
 public:
  explicit Insert(Ptr<const InsertState> node) noexcept : DmlHandle(std::move(node)) {}
  const InsertState& state() const noexcept { return static_cast<const InsertState&>(*element_); }

  using detail::StatementMembers<Insert>::execution_options;
  using Executable::execution_options;

  /// values({{"name", "x"}}), or several rows: values({{{"name", "x"}}, {{"name", "y"}}}).
  /// Throws ArgumentError for a column that the table does not have (when rendered: CompileError).
  [[nodiscard]] Insert values(const ValuesArg& values = {}) const&;
  [[nodiscard]] Insert values(const ValuesArg& values = {}) &&;
  /// INSERT INTO ... SELECT.
  [[nodiscard]] Insert from_select(const std::vector<SetTarget>& names, Operand select,
                                   bool include_defaults = true) const;
  /// Nothing is fetched back; expressions of defaults go into the statement.
  [[nodiscard]] Insert inline_() const;

 protected:
  friend class detail::DmlMembers<Insert>;
  InsertState& own_state();
  void do_values(const ValuesArg& values);
};

/// UPDATE. A value, as Select.
class Update : public DmlHandle, public detail::DmlMembers<Update> {
 public:
  explicit Update(Ptr<const UpdateState> node) noexcept : DmlHandle(std::move(node)) {}
  const UpdateState& state() const noexcept { return static_cast<const UpdateState&>(*element_); }

  using detail::StatementMembers<Update>::execution_options;
  using Executable::execution_options;

  [[nodiscard]] Update values(const ValuesArg& values) const&;
  [[nodiscard]] Update values(const ValuesArg& values) &&;
  /// SET in the order given.
  [[nodiscard]] Update ordered_values(std::vector<Assignment> values) const;
  template <class... C>
  [[nodiscard]] Update where(const C&... conditions) const& {
    return Update(*this).where(conditions...);
  }
  template <class... C>
  [[nodiscard]] Update where(const C&... conditions) && {
    (do_where(detail::where_condition(conditions)), ...);
    return std::move(*this);
  }
  [[nodiscard]] Update filter_by(const Parameters& equalities) const;
  [[nodiscard]] Update inline_() const;

 private:
  friend class detail::DmlMembers<Update>;
  UpdateState& own_state();
  void do_where(ColumnPtr condition);
};

/// DELETE. A value, as Select.
class Delete : public DmlHandle, public detail::DmlMembers<Delete> {
 public:
  explicit Delete(Ptr<const DeleteState> node) noexcept : DmlHandle(std::move(node)) {}
  const DeleteState& state() const noexcept { return static_cast<const DeleteState&>(*element_); }

  using detail::StatementMembers<Delete>::execution_options;
  using Executable::execution_options;

  template <class... C>
  [[nodiscard]] Delete where(const C&... conditions) const& {
    return Delete(*this).where(conditions...);
  }
  template <class... C>
  [[nodiscard]] Delete where(const C&... conditions) && {
    (do_where(detail::where_condition(conditions)), ...);
    return std::move(*this);
  }
  [[nodiscard]] Delete filter_by(const Parameters& equalities) const;
  /// Further FROM elements, said explicitly.
  template <class... F>
  [[nodiscard]] Delete using_(const F&... froms) const {
    Delete copy(*this);
    (copy.do_using(Operand(froms)), ...);
    return copy;
  }

 private:
  friend class detail::DmlMembers<Delete>;
  DeleteState& own_state();
  void do_where(ColumnPtr condition);
  void do_using(Operand from);
};

/// Throws ArgumentError when `table` is no table (update, delete_: alias or join allowed).
[[nodiscard]] Insert insert(const FromExpr& table);
[[nodiscard]] Update update(const FromExpr& table);
[[nodiscard]] Delete delete_(const FromExpr& table);
/// The value that a column gets in the same statement.
[[nodiscard]] Expr<Untyped> from_dml_column(const SqlExpression& column);

}  // namespace cupel
