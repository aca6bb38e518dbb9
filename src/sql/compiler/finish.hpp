#pragma once

#include "sql/compiler/compiler_state.hpp"

namespace cupel {

/// Writes the places of a text in the style of the driver: fills sql, positions, late_places
/// and the row of insertmanyvalues in `parts`, whose binds are there already.
struct FinishInput {
  const SqlText& text;
  std::span<const std::pair<std::string, std::string>> wraps;
  /// The row of an INSERT that may be repeated; null: none.
  const SqlText::Mark* values_begin = nullptr;
  const SqlText::Mark* values_end = nullptr;
};
void finish_text(CompiledParts& parts, const FinishInput& input);

/// A Compiled whose lists are written out with the values of the statement itself.
[[nodiscard]] Ptr<const Compiled> expanded(const Ptr<const Compiled>& compiled);

[[nodiscard]] std::string demangled_name(const std::type_info& type);

}  // namespace cupel
