#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <cupel/sql/expression/fwd.hpp>

namespace cupel {

/// Which schema names to replace by which: {{"", "tenant_7"}, {"shared", ""}}; "" is no schema.
using SchemaTranslateMap = std::vector<std::pair<std::string, std::string>>;

/// What one compilation may be asked for beyond the statement and the dialect.
struct CompileOptions {
  /// Values stand in the text instead of bind parameters. For reading and for DDL: it is the type
  /// that renders the value, and a type that cannot is an error.
  bool literal_binds = false;
  /// IN lists and other parameters that are settled at execution are settled now.
  bool render_postcompile = false;
  /// INSERT and UPDATE: keys of the columns that will get values when the statement is executed.
  /// Without it, all columns of the table unless the statement has values of its own.
  std::optional<std::vector<std::string>> column_keys{};
  /// The statement will be executed for several sets of parameters.
  bool for_executemany = false;
  SchemaTranslateMap schema_translate_map{};
  /// Warns when FROM elements are not connected (a cartesian product).
  bool linting = false;
  /// The parameters of the statement's cache key, in its order: gives BindSlot::key_index.
  /// Borrowed for the time of compiling.
  std::span<const BindParameter* const> extracted_parameters{};
};

}  // namespace cupel
