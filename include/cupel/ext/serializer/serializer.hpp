#pragma once
// Statements and expressions as bytes, and back: what SQLAlchemy's `sqlalchemy.ext.serializer` is.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeindex>
#include <typeinfo>
#include <utility>
#include <vector>

#include <cupel/schema/fwd.hpp>
#include <cupel/sql/expression/constructors.hpp>
#include <cupel/sql/expression/dml_builder.hpp>
#include <cupel/sql/expression/from_expr.hpp>
#include <cupel/sql/expression/select_builder.hpp>
#include <cupel/types/parameters.hpp>
#include <cupel/types/type_engine.hpp>

namespace cupel {

class Merge;
class MergeState;

namespace serializer {

/// The arguments of a type, as its for_each_field() listed them when it was written.
class TypeArguments {
 public:
  struct Argument {
    std::string name;  ///< empty for a positional one
    Value value;
    TypePtr type;  ///< in place of `value`
  };
  explicit TypeArguments(std::vector<Argument> all) noexcept : all_(std::move(all)) {}

  /// The value of that name; NULL where there is none.
  [[nodiscard]] const Value& value(std::string_view name) const noexcept;
  /// The type at that place among those that are types. Throws DataError when there are fewer.
  [[nodiscard]] const TypePtr& type(std::size_t place) const;
  [[nodiscard]] const std::vector<Argument>& all() const noexcept { return all_; }

 private:
  std::vector<Argument> all_;
};

using TypeMaker = std::function<TypePtr(const TypeArguments&)>;

}  // namespace serializer

namespace detail {

void register_type_class(std::string_view name, std::type_index type, serializer::TypeMaker make);

/// What loads() is asked for.
enum class SerializedRoot : std::uint8_t {
  expression,
  from,
  cte,
  select,
  compound_select,
  insert,
  update,
  delete_,
  merge,
  text,
};

struct LoadedRoot {
  ElementPtr element;
  Parameters options;
  Parameters params;
};

std::string dump_root(const ElementPtr& element, const Parameters* options,
                      const Parameters* params);
/// `columns`: how many the statement must have; 0: any number.
LoadedRoot load_root(std::string_view bytes, const MetaData& metadata, SerializedRoot wanted,
                     std::size_t columns);

template <class T>
inline constexpr bool kIsSerializedHandle = false;

/// How a handle of type T is made of what was read.
template <class T>
struct SerializedHandle {
  static_assert(kIsSerializedHandle<T>,
                "loads() makes Expr<...>, FromExpr, CteExpr, Select<...>, CompoundExpr<...>, "
                "Insert, Update, Delete, Merge, TextExpr; an INSERT of one dialect is an Insert");
};

template <class NodeType, SerializedRoot Root, std::size_t Columns = 0>
struct SerializedAs {
  using Node = NodeType;
  static constexpr SerializedRoot root = Root;
  static constexpr std::size_t columns = Columns;
};

template <class T>
struct SerializedHandle<Expr<T>> : SerializedAs<ColumnElement, SerializedRoot::expression> {};
template <>
struct SerializedHandle<SqlExpression> : SerializedAs<ColumnElement, SerializedRoot::expression> {};
template <>
struct SerializedHandle<FromExpr> : SerializedAs<FromClause, SerializedRoot::from> {};
template <>
struct SerializedHandle<CteExpr> : SerializedAs<CTE, SerializedRoot::cte> {};
template <class... Ts>
struct SerializedHandle<Select<Ts...>>
    : SerializedAs<SelectBase, SerializedRoot::select, sizeof...(Ts)> {};
template <class... Ts>
struct SerializedHandle<CompoundExpr<Ts...>>
    : SerializedAs<SelectBase, SerializedRoot::compound_select, sizeof...(Ts)> {};
template <>
struct SerializedHandle<Insert> : SerializedAs<InsertState, SerializedRoot::insert> {};
template <>
struct SerializedHandle<Update> : SerializedAs<UpdateState, SerializedRoot::update> {};
template <>
struct SerializedHandle<Delete> : SerializedAs<DeleteState, SerializedRoot::delete_> {};
template <>
struct SerializedHandle<Merge> : SerializedAs<MergeState, SerializedRoot::merge> {};
template <>
struct SerializedHandle<TextExpr> : SerializedAs<TextClause, SerializedRoot::text> {};

}  // namespace detail

/// Writes statements and expressions into bytes and makes them of such bytes again, later or in
/// another process with tables of the same names: for a saved search, a queue of work, a cache.
///
///     std::string bytes = serializer::dumps(select(users.c["name"]).where(users.c["id"] > 5));
///     auto stmt = serializer::loads<Select<>>(bytes, metadata);
///
/// What goes along: the whole tree with the values of its parameters, and of a statement its
/// execution options and params(). A Table is written by its name and looked up in the MetaData
/// that loads() is given, its columns by their keys; a light table() and its columns are written
/// whole. What stands in a tree several times (an alias, a CTE, a parameter) is one thing again
/// when it was one before. Anonymous names get new numbers, so that a statement that was read may
/// stand in others.
///
/// What does not, and is refused by dumps(): parameters with a callable, operators with a function
/// of the program, entities of the ORM and what is made of them (select the columns of the table
/// instead), columns, tables and sequences that are in no MetaData, DDL. A type of one's own, or of
/// a dialect, goes along where it is the type of a column of one of the tables, or was made known
/// by register_type() or register_type_class(), as must be an Enum with a sort key; a construct of
/// one's own, or of a dialect, where register_construct() of construct.hpp made it known.
///
/// The bytes begin with "cupel.serializer" and the number of the format. The same tree gives the
/// same bytes. Bytes need not be trusted: what is damaged or made up is refused with an error, and
/// no code of theirs runs. But they carry no signature, and what they say becomes SQL: who can
/// change them can write statements.
///
/// Thread safety: all functions may be called by several threads at once.
namespace serializer {

/// A statement, expression or FROM element. Throws InvalidRequestError for what cannot be written,
/// see above; there are no bytes then.
template <class X>
  requires(std::derived_from<X, Executable> || std::derived_from<X, SqlExpression> ||
           std::derived_from<X, FromExpr>)
[[nodiscard]] std::string dumps(const X& x) {
  if constexpr (std::derived_from<X, Executable>) {
    const auto& statement = static_cast<const Executable&>(x);
    return detail::dump_root(statement.element(), statement.execution_options(),
                             statement.bound_params());
  } else {
    return detail::dump_root(x.node(), nullptr, nullptr);
  }
}

/// What dumps() wrote, as a T: Expr<...>, FromExpr, CteExpr, Select<...>, CompoundExpr<...>,
/// Insert, Update, Delete, Merge, TextExpr. An Upsert or an INSERT of one dialect is an Insert
/// again.
///
/// Throws DataError for bytes that are not dumps()'s, damaged or of another version;
/// InvalidRequestError where they hold something else than a T, or a name that is not there any
/// more: a table or sequence of the metadata, a column of a table, a registered type.
template <class T>
[[nodiscard]] T loads(std::string_view bytes, const MetaData& metadata) {
  using Handle = detail::SerializedHandle<T>;
  using Node = const typename Handle::Node;
  detail::LoadedRoot loaded = detail::load_root(bytes, metadata, Handle::root, Handle::columns);
  T handle(static_ptr_cast<Node>(std::move(loaded.element)));
  if constexpr (std::derived_from<T, Executable>) {
    if (!loaded.options.empty()) handle = handle.execution_options(loaded.options);
    if (!loaded.params.empty()) handle = handle.params(loaded.params);
  }
  return handle;
}

/// Makes a type known under a name, so that statements with it can be written and read: one of
/// one's own, or of a single dialect, with these very arguments.
///
///     serializer::register_type("inet", postgresql::INET());
///
/// The last registration of a name counts. Throws ArgumentError for an empty name.
void register_type(std::string_view name, const TypeArg& type);

/// Makes a class of types known, whose objects differ in what for_each_field() lists: they are
/// written by the name and those arguments, of which `make` makes them again.
///
///     serializer::register_type_class<postgresql::ARRAY>(
///         "postgresql.array", [](const serializer::TypeArguments& arguments) {
///           return make_ptr<postgresql::ARRAY>(TypeArg(arguments.type(0)));
///         });
///
/// dumps() refuses an object that does not come back equal. `make` may be called by several threads
/// at once. The last registration of a class and of a name counts. Throws ArgumentError for an
/// empty name.
template <std::derived_from<TypeEngine> T>
void register_type_class(std::string_view name, TypeMaker make) {
  detail::register_type_class(name, typeid(T), std::move(make));
}
/// The same for a class without arguments.
template <std::derived_from<TypeEngine> T>
  requires std::is_default_constructible_v<T>
void register_type_class(std::string_view name) {
  detail::register_type_class(name, typeid(T), [](const TypeArguments&) { return make_ptr<T>(); });
}

}  // namespace serializer

}  // namespace cupel
