#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dialect/dialect.hpp"
#include "cupel/sql/compiler/compiled.hpp"

namespace cupel::postgresql {

/// What stands in the text for each parameter (`$1::INTEGER`), and the types of the elements.
struct Places {
  std::vector<std::string> texts;
  std::vector<std::string> casts;
  std::vector<std::string> types;
};

/// The `number`th parameter (from 1), as the dialect writes it.
[[nodiscard]] std::string place_text(const Dialect& dialect, std::size_t number);

/// Nothing where a parameter's type is not known, or is an array while none may be: unnest() would
/// take that apart.
[[nodiscard]] std::optional<Places> places_of(const Compiled& compiled, const Dialect& dialect,
                                              bool with_arrays = false);

/// An INSERT of one row, taken apart: `head VALUES (places) tail`. Borrows the statement's text.
struct SingleInsert {
  Places places;
  std::string_view head;
  std::string_view tail;
};

/// Nothing where the row is not made of parameters alone.
[[nodiscard]] std::optional<SingleInsert> single_insert(const Compiled& insert,
                                                        const Dialect& dialect, bool with_arrays);

}  // namespace cupel::postgresql
