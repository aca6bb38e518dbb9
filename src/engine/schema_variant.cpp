#include "engine/schema_variant.hpp"

#include <map>
#include <mutex>
#include <utility>

#include "cupel/dialect/dialect.hpp"

namespace cupel::detail {

const SchemaTranslateMap& schemas_of(const Connection& connection) noexcept {
  static const SchemaTranslateMap none;
  const auto& schemas = connection.get_execution_options().schema_translate_map;
  return schemas ? *schemas : none;
}

std::uint64_t statement_variant(const Connection& connection) {
  const std::uint64_t dialect = connection.dialect().id();
  const SchemaTranslateMap& schemas = schemas_of(connection);
  if (schemas.empty()) return dialect;
  // Numbers that no dialect has: dialects are counted from below.
  static std::mutex mutex;
  static std::map<std::pair<std::uint64_t, SchemaTranslateMap>, std::uint64_t> numbers;
  const std::scoped_lock lock(mutex);
  const auto [place, is_new] = numbers.try_emplace({dialect, schemas}, 0);
  if (is_new) place->second = ~static_cast<std::uint64_t>(numbers.size());
  return place->second;
}

}  // namespace cupel::detail
