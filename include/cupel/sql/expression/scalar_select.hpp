#pragma once

#include <cupel/sql/expression/select.hpp>

namespace cupel {

/// (SELECT ...) as a value; also the right side of IN.
class ScalarSelect final : public FieldsOf<ScalarSelect, ColumnElement> {
 public:
  explicit ScalarSelect(SelectBasePtr element);
  const SelectBasePtr& element() const noexcept { return element_; }
  /// Has no FROM of its own as far as the enclosing statement is concerned.
  void collect_froms(FromList&) const override {}
  ColumnPtr self_group(OperatorRef against = {}) const override;
  std::string key() const override { return {}; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("element", self.element_);
  }

 private:
  SelectBasePtr element_;
};

/// EXISTS (SELECT ...)
class Exists final : public FieldsOf<Exists, ColumnElement> {
 public:
  explicit Exists(SelectBasePtr element);
  /// The SELECT; rendered in parentheses.
  const SelectBasePtr& element() const noexcept { return element_; }
  void collect_froms(FromList&) const override {}
  bool is_implicitly_boolean() const noexcept override { return true; }
  ColumnPtr negate() const override;
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("element", self.element_);
  }

 private:
  SelectBasePtr element_;
};

}  // namespace cupel
