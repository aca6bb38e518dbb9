#pragma once

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// ( expression )
class Grouping final : public FieldsOf<Grouping, WrapsColumnExpression> {
 public:
  explicit Grouping(ColumnPtr element);
  const ColumnPtr& element() const noexcept { return element_; }
  const ColumnElement& wrapped() const noexcept override { return *element_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;
  bool is_implicitly_boolean() const noexcept override;
  Name element_name() const override;
  std::string key() const override;
  std::string_view bind_name() const noexcept override { return element_->bind_name(); }
  std::span<const ColumnPtr> proxies() const noexcept override { return {&element_, 1}; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.element_);
  }

 private:
  ColumnPtr element_;
};

/// operator expression (NOT a, -a, DISTINCT a) or expression modifier (a DESC, a NULLS FIRST).
class UnaryExpression : public FieldsOf<UnaryExpression, ColumnElement> {
 public:
  /// Exactly one of `op` (before the expression) and `modifier` (after it).
  UnaryExpression(ColumnPtr element, OperatorRef op, OperatorRef modifier, TypePtr type = {});

  const ColumnPtr& element() const noexcept { return element_; }
  Operator op() const noexcept { return op_; }
  Operator modifier() const noexcept { return modifier_; }
  /// The custom operator before or after the expression, or null.
  const Ptr<const CustomOperator>& custom() const noexcept { return custom_; }

  ColumnPtr self_group(OperatorRef against = {}) const override;
  ColumnPtr negate() const override;
  bool is_implicitly_boolean() const noexcept override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.element_);
    f("operator", self.op_);
    f("modifier", self.modifier_);
    f("custom", self.custom_);
  }

 protected:
  ColumnPtr element_;
  Ptr<const CustomOperator> custom_;
  Operator op_ = Operator::none;
  Operator modifier_ = Operator::none;
};

/// An expression of boolean type as a condition: renders as `x`, `x = 1`; negated `NOT x`, `x = 0`.
class AsBoolean final : public FieldsOf<AsBoolean, WrapsColumnExpression> {
 public:
  /// `op` is is_true or is_false.
  AsBoolean(ColumnPtr element, Operator op);
  const ColumnPtr& element() const noexcept { return element_; }
  const ColumnElement& wrapped() const noexcept override { return *element_; }
  Operator op() const noexcept { return op_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;
  ColumnPtr negate() const override;
  bool is_implicitly_boolean() const noexcept override { return element_->is_implicitly_boolean(); }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.element_);
    f("operator", self.op_);
  }

 private:
  ColumnPtr element_;
  Operator op_;
};

/// ANY (x), ALL (x) for comparisons with arrays and subqueries.
class CollectionAggregate final : public FieldsOf<CollectionAggregate, ColumnElement> {
 public:
  /// `op` is any or all.
  CollectionAggregate(ColumnPtr element, Operator op, TypePtr type);
  const ColumnPtr& element() const noexcept { return element_; }
  Operator op() const noexcept { return op_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.element_);
    f("operator", self.op_);
  }

 private:
  ColumnPtr element_;
  Operator op_;
};

}  // namespace cupel
