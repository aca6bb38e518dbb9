#pragma once

#include <nlohmann/json.hpp>

#include "cupel/types/value.hpp"

namespace cupel::conformance {

/// A parameter's value in the corpus' form: {"$decimal": "1.50"} and so on.
nlohmann::json to_json(const Value& value);

}  // namespace cupel::conformance
