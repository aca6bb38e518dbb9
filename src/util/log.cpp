#include "cupel/util/log.hpp"

#include <cstdio>
#include <ctime>
#include <map>
#include <memory>
#include <mutex>

#include "cupel/util/str_cat.hpp"

namespace cupel {

// Levels that were set, by name, and the loggers that exist. Never destroyed: loggers are referred
// to from static objects whose destructors may still log.
struct LogRegistry {
  std::mutex mutex;
  std::map<std::string, std::unique_ptr<Logger>, std::less<>> loggers;
  std::map<std::string, LogLevel, std::less<>> levels;
  std::mutex sink_mutex;
  LogSink sink;

  static LogRegistry& instance() {
    static LogRegistry* registry = new LogRegistry;
    return *registry;
  }

  static std::unique_ptr<Logger> make(std::string_view name) {
    return std::unique_ptr<Logger>(new Logger(std::string(name)));
  }

  [[nodiscard]] LogLevel effective(std::string_view name) const {
    for (;;) {
      if (const auto it = levels.find(name); it != levels.end()) return it->second;
      const std::size_t dot = name.rfind('.');
      if (dot == std::string_view::npos) break;
      name = name.substr(0, dot);
    }
    return LogLevel::warning;
  }

  void refresh() {
    for (auto& [name, logger] : loggers)
      logger->effective_.store(effective(name), std::memory_order_relaxed);
  }
  void refresh(Logger& logger) const {
    logger.effective_.store(effective(logger.name()), std::memory_order_relaxed);
  }
};

std::string_view to_string(LogLevel level) noexcept {
  switch (level) {
    case LogLevel::debug:
      return "DEBUG";
    case LogLevel::info:
      return "INFO";
    case LogLevel::warning:
      return "WARNING";
    case LogLevel::error:
      return "ERROR";
    case LogLevel::off:
      return "OFF";
  }
  return "UNKNOWN";
}

Logger& Logger::get(std::string_view name) {
  LogRegistry& r = LogRegistry::instance();
  const std::lock_guard lock(r.mutex);
  if (const auto it = r.loggers.find(name); it != r.loggers.end()) return *it->second;
  Logger& logger = *r.loggers.emplace(std::string(name), LogRegistry::make(name)).first->second;
  r.refresh(logger);
  return logger;
}

void Logger::write(LogLevel level, std::string_view message) const {
  const LogRecord record{std::chrono::system_clock::now(), level, name_, message};
  LogRegistry& r = LogRegistry::instance();
  const std::lock_guard lock(r.sink_mutex);
  if (r.sink) return r.sink(record);
  std::string line = format_log_record(record);
  line += '\n';
  std::fwrite(line.data(), 1, line.size(), stdout);
  std::fflush(stdout);
}

void set_log_level(std::string_view name, LogLevel level) {
  LogRegistry& r = LogRegistry::instance();
  const std::lock_guard lock(r.mutex);
  r.levels.insert_or_assign(std::string(name), level);
  r.refresh();
}

void reset_log_level(std::string_view name) {
  LogRegistry& r = LogRegistry::instance();
  const std::lock_guard lock(r.mutex);
  if (const auto it = r.levels.find(name); it != r.levels.end()) r.levels.erase(it);
  r.refresh();
}

LogSink set_log_sink(LogSink sink) {
  LogRegistry& r = LogRegistry::instance();
  const std::lock_guard lock(r.sink_mutex);
  return std::exchange(r.sink, std::move(sink));
}

std::string format_log_record(const LogRecord& record) {
  const std::time_t seconds =
      std::chrono::system_clock::to_time_t(std::chrono::floor<std::chrono::seconds>(record.time));
  const auto millis =
      std::chrono::duration_cast<std::chrono::milliseconds>(record.time.time_since_epoch())
          .count() %
      1000;
  std::tm local{};
  localtime_r(&seconds, &local);
  char stamp[40];
  const std::size_t n = std::strftime(stamp, sizeof stamp, "%Y-%m-%d %H:%M:%S", &local);
  char tail[8];
  std::snprintf(tail, sizeof tail, ",%03d", static_cast<int>(millis < 0 ? millis + 1000 : millis));
  return str_cat(std::string_view(stamp, n), tail, " ", to_string(record.level), " ", record.logger,
                 " ", record.message);
}

}  // namespace cupel
