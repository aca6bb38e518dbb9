#pragma once

#include <type_traits>
#include <utility>

#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/query/col.hpp"
#include "cupel/sql/expression/dml_builder.hpp"

namespace cupel {

namespace detail {
/// The table behind a mapped class.
FromExpr table_of_entity(const ClassInfo& class_info);
}  // namespace detail

/// INSERT, UPDATE, DELETE of a mapped class's rows. Values may be named by members:
/// `update<User>().where(col(&User::id) == 5).values({{&User::age, 10}})`.
/// Throws UnmappedClassError.
template <class T>
  requires std::is_class_v<T>
[[nodiscard]] Insert insert() {
  return cupel::insert(detail::table_of_entity(class_info<T>()));
}
template <class T>
  requires std::is_class_v<T>
[[nodiscard]] Update update() {
  return cupel::update(detail::table_of_entity(class_info<T>()));
}
template <class T>
  requires std::is_class_v<T>
[[nodiscard]] Delete delete_() {
  return cupel::delete_(detail::table_of_entity(class_info<T>()));
}

/// `mark_foreign` and `mark_remote` for users: the sides of a join condition.
template <class X>
[[nodiscard]] auto foreign(const X& column) {
  using T = detail::OperandTypeOf<X>;
  return Expr<T>(mark_foreign(detail::node_of(column)));
}
template <class X>
[[nodiscard]] auto remote(const X& column) {
  using T = detail::OperandTypeOf<X>;
  return Expr<T>(mark_remote(detail::node_of(column)));
}

}  // namespace cupel
