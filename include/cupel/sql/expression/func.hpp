#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/alias.hpp>
#include <cupel/sql/expression/constructors.hpp>
#include <cupel/sql/expression/expr.hpp>
#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/window.hpp>

namespace cupel {

/// One bound of a frame: an int (negative: preceding, 0: current row, positive: following),
/// nullopt (unbounded), or preceding(expr), following(expr) for RANGE over other types.
struct FrameEdge {
  FrameEdge(std::nullptr_t) : unbounded(true) {}  // NOLINT: implicit by design
  FrameEdge(std::nullopt_t) : unbounded(true) {}  // NOLINT: implicit by design
  FrameEdge(int n) : rows(n) {}                   // NOLINT: implicit by design
  FrameEdge(FrameBound k, Operand v) : bound(k), value(std::move(v)), explicit_bound(true) {}
  bool unbounded = false;
  int rows = 0;
  FrameBound bound = FrameBound::current;
  Operand value{nullptr};
  bool explicit_bound = false;
};

struct Frame {
  FrameEdge lower;
  FrameEdge upper;
};

/// Options of over(). At most one of range, rows, groups (else ArgumentError).
struct OverOptions {
  std::vector<Operand> partition_by = {};
  std::vector<Operand> order_by = {};
  std::optional<Frame> range_ = {};
  std::optional<Frame> rows = {};
  std::optional<Frame> groups = {};
  std::string exclude = {};  ///< "CURRENT ROW", "GROUP", "TIES", "NO OTHERS"
};

struct TableValuedOptions {
  std::string name = {};
  std::string with_ordinality = {};  ///< name of the column with the number
  bool joins_implicitly = false;
};

/// Handle to a function as FROM element.
class TableValuedExpr : public FromExpr {
 public:
  explicit TableValuedExpr(Ptr<const TableValuedAlias> node) noexcept;
  [[nodiscard]] TableValuedExpr alias(std::string_view name = {},
                                      bool joins_implicitly = false) const;
  [[nodiscard]] FromExpr lateral(std::string_view name = {}) const;
  /// AS name(a, b); `with_types`: AS name(a INTEGER, b VARCHAR).
  [[nodiscard]] TableValuedExpr render_derived(std::string_view name = {},
                                               bool with_types = false) const;
  /// The alias as a value.
  [[nodiscard]] Expr<Untyped> column() const;

 private:
  Ptr<const TableValuedAlias> alias_node() const noexcept;
};

namespace detail {
ColumnPtr make_over(const ColumnPtr& element, const OverOptions& options);
ColumnPtr make_filter(const ColumnPtr& element, ColumnList criteria);
ColumnPtr make_within_group(const ColumnPtr& element, std::vector<Operand> order_by);
ColumnPtr make_function(KnownFunction known, std::string_view name, std::vector<Operand> arguments,
                        TypePtr type = {});
/// The last of `path` is the function's name, what stands before it its package.
ColumnPtr make_function(std::vector<Name> path, std::vector<Operand> arguments, TypePtr type = {});
TableValuedExpr table_valued(const ColumnPtr& function, std::vector<Operand> columns,
                             const TableValuedOptions& options);
TableValuedExpr function_alias(const ColumnPtr& function, std::string_view name,
                               bool joins_implicitly);
ColumnPtr column_valued(const ColumnPtr& function, std::string_view name, bool joins_implicitly);
ColumnPtr scalar_table_valued(const ColumnPtr& function, std::string_view name, TypePtr type);
ColumnPtr function_as_comparison(const ColumnPtr& function, int left, int right);
ColumnPtr function_with_type(const ColumnPtr& function, TypePtr type);
ColumnPtr function_as_monotonic(const ColumnPtr& function);
}  // namespace detail

/// Handle to a window, filtered or ordered-set function: over() may follow.
template <class T>
class AggregateExpr : public Expr<T> {
 public:
  explicit AggregateExpr(ColumnPtr node) noexcept : Expr<T>(std::move(node)) {}

  /// function OVER (PARTITION BY ... ORDER BY ...)
  [[nodiscard]] Expr<T> over(const OverOptions& options = {}) const {
    return Expr<T>(detail::make_over(this->node_, options));
  }
  /// function FILTER (WHERE ...)
  template <class... C>
  [[nodiscard]] AggregateExpr filter(const C&... criteria) const {
    return AggregateExpr(detail::make_filter(this->node_, {detail::where_condition(criteria)...}));
  }
  /// function(arguments ORDER BY ...)
  template <class... C>
  [[nodiscard]] AggregateExpr aggregate_order_by(const C&... order_by) const {
    return AggregateExpr(cupel::aggregate_order_by(*this, {Operand(order_by)...}).node());
  }
  /// function WITHIN GROUP (ORDER BY ...)
  template <class... C>
  [[nodiscard]] AggregateExpr within_group(const C&... order_by) const {
    return AggregateExpr(detail::make_within_group(this->node_, {Operand(order_by)...}));
  }
};

/// Handle to a function call.
template <class T>
class FunctionExpr : public AggregateExpr<T> {
 public:
  explicit FunctionExpr(ColumnPtr node) noexcept : AggregateExpr<T>(std::move(node)) {}

  /// The same function with another result type.
  [[nodiscard]] FunctionExpr<Untyped> type(const TypeArg& type) const {
    return FunctionExpr<Untyped>(detail::function_with_type(this->node_, type.get()));
  }
  template <class U>
  [[nodiscard]] FunctionExpr<U> returns() const {
    return FunctionExpr<U>(detail::function_with_type(this->node_, TypeTraits<U>::sql_type()));
  }
  using SqlExpression::type;
  /// The function in FROM with these columns: names, or column("x", Integer()).
  template <class... C>
  [[nodiscard]] TableValuedExpr table_valued(const C&... columns) const {
    return detail::table_valued(this->node_, {Operand(columns)...}, {});
  }
  [[nodiscard]] TableValuedExpr table_valued(std::vector<Operand> columns,
                                             const TableValuedOptions& options) const {
    return detail::table_valued(this->node_, std::move(columns), options);
  }
  /// The function in FROM as one column.
  [[nodiscard]] Expr<T> column_valued(std::string_view name = {},
                                      bool joins_implicitly = false) const {
    return Expr<T>(detail::column_valued(this->node_, name, joins_implicitly));
  }
  /// (function).name
  [[nodiscard]] Expr<Untyped> scalar_table_valued(std::string_view name, TypePtr type = {}) const {
    return Expr<Untyped>(detail::scalar_table_valued(this->node_, name, std::move(type)));
  }
  [[nodiscard]] TableValuedExpr alias(std::string_view name = {},
                                      bool joins_implicitly = false) const {
    return detail::function_alias(this->node_, name, joins_implicitly);
  }
  /// The call as the comparison of two of its arguments (places from 1), for join conditions.
  [[nodiscard]] Expr<bool> as_comparison(int left, int right) const {
    return Expr<bool>(detail::function_as_comparison(this->node_, left, right));
  }
  /// The same call, with the promise that every call gives more than the one before: as the server
  /// default of a column (`func("uuidv7").monotonic()`) it lets the column tell the rows of a batch
  /// of INSERTs apart, as a drawn number does.
  [[nodiscard]] FunctionExpr monotonic() const {
    return FunctionExpr(detail::function_as_monotonic(this->node_));
  }
  /// SELECT function(...)
  [[nodiscard]] auto select() const { return cupel::select(*this); }
};

/// over(), within_group(), filter() as functions, for any expression.
[[nodiscard]] Expr<Untyped> over(const SqlExpression& element, const OverOptions& options = {});

/// SQL functions: the known ones with their types as static members (`func::count(x)`), any other
/// by its name: `func("soundex", users.c["name"])`, `func("pkg.name", 1)`.
///
/// A name goes into the SQL as it is if it is a plain identifier, and quoted otherwise.
class func : public FunctionExpr<Untyped> {
  template <class X>
  using TypeOf = detail::OperandTypeOf<X>;
  template <class X>
  using Nullable = std::conditional_t<detail::kIsUntyped<TypeOf<X>>, Untyped,
                                      std::optional<detail::Bare<TypeOf<X>>>>;
  template <class X>
  using Sum = std::conditional_t<
      detail::kIsUntyped<TypeOf<X>>, Untyped,
      std::optional<std::conditional_t<std::is_integral_v<detail::Bare<TypeOf<X>>>, std::int64_t,
                                       detail::Bare<TypeOf<X>>>>>;
  template <class... X>
  static std::vector<Operand> args(const X&... x) {
    return {Operand(x)...};
  }
  template <class T>
  static FunctionExpr<T> call(KnownFunction known, std::string_view name,
                              std::vector<Operand> arguments) {
    return FunctionExpr<T>(detail::make_function(known, name, std::move(arguments)));
  }

 public:
  template <class... X>
  explicit func(const char* name, const X&... arguments)
      : func(std::string_view(name), arguments...) {}
  template <class... X>
  explicit func(std::string_view name, const X&... arguments)
      : FunctionExpr<Untyped>(
            detail::make_function(KnownFunction::none, name, {Operand(arguments)...})) {}

  /// By a name whose quoting is said: func(quoted_name("Foo", true), 1); with a package:
  /// func({quoted_name("Pkg", true), "fn"}, 1).
  template <std::same_as<Name> N, class... X>
  explicit func(const N& name, const X&... arguments)
      : FunctionExpr<Untyped>(
            detail::make_function(std::vector<Name>{name}, {Operand(arguments)...})) {}
  template <class... X>
  explicit func(std::initializer_list<Name> path, const X&... arguments)
      : FunctionExpr<Untyped>(
            detail::make_function(std::vector<Name>(path), {Operand(arguments)...})) {}

  /// count(*)
  static FunctionExpr<std::int64_t> count() {
    return call<std::int64_t>(KnownFunction::count, "count", {});
  }
  template <class X>
  static FunctionExpr<std::int64_t> count(const X& x) {
    return call<std::int64_t>(KnownFunction::count, "count", args(x));
  }
  template <class X>
  static FunctionExpr<Sum<X>> sum(const X& x) {
    return call<Sum<X>>(KnownFunction::sum, "sum", args(x));
  }
  template <class X>
  static FunctionExpr<Nullable<X>> min(const X& x) {
    return call<Nullable<X>>(KnownFunction::min, "min", args(x));
  }
  template <class X>
  static FunctionExpr<Nullable<X>> max(const X& x) {
    return call<Nullable<X>>(KnownFunction::max, "max", args(x));
  }
  template <class X>
  static FunctionExpr<Untyped> avg(const X& x) {
    return call<Untyped>(KnownFunction::none, "avg", args(x));
  }
  template <class X, class... Y>
  static FunctionExpr<TypeOf<X>> coalesce(const X& x, const Y&... y) {
    return call<TypeOf<X>>(KnownFunction::coalesce, "coalesce", args(x, y...));
  }
  template <class... X>
  static FunctionExpr<std::string> concat(const X&... x) {
    return call<std::string>(KnownFunction::concat, "concat", args(x...));
  }
  template <class X>
  static FunctionExpr<std::int64_t> char_length(const X& x) {
    return call<std::int64_t>(KnownFunction::char_length, "char_length", args(x));
  }
  template <class X>
  static FunctionExpr<Untyped> lower(const X& x) {
    return call<Untyped>(KnownFunction::none, "lower", args(x));
  }
  template <class X>
  static FunctionExpr<Untyped> upper(const X& x) {
    return call<Untyped>(KnownFunction::none, "upper", args(x));
  }
  template <class X>
  static FunctionExpr<Untyped> length(const X& x) {
    return call<Untyped>(KnownFunction::none, "length", args(x));
  }
  template <class X>
  static FunctionExpr<Untyped> abs(const X& x) {
    return call<Untyped>(KnownFunction::none, "abs", args(x));
  }
  template <class X, class... Y>
  static FunctionExpr<Untyped> round(const X& x, const Y&... y) {
    return call<Untyped>(KnownFunction::none, "round", args(x, y...));
  }
  template <class X, class Y>
  static FunctionExpr<Untyped> pow(const X& x, const Y& y) {
    return call<Untyped>(KnownFunction::pow, "pow", args(x, y));
  }
  static FunctionExpr<LocalDateTime> now() {
    return call<LocalDateTime>(KnownFunction::now, "now", {});
  }
  static FunctionExpr<Untyped> random() {
    return call<Untyped>(KnownFunction::random, "random", {});
  }
  static FunctionExpr<CalendarDate> current_date() {
    return call<CalendarDate>(KnownFunction::current_date, "current_date", {});
  }
  static FunctionExpr<TimeOfDay> current_time() {
    return call<TimeOfDay>(KnownFunction::current_time, "current_time", {});
  }
  static FunctionExpr<LocalDateTime> current_timestamp() {
    return call<LocalDateTime>(KnownFunction::current_timestamp, "current_timestamp", {});
  }
  static FunctionExpr<LocalDateTime> localtime() {
    return call<LocalDateTime>(KnownFunction::localtime, "localtime", {});
  }
  static FunctionExpr<LocalDateTime> localtimestamp() {
    return call<LocalDateTime>(KnownFunction::localtimestamp, "localtimestamp", {});
  }
  static FunctionExpr<std::string> current_user() {
    return call<std::string>(KnownFunction::current_user, "current_user", {});
  }
  static FunctionExpr<std::string> session_user() {
    return call<std::string>(KnownFunction::session_user, "session_user", {});
  }
  static FunctionExpr<std::string> user() {
    return call<std::string>(KnownFunction::user, "user", {});
  }
  static FunctionExpr<LocalDateTime> sysdate() {
    return call<LocalDateTime>(KnownFunction::sysdate, "sysdate", {});
  }
  template <class X>
  static FunctionExpr<Untyped> array_agg(const X& x) {
    return call<Untyped>(KnownFunction::array_agg, "array_agg", args(x));
  }
  /// Joins the strings of a group.
  template <class X, class S>
  static FunctionExpr<std::string> aggregate_strings(const X& x, const S& separator) {
    return call<std::string>(KnownFunction::aggregate_strings, "aggregate_strings",
                             args(x, separator));
  }
  template <class... X>
  static FunctionExpr<std::int64_t> rank(const X&... x) {
    return call<std::int64_t>(KnownFunction::rank, "rank", args(x...));
  }
  template <class... X>
  static FunctionExpr<std::int64_t> dense_rank(const X&... x) {
    return call<std::int64_t>(KnownFunction::dense_rank, "dense_rank", args(x...));
  }
  template <class... X>
  static FunctionExpr<Untyped> percent_rank(const X&... x) {
    return call<Untyped>(KnownFunction::percent_rank, "percent_rank", args(x...));
  }
  template <class... X>
  static FunctionExpr<Untyped> cume_dist(const X&... x) {
    return call<Untyped>(KnownFunction::cume_dist, "cume_dist", args(x...));
  }
  static FunctionExpr<std::int64_t> row_number() {
    return FunctionExpr<std::int64_t>(detail::make_function(KnownFunction::none, "row_number", {}));
  }
  static FunctionExpr<Untyped> mode() { return call<Untyped>(KnownFunction::mode, "mode", {}); }
  template <class X>
  static FunctionExpr<Untyped> percentile_cont(const X& x) {
    return call<Untyped>(KnownFunction::percentile_cont, "percentile_cont", args(x));
  }
  template <class X>
  static FunctionExpr<Untyped> percentile_disc(const X& x) {
    return call<Untyped>(KnownFunction::percentile_disc, "percentile_disc", args(x));
  }
  template <class... X>
  static FunctionExpr<Untyped> cube(const X&... x) {
    return call<Untyped>(KnownFunction::cube, "cube", args(x...));
  }
  template <class... X>
  static FunctionExpr<Untyped> rollup(const X&... x) {
    return call<Untyped>(KnownFunction::rollup, "rollup", args(x...));
  }
  template <class... X>
  static FunctionExpr<Untyped> grouping_sets(const X&... x) {
    return call<Untyped>(KnownFunction::grouping_sets, "grouping_sets", args(x...));
  }
};

extern template class FunctionExpr<Untyped>;
extern template class FunctionExpr<std::int64_t>;

}  // namespace cupel
