#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/fwd.hpp>
#include <cupel/sql/expression/operand.hpp>
#include <cupel/sql/expression/operators.hpp>
#include <cupel/sql/traversal/name.hpp>
#include <cupel/types/fwd.hpp>

namespace cupel {

struct OperatorModifiers;

/// Options of like() and its relatives.
struct LikeOptions {
  std::optional<std::string> escape = {};  ///< the escape character: one character
  bool autoescape = false;  ///< escape % and _ in the value; only startswith, endswith, contains
};

/// Named settings of an operator for one dialect: {{"postgresql_regconfig", "english"}}.
using DialectSettings = std::vector<std::pair<std::string, std::string>>;

namespace detail {

// The compiled core of all operators: coercion of the other operand, precedence and grouping, type
// of the result, negation. What a user's operator calls.

/// left op right. Throws ArgumentError for operands that cannot stand there.
ColumnPtr operate(Operator op, const ColumnPtr& left, Operand&& right);
/// The same for a plain value, and for two expressions: the way of most conditions.
ColumnPtr operate_value(Operator op, const ColumnPtr& left, Value&& right);
ColumnPtr operate_nodes(Operator op, const ColumnPtr& left, const ColumnPtr& right);
/// The same with the plain value on the left.
ColumnPtr operate_reversed(Operator op, Operand left, const ColumnPtr& right);
ColumnPtr operate_with(Operator op, const ColumnPtr& left, Operand right,
                       Ptr<const OperatorModifiers> modifiers);
ColumnPtr operate_custom(Ptr<const CustomOperator> op, const ColumnPtr& left, Operand right);
/// `text` as a comparison that binds like `=`, with parentheses inside of other operators.
Ptr<const CustomOperator> containment_operator(std::string_view text);
ColumnPtr operate_unary(Operator op, const ColumnPtr& element);
ColumnPtr in_values(const ColumnPtr& left, std::vector<Value> values, bool negate);
ColumnPtr in_operands(const ColumnPtr& left, std::vector<Operand> values, bool negate);
ColumnPtr in_element(const ColumnPtr& left, Operand right, bool negate);
ColumnPtr between(const ColumnPtr& element, Operand low, Operand high, bool symmetric);
ColumnPtr like(Operator op, const ColumnPtr& left, Operand&& right, LikeOptions options);
ColumnPtr regexp(Operator op, const ColumnPtr& left, Operand pattern,
                 std::optional<std::string> flags);
ColumnPtr regexp_replace(const ColumnPtr& left, Operand pattern, Operand replacement,
                         std::optional<std::string> flags);
ColumnPtr collate(const ColumnPtr& element, std::string_view collation,
                  std::string_view schema = {});
ColumnPtr getitem(const ColumnPtr& element, Operand index);
ColumnPtr getitem_slice(const ColumnPtr& element, Operand start, Operand stop, Operand step);
ColumnPtr label(const ColumnPtr& element, const Name& name);
ColumnPtr match(const ColumnPtr& left, Operand right, const DialectSettings& settings);
/// right `op` ANY (left), or ALL.
ColumnPtr compare_with_all(Operator aggregate, Operator op, const ColumnPtr& left, Operand right);
/// An element of a document (JSON index or path) as another type.
ColumnPtr json_element_as(const ColumnPtr& element, TypePtr type);
ColumnPtr type_coerce(Operand element, TypePtr type);
ColumnPtr cast(Operand element, TypePtr type);

// Coercions: what may stand where, as SQLAlchemy's roles.

/// An operand as an expression; a plain value becomes a bind parameter of `type` (null: its own).
ColumnPtr coerce_expression(Operand operand, const TypePtr& type = {},
                            std::string_view bind_name = "param");
/// A condition: WHERE, HAVING, ON, and_(). A boolean column becomes AsBoolean where needed.
ColumnPtr coerce_condition(Operand&& operand);
/// ORDER BY, GROUP BY: text names a label or column.
ColumnPtr coerce_by_of(Operand operand, bool order_by);
/// The columns clause: FROM elements give their columns. Appends to both lists.
void coerce_columns(Operand operand, ColumnList& columns, ElementList& raw);
/// A FROM element. Throws ArgumentError for what is none.
FromPtr coerce_from(Operand operand);
/// A statement that can be united, or stand in FROM ... SELECT.
SelectBasePtr coerce_select(Operand operand);
/// LIMIT, OFFSET.
ColumnPtr coerce_limit(Operand&& operand, std::string_view clause);

}  // namespace detail
}  // namespace cupel
