#include <utility>

#include <cupel/sql/expression/function.hpp>
#include <cupel/sql/expression/label.hpp>
#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/unary.hpp>
#include <cupel/types/special_types.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {
namespace {

/// The type of an ordered-set function follows from what it is ordered by.
TypePtr within_group_type(const ColumnElement& function, const ColumnList& order_by) {
  if (function.kind() == ElementKind::function && !order_by.empty()) {
    const ColumnElement* first = order_by.front().get();
    while (first->kind() == ElementKind::label_reference) {
      first = as<LabelReference>(*first).element().get();
    }
    while (first->kind() == ElementKind::unary) first = as<UnaryExpression>(*first).element().get();
    switch (as<Function>(function).known()) {
      case KnownFunction::mode:
        return first->type();
      case KnownFunction::percentile_cont:
      case KnownFunction::percentile_disc:
        if (as<Function>(function).arguments().size() > 1) return make_ptr<ARRAY>(first->type());
        return first->type();
      default:
        break;
    }
  }
  return function.type();
}

}  // namespace

template class FieldsOf<Function, ColumnElement>;
template class FieldsOf<FunctionFilter, ColumnElement>;
template class FieldsOf<WithinGroup, ColumnElement>;
template class FieldsOf<AggregateOrderBy, ColumnElement>;
template class FieldsOf<ScalarFunctionColumn, ColumnElement>;

Function::Function(KnownFunction known, Name name, ColumnList arguments, TypePtr type,
                   std::vector<Name> packages)
    : FieldsBase(ElementKind::function, detail::or_null_type(type)),
      name_(std::move(name)),
      packages_(std::move(packages)),
      arguments_(std::move(arguments)),
      known_(known) {
  for (ColumnPtr& argument : arguments_) argument = argument->self_group(Operator::comma);
}

Ptr<Function> Function::with_type(TypePtr type) const {
  auto copy = make_ptr<Function>(*this);
  copy->type_ = std::move(type);
  return copy;
}

Ptr<Function> Function::as_comparison(std::uint16_t left_index, std::uint16_t right_index) const {
  auto copy = make_ptr<Function>(*this);
  copy->left_index_ = left_index;
  copy->right_index_ = right_index;
  copy->type_ = detail::boolean_type();
  return copy;
}

Ptr<Function> Function::as_monotonic() const {
  auto copy = make_ptr<Function>(*this);
  copy->monotonic_ = true;
  return copy;
}

ColumnPtr Function::self_group(OperatorRef against) const {
  // An array that a function returns needs parentheses before an index.
  if (against.op == Operator::getitem && type_->type_affinity() == TypeAffinity::array) {
    return make_ptr<Grouping>(ColumnPtr(this));
  }
  return ColumnElement::self_group(against);
}

FunctionFilter::FunctionFilter(ColumnPtr function, ColumnPtr criterion)
    : FieldsBase(ElementKind::function_filter, function->type()),
      function_(std::move(function)),
      criterion_(std::move(criterion)) {}

ColumnPtr FunctionFilter::self_group(OperatorRef against) const {
  if (is_precedent(Operator::filter, against)) return make_ptr<Grouping>(ColumnPtr(this));
  return ColumnPtr(this);
}

WithinGroup::WithinGroup(ColumnPtr function, ColumnList order_by)
    : FieldsBase(ElementKind::within_group, within_group_type(*function, order_by)),
      function_(std::move(function)),
      order_by_(std::move(order_by)) {}

AggregateOrderBy::AggregateOrderBy(ColumnPtr element, ColumnList order_by, bool as_argument)
    : FieldsBase(ElementKind::aggregate_order_by, element->type()),
      element_(std::move(element)),
      order_by_(std::move(order_by)),
      as_argument_(as_argument) {}

ColumnPtr AggregateOrderBy::self_group(OperatorRef) const {
  return ColumnPtr(this);
}

ScalarFunctionColumn::ScalarFunctionColumn(ColumnPtr function, Name name, TypePtr type)
    : FieldsBase(ElementKind::scalar_function_column, detail::or_null_type(type)),
      function_(std::move(function)),
      name_(std::move(name)) {}

}  // namespace cupel
