#include "dialects/mysql/statement.hpp"

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <limits>

#include "cupel/util/str_cat.hpp"

#include "dialects/mysql/async.hpp"
#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/error.hpp"
#include "dialects/mysql/wire_values.hpp"

namespace cupel::mysql {

namespace {

constexpr unsigned kBinaryCharset = 63;

bool is_text_or_bytes(CellKind kind) noexcept {
  return kind == CellKind::text || kind == CellKind::blob;
}

bool begins_with(std::string_view sql, std::initializer_list<std::string_view> words) noexcept {
  sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n("), sql.size()));
  return std::ranges::any_of(
      words, [&](std::string_view word) { return iequals(sql.substr(0, word.size()), word); });
}

/// Whether a statement that returns rows has changed each of them: INSERT .. RETURNING.
bool changes_rows(std::string_view sql) noexcept {
  return begins_with(sql, {"insert", "replace", "delete", "update"});
}

// The server refuses messages beyond max_allowed_packet, which is 16 MiB where nobody set it.
constexpr std::size_t kBytesAtOnce = std::size_t{4} << 20;

/// How many rows from the first on go into one message; at least one.
std::size_t rows_that_fit(std::span<const Cell> cells, std::size_t width) noexcept {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    bytes += is_text_or_bytes(cells[i].kind) ? cells[i].size : sizeof cells[i].integer;
    if (bytes > kBytesAtOnce) return std::max<std::size_t>(1, i / width);
  }
  return cells.size() / width;
}

enum_field_types bind_type(CellKind kind) noexcept {
  switch (kind) {
    case CellKind::null:
      return MYSQL_TYPE_NULL;
    case CellKind::integer:
      return MYSQL_TYPE_LONGLONG;
    case CellKind::real:
      return MYSQL_TYPE_DOUBLE;
    case CellKind::text:
      return MYSQL_TYPE_STRING;
    case CellKind::blob:
      return MYSQL_TYPE_BLOB;
  }
  return MYSQL_TYPE_NULL;
}

}  // namespace

MysqlStatement::MysqlStatement(MysqlConnection& owner, MYSQL_STMT* stmt, std::string sql) noexcept
    : owner_(&owner), stmt_(stmt), sql_(std::move(sql)) {}

MysqlStatement::~MysqlStatement() {
  leave_wire();
  if (stmt_) mysql_stmt_close(stmt_);
}

void MysqlStatement::require_open() const {
  if (!owner_) throw_closed();
}

void MysqlStatement::fail() {
  // What ends the rows of a running statement is told of the connection only.
  const bool of_statement = mysql_stmt_errno(stmt_) != 0;
  MYSQL* const connection = owner_->mysql_;
  const unsigned code = of_statement ? mysql_stmt_errno(stmt_) : mysql_errno(connection);
  const std::string sqlstate =
      of_statement ? mysql_stmt_sqlstate(stmt_) : mysql_sqlstate(connection);
  const std::string message = of_statement ? mysql_stmt_error(stmt_) : mysql_error(connection);
  reset();
  throw_driver_error(code, sqlstate, message);
}

void MysqlStatement::prepare() {
  const int failed = run_async<int>(
      owner_->mysql_, owner_->waiter(),
      [&](int* result) {
        return mysql_stmt_prepare_start(result, stmt_, sql_.data(),
                                        static_cast<unsigned long>(sql_.size()));
      },
      [&](int* result, int status) { return mysql_stmt_prepare_cont(result, stmt_, status); });
  if (failed != 0) fail();
  parameter_count_ = mysql_stmt_param_count(stmt_);
  counts_changes_ = changes_rows(sql_);
  calls_ = begins_with(sql_, {"call", "execute", "begin not atomic"});
  mysql_stmt_attr_set(stmt_, STMT_ATTR_CB_USER_DATA, this);
  mysql_stmt_attr_set(stmt_, STMT_ATTR_CB_RESULT,
                      reinterpret_cast<const void*>(&MysqlStatement::take_column));
  read_columns();
}

void MysqlStatement::read_columns() {
  column_count_ = mysql_stmt_field_count(stmt_);
  columns_.clear();
  names_.clear();
  if (column_count_ == 0) return;
  MYSQL_RES* const metadata = mysql_stmt_result_metadata(stmt_);
  if (!metadata) fail();
  for (std::size_t i = 0; i < column_count_; ++i) {
    const MYSQL_FIELD& field = *mysql_fetch_field_direct(metadata, static_cast<unsigned>(i));
    columns_.push_back(
        {field.type, (field.flags & UNSIGNED_FLAG) != 0, field.charsetnr == kBinaryCharset});
    names_.emplace_back(field.name, field.name_length);
  }
  mysql_free_result(metadata);
  cells_.resize(column_count_);
}

// What a parameter gives a column its type shows when it has a value.
bool MysqlStatement::columns_changed() const {
  if (mysql_stmt_field_count(stmt_) != column_count_) return true;
  for (std::size_t i = 0; i < column_count_; ++i) {
    const MYSQL_FIELD& field = stmt_->fields[i];
    if (field.type != columns_[i].type ||
        (field.charsetnr == kBinaryCharset) != columns_[i].is_bytes)
      return true;
  }
  return false;
}

void MysqlStatement::require_parameters(std::size_t count) const {
  if (count == parameter_count_) return;
  throw_programming_error(str_cat("The statement takes ", parameter_count_, " parameters, and ",
                                  count, " were given."));
}

void MysqlStatement::bind(std::span<const Cell> parameters) {
  require_parameters(parameters.size());
  if (array_bound_) {
    const unsigned none = 0;
    mysql_stmt_attr_set(stmt_, STMT_ATTR_ARRAY_SIZE, &none);
    array_bound_ = false;
    binds_.clear();
  }
  // What was not set for the last run is still zero: that of many rows is longer than the caches.
  binds_.resize(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Cell& cell = parameters[i];
    MYSQL_BIND& bind = binds_[i];
    bind.buffer_type = bind_type(cell.kind);
    if (is_text_or_bytes(cell.kind)) {
      bind.buffer = const_cast<char*>(cell.size ? cell.data : "");
      bind.buffer_length = cell.size;
      bind.length = &bind.buffer_length;
    } else {
      bind.buffer = const_cast<std::int64_t*>(&cell.integer);
      bind.length = nullptr;
    }
  }
  if (!binds_.empty() && mysql_stmt_bind_param(stmt_, binds_.data()) != 0) fail();
}

void MysqlStatement::run() {
  owner_->free_wire();
  executed_ = true;
  const int failed = run_async<int>(
      owner_->mysql_, owner_->waiter(),
      [&](int* result) { return mysql_stmt_execute_start(result, stmt_); },
      [&](int* result, int status) { return mysql_stmt_execute_cont(result, stmt_, status); });
  if (failed != 0) fail();
}

void MysqlStatement::execute(std::span<const Cell> parameters) {
  require_open();
  reset();
  rowcount_ = -1;
  lastrowid_ = 0;
  bind(parameters);
  run();
  // The server may know the columns only now, or anew after the table has changed.
  if (columns_changed()) read_columns();
  if (column_count_ != 0) {
    running_ = true;
    buffered_ = false;
    rows_read_ = 0;
    owner_->on_wire_ = this;
    row_ready_ = read_row();
  } else {
    rowcount_ = static_cast<std::int64_t>(mysql_stmt_affected_rows(stmt_));
    lastrowid_ = static_cast<std::int64_t>(mysql_stmt_insert_id(stmt_));
  }
}

bool MysqlStatement::bind_array(std::span<const Cell> rows, std::size_t width) {
  const std::size_t count = rows.size() / width;
  arrays_.resize(width);
  binds_.assign(width, MYSQL_BIND{});
  for (std::size_t column = 0; column < width; ++column) {
    ArrayColumn& array = arrays_[column];
    CellKind kind = CellKind::null;
    array.indicators.assign(count, static_cast<char>(STMT_INDICATOR_NONE));
    for (std::size_t row = 0; row < count; ++row) {
      const Cell& cell = rows[row * width + column];
      if (cell.is_null()) {
        array.indicators[row] = static_cast<char>(STMT_INDICATOR_NULL);
      } else if (kind == CellKind::null) {
        kind = cell.kind;
      } else if (kind != cell.kind) {
        return false;
      }
    }
    MYSQL_BIND& bind = binds_[column];
    // All NULL: any type will do.
    if (kind == CellKind::null) kind = CellKind::integer;
    bind.buffer_type = bind_type(kind);
    bind.u.indicator = array.indicators.data();
    if (kind == CellKind::integer) {
      array.integers.assign(count, 0);
      for (std::size_t row = 0; row < count; ++row) {
        const Cell& cell = rows[row * width + column];
        if (!cell.is_null()) array.integers[row] = cell.integer;
      }
      bind.buffer = array.integers.data();
    } else if (kind == CellKind::real) {
      array.reals.assign(count, 0);
      for (std::size_t row = 0; row < count; ++row) {
        const Cell& cell = rows[row * width + column];
        if (!cell.is_null()) array.reals[row] = cell.real;
      }
      bind.buffer = array.reals.data();
    } else {
      array.texts.assign(count, "");
      array.lengths.assign(count, 0);
      for (std::size_t row = 0; row < count; ++row) {
        const Cell& cell = rows[row * width + column];
        if (cell.is_null() || cell.size == 0) continue;
        array.texts[row] = cell.data;
        array.lengths[row] = cell.size;
      }
      bind.buffer = array.texts.data();
      bind.length = array.lengths.data();
    }
  }
  return true;
}

std::int64_t MysqlStatement::execute_many(std::span<const Cell> rows, std::size_t width,
                                          std::size_t times) {
  require_open();
  if (width) times = rows.size() / width;
  std::int64_t total = 0;
  reset();
  lastrowid_ = 0;
  // MariaDB takes all rows at once; what returns rows, or another server, gets them one by one.
  const bool at_once = width != 0 && times > 1 && column_count_ == 0 && owner_->is_mariadb() &&
                       times <= std::numeric_limits<unsigned>::max();
  bool counted = false;
  std::size_t done = 0;
  while (at_once && done < times) {
    require_parameters(width);
    const auto rest = rows.subspan(done * width);
    const std::size_t n = rows_that_fit(rest, width);
    if (!bind_array(rest.first(n * width), width)) break;
    const auto count = static_cast<unsigned>(n);
    mysql_stmt_attr_set(stmt_, STMT_ATTR_ARRAY_SIZE, &count);
    array_bound_ = true;
    if (mysql_stmt_bind_param(stmt_, binds_.data()) != 0) fail();
    run();
    total += static_cast<std::int64_t>(mysql_stmt_affected_rows(stmt_));
    counted = true;
    reset();
    done += n;
  }
  for (std::size_t i = done; i < times; ++i) {
    execute(rows.subspan(i * width, width));
    while (row_ready_) row_ready_ = read_row();
    if (rowcount_ >= 0) {
      total += rowcount_;
      counted = true;
    }
  }
  reset();
  rowcount_ = counted ? total : -1;
  return rowcount_;
}

// --- rows
// ------------------------------------------------------------------------------------------

void MysqlStatement::add_text(Cell& cell, std::string_view text) {
  cell.kind = CellKind::text;
  cell.size = static_cast<std::uint32_t>(text.size());
  cell.integer = static_cast<std::int64_t>(text_.size());
  text_.insert(text_.end(), text.begin(), text.end());
  in_text_.push_back(static_cast<std::uint32_t>(&cell - cells_.data()));
}

void MysqlStatement::take_column(void* self, unsigned column, unsigned char** data) {
  auto& statement = *static_cast<MysqlStatement*>(self);
  if (data) {
    statement.take_value(column, *data);
  } else {
    statement.cells_[column] = Cell::null_();
  }
}

void MysqlStatement::take_value(unsigned column, unsigned char*& data) {
  Cell& cell = cells_[column];
  const Column& c = columns_[column];
  switch (c.type) {
    case MYSQL_TYPE_TINY:
      cell = Cell::of(take_integer(data, 1, c.is_unsigned));
      return;
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_YEAR:
      cell = Cell::of(take_integer(data, 2, c.is_unsigned));
      return;
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
      cell = Cell::of(take_integer(data, 4, c.is_unsigned));
      return;
    case MYSQL_TYPE_LONGLONG: {
      const std::int64_t value = take_integer(data, 8, c.is_unsigned);
      if (c.is_unsigned && value < 0) {
        // Beyond a signed integer: as text.
        add_text(cell, str_cat(static_cast<std::uint64_t>(value)));
      } else {
        cell = Cell::of(value);
      }
      return;
    }
    case MYSQL_TYPE_FLOAT:
      cell = Cell::of(take_float(data));
      return;
    case MYSQL_TYPE_DOUBLE:
      cell = Cell::of(take_double(data));
      return;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE: {
      TemporalText text;
      add_text(cell, take_date(data, text));
      return;
    }
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP: {
      TemporalText text;
      add_text(cell, take_datetime(data, text));
      return;
    }
    case MYSQL_TYPE_TIME: {
      TemporalText text;
      add_text(cell, take_time(data, text));
      return;
    }
    case MYSQL_TYPE_NULL:
      cell = Cell::null_();
      return;
    default:
      break;
  }
  const std::string_view bytes = take_bytes(data);
  if (c.type == MYSQL_TYPE_BIT) {
    cell = Cell::of(bits_to_integer(bytes));
    return;
  }
  const bool is_text = !c.is_bytes || c.type == MYSQL_TYPE_NEWDECIMAL || c.type == MYSQL_TYPE_JSON;
  if (buffered_) {
    // Rows in memory stay where they are.
    cell = Cell::text(bytes);
  } else {
    add_text(cell, bytes);
  }
  if (!is_text) cell.kind = CellKind::blob;
}

bool MysqlStatement::read_row() {
  text_.clear();
  in_text_.clear();
  const int outcome = buffered_
                          ? mysql_stmt_fetch(stmt_)
                          : run_async<int>(
                                owner_->mysql_, owner_->waiter(),
                                [&](int* result) { return mysql_stmt_fetch_start(result, stmt_); },
                                [&](int* result, int status) {
                                  return mysql_stmt_fetch_cont(result, stmt_, status);
                                });
  if (outcome == 0 || outcome == MYSQL_DATA_TRUNCATED) {
    for (const std::uint32_t column : in_text_) {
      cells_[column].data = text_.data() + cells_[column].integer;
    }
    ++rows_read_;
    return true;
  }
  leave_wire();
  running_ = false;
  if (outcome != MYSQL_NO_DATA) fail();
  if (counts_changes_) rowcount_ = rows_read_;
  if (!reads_further_) read_further_results();
  return false;
}

bool MysqlStatement::fetch(Cell* row) {
  if (present_) return fetch_kept(row);
  if (!row_ready_ && running_) row_ready_ = read_row();
  if (!row_ready_) {
    require_open();
    return false;
  }
  std::copy(cells_.begin(), cells_.end(), row);
  row_ready_ = false;
  return true;
}

void MysqlStatement::keep_rows_aside() {
  leave_wire();
  buffered_ = true;
  const int failed = run_async<int>(
      owner_->mysql_, owner_->waiter(),
      [&](int* result) { return mysql_stmt_store_result_start(result, stmt_); },
      [&](int* result, int status) { return mysql_stmt_store_result_cont(result, stmt_, status); });
  if (failed != 0) fail();
  // Another result would take the place of these rows, and must not stay on the wire.
  if (mysql_stmt_more_results(stmt_)) present_ = std::make_unique<KeptResult>(keep_rest());
}

void MysqlStatement::leave_wire() noexcept {
  if (owner_ && owner_->on_wire_ == this) owner_->on_wire_ = nullptr;
}

std::string_view MysqlStatement::column_name(std::size_t column) const {
  require_open();
  return names_[column];
}

std::string_view MysqlStatement::column_decltype(std::size_t column) const {
  require_open();
  if (column >= columns_.size()) return {};
  // Only types whose cells do not say what they are.
  switch (columns_[column].type) {
    case MYSQL_TYPE_DECIMAL:
    case MYSQL_TYPE_NEWDECIMAL:
      return "decimal";
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
      return "date";
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
      return "datetime";
    default:
      return {};
  }
}

void MysqlStatement::reset() noexcept {
  // What is left of a result is read and dropped by the library. A failure here was reported
  // before, or shows at the next use of the connection.
  if (stmt_ && executed_) {
    if (calls_ || present_ || mysql_stmt_more_results(stmt_)) drop_results();
    mysql_stmt_free_result(stmt_);
  }
  leave_wire();
  executed_ = false;
  running_ = false;
  row_ready_ = false;
  buffered_ = false;
}

void MysqlStatement::orphan() noexcept {
  if (stmt_) mysql_stmt_close(stmt_);
  stmt_ = nullptr;
  owner_ = nullptr;
  running_ = false;
  row_ready_ = false;
  executed_ = false;
}

void MysqlStatement::give_back() noexcept {
  if (executed_) reset();
  if (owner_) {
    owner_->take_back(*this);
  } else {
    delete this;
  }
}

}  // namespace cupel::mysql
