#pragma once

#include <cupel/sql/expression/expr.hpp>

namespace cupel {

/// SQL around the values of a type: what a type of one's own implements beside TypeEngine.
///
///     class Geometry : public UserDefinedTypeOf<Geometry>, public SqlValueExpressions {
///       Expr<Untyped> bind_expression(const Expr<Untyped>& value) const override {
///         return func("ST_GeomFromText", value).type(*this);
///       }
///       Expr<Untyped> column_expression(const Expr<Untyped>& column) const override {
///         return func("ST_AsText", column).type(*this);
///       }
///     };
///
/// Types are shared by threads: both functions may be called by several at once.
class SqlValueExpressions {
 public:
  /// What stands in a statement for a value of the type; an empty handle: the parameter alone.
  [[nodiscard]] virtual Expr<Untyped> bind_expression(const Expr<Untyped>& /*value*/) const {
    return {};
  }
  /// What stands in the columns of a result for a column of the type; an empty handle: the column.
  /// WHERE, ORDER BY and so on name the column itself.
  [[nodiscard]] virtual Expr<Untyped> column_expression(const Expr<Untyped>& /*column*/) const {
    return {};
  }

 protected:
  SqlValueExpressions() = default;
  SqlValueExpressions(const SqlValueExpressions&) = default;
  ~SqlValueExpressions() = default;
};

}  // namespace cupel
