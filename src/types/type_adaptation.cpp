#include "cupel/types/enum_type.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/temporal_types.hpp"
#include "cupel/types/type_engine.hpp"

// What type an arithmetic expression has: one table, by the families of both sides.
namespace cupel {

namespace {

using A = TypeAffinity;
using Op = ArithmeticOp;

// The outcome `same` is the left side's own type, so that a SmallInteger stays one.
enum class Outcome : std::uint8_t {
  same,
  integer,
  numeric,
  float_,
  date,
  time,
  datetime,
  interval
};

struct Rule {
  A left;
  Op op;
  A right;
  Outcome outcome;
};

constexpr Rule kRules[] = {
    {A::integer, Op::add, A::date, Outcome::date},
    {A::integer, Op::add, A::numeric, Outcome::numeric},
    {A::integer, Op::add, A::float_, Outcome::float_},
    {A::integer, Op::sub, A::numeric, Outcome::numeric},
    {A::integer, Op::sub, A::float_, Outcome::float_},
    {A::integer, Op::mul, A::interval, Outcome::interval},
    {A::integer, Op::mul, A::numeric, Outcome::numeric},
    {A::integer, Op::mul, A::float_, Outcome::float_},
    {A::integer, Op::truediv, A::integer, Outcome::numeric},
    {A::integer, Op::truediv, A::numeric, Outcome::numeric},
    {A::integer, Op::truediv, A::float_, Outcome::float_},
    {A::integer, Op::floordiv, A::numeric, Outcome::numeric},
    {A::numeric, Op::mul, A::interval, Outcome::interval},
    {A::float_, Op::mul, A::interval, Outcome::interval},
    {A::date, Op::add, A::integer, Outcome::date},
    {A::date, Op::add, A::interval, Outcome::datetime},
    {A::date, Op::add, A::time, Outcome::datetime},
    {A::date, Op::sub, A::integer, Outcome::date},
    {A::date, Op::sub, A::date, Outcome::integer},
    {A::date, Op::sub, A::interval, Outcome::datetime},
    {A::date, Op::sub, A::datetime, Outcome::interval},
    {A::time, Op::add, A::date, Outcome::datetime},
    {A::time, Op::add, A::interval, Outcome::time},
    {A::time, Op::sub, A::time, Outcome::interval},
    {A::time, Op::sub, A::interval, Outcome::time},
    {A::datetime, Op::add, A::interval, Outcome::datetime},
    {A::datetime, Op::sub, A::interval, Outcome::datetime},
    {A::datetime, Op::sub, A::datetime, Outcome::interval},
    {A::interval, Op::add, A::date, Outcome::datetime},
    {A::interval, Op::add, A::datetime, Outcome::datetime},
    {A::interval, Op::add, A::time, Outcome::time},
    {A::interval, Op::add, A::interval, Outcome::interval},
    {A::interval, Op::sub, A::interval, Outcome::interval},
    {A::interval, Op::mul, A::numeric, Outcome::interval},
    {A::interval, Op::mul, A::float_, Outcome::interval},
    {A::interval, Op::truediv, A::numeric, Outcome::interval},
    {A::interval, Op::truediv, A::float_, Outcome::interval},
};

const TypePtr& plain(Outcome outcome) {
  static const TypePtr integer = make_ptr<Integer>();
  static const TypePtr numeric = make_ptr<Numeric>();
  static const TypePtr floating = make_ptr<Float>();
  static const TypePtr date = make_ptr<Date>();
  static const TypePtr time = make_ptr<Time>();
  static const TypePtr datetime = make_ptr<DateTime>();
  static const TypePtr interval = make_ptr<Interval>();
  switch (outcome) {
    case Outcome::same:
      break;
    case Outcome::integer:
      return integer;
    case Outcome::numeric:
      return numeric;
    case Outcome::float_:
      return floating;
    case Outcome::date:
      return date;
    case Outcome::time:
      return time;
    case Outcome::datetime:
      return datetime;
    case Outcome::interval:
      return interval;
  }
  return NullType::instance();
}

A affinity_of(Outcome outcome) {
  return outcome == Outcome::same ? A::null : plain(outcome)->type_affinity();
}

bool is_commutative(Op op) noexcept {
  return op == Op::add || op == Op::mul;
}

}  // namespace

bool adds_by_concatenation(const TypeEngine& left, const TypeEngine& right) noexcept {
  if (left.type_affinity() == A::null) return right.concatenates();
  return left.concatenates() && (right.concatenates() || right.type_affinity() == A::null);
}

TypePtr result_type(ArithmeticOp op, const TypeEngine& left, const TypeEngine& right) {
  const A l = left.type_affinity();
  const A r = right.type_affinity();
  if (l == A::null && r != A::null && is_commutative(op)) return result_type(op, right, left);
  // What an enum's label is put together with is no label any more.
  if (left.kind() == TypeKind::enum_ && (op == Op::add || op == Op::concat) &&
      (right.concatenates() || r == A::null))
    return make_ptr<String>(static_cast<const Enum&>(left).length());
  for (const Rule& rule : kRules) {
    if (rule.left != l || rule.op != op || rule.right != r) continue;
    // A side of the outcome's family lends its own type, with its precision and scale.
    if (affinity_of(rule.outcome) == r) return right.self();
    if (affinity_of(rule.outcome) == l) return left.self();
    return plain(rule.outcome);
  }
  return left.self();
}

}  // namespace cupel
