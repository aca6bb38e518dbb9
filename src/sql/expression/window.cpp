#include <utility>

#include <cupel/sql/expression/type_fields.hpp>
#include <cupel/sql/expression/window.hpp>

#include "sql/expression/standard_types.hpp"

namespace cupel {

template class FieldsOf<FrameClause, ColumnElement>;
template class FieldsOf<Over, ColumnElement>;

FrameClause::FrameClause(FrameUnit unit, Bound lower, Bound upper)
    : FieldsBase(ElementKind::frame, detail::null_type()),
      unit_(unit),
      lower_(std::move(lower)),
      upper_(std::move(upper)) {}

Over::Over(ColumnPtr element, ColumnList partition_by, ColumnList order_by,
           Ptr<const FrameClause> frame, Name exclude)
    : FieldsBase(ElementKind::over, element->type()),
      element_(std::move(element)),
      partition_by_(std::move(partition_by)),
      order_by_(std::move(order_by)),
      frame_(std::move(frame)),
      exclude_(std::move(exclude)) {}

}  // namespace cupel
