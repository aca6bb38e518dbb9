#pragma once

#include <concepts>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/class_info.hpp"
#include "cupel/orm/mapper/fwd.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/sql/expression/from_clause.hpp"

namespace cupel {

namespace detail {
/// What `attribute` of a mapped class is in SQL; throws UnmappedClassError, UnmappedColumnError.
ColumnPtr attribute_expression(const Attribute& attribute);
}  // namespace detail

/// A condition in a mapping: given as such, or as a function that is called when the registry is
/// configured, because the classes that it names may not be mapped yet. A value.
class DeferredExpression {
 public:
  DeferredExpression() = default;
  DeferredExpression(const SqlExpression& expression)  // NOLINT: implicit by design
      : make_([element = expression.node()] { return element; }) {}
  template <class F>
    requires(std::invocable<const F&> &&
             std::derived_from<std::invoke_result_t<const F&>, SqlExpression>)
  DeferredExpression(F function)  // NOLINT
      : make_([function = std::move(function)] { return function().node(); }) {}

  explicit operator bool() const noexcept { return static_cast<bool>(make_); }
  /// The expression; null if none was given.
  [[nodiscard]] ColumnPtr resolve() const { return make_ ? make_() : ColumnPtr(); }

 private:
  std::function<ColumnPtr()> make_;
};

/// A list of columns in a mapping, each given as an expression, a pointer to a mapped member, a
/// function, or text: "name" (of the target), "Class.name", "table.column"; all with " desc".
class DeferredColumns {
 public:
  struct Item {
    std::function<ColumnPtr()> make;
    std::string text;  ///< when `make` is empty
  };

  void add(std::string_view text);
  void add(const char* text) { add(std::string_view(text)); }
  void add(const SqlExpression& expression);
  template <class M, class C>
    requires(!std::is_function_v<M>)
  void add(M C::*member) {
    const Attribute* attribute = &attribute_of(member);
    items_.push_back({[attribute] { return detail::attribute_expression(*attribute); }, {}});
  }
  template <class F>
    requires(std::invocable<const F&> &&
             std::derived_from<std::invoke_result_t<const F&>, SqlExpression>)
  void add(F function) {
    items_.push_back({[function = std::move(function)] { return function().node(); }, {}});
  }

  [[nodiscard]] bool empty() const noexcept { return items_.empty(); }
  [[nodiscard]] const std::vector<Item>& items() const noexcept { return items_; }

 private:
  std::vector<Item> items_;
};

/// A table in a mapping: the table, or its name in the registry's metadata, looked up when the
/// registry is configured.
class DeferredFrom {
 public:
  DeferredFrom() = default;
  DeferredFrom(const Table& table);                     // NOLINT: implicit by design
  DeferredFrom(std::string_view name) : name_(name) {}  // NOLINT
  DeferredFrom(const char* name) : name_(name) {}       // NOLINT

  explicit operator bool() const noexcept { return from_ || !name_.empty(); }
  [[nodiscard]] const FromPtr& from() const noexcept { return from_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

 private:
  FromPtr from_;
  std::string name_;
};

/// A mapped class read from other rows than those of its table.
struct AliasedTarget {
  const ClassInfo* class_info = nullptr;
  FromPtr from;                 ///< stands for the class's table
  std::string name;             ///< of the alias in rows; empty: the class's
  bool adapt_on_names = false;  ///< columns that do not derive from the table are found by name
};

namespace detail {
/// What aliased() gives. The class behind it belongs to a layer above.
template <class A>
concept AliasOfClass = requires(const A& alias) {
  typename A::element_type;
  { alias.node()->from() } -> std::convertible_to<FromPtr>;
  { alias.node()->adapts_on_names() } -> std::convertible_to<bool>;
};
template <class F>
concept MakesAlias =
    std::invocable<const F&> && AliasOfClass<std::decay_t<std::invoke_result_t<const F&>>>;
}  // namespace detail

/// An aliased class in a mapping: given as such, or as a function that is called once, when the
/// registry is configured. A value.
class DeferredAlias {
 public:
  DeferredAlias() = default;
  template <detail::AliasOfClass A>
  DeferredAlias(const A& alias)  // NOLINT: implicit by design
      : make_([alias] { return target_of(alias); }) {}
  template <detail::MakesAlias F>
  DeferredAlias(F function)  // NOLINT
      : make_([function = std::move(function)] { return target_of(function()); }) {}

  explicit operator bool() const noexcept { return static_cast<bool>(make_); }
  /// Precondition: one was given.
  [[nodiscard]] AliasedTarget resolve() const { return make_(); }

 private:
  template <class A>
  static AliasedTarget target_of(const A& alias) {
    return {&class_info<typename A::element_type>(), alias.node()->from(), alias.node()->name(),
            alias.node()->adapts_on_names()};
  }

  std::function<AliasedTarget()> make_;
};

}  // namespace cupel
