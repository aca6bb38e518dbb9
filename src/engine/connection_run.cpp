#include <algorithm>

#include "cupel/dbapi/abilities.hpp"
#include "cupel/dialect/abilities.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/connection_core.hpp"
#include "engine/error_wrapping.hpp"

namespace cupel::detail {

namespace {

/// Names of a call's parameters by place, for listeners: those of the binds, or numbers.
std::vector<std::string> parameter_names(const DriverCall& call) {
  std::vector<std::string> out;
  const Compiled* const compiled = call.prepared ? call.prepared->compiled() : nullptr;
  const std::size_t width = call.row_width();
  if (compiled && compiled->positions().size() == width) {
    for (const std::uint32_t slot : compiled->positions())
      out.push_back(compiled->binds()[slot].name);
  } else {
    for (std::size_t i = 1; i <= width; ++i) out.push_back(str_cat(i));
  }
  return out;
}

ParameterSets parameter_sets(const DriverCall& call) {
  const std::vector<std::string> names = parameter_names(call);
  ParameterSets out;
  const std::size_t sets = call.many ? call.times : 1;
  const std::size_t width = names.size();
  for (std::size_t s = 0; s < sets; ++s) {
    Parameters& p = out.emplace_back();
    for (std::size_t i = 0; i < width; ++i)
      p.append(names[i], raw_value(call.cells[s * width + i]));
  }
  return out;
}

/// Cells for what a listener put in place of the parameters.
struct ReplacedParameters {
  std::vector<Cell> cells;
  Arena scratch;

  void encode(const ParameterSets& sets, const DriverCall& call) {
    const std::vector<std::string> names = parameter_names(call);
    for (const Parameters& p : sets) {
      for (std::size_t i = 0; i < names.size(); ++i) {
        const Value& value = p[names[i]];
        encode_value(*type_from_value(value), value, cells.emplace_back(), scratch);
      }
    }
  }
};

Ptr<const ResultMeta> untyped_columns(std::span<const std::string_view> names,
                                      const Dialect& dialect) {
  static const TypePtr untyped = type_from_value(Value());
  std::vector<ResultMeta::Column> out;
  for (const std::string_view name : names) {
    out.push_back({std::string(name), dialect.type_impl(*untyped)});
  }
  return make_ptr<const ResultMeta>(std::move(out));
}

/// Where the statement knows no type of a column, the driver may.
Ptr<const ResultMeta> with_types_of_driver(Ptr<const ResultMeta> meta,
                                           const dbapi::Statement& statement,
                                           const Dialect& dialect) {
  const auto* const typed = dynamic_cast<const TypedResults*>(&dialect);
  if (!typed) return meta;
  const auto& known = meta->columns();
  std::vector<ResultMeta::Column> columns(known.begin(), known.end());
  bool found = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!meta->is_untyped(i)) continue;
    if (TypePtr type = typed->type_of_result(statement, i)) {
      columns[i].type = std::move(type);
      found = true;
    }
  }
  return found ? make_ptr<const ResultMeta>(std::move(columns)) : meta;
}

/// Rows of a portion where the options ask for streaming; else 0.
std::size_t fetch_size(const ExecutionOptions* options) noexcept {
  constexpr std::size_t kRows = 1000;
  if (!options) return 0;
  if (options->yield_per) return *options->yield_per;
  if (options->stream_results.value_or(false)) return options->max_row_buffer.value_or(kRows);
  return 0;
}

void bind_arrays(dbapi::Statement& statement, const DriverCall& call) {
  auto* const arrays = dynamic_cast<dbapi::ArrayBinding*>(&statement);
  if (!arrays) {
    throw InvalidRequestError(
        str_cat("this database's driver cannot bind arrays: the statement takes ", call.width,
                " parameters, not ", call.cells.size()));
  }
  arrays->execute_arrays(call.cells, call.width);
}

}  // namespace

bool ConnectionCore::instrumented() const noexcept {
  const auto listens = [](const EngineEvents& e) {
    return !e.before_cursor_execute.empty() || !e.after_cursor_execute.empty();
  };
  return logs(LogLevel::info) || listens(shared_.events) || (own_events && listens(*own_events));
}

Cursor ConnectionCore::start(dbapi::Connection& d, const DriverCall& call) {
  try {
    dbapi::StatementLease lease = d.prepare({call.sql, call.id});
    if (const std::size_t rows = fetch_size(call.options); rows != 0) [[unlikely]] {
      if (auto* const s = dynamic_cast<dbapi::PortionedFetch*>(lease.get()))
        s->set_fetch_size(rows);
    }
    if (call.many) {
      bind_arrays(*lease, call);
    } else {
      lease->execute(call.cells);
    }
    return open_cursor(std::move(lease), call);
  } catch (const dbapi::DriverError& e) {
    fail(e, call.sql, &call);
  }
}

std::int64_t ConnectionCore::start_many(dbapi::Connection& d, const DriverCall& call) {
  try {
    dbapi::StatementLease lease = d.prepare({call.sql, call.id});
    if (!call.load.empty()) {
      if (auto* const bulk = dynamic_cast<dbapi::BulkLoading*>(lease.get()))
        return bulk->execute_load(call.load, call.cells, call.width);
    }
    if (call.many) return lease->execute_many(call.cells, call.width, call.times);
    lease->execute(call.cells);
    if (lease->column_count() != 0) {
      std::vector<Cell> row(lease->column_count());
      while (lease->fetch(row.data())) {
      }
    }
    lastrowid = lease->lastrowid();
    return lease->rowcount();
  } catch (const dbapi::DriverError& e) {
    fail(e, call.sql, &call);
  }
}

template <class Start>
auto ConnectionCore::run_instrumented(dbapi::Connection& d, const DriverCall& original,
                                      Start start_it) {
  DriverCall call = original;
  const auto listens = [](const EngineEvents& e) {
    return !e.before_cursor_execute.empty() || !e.after_cursor_execute.empty();
  };
  const bool tell = listens(shared_.events) || (own_events && listens(*own_events));
  std::string sql;
  ParameterSets sets;
  ReplacedParameters replaced;
  if (tell) {
    sql = std::string(call.sql);
    sets = parameter_sets(call);
    const ParameterSets before = sets;
    CursorExecution seen{sql, sets, call.many, call.prepared,
                         call.options ? *call.options : options};
    fire([&](EngineEvents& e) { e.before_cursor_execute.fire(self, seen); });
    if (sql != call.sql) {
      call.sql = sql;
      call.id = 0;
      call.load = {};
    }
    if (sets != before) {
      replaced.encode(sets, original);
      call.cells = replaced.cells;
      if (call.many) call.times = sets.size();
    }
  }
  if (logs(LogLevel::info)) {
    log(LogLevel::info, call.sql);
    log_parameters(call);
  }
  auto out = (this->*start_it)(d, call);
  if (tell) {
    CursorExecution seen{sql, sets, call.many, call.prepared,
                         call.options ? *call.options : options};
    fire([&](EngineEvents& e) { e.after_cursor_execute.fire(self, seen); });
  }
  return out;
}

Cursor ConnectionCore::run(const DriverCall& call) {
  dbapi::Connection& d = begin_execution();
  if (!instrumented()) [[likely]] {
    return start(d, call);
  }
  return run_instrumented(d, call, &ConnectionCore::start);
}

std::int64_t ConnectionCore::run_many(const DriverCall& call) {
  dbapi::Connection& d = begin_execution();
  if (!instrumented()) [[likely]] {
    return start_many(d, call);
  }
  return run_instrumented(d, call, &ConnectionCore::start_many);
}

void ConnectionCore::fail(const dbapi::DriverError& error, std::string_view sql,
                          const DriverCall* call) {
  FailedStatement failed;
  failed.sql = sql;
  failed.hide_parameters = shared_.options.hide_parameters;
  if (call) {
    failed.parameters = parameters_text(*call);
    failed.is_multi = call->many;
  }
  const bool disconnected = dialect().is_disconnect(error.info());
  failed.invalidates_connection = disconnected;
  const std::exception_ptr original = std::current_exception();
  const auto settle = [&](bool lost, bool whole_pool) {
    if (lost) {
      if (whole_pool) shared_.pool()->invalidate_all();
      invalidate(original);
    } else {
      note_lost_transaction();
    }
  };
  const bool handled =
      !shared_.events.handle_error.empty() || (own_events && !own_events->handle_error.empty());
  if (!handled) {
    settle(disconnected, true);
    throw_wrapped(error, failed);
  }
  ExceptionContext context{&self, nullptr, original, sql, failed.parameters, disconnected};
  try {
    try {
      throw_wrapped(error, failed);
    } catch (const Error& wrapped) {
      context.error = &wrapped;
      fire([&](EngineEvents& e) { e.handle_error.fire(context); });
    }
  } catch (...) {
    settle(context.is_disconnect, context.invalidate_pool_on_disconnect);
    throw;
  }
  settle(context.is_disconnect, context.invalidate_pool_on_disconnect);
  failed.invalidates_connection = context.is_disconnect;
  throw_wrapped(error, failed);
}

CursorCore* ConnectionCore::new_cursor() {
  CursorCore* c = spare_;
  if (c) {
    spare_ = c->next_;
    --spares_;
  } else {
    c = new CursorCore;
  }
  c->connection_ = this;
  c->prev_ = nullptr;
  c->next_ = cursors_;
  if (cursors_) cursors_->prev_ = c;
  cursors_ = c;
  return c;
}

void ConnectionCore::forget(CursorCore& c) noexcept {
  (c.prev_ ? c.prev_->next_ : cursors_) = c.next_;
  if (c.next_) c.next_->prev_ = c.prev_;
  c.next_ = c.prev_ = nullptr;
}

void ConnectionCore::recycle(CursorCore* c) noexcept {
  constexpr std::size_t kMostSpares = 8;
  forget(*c);
  if (spares_ >= kMostSpares) {
    delete c;
    return;
  }
  c->connection_ = nullptr;
  c->statement_.reset();
  c->meta_.reset();
  c->buffered_.reset();
  c->selected_.clear();
  c->next_ = spare_;
  spare_ = c;
  ++spares_;
}

Cursor ConnectionCore::open_cursor(dbapi::StatementLease lease, const DriverCall& call) {
  Cursor out(new_cursor());
  CursorCore& c = *out.core_;
  const std::size_t columns = lease->column_count();
  c.columns_ = columns;
  c.statement_ = Ptr<const PreparedStatement>(call.prepared);
  c.lease_ = std::move(lease);
  c.log_rows_ = false;
  if (columns == 0) {
    c.finish(CursorCore::State::no_rows);
    lastrowid = c.lastrowid_;
    return out;
  }
  c.state_ = CursorCore::State::reading;
  c.rowcount_ = -1;
  c.lastrowid_ = 0;
  c.row_.resize(columns);
  if (call.prepared && call.prepared->meta_ && call.prepared->meta_->size() == columns) [[likely]] {
    c.meta_ = call.prepared->meta_;
  } else {
    std::vector<std::string_view> names(columns);
    for (std::size_t i = 0; i < columns; ++i) names[i] = c.lease_->column_name(i);
    c.meta_ = call.prepared ? call.prepared->meta_for(names, dialect())
                            : untyped_columns(names, dialect());
  }
  if (c.meta_->has_untyped_columns()) c.meta_ = with_types_of_driver(c.meta_, *c.lease_, dialect());
  if (logs(LogLevel::debug)) [[unlikely]] {
    c.log_rows_ = true;
    std::vector<Value> names;
    for (const auto& column : c.meta_->columns()) names.emplace_back(column.name);
    log(LogLevel::debug, str_cat("Col ", repr_row(names)));
  }
  return out;
}

Cursor ConnectionCore::buffered_cursor(std::shared_ptr<const BufferedRows> rows,
                                       const PreparedStatement& prepared,
                                       Ptr<const ResultMeta> meta) {
  Cursor out(new_cursor());
  CursorCore& c = *out.core_;
  c.state_ = CursorCore::State::buffered;
  c.columns_ = rows->width();
  c.row_.resize(c.columns_);
  c.statement_ = Ptr<const PreparedStatement>(&prepared);
  c.meta_ = std::move(meta);
  c.buffered_ = std::move(rows);
  c.next_buffered_ = 0;
  c.rowcount_ = static_cast<std::int64_t>(c.buffered_->size());
  c.lastrowid_ = lastrowid;
  c.log_rows_ = false;
  return out;
}

}  // namespace cupel::detail
