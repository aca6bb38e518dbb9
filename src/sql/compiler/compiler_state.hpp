#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "cupel/sql/compiler/compiler.hpp"
#include "cupel/sql/compiler/from_linter.hpp"

#include "sql/compiler/bind_table.hpp"

namespace cupel {

/// A CTE that was met: where it stands and under which name.
struct CteEntry {
  const CTE* cte;
  const CTE* reference;  ///< the CTE that this one restates, or itself
  std::size_t level;     ///< depth of the statement it is rendered in; 1 is the top
  std::string name;
  bool nest_here;
};

struct CteText {
  const CTE* cte;
  SqlText text;
};

/// What ORDER BY and GROUP BY may refer to by name in one statement.
struct LabelResolution {
  using Names = std::vector<std::pair<std::string, const ColumnElement*>>;
  Names columns;  ///< of the columns clause
  Names froms;    ///< of the FROM elements
  FromPtr kept;

  [[nodiscard]] static const ColumnElement* find(const Names& names, std::string_view name) {
    for (const auto& [text, column] : names) {
      if (text == name) return column;
    }
    return nullptr;
  }
};

struct TruncatedName {
  SqlCompiler::NameClass name_class;
  std::string resolved;
  std::string truncated;
};

struct SqlCompiler::State {
  BindTable binds;
  AnonymousNames anonymous_names;
  std::vector<TruncatedName> truncated_names;
  std::uint32_t truncated_count[4] = {0, 0, 0, 0};

  std::vector<CteEntry> ctes;
  std::vector<CteText> cte_texts;

  std::vector<std::pair<std::string, std::string>> wraps;  ///< SQL around elements of lists
  /// Tables without schema that bear the name of one with a schema, with the alias they get: in
  /// the SELECT being rendered, and all that were named so far.
  std::vector<std::pair<std::string, std::string>> ambiguous_tables;
  std::vector<std::pair<std::string, std::string>> ambiguous_aliases;

  CompiledParts parts;
  SqlText::Mark insert_values_begin{};  ///< the row that insertmanyvalues repeats
  SqlText::Mark insert_values_end{};
  bool has_insert_values = false;
  std::vector<const ColumnElement*> insert_targets;  ///< columns of the INSERT being rendered
};

}  // namespace cupel
