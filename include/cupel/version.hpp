/// The version of the library, for the preprocessor and for programs.
#pragma once

#define CUPEL_VERSION_MAJOR 0
#define CUPEL_VERSION_MINOR 1
#define CUPEL_VERSION_PATCH 0

namespace cupel {

/// The version of these headers as "major.minor.patch"; a literal, so it lives as long as the
/// program.
inline constexpr const char* kVersion = "0.1.0";

}  // namespace cupel
