#pragma once

#include <span>
#include <string>

#include "cupel/util/arena.hpp"
#include "cupel/util/cell.hpp"

#include "dialects/postgresql/oids.hpp"

/// Rows as COPY takes them in binary.
namespace cupel::postgresql {

/// Appends the length and the binary form of a value of a type; false, with `out` unchanged, where
/// the cell has none. What it puts into `scratch` is not needed any more.
[[nodiscard]] bool append_field(std::string& out, const Cell& cell, oid::Oid type, Arena& scratch);

/// What stands before the rows of a stream, and behind them.
void append_stream_head(std::string& out);
void append_stream_end(std::string& out);
/// Appends rows of one cell for each of `types`; false, with `out` unchanged, where one of the
/// cells has no binary form.
[[nodiscard]] bool append_stream_rows(std::string& out, std::span<const Cell> rows,
                                      std::span<const oid::Oid> types);

}  // namespace cupel::postgresql
