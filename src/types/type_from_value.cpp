#include <cstdint>
#include <limits>

#include "cupel/types/enum_type.hpp"
#include "cupel/types/json_type.hpp"
#include "cupel/types/numeric_types.hpp"
#include "cupel/types/special_types.hpp"
#include "cupel/types/string_types.hpp"
#include "cupel/types/temporal_types.hpp"
#include "cupel/types/type_traits.hpp"

// From C++ values and C++ types to SQL types.
namespace cupel {

namespace {

template <class T>
const TypePtr& shared_type() {
  static const TypePtr type = make_ptr<T>();
  return type;
}

const TypePtr& array_type(const Value& value) {
  static const TypePtr of_null = make_ptr<ARRAY>(NullType());
  static const TypePtr of_integer = make_ptr<ARRAY>(Integer());
  static const TypePtr of_big = make_ptr<ARRAY>(BigInteger());
  static const TypePtr of_double = make_ptr<ARRAY>(Double());
  static const TypePtr of_text = make_ptr<ARRAY>(String());
  static const TypePtr of_boolean = make_ptr<ARRAY>(Boolean());
  static const TypePtr of_numeric = make_ptr<ARRAY>(Numeric());
  for (const Value& item : value.array_items()) {
    switch (item.kind()) {
      case ValueKind::null:
        continue;
      case ValueKind::boolean:
        return of_boolean;
      case ValueKind::integer:
        return type_from_value(item)->kind() == TypeKind::integer ? of_integer : of_big;
      case ValueKind::real:
        return of_double;
      case ValueKind::text:
        return of_text;
      case ValueKind::decimal:
        return of_numeric;
      case ValueKind::array:
        return array_type(item);
      default:
        return of_null;
    }
  }
  return of_null;
}

}  // namespace

const TypePtr& type_from_value(const Value& value) {
  static const TypePtr zoned = make_ptr<DateTime>(TimezoneOption{.timezone = true});
  switch (value.kind()) {
    case ValueKind::null:
      return NullType::instance();
    case ValueKind::boolean:
      return shared_type<Boolean>();
    case ValueKind::integer: {
      const std::int64_t v = value.integer();
      const bool fits = v >= std::numeric_limits<std::int32_t>::min() &&
                        v <= std::numeric_limits<std::int32_t>::max();
      return fits ? shared_type<Integer>() : shared_type<BigInteger>();
    }
    case ValueKind::real:
      return shared_type<Double>();
    case ValueKind::text:
      return shared_type<String>();
    case ValueKind::bytes:
      return shared_type<LargeBinary>();
    case ValueKind::decimal:
      return value.is_big_integer() ? shared_type<BigInteger>() : shared_type<Numeric>();
    case ValueKind::date:
      return shared_type<Date>();
    case ValueKind::time:
      return shared_type<Time>();
    case ValueKind::datetime:
      return shared_type<DateTime>();
    case ValueKind::datetime_tz:
      return zoned;
    case ValueKind::interval:
      return shared_type<Interval>();
    case ValueKind::uuid:
      return shared_type<Uuid>();
    case ValueKind::json:
      return shared_type<JSON>();
    case ValueKind::array:
      return array_type(value);
  }
  return NullType::instance();
}

namespace detail {

const TypePtr& native_sql_type(NativeType type) {
  // Only a column declared INTEGER is SQLite's rowid, so that is what 64-bit keys are there.
  static const TypePtr big = BigInteger().with_variant(Integer(), "sqlite");
  static const TypePtr zoned = make_ptr<DateTime>(TimezoneOption{.timezone = true});
  switch (type) {
    case NativeType::boolean:
      return shared_type<Boolean>();
    case NativeType::int8:
    case NativeType::int16:
    case NativeType::uint8:
      return shared_type<SmallInteger>();
    case NativeType::int32:
    case NativeType::uint16:
      return shared_type<Integer>();
    case NativeType::int64:
    case NativeType::uint32:
    case NativeType::uint64:
      return big;
    case NativeType::float32:
      return shared_type<Float>();
    case NativeType::float64:
      return shared_type<Double>();
    case NativeType::string:
      return shared_type<String>();
    case NativeType::bytes:
      return shared_type<LargeBinary>();
    case NativeType::decimal:
      return shared_type<Numeric>();
    case NativeType::date:
      return shared_type<Date>();
    case NativeType::time:
      return shared_type<Time>();
    case NativeType::datetime:
      return shared_type<DateTime>();
    case NativeType::datetime_tz:
      return zoned;
    case NativeType::interval:
      return shared_type<Interval>();
    case NativeType::uuid:
      return shared_type<Uuid>();
    case NativeType::json:
      return shared_type<JSON>();
    case NativeType::value:
    case NativeType::none:
      break;
  }
  return NullType::instance();
}

TypePtr enum_sql_type(const EnumTable& table) {
  return make_ptr<Enum>(table);
}

TypePtr array_sql_type(const TypePtr& item) {
  return make_ptr<ARRAY>(item);
}

}  // namespace detail

}  // namespace cupel
