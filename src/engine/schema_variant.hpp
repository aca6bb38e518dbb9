#pragma once

#include <cstdint>

#include "cupel/engine/connection.hpp"
#include "cupel/sql/compiler/options.hpp"

namespace cupel::detail {

// For layers that prepare statements themselves and keep them: a connection may put other schemas
// in place of those of the tables (its option schema_translate_map), which changes the texts.

/// The schemas that `connection` puts in; empty: none. Valid as long as its options.
[[nodiscard]] const SchemaTranslateMap& schemas_of(const Connection& connection) noexcept;

/// A number for what is prepared for the dialect and the schemas of `connection`: equal where the
/// texts are. Without schemas the dialect's id. Thread-safe.
[[nodiscard]] std::uint64_t statement_variant(const Connection& connection);

}  // namespace cupel::detail
