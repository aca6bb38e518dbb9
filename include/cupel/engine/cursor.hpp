#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "cupel/dbapi/statement.hpp"
#include "cupel/engine/fwd.hpp"
#include "cupel/engine/result_meta.hpp"
#include "cupel/util/cell.hpp"
#include "cupel/util/function_ref.hpp"

namespace cupel {

namespace detail {

/// What stands behind a Cursor: a driver's open statement, or rows kept in memory.
/// Kept for reuse by the connection it belongs to.
class CursorCore;
class BufferedRows;

}  // namespace detail

/// For Cursor::read(): no limit.
inline constexpr std::size_t kAllRows = static_cast<std::size_t>(-1);

/// An executed statement whose rows are read as cells: the narrow gate through which results, the
/// ORM's loaders and the unit of work all read.
///
/// Move-only. One thread at a time, that of the connection. Reading after the connection was closed
/// or given back throws ResourceClosedError; destroying is fine then.
class [[nodiscard]] Cursor {
 public:
  Cursor() noexcept = default;
  Cursor(Cursor&& o) noexcept : core_(std::exchange(o.core_, nullptr)) {}
  Cursor& operator=(Cursor&& o) noexcept {
    if (this != &o) {
      close();
      core_ = std::exchange(o.core_, nullptr);
    }
    return *this;
  }
  ~Cursor() { close(); }

  /// Fills column_count() cells with the next row; false after the last one, the driver's statement
  /// is free then. Text and bytes are borrowed until the next call.
  /// Throws the DBAPIError that the driver's error maps to.
  bool fetch(Cell* row);
  /// As above, into the cursor's own buffer; null after the last row.
  const Cell* fetch();
  /// Calls `visit` with each of the next rows, `most` of them at the most, and gives their number:
  /// as fetch() in a loop, at a lower price. `visit` may close the cursor's connection, not the
  /// cursor; what it throws passes, and the rest can still be read.
  std::size_t read(std::size_t most, FunctionRef<void(const Cell*)> visit);
  /// Rows that are in memory already, for reserving; 0 where nobody can tell.
  [[nodiscard]] std::size_t rows_at_hand() const noexcept;

  [[nodiscard]] std::size_t column_count() const noexcept;
  /// Whether the statement is one that returns rows.
  [[nodiscard]] bool returns_rows() const noexcept { return column_count() != 0; }
  /// Columns with their types; of a text() as far as the driver tells.
  [[nodiscard]] const ResultMeta& meta() const noexcept;
  [[nodiscard]] const Ptr<const ResultMeta>& shared_meta() const noexcept;
  /// What was executed; null for driver SQL.
  [[nodiscard]] const PreparedStatement* statement() const noexcept;
  [[nodiscard]] std::int64_t rowcount() const noexcept;
  [[nodiscard]] std::int64_t lastrowid() const noexcept;

  /// Rows in memory, shared with others that replay them.
  [[nodiscard]] static Cursor of_rows(std::shared_ptr<const detail::BufferedRows> rows,
                                      Ptr<const ResultMeta> meta);
  [[nodiscard]] static Cursor of_no_rows(Ptr<const ResultMeta> meta);
  /// From now on rows have these columns, in this order.
  void select(std::vector<std::size_t> columns, Ptr<const ResultMeta> meta);

  /// Frees the driver's statement; further fetches throw ResourceClosedError.
  void close() noexcept;
  [[nodiscard]] bool closed() const noexcept { return core_ == nullptr; }
  explicit operator bool() const noexcept { return core_ != nullptr; }

 private:
  friend class detail::ConnectionCore;
  friend class detail::CursorCore;
  friend class Result;
  explicit Cursor(detail::CursorCore* core) noexcept : core_(core) {}

  detail::CursorCore* core_ = nullptr;
};

}  // namespace cupel
