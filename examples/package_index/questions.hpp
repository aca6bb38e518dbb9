// What the demo asks the database, one function for each question.
#pragma once

#include <functional>
#include <string>

#include "model.hpp"
#include "report.hpp"

namespace package_index {

/// Counts the statements that an engine sends, for as long as it lives.
class StatementCounter {
 public:
  explicit StatementCounter(cupel::Engine& engine);
  ~StatementCounter();
  StatementCounter(const StatementCounter&) = delete;
  StatementCounter& operator=(const StatementCounter&) = delete;

  [[nodiscard]] long long count() const { return *count_; }

 private:
  std::shared_ptr<long long> count_;
  cupel::ListenHandle hook_;
};

/// Puts every question and fills answers, tallies and counts of the report.
void ask_all(cupel::Engine& engine, const StatementCounter& counter, Report& report);

}  // namespace package_index
