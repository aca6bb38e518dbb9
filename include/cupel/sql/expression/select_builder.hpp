#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include <cupel/sql/expression/compound_select.hpp>
#include <cupel/sql/expression/select_handle.hpp>

namespace cupel {

/// A SELECT. `Ts` are the C++ types of its columns; none: known at run time only.
///
/// A value: extending it yields another one, and the first still means what it meant. Storing it in
/// a `static const` and using it from several threads is fine.
template <class... Ts>
class Select : public SelectHandle, public detail::SelectMembers<Select<Ts...>> {
 public:
  using row_type = std::tuple<Ts...>;
  using value_type = typename std::tuple_element<0, std::tuple<Ts..., Untyped>>::type;

  explicit Select(SelectBasePtr node) noexcept : SelectHandle(std::move(node)) {}
  explicit Select(const SelectHandle& other) : SelectHandle(other) {}
  /// Another statement with the options and parameters attached to `options`.
  Select(SelectBasePtr node, const SelectHandle& options) : SelectHandle(options) {
    element_ = std::move(node);
  }

  using detail::StatementMembers<Select>::execution_options;
  using Executable::execution_options;

  /// The same statement with columns read as these C++ types.
  template <class... Us>
  [[nodiscard]] Select<Us...> as() const {
    return Select<Us...>(handle());
  }

  /// (SELECT ...) as a value of its first column's type.
  [[nodiscard]] Expr<value_type> scalar_subquery() const { return Expr<value_type>(scalar_node()); }
  [[nodiscard]] Expr<value_type> label(std::string_view name) const {
    return scalar_subquery().label(name);
  }
  /// EXISTS (SELECT ...)
  [[nodiscard]] Expr<bool> exists() const { return Expr<bool>(exists_node()); }

  /// The same entities from the rows of another statement, text() among them (orm/query).
  template <class Statement>
  [[nodiscard]] FromStatement<Ts...> from_statement(const Statement& statement) const {
    return FromStatement<Ts...>(*this, statement);
  }

  /// A copy in which `alias` stands wherever `old` stood, and its columns for those of `old`, in
  /// subqueries too; a column that `alias` does not have stays. Deprecated in SQLAlchemy, for
  /// visitors.
  [[nodiscard]] Select replace_selectable(const FromExpr& old, const FromExpr& alias) const {
    return Select(static_ptr_cast<const SelectBase>(
                      detail::replace_selectable(this->statement(), old, alias)),
                  *this);
  }

  // --- FROM ---------------------------------------------------------------------------------
  template <class... F>
  [[nodiscard]] Select select_from(const F&... froms) const& {
    return Select(*this).select_from(froms...);
  }
  template <class... F>
  [[nodiscard]] Select select_from(const F&... froms) && {
    (this->do_select_from(Operand(detail::join_target(froms))), ...);
    return std::move(*this);
  }
  /// JOIN target ON the foreign keys between it and what is there.
  template <class Target>
  [[nodiscard]] Select join(const Target& target, JoinOptions options = {}) const& {
    return Select(*this).join(target, options);
  }
  template <class Target>
  [[nodiscard]] Select join(const Target& target, JoinOptions options = {}) && {
    this->do_join(detail::join_target(target), {}, options);
    return std::move(*this);
  }
  /// JOIN target ON onclause.
  template <class Target, class On>
    requires detail::SqlConstruct<On>
  [[nodiscard]] Select join(const Target& target, const On& onclause,
                            JoinOptions options = {}) const& {
    return Select(*this).join(target, onclause, options);
  }
  template <class Target, class On>
    requires detail::SqlConstruct<On>
  [[nodiscard]] Select join(const Target& target, const On& onclause, JoinOptions options = {}) && {
    this->do_join(detail::join_target(target), detail::join_target(onclause), options);
    return std::move(*this);
  }
  template <class Target>
  [[nodiscard]] Select outerjoin(const Target& target, bool full = false) const& {
    return join(target, JoinOptions{.isouter = true, .full = full});
  }
  template <class Target>
  [[nodiscard]] Select outerjoin(const Target& target, bool full = false) && {
    return std::move(*this).join(target, JoinOptions{.isouter = true, .full = full});
  }
  template <class Target, class On>
    requires detail::SqlConstruct<On>
  [[nodiscard]] Select outerjoin(const Target& target, const On& onclause,
                                 bool full = false) const& {
    return join(target, onclause, JoinOptions{.isouter = true, .full = full});
  }
  template <class Target, class On>
    requires detail::SqlConstruct<On>
  [[nodiscard]] Select outerjoin(const Target& target, const On& onclause, bool full = false) && {
    return std::move(*this).join(target, onclause, JoinOptions{.isouter = true, .full = full});
  }
  template <class From, class Target>
    requires detail::SqlConstruct<Target>
  [[nodiscard]] Select join_from(const From& from, const Target& target,
                                 JoinOptions options = {}) const {
    Select copy(*this);
    copy.do_join(detail::join_target(from), detail::join_target(target), {}, options);
    return copy;
  }
  template <class From, class Target, class On>
    requires detail::SqlConstruct<On>
  [[nodiscard]] Select join_from(const From& from, const Target& target, const On& onclause,
                                 JoinOptions options = {}) const {
    Select copy(*this);
    copy.do_join(detail::join_target(from), detail::join_target(target),
                 detail::join_target(onclause), options);
    return copy;
  }
  template <class From, class Target>
  [[nodiscard]] Select outerjoin_from(const From& from, const Target& target) const {
    return join_from(from, target, JoinOptions{.isouter = true});
  }
  template <class From, class Target, class On>
    requires detail::SqlConstruct<On>
  [[nodiscard]] Select outerjoin_from(const From& from, const Target& target,
                                      const On& onclause) const {
    return join_from(from, target, onclause, JoinOptions{.isouter = true});
  }

  // --- columns ------------------------------------------------------------------------------
  /// DISTINCT; with expressions DISTINCT ON (PostgreSQL).
  template <class... C>
  [[nodiscard]] Select distinct(const C&... columns) const& {
    return Select(*this).distinct(columns...);
  }
  template <class... C>
  [[nodiscard]] Select distinct(const C&... columns) && {
    this->do_distinct();
    (this->do_distinct_on(columns), ...);
    return std::move(*this);
  }
  template <class... C>
  [[nodiscard]] auto add_columns(const C&... columns) const;
  /// Other columns in place of those there are. `maintain_column_froms`: FROM stays.
  template <class... C>
  [[nodiscard]] auto with_only_columns(const C&... columns) const;
  template <class... C>
  [[nodiscard]] auto with_only_columns_maintaining_froms(const C&... columns) const;
  /// Without columns that a foreign key or an equality makes redundant.
  [[nodiscard]] Select<> reduce_columns() const {
    Select<> copy(handle());
    copy.do_reduce_columns();
    return copy;
  }

  // --- correlation --------------------------------------------------------------------------
  /// These FROM elements come from the enclosing statement; nullptr: none do.
  template <class... F>
  [[nodiscard]] Select correlate(const F&... froms) const {
    Select copy(*this);
    (copy.do_correlate(Operand(froms)), ...);
    return copy;
  }
  /// All FROM elements but these come from the enclosing statement.
  template <class... F>
  [[nodiscard]] Select correlate_except(const F&... froms) const {
    Select copy(*this);
    (copy.do_correlate_except(Operand(froms)), ...);
    return copy;
  }

  // --- decorations --------------------------------------------------------------------------
  [[nodiscard]] Select prefix_with(std::string_view text, std::string_view dialect = "*") const {
    Select copy(*this);
    copy.do_prefix(text, dialect);
    return copy;
  }
  [[nodiscard]] Select suffix_with(std::string_view text, std::string_view dialect = "*") const {
    Select copy(*this);
    copy.do_suffix(text, dialect);
    return copy;
  }
  /// A hint for one FROM element.
  [[nodiscard]] Select with_hint(const FromExpr& from, std::string_view text,
                                 std::string_view dialect = "*") const {
    Select copy(*this);
    copy.do_hint(from, text, dialect);
    return copy;
  }
  /// Options for the layer that executes the statement (the ORM's loader options).
  template <class... O>
  [[nodiscard]] Select options(const O&... options) const {
    Select copy(*this);
    (copy.do_option(detail::join_target(options)), ...);
    return copy;
  }
  /// A clause of one's own: `extension.element()` at the point `extension.point()` ("pre_columns",
  /// "post_select", "post_criteria", "pre_order_by", "post_body"). Where
  /// `extension.replaces_same_type()` is there and true, it takes the place of one of its class.
  template <class X>
  [[nodiscard]] Select ext(const X& extension) const {
    Select copy(*this);
    copy.do_extension(extension.point(), extension.element(),
                      detail::replaces_same_type(extension));
    return copy;
  }

 private:
  template <class>
  friend class detail::SelectMembers;
  template <class...>
  friend class Select;
  const SelectHandle& handle() const noexcept { return *this; }
};

/// UNION, EXCEPT, INTERSECT; typed as its first member.
template <class... Ts>
class CompoundExpr : public SelectHandle, public detail::SelectMembers<CompoundExpr<Ts...>> {
 public:
  using row_type = std::tuple<Ts...>;
  using value_type = typename std::tuple_element<0, std::tuple<Ts..., Untyped>>::type;

  explicit CompoundExpr(SelectBasePtr node) noexcept : SelectHandle(std::move(node)) {}

  using detail::StatementMembers<CompoundExpr>::execution_options;
  using Executable::execution_options;

  [[nodiscard]] Expr<value_type> scalar_subquery() const { return Expr<value_type>(scalar_node()); }
  [[nodiscard]] Expr<bool> exists() const { return Expr<bool>(exists_node()); }
  /// As Select's.
  [[nodiscard]] CompoundExpr replace_selectable(const FromExpr& old, const FromExpr& alias) const {
    CompoundExpr copy(*this);
    copy.element_ = detail::replace_selectable(this->statement(), old, alias);
    return copy;
  }

 private:
  template <class>
  friend class detail::SelectMembers;
};

namespace detail {

SelectBasePtr make_select(std::span<Operand> columns);
SelectBasePtr make_select(std::span<const ColumnPtr* const> columns);
template <class... A>
SelectBasePtr select_of(const A&... columns) {
  if constexpr ((kIsSqlExpression<A> && ...)) {
    const ColumnPtr* const nodes[] = {&columns.node()...};
    return make_select(nodes);
  } else {
    Operand operands[] = {Operand(columns)...};
    return make_select(operands);
  }
}
SelectBasePtr make_compound(std::uint8_t keyword, std::vector<SelectBasePtr> selects);
template <class... Ts>
Select<> untyped(const Select<Ts...>&);

template <class X>
inline constexpr bool kIsTypedColumn =
    SqlColumnOperand<X> && !kIsUntyped<typename OperandType<X>::type> &&
    !std::is_void_v<typename OperandType<X>::type>;

/// An item that is made of several columns, so that its place in a row is not that of a column:
/// the handle of an object. Specialised by the ORM.
template <class T>
inline constexpr bool kIsObjectItem = false;

/// What a column without a C++ type is beside an object: read by its SQL type.
template <class X>
using ItemTypeOf = std::conditional_t<kIsTypedColumn<X>, typename OperandType<X>::type, Value>;

/// The arguments have C++ types, or stand beside an object in a row.
template <bool has_object, class... A>
inline constexpr bool kSelectIsTyped =
    sizeof...(A) > 0 && ((kIsTypedColumn<A> || (has_object && SqlColumnOperand<A>)) && ...);
template <class... A>
inline constexpr bool kAnyObject = (kIsObjectItem<typename OperandType<A>::type> || ...);

/// Select<Ts...> when every argument has a C++ type, else Select<>.
template <bool Typed, class... A>
struct SelectTypeOf {
  using type = Select<>;
};
template <class... A>
struct SelectTypeOf<true, A...> {
  using type = Select<ItemTypeOf<A>...>;
};
template <class... A>
using SelectFor = typename SelectTypeOf<kSelectIsTyped<kAnyObject<A...>, A...>, A...>::type;

}  // namespace detail

/// SELECT of columns, expressions, plain values (bound), tables (all their columns), text().
template <class... A>
  requires((detail::SqlConstruct<A> || std::is_constructible_v<Value, const A&>) && ...)
[[nodiscard]] auto select(const A&... columns) {
  if constexpr (sizeof...(A) == 0) {
    return Select<>(detail::make_select(std::span<Operand>()));
  } else {
    return detail::SelectFor<A...>(detail::select_of(columns...));
  }
}
/// The same with columns known at run time only.
[[nodiscard]] Select<> select(const std::vector<Expr<Untyped>>& columns);

template <class... Ts>
template <class... C>
auto Select<Ts...>::add_columns(const C&... columns) const {
  auto extend = [&](auto result) {
    (result.do_add_column(Operand(columns)), ...);
    return result;
  };
  constexpr bool has_object =
      (detail::kIsObjectItem<Ts> || ... || false) || detail::kAnyObject<C...>;
  if constexpr (sizeof...(Ts) > 0 && detail::kSelectIsTyped<has_object, C...>) {
    return extend(Select<Ts..., detail::ItemTypeOf<C>...>(handle()));
  } else {
    return extend(Select<>(handle()));
  }
}

template <class... Ts>
template <class... C>
auto Select<Ts...>::with_only_columns(const C&... columns) const {
  detail::SelectFor<C...> result(handle());
  result.do_clear_columns(false);
  (result.do_add_column(Operand(columns)), ...);
  return result;
}

template <class... Ts>
template <class... C>
auto Select<Ts...>::with_only_columns_maintaining_froms(const C&... columns) const {
  detail::SelectFor<C...> result(handle());
  result.do_clear_columns(true);
  (result.do_add_column(Operand(columns)), ...);
  return result;
}

namespace detail {
template <class First, class... Rest>
auto compound(CompoundKeyword keyword, const First& first, const Rest&... rest) {
  std::vector<SelectBasePtr> selects{coerce_select(first), coerce_select(rest)...};
  return compound_of(first, make_compound(static_cast<std::uint8_t>(keyword), std::move(selects)));
}
template <class... Ts>
CompoundExpr<Ts...> compound_of(const Select<Ts...>&, SelectBasePtr node) {
  return CompoundExpr<Ts...>(std::move(node));
}
template <class... Ts>
CompoundExpr<Ts...> compound_of(const CompoundExpr<Ts...>&, SelectBasePtr node) {
  return CompoundExpr<Ts...>(std::move(node));
}
template <class X>
CompoundExpr<> compound_of(const X&, SelectBasePtr node) {
  return CompoundExpr<>(std::move(node));
}
}  // namespace detail

template <class... S>
[[nodiscard]] auto union_(const S&... selects) {
  return detail::compound(CompoundKeyword::union_, selects...);
}
template <class... S>
[[nodiscard]] auto union_all(const S&... selects) {
  return detail::compound(CompoundKeyword::union_all, selects...);
}
template <class... S>
[[nodiscard]] auto except_(const S&... selects) {
  return detail::compound(CompoundKeyword::except_, selects...);
}
template <class... S>
[[nodiscard]] auto except_all(const S&... selects) {
  return detail::compound(CompoundKeyword::except_all, selects...);
}
template <class... S>
[[nodiscard]] auto intersect(const S&... selects) {
  return detail::compound(CompoundKeyword::intersect, selects...);
}
template <class... S>
[[nodiscard]] auto intersect_all(const S&... selects) {
  return detail::compound(CompoundKeyword::intersect_all, selects...);
}

extern template class Select<>;
extern template class CompoundExpr<>;

}  // namespace cupel
