#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cupel/types/type_engine.hpp"

namespace cupel::detail {

// Fields of types with the defaults that repr() leaves out.

inline TypeField field(std::string_view name, const std::optional<int>& v) {
  return {name, Value(v), !v.has_value()};
}
inline TypeField field(std::string_view name, const std::string& v) {
  return {name, v.empty() ? Value() : Value(v), v.empty()};
}
inline TypeField field(std::string_view name, const std::optional<std::string>& v) {
  return {name, Value(v), !v.has_value()};
}
inline TypeField field(std::string_view name, bool v, bool default_value) {
  return {name, Value(v), v == default_value};
}

}  // namespace cupel::detail
