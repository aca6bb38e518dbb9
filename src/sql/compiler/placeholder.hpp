#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cupel/sql/compiler/traits.hpp"

namespace cupel {

/// Writes the place of one parameter; `number` counts for the numeric styles.
void append_placeholder(std::string& sql, ParamStyle style, std::string_view name,
                        std::uint32_t number);

}  // namespace cupel
