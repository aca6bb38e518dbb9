#include "cupel/error/core_errors.hpp"
#include "cupel/error/dbapi_errors.hpp"
#include "cupel/types/detail/type_fields.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/sql_types.hpp"
#include "cupel/types/string_types.hpp"
#include "cupel/types/temporal_types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

using detail::field;

namespace detail {

void ExactNumeric::for_each_field(TypeFieldVisitor visit) const {
  visit(field("precision", precision()));
  visit(field("scale", scale()));
  visit(field("decimal_return_scale", decimal_return_scale()));
  visit(field("asdecimal", asdecimal(), true));
}

Wire ExactNumeric::default_wire() const noexcept {
  return asdecimal() ? Wire::decimal_real : Wire::real;
}

void BinaryFloat::for_each_field(TypeFieldVisitor visit) const {
  visit(field("precision", precision()));
  visit(field("asdecimal", asdecimal(), false));
  visit(field("decimal_return_scale", decimal_return_scale()));
}

Wire BinaryFloat::default_wire() const noexcept {
  return asdecimal() ? Wire::decimal_real : Wire::real;
}

void BooleanBase::for_each_field(TypeFieldVisitor visit) const {
  visit(field("create_constraint", options_.create_constraint, false));
  visit(field("name", options_.name));
}

void StringBase::for_each_field(TypeFieldVisitor visit) const {
  visit(field("length", length_));
  visit(field("collation", collation_));
  visit(field("collation_schema", collation_schema_));
}

bool StringBase::is_national() const noexcept {
  switch (kind()) {
    case TypeKind::unicode:
    case TypeKind::unicode_text:
    case TypeKind::sql_nvarchar:
    case TypeKind::sql_nchar:
      return true;
    default:
      return false;
  }
}

void BinaryBase::for_each_field(TypeFieldVisitor visit) const {
  visit(field("length", length_));
}

TypePtr BinaryBase::coerce_compared_value(ArithmeticOp op, const Value& value) const {
  if (value.kind() == ValueKind::text) return self();
  return TypeEngine::coerce_compared_value(op, value);
}

void ZonedBase::for_each_field(TypeFieldVisitor visit) const {
  visit(field("timezone", timezone_, false));
}

}  // namespace detail

void Interval::for_each_field(TypeFieldVisitor visit) const {
  visit(field("native", options_.native, true));
  visit(field("second_precision", options_.second_precision));
  visit(field("day_precision", options_.day_precision));
}

void JSON::for_each_field(TypeFieldVisitor visit) const {
  visit(field("none_as_null", options_.none_as_null, false));
}

TypePtr JSON::coerce_compared_value(ArithmeticOp, const Value& value) const {
  switch (value.kind()) {
    case ValueKind::null:
    case ValueKind::json:
    case ValueKind::array:
      return self();
    default:
      return type_from_value(value);
  }
}

void JSON::Index::for_each_field(TypeFieldVisitor visit) const {
  visit({"", static_cast<int>(index_kind_), true});
}

const TypePtr& NullType::instance() {
  static const TypePtr type = make_ptr<NullType>();
  return type;
}

TypePtr NullType::coerce_compared_value(ArithmeticOp, const Value& value) const {
  return type_from_value(value);
}

void Uuid::for_each_field(TypeFieldVisitor visit) const {
  visit(field("as_uuid", options_.as_uuid, true));
  visit(field("native_uuid", options_.native_uuid, true));
}

TypePtr Uuid::coerce_compared_value(ArithmeticOp op, const Value& value) const {
  if (value.kind() == ValueKind::text) return self();
  return TypeEngine::coerce_compared_value(op, value);
}

void UUID::for_each_field(TypeFieldVisitor visit) const {
  visit(field("as_uuid", as_uuid(), true));
}

ARRAY::ARRAY(const TypeArg& item_type, ArrayOptions options)
    : item_(item_type.get()), options_(options) {
  if (item_->kind() == TypeKind::array) {
    throw ArgumentError(
        "the items of an ARRAY cannot be ARRAYs: give the number of dimensions instead, "
        "ARRAY(Integer(), {.dimensions = 2})");
  }
}

std::string_view ARRAY::contains_operator() const {
  throw NotSupportedError(str_cat("contains() of ", repr(),
                                  ": which operator it is, the ARRAY of a database knows; declare "
                                  "the column with postgresql::ARRAY"));
}

TypePtr ARRAY::element_type() const {
  if (!options_.dimensions || *options_.dimensions == 1) return item_;
  ArrayOptions inner = options_;
  inner.dimensions = *options_.dimensions - 1;
  return make_ptr<ARRAY>(item_, inner);
}

void ARRAY::for_each_field(TypeFieldVisitor visit) const {
  visit({"", Value(), false, item_.get()});
  visit(field("as_tuple", options_.as_tuple, false));
  visit(field("dimensions", options_.dimensions));
  visit(field("zero_indexes", options_.zero_indexes, false));
}

TypePtr ARRAY::coerce_compared_value(ArithmeticOp op, const Value& value) const {
  if (value.kind() == ValueKind::array || value.is_null()) return self();
  return item_->coerce_compared_value(op, value);
}

void TupleType::for_each_field(TypeFieldVisitor visit) const {
  for (const TypePtr& t : types_) visit({"", Value(), false, t.get()});
}

void TableValueType::for_each_field(TypeFieldVisitor visit) const {
  for (const Element& e : elements_) visit({e.name, Value(), false, e.type.get()});
}

}  // namespace cupel
