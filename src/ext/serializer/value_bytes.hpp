#pragma once

#include <cupel/types/parameters.hpp>
#include <cupel/types/value.hpp>

#include "ext/serializer/bytes.hpp"

namespace cupel::detail {

/// Throws InvalidRequestError for what could not be read back: arrays in arrays without end, a
/// document with numbers that JSON does not have.
void write_value(SerialWriter& out, const Value& value);
void write_parameters(SerialWriter& out, const Parameters* parameters);

/// Throw DataError.
[[nodiscard]] Value read_value(SerialReader& in);
[[nodiscard]] Parameters read_parameters(SerialReader& in);

}  // namespace cupel::detail
