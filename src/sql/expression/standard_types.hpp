#pragma once

#include <cupel/types/type_engine.hpp>

namespace cupel::detail {

// The types that expressions get by themselves; shared objects.
const TypePtr& null_type();
const TypePtr& boolean_type();
const TypePtr& match_type();
const TypePtr& integer_type();
const TypePtr& string_type();
const TypePtr& numeric_type();
const TypePtr& date_type();
const TypePtr& time_type();
const TypePtr& datetime_type();

inline bool is_null_type(const TypePtr& type) noexcept {
  return type->type_affinity() == TypeAffinity::null;
}
inline bool is_boolean_type(const TypePtr& type) noexcept {
  return type->type_affinity() == TypeAffinity::boolean;
}
inline const TypePtr& or_null_type(const TypePtr& type) {
  return type ? type : null_type();
}

}  // namespace cupel::detail
