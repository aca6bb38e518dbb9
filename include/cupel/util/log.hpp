#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace cupel {

/// As in Python's logging, whose numbers they carry.
enum class LogLevel : std::uint8_t { debug = 10, info = 20, warning = 30, error = 40, off = 100 };

[[nodiscard]] std::string_view to_string(LogLevel level) noexcept;

struct LogRecord {
  std::chrono::system_clock::time_point time;
  LogLevel level;
  std::string_view logger;  ///< "cupel.engine.Engine"
  std::string_view message;
};

/// Called from whatever thread logs, one call at a time. Must not log itself.
using LogSink = std::function<void(const LogRecord&)>;

/// A named channel. Names form a tree by their dots: the level set on "cupel.engine" holds for
/// "cupel.engine.Engine" unless that has one of its own.
///
/// Thread safety: every member may be called from any thread. Loggers live as long as the process.
class Logger {
 public:
  /// The logger of that name, made at first use.
  [[nodiscard]] static Logger& get(std::string_view name);

  /// One relaxed load: the check that stands before any formatting.
  [[nodiscard]] bool enabled(LogLevel level) const noexcept {
    return level >= effective_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] LogLevel level() const noexcept {
    return effective_.load(std::memory_order_relaxed);
  }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Sends to the sink when the level is enabled.
  void log(LogLevel level, std::string_view message) const {
    if (enabled(level)) write(level, message);
  }
  void debug(std::string_view message) const { log(LogLevel::debug, message); }
  void info(std::string_view message) const { log(LogLevel::info, message); }
  void warning(std::string_view message) const { log(LogLevel::warning, message); }
  void error(std::string_view message) const { log(LogLevel::error, message); }

  /// Sends to the sink whatever the level: for objects that have an echo switch of their own.
  void write(LogLevel level, std::string_view message) const;

  Logger(const Logger&) = delete;
  Logger& operator=(const Logger&) = delete;

 private:
  friend struct LogRegistry;
  explicit Logger(std::string name) : name_(std::move(name)) {}

  std::string name_;
  std::atomic<LogLevel> effective_{LogLevel::warning};
};

/// Sets the level of a logger and of those below it that have none of their own.
/// All are silent below `warning` until told otherwise.
void set_log_level(std::string_view name, LogLevel level);
/// Takes the own level back: the parent's holds again.
void reset_log_level(std::string_view name);

/// Where records go; an empty function restores the default, which writes
/// `2026-11-21 10:00:00,123 INFO cupel.engine.Engine message` and a line break to standard output.
/// Returns the sink that was set before (empty for the default).
LogSink set_log_sink(LogSink sink);

/// The default sink's line, without the line break. Local time.
[[nodiscard]] std::string format_log_record(const LogRecord& record);

/// A logger seen by one object (an engine, a pool) that may have been told to echo for itself.
class InstanceLogger {
 public:
  InstanceLogger() noexcept = default;
  /// `echo`: the level from which this object writes whatever the logger's level is; off for none.
  explicit InstanceLogger(Logger& logger, LogLevel echo = LogLevel::off) noexcept
      : logger_(&logger), echo_(echo) {}

  [[nodiscard]] bool enabled(LogLevel level) const noexcept {
    return level >= echo_ || (logger_ && logger_->enabled(level));
  }
  void log(LogLevel level, std::string_view message) const {
    if (logger_ && enabled(level)) logger_->write(level, message);
  }
  void info(std::string_view message) const { log(LogLevel::info, message); }
  void debug(std::string_view message) const { log(LogLevel::debug, message); }
  void set_echo(LogLevel echo) noexcept { echo_ = echo; }
  [[nodiscard]] LogLevel echo() const noexcept { return echo_; }

 private:
  Logger* logger_ = nullptr;
  LogLevel echo_ = LogLevel::off;
};

}  // namespace cupel
