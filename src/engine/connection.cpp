#include "cupel/engine/connection.hpp"

#include <algorithm>
#include <optional>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/connection_core.hpp"
#include "engine/error_wrapping.hpp"

namespace cupel {

namespace detail {

ConnectionCore::ConnectionCore(std::shared_ptr<EngineCore> e)
    : engine(std::move(e)),
      self(this, false),
      shared_(*engine->shared),
      cache_(shared_.cache.get()) {
  settle_plainness();
  const std::shared_ptr<Pool> pool = shared_.pool();
  try {
    pooled = pool->connect();
  } catch (const dbapi::DriverError& error) {
    fail(error, {}, nullptr);
  }
  const PoolClass* const kind = &pool->pool_class();
  shares_ = kind == &pool_class<StaticPool> || kind == &pool_class<SingletonThreadPool>;
  if (shared_.options.isolation_level) {
    autocommit_ = iequals(*shared_.options.isolation_level, "AUTOCOMMIT");
  }
  const auto defaults = engine->options();
  if (!defaults->empty()) set_options(*defaults);
  shared_.events.engine_connect.fire(self);
}

ConnectionCore::~ConnectionCore() {
  close();
  while (spare_) delete std::exchange(spare_, spare_->next_);
}

void ConnectionCore::require_open() const {
  if (closed_) {
    throw ResourceClosedError("This Connection is closed; call engine.connect() for another one");
  }
}

void ConnectionCore::close() noexcept {
  if (closed_) return;
  PoolResetState reset;
  if (root_) {
    try {
      rollback(*std::shared_ptr<TransactionCore>(root_));
      reset.transaction_was_reset = true;
    } catch (...) {
      pooled.invalidate(std::current_exception());
    }
  }
  while (cursors_) {
    CursorCore* const c = cursors_;
    if (c->state_ == CursorCore::State::reading) c->finish(CursorCore::State::cut_off);
    c->connection_ = nullptr;
    forget(*c);
  }
  if ((isolation_changed_ || !characteristics_.empty()) && pooled.valid()) {
    try {
      restore_characteristics();
    } catch (...) {
      pooled.invalidate(std::current_exception());
    }
  }
  closed_ = true;
  pooled.close(reset);
}

dbapi::Connection& ConnectionCore::driver() {
  require_open();
  if (dbapi::Connection* const d = pooled.driver_connection()) return *d;
  check_transaction();
  if (root_) {
    throw PendingRollbackError(
        "Can't reconnect until invalid transaction is rolled back.  Please rollback() fully before "
        "proceeding",
        "8s2b");
  }
  try {
    pooled.reconnect();
  } catch (const dbapi::DriverError& error) {
    fail(error, {}, nullptr);
  }
  return *pooled.driver_connection();
}

void ConnectionCore::invalidate(std::exception_ptr cause) {
  require_open();
  if (!pooled.valid()) return;
  if (root_) {
    root_->active = false;
    for (TransactionCore* t = nested_.get(); t; t = t->outer.get()) t->active = false;
  }
  for (CursorCore* c = cursors_; c; c = c->next_)
    if (c->state_ == CursorCore::State::reading) c->finish(CursorCore::State::cut_off);
  pooled.invalidate(std::move(cause));
}

void ConnectionCore::detach() {
  require_open();
  (void)driver();
  pooled.detach();
}

namespace {

[[noreturn]] void throw_in_transaction(std::string_view option) {
  throw InvalidRequestError(
      str_cat("This connection has already initialized a SQLAlchemy Transaction() object via "
              "begin() or autobegin; ",
              option, " may not be altered unless rollback() or commit() is called first."));
}

}  // namespace

void ConnectionCore::set_characteristics(const ExecutionOptions& changed) {
  for (const std::string_view name : dialect().connection_characteristics()) {
    const Value* const given = changed.user.find(name);
    if (!given) continue;
    const std::optional<bool> value = given->get_if<bool>();
    if (!value) {
      throw ArgumentError(
          str_cat("the execution option ", quoted(name), " is true or false, not ", given->repr()));
    }
    if (root_) throw_in_transaction(name);
    try {
      dialect().set_connection_characteristic(driver(), name, *value);
    } catch (const dbapi::DriverError& error) {
      fail(error, {}, nullptr);
    }
    if (std::ranges::find(characteristics_, name) == characteristics_.end()) {
      characteristics_.push_back(name);
    }
  }
}

void ConnectionCore::restore_characteristics() {
  for (const std::string_view name : characteristics_) {
    dialect().set_connection_characteristic(*pooled, name, false);
  }
  characteristics_.clear();
  if (!isolation_changed_) return;
  // What the engine set when it connected, or else the database's own.
  const auto& level = shared_.options.isolation_level;
  const bool own = level && !iequals(*level, "AUTOCOMMIT");
  dialect().set_isolation_level(*pooled, own ? check_isolation_level(dialect(), *level)
                                             : dialect().default_isolation_level());
}

void ConnectionCore::set_options(const ExecutionOptions& nearer) {
  require_open();
  ExecutionOptions changed = nearer;
  shared_.events.set_connection_execution_options.fire(self, changed);
  set_characteristics(changed);
  if (changed.isolation_level) {
    if (root_) throw_in_transaction("isolation_level");
    const std::string level = check_isolation_level(dialect(), *changed.isolation_level);
    try {
      dialect().set_isolation_level(driver(), level);
    } catch (const dbapi::DriverError& error) {
      fail(error, {}, nullptr);
    }
    autocommit_ = level == "AUTOCOMMIT";
    isolation_changed_ = true;
  }
  options = options.merged_with(changed);
  if (options.compiled_cache) {
    own_cache_ = *options.compiled_cache;
    cache_ = own_cache_.get();
  }
  settle_plainness();
  log_prefix_ = options.logging_token ? str_cat("[", *options.logging_token, "] ") : std::string();
}

std::string ConnectionCore::isolation_level() {
  if (autocommit_) return "AUTOCOMMIT";
  return dialect().get_isolation_level(driver());
}

EngineEvents& events_of(Connection& connection) {
  auto& own = connection.core().own_events;
  if (!own) own = std::make_unique<EngineEvents>();
  return *own;
}

}  // namespace detail

Connection::Connection(Connection&& o) noexcept
    : core_(std::exchange(o.core_, nullptr)), owns_(std::exchange(o.owns_, false)) {}

Connection& Connection::operator=(Connection&& o) noexcept {
  if (this != &o) {
    if (owns_) delete core_;
    core_ = std::exchange(o.core_, nullptr);
    owns_ = std::exchange(o.owns_, false);
  }
  return *this;
}

Connection::~Connection() {
  if (owns_) delete core_;
}

detail::ConnectionCore& Connection::core() const {
  if (!core_) {
    throw ResourceClosedError("This Connection was moved from; use the one it was moved to");
  }
  return *core_;
}

void Connection::close() noexcept {
  if (core_) core_->close();
}
bool Connection::closed() const noexcept {
  return !core_ || core_->closed();
}
bool Connection::invalidated() const noexcept {
  return core_ && !core_->closed() && !core_->pooled.valid();
}
void Connection::invalidate(std::exception_ptr cause) {
  core().invalidate(std::move(cause));
}
void Connection::detach() {
  core().detach();
}
Engine Connection::engine() const {
  return detail::EngineCore::handle(core().engine);
}
const Dialect& Connection::dialect() const noexcept {
  return core_->dialect();
}
dbapi::Connection& Connection::driver_connection() {
  return core().driver();
}
PooledConnection& Connection::pooled_connection() {
  (void)core().driver();
  return core_->pooled;
}
InfoMap& Connection::info() {
  core().require_open();
  return core_->pooled.info();
}

Transaction Connection::begin() {
  return Transaction(core().begin(), true);
}
Transaction Connection::begin_nested() {
  return Transaction(core().begin_nested(), true);
}

void Connection::commit() {
  core().require_open();
  if (const std::shared_ptr<detail::TransactionCore> tx = core_->root()) core_->commit(*tx);
}
void Connection::rollback() {
  core().require_open();
  if (const std::shared_ptr<detail::TransactionCore> tx = core_->root()) core_->rollback(*tx);
}
bool Connection::in_transaction() const noexcept {
  return core_ && core_->root() && core_->root()->active;
}
bool Connection::in_nested_transaction() const noexcept {
  return core_ && core_->nested() && core_->nested()->active;
}
Transaction Connection::get_transaction() const noexcept {
  return Transaction(core_ ? core_->root() : nullptr, false);
}
Transaction Connection::get_nested_transaction() const noexcept {
  return Transaction(core_ ? core_->nested() : nullptr, false);
}

Connection& Connection::execution_options(const ExecutionOptions& options) {
  core().set_options(options);
  return *this;
}
const ExecutionOptions& Connection::get_execution_options() const noexcept {
  return core_->options;
}
std::string Connection::schema_for_object(const Table& table) const {
  const auto& schemas = core_->options.schema_translate_map;
  if (schemas) {
    for (const auto& [from, to] : *schemas)
      if (from == table.schema()) return to;
  }
  return table.schema();
}
std::string Connection::get_isolation_level() {
  return core().isolation_level();
}
const std::string& Connection::default_isolation_level() const noexcept {
  return core_->dialect().default_isolation_level();
}

namespace {

detail::Execution execution_of(const Executable& statement) {
  return {.element = statement.element().get(),
          .statement_options = statement.execution_options(),
          .bound = statement.bound_params()};
}

}  // namespace

Result Connection::execute(const Executable& statement) {
  detail::ConnectionCore& c = core();
  if (!statement.has_attached()) {
    if (Cursor cursor = c.execute_plainly(*statement.element())) {
      return {std::move(cursor), nullptr};
    }
  }
  return c.execute_result(execution_of(statement));
}

Result Connection::execute(const Executable& statement, const Parameters& parameters,
                           const ExecutionOptions& options) {
  detail::Execution x = execution_of(statement);
  x.parameters = &parameters;
  x.options = &options;
  return core().execute_result(x);
}

Result Connection::execute(const Executable& statement, const ParameterSets& sets,
                           const ExecutionOptions& options) {
  detail::Execution x = execution_of(statement);
  x.sets = &sets;
  x.options = &options;
  return core().execute_result(x);
}

Result Connection::execute_element(const ClauseElement& statement, const Parameters& parameters,
                                   const ExecutionOptions& options) {
  return core().execute_result(
      {.element = &statement, .parameters = &parameters, .options = &options});
}

Value Connection::scalar(const Executable& statement, const Parameters& parameters,
                         const ExecutionOptions& options) {
  return execute(statement, parameters, options).scalar();
}

Result Connection::exec_driver_sql(std::string_view sql, std::span<const Value> parameters,
                                   const ExecutionOptions& options) {
  Arena scratch;
  std::vector<Cell> cells(parameters.size());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    encode_value(*core().dialect().type_impl(*type_from_value(parameters[i])), parameters[i],
                 cells[i], scratch);
  }
  detail::DriverCall call;
  call.sql = sql;
  call.cells = cells;
  call.tag = detail::CacheTag::raw;
  const ExecutionOptions merged =
      options.empty() ? ExecutionOptions() : core().options.merged_with(options);
  call.options = options.empty() ? &core().options : &merged;
  return Result(core().run(call), nullptr);
}

Result Connection::exec_driver_sql_many(std::string_view sql,
                                        std::span<const std::vector<Value>> sets) {
  Arena scratch;
  std::vector<Cell> cells;
  const std::size_t width = sets.empty() ? 0 : sets.front().size();
  for (const auto& set : sets) {
    if (set.size() != width) {
      throw InvalidRequestError(
          "exec_driver_sql_many(): every set needs as many values as the first");
    }
    for (const Value& value : set) {
      encode_value(*core().dialect().type_impl(*type_from_value(value)), value,
                   cells.emplace_back(), scratch);
    }
  }
  detail::DriverCall call;
  call.sql = sql;
  call.cells = cells;
  call.many = true;
  call.width = width;
  call.times = sets.size();
  call.tag = detail::CacheTag::raw;
  call.options = &core().options;
  return Result::of_rowcount(core().run_many(call));
}

Cursor Connection::open(const Executable& statement) {
  detail::ConnectionCore& c = core();
  if (!statement.has_attached()) {
    if (Cursor cursor = c.execute_plainly(*statement.element())) return cursor;
  }
  return c.execute(execution_of(statement), nullptr);
}

Cursor Connection::open(const Executable& statement, const Parameters& parameters,
                        const ExecutionOptions& options) {
  detail::Execution x = execution_of(statement);
  x.parameters = &parameters;
  x.options = &options;
  return core().execute(x, nullptr);
}

Cursor Connection::open_prepared(const PreparedStatement& prepared, const Executable& statement,
                                 std::span<const BindParameter* const> extracted,
                                 const Parameters& parameters, const ExecutionOptions& options) {
  detail::Execution x = execution_of(statement);
  x.parameters = &parameters;
  x.options = &options;
  x.prepared = &prepared;
  x.extracted = extracted;
  return core().execute(x, nullptr);
}

Cursor Connection::open_element(const ClauseElement& statement, const Parameters& parameters,
                                const ExecutionOptions& options) {
  return core().execute({.element = &statement, .parameters = &parameters, .options = &options},
                        nullptr);
}

namespace {

detail::DriverCall call_of(const PreparedStatement& statement, std::span<const Cell> cells) {
  detail::DriverCall call;
  call.sql = statement.sql();
  call.id = statement.id();
  call.prepared = &statement;
  call.cells = cells;
  return call;
}

}  // namespace

Cursor Connection::run(const PreparedStatement& statement, std::span<const Cell> parameters) {
  detail::DriverCall call = call_of(statement, parameters);
  if (statement.parameter_count() != 0 && parameters.size() > statement.parameter_count()) {
    // Several rows at once: its parameters are arrays (ArrayStatements).
    call.many = true;
    call.width = statement.parameter_count();
    call.times = parameters.size() / call.width;
  }
  return core().run(call);
}

std::int64_t Connection::run_rowcount(const PreparedStatement& statement,
                                      std::span<const Cell> parameters) {
  return core().run_many(call_of(statement, parameters));
}

std::int64_t Connection::run_many(const PreparedStatement& statement, std::span<const Cell> rows) {
  detail::DriverCall call = call_of(statement, rows);
  call.width = statement.parameter_count();
  call.times = call.width ? rows.size() / call.width : 1;
  call.many = call.times != 1;  // one row alone is no executemany, for listeners and the log either
  return core().run_many(call, core().insert_forms(statement, call.times));
}

std::int64_t Connection::lastrowid() const noexcept {
  return core_ ? core_->lastrowid : 0;
}

Ptr<const PreparedStatement> Connection::prepare(const ClauseElement& statement,
                                                 std::vector<const BindParameter*>* extracted) {
  const detail::Lookup found = core().find_or_compile(statement, false, {}, nullptr);
  if (extracted) extracted->assign(found.extracted.begin(), found.extracted.end());
  return found.prepared;
}

void Connection::query(std::string_view sql, std::span<const Value> parameters,
                       FunctionRef<void(std::span<const Cell>)> row) {
  std::vector<Cell> cells(parameters.size());
  Arena scratch;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    encode_value(*core().dialect().type_impl(*type_from_value(parameters[i])), parameters[i],
                 cells[i], scratch);
  }
  detail::DriverCall call;
  call.sql = sql;
  call.cells = cells;
  call.tag = detail::CacheTag::raw;
  call.options = &core().options;
  Cursor cursor = core().run(call);
  if (!cursor.returns_rows()) return;
  while (const Cell* found = cursor.fetch()) row({found, cursor.column_count()});
}

}  // namespace cupel
