#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "cupel/sql/compiler/context.hpp"
#include "cupel/sql/compiler/traits.hpp"

namespace cupel::conformance {

/// The compilers of `dialect` (mysql, mariadb) for a version of the corpus ("8", "10_11"), or with
/// another style of parameters. nullptr for another variant.
std::unique_ptr<CompilerContext> make_mysql_context(std::string_view dialect,
                                                    std::string_view variant,
                                                    std::optional<ParamStyle> style,
                                                    std::uint32_t label_length);

}  // namespace cupel::conformance
