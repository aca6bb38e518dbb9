#include "dialects/odbc/statement.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/odbc/connection.hpp"
#include "dialects/odbc/error.hpp"
#include "dialects/odbc/unicode.hpp"

namespace cupel::odbc {

namespace {

// Beyond these a value is bound as one of the types without a limit.
constexpr std::size_t kLongText = 4000;
constexpr std::size_t kLongBytes = 8000;
// What the arrays of one run may hold.
constexpr std::size_t kArrayRows = 1000;
constexpr std::size_t kArrayBytes = std::size_t{8} << 20;

std::string_view first_word(std::string_view sql) noexcept {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::size_t begin = 0;
  while (begin < sql.size() && !is_letter(sql[begin])) ++begin;
  std::size_t end = begin;
  while (end < sql.size() && is_letter(sql[end])) ++end;
  return sql.substr(begin, end - begin);
}

}  // namespace

OdbcStatement::OdbcStatement(OdbcConnection& owner, std::string sql)
    : owner_(&owner), sql_(std::move(sql)) {
  if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, owner.handle(), &stmt_)))
    throw_diagnostics(SQL_HANDLE_DBC, owner.handle(), owner.options());
  try {
    if (owner.options().utf8) {
      std::string text = sql_;
      check(SQLPrepare(stmt_, reinterpret_cast<SQLCHAR*>(text.data()),
                       static_cast<SQLINTEGER>(text.size())));
    } else {
      WideText text = to_utf16(sql_);
      check(SQLPrepareW(stmt_, text.data(), static_cast<SQLINTEGER>(text.size())));
    }
    SQLSMALLINT parameters = 0;
    check(SQLNumParams(stmt_, &parameters));
    parameter_count_ = static_cast<std::size_t>(parameters);
  } catch (...) {
    SQLFreeHandle(SQL_HANDLE_STMT, std::exchange(stmt_, nullptr));
    throw;
  }
  const std::string_view word = first_word(sql_);
  inserts_ = iequals(word, "insert") || iequals(word, "replace");
  counts_ = inserts_ || iequals(word, "update") || iequals(word, "delete") ||
            iequals(word, "merge") || iequals(word, "with");
}

OdbcStatement::~OdbcStatement() {
  if (stmt_) SQLFreeHandle(SQL_HANDLE_STMT, stmt_);
}

void OdbcStatement::require_open() const {
  if (!owner_) throw_closed();
}

void OdbcStatement::check(SQLRETURN rc) {
  if (SQL_SUCCEEDED(rc) || rc == SQL_NO_DATA) return;
  open_ = row_ready_ = further_ = false;
  throw_diagnostics(SQL_HANDLE_STMT, stmt_, owner_->options());
}

// ---- parameters ---------------------------------------------------------------------------------

void OdbcStatement::bind_one(SQLUSMALLINT place, const Cell& cell, Bound& bound) {
  const auto put = [&](SQLSMALLINT c_type, SQLSMALLINT sql_type, std::size_t size, const void* data,
                       std::size_t bytes) {
    bound.length = static_cast<SQLLEN>(bytes);
    check(SQLBindParameter(stmt_, place, SQL_PARAM_INPUT, c_type, sql_type,
                           std::max<std::size_t>(size, 1), 0, const_cast<void*>(data),
                           static_cast<SQLLEN>(bytes), &bound.length));
  };
  const auto put_text = [&](std::string_view text) {
    bound.wide.clear();
    append_utf16(bound.wide, text);
    const std::size_t length = bound.wide.size();
    bound.wide.push_back(0);
    put(SQL_C_WCHAR, length > kLongText ? SQL_WLONGVARCHAR : SQL_WVARCHAR, length,
        bound.wide.data(), length * sizeof(SQLWCHAR));
  };
  switch (cell.kind) {
    case CellKind::null:
      bound.length = SQL_NULL_DATA;
      check(SQLBindParameter(stmt_, place, SQL_PARAM_INPUT, SQL_C_CHAR, SQL_VARCHAR, 1, 0, nullptr,
                             0, &bound.length));
      break;
    case CellKind::integer:
      if (owner_->options().numbers_as_text) return put_text(str_cat(cell.integer));
      bound.integer = cell.integer;
      put(SQL_C_SBIGINT, SQL_BIGINT, 19, &bound.integer, sizeof bound.integer);
      break;
    case CellKind::real:
      bound.real = cell.real;
      put(SQL_C_DOUBLE, SQL_DOUBLE, 15, &bound.real, sizeof bound.real);
      break;
    case CellKind::text:
      put_text(cell.view());
      break;
    case CellKind::blob:
      put(SQL_C_BINARY, cell.size > kLongBytes ? SQL_LONGVARBINARY : SQL_VARBINARY, cell.size,
          cell.size != 0 ? cell.data : "", cell.size);
      break;
  }
}

void OdbcStatement::bind(std::span<const Cell> parameters) {
  if (parameters.size() != parameter_count_) {
    throw_programming_error(str_cat("The SQL contains ", parameter_count_,
                                    " parameter markers, but ", parameters.size(),
                                    " parameters were supplied"));
  }
  if (std::exchange(array_bound_, false)) {
    check(SQLSetStmtAttr(stmt_, SQL_ATTR_PARAMSET_SIZE, reinterpret_cast<SQLPOINTER>(1), 0));
    check(SQLFreeStmt(stmt_, SQL_RESET_PARAMS));
  }
  bound_.resize(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i)
    bind_one(static_cast<SQLUSMALLINT>(i + 1), parameters[i], bound_[i]);
}

// ---- running ------------------------------------------------------------------------------------

void OdbcStatement::run() {
  owner_->set_running(stmt_);
  const auto done = on_exit([this] { owner_->set_running(nullptr); });
  check(SQLExecute(stmt_));
}

void OdbcStatement::execute(std::span<const Cell> parameters) {
  require_open();
  reset();
  rowcount_ = -1;
  lastrowid_ = 0;
  bind(parameters);
  run();
  SQLSMALLINT columns = 0;
  check(SQLNumResultCols(stmt_, &columns));
  column_count_ = static_cast<std::size_t>(columns);
  SQLLEN count = -1;
  if (counts_ && SQL_SUCCEEDED(SQLRowCount(stmt_, &count))) rowcount_ = count;
  if (column_count_ != 0) {
    begin_rows();
  } else if (counts_) {
    reset();
    if (inserts_) lastrowid_ = owner_->last_key();
  } else {
    further_ = go_on();
  }
}

void OdbcStatement::begin_rows() {
  describe_columns();
  open_ = true;
  // Errors of the statement show now, not with the first row that is asked for.
  const SQLRETURN rc = SQLFetch(stmt_);
  check(rc);
  row_ready_ = rc != SQL_NO_DATA;
  if (!row_ready_) further_ = go_on();
}

bool OdbcStatement::go_on() {
  open_ = row_ready_ = false;
  SQLSMALLINT columns = 0;
  while (columns == 0) {
    const SQLRETURN rc = SQLMoreResults(stmt_);
    check(rc);
    if (rc == SQL_NO_DATA) {
      reset();
      return false;
    }
    check(SQLNumResultCols(stmt_, &columns));
  }
  return true;
}

bool OdbcStatement::next_result() {
  require_open();
  if (open_) further_ = go_on();
  if (!std::exchange(further_, false)) return false;
  SQLSMALLINT columns = 0;
  check(SQLNumResultCols(stmt_, &columns));
  column_count_ = static_cast<std::size_t>(columns);
  begin_rows();
  return true;
}

bool OdbcStatement::fill_array(std::span<const Cell> rows, std::size_t width, std::size_t column,
                               Array& array) {
  std::size_t most = 0;
  array.kind = CellKind::null;
  for (std::size_t i = column; i < rows.size(); i += width) {
    const Cell& cell = rows[i];
    if (cell.is_null()) continue;
    if (array.kind == CellKind::null) array.kind = cell.kind;
    if (array.kind != cell.kind) return false;
    most = std::max<std::size_t>(most, cell.size);
  }
  const std::size_t count = rows.size() / width;
  switch (array.kind) {
    case CellKind::null:
      array.width = 1;
      break;
    case CellKind::integer:
    case CellKind::real:
      array.width = 8;
      break;
    case CellKind::text:
      // No character takes more units of UTF-16 than bytes of UTF-8.
      if (most > kLongText) return false;
      array.width = (most + 1) * sizeof(SQLWCHAR);
      break;
    case CellKind::blob:
      if (most > kLongBytes) return false;
      array.width = std::max<std::size_t>(most, 1);
      break;
  }
  if (array.width * count > kArrayBytes) return false;
  array.values.assign(array.width * count, 0);
  array.lengths.assign(count, SQL_NULL_DATA);
  WideText wide;
  for (std::size_t row = 0; row < count; ++row) {
    const Cell& cell = rows[row * width + column];
    char* const to = array.values.data() + row * array.width;
    switch (cell.kind) {
      case CellKind::null:
        continue;
      case CellKind::integer:
        std::memcpy(to, &cell.integer, 8);
        array.lengths[row] = 8;
        break;
      case CellKind::real:
        std::memcpy(to, &cell.real, 8);
        array.lengths[row] = 8;
        break;
      case CellKind::text:
        wide.clear();
        append_utf16(wide, cell.view());
        if (!wide.empty()) std::memcpy(to, wide.data(), wide.size() * sizeof(SQLWCHAR));
        array.lengths[row] = static_cast<SQLLEN>(wide.size() * sizeof(SQLWCHAR));
        break;
      case CellKind::blob:
        if (cell.size != 0) std::memcpy(to, cell.data, cell.size);
        array.lengths[row] = static_cast<SQLLEN>(cell.size);
        break;
    }
  }
  return true;
}

void OdbcStatement::bind_array(SQLUSMALLINT place, Array& array) {
  constexpr std::array<std::pair<SQLSMALLINT, SQLSMALLINT>, 5> kTypes{{
      {SQL_C_CHAR, SQL_VARCHAR},
      {SQL_C_SBIGINT, SQL_BIGINT},
      {SQL_C_DOUBLE, SQL_DOUBLE},
      {SQL_C_WCHAR, SQL_WVARCHAR},
      {SQL_C_BINARY, SQL_VARBINARY},
  }};
  const auto& [c_type, sql_type] = kTypes[static_cast<std::size_t>(array.kind)];
  std::size_t size = array.width;
  if (array.kind == CellKind::text) size /= sizeof(SQLWCHAR);
  if (array.kind == CellKind::integer) size = 19;
  if (array.kind == CellKind::real) size = 15;
  check(SQLBindParameter(stmt_, place, SQL_PARAM_INPUT, c_type, sql_type, size, 0,
                         array.values.data(), static_cast<SQLLEN>(array.width),
                         array.lengths.data()));
}

bool OdbcStatement::run_arrays(std::span<const Cell> rows, std::size_t width, std::int64_t& total) {
  std::vector<Array> arrays(width);
  for (std::size_t i = 0; i < width; ++i)
    if (!fill_array(rows, width, i, arrays[i])) return false;
  const std::size_t count = rows.size() / width;
  array_bound_ = true;
  check(SQLFreeStmt(stmt_, SQL_RESET_PARAMS));
  check(SQLSetStmtAttr(stmt_, SQL_ATTR_PARAM_BIND_TYPE,
                       reinterpret_cast<SQLPOINTER>(SQL_PARAM_BIND_BY_COLUMN), 0));
  check(SQLSetStmtAttr(stmt_, SQL_ATTR_PARAMSET_SIZE, reinterpret_cast<SQLPOINTER>(count), 0));
  for (std::size_t i = 0; i < width; ++i) bind_array(static_cast<SQLUSMALLINT>(i + 1), arrays[i]);
  run();
  SQLLEN changed = 0;
  if (SQL_SUCCEEDED(SQLRowCount(stmt_, &changed)) && changed > 0) total += changed;
  reset();
  return true;
}

std::int64_t OdbcStatement::execute_many(std::span<const Cell> rows, std::size_t width,
                                         std::size_t times) {
  require_open();
  reset();
  if (width != 0) times = rows.size() / width;
  std::int64_t total = 0;
  const bool arrays = owner_->counts_arrays() && !owner_->options().numbers_as_text &&
                      width == parameter_count_ && times > 1 && width != 0 && counts_;
  for (std::size_t i = 0; i < times;) {
    const std::size_t some = arrays ? std::min(kArrayRows, times - i) : 1;
    if (some > 1 && run_arrays(rows.subspan(i * width, some * width), width, total)) {
      i += some;
      continue;
    }
    for (std::size_t end = i + some; i < end; ++i) {
      bind(rows.subspan(i * width, width));
      run();
      SQLLEN changed = 0;
      if (SQL_SUCCEEDED(SQLRowCount(stmt_, &changed)) && changed > 0) total += changed;
      reset();
    }
  }
  rowcount_ = counts_ ? total : -1;
  return rowcount_;
}

// ---- results ------------------------------------------------------------------------------------

void OdbcStatement::describe_columns() {
  columns_.clear();
  row_.resize(column_count_);
  std::vector<SQLWCHAR> name(256);
  std::vector<SQLCHAR> bytes(name.size());
  for (std::size_t i = 0; i < column_count_; ++i) {
    SQLSMALLINT length = 0;
    SQLSMALLINT type = 0;
    SQLULEN size = 0;
    SQLSMALLINT digits = 0;
    SQLSMALLINT nullable = 0;
    const auto place = static_cast<SQLUSMALLINT>(i + 1);
    const auto room = static_cast<SQLSMALLINT>(name.size());
    const bool utf8 = owner_->options().utf8;
    check(utf8 ? SQLDescribeCol(stmt_, place, bytes.data(), room, &length, &type, &size, &digits,
                                &nullable)
               : SQLDescribeColW(stmt_, place, name.data(), room, &length, &type, &size, &digits,
                                 &nullable));
    Form form = Form::text;
    switch (type) {
      case SQL_BIT:
      case SQL_TINYINT:
      case SQL_SMALLINT:
      case SQL_INTEGER:
      case SQL_BIGINT:
        form = Form::integer;
        break;
      case SQL_REAL:
      case SQL_FLOAT:
      case SQL_DOUBLE:
        form = Form::real;
        break;
      case SQL_BINARY:
      case SQL_VARBINARY:
      case SQL_LONGVARBINARY:
        form = Form::blob;
        break;
      case SQL_DECIMAL:
      case SQL_NUMERIC:
      case SQL_TYPE_DATE:
      case SQL_TYPE_TIME:
      case SQL_TYPE_TIMESTAMP:
      case SQL_GUID:
        form = Form::ascii;
        break;
      default:
        break;
    }
    const auto known = std::min<std::size_t>(static_cast<std::size_t>(length), name.size() - 1);
    columns_.push_back(
        {utf8 ? std::string(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(known))
              : to_utf8({name.data(), known}),
         {},
         form});
  }
}

void OdbcStatement::read(std::size_t column, std::string& bytes, Cell& cell) {
  const auto place = static_cast<SQLUSMALLINT>(column + 1);
  SQLLEN length = 0;
  cell = Cell::null_();
  switch (columns_[column].form) {
    case Form::integer: {
      std::int64_t value = 0;
      check(SQLGetData(stmt_, place, SQL_C_SBIGINT, &value, sizeof value, &length));
      if (length != SQL_NULL_DATA) cell = Cell::of(value);
      return;
    }
    case Form::real: {
      double value = 0;
      check(SQLGetData(stmt_, place, SQL_C_DOUBLE, &value, sizeof value, &length));
      if (length != SQL_NULL_DATA) cell = Cell::of(value);
      return;
    }
    default:
      break;
  }
  // In pieces, until nothing is left.
  const bool blob = columns_[column].form == Form::blob;
  const bool wide = columns_[column].form == Form::text;
  const auto c_type = static_cast<SQLSMALLINT>(blob   ? SQL_C_BINARY
                                               : wide ? SQL_C_WCHAR
                                                      : SQL_C_CHAR);
  const std::size_t terminator = blob ? 0 : wide ? sizeof(SQLWCHAR) : 1;
  std::array<SQLWCHAR, 2048> piece{};
  WideText text;
  bytes.clear();
  while (true) {
    const SQLRETURN rc = SQLGetData(stmt_, place, c_type, piece.data(), sizeof piece, &length);
    check(rc);
    if (rc == SQL_NO_DATA) break;
    if (length == SQL_NULL_DATA) return;
    const std::size_t room = sizeof piece - terminator;
    const bool more = rc == SQL_SUCCESS_WITH_INFO &&
                      (length == SQL_NO_TOTAL || static_cast<std::size_t>(length) > room);
    const std::size_t got = more ? room : static_cast<std::size_t>(length);
    if (wide) {
      text.insert(text.end(), piece.begin(),
                  piece.begin() + static_cast<std::ptrdiff_t>(got / sizeof(SQLWCHAR)));
    } else {
      bytes.append(reinterpret_cast<const char*>(piece.data()), got);
    }
    if (!more) break;
  }
  if (wide) append_utf8(bytes, text);
  cell = blob ? Cell::blob(std::as_bytes(std::span(bytes))) : Cell::text(bytes);
}

bool OdbcStatement::fetch(Cell* row) {
  if (!open_) {
    require_open();
    return false;
  }
  if (!std::exchange(row_ready_, false)) {
    const SQLRETURN rc = SQLFetch(stmt_);
    check(rc);
    if (rc == SQL_NO_DATA) {
      further_ = go_on();
      return false;
    }
  }
  for (std::size_t i = 0; i < column_count_; ++i) read(i, row_[i], row[i]);
  return true;
}

std::string_view OdbcStatement::column_name(std::size_t column) const {
  require_open();
  return columns_.at(column).name;
}

std::string_view OdbcStatement::column_decltype(std::size_t column) const {
  require_open();
  return columns_.at(column).type;
}

void OdbcStatement::reset() noexcept {
  if (stmt_) SQLFreeStmt(stmt_, SQL_CLOSE);
  open_ = row_ready_ = further_ = false;
}

void OdbcStatement::orphan() noexcept {
  if (stmt_) SQLFreeHandle(SQL_HANDLE_STMT, std::exchange(stmt_, nullptr));
  owner_ = nullptr;
  open_ = row_ready_ = further_ = false;
}

void OdbcStatement::give_back() noexcept {
  reset();
  if (owner_) {
    owner_->take_back(*this);
  } else {
    delete this;
  }
}

}  // namespace cupel::odbc
