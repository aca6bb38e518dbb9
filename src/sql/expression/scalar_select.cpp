#include <utility>

#include <cupel/sql/expression/scalar_select.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/unary.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<ScalarSelect, ColumnElement>;
template class FieldsOf<Exists, ColumnElement>;

ScalarSelect::ScalarSelect(SelectBasePtr element)
    : FieldsBase(ElementKind::scalar_select, element->scalar_type()),
      element_(std::move(element)) {}

ColumnPtr ScalarSelect::self_group(OperatorRef) const {
  return ColumnPtr(this);
}

Exists::Exists(SelectBasePtr element)
    : FieldsBase(ElementKind::exists, detail::boolean_type()), element_(std::move(element)) {}

ColumnPtr Exists::negate() const {
  return make_ptr<UnaryExpression>(self_group(Operator::inv), Operator::inv, OperatorRef{},
                                   detail::boolean_type());
}

ColumnPtr Exists::self_group(OperatorRef against) const {
  if (is_precedent(Operator::exists, against)) return make_ptr<Grouping>(ColumnPtr(this));
  return ColumnPtr(this);
}

}  // namespace cupel
