#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "cupel/dialect/dialect.hpp"

namespace cupel {

/// How the documents of an engine's JSON columns are written and read.
struct Dialect::JsonFunctions {
  std::function<std::string(const Json&)> serializer;
  std::function<Json(std::string_view)> deserializer;
};

}  // namespace cupel
