#pragma once

#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/dbapi/connection.hpp"
#include "cupel/dbapi/error.hpp"
#include "cupel/dialect/url.hpp"
#include "cupel/util/str_cat.hpp"

#include "dialects/postgresql/dialect.hpp"
#include "dialects/postgresql/driver.hpp"

namespace cupel::postgresql {

/// A test on the server that CUPEL_TEST_POSTGRESQL_URL names.
class OnServer : public ::testing::Test {
 protected:
  void SetUp() override {
    const char* url = std::getenv("CUPEL_TEST_POSTGRESQL_URL");
    if (!url) GTEST_SKIP() << "CUPEL_TEST_POSTGRESQL_URL names no server";
    url_ = url;
  }

  [[nodiscard]] std::unique_ptr<dbapi::Connection> connect(std::string_view query = {}) const {
    const URL url(query.empty() ? url_ : url_ + "?" + std::string(query));
    const dbapi::ConnectArgs args = PostgresqlDialect().create_connect_args(url);
    return driver().connect(args);
  }

  std::string url_;
};

/// All rows of a statement, each cell as text; NULL as "NULL", bytes in angle brackets.
inline std::vector<std::string> rows_of(dbapi::Connection& connection, std::string_view sql,
                                        std::vector<Cell> parameters = {}) {
  const dbapi::StatementLease s = connection.prepare(sql);
  s->execute(parameters);
  std::vector<std::string> out;
  std::vector<Cell> row(s->column_count());
  while (s->fetch(row.data())) {
    std::string line;
    for (const Cell& c : row) {
      if (&c != row.data()) line += '|';
      switch (c.kind) {
        case CellKind::null:
          line += "NULL";
          break;
        case CellKind::integer:
          line += std::to_string(c.integer);
          break;
        case CellKind::real:
          line += double_repr(c.real);
          break;
        case CellKind::text:
          line += c.view();
          break;
        case CellKind::blob:
          line += '<' + std::to_string(c.size) + " bytes>";
          break;
      }
    }
    out.push_back(std::move(line));
  }
  return out;
}

inline std::string one(dbapi::Connection& connection, std::string_view sql,
                       std::vector<Cell> parameters = {}) {
  const auto rows = rows_of(connection, sql, std::move(parameters));
  return rows.size() == 1 ? rows.front() : std::to_string(rows.size()) + " rows";
}

/// The error that `work` ends in.
template <class F>
dbapi::DriverErrorInfo error_of(F&& work) {
  try {
    work();
  } catch (const dbapi::DriverError& e) {
    return e.info();
  }
  return {.message = "no error"};
}

}  // namespace cupel::postgresql
