#pragma once

#include <cupel/sql/expression/operators.hpp>
#include <cupel/types/type_engine.hpp>

namespace cupel::detail {

/// An operator as the types see it.
constexpr ArithmeticOp arithmetic_of(Operator op) noexcept {
  switch (op) {
    case Operator::add:
      return ArithmeticOp::add;
    case Operator::sub:
      return ArithmeticOp::sub;
    case Operator::mul:
      return ArithmeticOp::mul;
    case Operator::truediv:
      return ArithmeticOp::truediv;
    case Operator::floordiv:
      return ArithmeticOp::floordiv;
    case Operator::mod:
      return ArithmeticOp::mod;
    case Operator::concat:
      return ArithmeticOp::concat;
    default:
      return ArithmeticOp::other;
  }
}

}  // namespace cupel::detail
