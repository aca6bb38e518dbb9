#include "dialects/postgresql/statement.hpp"

#include <cctype>
#include <charconv>
#include <limits>

#include "cupel/util/scope_guard.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/array_format.hpp"
#include "dialects/postgresql/connection.hpp"
#include "dialects/postgresql/error.hpp"

namespace cupel::postgresql {

namespace {

constexpr int kText = 0;
constexpr int kBinary = 1;

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

/// Rows that a command says it has matched; -1 where it is none of those that count.
std::int64_t changed_rows(const PGresult* result) noexcept {
  auto* const r = const_cast<PGresult*>(result);
  const std::string_view tag = PQcmdStatus(r);
  if (!tag.starts_with("INSERT") && !tag.starts_with("UPDATE") && !tag.starts_with("DELETE") &&
      !tag.starts_with("MERGE")) {
    return -1;
  }
  const std::string_view count = PQcmdTuples(r);
  std::int64_t n = -1;
  std::from_chars(count.data(), count.data() + count.size(), n);
  return n;
}

/// Whether an error says that the prepared statement does not fit any more, not that it is wrong.
bool is_stale(const dbapi::DriverErrorInfo& error) noexcept {
  return error.sqlstate == "26000" ||
         (error.sqlstate == "0A000" &&
          error.message.find("cached plan must not change result type") != std::string::npos);
}

}  // namespace

PgStatement::PgStatement(PgConnection& owner, std::string sql)
    : owner_(&owner), sql_(std::move(sql)) {
  parse();
}

PgStatement::~PgStatement() {
  if (owner_ && !name_.empty()) owner_->forget(std::move(name_));
}

void PgStatement::require_open() const {
  if (!owner_) throw_closed();
}

void PgStatement::parse() {
  std::string name = owner_->new_name("cupel_");
  const std::uint64_t generation = owner_->generation();
  const ResultPtr description = owner_->prepare_and_describe(name, sql_);
  name_ = std::move(name);
  generation_ = generation;
  types_.clear();
  parameters_.clear();
  for (int i = 0; i < PQnparams(description.get()); ++i) {
    types_.push_back(PQparamtype(description.get(), i));
    parameters_.push_back(owner_->wire_type(types_.back()));
  }
  describe_columns(description.get());
}

void PgStatement::refresh() {
  if (!name_.empty() && generation_ == owner_->generation()) return;
  if (!name_.empty()) owner_->forget(std::exchange(name_, {}));
  parse();
}

void PgStatement::describe_columns(const PGresult* description) {
  columns_.clear();
  readers_.clear();
  binary_ = true;
  const int n = PQnfields(description);
  std::vector<oid::Oid> wire;
  for (int i = 0; i < n; ++i) {
    const oid::Oid type = PQftype(description, i);
    wire.push_back(owner_->wire_type(type));
    columns_.push_back({PQfname(description, i), type, {}});
    readers_.push_back(binary_reader(wire.back()));
    if (!readers_.back() && wire.back() >= oid::first_of_users) {
      // An array of an enum or the like: readable if its elements are.
      const oid::Oid element = owner_->array_element(wire.back());
      if (element != 0 && binary_reader(owner_->wire_type(element))) {
        readers_.back() = binary_reader(oid::bytea);
      }
    }
    if (!readers_.back()) binary_ = false;
  }
  // One format holds for all columns: a type that is known as text only makes them all text.
  if (!binary_) {
    for (std::size_t i = 0; i < wire.size(); ++i) readers_[i] = text_reader(wire[i]);
  }
  column_count_ = columns_.size();
}

void PgStatement::check_width(std::size_t width) const {
  if (width == parameters_.size()) return;
  throw_programming_error(str_cat("the statement takes ", parameters_.size(), " parameters, and ",
                                  width, " were given"));
}

void PgStatement::fill(std::span<const Cell> cells) {
  const std::size_t n = cells.size();
  values_.resize(n);
  lengths_.resize(n);
  formats_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    WireParameter p;
    write_parameter(cells[i], parameters_[i], p, scratch_);
    values_[i] = p.data;
    lengths_[i] = p.size;
    formats_[i] = p.format;
  }
}

void PgStatement::run_prepared() {
  PgConnection::Command command(*owner_);
  owner_->check_sent(PQsendQueryPrepared(
      owner_->handle(), name_.c_str(), static_cast<int>(values_.size()), values_.data(),
      lengths_.data(), formats_.data(), binary_ ? kBinary : kText));
  take(owner_->finish_command(command));
}

void PgStatement::take(ResultPtr result) {
  result_ = std::move(result);
  row_ = 0;
  rows_ = PQntuples(result_.get());
  rowcount_ = changed_rows(result_.get());
}

void PgStatement::execute(std::span<const Cell> parameters) {
  require_open();
  reset();
  check_width(parameters.size());
  const std::size_t size = std::exchange(fetch_size_, 0);
  portion_ = 0;
  if (size != 0 && can_have_cursor()) {
    portion_ = size;
    open_cursor(parameters);
    return;
  }
  start(parameters);
}

void PgStatement::start(std::span<const Cell> parameters) {
  scratch_.clear();
  fill(parameters);
  try {
    run_prepared();
  } catch (const dbapi::DriverError& e) {
    if (!is_stale(e.info())) throw;
    owner_->forget(std::exchange(name_, {}));
    // Inside a transaction the error has ended it; the next lease parses anew.
    if (owner_->in_transaction()) throw;
    parse();
    check_width(parameters.size());
    run_prepared();
  }
}

void PgStatement::execute_arrays(std::span<const Cell> rows, std::size_t width) {
  require_open();
  reset();
  check_width(width);
  fetch_size_ = portion_ = 0;
  scratch_.clear();
  const std::size_t count = rows.size() / width;
  arrays_.resize(width);
  values_.resize(width);
  lengths_.resize(width);
  formats_.resize(width);
  for (std::size_t i = 0; i < width; ++i) {
    const oid::Oid element = owner_->array_element(parameters_[i]);
    if (element == 0) {
      throw_programming_error(str_cat("parameter ", i + 1, " is of type ",
                                      owner_->type_name_of(parameters_[i]), ", which is no array"));
    }
    WireParameter p;
    write_array(rows.data() + i, width, count, element, owner_->wire_type(element), p, arrays_[i]);
    values_[i] = p.data;
    lengths_[i] = p.size;
    formats_[i] = p.format;
  }
  run_prepared();
  constexpr std::size_t kMostKept = std::size_t{1} << 20;
  for (std::string& array : arrays_) {
    if (array.capacity() > kMostKept) std::string().swap(array);
  }
}

// Many runs go in one go: the server starts on the first while the last is still on its way.
std::int64_t PgStatement::execute_many(std::span<const Cell> rows, std::size_t width,
                                       std::size_t times) {
  constexpr std::size_t kRunsATrip = 1000;
  require_open();
  reset();
  check_width(width);
  fetch_size_ = portion_ = 0;
  if (width != 0) times = rows.size() / width;
  if (times == 1) {
    start(rows);
    result_.reset();
    rows_ = 0;
    return rowcount_;
  }
  PGconn* const pq = owner_->handle();
  std::int64_t total = 0;
  bool counts = true;
  for (std::size_t done = 0; done < times;) {
    const std::size_t end = std::min(times, done + kRunsATrip);
    PgConnection::Command command(*owner_);
    if (PQenterPipelineMode(pq) == 0) owner_->check_sent(0);
    ResultPtr error;
    {
      const auto leave = on_exit([pq] { PQexitPipelineMode(pq); });
      for (; done < end; ++done) {
        scratch_.clear();
        fill(rows.subspan(done * width, width));
        owner_->check_sent(PQsendQueryPrepared(pq, name_.c_str(), static_cast<int>(width),
                                               values_.data(), lengths_.data(), formats_.data(),
                                               kBinary));
      }
      owner_->check_sent(PQpipelineSync(pq));
      owner_->flush();
      for (;;) {
        ResultPtr result = owner_->next_result();
        if (!result) {
          if (PQstatus(pq) == CONNECTION_BAD) break;
          continue;  // between two runs
        }
        const ExecStatusType status = PQresultStatus(result.get());
        if (status == PGRES_PIPELINE_SYNC) break;
        if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
          if (!error) error = std::move(result);
          if (PQstatus(pq) == CONNECTION_BAD) break;
        } else if (status != PGRES_PIPELINE_ABORTED) {
          const std::int64_t n = changed_rows(result.get());
          counts &= n >= 0;
          total += n;
        }
      }
      command.done();
    }
    if (error) throw_result_error(error.get(), pq);
    if (PQstatus(pq) == CONNECTION_BAD) throw_connection_error(pq);
  }
  rowcount_ = counts ? total : -1;
  return rowcount_;
}

// ---- results
// --------------------------------------------------------------------------------------

bool PgStatement::fetch(Cell* row) {
  if (row_ == rows_) {
    if (cursor_done_) {
      require_open();
      return false;
    }
    fetch_portion();
    if (rows_ == 0) return false;
  }
  row_scratch_.clear();
  const PGresult* const result = result_.get();
  const int at = row_++;
  int column = 0;
  for (const ReadField read : readers_) {
    const int length = PQgetlength(result, at, column);
    // The length of NULL is 0, so that most fields need not be asked.
    if (length == 0 && PQgetisnull(result, at, column) != 0) {
      *row = Cell::null_();
    } else {
      read({PQgetvalue(result, at, column), static_cast<std::size_t>(length)}, *row, row_scratch_);
    }
    ++column;
    ++row;
  }
  return true;
}

bool PgStatement::can_have_cursor() const {
  if (columns_.empty() || !owner_->in_transaction()) return false;
  const std::string_view word = first_word(sql_);
  return iequals(word, "select") || iequals(word, "values") || iequals(word, "table") ||
         (iequals(word, "with") && sql_.find("INSERT") == std::string::npos &&
          sql_.find("UPDATE") == std::string::npos && sql_.find("DELETE") == std::string::npos);
}

void PgStatement::open_cursor(std::span<const Cell> parameters) {
  const std::string cursor = owner_->new_name("cupel_cursor_");
  const std::string sql = str_cat("DECLARE ", cursor, " NO SCROLL CURSOR FOR ", sql_);
  scratch_.clear();
  fill(parameters);
  PgConnection::Command command(*owner_);
  owner_->check_sent(PQsendQueryParams(owner_->handle(), sql.c_str(),
                                       static_cast<int>(types_.size()), types_.data(),
                                       values_.data(), lengths_.data(), formats_.data(), kBinary));
  (void)owner_->finish_command(command);
  cursor_ = cursor;
  cursor_done_ = false;
  rowcount_ = -1;
  fetch_portion();
}

void PgStatement::fetch_portion() {
  require_open();
  const std::string sql = str_cat("FETCH FORWARD ", portion_, " FROM ", cursor_);
  PgConnection::Command command(*owner_);
  owner_->check_sent(PQsendQueryParams(owner_->handle(), sql.c_str(), 0, nullptr, nullptr, nullptr,
                                       nullptr, binary_ ? kBinary : kText));
  try {
    take(owner_->finish_command(command));
  } catch (...) {
    // The transaction took the cursor with it.
    cursor_.clear();
    cursor_done_ = true;
    rows_ = row_ = 0;
    throw;
  }
  rowcount_ = -1;
  if (static_cast<std::size_t>(rows_) < portion_) {
    cursor_done_ = true;
    close_cursor();
  }
}

void PgStatement::close_cursor() noexcept {
  if (cursor_.empty()) return;
  const std::string sql = str_cat("CLOSE ", std::exchange(cursor_, {}));
  cursor_done_ = true;
  if (!owner_ || PQtransactionStatus(owner_->handle()) != PQTRANS_INTRANS) return;
  try {
    owner_->run(sql);
  } catch (...) {
    // Whoever uses the connection next meets the same error.
  }
}

std::string_view PgStatement::column_name(std::size_t column) const {
  return columns_[column].name;
}

std::string_view PgStatement::column_decltype(std::size_t column) const {
  require_open();
  const Column& c = columns_[column];
  if (c.declared.empty()) c.declared = owner_->type_name_of(c.type);
  return c.declared;
}

void PgStatement::reset() noexcept {
  close_cursor();
  result_.reset();
  row_ = rows_ = 0;
}

void PgStatement::orphan() noexcept {
  owner_ = nullptr;
  name_.clear();
  cursor_.clear();
  cursor_done_ = true;
  result_.reset();
  row_ = rows_ = 0;
}

void PgStatement::give_back() noexcept {
  reset();
  if (owner_) {
    owner_->take_back(*this);
  } else {
    delete this;
  }
}

}  // namespace cupel::postgresql
