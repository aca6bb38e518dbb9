#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "cupel/dialect/reflection.hpp"

namespace cupel::testing {

/// A field of a made-up row: NULL, a number or a text.
using Field = std::variant<std::monostate, std::int64_t, std::string>;

/// A catalogue that answers by what the test says, and keeps what it was asked.
class FakeCatalogue final : public DialectConnection {
 public:
  struct Question {
    std::string sql;
    std::vector<Value> parameters;
  };

  /// Statements that contain `part` get these rows; the answer given last comes first.
  void answer(std::string part, std::vector<std::vector<Field>> rows) {
    answers_.emplace_front(std::move(part), std::move(rows));
  }
  void query(std::string_view sql, std::span<const Value> parameters,
             FunctionRef<void(std::span<const Cell>)> row) override {
    asked.push_back({std::string(sql), {parameters.begin(), parameters.end()}});
    for (const auto& [part, rows] : answers_) {
      if (sql.find(part) == std::string_view::npos) continue;
      for (const std::vector<Field>& fields : rows) {
        std::vector<Cell> cells;
        for (const Field& field : fields) cells.push_back(cell_of(field));
        row(cells);
      }
      return;
    }
  }

  std::vector<Question> asked;

 private:
  static Cell cell_of(const Field& field) {
    if (const auto* number = std::get_if<std::int64_t>(&field)) return Cell::of(*number);
    if (const auto* text = std::get_if<std::string>(&field)) return Cell::text(*text);
    return Cell::null_();
  }

  std::deque<std::pair<std::string, std::vector<std::vector<Field>>>> answers_;
};

inline const Field kNull = std::monostate();

}  // namespace cupel::testing
