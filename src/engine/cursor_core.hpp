#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "cupel/dbapi/error.hpp"
#include "cupel/dbapi/statement.hpp"
#include "cupel/engine/cursor.hpp"
#include "cupel/util/arena.hpp"

namespace cupel::detail {

/// Rows kept in memory, with the bytes of their cells.
class BufferedRows {
 public:
  explicit BufferedRows(std::size_t width) : width_(width) {}

  void add(const Cell* row);
  [[nodiscard]] std::size_t size() const noexcept { return width_ ? cells_.size() / width_ : 0; }
  [[nodiscard]] std::size_t width() const noexcept { return width_; }
  [[nodiscard]] const Cell* row(std::size_t i) const noexcept { return &cells_[i * width_]; }
  void swap_rows_into(std::vector<Cell>& cells) noexcept { cells_.swap(cells); }

 private:
  std::size_t width_;
  std::vector<Cell> cells_;
  Arena bytes_;
};

/// An executed statement: the driver's, still being read, or rows in memory, or nothing any more.
/// A connection keeps those that are read in a list, to end them when it is closed, and used ones
/// for the next execution.
class CursorCore {
 public:
  enum class State : std::uint8_t {
    reading,    // rows may come from the driver
    buffered,   // rows come from memory
    exhausted,  // all rows were read
    no_rows,    // the statement returns none
    cut_off,    // the connection was closed first
  };

  bool fetch(Cell* row) { return selected_.empty() ? advance(row) : fetch_selected(row); }
  const Cell* fetch() {
    if (selected_.empty()) [[likely]] {
      return advance(row_.data()) ? row_.data() : nullptr;
    }
    return fetch_selected(picked_.data()) ? picked_.data() : nullptr;
  }

  std::size_t read(std::size_t most, FunctionRef<void(const Cell*)> visit);

  /// Frees the driver's statement, keeping its figures.
  void finish(State state) noexcept;

 private:
  friend class ConnectionCore;
  friend class cupel::Cursor;

  bool advance(Cell* row) {
    if (state_ == State::reading) [[likely]] {
      return fetch_from_driver(row);
    }
    return fetch_otherwise(row);
  }
  bool fetch_from_driver(Cell* row);
  std::size_t read_from_driver(std::size_t most, FunctionRef<void(const Cell*)> visit);
  [[noreturn]] void fail(const dbapi::DriverError& error);
  bool fetch_otherwise(Cell* row);
  bool fetch_selected(Cell* row);

  State state_ = State::exhausted;
  bool log_rows_ = false;
  ConnectionCore* connection_ = nullptr;  // null once that is gone
  dbapi::StatementLease lease_;
  Ptr<const PreparedStatement> statement_;
  Ptr<const ResultMeta> meta_;
  std::vector<Cell> row_;              // as wide as the driver's
  std::vector<std::size_t> selected_;  // of Result::columns(); empty: all
  std::vector<Cell> picked_;
  std::shared_ptr<const BufferedRows> buffered_;
  std::size_t next_buffered_ = 0;
  std::int64_t rowcount_ = -1;
  std::int64_t lastrowid_ = 0;
  std::size_t columns_ = 0;
  CursorCore* next_ = nullptr;  // in the connection's list of open ones, or of spare ones
  CursorCore* prev_ = nullptr;
};

}  // namespace cupel::detail
