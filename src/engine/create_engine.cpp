#include <utility>

#include "cupel/dbapi/error.hpp"
#include "cupel/dialect/registry.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/engine_core.hpp"
#include "engine/error_wrapping.hpp"
#include "engine/plugins.hpp"

namespace cupel {

namespace detail {

namespace {

LogLevel level_of(Echo::Level level) noexcept {
  switch (level) {
    case Echo::Level::off:
      return LogLevel::off;
    case Echo::Level::on:
      return LogLevel::info;
    case Echo::Level::debug:
      return LogLevel::debug;
  }
  return LogLevel::off;
}

std::string logger_name(const EngineOptions& options) {
  if (options.logging_name.empty()) return "cupel.engine.Engine";
  return str_cat("cupel.engine.Engine.", options.logging_name);
}

PoolEcho pool_echo(Echo echo) noexcept {
  switch (echo.level()) {
    case Echo::Level::off:
      return PoolEcho::off;
    case Echo::Level::on:
      return PoolEcho::on;
    case Echo::Level::debug:
      return PoolEcho::debug;
  }
  return PoolEcho::off;
}

[[noreturn]] void refuse_options(std::string names, const PoolClass& pool, const Dialect& dialect) {
  throw ArgumentError(str_cat("create_engine(): the options ", names, " have no meaning for ",
                              pool.name, ", the pool in use with the ", dialect.name(),
                              " dialect here; leave them out, or choose another poolclass"));
}

PoolOptions pool_options(const EngineOptions& o, const PoolClass& pool, const Dialect& dialect) {
  std::string unknown;
  const auto note = [&](bool given, std::string_view name) {
    if (given) str_append(unknown, unknown.empty() ? "" : ", ", quoted(name));
  };
  if (!pool.bounded) note(o.pool_size.has_value(), "pool_size");
  if (!pool.waits) {
    note(o.max_overflow.has_value(), "max_overflow");
    note(o.pool_timeout.has_value(), "pool_timeout");
    note(o.pool_use_lifo.has_value(), "pool_use_lifo");
  }
  if (!unknown.empty()) refuse_options(std::move(unknown), pool, dialect);
  if (o.max_overflow && *o.max_overflow < -1) {
    throw ArgumentError("create_engine(): max_overflow is -1 (no limit) or more");
  }
  PoolOptions out;
  if (o.pool_size) out.pool_size = *o.pool_size;
  if (o.max_overflow) out.max_overflow = *o.max_overflow;
  if (o.pool_timeout) out.timeout = *o.pool_timeout;
  if (o.pool_use_lifo) out.use_lifo = *o.pool_use_lifo;
  if (o.pool_recycle && o.pool_recycle->count() >= 0) out.recycle = *o.pool_recycle;
  out.pre_ping = o.pool_pre_ping;
  out.reset_on_return = o.pool_reset_on_return;
  out.echo = pool_echo(o.echo_pool);
  out.logging_name = o.pool_logging_name;
  return out;
}

// The pool lives as long as the engine's shared part, or longer: it must not own it.
dbapi::Connector make_connector(const std::shared_ptr<EngineShared>& shared) {
  const std::weak_ptr<EngineShared> weak = shared;
  return [weak]() -> std::unique_ptr<dbapi::Connection> {
    const auto s = weak.lock();
    if (!s) throw ResourceClosedError("the engine of this pool is gone");
    if (s->options.creator) return s->options.creator();
    dbapi::ConnectArgs args = s->dialect->create_connect_args(s->url);
    args.update(s->options.connect_args);
    std::unique_ptr<dbapi::Connection> made;
    s->events.do_connect.fire_each(
        [&](std::unique_ptr<dbapi::Connection> c, const ListenOptions&) {
          made = std::move(c);
          return !made;
        },
        *s->dialect, args);
    if (made) return made;
    return s->dialect->driver()->connect(args);
  };
}

}  // namespace

EngineShared::EngineShared(URL u, EngineOptions o, std::shared_ptr<Dialect> d)
    : url(std::move(u)),
      options(std::move(o)),
      dialect(std::move(d)),
      echo(options.echo.level()),
      echo_level(level_of(options.echo.level())),
      logger(Logger::get(logger_name(options))) {
  if (options.query_cache_size != 0) {
    cache = std::make_shared<CompiledCache>(options.query_cache_size);
  }
}

void EngineShared::set_echo(Echo e) noexcept {
  echo.store(e.level(), std::memory_order_relaxed);
  echo_level.store(level_of(e.level()), std::memory_order_relaxed);
}

std::string check_isolation_level(const Dialect& dialect, std::string_view level) {
  std::string wanted = to_upper(level);
  for (char& c : wanted)
    if (c == '_') c = ' ';
  const auto levels = dialect.isolation_levels();
  for (const std::string_view known : levels)
    if (known == wanted) return wanted;
  throw ArgumentError(str_cat("Invalid value ", quoted(level),
                              " for isolation_level. Valid isolation "
                              "levels for ",
                              quoted(dialect.name()), " are ", join(levels, ", ")));
}

std::shared_ptr<Pool> make_engine_pool(const std::shared_ptr<EngineShared>& shared) {
  const EngineOptions& o = shared->options;
  std::shared_ptr<Pool> pool = o.pool;
  if (pool) {
    if (o.pool_size || o.max_overflow || o.pool_timeout || o.pool_recycle || o.pool_use_lifo ||
        o.poolclass || o.creator || o.pool_pre_ping) {
      throw ArgumentError("create_engine(): with a ready pool, options of pools cannot be given");
    }
  } else {
    const PoolClass& pool_class =
        o.poolclass ? *o.poolclass : shared->dialect->pool_class(shared->url);
    pool = pool_class.make(make_connector(shared), pool_options(o, pool_class, *shared->dialect));
  }
  const std::weak_ptr<EngineShared> weak = shared;
  const auto prepare = [weak](dbapi::Connection& connection, ConnectionRecord&) {
    const auto s = weak.lock();
    if (!s) return;
    s->dialect->on_connect(connection);
    std::call_once(s->initialized, [&] { s->dialect->initialize(connection); });
    if (s->options.isolation_level) {
      s->dialect->set_isolation_level(
          connection, check_isolation_level(*s->dialect, *s->options.isolation_level));
    }
  };
  listen(*pool, events::connect, prepare, {.insert = true});
  return pool;
}

}  // namespace detail

Echo::Echo(const char* word) {
  if (std::string_view(word) != "debug") {
    throw ArgumentError(str_cat("echo is true, false or \"debug\", not ", quoted(word)));
  }
  level_ = Level::debug;
}

namespace {

std::shared_ptr<detail::EngineShared> make_shared_part(URL url, EngineOptions options) {
  detail::EnginePlugins plugins = detail::make_plugins(url, options);
  std::shared_ptr<Dialect> dialect = make_dialect(url.drivername());
  if (!dialect->driver() && !options.creator && !options.pool) {
    throw NoDriverLoadedError(
        str_cat("the ", dialect->name(),
                " dialect is here without its driver: it can compile statements "
                "but not connect; link the component with the driver, or give a creator"));
  }
  if (options.label_length || options.max_identifier_length) {
    dialect->configure_lengths(options.label_length, options.max_identifier_length);
  }
  dialect->configure_json(options.json_serializer, options.json_deserializer);
  if (options.isolation_level) {
    (void)detail::check_isolation_level(*dialect, *options.isolation_level);
  }
  if (options.insertmanyvalues_page_size == 0) {
    throw ArgumentError("create_engine(): insertmanyvalues_page_size is 1 or more");
  }
  auto shared = std::make_shared<detail::EngineShared>(url, std::move(options), std::move(dialect));
  shared->plugins = std::move(plugins);
  // A URL that makes no sense is found now, not at the first connect.
  if (!shared->options.creator && !shared->options.pool) {
    (void)shared->dialect->create_connect_args(url);
  }
  shared->the_pool = detail::make_engine_pool(shared);
  return shared;
}

}  // namespace

Engine create_engine(const URL& url, EngineOptions options) {
  auto shared = make_shared_part(url, std::move(options));
  ExecutionOptions execution = shared->options.execution_options;
  Engine engine = detail::EngineCore::handle(
      std::make_shared<detail::EngineCore>(shared, std::move(execution)));
  for (const auto& plugin : shared->plugins) plugin->engine_created(engine);
  return engine;
}

std::shared_ptr<Pool> create_pool_from_url(const URL& url, EngineOptions options) {
  auto shared = make_shared_part(url, std::move(options));
  std::shared_ptr<Pool> pool = shared->pool();
  // The pool keeps what its connect function needs.
  return std::shared_ptr<Pool>(pool.get(), [pool, shared](Pool*) mutable {
    pool.reset();
    shared.reset();
  });
}

}  // namespace cupel
