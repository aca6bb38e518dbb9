#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <sql.h>
#include <sqlext.h>

#include "cupel/dbapi/statement.hpp"

#include "dbapi/statement_cache.hpp"

namespace cupel::odbc {

class OdbcConnection;

/// A prepared statement of ODBC's.
class OdbcStatement final : public dbapi::Statement, public dbapi::CachedStatement<OdbcStatement> {
 public:
  /// Prepares. Throws DriverError.
  OdbcStatement(OdbcConnection& owner, std::string sql);
  ~OdbcStatement() override;

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
  friend class OdbcConnection;
  friend class dbapi::StatementCache<OdbcStatement>;

  /// How the values of a column are fetched.
  enum class Form : std::uint8_t { integer, real, text, ascii, blob };
  struct Column {
    std::string name;
    std::string type;
    Form form;
  };
  /// One value as ODBC wants it: what it points to has to stay until the run ends.
  struct Bound {
    SQLLEN length = 0;
    std::int64_t integer = 0;
    double real = 0;
    std::vector<SQLWCHAR> wide{};
  };
  /// The values of one parameter for many rows, side by side.
  struct Array {
    CellKind kind = CellKind::null;
    std::size_t width = 0;  ///< bytes of one value
    std::vector<char> values{};
    std::vector<SQLLEN> lengths{};
  };

  void give_back() noexcept override;
  void orphan() noexcept;
  void require_open() const;
  void check(SQLRETURN rc);
  void bind(std::span<const Cell> parameters);
  void bind_one(SQLUSMALLINT place, const Cell& cell, Bound& bound);
  void run();
  /// Runs all rows through arrays; false when their values do not fit into any.
  bool run_arrays(std::span<const Cell> rows, std::size_t width, std::int64_t& total);
  bool fill_array(std::span<const Cell> rows, std::size_t width, std::size_t column, Array& array);
  void bind_array(SQLUSMALLINT place, Array& array);
  void describe_columns();
  void begin_rows();
  /// Leaves the present result; true when another one with columns follows. Otherwise the statement
  /// is closed, and the connection free for others.
  bool go_on();
  void read(std::size_t column, std::string& bytes, Cell& cell);

  OdbcConnection* owner_;
  SQLHSTMT stmt_ = nullptr;
  const std::string sql_;
  std::size_t parameter_count_ = 0;
  std::vector<Bound> bound_;
  std::vector<Column> columns_;
  std::vector<std::string> row_;  // texts and bytes of the row that stands ready
  std::int64_t rowcount_ = -1;
  std::int64_t lastrowid_ = 0;
  bool counts_ = false;  // INSERT, UPDATE, DELETE
  bool inserts_ = false;
  bool open_ = false;       // rows may come
  bool row_ready_ = false;  // the first one was fetched already
  bool further_ = false;    // another result stands ready behind the one that was read
  bool array_bound_ = false;
};

}  // namespace cupel::odbc
