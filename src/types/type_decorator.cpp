#include "cupel/types/type_decorator.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/types/user_defined_type.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

TypePtr TypeDecorator::with_dialect_impl(TypePtr resolved, const TypeDialect& dialect) const {
  Ptr<TypeEngine> copy = clone();
  auto& decorator = static_cast<TypeDecorator&>(*copy);
  decorator.impl_ = std::move(resolved);
  decorator.dialect_ = &dialect;
  return copy;
}

TypePtr TypeDecorator::coerce_compared_value(ArithmeticOp, const Value&) const {
  return self();
}

void TypeDecorator::for_each_field(TypeFieldVisitor visit) const {
  impl_->for_each_field(visit);
}

// A decorator around a decorator: each converts in turn, the outer one first on the way in.
Value TypeDecorator::bind_value(const Value& value) const {
  Value processed = process_bind_param(value, dialect_);
  return impl_->converts_values() ? impl_->bind_value(processed) : processed;
}

Value TypeDecorator::result_value(const Value& value) const {
  if (impl_->converts_values()) return process_result_value(impl_->result_value(value), dialect_);
  return process_result_value(value, dialect_);
}

std::string TypeDecorator::render_literal(const Value& value, const LiteralContext& context) const {
  return impl_->render_literal(process_literal_param(value, dialect_), context);
}

TypePtr UserDefinedType::coerce_compared_value(ArithmeticOp, const Value&) const {
  return self();
}

std::string UserDefinedType::render_literal(const Value& value, const LiteralContext&) const {
  if (value.is_null()) return "NULL";
  throw CompileError(str_cat("the type ", repr(), " does not say how to write ", value.repr(),
                             " as a literal; override render_literal(), or bind the value"));
}

}  // namespace cupel
