#include "cupel/engine/result.hpp"

#include <algorithm>

#include "cupel/engine/execution_context.hpp"
#include "cupel/engine/into.hpp"
#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/cursor_core.hpp"

namespace cupel {

namespace detail {

void throw_no_result() {
  throw NoResultFound("No row was found when one was required");
}
void throw_multiple_results() {
  throw MultipleResultsFound("Multiple rows were found when exactly one was required");
}
void throw_result_closed() {
  throw ResourceClosedError("This result object is closed.");
}
void throw_bad_chunk_size() {
  throw ArgumentError("the size of a chunk is 1 or more; give it to partitions() or yield_per()");
}
void throw_unique_with_yield_per() {
  throw InvalidRequestError(
      "Can't use yield_per in conjunction with unique: the rows seen so far would have to be kept");
}

void check_column_count(const Cursor& cursor, std::size_t wanted) {
  if (!cursor.returns_rows()) {
    throw ResourceClosedError(
        "This result object does not return rows. It has been closed automatically.");
  }
  if (cursor.column_count() < wanted) {
    throw InvalidRequestError(str_cat("the result has ", cursor.column_count(),
                                      " columns, fewer than the ", wanted, " asked for"));
  }
}

void find_member_columns(const ResultMeta& meta, std::string_view cpp_type,
                         std::span<const std::string_view> members, std::size_t* places) {
  for (std::size_t i = 0; i < members.size(); ++i) {
    const std::size_t at = meta.find(members[i]);
    if (at == ResultMeta::kAmbiguous) {
      throw AmbiguousColumnError(str_cat("into<", cpp_type, ">(): several columns are named ",
                                         quoted(members[i]), "; give them different labels"));
    }
    if (at == ResultMeta::kMissing) {
      const std::vector<std::string> names = meta.keys();
      throw NoSuchColumnError(
          str_cat("into<", cpp_type, ">(): the result has no column for the member ",
                  quoted(members[i]), did_you_mean(members[i], names), "; its columns are ",
                  join(names, ", ", [](const auto& n) { return quoted(n); })));
    }
    places[i] = at;
  }
}

void throw_into_of_entities(std::string_view cpp_type) {
  throw InvalidRequestError(str_cat("into<", cpp_type,
                                    ">() reads columns, but these rows hold objects of mapped "
                                    "classes: select the columns that it has members for"));
}

namespace {

/// Owned rows of a cursor.
class DynamicRows final : public RowSource<Row<>> {
 public:
  explicit DynamicRows(Result result) : result_(std::move(result)) {}
  bool next(Row<>& out) override {
    auto row = result_.fetchone();
    if (!row) return false;
    out = *std::move(row);
    return true;
  }
  void close() noexcept override { result_.close(); }

 private:
  Result result_;
};

class MappingRows final : public RowSource<Parameters> {
 public:
  explicit MappingRows(Result result) : result_(std::move(result)) {}
  bool next(Parameters& out) override {
    const auto row = result_.fetchone();
    if (!row) return false;
    out = row->asdict();
    return true;
  }
  void close() noexcept override { result_.close(); }

 private:
  Result result_;
};

}  // namespace
}  // namespace detail

Result::Result(Cursor cursor, std::shared_ptr<const ExecutionContext> context)
    : cursor_(std::move(cursor)), context_(std::move(context)) {
  open_ = cursor_.returns_rows();
  meta_ = cursor_.shared_meta();
  if (!open_) {
    rowcount_ = cursor_.rowcount();
    lastrowid_ = cursor_.lastrowid();
    meta_.reset();
    cursor_.close();
  }
}

Result Result::of_rowcount(std::int64_t rowcount) {
  Result out;
  out.rowcount_ = rowcount;
  return out;
}

void Result::require_rows() const {
  if (!meta_) {
    throw ResourceClosedError(
        "This result object does not return rows. It has been closed automatically.");
  }
  if (!open_) detail::throw_result_closed();
}

std::vector<std::string> Result::keys() const {
  return meta().keys();
}

const ResultMeta& Result::meta() const {
  if (!meta_) {
    throw ResourceClosedError(
        "This result object does not return rows. It has been closed automatically.");
  }
  return *meta_;
}

std::size_t Result::ColumnKey::resolve(const ResultMeta& meta) const {
  if (element_) return meta.index_of(*element_);
  if (name_) return meta.index_of(std::string_view(*name_));
  return meta.index_of(index_);
}

Result& Result::columns(std::initializer_list<ColumnKey> keys) & {
  require_rows();
  std::vector<std::size_t> places;
  for (const ColumnKey& key : keys) places.push_back(key.resolve(*meta_));
  meta_ = meta_->select(places);
  if (!selected_.empty()) {
    for (std::size_t& place : places) place = selected_[place];
  }
  selected_ = std::move(places);
  selected_cells_.resize(selected_.size());
  return *this;
}
Result&& Result::columns(std::initializer_list<ColumnKey> keys) && {
  return std::move(columns(keys));
}

const Cell* Result::next_cells() {
  require_rows();
  if (!cursor_) return nullptr;
  for (;;) {
    const Cell* cells = cursor_.fetch();
    if (!cells) {
      rowcount_ = cursor_.rowcount();
      lastrowid_ = cursor_.lastrowid();
      cursor_.close();
      return nullptr;
    }
    if (!selected_.empty()) {
      for (std::size_t i = 0; i < selected_.size(); ++i) selected_cells_[i] = cells[selected_[i]];
      cells = selected_cells_.data();
    }
    if (seen_ && !seen_->add(RowView(*meta_, cells).to_row())) continue;
    return cells;
  }
}

bool Result::next_row(Row<>& out) {
  const Cell* const cells = next_cells();
  if (!cells) return false;
  const ResultMeta& m = *meta_;
  std::vector<Value> values(m.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = m.decode(i, cells[i]);
  out = Row<>(meta_, std::move(values));
  return true;
}

std::vector<Row<>> Result::all() {
  std::vector<Row<>> out;
  for (Row<> row; next_row(row);) out.push_back(std::move(row));
  return out;
}

std::vector<Row<>> Result::fetchmany(std::size_t size) {
  if (size == 0) size = chunk_ ? chunk_ : static_cast<std::size_t>(-1);
  std::vector<Row<>> out;
  for (Row<> row; out.size() < size && next_row(row);) out.push_back(std::move(row));
  return out;
}

std::optional<Row<>> Result::fetchone() {
  Row<> row;
  if (!next_row(row)) return std::nullopt;
  return row;
}

std::optional<Row<>> Result::first() {
  auto row = fetchone();
  close();
  return row;
}

std::optional<Row<>> Result::one_or_none() {
  auto row = fetchone();
  const bool more = row && next_cells();
  close();
  if (more) detail::throw_multiple_results();
  return row;
}

Row<> Result::one() {
  auto row = one_or_none();
  if (!row) detail::throw_no_result();
  return *std::move(row);
}

ScalarResult<Row<>> Result::rows() {
  require_rows();
  Result taken = std::move(*this);
  // Keys and figures stay readable here.
  meta_ = taken.meta_;
  context_ = taken.context_;
  open_ = false;
  const std::size_t chunk = taken.chunk_;
  ScalarResult<Row<>> out(std::make_unique<detail::DynamicRows>(std::move(taken)));
  if (chunk) out.yield_per(chunk);
  return out;
}

ScalarResult<Row<>>::Partitions Result::partitions(std::size_t size) {
  const std::size_t chunk = size ? size : chunk_;
  if (chunk == 0) detail::throw_bad_chunk_size();
  rows_ = std::make_unique<ScalarResult<Row<>>>(rows());
  return rows_->partitions(chunk);
}

Result& Result::unique() & {
  if (chunk_) detail::throw_unique_with_yield_per();
  if (!seen_) seen_ = std::make_unique<detail::SeenItems<Row<>>>();
  return *this;
}

Result& Result::yield_per(std::size_t size) & {
  if (size == 0) detail::throw_bad_chunk_size();
  if (seen_) detail::throw_unique_with_yield_per();
  chunk_ = size;
  return *this;
}

Value Result::scalar() {
  require_rows();
  const Cell* const cells = next_cells();
  Value out = cells ? meta_->decode(0, cells[0]) : Value();
  close();
  return out;
}

Cursor Result::take_cursor() {
  require_rows();
  if (seen_) {
    throw InvalidRequestError(
        "unique() of a result holds for its rows; call unique() on what scalars(), tuples() or "
        "into() return");
  }
  if (!cursor_) return Cursor::of_no_rows(meta_);
  if (!selected_.empty()) cursor_.select(selected_, meta_);
  open_ = false;
  rowcount_ = cursor_.rowcount();
  return std::move(cursor_);
}

std::size_t Result::source_column(std::size_t column) const {
  return meta_->index_of(column);
}

ScalarResult<Parameters> Result::mappings() {
  require_rows();
  Result taken = std::move(*this);
  meta_ = taken.meta_;
  context_ = taken.context_;
  open_ = false;
  return ScalarResult<Parameters>(std::make_unique<detail::MappingRows>(std::move(taken)));
}

std::int64_t Result::rowcount() const noexcept {
  return cursor_ ? cursor_.rowcount() : rowcount_;
}
std::int64_t Result::lastrowid() const noexcept {
  return cursor_ ? cursor_.lastrowid() : lastrowid_;
}
bool Result::is_insert() const noexcept {
  return context_ && context_->is_insert;
}

namespace {

const ExecutionContext& insert_context(const ExecutionContext* context, std::string_view what) {
  if (!context || !context->is_insert) {
    throw InvalidRequestError(
        str_cat("Statement is not an insert() expression construct: it has no ", what));
  }
  return *context;
}

}  // namespace

Row<> Result::inserted_primary_key() const {
  const ExecutionContext& c = insert_context(context_.get(), "inserted_primary_key");
  if (c.executemany) {
    throw InvalidRequestError(
        "This statement was an executemany call; if primary key returning is supported, please use "
        ".inserted_primary_key_rows.");
  }
  if (c.inserted_primary_key_rows.empty()) {
    throw InvalidRequestError("the primary key of this INSERT is not known");
  }
  return c.inserted_primary_key_rows.front();
}

std::vector<Row<>> Result::inserted_primary_key_rows() const {
  return insert_context(context_.get(), "inserted_primary_key_rows").inserted_primary_key_rows;
}

const Parameters& Result::last_inserted_params() const {
  const ExecutionContext& c = insert_context(context_.get(), "last_inserted_params");
  if (c.parameters.empty()) throw InvalidRequestError("an executemany keeps no parameters");
  return c.parameters.front();
}

const Parameters& Result::last_updated_params() const {
  if (!context_ || !context_->is_update || context_->parameters.empty()) {
    throw InvalidRequestError("Statement is not an update() expression construct.");
  }
  return context_->parameters.front();
}

const std::optional<Row<>>& Result::returned_defaults() const {
  static const std::optional<Row<>> none;
  return context_ ? context_->returned_defaults : none;
}

const std::vector<Row<>>& Result::returned_defaults_rows() const {
  static const std::vector<Row<>> none;
  return context_ ? context_->returned_defaults_rows : none;
}

std::vector<const ColumnClause*> Result::prefetch_cols() const {
  std::vector<const ColumnClause*> out;
  if (!context_ || !context_->statement || !context_->statement->compiled()) return out;
  const Compiled& c = *context_->statement->compiled();
  for (const Prefetch& p : c.flags().is_insert ? c.insert_prefetch() : c.update_prefetch())
    out.push_back(p.column);
  return out;
}

std::vector<const ColumnClause*> Result::postfetch_cols() const {
  if (!context_ || !context_->statement || !context_->statement->compiled()) return {};
  const auto columns = context_->statement->compiled()->postfetch();
  return {columns.begin(), columns.end()};
}

bool Result::lastrow_has_defaults() const {
  return !postfetch_cols().empty();
}

void Result::close() noexcept {
  if (cursor_) {
    rowcount_ = cursor_.rowcount();
    lastrowid_ = cursor_.lastrowid();
    cursor_.close();
  }
  open_ = false;
}

// --- frozen results
// --------------------------------------------------------------------------------

struct FrozenResult::State {
  std::shared_ptr<const detail::BufferedRows> rows;
  Ptr<const ResultMeta> meta;
};

FrozenResult Result::freeze() {
  require_rows();
  auto rows = std::make_shared<detail::BufferedRows>(meta_->size());
  while (const Cell* cells = next_cells()) rows->add(cells);
  FrozenResult out;
  out.state_ = std::make_shared<FrozenResult::State>(FrozenResult::State{std::move(rows), meta_});
  close();
  return out;
}

FrozenResult FrozenResult::of(Cursor cursor) {
  const Ptr<const ResultMeta> meta = cursor.shared_meta();
  auto rows = std::make_shared<detail::BufferedRows>(meta->size());
  cursor.read(kAllRows, [&](const Cell* cells) { rows->add(cells); });
  FrozenResult out;
  out.state_ = std::make_shared<FrozenResult::State>(FrozenResult::State{std::move(rows), meta});
  return out;
}

Cursor FrozenResult::open() const {
  return Cursor::of_rows(state_->rows, state_->meta);
}

Result FrozenResult::operator()() const {
  return Result(open(), nullptr);
}

std::size_t FrozenResult::size() const noexcept {
  return state_->rows->size();
}

Result Result::merge(std::vector<Result> results) {
  if (results.empty()) throw ArgumentError("Result::merge() needs at least one result");
  const std::vector<std::string> keys = results.front().keys();
  auto rows = std::make_shared<detail::BufferedRows>(results.front().meta().size());
  for (Result& r : results) {
    if (r.keys() != keys) {
      throw InvalidRequestError("Result::merge(): the results have different columns");
    }
    while (const Cell* cells = r.next_cells()) rows->add(cells);
  }
  return Result(Cursor::of_rows(std::move(rows), results.front().meta_), nullptr);
}

Result Result::splice_horizontally(Result other) {
  const FrozenResult left = freeze();
  const FrozenResult right = other.freeze();
  if (left.size() != right.size()) {
    throw InvalidRequestError(
        str_cat("splice_horizontally(): the results have ", left.size(), " and ", right.size(),
                " rows; only results with a row for each other's can be put side by side"));
  }
  std::vector<ResultMeta::Column> columns = left.state_->meta->columns();
  const auto& more = right.state_->meta->columns();
  columns.insert(columns.end(), more.begin(), more.end());
  auto rows = std::make_shared<detail::BufferedRows>(columns.size());
  std::vector<Cell> cells(columns.size());
  for (std::size_t i = 0; i < left.size(); ++i) {
    const Cell* const a = left.state_->rows->row(i);
    const Cell* const b = right.state_->rows->row(i);
    const auto middle = std::copy(a, a + left.state_->rows->width(), cells.begin());
    std::copy(b, b + right.state_->rows->width(), middle);
    rows->add(cells.data());
  }
  return Result(Cursor::of_rows(std::move(rows), make_ptr<ResultMeta>(std::move(columns))),
                context_);
}

Result Result::splice_vertically(Result other) {
  std::vector<Result> both;
  both.push_back(std::move(*this));
  both.push_back(std::move(other));
  return merge(std::move(both));
}

}  // namespace cupel
