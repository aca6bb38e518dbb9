#pragma once

#include <cstdint>
#include <vector>

#include "cupel/dbapi/statement.hpp"

#include "dbapi/statement_cache.hpp"

struct sqlite3_stmt;

namespace cupel::sqlite {

class SqliteConnection;

/// A statement of SQLite's, and its place in the connection's cache.
class SqliteStatement final : public dbapi::Statement,
                              public dbapi::CachedStatement<SqliteStatement> {
 public:
  SqliteStatement(SqliteConnection& owner, sqlite3_stmt* stmt) noexcept;
  ~SqliteStatement() override;

  void execute(std::span<const Cell> parameters) override;
  std::int64_t execute_many(std::span<const Cell> rows, std::size_t width,
                            std::size_t times) override;
  bool fetch(Cell* row) override;
  std::string_view column_name(std::size_t column) const override;
  std::string_view column_decltype(std::size_t column) const override;
  std::size_t parameter_count() const override { return parameter_count_; }
  std::int64_t rowcount() const noexcept override { return rowcount_; }
  std::int64_t lastrowid() const noexcept override { return lastrowid_; }
  void reset() noexcept override;

  /// The text, as SQLite keeps it.
  [[nodiscard]] std::string_view sql() const noexcept;

 private:
  friend class SqliteConnection;
  friend class dbapi::StatementCache<SqliteStatement>;

  void give_back() noexcept override;
  /// The connection is gone: the statement lives on, unusable, until its lease ends.
  void orphan() noexcept;

  void require_open() const;
  void bind(std::span<const Cell> parameters, bool copy_text);
  void bind_one(int index, const Cell& cell);
  bool step();  // true: a row
  void read(Cell* row) noexcept;
  [[noreturn]] void fail(int code);

  SqliteConnection* owner_;
  sqlite3_stmt* stmt_;  // null: empty text, or orphaned
  std::size_t parameter_count_ = 0;
  std::int64_t rowcount_ = -1;
  std::int64_t lastrowid_ = 0;
  std::vector<char> text_;  // parameters of a run whose rows are still being read
  bool counts_changes_ = false;
  bool inserts_ = false;
  bool row_ready_ = false;
  bool running_ = false;      // rows may come
  bool needs_reset_ = false;  // stepped since the last reset
};

}  // namespace cupel::sqlite
