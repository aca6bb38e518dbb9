#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "cupel/engine/fwd.hpp"
#include "cupel/sql/compiler/options.hpp"
#include "cupel/types/value.hpp"
#include "cupel/util/ordered_map.hpp"

namespace cupel {

/// What may be said about an execution beside the statement. Set on an engine, a connection, a
/// statement or for one call; the nearest wins, option by option.
struct ExecutionOptions {
  /// Engine and connection only.
  std::optional<std::string> isolation_level{};
  /// Replaces the engine's cache of compiled statements for a connection; a null pointer: no cache.
  std::optional<std::shared_ptr<CompiledCache>> compiled_cache{};
  /// Stands in brackets in each log line of the connection.
  std::optional<std::string> logging_token{};
  /// With no parameters, the driver is called without any: percent signs stay as they are.
  std::optional<bool> no_parameters{};
  /// Rows are fetched as they are read, where the driver would fetch all at once.
  std::optional<bool> stream_results{};
  /// Most rows that a streaming result holds ahead.
  std::optional<std::size_t> max_row_buffer{};
  /// Streams, and gives partitions() and chunks this size.
  std::optional<std::size_t> yield_per{};
  std::optional<std::size_t> insertmanyvalues_page_size{};
  /// Schema names are replaced at execution: {{"", "tenant_7"}}; "" is no schema.
  std::optional<SchemaTranslateMap> schema_translate_map{};
  /// rowcount is kept for statements that are neither UPDATE nor DELETE.
  std::optional<bool> preserve_rowcount{};
  /// Keys of the result are exactly what the driver reports.
  std::optional<bool> driver_column_names{};
  /// Of one execution: where its rows may come from and go to (engine/result_cache.hpp). Null: the
  /// database.
  std::shared_ptr<const ResultCaching> result_cache{};
  /// Any further key, for event hooks.
  OrderedMap<std::string, Value> user{};

  /// A copy where every option that `nearer` sets wins.
  [[nodiscard]] ExecutionOptions merged_with(const ExecutionOptions& nearer) const;
  /// Sets an option by its name, for statements that carry options by name. A name that is not one
  /// of those above goes to `user`. Throws ArgumentError for a value of the wrong kind.
  void set(std::string_view name, const Value& value);
  [[nodiscard]] bool empty() const noexcept;
};

}  // namespace cupel
