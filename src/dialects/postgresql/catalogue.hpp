#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dialect/reflection.hpp"

/// What the questions to the catalogue have in common.
namespace cupel::postgresql {

using CatalogueRow = std::span<const Cell>;

[[nodiscard]] inline std::string text_of(const Cell& c) {
  return c.kind == CellKind::text ? std::string(c.view()) : std::string();
}
[[nodiscard]] inline bool flag_of(const Cell& c) {
  return c.kind == CellKind::integer && c.integer != 0;
}
[[nodiscard]] inline int number_of(const Cell& c) {
  return c.kind == CellKind::integer ? static_cast<int>(c.integer) : 0;
}

/// Lists of names come as one text, a control character between them.
[[nodiscard]] std::vector<std::string> names_of(const Cell& c);
[[nodiscard]] std::string list_of_names(std::span<const std::string> names);

/// "'r', 'p'": the kinds of pg_class; foreign tables where they are asked for by name.
[[nodiscard]] std::string relation_kinds(ObjectKind kind, bool with_foreign_tables);
/// The condition on pg_class `c`.
[[nodiscard]] std::string_view persistence(ObjectScope scope) noexcept;

/// The condition that `object` of namespace `n` is in the schema $1; without one it has to be found
/// by the search path, which `visible` asks.
[[nodiscard]] std::string in_schema(std::string_view visible);

}  // namespace cupel::postgresql
