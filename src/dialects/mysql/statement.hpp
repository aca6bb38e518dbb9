#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <mysql.h>

#include "cupel/dbapi/statement.hpp"
#include "cupel/util/arena.hpp"

#include "dbapi/statement_cache.hpp"

namespace cupel::mysql {

class MysqlConnection;

/// A prepared statement of the server's, and its place in the connection's cache.
///
/// Rows come from the socket one by one as they are fetched, so that a large result needs no
/// memory; when the connection is wanted for something else, the rest is read into memory first.
class MysqlStatement final : public dbapi::Statement,
                             public dbapi::CachedStatement<MysqlStatement> {
 public:
  /// Takes over `stmt`.
  MysqlStatement(MysqlConnection& owner, MYSQL_STMT* stmt, std::string sql) noexcept;
  ~MysqlStatement() override;

  void execute(std::span<const Cell> parameters) override;
  std::int64_t execute_many(std::span<const Cell> rows, std::size_t width,
                            std::size_t times) override;
  bool fetch(Cell* row) override;
  bool next_result() override;
  std::string_view column_name(std::size_t column) const override;
  std::string_view column_decltype(std::size_t column) const override;
  std::size_t parameter_count() const override { return parameter_count_; }
  std::int64_t rowcount() const noexcept override { return rowcount_; }
  std::int64_t lastrowid() const noexcept override { return lastrowid_; }
  void reset() noexcept override;

  [[nodiscard]] const std::string& sql() const noexcept { return sql_; }

 private:
  friend class MysqlConnection;
  friend class dbapi::StatementCache<MysqlStatement>;

  /// What is known of a column of the result.
  struct Column {
    enum_field_types type;
    bool is_unsigned;
    bool is_bytes;  ///< of charset `binary`
  };

  /// A result in memory, since another one comes after it on the wire.
  struct KeptResult {
    std::vector<Column> columns{};
    std::vector<std::string> names{};
    std::vector<Cell> cells{};  ///< row by row
    Arena bytes{};              ///< behind them
    std::size_t next = 0;       ///< the cell that the next row begins with
  };

  void give_back() noexcept override;
  /// The connection is gone: the statement lives on, unusable, until its lease ends.
  void orphan() noexcept;

  /// Sends the text to the server.
  void prepare();
  void read_columns();
  [[nodiscard]] bool columns_changed() const;
  void require_open() const;
  void require_parameters(std::size_t count) const;
  [[noreturn]] void fail();
  void bind(std::span<const Cell> parameters);
  /// Binds the rows column by column; false when a column has cells of several kinds.
  bool bind_array(std::span<const Cell> rows, std::size_t width);
  void run();
  /// Reads the next row into cells_; false at the end.
  bool read_row();
  /// The library's callback for each column of a row.
  static void take_column(void* self, unsigned column, unsigned char** data);
  void take_value(unsigned column, unsigned char*& data);
  void add_text(Cell& cell, std::string_view text);
  /// Reads the rows that are still on their way into memory.
  void keep_rows_aside();
  void leave_wire() noexcept;
  // Several results: further_results.cpp.
  /// Reads what comes after the present result, whose rows are all read.
  void read_further_results();
  /// The rest of the present result.
  KeptResult keep_rest();
  void add_row(KeptResult& result);
  bool fetch_kept(Cell* row);
  /// Takes everything off the wire.
  void drop_results() noexcept;

  MysqlConnection* owner_;
  MYSQL_STMT* stmt_;
  std::string sql_;
  std::size_t parameter_count_ = 0;
  std::int64_t rowcount_ = -1;
  std::int64_t lastrowid_ = 0;
  std::vector<Column> columns_;
  std::vector<std::string> names_;

  std::vector<MYSQL_BIND> binds_;
  std::vector<Cell> cells_;  // the row read last
  // Text of that row; cells point into it by offset until the row is complete.
  std::vector<char> text_;
  std::vector<std::uint32_t> in_text_;  // columns whose data is an offset
  bool row_ready_ = false;
  bool running_ = false;         // rows may come
  bool buffered_ = false;        // the rest is in memory
  bool executed_ = false;        // since the last reset
  bool counts_changes_ = false;  // of rows that it returns
  std::int64_t rows_read_ = 0;
  bool array_bound_ = false;
  bool reads_further_ = false;           // now
  bool calls_ = false;                   // a procedure, which may give several results
  std::unique_ptr<KeptResult> present_;  // the result that fetch() reads, when it is in memory
  std::deque<KeptResult> further_;       // after the present one

  // The arrays of execute_many.
  struct ArrayColumn {
    std::vector<std::int64_t> integers;
    std::vector<double> reals;
    std::vector<const char*> texts;
    std::vector<unsigned long> lengths;
    std::vector<char> indicators;
  };
  std::vector<ArrayColumn> arrays_;
};

}  // namespace cupel::mysql
