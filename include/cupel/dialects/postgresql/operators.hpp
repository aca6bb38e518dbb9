#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/dialects/postgresql/range.hpp>
#include <cupel/dialects/postgresql/types.hpp>
#include <cupel/sql/expression/constructors.hpp>
#include <cupel/sql/expression/extension_element.hpp>
#include <cupel/sql/expression/func.hpp>

/// The operators of PostgreSQL's arrays, documents, hstores and ranges, as functions of the
/// expression on their left: `overlaps(pgdocs.c["span"], Range(1, 5))`. contains() and `[]` are
/// members of the expression.
namespace cupel::postgresql {

// --- arrays ------------------------------------------------------------------------------------

/// ARRAY[a, b]: the node behind array().
class ArrayLiteral final : public FieldsOf<ArrayLiteral, ExtensionElement> {
 public:
  static constexpr std::string_view kName = "postgresql.array";

  /// `item_type` null: that of the first item. `says_type`: it was given, and an array without
  /// items is cast to it.
  ArrayLiteral(ColumnList items, TypePtr item_type, bool says_type);
  [[nodiscard]] const ColumnList& items() const noexcept { return items_; }
  [[nodiscard]] bool says_type() const noexcept { return says_type_; }
  [[nodiscard]] std::string_view construct_name() const noexcept override { return kName; }
  ColumnPtr self_group(OperatorRef against = {}) const override;
  /// A list beside the array is one as well: ARRAY[1] || ARRAY[2, 3].
  ColumnPtr operand_of(Operator op, const Value& value) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("items", self.items_);
    f("says_type", self.says_type_);
  }

 private:
  ColumnList items_;
  bool says_type_;
};

/// ARRAY[items]: expressions, plain values (bound), nested arrays.
[[nodiscard]] Expr<Untyped> array(const std::vector<Operand>& items);
[[nodiscard]] Expr<Untyped> array(const std::vector<Operand>& items, const TypeArg& item_type);
[[nodiscard]] inline Expr<Untyped> array(std::initializer_list<Operand> items) {
  return array(std::vector<Operand>(items));
}
[[nodiscard]] inline Expr<Untyped> array(std::initializer_list<Operand> items,
                                         const TypeArg& item_type) {
  return array(std::vector<Operand>(items), item_type);
}

// --- what several types have -------------------------------------------------------------------

/// left @> right, left <@ right, left && right (arrays, ranges; JSONB and HSTORE the first two).
[[nodiscard]] Expr<bool> contains(const SqlExpression& left, Operand right);
[[nodiscard]] Expr<bool> contained_by(const SqlExpression& left, Operand right);
[[nodiscard]] Expr<bool> overlaps(const SqlExpression& left, Operand right);
/// SQLAlchemy's name of overlaps() for arrays.
[[nodiscard]] inline Expr<bool> overlap(const SqlExpression& left, Operand right) {
  return overlaps(left, std::move(right));
}

// --- JSONB and HSTORE ----------------------------------------------------------------------------

/// left ? key, left ?& keys, left ?| keys. Lists of keys go as TEXT[].
[[nodiscard]] Expr<bool> has_key(const SqlExpression& left, Operand key);
[[nodiscard]] Expr<bool> has_all(const SqlExpression& left, Operand keys);
[[nodiscard]] Expr<bool> has_any(const SqlExpression& left, Operand keys);

// --- JSON and JSONB ------------------------------------------------------------------------------

/// An element of a document as text: `astext(docs.c["data"]["a"])` is data ->> 'a'.
/// Throws InvalidRequestError for what is no index into a document.
[[nodiscard]] Expr<std::optional<std::string>> astext(const SqlExpression& element);
/// left #- path: without what stands at the path.
[[nodiscard]] Expr<Untyped> delete_path(const SqlExpression& left, Operand path);
/// left @? path, left @@ path: whether a JSON path finds something, or holds.
[[nodiscard]] Expr<bool> path_exists(const SqlExpression& left, Operand path);
[[nodiscard]] Expr<bool> path_match(const SqlExpression& left, Operand path);

// --- HSTORE --------------------------------------------------------------------------------------

/// hstore(key, value), hstore(array), hstore(keys, values).
template <class... X>
[[nodiscard]] FunctionExpr<Untyped> hstore(const X&... x) {
  return func("hstore", x...).type(HSTORE());
}
/// defined(left, key): the key is there and its value is not NULL.
[[nodiscard]] Expr<bool> defined(const SqlExpression& left, Operand key);
/// delete(left, key): without a key, or an array of them.
[[nodiscard]] Expr<Untyped> delete_key(const SqlExpression& left, Operand key);
/// slice(left, keys): these keys alone.
[[nodiscard]] Expr<Untyped> slice(const SqlExpression& left, Operand keys);
/// akeys(left), avals(left): arrays of the keys and of the values.
[[nodiscard]] Expr<Untyped> keys(const SqlExpression& left);
[[nodiscard]] Expr<Untyped> vals(const SqlExpression& left);
/// hstore_to_array(left), hstore_to_matrix(left): keys and values in turns, or in pairs.
[[nodiscard]] Expr<Untyped> to_array(const SqlExpression& left);
[[nodiscard]] Expr<Untyped> to_matrix(const SqlExpression& left);

// --- ranges and multiranges ----------------------------------------------------------------------

/// left << right, left >> right, left &> right, left &< right, left -|- right. Union, difference
/// and intersection are `+`, `-` and `*`.
[[nodiscard]] Expr<bool> strictly_left_of(const SqlExpression& left, Operand right);
[[nodiscard]] Expr<bool> strictly_right_of(const SqlExpression& left, Operand right);
[[nodiscard]] Expr<bool> not_extend_left_of(const SqlExpression& left, Operand right);
[[nodiscard]] Expr<bool> not_extend_right_of(const SqlExpression& left, Operand right);
[[nodiscard]] Expr<bool> adjacent_to(const SqlExpression& left, Operand right);

}  // namespace cupel::postgresql
