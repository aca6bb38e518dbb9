#include "dialects/sqlite/statement.hpp"

#include <cctype>
#include <cstring>

#include <sqlite3.h>

#include "cupel/util/str_cat.hpp"

#include "dialects/sqlite/connection.hpp"
#include "dialects/sqlite/error.hpp"

namespace cupel::sqlite {

namespace {

/// First word of a statement, after white space and comments.
std::string_view first_word(std::string_view sql) noexcept {
  std::size_t i = 0;
  while (i < sql.size()) {
    if (std::isspace(static_cast<unsigned char>(sql[i])) || sql[i] == '(') {
      ++i;
    } else if (sql.substr(i, 2) == "--") {
      i = sql.find('\n', i);
    } else if (sql.substr(i, 2) == "/*") {
      i = sql.find("*/", i);
      if (i != std::string_view::npos) i += 2;
    } else {
      break;
    }
    if (i == std::string_view::npos) return {};
  }
  std::size_t end = i;
  while (end < sql.size() && std::isalpha(static_cast<unsigned char>(sql[end]))) ++end;
  return sql.substr(i, end - i);
}

}  // namespace

SqliteStatement::SqliteStatement(SqliteConnection& owner, sqlite3_stmt* stmt) noexcept
    : owner_(&owner), stmt_(stmt) {
  if (!stmt_) return;
  column_count_ = static_cast<std::size_t>(sqlite3_column_count(stmt_));
  parameter_count_ = static_cast<std::size_t>(sqlite3_bind_parameter_count(stmt_));
  if (sqlite3_stmt_readonly(stmt_) == 0) {
    const std::string_view word = first_word(sql());
    const bool with = iequals(word, "with");
    inserts_ = with || iequals(word, "insert") || iequals(word, "replace");
    counts_changes_ = inserts_ || iequals(word, "update") || iequals(word, "delete");
  }
}

SqliteStatement::~SqliteStatement() {
  sqlite3_finalize(stmt_);
}

std::string_view SqliteStatement::sql() const noexcept {
  const char* text = stmt_ ? sqlite3_sql(stmt_) : nullptr;
  return text ? std::string_view(text) : std::string_view();
}

void SqliteStatement::require_open() const {
  if (!owner_) throw_closed();
}

void SqliteStatement::fail(int code) {
  running_ = false;
  row_ready_ = false;
  // The message belongs to the connection's last call, so it is read before the reset.
  struct Reset {
    SqliteStatement* self;
    ~Reset() { self->reset(); }
  } reset_after{this};
  owner_->throw_error(code);
}

void SqliteStatement::bind_one(int index, const Cell& cell) {
  int rc = SQLITE_OK;
  switch (cell.kind) {
    case CellKind::null:
      rc = sqlite3_bind_null(stmt_, index);
      break;
    case CellKind::integer:
      rc = sqlite3_bind_int64(stmt_, index, cell.integer);
      break;
    case CellKind::real:
      rc = sqlite3_bind_double(stmt_, index, cell.real);
      break;
    case CellKind::text:
      rc = sqlite3_bind_text64(stmt_, index, cell.size ? cell.data : "", cell.size, SQLITE_STATIC,
                               SQLITE_UTF8);
      break;
    case CellKind::blob:
      rc = cell.size ? sqlite3_bind_blob64(stmt_, index, cell.data, cell.size, SQLITE_STATIC)
                     : sqlite3_bind_zeroblob(stmt_, index, 0);
      break;
  }
  if (rc != SQLITE_OK) fail(rc);
}

void SqliteStatement::bind(std::span<const Cell> parameters, bool copy_text) {
  if (parameters.size() != parameter_count_) {
    throw_programming_error(
        str_cat("Incorrect number of bindings supplied. The current statement uses ",
                parameter_count_, ", and there are ", parameters.size(), " supplied."));
  }
  if (copy_text) {
    std::size_t total = 0;
    for (const Cell& c : parameters)
      if (c.kind >= CellKind::text) total += c.size;
    if (total == 0) {
      copy_text = false;
    } else if (text_.size() < total) {
      text_.resize(total);
    }
  }
  char* free = text_.data();
  int index = 0;
  for (Cell c : parameters) {
    if (copy_text && c.kind >= CellKind::text && c.size) {
      std::memcpy(free, c.data, c.size);
      c.data = free;
      free += c.size;
    }
    bind_one(++index, c);
  }
}

bool SqliteStatement::step() {
  needs_reset_ = true;
  const int rc = sqlite3_step(stmt_);
  if (rc == SQLITE_ROW) {
    running_ = true;
    return true;
  }
  running_ = false;
  if (rc != SQLITE_DONE) fail(rc);
  if (counts_changes_) {
    rowcount_ = owner_->changes();
    if (inserts_) lastrowid_ = owner_->last_insert_rowid();
  }
  return false;
}

void SqliteStatement::execute(std::span<const Cell> parameters) {
  require_open();
  if (needs_reset_) reset();
  rowcount_ = -1;
  lastrowid_ = 0;
  row_ready_ = false;
  if (!stmt_) return;
  // Rows are read after execute() has returned, when the caller's text may be gone.
  bind(parameters, column_count_ != 0);
  row_ready_ = step();
  // A changed schema may have had SQLite prepare the statement anew, with other columns.
  column_count_ = static_cast<std::size_t>(sqlite3_column_count(stmt_));
  if (row_ready_ && inserts_) lastrowid_ = owner_->last_insert_rowid();
}

std::int64_t SqliteStatement::execute_many(std::span<const Cell> rows, std::size_t width,
                                           std::size_t times) {
  require_open();
  if (width) times = rows.size() / width;
  std::int64_t total = 0;
  row_ready_ = false;
  if (!stmt_) return 0;
  for (std::size_t i = 0; i < times; ++i) {
    if (needs_reset_) reset();
    bind(rows.subspan(i * width, width), false);
    while (step()) {
    }
    if (counts_changes_) total += rowcount_;
  }
  if (needs_reset_) reset();
  rowcount_ = counts_changes_ ? total : -1;
  return rowcount_;
}

void SqliteStatement::read(Cell* row) noexcept {
  const int n = static_cast<int>(column_count_);
  for (int i = 0; i < n; ++i) {
    // One checked access a column; the functions for values look at nothing but the value.
    sqlite3_value* const value = sqlite3_column_value(stmt_, i);
    switch (sqlite3_value_type(value)) {
      case SQLITE_INTEGER:
        row[i] = Cell::of(static_cast<std::int64_t>(sqlite3_value_int64(value)));
        break;
      case SQLITE_FLOAT:
        row[i] = Cell::of(sqlite3_value_double(value));
        break;
      case SQLITE_TEXT: {
        const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
        Cell c;
        c.kind = CellKind::text;
        c.size = static_cast<std::uint32_t>(sqlite3_value_bytes(value));
        c.data = text;
        row[i] = c;
        break;
      }
      case SQLITE_BLOB: {
        Cell c;
        c.kind = CellKind::blob;
        c.data = static_cast<const char*>(sqlite3_value_blob(value));
        c.size = static_cast<std::uint32_t>(sqlite3_value_bytes(value));
        row[i] = c;
        break;
      }
      default:
        row[i] = Cell::null_();
        break;
    }
  }
}

bool SqliteStatement::fetch(Cell* row) {
  if (row_ready_) {
    row_ready_ = false;
    read(row);
    return true;
  }
  if (!running_) {
    require_open();
    return false;
  }
  if (!step()) return false;
  read(row);
  return true;
}

std::string_view SqliteStatement::column_name(std::size_t column) const {
  require_open();
  const char* name = sqlite3_column_name(stmt_, static_cast<int>(column));
  return name ? std::string_view(name) : std::string_view();
}

std::string_view SqliteStatement::column_decltype(std::size_t column) const {
  require_open();
  const char* type = sqlite3_column_decltype(stmt_, static_cast<int>(column));
  return type ? std::string_view(type) : std::string_view();
}

void SqliteStatement::reset() noexcept {
  // The result is that of the last step, which was reported already.
  if (stmt_) sqlite3_reset(stmt_);
  needs_reset_ = false;
  running_ = false;
  row_ready_ = false;
}

void SqliteStatement::orphan() noexcept {
  sqlite3_finalize(stmt_);
  stmt_ = nullptr;
  owner_ = nullptr;
  running_ = false;
  row_ready_ = false;
  needs_reset_ = false;
}

void SqliteStatement::give_back() noexcept {
  if (needs_reset_) reset();
  if (owner_) {
    owner_->take_back(*this);
  } else {
    delete this;
  }
}

}  // namespace cupel::sqlite
