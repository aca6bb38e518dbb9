#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <cupel/sql/expression/column_element.hpp>
#include <cupel/sql/expression/compile_access.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/sql/expression/type_algebra.hpp>
#include <cupel/types/type_engine.hpp>

namespace cupel {

/// Options of op().
struct OpOptions {
  int precedence = 0;
  bool is_comparison = false;
  TypePtr return_type = {};
  /// The operator as the program computes it (SQLAlchemy's python_impl): where an UPDATE or DELETE
  /// of objects looks for those in memory that its criteria mean. Either side NULL gives NULL
  /// without a call. Called by whichever thread executes the statement.
  ProgramOperator program_impl = {};
  /// A type that does not include it warns; every type includes the base operators.
  OperatorClass operator_class = OperatorClass::base;
};

/// Handle to an expression without its C++ type; base of every Expr<T>. Cheap to copy.
///
/// An expression is no truth value: using one as a condition of C++ does not compile.
/// Thread safety: the expression is immutable; a handle is like a pointer.
class SqlExpression {
 public:
  SqlExpression() = default;
  explicit SqlExpression(ColumnPtr node) noexcept : node_(std::move(node)) {}

  const ColumnPtr& node() const& noexcept { return node_; }
  ColumnPtr node() && noexcept { return std::move(node_); }
  const TypePtr& type() const noexcept { return node_->type(); }

  // What does not depend on the C++ type.
  Expr<bool> is_(Operand other) const;
  Expr<bool> is_not(Operand other) const;
  Expr<bool> is_distinct_from(Operand other) const;
  Expr<bool> is_not_distinct_from(Operand other) const;
  /// An operator of the database by its text.
  [[nodiscard]] Expr<Untyped> op(std::string_view text, Operand other,
                                 OpOptions options = {}) const;
  /// The same, as a condition.
  [[nodiscard]] Expr<bool> bool_op(std::string_view text, Operand other, int precedence = 0,
                                   ProgramOperator program_impl = {}) const;
  [[nodiscard]] Expr<Untyped> operator[](Operand index) const;
  [[nodiscard]] Expr<Untyped> slice(Operand start, Operand stop, Operand step = nullptr) const;
  [[nodiscard]] Expr<bool> match(Operand other) const;
  /// With settings of a dialect: match("cat", {{"postgresql_regconfig", "english"}}).
  [[nodiscard]] Expr<bool> match(Operand other, const DialectSettings& settings) const;
  /// other = ANY (this), or with another comparison.
  [[nodiscard]] Expr<bool> any(Operand other, Operator op = Operator::eq) const;
  [[nodiscard]] Expr<bool> all(Operand other, Operator op = Operator::eq) const;
  /// CAST(this AS type)
  [[nodiscard]] Expr<Untyped> cast(const TypeArg& type) const;

  // An element of a JSON document, taken out as SQL text, number and so on:
  // `docs.c["data"]["a"].as_integer()`. Throw InvalidRequestError for what is no such element.
  [[nodiscard]] Expr<std::optional<std::string>> as_string() const;
  [[nodiscard]] Expr<std::optional<std::int64_t>> as_integer() const;
  [[nodiscard]] Expr<std::optional<double>> as_float() const;
  [[nodiscard]] Expr<std::optional<bool>> as_boolean() const;
  [[nodiscard]] Expr<std::optional<Decimal>> as_numeric(int precision, int scale,
                                                        bool asdecimal = true) const;
  [[nodiscard]] Expr<Untyped> as_json() const;

  /// Text for one dialect: `expr.compile(postgresql::dialect()).sql()`.
  template <class Context, class Options = CompileOptions>
  auto compile(const Context& context, const Options& options = {}) const {
    return detail::compile_element(*node_, context, options);
  }

 protected:
  ColumnPtr node_;
};

/// SQL of the default dialect; `(null)` for an empty handle.
std::ostream& operator<<(std::ostream& out, const SqlExpression& expression);
std::string to_string(const SqlExpression& expression);

namespace detail {

template <class T>
concept TextLike = kIsText<T> || kIsUntyped<T>;

/// An element of a list for IN: plain value or expression that can be compared with a T.
template <class T>
class ListItem : public Operand {
 public:
  template <class X>
    requires(!std::is_base_of_v<Operand, std::remove_cvref_t<X>> &&
             std::is_constructible_v<Operand, X>)
  ListItem(X&& x) : Operand(std::forward<X>(x)) {  // NOLINT: implicit by design
    static_assert(kComparable<T, OperandTypeOf<X>>,
                  "in_(): an element of the list has another type than the expression; give values "
                  "of the column's type, or use type_coerce(expr, type)");
  }
};

template <class R>
concept ValueRange =
    !SqlConstruct<R> && !std::is_convertible_v<const R&, std::string_view> && requires(const R& r) {
      r.begin();
      r.end();
      r.size();
    };

}  // namespace detail

/// An SQL expression whose value is a T in C++ (optional<T>: it may be NULL; Untyped: unknown).
///
/// Operators build new expressions; nothing is executed. Plain C++ values on either side are bound
/// as parameters. An operand of a type that cannot meet T does not compile.
template <class T>
class Expr : public SqlExpression {
 public:
  using value_type = T;

  Expr() = default;
  explicit Expr(ColumnPtr node) noexcept : SqlExpression(std::move(node)) {}
  /// Any expression may be taken as untyped; a T as an optional<T>.
  template <class U>
    requires(std::is_same_v<T, Untyped> || std::is_same_v<T, std::optional<U>>)
  Expr(const Expr<U>& other) : SqlExpression(other.node()) {}  // NOLINT: implicit by design

  /// The same expression read as another C++ type. Says nothing to the database.
  template <class U>
  [[nodiscard]] Expr<U> as() const {
    return Expr<U>(node_);
  }

  /// expression AS name; without a name an anonymous label.
  [[nodiscard]] Expr label(const Name& name = {}) const { return Expr(detail::label(node_, name)); }
  [[nodiscard]] Expr asc() const { return Expr(detail::operate_unary(Operator::asc, node_)); }
  [[nodiscard]] Expr desc() const { return Expr(detail::operate_unary(Operator::desc, node_)); }
  [[nodiscard]] Expr nulls_first() const {
    return Expr(detail::operate_unary(Operator::nulls_first, node_));
  }
  [[nodiscard]] Expr nulls_last() const {
    return Expr(detail::operate_unary(Operator::nulls_last, node_));
  }
  [[nodiscard]] Expr distinct() const {
    return Expr(detail::operate_unary(Operator::distinct, node_));
  }
  [[nodiscard]] Expr any_() const { return Expr(detail::operate_unary(Operator::any, node_)); }
  [[nodiscard]] Expr all_() const { return Expr(detail::operate_unary(Operator::all, node_)); }
  /// Parentheses around the expression where it meets an operator.
  [[nodiscard]] Expr self_group(Operator against = Operator::none) const {
    return Expr(node_->self_group(against));
  }

  // --- IN -----------------------------------------------------------------------------------
  [[nodiscard]] Expr<bool> in_(std::initializer_list<detail::ListItem<T>> values) const {
    return in_items(values, false);
  }
  [[nodiscard]] Expr<bool> not_in(std::initializer_list<detail::ListItem<T>> values) const {
    return in_items(values, true);
  }
  /// A range of values, a select, an expanding bindparam(), a FROM element.
  template <class R>
  [[nodiscard]] Expr<bool> in_(const R& values) const {
    return in_any(values, false);
  }
  template <class R>
  [[nodiscard]] Expr<bool> not_in(const R& values) const {
    return in_any(values, true);
  }

  // --- comparison ---------------------------------------------------------------------------
  template <class A, class B>
  [[nodiscard]] Expr<bool> between(const A& low, const B& high, bool symmetric = false) const {
    static_assert(detail::kComparable<T, detail::OperandTypeOf<A>> &&
                      detail::kComparable<T, detail::OperandTypeOf<B>>,
                  "between(): a bound has another type than the expression; give values of the "
                  "column's type");
    return Expr<bool>(detail::between(node_, low, high, symmetric));
  }

  // --- text ---------------------------------------------------------------------------------
  template <class X>
  [[nodiscard]] Expr<bool> like(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::like, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> not_like(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::not_like, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> ilike(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::ilike, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> not_ilike(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::not_ilike, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> startswith(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::startswith, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> istartswith(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::istartswith, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> endswith(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::endswith, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> iendswith(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::iendswith, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> contains(const X& other, LikeOptions options = {}) const {
    // Containment of arrays, documents, ranges: the type knows the operator.
    if constexpr (detail::kIsVector<detail::Bare<T>> || std::is_same_v<detail::Bare<T>, Json> ||
                  detail::kIsUntyped<T>) {
      return Expr<bool>(detail::like(Operator::contains, node_, other, std::move(options)));
    } else {
      return text_op(Operator::contains, other, std::move(options));
    }
  }
  template <class X>
  [[nodiscard]] Expr<bool> icontains(const X& other, LikeOptions options = {}) const {
    return text_op(Operator::icontains, other, std::move(options));
  }
  template <class X>
  [[nodiscard]] Expr<bool> regexp_match(const X& pattern,
                                        std::optional<std::string> flags = {}) const {
    static_assert(detail::TextLike<T>,
                  "regexp_match() needs an expression of text; use cast(expr, "
                  "String()) to compare the text of something else");
    return Expr<bool>(detail::regexp(Operator::regexp_match, node_, pattern, std::move(flags)));
  }
  template <class X, class Y>
  [[nodiscard]] Expr regexp_replace(const X& pattern, const Y& replacement,
                                    std::optional<std::string> flags = {}) const {
    static_assert(detail::TextLike<T>,
                  "regexp_replace() needs an expression of text; use "
                  "cast(expr, String()) for the text of something else");
    return Expr(detail::regexp_replace(node_, pattern, replacement, std::move(flags)));
  }
  template <class X>
  [[nodiscard]] Expr concat(const X& other) const {
    return Expr(detail::operate(Operator::concat, node_, other));
  }
  [[nodiscard]] Expr collate(std::string_view collation, std::string_view schema = {}) const {
    return Expr(detail::collate(node_, collation, schema));
  }

  // --- arithmetic without a C++ operator, bitwise ----------------------------------------------
  template <class X>
  [[nodiscard]] auto floordiv(const X& other) const {
    return Expr<detail::ArithmeticResult<T, detail::OperandTypeOf<X>>>(
        detail::operate(Operator::floordiv, node_, other));
  }
  template <class X>
  [[nodiscard]] auto pow(const X& other) const {
    return Expr<detail::ArithmeticResult<T, detail::OperandTypeOf<X>>>(
        detail::operate(Operator::pow, node_, other));
  }
  template <class X>
  [[nodiscard]] Expr bitwise_and(const X& other) const {
    return Expr(detail::operate(Operator::bitwise_and, node_, other));
  }
  template <class X>
  [[nodiscard]] Expr bitwise_or(const X& other) const {
    return Expr(detail::operate(Operator::bitwise_or, node_, other));
  }
  template <class X>
  [[nodiscard]] Expr bitwise_xor(const X& other) const {
    return Expr(detail::operate(Operator::bitwise_xor, node_, other));
  }
  template <class X>
  [[nodiscard]] Expr bitwise_lshift(const X& other) const {
    return Expr(detail::operate(Operator::bitwise_lshift, node_, other));
  }
  template <class X>
  [[nodiscard]] Expr bitwise_rshift(const X& other) const {
    return Expr(detail::operate(Operator::bitwise_rshift, node_, other));
  }
  [[nodiscard]] Expr bitwise_not() const {
    return Expr(detail::operate_unary(Operator::bitwise_not, node_));
  }

 private:
  template <class X>
  Expr<bool> text_op(Operator op, const X& other, LikeOptions options) const {
    static_assert(
        detail::TextLike<T>,
        "like() and its relatives need an expression of text; use cast(expr, String()) to "
        "compare the text of something else");
    static_assert(
        detail::TextLike<detail::OperandTypeOf<X>>,
        "like() and its relatives compare with text; give a string or a string expression");
    return Expr<bool>(detail::like(op, node_, other, std::move(options)));
  }
  Expr<bool> in_items(std::initializer_list<detail::ListItem<T>> values, bool negate) const {
    return Expr<bool>(
        detail::in_operands(node_, std::vector<Operand>(values.begin(), values.end()), negate));
  }
  template <class R>
  Expr<bool> in_any(const R& values, bool negate) const {
    if constexpr (detail::ValueRange<R>) {
      using Item = std::remove_cvref_t<decltype(*values.begin())>;
      static_assert(detail::kComparable<T, detail::OperandTypeOf<Item>>,
                    "in_(): the elements of the list have another type than the expression; give "
                    "values of the column's type, or use type_coerce(expr, type)");
      if constexpr (std::is_constructible_v<Value, const Item&> && !detail::SqlConstruct<Item>) {
        std::vector<Value> items;
        items.reserve(values.size());
        for (const auto& v : values) items.emplace_back(v);
        return Expr<bool>(detail::in_values(node_, std::move(items), negate));
      } else {
        return Expr<bool>(
            detail::in_operands(node_, std::vector<Operand>(values.begin(), values.end()), negate));
      }
    } else {
      static_assert(detail::SqlConstruct<R>,
                    "in_() takes a list of values ({1, 2}, a vector), a select, or "
                    "bindparam(\"name\", {.expanding = true})");
      return Expr<bool>(detail::in_element(node_, values, negate));
    }
  }
};

extern template class Expr<Untyped>;

inline Expr<bool> SqlExpression::is_(Operand other) const {
  return Expr<bool>(detail::operate(Operator::is_, node_, std::move(other)));
}
inline Expr<bool> SqlExpression::is_not(Operand other) const {
  return Expr<bool>(detail::operate(Operator::is_not, node_, std::move(other)));
}
inline Expr<bool> SqlExpression::is_distinct_from(Operand other) const {
  return Expr<bool>(detail::operate(Operator::is_distinct_from, node_, std::move(other)));
}
inline Expr<bool> SqlExpression::is_not_distinct_from(Operand other) const {
  return Expr<bool>(detail::operate(Operator::is_not_distinct_from, node_, std::move(other)));
}
inline Expr<Untyped> SqlExpression::operator[](Operand index) const {
  return Expr<Untyped>(detail::getitem(node_, std::move(index)));
}
inline Expr<Untyped> SqlExpression::slice(Operand start, Operand stop, Operand step) const {
  return Expr<Untyped>(
      detail::getitem_slice(node_, std::move(start), std::move(stop), std::move(step)));
}
inline Expr<bool> SqlExpression::match(Operand other) const {
  return Expr<bool>(detail::operate(Operator::match, node_, std::move(other)));
}
inline Expr<bool> SqlExpression::match(Operand other, const DialectSettings& settings) const {
  return Expr<bool>(detail::match(node_, std::move(other), settings));
}
inline Expr<bool> SqlExpression::any(Operand other, Operator op) const {
  return Expr<bool>(detail::compare_with_all(Operator::any, op, node_, std::move(other)));
}
inline Expr<bool> SqlExpression::all(Operand other, Operator op) const {
  return Expr<bool>(detail::compare_with_all(Operator::all, op, node_, std::move(other)));
}
inline Expr<Untyped> SqlExpression::cast(const TypeArg& type) const {
  return Expr<Untyped>(detail::cast(Operand(node_), type.get()));
}

}  // namespace cupel

#include <cupel/sql/expression/expr_operators.hpp>
