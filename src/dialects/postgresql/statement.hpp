#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cupel/dbapi/abilities.hpp"
#include "cupel/dbapi/statement.hpp"
#include "cupel/util/arena.hpp"

#include "dbapi/statement_cache.hpp"
#include "dialects/postgresql/oids.hpp"
#include "dialects/postgresql/result.hpp"
#include "dialects/postgresql/wire_format.hpp"

namespace cupel::postgresql {

class PgConnection;

/// A statement that the server has parsed, and its place in the connection's cache.
///
/// A result is taken over whole and read from memory, so that any number of them can be open; with
/// a fetch size it is read through a cursor of the server.
class PgStatement final : public dbapi::Statement,
                          public dbapi::ArrayBinding,
                          public dbapi::BulkLoading,
                          public dbapi::PortionedFetch,
                          public dbapi::CachedStatement<PgStatement> {
 public:
  ~PgStatement() override;

  void execute(std::span<const Cell> parameters) override;
  std::int64_t execute_many(std::span<const Cell> rows, std::size_t width,
                            std::size_t times) override;
  void execute_arrays(std::span<const Cell> rows, std::size_t width) override;
  // bulk_load.cpp
  std::int64_t execute_load(std::string_view command, std::span<const Cell> rows,
                            std::size_t width) override;
  void set_fetch_size(std::size_t rows) noexcept override { fetch_size_ = rows; }
  bool fetch(Cell* row) override;
  std::size_t rows_at_hand() const noexcept override {
    return static_cast<std::size_t>(rows_ - row_);
  }
  std::string_view column_name(std::size_t column) const override;
  std::string_view column_decltype(std::size_t column) const override;
  std::size_t parameter_count() const override { return parameters_.size(); }
  std::int64_t rowcount() const noexcept override { return rowcount_; }
  std::int64_t lastrowid() const noexcept override { return 0; }
  void reset() noexcept override;

  [[nodiscard]] const std::string& sql() const noexcept { return sql_; }
  /// Types of the parameters, by place.
  [[nodiscard]] const std::vector<oid::Oid>& parameter_types() const noexcept { return types_; }

 private:
  friend class PgConnection;
  friend class dbapi::StatementCache<PgStatement>;

  struct Column {
    std::string name;
    oid::Oid type;
    mutable std::string declared;
  };

  PgStatement(PgConnection& owner, std::string sql);

  void give_back() noexcept override;
  void orphan() noexcept;

  void require_open() const;
  void parse();
  /// Parses anew what a change of the schema may have made stale.
  void refresh();
  void describe_columns(const PGresult* description);
  void check_width(std::size_t width) const;
  void fill(std::span<const Cell> cells);
  void start(std::span<const Cell> parameters);
  void take(ResultPtr result);
  void open_cursor(std::span<const Cell> parameters);
  void fetch_portion();
  void close_cursor() noexcept;
  [[nodiscard]] bool can_have_cursor() const;
  void run_prepared();

  PgConnection* owner_;
  std::string sql_;
  std::string name_;                  // at the server; empty: not there
  std::vector<oid::Oid> types_;       // of the parameters
  std::vector<oid::Oid> parameters_;  // the same by their wire form
  std::vector<Column> columns_;
  std::vector<ReadField> readers_;  // of the columns: all that a row needs
  bool binary_ = true;              // all columns can be read in binary
  std::uint64_t generation_ = 0;

  ResultPtr result_;
  int row_ = 0;
  int rows_ = 0;
  std::int64_t rowcount_ = -1;
  Arena row_scratch_;  // of the row read last

  std::size_t fetch_size_ = 0;  // of the next run
  std::size_t portion_ = 0;     // of this run; 0: no cursor
  std::string cursor_;
  bool cursor_done_ = true;

  Arena scratch_;                    // of parameters
  std::vector<std::string> arrays_;  // the parameters of execute_arrays(); their memory is kept
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

}  // namespace cupel::postgresql
