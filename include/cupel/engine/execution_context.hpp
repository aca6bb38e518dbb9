#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cupel/engine/execution_options.hpp"
#include "cupel/engine/prepared_statement.hpp"
#include "cupel/engine/row.hpp"
#include "cupel/types/parameters.hpp"

namespace cupel {

/// One execution of a compiled statement, and what it left behind. Events and results show it.
struct ExecutionContext {
  Ptr<const PreparedStatement> statement;
  /// The parameters sent, defaults filled in; one set each execution of an executemany.
  /// Empty where nobody asked for them: only INSERT, UPDATE and instrumented executions keep them.
  ParameterSets parameters;
  bool executemany = false;
  bool is_insert = false;
  bool is_update = false;
  bool is_delete = false;
  /// Primary keys of inserted rows as far as known, and the columns they are of.
  std::vector<Row<>> inserted_primary_key_rows;
  std::optional<Row<>> returned_defaults;
  std::vector<Row<>> returned_defaults_rows;
  std::int64_t rowcount = -1;
  std::int64_t lastrowid = 0;
};

}  // namespace cupel
