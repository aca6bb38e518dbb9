#include "sql/expression/standard_types.hpp"

#include <cupel/types/numeric_types.hpp>
#include <cupel/types/string_types.hpp>
#include <cupel/types/temporal_types.hpp>

namespace cupel::detail {

// Never destroyed: statements with static storage use them until the very end.
#define CUPEL_STANDARD_TYPE(name, ...)                           \
  const TypePtr& name() {                                        \
    static const TypePtr* const type = new TypePtr(__VA_ARGS__); \
    return *type;                                                \
  }
CUPEL_STANDARD_TYPE(null_type, type_from_value(Value()))
CUPEL_STANDARD_TYPE(boolean_type, make_ptr<Boolean>())
CUPEL_STANDARD_TYPE(match_type, make_ptr<MatchType>())
CUPEL_STANDARD_TYPE(integer_type, make_ptr<Integer>())
CUPEL_STANDARD_TYPE(string_type, make_ptr<String>())
CUPEL_STANDARD_TYPE(numeric_type, make_ptr<Numeric>())
CUPEL_STANDARD_TYPE(date_type, make_ptr<Date>())
CUPEL_STANDARD_TYPE(time_type, make_ptr<Time>())
CUPEL_STANDARD_TYPE(datetime_type, make_ptr<DateTime>())
#undef CUPEL_STANDARD_TYPE

}  // namespace cupel::detail
