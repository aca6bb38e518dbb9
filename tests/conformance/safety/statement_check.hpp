#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace cupel::conformance {

/// Makes the statement that the bytes decide about, with wild and with harmless strings, for every
/// database, and runs it on an SQLite database in memory. Gives what is wrong, or nothing: that the
/// strings changed the structure of a text, or that SQLite cannot read it.
[[nodiscard]] std::string complaint_about(std::span<const std::uint8_t> bytes);

}  // namespace cupel::conformance
