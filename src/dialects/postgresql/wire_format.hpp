#pragma once

#include <cstdint>
#include <string_view>

#include "cupel/util/arena.hpp"
#include "cupel/util/cell.hpp"

#include "dialects/postgresql/oids.hpp"

/// How values of PostgreSQL's types look on the wire, and as cells.
///
/// Cells of the types that are no numbers or texts: boolean, 0 and 1; date, days since 1970; time
/// and time with time zone, microseconds since midnight, the zone left out; timestamps,
/// microseconds since 1970 (in UTC for those with time zone); interval, seconds, a month being 30
/// days; numeric, json and jsonb, their text; uuid, its 16 bytes; arrays of these, the bytes of the
/// wire (array_format.hpp). Infinite dates are the text `infinity`. Everything else is the text
/// that PostgreSQL writes.
namespace cupel::postgresql {

using ReadField = void (*)(std::string_view data, Cell& out, Arena& scratch);

/// Reads the binary form of a type; null for one that can be had as text only.
[[nodiscard]] ReadField binary_reader(oid::Oid type) noexcept;
/// Reads the text form into the same cell.
[[nodiscard]] ReadField text_reader(oid::Oid type) noexcept;

/// A parameter as libpq takes it.
struct WireParameter {
  const char* data = nullptr;  ///< null: NULL
  int size = 0;
  int format = 0;  ///< 0 text (ends with a zero), 1 binary
};

/// Writes a cell for a parameter of a type: in binary where the cell is of the type's kind, as text
/// for the server to read where it is not. Text and bytes are borrowed or live in `scratch`.
void write_parameter(const Cell& cell, oid::Oid type, WireParameter& out, Arena& scratch);

/// The element of a built-in array type; 0 for other types.
[[nodiscard]] oid::Oid element_type(oid::Oid array) noexcept;
/// The name as SQL has it ("timestamp with time zone", "integer[]"); empty for an unknown type.
[[nodiscard]] std::string_view type_name(oid::Oid type) noexcept;

}  // namespace cupel::postgresql
