#pragma once

#include <string>
#include <string_view>

#include <cupel/sql/compiler/fwd.hpp>
#include <cupel/types/fwd.hpp>

namespace cupel {

/// What differs between databases in MERGE.
struct MergeForm {
  bool on_in_parentheses = false;
  bool condition_behind = false;  ///< THEN UPDATE ... WHERE condition, in place of AND condition
  bool by_source = false;         ///< knows WHEN NOT MATCHED BY SOURCE
  bool do_nothing = false;        ///< knows DO NOTHING
  bool deletes = true;            ///< knows THEN DELETE
  bool one_of_each = false;       ///< at most one UPDATE and one INSERT
  bool returning = false;         ///< takes RETURNING
  std::string_view end = {};      ///< behind the statement
};

/// How an INSERT of many rows is written, and by what its RETURNING can be put in order; see
/// SqlCompiler::sentinel_form().
struct SentinelForm {
  bool autoincrement = false;  ///< keys that the database draws follow the order of the rows
  bool identity = false;
  bool sequence = false;
  bool monotonic = false;    ///< so do those of a function that is said to be monotonic
  bool from_select = false;  ///< only when the rows are SELECTed in order
  /// The SQL behind a column of that SELECT that casts it to its type (`::INTEGER`); null: none.
  std::string (*cast)(const TypeEngine& impl, const TypeCompiler& compiler) = nullptr;
  /// Rows go in one VALUES also where nothing comes back.
  bool without_returning = false;
  std::string_view default_value = "DEFAULT";  ///< where a row has no value at all
};

}  // namespace cupel
