#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/type_fields.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<Null, ColumnElement>;
template class FieldsOf<True_, ColumnElement>;
template class FieldsOf<False_, ColumnElement>;

Null::Null() : FieldsBase(ElementKind::null, detail::null_type()) {}
True_::True_() : FieldsBase(ElementKind::true_, detail::boolean_type()) {}
False_::False_() : FieldsBase(ElementKind::false_, detail::boolean_type()) {}

// Never destroyed: statements with static storage hold them until the very end.
const ColumnPtr& Null::instance() {
  static const ColumnPtr* const node = new ColumnPtr(make_ptr<Null>());
  return *node;
}

const ColumnPtr& True_::instance() {
  static const ColumnPtr* const node = new ColumnPtr(make_ptr<True_>());
  return *node;
}

const ColumnPtr& False_::instance() {
  static const ColumnPtr* const node = new ColumnPtr(make_ptr<False_>());
  return *node;
}

ColumnPtr True_::negate() const {
  return False_::instance();
}
ColumnPtr False_::negate() const {
  return True_::instance();
}

}  // namespace cupel
