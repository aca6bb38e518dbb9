#pragma once

#include <string>

#include "cupel/sql/compiler/compiles_function.hpp"

namespace cupel {

/// The rendering registered for a function on a dialect; empty: none.
[[nodiscard]] FunctionHook function_hook(const Function& function, const std::string& dialect);

}  // namespace cupel
