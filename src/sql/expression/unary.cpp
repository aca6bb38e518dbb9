#include <utility>

#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/unary.hpp>

#include "sql/expression/custom_operator_fields.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<Grouping, WrapsColumnExpression>;
template class FieldsOf<UnaryExpression, ColumnElement>;
template class FieldsOf<AsBoolean, WrapsColumnExpression>;
template class FieldsOf<CollectionAggregate, ColumnElement>;

Grouping::Grouping(ColumnPtr element)
    : FieldsBase(ElementKind::grouping, element->type()), element_(std::move(element)) {}

ColumnPtr Grouping::self_group(OperatorRef) const {
  return ColumnPtr(this);
}

bool Grouping::is_implicitly_boolean() const noexcept {
  return element_->is_implicitly_boolean();
}

Name Grouping::element_name() const {
  return element_->element_name();
}

std::string Grouping::key() const {
  return element_->key();
}

UnaryExpression::UnaryExpression(ColumnPtr element, OperatorRef op, OperatorRef modifier,
                                 TypePtr type)
    : FieldsBase(ElementKind::unary, detail::or_null_type(type)),
      element_(element->self_group(op ? op : modifier)),
      custom_(op.custom ? op.custom : modifier.custom),
      op_(op.op),
      modifier_(modifier.op) {}

ColumnPtr UnaryExpression::self_group(OperatorRef against) const {
  if (op_ != Operator::none && is_precedent({op_, custom_.get()}, against)) {
    return make_ptr<Grouping>(ColumnPtr(this));
  }
  return ColumnPtr(this);
}

ColumnPtr UnaryExpression::negate() const {
  if (detail::is_boolean_type(type_)) {
    return make_ptr<UnaryExpression>(self_group(Operator::inv), Operator::inv, OperatorRef{},
                                     detail::boolean_type());
  }
  return ColumnElement::negate();
}

bool UnaryExpression::is_implicitly_boolean() const noexcept {
  return op_ == Operator::inv;
}

AsBoolean::AsBoolean(ColumnPtr element, Operator op)
    : FieldsBase(ElementKind::as_boolean, detail::boolean_type()),
      element_(std::move(element)),
      op_(op) {}

ColumnPtr AsBoolean::self_group(OperatorRef) const {
  return ColumnPtr(this);
}

ColumnPtr AsBoolean::negate() const {
  if (element_->kind() == ElementKind::true_ || element_->kind() == ElementKind::false_) {
    return element_->negate();
  }
  return make_ptr<AsBoolean>(element_, cupel::negation(op_));
}

CollectionAggregate::CollectionAggregate(ColumnPtr element, Operator op, TypePtr type)
    : FieldsBase(ElementKind::collection_aggregate, detail::or_null_type(type)),
      element_(element->self_group(op)),
      op_(op) {}

}  // namespace cupel
