#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "cupel/util/cell.hpp"

namespace cupel::dbapi {

/// Names a statement to Connection::prepare. `id` is a number that stands for exactly this text for
/// the life of the process (a compiled statement's id); 0 means: find it by the text itself.
struct StatementKey {
  std::string_view sql;
  std::uint64_t id = 0;

  StatementKey(std::string_view text, std::uint64_t stable_id = 0) noexcept
      : sql(text), id(stable_id) {}
  StatementKey(const char* text) noexcept : sql(text) {}
};

/// A prepared statement with a cursor state of its own: any number may be open at a time on one
/// connection, and running one never disturbs another.
///
/// Reached through a StatementLease. One thread at a time, the thread that uses the connection.
/// After the connection was closed every member but column_count() and reset() throws DriverError.
class Statement {
 public:
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Binds `parameters` by place and starts; an earlier run is reset first.
  /// Text and bytes are borrowed until execute returns. Where rows come, the first one is ready
  /// afterwards, so that errors of the statement show here and not in fetch().
  /// Throws DriverError; the statement can be executed again after that.
  virtual void execute(std::span<const Cell> parameters) = 0;

  /// Runs once for each `width` cells of `rows`, dropping result rows; returns the sum of the
  /// changed rows. `times` counts the runs when `width` is 0. Runs before a failing one stay done.
  virtual std::int64_t execute_many(std::span<const Cell> rows, std::size_t width,
                                    std::size_t times = 0) = 0;

  /// Fills column_count() cells with the next row; false when there is none.
  /// Text and bytes are borrowed until the next call on this statement.
  virtual bool fetch(Cell* row) = 0;
  /// Rows of the result that are in memory and were not fetched; 0 where the driver cannot tell.
  /// For reserving: more may come, and fewer after an error.
  [[nodiscard]] virtual std::size_t rows_at_hand() const noexcept { return 0; }

  /// Goes on to the next result of a statement that gives several (CALL of a procedure); rows of
  /// the present one that were not read are dropped. column_count(), column_name() and fetch() are
  /// of that result then. False where there is none, or the database has no such thing.
  virtual bool next_result() { return false; }

  /// Columns of the result; 0 for a statement that returns no rows.
  [[nodiscard]] std::size_t column_count() const noexcept { return column_count_; }
  /// Name as the database reports it; borrowed until the statement is executed again.
  [[nodiscard]] virtual std::string_view column_name(std::size_t column) const = 0;
  /// Type that the table declares for the column behind; empty for expressions or where unknown.
  [[nodiscard]] virtual std::string_view column_decltype(std::size_t column) const = 0;
  /// Parameters that the statement takes.
  [[nodiscard]] virtual std::size_t parameter_count() const = 0;

  /// Rows matched by INSERT, UPDATE or DELETE, final once all rows of a RETURNING were fetched;
  /// -1 for other statements.
  [[nodiscard]] virtual std::int64_t rowcount() const noexcept = 0;
  /// Key of the row inserted last by this statement; 0 where it inserted none.
  [[nodiscard]] virtual std::int64_t lastrowid() const noexcept = 0;

  /// Ends a run before all rows were read; releases locks and borrowed memory of the database.
  virtual void reset() noexcept = 0;

 protected:
  friend class StatementLease;
  Statement() noexcept = default;
  virtual ~Statement() = default;

  /// The holder is done: resets and goes back into its connection's cache, or deletes itself.
  virtual void give_back() noexcept = 0;

  std::size_t column_count_ = 0;
};

/// The right to use a prepared statement; gives it back to the connection's cache when destroyed.
/// May outlive the connection.
class [[nodiscard]] StatementLease {
 public:
  StatementLease() noexcept = default;
  /// For drivers: takes over a statement that nobody else holds.
  explicit StatementLease(Statement* statement) noexcept : statement_(statement) {}
  StatementLease(StatementLease&& o) noexcept : statement_(std::exchange(o.statement_, nullptr)) {}
  StatementLease& operator=(StatementLease&& o) noexcept {
    if (this != &o) {
      release();
      statement_ = std::exchange(o.statement_, nullptr);
    }
    return *this;
  }
  ~StatementLease() { release(); }

  void release() noexcept {
    if (statement_) std::exchange(statement_, nullptr)->give_back();
  }
  [[nodiscard]] Statement* get() const noexcept { return statement_; }
  Statement* operator->() const noexcept { return statement_; }
  Statement& operator*() const noexcept { return *statement_; }
  explicit operator bool() const noexcept { return statement_ != nullptr; }

 private:
  Statement* statement_ = nullptr;
};

}  // namespace cupel::dbapi
