#pragma once

#include <cstdint>
#include <string_view>

#include "cupel/sql/compiler/compiles.hpp"

namespace cupel {

/// One bit for each kind that has a hook.
[[nodiscard]] std::uint64_t hooked_kinds() noexcept;
/// The hook for an element on a dialect, or null. Valid for the life of the process.
[[nodiscard]] const CompilesHook* find_hook(const ClauseElement& element, std::string_view dialect);

}  // namespace cupel
