// The physical limit: what a careful programmer writes against the sqlite3 C interface. One
// prepared statement per kind of work, re-bound for every row, one transaction, no wrapper costs.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "rows.hpp"

namespace bench::raw {

inline constexpr const char* kCreateItems =
    "CREATE TABLE item (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, qty BIGINT NOT "
    "NULL)";
inline constexpr const char* kCreateParents =
    "CREATE TABLE parent (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL)";
inline constexpr const char* kCreateChildren =
    "CREATE TABLE child (id INTEGER NOT NULL PRIMARY KEY, parent_id INTEGER REFERENCES parent "
    "(id), "
    "name VARCHAR NOT NULL)";

inline constexpr const char* kIndexChildren =
    "CREATE INDEX ix_child_parent_id ON child (parent_id)";

/// An open connection; throws std::runtime_error with sqlite's message on any failure.
class Database {
 public:
  explicit Database(const std::string& path) {
    const int rc = sqlite3_open_v2(
        path.c_str(), &handle_,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
        nullptr);
    check(rc);
  }
  ~Database() { sqlite3_close_v2(handle_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void execute(const char* sql) { check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr)); }
  void check(int rc) const {
    if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE) {
      throw std::runtime_error(sqlite3_errmsg(handle_));
    }
  }
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  sqlite3* handle_ = nullptr;
};

class Statement {
 public:
  Statement(Database& database, const char* sql) : database_(database) {
    database.check(sqlite3_prepare_v2(database.handle(), sql, -1, &handle_, nullptr));
  }
  ~Statement() { sqlite3_finalize(handle_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  void bind(int index, std::int64_t value) { sqlite3_bind_int64(handle_, index, value); }
  void bind(int index, const std::string& value) {
    sqlite3_bind_text(handle_, index, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
  }
  bool step() {
    const int rc = sqlite3_step(handle_);
    if (rc != SQLITE_ROW) database_.check(rc);
    return rc == SQLITE_ROW;
  }
  void reset() { sqlite3_reset(handle_); }
  [[nodiscard]] std::int64_t integer(int column) const {
    return sqlite3_column_int64(handle_, column);
  }
  [[nodiscard]] std::string text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
  }

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

void insert_items(Database& database, std::size_t count);
void insert_graph(Database& database, std::size_t parents, std::size_t children_each);
[[nodiscard]] std::vector<Item> load_items(Database& database);
/// Visits every row without keeping it; returns a checksum.
[[nodiscard]] std::int64_t stream_items(Database& database);
/// Loads all items, adds one to each quantity and writes every row back by key.
void load_change_update(Database& database);
/// Reads and writes `count` rows by key, each in a transaction of its own.
void change_one_by_one(Database& database, std::size_t count);
/// Reads `count` rows one at a time, each by its key.
[[nodiscard]] std::int64_t select_by_key(Database& database, std::size_t count);
/// Two queries, parents then children ordered by parent.
[[nodiscard]] std::vector<Parent> load_graph(Database& database);

}  // namespace bench::raw
