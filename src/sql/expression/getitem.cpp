#include <string>
#include <utility>

#include <cupel/error/errors.hpp>
#include <cupel/sql/expression/binary.hpp>
#include <cupel/sql/expression/bind_parameter.hpp>
#include <cupel/sql/expression/constants.hpp>
#include <cupel/sql/expression/operate.hpp>
#include <cupel/types/json_type.hpp>
#include <cupel/types/special_types.hpp>
#include <cupel/util/str_cat.hpp>

#include "sql/expression/coercions.hpp"
#include "sql/expression/standard_types.hpp"

namespace cupel::detail {
namespace {

ColumnPtr index_node(const ColumnPtr& element, ColumnPtr index, Operator op, TypePtr type) {
  BinaryOptions options{
      .type = std::move(type), .negation = Operator::none, .custom = {}, .modifiers = {}};
  return make_ptr<BinaryExpression>(element, std::move(index), op, std::move(options));
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
  auto bind =
      make_ptr<BindParameter>(element->bind_name(), std::move(index).take_value(), std::move(type));
  return index_node(element, std::move(bind),
                    is_path ? Operator::json_path_getitem : Operator::json_getitem,
                    element->type());
}

const ARRAY& require_array(const ColumnPtr& element) {
  if (element->type()->kind() != TypeKind::array) {
    throw NotSupportedError(
        str_cat("Operator 'getitem' is not supported on this expression: its "
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
  if (const IndexOperator own = element->type()->index_operator(); !own.text.empty()) {
    auto op = make_ptr<CustomOperator>();
    op->text = own.text;
    op->precedence = precedence(Operator::json_getitem);
    op->natural_self_precedent = true;
    op->eager_grouping = true;
    op->return_type = own.result;
    return operate_custom(std::move(op), element, std::move(index));
  }
  const ARRAY& array = require_array(element);
  TypePtr type = array.element_type();
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

ColumnPtr json_element_as(const ColumnPtr& element, TypePtr type) {
  const bool is_element = element->kind() == ElementKind::binary &&
                          (as<BinaryExpression>(*element).op() == Operator::json_getitem ||
                           as<BinaryExpression>(*element).op() == Operator::json_path_getitem);
  if (!is_element) {
    throw InvalidRequestError(
        "as_string(), as_integer() and their relatives take an element out of a JSON document: "
        "index it first (column[\"key\"].as_integer()), or use cast(expr, type)");
  }
  const auto& binary = as<BinaryExpression>(*element);
  return index_node(binary.left(), binary.right(), binary.op(), std::move(type));
}

}  // namespace cupel::detail
