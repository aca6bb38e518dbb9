#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "cupel/dialect/dialect.hpp"
#include "cupel/engine/compiled_cache.hpp"
#include "cupel/engine/engine.hpp"
#include "cupel/engine/plugin.hpp"
#include "cupel/util/log.hpp"

namespace cupel::detail {

/// What engines that came from one create_engine() share.
struct EngineShared {
  EngineShared(URL u, EngineOptions o, std::shared_ptr<Dialect> d);

  [[nodiscard]] std::shared_ptr<Pool> pool() const {
    const std::lock_guard lock(mutex);
    return the_pool;
  }
  /// Two relaxed loads: the check before any text is made.
  [[nodiscard]] bool logs(LogLevel level) const noexcept {
    return level >= echo_level.load(std::memory_order_relaxed) || logger.enabled(level);
  }
  void set_echo(Echo echo) noexcept;

  const URL url;
  const EngineOptions options;
  const std::shared_ptr<Dialect> dialect;
  std::shared_ptr<CompiledCache> cache;  // null: no cache
  EngineEvents events;
  std::atomic<Echo::Level> echo;
  std::atomic<LogLevel> echo_level;
  Logger& logger;
  std::once_flag initialized;
  std::vector<std::unique_ptr<EnginePlugin>> plugins;

  mutable std::mutex mutex;  // of the_pool
  std::shared_ptr<Pool> the_pool;
};

class EngineCore : public std::enable_shared_from_this<EngineCore> {
 public:
  EngineCore(std::shared_ptr<EngineShared> s, ExecutionOptions o)
      : shared(std::move(s)), options_(std::make_shared<const ExecutionOptions>(std::move(o))) {}

  [[nodiscard]] std::shared_ptr<const ExecutionOptions> options() const {
    const std::lock_guard lock(mutex_);
    return options_;
  }
  void update_options(const ExecutionOptions& nearer) {
    const std::lock_guard lock(mutex_);
    options_ = std::make_shared<const ExecutionOptions>(options_->merged_with(nearer));
  }

  static Engine handle(std::shared_ptr<EngineCore> core) { return Engine(std::move(core)); }
  static const std::shared_ptr<EngineCore>& of(const Engine& engine) { return engine.core_; }

  const std::shared_ptr<EngineShared> shared;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const ExecutionOptions> options_;
};

/// Throws ArgumentError, naming the levels there are, for one that the dialect does not have.
/// Returns the dialect's spelling.
std::string check_isolation_level(const Dialect& dialect, std::string_view level);

/// Makes the pool of an engine, with the listeners that prepare its connections.
std::shared_ptr<Pool> make_engine_pool(const std::shared_ptr<EngineShared>& shared);

}  // namespace cupel::detail
