#include "cupel/engine/execution_options.hpp"

#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel {

namespace {

template <class T>
void take(std::optional<T>& mine, const std::optional<T>& nearer) {
  if (nearer) mine = nearer;
}

template <class T>
T read(std::string_view name, const Value& value) {
  if (const auto out = value.get_if<T>()) return *out;
  throw ArgumentError(str_cat("execution option ", quoted(name), " does not take ", value.repr()));
}

std::size_t read_size(std::string_view name, const Value& value) {
  const auto n = read<std::int64_t>(name, value);
  if (n <= 0) {
    throw ArgumentError(
        str_cat("execution option ", quoted(name), " is a positive number, not ", n));
  }
  return static_cast<std::size_t>(n);
}

}  // namespace

ExecutionOptions ExecutionOptions::merged_with(const ExecutionOptions& nearer) const {
  ExecutionOptions out = *this;
  take(out.isolation_level, nearer.isolation_level);
  take(out.compiled_cache, nearer.compiled_cache);
  take(out.logging_token, nearer.logging_token);
  take(out.no_parameters, nearer.no_parameters);
  take(out.stream_results, nearer.stream_results);
  take(out.max_row_buffer, nearer.max_row_buffer);
  take(out.yield_per, nearer.yield_per);
  take(out.insertmanyvalues_page_size, nearer.insertmanyvalues_page_size);
  take(out.schema_translate_map, nearer.schema_translate_map);
  take(out.preserve_rowcount, nearer.preserve_rowcount);
  take(out.driver_column_names, nearer.driver_column_names);
  if (nearer.result_cache) out.result_cache = nearer.result_cache;
  for (const auto& [name, value] : nearer.user) out.user.insert_or_assign(name, value);
  return out;
}

void ExecutionOptions::set(std::string_view name, const Value& value) {
  if (name == "isolation_level") {
    isolation_level = read<std::string>(name, value);
  } else if (name == "compiled_cache") {
    if (!value.is_null()) {
      throw ArgumentError("execution option 'compiled_cache' by name takes NULL, for no cache");
    }
    compiled_cache.emplace();
  } else if (name == "logging_token") {
    logging_token = read<std::string>(name, value);
  } else if (name == "no_parameters") {
    no_parameters = read<bool>(name, value);
  } else if (name == "stream_results") {
    stream_results = read<bool>(name, value);
  } else if (name == "max_row_buffer") {
    max_row_buffer = read_size(name, value);
  } else if (name == "yield_per") {
    yield_per = read_size(name, value);
  } else if (name == "insertmanyvalues_page_size") {
    insertmanyvalues_page_size = read_size(name, value);
  } else if (name == "preserve_rowcount") {
    preserve_rowcount = read<bool>(name, value);
  } else if (name == "driver_column_names") {
    driver_column_names = read<bool>(name, value);
  } else {
    user.insert_or_assign(std::string(name), value);
  }
}

bool ExecutionOptions::empty() const noexcept {
  return !isolation_level && !compiled_cache && !logging_token && !no_parameters &&
         !stream_results && !max_row_buffer && !yield_per && !insertmanyvalues_page_size &&
         !schema_translate_map && !preserve_rowcount && !driver_column_names && !result_cache &&
         user.empty();
}

}  // namespace cupel
