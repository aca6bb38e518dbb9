#pragma once

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// CASE [value] WHEN condition THEN result ... [ELSE result] END
class Case final : public FieldsOf<Case, ColumnElement> {
 public:
  struct When {
    ColumnPtr condition;
    ColumnPtr result;

    template <class Self, class F>
    static void for_each_field(Self& self, F&& f) {
      f("condition", self.condition);
      f("result", self.result);
    }
  };

  /// `value` null: the searched form; `else_` null: no ELSE. Type: that of the last result.
  Case(ColumnPtr value, std::vector<When> whens, ColumnPtr else_);

  const ColumnPtr& value() const noexcept { return value_; }
  const std::vector<When>& whens() const noexcept { return whens_; }
  const ColumnPtr& else_clause() const noexcept { return else_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("value", self.value_);
    f("whens", self.whens_);
    f("else_", self.else_);
  }

 private:
  ColumnPtr value_;
  std::vector<When> whens_;
  ColumnPtr else_;
};

}  // namespace cupel
