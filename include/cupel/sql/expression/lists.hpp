#pragma once

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// Elements separated by an operator or a comma; group() tells whether it asks for parentheses.
/// Its members may be any column expression; an empty list renders as nothing.
class ClauseList final : public FieldsOf<ClauseList, ColumnElement> {
 public:
  /// `op` is comma, or the operator between the elements.
  explicit ClauseList(ColumnList clauses, Operator op = Operator::comma, bool group = true,
                      bool group_contents = true);
  const ColumnList& clauses() const noexcept { return clauses_; }
  Operator op() const noexcept { return op_; }
  bool is_empty() const noexcept { return clauses_.empty(); }
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("clauses", self.clauses_);
    f("operator", self.op_);
    f("group", self.group_);
  }

 private:
  ColumnList clauses_;
  Operator op_;
  bool group_;
};

/// a + b + c: a chain of one associative operator.
class ExpressionClauseList final : public FieldsOf<ExpressionClauseList, ColumnElement> {
 public:
  ExpressionClauseList(ColumnList clauses, Operator op, TypePtr type, bool group = true,
                       Ptr<const CustomOperator> custom = {});
  const ColumnList& clauses() const noexcept { return clauses_; }
  Operator op() const noexcept { return op_; }
  const Ptr<const CustomOperator>& custom() const noexcept { return custom_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;
  ColumnPtr negate() const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("clauses", self.clauses_);
    f("operator", self.op_);
    f("custom", self.custom_);
    f("group", self.group_);
  }

 private:
  ColumnList clauses_;
  Ptr<const CustomOperator> custom_;
  Operator op_;
  bool group_;
};

/// a AND b AND c, a OR b.
class BooleanClauseList final : public FieldsOf<BooleanClauseList, ColumnElement> {
 public:
  /// The conjunction of `clauses` with true and false folded, nested lists of the same operator
  /// flattened; for one clause that clause. `op` is and_ or or_. Without clauses a list that
  /// renders as nothing, and a deprecation warning.
  static ColumnPtr construct(Operator op, ColumnList clauses);
  /// The same without looking at the clauses, which are grouped already.
  BooleanClauseList(Operator op, ColumnList clauses);

  const ColumnList& clauses() const noexcept { return clauses_; }
  Operator op() const noexcept { return op_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;
  ColumnPtr negate() const override;
  bool is_implicitly_boolean() const noexcept override { return true; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("clauses", self.clauses_);
    f("operator", self.op_);
  }

 private:
  ColumnList clauses_;
  Operator op_;
};

/// (a, b): a row of expressions.
class Tuple final : public FieldsOf<Tuple, ColumnElement> {
 public:
  /// `types` empty: the types of the expressions.
  explicit Tuple(ColumnList clauses, std::vector<TypePtr> types = {});
  const ColumnList& clauses() const noexcept { return clauses_; }
  /// The types of the members, which is what a list of tuples in IN is bound with.
  const std::vector<TypePtr>& types() const noexcept { return types_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("clauses", self.clauses_);
    f("types", self.types_);
  }

 private:
  ColumnList clauses_;
  std::vector<TypePtr> types_;
};

}  // namespace cupel
