#include <cstdio>

#include "cupel/types/codec.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/connection_core.hpp"

namespace cupel::detail {

namespace {

using Seconds = std::chrono::duration<double>;

std::string formatted(const char* format, double seconds) {
  char text[64];
  std::snprintf(text, sizeof text, format, seconds);
  return text;
}

std::string tag_text(const DriverCall& call, const Dialect& dialect) {
  if (!call.note.empty()) return std::string(call.note);
  const auto now = std::chrono::steady_clock::now();
  const auto begun = call.prepared                           ? call.prepared->begun_at()
                     : call.begun.time_since_epoch().count() ? call.begun
                                                             : now;
  const double since = Seconds(now - begun).count();
  switch (call.tag) {
    case CacheTag::prepared:
      return call.prepared && !call.prepared->first_use()
                 ? formatted("cached since %.4gs ago", since)
                 : formatted("generated in %.5fs", since);
    case CacheTag::no_key:
      return formatted("no key %.5fs", since);
    case CacheTag::raw:
      return "raw sql";
    case CacheTag::disabled:
      return formatted("caching disabled %.5fs", since);
    case CacheTag::no_dialect_support:
      return str_cat("dialect ", dialect.name(), " does not support caching ",
                     formatted("%.5fs", since));
  }
  return {};
}

}  // namespace

void ConnectionCore::log(LogLevel level, std::string_view message) const {
  if (log_prefix_.empty()) {
    shared_.logger.write(level, message);
  } else {
    shared_.logger.write(level, str_cat(log_prefix_, message));
  }
}

void ConnectionCore::log_transaction(Line line) const {
  switch (line) {
    case Line::begin:
      return log(LogLevel::info,
                 autocommit_ ? "BEGIN (implicit; DBAPI should not BEGIN due to autocommit mode)"
                             : "BEGIN (implicit)");
    case Line::commit:
      return log(LogLevel::info, autocommit_ ? "COMMIT using DBAPI connection.commit(), has no "
                                               "effect due to autocommit mode"
                                             : "COMMIT");
    case Line::rollback:
      if (!autocommit_) return log(LogLevel::info, "ROLLBACK");
      return log(LogLevel::info,
                 shared_.options.skip_autocommit_rollback
                     ? "ROLLBACK will be skipped by skip_autocommit_rollback"
                     : "ROLLBACK using DBAPI connection.rollback(); set skip_autocommit_rollback "
                       "to prevent fully");
  }
}

std::string ConnectionCore::parameters_text(const DriverCall& call) const {
  std::vector<Value> values;
  values.reserve(call.cells.size());
  for (const Cell& cell : call.cells) values.push_back(raw_value(cell));
  return call.many ? repr_param_rows(values, call.width) : repr_params(values);
}

void ConnectionCore::log_parameters(const DriverCall& call) const {
  log(LogLevel::info,
      str_cat("[", tag_text(call, dialect()), "] ",
              shared_.options.hide_parameters
                  ? std::string("[SQL parameters hidden due to hide_parameters=True]")
                  : parameters_text(call)));
}

void ConnectionCore::log_row(const ResultMeta& meta, const Cell* row) {
  std::vector<Value> values;
  values.reserve(meta.size());
  for (std::size_t i = 0; i < meta.size(); ++i) values.push_back(raw_value(row[i]));
  log(LogLevel::debug, str_cat("Row ", repr_row(values)));
}

}  // namespace cupel::detail
