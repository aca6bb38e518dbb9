#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/engine/cursor.hpp"
#include "cupel/engine/row.hpp"
#include "cupel/engine/scalar_result.hpp"
#include "cupel/engine/typed_result.hpp"
#include "cupel/sql/expression/fwd.hpp"

namespace cupel {

class FrozenResult;

/// The outcome of an execution: rows whose types are known at run time, or the figures of a
/// statement without rows.
///
/// Iterating gives RowViews, borrowed until the next step; fetching gives Rows of one's own. Rows
/// come once, forward; after the last one the driver's statement is free.
/// Functions that hand the rows to another object (scalars(), mappings(), into(), tuples(),
/// freeze()) take them over: this result is closed then, its keys and figures stay readable.
/// Move-only. One thread at a time. Lives on its connection: reading rows after that was closed
/// throws ResourceClosedError.
class Result {
 public:
  Result() noexcept = default;
  Result(Cursor cursor, std::shared_ptr<const ExecutionContext> context);
  /// One without rows.
  [[nodiscard]] static Result of_rowcount(std::int64_t rowcount);
  Result(Result&&) noexcept = default;
  Result& operator=(Result&&) noexcept = default;
  ~Result() = default;

  // Columns.

  [[nodiscard]] bool returns_rows() const noexcept { return meta_ && meta_->size() != 0; }
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] const ResultMeta& meta() const;
  /// The same rows with these columns in this order, by place, name or column.
  class ColumnKey;
  Result& columns(std::initializer_list<ColumnKey> keys) &;
  Result&& columns(std::initializer_list<ColumnKey> keys) &&;

  // Rows.

  class Iterator {
   public:
    using value_type = RowView;
    using difference_type = std::ptrdiff_t;
    explicit Iterator(Result& result) : result_(&result), view_(result.meta(), nullptr) { ++*this; }
    const RowView& operator*() const noexcept { return view_; }
    const RowView* operator->() const noexcept { return &view_; }
    Iterator& operator++() {
      if (const Cell* cells = result_->next_cells()) {
        view_ = RowView(*result_->meta_, cells);
      } else {
        result_ = nullptr;
      }
      return *this;
    }
    void operator++(int) { ++*this; }
    friend bool operator==(const Iterator& a, std::default_sentinel_t) noexcept {
      return a.result_ == nullptr;
    }

   private:
    Result* result_;
    RowView view_;
  };
  /// Throws ResourceClosedError for a result without rows, as the functions below.
  [[nodiscard]] Iterator begin() { return Iterator(*this); }
  [[nodiscard]] std::default_sentinel_t end() const noexcept { return {}; }

  [[nodiscard]] std::vector<Row<>> all();
  [[nodiscard]] std::vector<Row<>> fetchall() { return all(); }
  /// Up to `size` rows; none at the end. Default: the size set by yield_per(), else all.
  [[nodiscard]] std::vector<Row<>> fetchmany(std::size_t size = 0);
  [[nodiscard]] std::optional<Row<>> fetchone();
  /// The first row or nothing; closes the result.
  [[nodiscard]] std::optional<Row<>> first();
  /// The only row. Throws NoResultFound or MultipleResultsFound.
  [[nodiscard]] Row<> one();
  [[nodiscard]] std::optional<Row<>> one_or_none();
  /// Chunks of up to `size` rows: `for (std::vector<Row<>>& chunk : result.partitions(100))`.
  [[nodiscard]] ScalarResult<Row<>>::Partitions partitions(std::size_t size = 0);

  /// Drops rows that were returned before. Not together with yield_per().
  Result& unique() &;
  Result&& unique() && { return std::move(unique()); }
  Result& yield_per(std::size_t size) &;
  Result&& yield_per(std::size_t size) && { return std::move(yield_per(size)); }

  // One column.

  /// First column of the first row: `scalar<std::int64_t>()` is an optional<int64_t>, empty without
  /// a row; `scalar()` a Value, NULL without a row. Closes the result.
  [[nodiscard]] Value scalar();
  template <class T>
  [[nodiscard]] typename ItemTraits<T>::Optional scalar() {
    return scalars<T>().first();
  }
  template <class T = Value>
  [[nodiscard]] T scalar_one() {
    return scalars<T>().one();
  }
  template <class T = Value>
  [[nodiscard]] typename ItemTraits<T>::Optional scalar_one_or_none() {
    return scalars<T>().one_or_none();
  }
  /// One column of all rows, decoded as T.
  template <class T = Value>
  [[nodiscard]] ScalarResult<T> scalars(std::size_t column = 0) {
    return ScalarResult<T>(
        std::make_unique<detail::CursorScalars<T>>(take_cursor(), source_column(column)));
  }
  template <class T = Value>
  [[nodiscard]] ScalarResult<T> scalars(std::string_view column) {
    return scalars<T>(meta().index_of(column));
  }

  // Other shapes.

  /// Typed rows: `for (auto&& [id, name] : result.tuples<std::int64_t, std::string>())`.
  template <class... Ts>
  [[nodiscard]] TypedResult<Ts...> tuples() {
    auto names = keys();
    return TypedResult<Ts...>(std::make_unique<detail::CursorRows<Ts...>>(take_cursor()),
                              std::move(names));
  }
  /// Every row as a T, any aggregate, its members found by column name. Defined in engine/into.hpp.
  /// Throws NoSuchColumnError, naming both sides, when a member has no column.
  template <class T>
  [[nodiscard]] ScalarResult<T> into();
  /// Rows as lists of names and values.
  [[nodiscard]] ScalarResult<Parameters> mappings();
  /// Reads all rows into memory, to be replayed any number of times.
  [[nodiscard]] FrozenResult freeze();
  /// The rows of several results with the same columns, one after the other.
  [[nodiscard]] static Result merge(std::vector<Result> results);
  /// Rows made of one of this result and one of `other`, side by side: of two INSERTs with
  /// RETURNING of the same objects, say. Reads both into memory and takes them over.
  /// Throws InvalidRequestError when they have not the same number of rows.
  [[nodiscard]] Result splice_horizontally(Result other);
  /// The rows of this result and then those of `other`, which has the same columns; merge() of two.
  [[nodiscard]] Result splice_vertically(Result other);

  // Figures.

  /// Rows matched by an UPDATE or DELETE; -1 where unknown.
  [[nodiscard]] std::int64_t rowcount() const noexcept;
  [[nodiscard]] std::int64_t lastrowid() const noexcept;
  [[nodiscard]] bool is_insert() const noexcept;
  /// Key of the row that a single INSERT made, by the table's primary key columns.
  /// Throws InvalidRequestError for anything but one row by insert().
  [[nodiscard]] Row<> inserted_primary_key() const;
  /// The same for every row of an executemany, where they are known.
  [[nodiscard]] std::vector<Row<>> inserted_primary_key_rows() const;
  /// The parameters of the INSERT or UPDATE, defaults included.
  [[nodiscard]] const Parameters& last_inserted_params() const;
  [[nodiscard]] const Parameters& last_updated_params() const;
  /// Row fetched for return_defaults(); nullopt when there was none.
  [[nodiscard]] const std::optional<Row<>>& returned_defaults() const;
  [[nodiscard]] const std::vector<Row<>>& returned_defaults_rows() const;
  /// Columns whose value came from the program's defaults, and from the database.
  [[nodiscard]] std::vector<const ColumnClause*> prefetch_cols() const;
  [[nodiscard]] std::vector<const ColumnClause*> postfetch_cols() const;
  /// Whether the row that the INSERT or UPDATE wrote has values which only the database knows.
  [[nodiscard]] bool lastrow_has_defaults() const;
  /// How it was executed; null for driver SQL.
  [[nodiscard]] const ExecutionContext* context() const noexcept { return context_.get(); }

  void close() noexcept;
  [[nodiscard]] bool closed() const noexcept { return !open_; }

 private:
  friend class FrozenResult;
  const Cell* next_cells();
  bool next_row(Row<>& out);
  void require_rows() const;
  Cursor take_cursor();
  [[nodiscard]] std::size_t source_column(std::size_t column) const;
  ScalarResult<Row<>> rows();

  Cursor cursor_;
  Ptr<const ResultMeta> meta_;
  std::shared_ptr<const ExecutionContext> context_;
  std::vector<std::size_t> selected_;  // of columns(); empty: all
  std::vector<Cell> selected_cells_;
  std::unique_ptr<detail::SeenItems<Row<>>> seen_;
  std::unique_ptr<ScalarResult<Row<>>> rows_;  // behind partitions()
  std::size_t chunk_ = 0;
  std::int64_t rowcount_ = -1;
  std::int64_t lastrowid_ = 0;
  bool open_ = false;
};

/// A column given to Result::columns().
class Result::ColumnKey {
 public:
  template <class Key>
  ColumnKey(const Key& key) {  // NOLINT: implicit by design
    if constexpr (std::is_integral_v<Key>) {
      index_ = static_cast<std::size_t>(key);
    } else if constexpr (std::is_convertible_v<const Key&, std::string_view>) {
      name_ = std::string(std::string_view(key));
    } else {
      element_ = key.node().get();
    }
  }

 private:
  friend class Result;
  [[nodiscard]] std::size_t resolve(const ResultMeta& meta) const;

  std::size_t index_ = 0;
  std::optional<std::string> name_;
  const ClauseElement* element_ = nullptr;
};

/// Rows kept in memory. Copies share them; calling it gives a new Result that replays them.
class FrozenResult {
 public:
  [[nodiscard]] Result operator()() const;
  [[nodiscard]] std::size_t size() const noexcept;

 private:
  friend class Result;
  friend class detail::ConnectionCore;
  struct State;
  /// All rows of a cursor, which is closed then.
  [[nodiscard]] static FrozenResult of(Cursor cursor);
  [[nodiscard]] Cursor open() const;

  std::shared_ptr<const State> state_;
};

}  // namespace cupel
