#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <cupel/sql/expression/column_element.hpp>

namespace cupel {

/// What refines an operator: LIKE's ESCAPE, the flags of a regular expression.
struct OperatorModifiers final : RefCounted {
  std::optional<std::string> escape;  ///< one character
  std::optional<std::string> flags;   ///< of regexp_match, regexp_replace
  bool autoescape = false;
  bool symmetric = false;  ///< BETWEEN SYMMETRIC
  /// For dialects: further named settings, as SQLAlchemy's `modifiers` ("mysql_boolean_mode").
  std::vector<std::pair<std::string, std::string>> other;

  const std::string* find(std::string_view name) const noexcept;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("escape", self.escape);
    f("flags", self.flags);
    f("autoescape", self.autoescape);
    f("symmetric", self.symmetric);
    f("other", self.other);
  }
};

struct BinaryOptions {
  TypePtr type = {};                   ///< null: NullType
  Operator negation = Operator::none;  ///< what the negated expression uses
  Ptr<const CustomOperator> custom = {};
  Ptr<const OperatorModifiers> modifiers = {};
};

/// left operator right.
class BinaryExpression final : public FieldsOf<BinaryExpression, ColumnElement> {
 public:
  /// Groups both sides as `op` needs it.
  BinaryExpression(ColumnPtr left, ColumnPtr right, Operator op, BinaryOptions options = {});
  /// For operate(): sides that are grouped already, type is known.
  BinaryExpression(ColumnPtr&& left, ColumnPtr&& right, Operator op, const TypePtr& type,
                   Operator negation) noexcept
      : FieldsBase(ElementKind::binary, type),
        left_(std::move(left)),
        right_(std::move(right)),
        op_(op),
        negation_(negation) {}

  const ColumnPtr& left() const noexcept { return left_; }
  const ColumnPtr& right() const noexcept { return right_; }
  Operator op() const noexcept { return op_; }
  OperatorRef op_ref() const noexcept { return {op_, custom_.get()}; }
  Operator negation() const noexcept { return negation_; }
  const Ptr<const CustomOperator>& custom() const noexcept { return custom_; }
  /// Null where there are none.
  const Ptr<const OperatorModifiers>& modifiers() const noexcept { return modifiers_; }
  /// A copy with other sides, ungrouped as given.
  Ptr<BinaryExpression> with_sides(ColumnPtr left, ColumnPtr right) const;
  Ptr<BinaryExpression> with_modifiers(Ptr<const OperatorModifiers> modifiers) const;
  Ptr<BinaryExpression> with_op(Operator op) const;

  ColumnPtr self_group(OperatorRef against = {}) const override;
  ColumnPtr negate() const override;
  bool is_implicitly_boolean() const noexcept override;
  bool append_cache_key(KeyBuilder& key) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    ColumnElement::for_each_field(self, f);
    f("left", self.left_);
    f("right", self.right_);
    f("operator", self.op_);
    f("negation", self.negation_);
    f("custom", self.custom_);
    f("modifiers", self.modifiers_);
  }

 private:
  bool append_others(KeyBuilder& key) const;

  ColumnPtr left_;
  ColumnPtr right_;
  Ptr<const CustomOperator> custom_;
  Ptr<const OperatorModifiers> modifiers_;
  Operator op_;
  Operator negation_ = Operator::none;
};

// The constructor above is inline: whoever includes fields_impl.hpp besides would make them anew.
extern template class FieldsOf<BinaryExpression, ColumnElement>;

/// The slice a:b:c of an index; any part may be Null.
class Slice final : public FieldsOf<Slice, ColumnElement> {
 public:
  Slice(ColumnPtr start, ColumnPtr stop, ColumnPtr step);
  const ColumnPtr& start() const noexcept { return start_; }
  const ColumnPtr& stop() const noexcept { return stop_; }
  const ColumnPtr& step() const noexcept { return step_; }
  ColumnPtr self_group(OperatorRef against = {}) const override;

  template <class Self, class F>
  static void for_each_field(Self& self, F&& f) {
    f("start", self.start_);
    f("stop", self.stop_);
    f("step", self.step_);
  }

 private:
  ColumnPtr start_;
  ColumnPtr stop_;
  ColumnPtr step_;
};

}  // namespace cupel
