#pragma once

#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <cupel/schema/options.hpp>
#include <cupel/schema/table.hpp>
#include <cupel/types/type_traits.hpp>
#include <cupel/util/reflect.hpp>

namespace cupel {

/// A column of a TypedTable: an Expr<T> whose declaration is its type. The SQL type follows from T,
/// an optional<T> may be NULL; the options are those of `Mapped` and of Column:
///
///     TypedColumn<std::string, length<50>, unique> name{};
///
/// A handle, empty until a TypedTable or columns_in() has filled it; copies mean the same column.
template <class T, auto... options>
class TypedColumn : public Expr<T> {
 public:
  static_assert(Storable<T>,
                "TypedColumn<T>: Cupel does not know how to store this C++ type; use a type it "
                "knows (numbers, std::string, dates, ...) or specialise cupel::TypeTraits<T>");

  TypedColumn() = default;

 private:
  template <class Columns>
  friend class TypedTable;

  explicit TypedColumn(ColumnPtr node) noexcept : Expr<T>(std::move(node)) {}
  static Column declared(std::string_view name) {
    ColumnSpec spec;
    spec.name = name;
    spec.type = sql_type_of<T>();
    (apply_option<options>(spec), ...);
    if (!spec.nullable && !spec.primary_key) spec.nullable = is_nullable<T>;
    return Column(std::move(spec));
  }
};

namespace detail {

template <class M>
inline constexpr bool kIsTypedColumnMember = false;
template <class T, auto... options>
inline constexpr bool kIsTypedColumnMember<TypedColumn<T, options...>> = true;

}  // namespace detail

/// A Table whose columns are members with C++ types, checked by the compiler:
///
///     struct UserColumns {
///       TypedColumn<std::int64_t, primary_key> id{};
///       TypedColumn<std::string, length<50>> name{};
///       TypedColumn<std::optional<std::int64_t>, foreign_key<"companies.id">> company_id{};
///     };
///     const TypedTable<UserColumns> users("users", metadata);
///     for (auto&& [id, name] : conn.execute(select(users.c.id, users.c.name))) ...
///
/// `Columns` is a struct of TypedColumns, each called as its column (`column_name<"x">` says
/// otherwise). A TypedTable is a Table in everything else; as one, its columns are found by key.
/// Lifetime and thread safety: as Table.
template <class Columns>
class TypedTable : public Table {
 public:
  /// Declares the table in `metadata`: `args` are further columns, constraints, indexes, and the
  /// TableOptions in the first place. Throws as Table.
  template <class... Args>
  TypedTable(std::string_view name, const MetaData& metadata, const Args&... args)
      : TypedTable(Table(name, metadata, declared_columns(), args...)) {}
  template <class... Args>
  TypedTable(std::string_view name, const MetaData& metadata, TableOptions options,
             const Args&... args)
      : TypedTable(Table(name, metadata, std::move(options), declared_columns(), args...)) {}
  /// A table that is there, a reflected one say, seen through `Columns`. The SQL types are the
  /// table's. Throws NoSuchColumnError where it lacks one of them.
  explicit TypedTable(const Table& table) : Table(table), c(columns_in(table)) {}

  /// The columns.
  const Columns c;

  /// The columns of an alias or subquery of this table (of anything that has columns of their
  /// names): `const auto manager = users.alias("m"); users.columns_in(manager).id`.
  /// Throws NoSuchColumnError where `from` lacks one of them.
  [[nodiscard]] static Columns columns_in(const FromExpr& from) {
    Columns out{};
    for_each_field(out, [&]<class M>(M& member, std::string_view name) {
      member = M(from.c[key_of<M>(name)].node());
    });
    return out;
  }

 private:
  static std::vector<Column> declared_columns() {
    std::vector<Column> out;
    out.reserve(field_count<Columns>);
    for_each_field_type<Columns>([&]<class M>(std::string_view name, std::size_t) {
      static_assert(detail::kIsTypedColumnMember<M>,
                    "the members of a struct of columns are TypedColumn<T, options...>");
      out.push_back(M::declared(name));
    });
    return out;
  }
  template <class M>
  static std::string key_of(std::string_view name) {
    return M::declared(name).key();
  }
};

}  // namespace cupel
