#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <cupel/schema/defaults.hpp>
#include <cupel/schema/fwd.hpp>
#include <cupel/types/type_engine.hpp>
#include <cupel/types/value.hpp>
#include <cupel/util/fixed_string.hpp>

/// The words that describe a column, under one name in both places where they may stand:
///
///     Column("status", String(20), not_null, server_default("new"))                  // arguments
///     Mapped<std::string, length<20>, not_null, server_default<"new">> status{};     // template
///
/// An option is an object with `apply(ColumnSpec&)`, or a constexpr function that returns one and
/// stands for it by its mere name. So `primary_key` is good for both places, and an option with a
/// value is a function for the argument (`server_default("new")`) and, under the same name, a
/// template whose instance is the template argument (`server_default<"new">`).
///
/// How the ORM reads them: `Mapped` takes `auto... Options` (function names arrive as pointers),
/// and its mapper calls, on a ColumnSpec that holds the member's type,
///
///     (apply_option<Options>(spec), ...);
///
/// `is_column_option<Option>` tells whether an argument is one of these at all,
/// `OptionType<Option>` is the type of the option: `std::is_same_v<OptionType<Option>,
/// PrimaryKeyOption>`. An option of one's own needs nothing but a static `apply(ColumnSpec&)`.
namespace cupel {

struct ColumnSpec;
class Column;
class SqlExpression;

namespace detail {

void set_primary_key(ColumnSpec& spec);
void set_nullable(ColumnSpec& spec, bool value);
void set_unique(ColumnSpec& spec);
void set_index(ColumnSpec& spec);
void set_length(ColumnSpec& spec, std::uint32_t length);
void set_name(ColumnSpec& spec, std::string_view name);
void set_key(ColumnSpec& spec, std::string_view key);
void set_type(ColumnSpec& spec, TypePtr type);
void set_comment(ColumnSpec& spec, std::string_view text);
void set_doc(ColumnSpec& spec, std::string_view text);
void set_quote(ColumnSpec& spec, bool value);
void set_system(ColumnSpec& spec);
void set_insert_sentinel(ColumnSpec& spec);
void set_autoincrement(ColumnSpec& spec, bool value);
void set_autoincrement(ColumnSpec& spec, std::string_view value);
void set_default(ColumnSpec& spec, Ptr<const ColumnDefault> value);
void set_onupdate(ColumnSpec& spec, Ptr<const ColumnDefault> value);
void set_server_default(ColumnSpec& spec, Ptr<const ServerDefault> value);
void set_server_onupdate(ColumnSpec& spec, Ptr<const ServerDefault> value);
void set_server_default(ColumnSpec& spec, std::string_view text);

/// The options of foreign_key<>, as texts; empty: not given.
struct ForeignKeyTexts {
  std::string_view ondelete, onupdate, name;
  bool use_alter = false;
};
void add_foreign_key(ColumnSpec& spec, std::string_view target, const ForeignKeyTexts& texts);

Ptr<const ColumnDefault> sql_default(const SqlExpression& sql);
Ptr<const ServerDefault> sql_server_default(const SqlExpression& sql);
Ptr<const ColumnDefault> sequence_default(const Sequence& sequence);

/// What a user gives as a default, made into one.
template <class T>
Ptr<const ColumnDefault> make_default(T&& value) {
  using U = std::remove_cvref_t<T>;
  if constexpr (std::derived_from<U, SqlExpression>) {
    return sql_default(value);
  } else if constexpr (std::same_as<U, Sequence>) {
    return sequence_default(value);
  } else if constexpr (std::invocable<const U&, const DefaultContext&>) {
    return make_ptr<ColumnDefault>(ColumnDefault::ContextFunction(
        [f = std::forward<T>(value)](const DefaultContext& c) { return Value(f(c)); }));
  } else if constexpr (std::invocable<const U&>) {
    return make_ptr<ColumnDefault>(
        ColumnDefault::Function([f = std::forward<T>(value)] { return Value(f()); }));
  } else {
    static_assert(
        std::constructible_from<Value, T>,
        "a column's default is a value, an SQL expression, a function without parameters, "
        "or a function of const DefaultContext&");
    return make_ptr<ColumnDefault>(Value(std::forward<T>(value)));
  }
}

}  // namespace detail

// ---- options without a value --------------------------------------------------------------------

struct PrimaryKeyOption {
  static void apply(ColumnSpec& s) { detail::set_primary_key(s); }
};
struct NotNullOption {
  static void apply(ColumnSpec& s) { detail::set_nullable(s, false); }
};
struct NullableOption {
  static void apply(ColumnSpec& s) { detail::set_nullable(s, true); }
};
struct UniqueOption {
  static void apply(ColumnSpec& s) { detail::set_unique(s); }
};
struct IndexOption {
  static void apply(ColumnSpec& s) { detail::set_index(s); }
};
struct SystemOption {
  static void apply(ColumnSpec& s) { detail::set_system(s); }
};
struct InsertSentinelOption {
  static void apply(ColumnSpec& s) { detail::set_insert_sentinel(s); }
};

// Functions rather than objects, so that a user's local variable of the same name shadows nothing;
// they are named, not called: `Column("id", Integer(), primary_key)`.
[[nodiscard]] constexpr PrimaryKeyOption primary_key() {
  return {};
}
[[nodiscard]] constexpr NotNullOption not_null() {
  return {};
}
[[nodiscard]] constexpr NullableOption nullable() {
  return {};
}
/// A UNIQUE constraint on the column; together with `indexed` a unique index instead.
[[nodiscard]] constexpr UniqueOption unique() {
  return {};
}
/// An index on the column. `cupel::index` is the same; after `using namespace cupel` the C
/// library's function of that name makes the short form ambiguous.
[[nodiscard]] constexpr IndexOption indexed() {
  return {};
}
[[nodiscard]] constexpr IndexOption index() {
  return {};
}
/// A column that the database brings along (PostgreSQL's xmin): usable in queries, left out of DDL.
[[nodiscard]] constexpr SystemOption system_column() {
  return {};
}
/// A column whose values tell the rows of one batch of INSERTs apart; one a table. It needs a
/// default of the program or of a monotonic() function, an Identity, or NOT NULL. See also
/// insert_sentinel().
[[nodiscard]] constexpr InsertSentinelOption sentinel_column() {
  return {};
}

// ---- options with a value: as an argument of Column ---------------------------------------------

/// One option with a run-time value, made by the functions below.
template <class Value_, void (*Set)(ColumnSpec&, Value_)>
struct ValueOption {
  Value_ value;
  void apply(ColumnSpec& s) const { Set(s, value); }
};

/// Text as it is given; borrowed until the Column is made.
using TextSetter = void (*)(ColumnSpec&, std::string_view);
template <TextSetter Set>
struct TextOption {
  std::string value;
  void apply(ColumnSpec& s) const { Set(s, value); }
};
template <class Default, void (*Set)(ColumnSpec&, Ptr<const Default>)>
struct DefaultOption {
  Ptr<const Default> value;
  void apply(ColumnSpec& s) const { Set(s, value); }
};
using InsertDefaultOption = DefaultOption<ColumnDefault, detail::set_default>;
using OnUpdateOption = DefaultOption<ColumnDefault, detail::set_onupdate>;
using ServerDefaultOption = DefaultOption<ServerDefault, detail::set_server_default>;
using ServerOnUpdateOption = DefaultOption<ServerDefault, detail::set_server_onupdate>;
using CommentOption = TextOption<detail::set_comment>;
using DocOption = TextOption<detail::set_doc>;
using KeyOption = TextOption<detail::set_key>;
using AutoincrementTextOption = TextOption<detail::set_autoincrement>;
using AutoincrementOption = ValueOption<bool, detail::set_autoincrement>;
using QuoteOption = ValueOption<bool, detail::set_quote>;

/// The value of an INSERT that gives none: a value, a callable (without parameters, or of
/// `const DefaultContext&`), or an SQL expression.
template <class T>
[[nodiscard]] InsertDefaultOption default_(T&& value) {
  return {detail::make_default(std::forward<T>(value))};
}
/// The same under SQLAlchemy's other name, for classes whose members have a `default_` of C++.
template <class T>
[[nodiscard]] InsertDefaultOption insert_default(T&& value) {
  return default_(std::forward<T>(value));
}
/// The same for UPDATE.
template <class T>
[[nodiscard]] OnUpdateOption onupdate(T&& value) {
  return {detail::make_default(std::forward<T>(value))};
}
/// DEFAULT of the DDL, as a string literal: `server_default("new")`; `text("0")` and other SQL
/// expressions as they are.
[[nodiscard]] inline ServerDefaultOption server_default(std::string_view text) {
  return {make_ptr<ServerDefault>(std::string(text))};
}
[[nodiscard]] inline ServerDefaultOption server_default(const SqlExpression& sql) {
  return {detail::sql_server_default(sql)};
}
/// A value that the database puts in at every UPDATE; nothing is rendered, the value is fetched.
[[nodiscard]] inline ServerOnUpdateOption server_onupdate(const SqlExpression& sql) {
  return {detail::sql_server_default(sql)};
}
[[nodiscard]] inline CommentOption comment(std::string_view text) {
  return {std::string(text)};
}
/// Documentation for the program; not in the DDL.
[[nodiscard]] inline DocOption doc(std::string_view text) {
  return {std::string(text)};
}
/// The name under which the program knows the column: `t.c["key"]`.
[[nodiscard]] inline KeyOption column_key(std::string_view key) {
  return {std::string(key)};
}
/// false: the key is supplied by the program; true: drawn by the database, also in a composite key.
[[nodiscard]] inline AutoincrementOption autoincrement(bool value) {
  return {value};
}
/// "auto" or "ignore_fk". Throws ArgumentError for another word when the Column is made.
[[nodiscard]] inline AutoincrementTextOption autoincrement(const char* value) {
  return {value};
}
/// Whether the name is quoted, whatever it looks like.
[[nodiscard]] inline QuoteOption quote(bool value) {
  return {value};
}

// ---- options with a value: as a template argument
// ------------------------------------------------

namespace detail {

/// A constant as a template argument: number, bool, enum, or string literal.
template <class T>
struct Constant {
  T value{};
  constexpr Constant(T v) : value(v) {}
  [[nodiscard]] constexpr T get() const { return value; }
};
template <std::size_t N>
struct Constant<FixedString<N>> {
  FixedString<N> value;
  consteval Constant(const char (&literal)[N]) : value(literal) {}
  [[nodiscard]] constexpr std::string_view get() const { return value.view(); }
};
template <class T>
Constant(T) -> Constant<T>;
template <std::size_t N>
Constant(const char (&)[N]) -> Constant<FixedString<N>>;

}  // namespace detail

template <std::uint32_t N>
struct LengthOption {
  static_assert(N > 0, "length<N>: a column of length 0 holds nothing");
  static void apply(ColumnSpec& s) { detail::set_length(s, N); }
};
/// Length of a String, Text or LargeBinary column.
template <std::uint32_t N>
inline constexpr LengthOption<N> length{};

template <FixedString Name>
struct ColumnNameOption {
  static void apply(ColumnSpec& s) { detail::set_name(s, Name.view()); }
};
/// The column's name where it is not that of the member.
template <FixedString Name>
inline constexpr ColumnNameOption<Name> column_name{};

template <class Type, auto... Args>
struct SqlTypeOption {
  static void apply(ColumnSpec& s) { detail::set_type(s, make_ptr<Type>(Args...)); }
};
/// The SQL type where it does not follow from the C++ type: `sql_type<Text>`,
/// `sql_type<Numeric, 10, 2>`.
template <class Type, auto... Args>
inline constexpr SqlTypeOption<Type, Args...> sql_type{};

template <detail::Constant V>
struct DefaultConstant {
  static void apply(ColumnSpec& s) { detail::set_default(s, detail::make_default(V.get())); }
};
template <detail::Constant V>
[[nodiscard]] constexpr DefaultConstant<V> default_() {
  return {};
}
template <detail::Constant V>
struct OnUpdateConstant {
  static void apply(ColumnSpec& s) { detail::set_onupdate(s, detail::make_default(V.get())); }
};
template <detail::Constant V>
[[nodiscard]] constexpr OnUpdateConstant<V> onupdate() {
  return {};
}
template <FixedString Text>
struct ServerDefaultConstant {
  static void apply(ColumnSpec& s) { detail::set_server_default(s, Text.view()); }
};
template <FixedString Text>
[[nodiscard]] constexpr ServerDefaultConstant<Text> server_default() {
  return {};
}
template <FixedString Text>
struct CommentConstant {
  static void apply(ColumnSpec& s) { detail::set_comment(s, Text.view()); }
};
template <FixedString Text>
[[nodiscard]] constexpr CommentConstant<Text> comment() {
  return {};
}
template <bool V>
struct AutoincrementConstant {
  static void apply(ColumnSpec& s) { detail::set_autoincrement(s, V); }
};
template <bool V>
[[nodiscard]] constexpr AutoincrementConstant<V> autoincrement() {
  return {};
}

template <FixedString Action>
struct OnDeleteAction {
  static constexpr void put(detail::ForeignKeyTexts& t) { t.ondelete = Action.view(); }
};
template <FixedString Action>
struct OnUpdateAction {
  static constexpr void put(detail::ForeignKeyTexts& t) { t.onupdate = Action.view(); }
};
struct UseAlterOption {
  static constexpr void put(detail::ForeignKeyTexts& t) { t.use_alter = true; }
};
/// Inside foreign_key<>: `foreign_key<"users.id", ondelete<"CASCADE">>`.
template <FixedString Action>
inline constexpr OnDeleteAction<Action> ondelete{};
template <FixedString Action>
inline constexpr OnUpdateAction<Action> on_update_action{};
inline constexpr UseAlterOption use_alter{};

template <FixedString Target, auto... Options>
struct ForeignKeyOption {
  static_assert(Target.view().size() > 0, "foreign_key<\"table.column\">: the target is empty");
  static void apply(ColumnSpec& s) {
    detail::ForeignKeyTexts texts;
    (Options.put(texts), ...);
    detail::add_foreign_key(s, Target.view(), texts);
  }
};
template <FixedString Target, auto... Options>
inline constexpr ForeignKeyOption<Target, Options...> foreign_key{};

// ---- reading them
// ----------------------------------------------------------------------------------

namespace detail {

/// An option, or the function that stands for it, as the option itself.
template <class T>
constexpr decltype(auto) option_object(const T& option) {
  if constexpr (std::is_invocable_v<const T&>) {
    return option();
  } else {
    return (option);
  }
}

template <class T>
concept AppliesToColumn =
    requires(const T& option, ColumnSpec& spec) { option_object(option).apply(spec); };

}  // namespace detail

/// The type of the option that a template argument is, or whose function it is.
template <auto Option>
using OptionType = std::remove_cvref_t<decltype(detail::option_object(Option))>;

/// True for a template argument that is a column option.
template <auto Option>
inline constexpr bool is_column_option = detail::AppliesToColumn<decltype(Option)>;

/// Adds the template argument `Option` to `spec`.
template <auto Option>
void apply_option(ColumnSpec& spec) {
  static_assert(
      is_column_option<Option>,
      "this is no option of a column; columns know primary_key, not_null, nullable, unique, "
      "indexed, length<N>, column_name<\"x\">, sql_type<T>, default_<V>, onupdate<V>, "
      "server_default<\"x\">, comment<\"x\">, autoincrement<B>, foreign_key<\"t.c\">");
  detail::option_object(Option).apply(spec);
}

}  // namespace cupel
