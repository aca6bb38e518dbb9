#pragma once
// Composites in SQL: `col(&Vertex::start) == Point{1, 2}`, `select(&Vertex::start)`.

#include <array>
#include <cstddef>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/orm/attributes/composite.hpp"
#include "cupel/orm/query/entity.hpp"
#include "cupel/orm/query/orm_result.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/types/type_traits.hpp"

namespace cupel {

namespace detail {

/// Each column compared with its value, all of it in AND.
Expr<bool> compare_composite(Operator op, const ColumnPtr& composite, std::vector<Value> values);
/// Each column by the same modifier, in a row.
Expr<Untyped> order_composite(const ColumnPtr& composite, bool descending);
/// column = value, for each column.
std::vector<Assignment> assign_composite(const ColumnPtr& composite, std::vector<Value> values);
/// The composite of an entity or an alias of one.
ColumnPtr composite_of(const EntityFrom& entity, const Attribute& composite);

template <class T>
std::vector<Value> composite_values(const T& whole) {
  std::vector<Value> values(kCompositeArity<T>);
  kCompositeOps<T>.split(&whole, values.data());
  return values;
}

/// A class that comes from several columns: no column type, and taken apart by CompositeTraits.
template <class T>
inline constexpr bool kIsCompositeValue = !Storable<T> && Reflectable<T> && !kIsEntityRef<T>;
template <class T>
inline constexpr bool kIsCompositeValue<std::optional<T>> = kIsCompositeValue<T>;

}  // namespace detail

/// A composite attribute in SQL. Compared with a T, each of its columns is compared with its value,
/// and all must hold; selected, it is a T. An immutable value.
template <class T>
class CompositeExpr {
 public:
  explicit CompositeExpr(ColumnPtr node) noexcept : node_(std::move(node)) {}
  [[nodiscard]] const ColumnPtr& node() const noexcept { return node_; }

  /// All columns by the same direction.
  [[nodiscard]] Expr<Untyped> asc() const { return detail::order_composite(node_, false); }
  [[nodiscard]] Expr<Untyped> desc() const { return detail::order_composite(node_, true); }

  friend Expr<bool> operator==(const CompositeExpr& a, const T& b) {
    return a.compare(Operator::eq, b);
  }
  friend Expr<bool> operator!=(const CompositeExpr& a, const T& b) {
    return a.compare(Operator::ne, b);
  }
  friend Expr<bool> operator<(const CompositeExpr& a, const T& b) {
    return a.compare(Operator::lt, b);
  }
  friend Expr<bool> operator<=(const CompositeExpr& a, const T& b) {
    return a.compare(Operator::le, b);
  }
  friend Expr<bool> operator>(const CompositeExpr& a, const T& b) {
    return a.compare(Operator::gt, b);
  }
  friend Expr<bool> operator>=(const CompositeExpr& a, const T& b) {
    return a.compare(Operator::ge, b);
  }
  /// All columns are NULL, or none is.
  friend Expr<bool> operator==(const CompositeExpr& a, std::nullptr_t) {
    return detail::compare_composite(Operator::eq, a.node_, nulls());
  }
  friend Expr<bool> operator!=(const CompositeExpr& a, std::nullptr_t) {
    return detail::compare_composite(Operator::ne, a.node_, nulls());
  }

 private:
  static std::vector<Value> nulls() { return std::vector<Value>(detail::kCompositeArity<T>); }
  Expr<bool> compare(Operator op, const T& value) const {
    return detail::compare_composite(op, node_, detail::composite_values(value));
  }

  ColumnPtr node_;
};

template <class T>
struct ExprTraits<CompositeExpr<T>> {
  using type = T;
  static ElementPtr element(const CompositeExpr<T>& composite) { return composite.node(); }
};

/// `update<Vertex>().values({{&Vertex::start, Point{7, 8}}})`
template <class T, class C>
struct AssignmentTraits<Composite<T> C::*> {
  static std::vector<Assignment> parts(Composite<T> C::*member, const T& value) {
    return detail::assign_composite(detail::attribute_expression(attribute_of(member)),
                                    detail::composite_values(value));
  }
};

namespace detail {

template <class T>
  requires kIsCompositeValue<T>
struct ItemReader<T> {
  template <std::size_t... i>
  static auto decoders(const OrmCursor& cursor, std::size_t cell, std::index_sequence<i...>) {
    return std::array<Decoder, sizeof...(i)>{
        cursor.decoder<std::optional<Unwrapped<std::tuple_element_t<i, CompositeTuple<T>>>>>(cell +
                                                                                             i)...};
  }
  void prepare(const OrmCursor& cursor, std::size_t item) {
    cell = cursor.cell_of(item);
    decoders_ = decoders(cursor, cell, std::make_index_sequence<kCompositeArity<T>>());
  }
  void read(OrmCursor&, const Cell* cells, T& out) const {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      Value values[sizeof...(i)];
      (read_one<std::tuple_element_t<i, CompositeTuple<T>>>(decoders_[i], cells[cell + i],
                                                            values[i]),
       ...);
      kCompositeOps<T>.join(values, &out);
    }(std::make_index_sequence<kCompositeArity<T>>());
  }

  std::size_t cell = 0;
  std::array<Decoder, kCompositeArity<T>> decoders_{};

 private:
  template <class Field>
  static void read_one(const Decoder& decoder, const Cell& cell, Value& value) {
    std::optional<Unwrapped<Field>> field;
    decoder(cell, &field);
    value = scalar_to_value(field);
  }
};

template <class T>
  requires kIsCompositeValue<T>
inline constexpr bool kIsOrmItem<T> = true;

}  // namespace detail

}  // namespace cupel
