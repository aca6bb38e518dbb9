#include "cupel/engine/cursor.hpp"

#include <algorithm>

#include "cupel/error/core_errors.hpp"

#include "engine/connection_core.hpp"
#include "engine/cursor_core.hpp"

namespace cupel {

namespace detail {

void BufferedRows::add(const Cell* row) {
  for (std::size_t i = 0; i < width_; ++i) {
    Cell c = row[i];
    if (c.kind >= CellKind::text && c.size != 0) c.data = bytes_.copy(c.view()).data();
    cells_.push_back(c);
  }
}

void CursorCore::finish(State state) noexcept {
  state_ = state;
  if (!lease_) return;
  rowcount_ = lease_->rowcount();
  lastrowid_ = lease_->lastrowid();
  lease_.release();
}

bool CursorCore::fetch_from_driver(Cell* row) {
  try {
    if (lease_->fetch(row)) {
      if (log_rows_ && connection_) connection_->log_row(*meta_, row);
      return true;
    }
  } catch (const dbapi::DriverError& e) {
    fail(e);
  }
  finish(State::exhausted);
  return false;
}

// To be called where `error` is being handled.
void CursorCore::fail(const dbapi::DriverError& error) {
  ConnectionCore* const connection = connection_;
  const Ptr<const PreparedStatement> statement = statement_;
  finish(State::exhausted);
  if (!connection) throw;
  connection->fail(error, statement ? std::string_view(statement->sql()) : std::string_view(),
                   nullptr);
}

std::size_t CursorCore::read_from_driver(std::size_t most, FunctionRef<void(const Cell*)> visit) {
  Cell* const row = row_.data();
  std::size_t count = 0;
  bool in_driver = false;
  try {
    // A visitor may end the transaction, and with it this cursor.
    while (count < most && state_ == State::reading) {
      in_driver = true;
      const bool any = lease_->fetch(row);
      in_driver = false;
      if (!any) {
        finish(State::exhausted);
        break;
      }
      visit(row);
      ++count;
    }
  } catch (const dbapi::DriverError& e) {
    if (!in_driver) throw;
    fail(e);
  }
  return count;
}

std::size_t CursorCore::read(std::size_t most, FunctionRef<void(const Cell*)> visit) {
  std::size_t count = 0;
  if (selected_.empty() && !log_rows_) count = read_from_driver(most, visit);
  while (count < most) {
    const Cell* const row = fetch();
    if (!row) break;
    visit(row);
    ++count;
  }
  return count;
}

bool CursorCore::fetch_otherwise(Cell* row) {
  switch (state_) {
    case State::reading:
    case State::exhausted:
      return false;
    case State::buffered:
      if (next_buffered_ == buffered_->size()) {
        state_ = State::exhausted;
        return false;
      }
      std::copy_n(buffered_->row(next_buffered_++), columns_, row);
      return true;
    case State::no_rows:
      throw ResourceClosedError(
          "This result object does not return rows. It has been closed automatically.");
    case State::cut_off:
      throw ResourceClosedError(
          "this result was cut off: its connection was closed or its transaction rolled back "
          "before "
          "all rows were read; read them first, with all() or freeze()");
  }
  return false;
}

bool CursorCore::fetch_selected(Cell* row) {
  if (!advance(row_.data())) return false;
  for (std::size_t i = 0; i < selected_.size(); ++i) row[i] = row_[selected_[i]];
  return true;
}

}  // namespace detail

namespace {

[[noreturn]] void throw_closed() {
  throw ResourceClosedError("This result object is closed.");
}

}  // namespace

bool Cursor::fetch(Cell* row) {
  if (!core_) throw_closed();
  return core_->fetch(row);
}

const Cell* Cursor::fetch() {
  if (!core_) throw_closed();
  return core_->fetch();
}

std::size_t Cursor::read(std::size_t most, FunctionRef<void(const Cell*)> visit) {
  if (!core_) throw_closed();
  return core_->read(most, visit);
}

std::size_t Cursor::rows_at_hand() const noexcept {
  if (!core_) return 0;
  if (core_->lease_) return core_->lease_->rows_at_hand();
  return core_->buffered_ ? core_->buffered_->size() - core_->next_buffered_ : 0;
}

std::size_t Cursor::column_count() const noexcept {
  return core_ ? core_->columns_ : 0;
}

const ResultMeta& Cursor::meta() const noexcept {
  return *shared_meta();
}

const Ptr<const ResultMeta>& Cursor::shared_meta() const noexcept {
  static const Ptr<const ResultMeta> none =
      make_ptr<const ResultMeta>(std::vector<ResultMeta::Column>());
  return core_ && core_->meta_ ? core_->meta_ : none;
}

const PreparedStatement* Cursor::statement() const noexcept {
  return core_ ? core_->statement_.get() : nullptr;
}

std::int64_t Cursor::rowcount() const noexcept {
  if (!core_) return -1;
  return core_->lease_ ? core_->lease_->rowcount() : core_->rowcount_;
}

std::int64_t Cursor::lastrowid() const noexcept {
  if (!core_) return 0;
  return core_->lease_ ? core_->lease_->lastrowid() : core_->lastrowid_;
}

Cursor Cursor::of_rows(std::shared_ptr<const detail::BufferedRows> rows,
                       Ptr<const ResultMeta> meta) {
  Cursor out(new detail::CursorCore);
  detail::CursorCore& c = *out.core_;
  c.state_ = detail::CursorCore::State::buffered;
  c.columns_ = rows->width();
  c.row_.resize(c.columns_);
  c.meta_ = std::move(meta);
  c.rowcount_ = static_cast<std::int64_t>(rows->size());
  c.buffered_ = std::move(rows);
  return out;
}

Cursor Cursor::of_no_rows(Ptr<const ResultMeta> meta) {
  auto rows = std::make_shared<detail::BufferedRows>(meta->size());
  return of_rows(std::move(rows), std::move(meta));
}

void Cursor::select(std::vector<std::size_t> columns, Ptr<const ResultMeta> meta) {
  if (!core_) throw_closed();
  core_->selected_ = std::move(columns);
  core_->picked_.resize(core_->selected_.size());
  core_->columns_ = core_->selected_.size();
  core_->meta_ = std::move(meta);
}

void Cursor::close() noexcept {
  if (!core_) return;
  detail::CursorCore* const core = std::exchange(core_, nullptr);
  core->finish(detail::CursorCore::State::exhausted);
  if (core->connection_) {
    core->connection_->recycle(core);
  } else {
    delete core;
  }
}

}  // namespace cupel
