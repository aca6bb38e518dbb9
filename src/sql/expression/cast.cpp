#include <utility>

#include <cupel/sql/expression/cast.hpp>
#include <cupel/sql/expression/type_fields.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<Cast, WrapsColumnExpression>;
template class FieldsOf<TryCast, WrapsColumnExpression>;
template class FieldsOf<TypeCoerce, WrapsColumnExpression>;
template class FieldsOf<Extract, ColumnElement>;
template class FieldsOf<CollationClause, ColumnElement>;

Cast::Cast(ColumnPtr element, TypePtr type)
    : FieldsBase(ElementKind::cast, std::move(type)), element_(std::move(element)) {}

TryCast::TryCast(ColumnPtr element, TypePtr type)
    : FieldsBase(ElementKind::try_cast, std::move(type)), element_(std::move(element)) {}

TypeCoerce::TypeCoerce(ColumnPtr element, TypePtr type)
    : FieldsBase(ElementKind::type_coerce, std::move(type)), element_(std::move(element)) {}

ColumnPtr TypeCoerce::self_group(OperatorRef against) const {
  ColumnPtr grouped = element_->self_group(against);
  if (grouped == element_) return ColumnPtr(this);
  return make_ptr<TypeCoerce>(std::move(grouped), type_);
}

Extract::Extract(std::string field, ColumnPtr element)
    : FieldsBase(ElementKind::extract, detail::integer_type()),
      field_(std::move(field)),
      element_(std::move(element)) {}

CollationClause::CollationClause(Name collation, Name schema)
    : FieldsBase(ElementKind::collation, detail::null_type()),
      collation_(std::move(collation)),
      schema_(std::move(schema)) {}

}  // namespace cupel
