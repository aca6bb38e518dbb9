#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "cupel/sql/compiler/context.hpp"

namespace cupel::conformance {

/// The compiler for a dialect key of the corpus ("sqlite", "default_qmark"), nullptr for a dialect
/// that does not exist yet. `label_length` 0: the dialect's own.
std::unique_ptr<CompilerContext> make_context(std::string_view key, std::uint32_t label_length);

}  // namespace cupel::conformance
