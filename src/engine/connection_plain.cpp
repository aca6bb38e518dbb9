// The short way of most SELECTs, see ConnectionCore::execute_plainly().

#include "cupel/sql/expression/bind_parameter.hpp"

#include "engine/connection_core.hpp"

namespace cupel::detail {

void ConnectionCore::settle_plainness() noexcept {
  recent_.clear();
  may_be_plain_ = cache_ && dialect().supports_statement_cache() && !options.yield_per &&
                  !options.stream_results && !options.schema_translate_map;
}

bool ConnectionCore::is_plain(ElementKind kind) const noexcept {
  return may_be_plain_ && root_ &&
         (kind == ElementKind::select || kind == ElementKind::compound_select) && !own_events &&
         shared_.events.before_execute.empty() && shared_.events.after_execute.empty() &&
         !instrumented();
}

Cursor ConnectionCore::execute_plainly(const ClauseElement& statement) {
  if (!is_plain(statement.kind())) return {};
  KeyBuilder& builder = KeyBuilder::local();
  if (!builder.build(statement)) return {};
  const PreparedStatement* const prepared = cache_->find_recent(builder, dialect().id(), recent_);
  if (!prepared) return {};
  const std::span<const BindParameter* const> extracted = builder.parameters();
  scratch_.clear();
  const std::size_t places = prepared->places_.size();
  cells_.resize(places);
  bool plain = prepared->plain_;
  for (std::size_t i = 0; plain && i < places; ++i) {
    const PreparedStatement::Place& place = prepared->places_[i];
    const BindParameter& bind = place.key_index == BindSlot::kNoKey
                                    ? *place.bind
                                    : *extracted[static_cast<std::size_t>(place.key_index)];
    plain = bind.has_value() && !bind.callable();
    prepared->encoders_[i](&bind.value(), cells_[i], scratch_);
  }
  if (plain) [[likely]]
    return run_plainly(*prepared);
  // What was found is enough for the long way from here on.
  made_values_.clear();
  Lookup found{Ptr<const PreparedStatement>(prepared), extracted};
  found.settle_callables();
  return execute_one({.element = &statement}, found, nullptr, nullptr);
}

Cursor ConnectionCore::run_plainly(const PreparedStatement& prepared) {
  dbapi::Connection& d = begin_execution();
  const auto call = [&] {
    DriverCall out;
    out.sql = prepared.sql();
    out.id = prepared.id();
    out.prepared = &prepared;
    out.cells = cells_;
    out.options = &options;
    return out;
  };
  try {
    dbapi::StatementLease lease = d.prepare({prepared.sql(), prepared.id()});
    lease->execute(cells_);
    const std::size_t columns = lease->column_count();
    if (columns != prepared.meta_->size()) [[unlikely]] {
      return open_cursor(std::move(lease), call());
    }
    Cursor out(new_cursor());
    CursorCore& c = *out.core_;
    c.columns_ = columns;
    c.statement_ = Ptr<const PreparedStatement>(&prepared);
    c.meta_ = prepared.meta_;
    c.lease_ = std::move(lease);
    c.log_rows_ = false;
    c.state_ = CursorCore::State::reading;
    c.rowcount_ = -1;
    c.lastrowid_ = 0;
    c.row_.resize(columns);
    return out;
  } catch (const dbapi::DriverError& e) {
    const DriverCall failed = call();
    fail(e, failed.sql, &failed);
  }
}

}  // namespace cupel::detail
