#pragma once

#include <string>
#include <string_view>

#include "cupel/dialects/sqlite/options.hpp"

namespace cupel::sqlite {

/// Whether the driver takes an argument of this name (others belong into a `file:` name).
[[nodiscard]] bool is_driver_argument(std::string_view name) noexcept;

struct ParsedArguments {
  std::string database;
  SqliteOptions options;
};
/// Throws ArgumentError for an unknown name or a value that makes no sense.
[[nodiscard]] ParsedArguments parse_arguments(const dbapi::ConnectArgs& args);

}  // namespace cupel::sqlite
