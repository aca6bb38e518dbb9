#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include <cupel/sql/compiler/compiler.hpp>

namespace cupel {

/// How a construct is rendered in place of its visit_ method.
using CompilesHook = std::function<void(const ClauseElement&, SqlCompiler&, const RenderScope&)>;

namespace detail {

void register_hook(ElementKind kind, const std::type_info* type, std::string dialect,
                   CompilesHook hook);
void remove_hooks(ElementKind kind, const std::type_info* type);

/// The kind of a built-in node class; users' own constructs are `extension`.
template <class T>
constexpr ElementKind kind_of() {
  if constexpr (std::is_same_v<T, InsertState>)
    return ElementKind::insert;
  else if constexpr (std::is_same_v<T, UpdateState>)
    return ElementKind::update;
  else if constexpr (std::is_same_v<T, DeleteState>)
    return ElementKind::delete_;
  else if constexpr (std::is_same_v<T, SelectState>)
    return ElementKind::select;
  else if constexpr (std::is_same_v<T, CompoundSelect>)
    return ElementKind::compound_select;
  else if constexpr (std::is_same_v<T, ColumnClause>)
    return ElementKind::column;
  else if constexpr (std::is_same_v<T, BindParameter>)
    return ElementKind::bind;
  else if constexpr (std::is_same_v<T, Null>)
    return ElementKind::null;
  else if constexpr (std::is_same_v<T, True_>)
    return ElementKind::true_;
  else if constexpr (std::is_same_v<T, False_>)
    return ElementKind::false_;
  else if constexpr (std::is_same_v<T, Label>)
    return ElementKind::label;
  else if constexpr (std::is_same_v<T, Grouping>)
    return ElementKind::grouping;
  else if constexpr (std::is_same_v<T, UnaryExpression>)
    return ElementKind::unary;
  else if constexpr (std::is_same_v<T, BinaryExpression>)
    return ElementKind::binary;
  else if constexpr (std::is_same_v<T, BooleanClauseList>)
    return ElementKind::boolean_list;
  else if constexpr (std::is_same_v<T, ExpressionClauseList>)
    return ElementKind::expression_list;
  else if constexpr (std::is_same_v<T, ClauseList>)
    return ElementKind::clause_list;
  else if constexpr (std::is_same_v<T, Tuple>)
    return ElementKind::tuple;
  else if constexpr (std::is_same_v<T, Case>)
    return ElementKind::case_;
  else if constexpr (std::is_same_v<T, Cast>)
    return ElementKind::cast;
  else if constexpr (std::is_same_v<T, TryCast>)
    return ElementKind::try_cast;
  else if constexpr (std::is_same_v<T, Extract>)
    return ElementKind::extract;
  else if constexpr (std::is_same_v<T, Function>)
    return ElementKind::function;
  else if constexpr (std::is_same_v<T, Over>)
    return ElementKind::over;
  else if constexpr (std::is_same_v<T, TextClause>)
    return ElementKind::text;
  else if constexpr (std::is_same_v<T, ScalarSelect>)
    return ElementKind::scalar_select;
  else if constexpr (std::is_same_v<T, Exists>)
    return ElementKind::exists;
  else if constexpr (std::is_same_v<T, TableClause>)
    return ElementKind::table;
  else if constexpr (std::is_same_v<T, Join>)
    return ElementKind::join;
  else if constexpr (std::is_same_v<T, Alias>)
    return ElementKind::alias;
  else if constexpr (std::is_same_v<T, Subquery>)
    return ElementKind::subquery;
  else if constexpr (std::is_same_v<T, CTE>)
    return ElementKind::cte;
  else if constexpr (std::is_same_v<T, Lateral>)
    return ElementKind::lateral;
  else if constexpr (std::is_same_v<T, Values>)
    return ElementKind::values;
  else
    return ElementKind::extension;
}

}  // namespace detail

/// Registers how constructs of class T are rendered, on one dialect or (without a name) on all
/// others. T is a node class of the library (`InsertState`, `Function`, ...) or a class of one's
/// own derived from ExtensionElement, ExtensionFrom or ExtensionClause.
///
///     compiles<InsertState>([](const InsertState& e, SqlCompiler& c, const RenderScope& s) {
///       c.render_default(e, s);
///       c.out() << " ON DUPLICATE KEY UPDATE foo=foo";
///     }, "mysql");
///
/// The last registration for a class and dialect counts. Statements cached before do not change.
/// Thread-safe.
template <class T, class F>
void compiles(F hook, std::string_view dialect = {}) {
  constexpr ElementKind kind = detail::kind_of<T>();
  static_assert(std::is_base_of_v<ClauseElement, T>,
                "compiles<T>: T is a class of nodes; for a handle name the node behind it "
                "(InsertState for Insert)");
  static_assert(kind != ElementKind::extension || std::is_base_of_v<ExtensionElement, T> ||
                    std::is_base_of_v<ExtensionFrom, T> || std::is_base_of_v<ExtensionClause, T>,
                "compiles<T>: a construct of your own derives from ExtensionElement, "
                "ExtensionFrom or ExtensionClause");
  detail::register_hook(kind, kind == ElementKind::extension ? &typeid(T) : nullptr,
                        std::string(dialect),
                        [hook = std::move(hook)](const ClauseElement& e, SqlCompiler& compiler,
                                                 const RenderScope& scope) {
                          hook(static_cast<const T&>(e), compiler, scope);
                        });
}

/// Takes back all that compiles<T>() registered. Thread-safe.
template <class T>
void deregister_compiles() {
  constexpr ElementKind kind = detail::kind_of<T>();
  detail::remove_hooks(kind, kind == ElementKind::extension ? &typeid(T) : nullptr);
}

}  // namespace cupel
