#include "cupel/pool/pool.hpp"

#include "cupel/pool/pools.hpp"

#include "pool/pool_core.hpp"

namespace cupel {

Pool::~Pool() {
  core_->dispose();
}

PooledConnection Pool::connect() {
  return core_->checkout();
}

void Pool::dispose() {
  core_->dispose();
}

std::unique_ptr<Pool> Pool::recreate() const {
  std::unique_ptr<Pool> pool = core_->pool_class.make(core_->connector, core_->options);
  pool->core_->events = core_->events;
  return pool;
}

void Pool::invalidate_all() noexcept {
  core_->invalidate_all();
}

std::string Pool::status() const {
  return core_->status();
}
std::size_t Pool::size() const {
  return core_->size();
}
std::size_t Pool::checked_in() const {
  return core_->checked_in();
}
std::size_t Pool::checked_out() const {
  return core_->checked_out();
}
std::ptrdiff_t Pool::overflow() const {
  return core_->overflow();
}

const PoolOptions& Pool::options() const noexcept {
  return core_->options;
}
const PoolClass& Pool::pool_class() const noexcept {
  return core_->pool_class;
}
PoolEvents& Pool::events() noexcept {
  return *core_->events;
}
void Pool::set_echo(PoolEcho echo) noexcept {
  core_->set_echo(echo);
}

namespace detail {

template <class P>
std::unique_ptr<Pool> make_pool(dbapi::Connector connector, const PoolOptions& options) {
  return std::make_unique<P>(std::move(connector), options);
}
template std::unique_ptr<Pool> make_pool<QueuePool>(dbapi::Connector, const PoolOptions&);
template std::unique_ptr<Pool> make_pool<NullPool>(dbapi::Connector, const PoolOptions&);
template std::unique_ptr<Pool> make_pool<StaticPool>(dbapi::Connector, const PoolOptions&);
template std::unique_ptr<Pool> make_pool<SingletonThreadPool>(dbapi::Connector, const PoolOptions&);
template std::unique_ptr<Pool> make_pool<AssertionPool>(dbapi::Connector, const PoolOptions&);

}  // namespace detail
}  // namespace cupel
