#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace cupel::conformance {

/// Makes the statement that the bytes decide about, with wild and with harmless strings, for every
/// database, and runs it, with its values as parameters and in its text, on an SQLite database in
/// memory, and on the PostgreSQL that CUPEL_TEST_POSTGRESQL_URL names. Gives what is wrong, or
/// nothing: that the strings changed the structure of a text, or that a database cannot read it.
[[nodiscard]] std::string complaint_about(std::span<const std::uint8_t> bytes);

}  // namespace cupel::conformance
