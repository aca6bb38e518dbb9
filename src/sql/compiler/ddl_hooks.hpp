#pragma once

#include <string_view>

#include "cupel/sql/compiler/compiles_ddl.hpp"

namespace cupel {

/// The hook registered for the class of `element`: that of the dialect, else the one for all; empty
/// where there is none.
[[nodiscard]] DdlHook find_ddl_hook(const DdlElement& element, std::string_view dialect);

}  // namespace cupel
