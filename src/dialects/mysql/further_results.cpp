#include <algorithm>
#include <utility>

#include "cupel/dbapi/error.hpp"
#include "cupel/util/scope_guard.hpp"

#include "dialects/mysql/async.hpp"
#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/statement.hpp"

// A procedure gives one result after the other. They share the wire with everything else that the
// connection does, so what comes after the first one is read into memory as soon as that has been
// read, and all of it when the connection is wanted for something else.
namespace cupel::mysql {

void MysqlStatement::add_row(KeptResult& result) {
  for (Cell cell : cells_) {
    if (cell.kind >= CellKind::text && cell.size != 0) {
      cell.data = result.bytes.copy(cell.view()).data();
    }
    result.cells.push_back(cell);
  }
}

MysqlStatement::KeptResult MysqlStatement::keep_rest() {
  KeptResult rest{.columns = columns_, .names = names_};
  if (row_ready_) add_row(rest);
  row_ready_ = false;
  while (running_ && read_row()) add_row(rest);
  return rest;
}

void MysqlStatement::read_further_results() {
  if (!mysql_stmt_more_results(stmt_)) return;
  // Rows are read through the members of the present result.
  auto columns = std::move(columns_);
  auto names = std::move(names_);
  const std::size_t column_count = column_count_;
  reads_further_ = true;
  const auto restore = on_exit([&] {
    columns_ = std::move(columns);
    names_ = std::move(names);
    column_count_ = column_count;
    cells_.resize(column_count);
    running_ = false;
    reads_further_ = false;
  });
  while (mysql_stmt_more_results(stmt_)) {
    const int failed = run_async<int>(
        owner_->mysql_, owner_->waiter(),
        [&](int* result) { return mysql_stmt_next_result_start(result, stmt_); },
        [&](int* result, int status) {
          return mysql_stmt_next_result_cont(result, stmt_, status);
        });
    if (failed > 0) fail();
    read_columns();
    if (column_count_ == 0) continue;  // the end of the procedure
    buffered_ = false;
    running_ = true;
    further_.push_back(keep_rest());
  }
}

bool MysqlStatement::fetch_kept(Cell* row) {
  require_open();
  KeptResult& kept = *present_;
  if (kept.next == kept.cells.size()) return false;
  std::copy_n(kept.cells.begin() + static_cast<std::ptrdiff_t>(kept.next), column_count_, row);
  kept.next += column_count_;
  return true;
}

bool MysqlStatement::next_result() {
  require_open();
  row_ready_ = false;
  while (running_) static_cast<void>(read_row());
  if (further_.empty()) return false;
  present_ = std::make_unique<KeptResult>(std::move(further_.front()));
  further_.pop_front();
  columns_ = present_->columns;
  names_ = present_->names;
  column_count_ = columns_.size();
  cells_.resize(column_count_);
  return true;
}

void MysqlStatement::drop_results() noexcept {
  try {
    row_ready_ = false;
    while (running_) static_cast<void>(read_row());
  } catch (const dbapi::DriverError&) {
    // It was reported before, or shows at the next use of the connection.
  }
  present_.reset();
  further_.clear();
}

}  // namespace cupel::mysql
