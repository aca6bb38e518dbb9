#pragma once

#include <span>
#include <string>

#include "cupel/util/arena.hpp"
#include "cupel/util/cell.hpp"

#include "dialects/postgresql/oids.hpp"
#include "dialects/postgresql/wire_format.hpp"

namespace cupel::postgresql {

/// Appends one element to the text of an array: NULL, a number, a text in quotes where it needs
/// them, bytes in hexadecimal.
void append_array_item(std::string& out, const Cell& item);

/// Writes a column of cells as an array of one dimension: cells[0], cells[stride], ... `count` of
/// them. In binary where every cell can be, else as text. `out` borrows from `bytes`.
void write_array(const Cell* cells, std::size_t stride, std::size_t count, oid::Oid element,
                 oid::Oid element_wire, WireParameter& out, std::string& bytes);

}  // namespace cupel::postgresql
