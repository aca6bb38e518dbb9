#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/engine/cursor.hpp"
#include "cupel/engine/row.hpp"
#include "cupel/engine/scalar_result.hpp"

namespace cupel {

namespace detail {

/// Throws InvalidRequestError when a cursor has fewer columns than a typed row needs.
void check_column_count(const Cursor& cursor, std::size_t wanted);

/// RowSource::append_rest() of a cursor: `decode` fills an item from a row.
template <class T, class Decode>
bool append_rows(Cursor& cursor, std::vector<T>& out, const Decode& decode) {
  if constexpr (std::is_same_v<T, bool>) {  // a vector of these has no items to fill
    return false;
  } else {
    out.reserve(out.size() + cursor.rows_at_hand());
    cursor.read(kAllRows, [&](const Cell* cells) { decode(cells, out.emplace_back()); });
    return true;
  }
}

/// Typed rows decoded from a cursor, one indirect call a column.
template <class... Ts>
class CursorRows final : public RowSource<Row<Ts...>> {
 public:
  explicit CursorRows(Cursor cursor) : cursor_(std::move(cursor)) {
    check_column_count(cursor_, sizeof...(Ts));
    meta_ = cursor_.shared_meta();
    std::size_t i = 0;
    ((decoders_[i] = decoder_for<Ts>(meta_->type(i), meta_->name(i)), ++i), ...);
  }
  bool next(Row<Ts...>& out) override {
    const Cell* const cells = cursor_.fetch();
    if (cells) decode(cells, out);
    return cells != nullptr;
  }
  bool append_rest(std::vector<Row<Ts...>>& out) override {
    return append_rows(cursor_, out,
                       [this](const Cell* cells, Row<Ts...>& row) { decode(cells, row); });
  }
  void close() noexcept override { cursor_.close(); }
  [[nodiscard]] Cursor take_cursor() noexcept { return std::move(cursor_); }

 private:
  void decode(const Cell* cells, Row<Ts...>& out) const {
    [&]<std::size_t... i>(std::index_sequence<i...>) {
      (decoders_[i](cells[i], &std::get<i>(out)), ...);
    }(std::index_sequence_for<Ts...>{});
  }

  Cursor cursor_;
  Ptr<const ResultMeta> meta_;
  std::array<Decoder, sizeof...(Ts)> decoders_;
};

/// One column of a cursor.
template <class T>
class CursorScalars final : public RowSource<T> {
 public:
  CursorScalars(Cursor cursor, std::size_t column) : cursor_(std::move(cursor)), column_(column) {
    check_column_count(cursor_, column + 1);
    meta_ = cursor_.shared_meta();
    decoder_ = decoder_for<T>(meta_->type(column), meta_->name(column));
  }
  bool next(T& out) override {
    const Cell* const cells = cursor_.fetch();
    if (!cells) return false;
    decoder_(cells[column_], &out);
    return true;
  }
  bool append_rest(std::vector<T>& out) override {
    return append_rows(cursor_, out,
                       [this](const Cell* cells, T& item) { decoder_(cells[column_], &item); });
  }
  void close() noexcept override { cursor_.close(); }

 private:
  Cursor cursor_;
  Ptr<const ResultMeta> meta_;
  std::size_t column_;
  Decoder decoder_;
};

/// One field of the rows of another source.
template <std::size_t I, class R>
class FieldOfRows final : public RowSource<std::tuple_element_t<I, R>> {
 public:
  explicit FieldOfRows(std::unique_ptr<RowSource<R>> rows) noexcept : rows_(std::move(rows)) {}
  bool next(std::tuple_element_t<I, R>& out) override {
    if (!rows_->next(row_)) return false;
    out = std::move(std::get<I>(row_));
    return true;
  }
  void close() noexcept override { rows_->close(); }
  void expect_unique() noexcept override { rows_->expect_unique(); }

 private:
  std::unique_ptr<RowSource<R>> rows_;
  R row_{};
};

}  // namespace detail

/// Rows whose column types are known: `for (auto&& [id, name] : conn.execute(select(...)))`.
/// All that ScalarResult has, and the forms that look at one column.
template <class... Ts>
class TypedResult : public ScalarResult<Row<Ts...>> {
 public:
  using row_type = Row<Ts...>;
  using First = std::tuple_element_t<0, std::tuple<Ts...>>;
  using OptionalFirst = typename ItemTraits<First>::Optional;

  TypedResult(std::unique_ptr<RowSource<row_type>> source, std::vector<std::string> keys) noexcept
      : ScalarResult<row_type>(std::move(source)), keys_(std::move(keys)) {}

  [[nodiscard]] const std::vector<std::string>& keys() const noexcept { return keys_; }

  /// The first column of all rows (or the I-th); takes the rows over.
  template <std::size_t I = 0>
  [[nodiscard]] auto scalars() {
    using T = std::tuple_element_t<I, std::tuple<Ts...>>;
    return ScalarResult<T>(std::make_unique<detail::FieldOfRows<I, row_type>>(this->take_source()));
  }
  /// Every row as a T, as Result::into() has it; takes the rows over. Defined in engine/into.hpp.
  /// Throws NoSuchColumnError when a member has no column, InvalidRequestError when the rows hold
  /// entities.
  template <class T>
  [[nodiscard]] ScalarResult<T> into();
  /// First column of the first row, or nothing; closes the result.
  [[nodiscard]] OptionalFirst scalar() { return scalars().first(); }
  /// First column of the only row. Throws NoResultFound or MultipleResultsFound.
  [[nodiscard]] First scalar_one() { return scalars().one(); }
  [[nodiscard]] OptionalFirst scalar_one_or_none() { return scalars().one_or_none(); }
  /// For the likeness with Result.
  [[nodiscard]] TypedResult& tuples() & noexcept { return *this; }
  [[nodiscard]] TypedResult&& tuples() && noexcept { return std::move(*this); }

 private:
  std::vector<std::string> keys_;
};

}  // namespace cupel
