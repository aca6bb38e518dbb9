#include <string>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/types/special_types.hpp>
#include <cupel/types/json_type.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel::detail {
namespace {

ColumnPtr index_node(const ColumnPtr& element, ColumnPtr index, Operator op, TypePtr type) {
  BinaryOptions options{.type = std::move(type), .negation = Operator::none, .custom = {},
                        .modifiers = {}};
  return make_ptr<BinaryExpression>(element, std::move(index), op, std::move(options));
}

/// The type of one element: that of the items, or an array with one dimension less.
TypePtr item_type(const ARRAY& array) {
  const auto& dimensions = array.options().dimensions;
  if (!dimensions || *dimensions == 1) return array.item_type();
  ArrayOptions inner = array.options();
  inner.dimensions = *dimensions - 1;
  return make_ptr<ARRAY>(array.item_type(), inner);
}

Operand shifted(Operand index, const ARRAY& array) {
  if (!array.options().zero_indexes || index.element() ||
      index.value().kind() != ValueKind::integer) {
    return index;
  }
  return Operand(index.value().integer() + 1);
}

ColumnPtr json_getitem(const ColumnPtr& element, Operand index) {
  if (index.element()) {
    return index_node(element, element_as_expression(std::move(index).take_element()),
                      Operator::json_getitem, element->type());
  }
  const bool is_path = index.value().kind() == ValueKind::array;
  TypePtr type = is_path ? TypePtr(make_ptr<JSON::Path>())
                         : TypePtr(make_ptr<JSON::Index>(index.value().kind() == ValueKind::integer
                                                             ? JsonIndexKind::integer
                                                             : JsonIndexKind::text));
  auto bind = make_ptr<BindParameter>(element->bind_name(), std::move(index).take_value(),
                                      std::move(type));
  return index_node(element, std::move(bind),
                    is_path ? Operator::json_path_getitem : Operator::json_getitem,
                    element->type());
}

const ARRAY& require_array(const ColumnPtr& element) {
  if (element->type()->kind() != TypeKind::array) {
    throw NotSupportedError(str_cat("Operator 'getitem' is not supported on this expression: its "
                                    "type is ",
                                    element->type()->repr(),
                                    "; index columns of ARRAY and JSON types, or use "
                                    "type_coerce(expr, ARRAY(...))"));
  }
  return static_cast<const ARRAY&>(*element->type());
}

}  // namespace

ColumnPtr getitem(const ColumnPtr& element, Operand index) {
  if (element->type()->type_affinity() == TypeAffinity::json) {
    return json_getitem(element, std::move(index));
  }
  const ARRAY& array = require_array(element);
  TypePtr type = item_type(array);
  ColumnPtr place = coerce_other_side(element, Operator::getitem, shifted(std::move(index), array));
  if (place->kind() == ElementKind::bind) {
    place = as<BindParameter>(*place).with_type(integer_type());
  }
  return index_node(element, std::move(place), Operator::getitem, std::move(type));
}

ColumnPtr getitem_slice(const ColumnPtr& element, Operand start, Operand stop, Operand step) {
  const ARRAY& array = require_array(element);
  auto part = [&](Operand operand) -> ColumnPtr {
    if (operand.is_null()) return Null::instance();
    ColumnPtr node = coerce_other_side(element, Operator::getitem, std::move(operand));
    if (node->kind() == ElementKind::bind) {
      return as<BindParameter>(*node).with_type(integer_type());
    }
    return node;
  };
  auto slice = make_ptr<Slice>(part(shifted(std::move(start), array)),
                               part(shifted(std::move(stop), array)), part(std::move(step)));
  return index_node(element, std::move(slice), Operator::getitem, element->type());
}

}  // namespace cupel::detail
