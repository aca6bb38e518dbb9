#include <utility>

#include <cupel/sql/expression/case.hpp>
#include <cupel/sql/expression/type_fields.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<Case, ColumnElement>;

Case::Case(ColumnPtr value, std::vector<When> whens, ColumnPtr else_clause)
    : FieldsBase(ElementKind::case_,
                 whens.empty() ? detail::null_type() : whens.back().result->type()),
      value_(std::move(value)),
      whens_(std::move(whens)),
      else_(std::move(else_clause)) {
  for (When& when : whens_) when.condition = when.condition->self_group();
}

}  // namespace cupel
