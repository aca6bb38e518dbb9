#pragma once

#include <string_view>

#include "cupel/types/type_engine.hpp"

namespace cupel::postgresql {

/// The type that a column's type stands for, by the name that the driver gives it; null where the
/// cell says enough. The same object for the same name.
[[nodiscard]] TypePtr type_of_result(std::string_view declared);

}  // namespace cupel::postgresql
