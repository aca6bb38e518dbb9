#include "cupel/engine/engine.hpp"

#include "cupel/dbapi/error.hpp"

#include "engine/connection_core.hpp"
#include "engine/engine_core.hpp"
#include "engine/error_wrapping.hpp"

namespace cupel {

Connection Engine::connect() {
  return Connection(new detail::ConnectionCore(core_), true);
}

PooledConnection Engine::raw_connection() {
  try {
    return core_->shared->pool()->connect();
  } catch (const dbapi::DriverError& e) {
    detail::throw_wrapped(e, {});
  }
}

void Engine::dispose(bool close) {
  detail::EngineShared& s = *core_->shared;
  std::shared_ptr<Pool> old;
  {
    const std::lock_guard lock(s.mutex);
    old = s.the_pool;
    s.the_pool = old->recreate();
  }
  if (close) {
    old->dispose();
  } else {
    // After a fork the connections belong to the parent: they are neither used nor closed here.
    static std::mutex mutex;
    static auto& forgotten = *new std::vector<std::shared_ptr<Pool>>;
    const std::lock_guard lock(mutex);
    forgotten.push_back(std::move(old));
  }
  s.events.engine_disposed.fire(*this);
}

Engine Engine::execution_options(const ExecutionOptions& options) const {
  ExecutionOptions changed = options;
  Engine self = *this;
  core_->shared->events.set_engine_execution_options.fire(self, changed);
  return Engine(
      std::make_shared<detail::EngineCore>(core_->shared, core_->options()->merged_with(changed)));
}

void Engine::update_execution_options(const ExecutionOptions& options) {
  ExecutionOptions changed = options;
  core_->shared->events.set_engine_execution_options.fire(*this, changed);
  core_->update_options(changed);
}

ExecutionOptions Engine::get_execution_options() const {
  return *core_->options();
}

void Engine::clear_compiled_cache() {
  if (core_->shared->cache) core_->shared->cache->clear();
}

CompiledCache* Engine::compiled_cache() const noexcept {
  return core_->shared->cache.get();
}

std::string_view Engine::name() const noexcept {
  return dialect().name();
}
std::string_view Engine::driver() const noexcept {
  const dbapi::Driver* const d = dialect().driver();
  return d ? d->name() : std::string_view();
}
const Dialect& Engine::dialect() const noexcept {
  return *core_->shared->dialect;
}
const URL& Engine::url() const noexcept {
  return core_->shared->url;
}
std::shared_ptr<Pool> Engine::pool() const {
  return core_->shared->pool();
}

void Engine::set_echo(Echo echo) noexcept {
  core_->shared->set_echo(echo);
}
Echo Engine::echo() const noexcept {
  return Echo(core_->shared->echo.load(std::memory_order_relaxed));
}
bool Engine::hide_parameters() const noexcept {
  return core_->shared->options.hide_parameters;
}

namespace detail {

EngineEvents& events_of(Engine& engine) {
  return EngineCore::of(engine)->shared->events;
}
PoolEvents& pool_events_of(Engine& engine) {
  return EngineCore::of(engine)->shared->pool()->events();
}

}  // namespace detail

}  // namespace cupel
