#pragma once

#include <string>

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// expression AS name. Anonymous when it was made with an empty name.
class Label final : public FieldsOf<Label, ColumnElement> {
 public:
  /// `name` empty: an anonymous label. `type` null: that of the expression.
  Label(const Name& name, const ColumnPtr& element, TypePtr type = {});

  const Name& name() const noexcept { return name_; }
  /// The expression, grouped as it has to be before AS.
  ColumnPtr element() const;
  const ColumnPtr& raw_element() const noexcept { return element_; }

  ColumnPtr self_group(OperatorRef against = {}) const override;
  ColumnPtr negate() const override;
  bool is_implicitly_boolean() const noexcept override;
  void collect_froms(FromList& froms) const override;
  Name element_name() const override { return name_; }
  std::string key() const override { return name_.text(); }
  Name non_anon_label() const override { return name_; }
  Name tq_label() const override { return name_; }
  std::string_view bind_name() const noexcept override { return "param"; }
  std::span<const ColumnPtr> proxies() const noexcept override { return {&element_, 1}; }
  bool is_primary_key() const noexcept override { return element_->is_primary_key(); }
  Ptr<ColumnClause> make_proxy(const FromClause& owner, const Name& name,
                               const std::string& key) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("name", self.name_);
    f("element", self.element_);
  }

 private:
  Name name_;
  ColumnPtr element_;
};

/// An expression in ORDER BY, GROUP BY that may be rendered as the label of the columns clause.
class LabelReference final : public FieldsOf<LabelReference, ColumnElement> {
 public:
  explicit LabelReference(ColumnPtr element);
  const ColumnPtr& element() const noexcept { return element_; }

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("element", self.element_);
  }

 private:
  ColumnPtr element_;
};

/// A label or column by its name: `order_by("n")`. Found when the statement is rendered;
/// CompileError if no such column is there.
class TextualLabelReference final : public FieldsOf<TextualLabelReference, ColumnElement> {
 public:
  explicit TextualLabelReference(std::string text);
  const std::string& text() const noexcept { return text_; }
  void collect_froms(FromList&) const override {}

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("text", self.text_);
  }

 private:
  std::string text_;
};

}  // namespace cupel
