#include <utility>

#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/unary.hpp>

#include "sql/expression/custom_operator_fields.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

bool is_boolean_operator(OperatorRef op) noexcept {
  return is_comparison(op) || op.op == Operator::and_ || op.op == Operator::or_ ||
         op.op == Operator::inv || op.op == Operator::is_true || op.op == Operator::is_false;
}

}  // namespace

template class FieldsOf<BinaryExpression, ColumnElement>;
template class FieldsOf<Slice, ColumnElement>;

const std::string* OperatorModifiers::find(std::string_view name) const noexcept {
  for (const auto& [key, value] : other) {
    if (key == name) return &value;
  }
  return nullptr;
}

BinaryExpression::BinaryExpression(ColumnPtr left, ColumnPtr right, Operator op,
                                   BinaryOptions options)
    : FieldsBase(ElementKind::binary, detail::or_null_type(options.type)),
      left_(left->self_group({op, options.custom.get()})),
      right_(right->self_group({op, options.custom.get()})),
      custom_(std::move(options.custom)),
      modifiers_(std::move(options.modifiers)),
      op_(op),
      negation_(options.negation) {}

Ptr<BinaryExpression> BinaryExpression::with_sides(ColumnPtr left, ColumnPtr right) const {
  auto copy = make_ptr<BinaryExpression>(*this);
  copy->left_ = std::move(left);
  copy->right_ = std::move(right);
  return copy;
}

Ptr<BinaryExpression> BinaryExpression::with_modifiers(
    Ptr<const OperatorModifiers> modifiers) const {
  auto copy = make_ptr<BinaryExpression>(*this);
  copy->modifiers_ = std::move(modifiers);
  return copy;
}

Ptr<BinaryExpression> BinaryExpression::with_op(Operator op) const {
  auto copy = make_ptr<BinaryExpression>(*this);
  copy->op_ = op;
  return copy;
}

ColumnPtr BinaryExpression::self_group(OperatorRef against) const {
  if (is_precedent(op_ref(), against) ||
      (against.op == Operator::inv && !is_boolean_operator(op_ref()))) {
    return make_ptr<Grouping>(ColumnPtr(this));
  }
  return ColumnPtr(this);
}

ColumnPtr BinaryExpression::negate() const {
  if (negation_ == Operator::none) return self_group()->negate();
  auto copy = make_ptr<BinaryExpression>(*this);
  copy->op_ = negation_;
  copy->negation_ = op_;
  if (right_->kind() == ElementKind::bind && as<BindParameter>(*right_).expand_op() == op_) {
    copy->right_ = as<BindParameter>(*right_).with_expanding(negation_, {});
  }
  return copy;
}

bool BinaryExpression::is_implicitly_boolean() const noexcept {
  return is_boolean_operator(op_ref());
}

// What the list of fields would say in more words: most of a statement's key is comparisons. The
// number of the type, small for all but types that are told apart by their objects, goes along.
bool BinaryExpression::append_cache_key(KeyBuilder& key) const {
  constexpr auto kTag = static_cast<std::uint64_t>(ElementKind::binary) + 1;
  constexpr std::uint64_t kHasOthers = 1U << 24;
  constexpr int kTypeAt = 32;
  const std::uint64_t word =
      kTag | static_cast<std::uint64_t>(op_) << 8 | static_cast<std::uint64_t>(negation_) << 16;
  const std::uint64_t type = type_->cache_id();
  if (type >> (64 - kTypeAt) != 0 || custom_ || modifiers_) [[unlikely]] {
    key.word(word | kHasOthers);
    key.word(type);
    return append_others(key);
  }
  key.word(word | type << kTypeAt);
  return left_->append_cache_key(key) && right_->append_cache_key(key);
}

bool BinaryExpression::append_others(KeyBuilder& key) const {
  key.word((custom_ ? 1U : 0U) | (modifiers_ ? 2U : 0U));
  return left_->append_cache_key(key) && right_->append_cache_key(key) &&
         (!custom_ || field_key(key, custom_)) && (!modifiers_ || field_key(key, modifiers_));
}

Slice::Slice(ColumnPtr start, ColumnPtr stop, ColumnPtr step)
    : FieldsBase(ElementKind::slice, detail::null_type()),
      start_(std::move(start)),
      stop_(std::move(stop)),
      step_(std::move(step)) {}

ColumnPtr Slice::self_group(OperatorRef) const {
  return ColumnPtr(this);
}

}  // namespace cupel
