#pragma once

#include <functional>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "cupel/engine/engine.hpp"
#include "cupel/engine/inspector.hpp"
#include "cupel/engine/into.hpp"
#include "cupel/engine/schema_execution.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/index.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/sequence.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/sql/expression/constructors.hpp"
#include "cupel/sql/expression/dml_builder.hpp"
#include "cupel/sql/expression/expr.hpp"
#include "cupel/sql/expression/from_expr.hpp"
#include "cupel/sql/expression/func.hpp"
#include "cupel/sql/expression/nodes.hpp"
#include "cupel/sql/expression/select_builder.hpp"
#include "cupel/testing/dialect_suite.hpp"
#include "cupel/types/types.hpp"
#include "cupel/util/str_cat.hpp"

namespace cupel::testing {

/// An expectation that did not hold.
class SuiteFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a test of the suite runs with.
struct SuiteContext {
  Engine engine;
  const SuiteDatabase& database;

  [[nodiscard]] bool can(Requirement requirement) const {
    for (const auto& [lacking, reason] : database.lacks)
      if (lacking == requirement) return false;
    return true;
  }
};

struct SuiteTest {
  std::string name;
  std::vector<Requirement> requires_;
  std::function<void(SuiteContext&)> run;
};

/// The tests, as the files beside this one add them.
class SuiteTests {
 public:
  void add(std::string name, std::function<void(SuiteContext&)> run) {
    add(std::move(name), {}, std::move(run));
  }
  void add(std::string name, std::initializer_list<Requirement> requirements,
           std::function<void(SuiteContext&)> run) {
    tests_.push_back({std::move(name), requirements, std::move(run)});
  }
  [[nodiscard]] const std::vector<SuiteTest>& all() const noexcept { return tests_; }

 private:
  std::vector<SuiteTest> tests_;
};

void add_type_tests(SuiteTests& tests);
void add_query_tests(SuiteTests& tests);
void add_dml_tests(SuiteTests& tests);
void add_transaction_tests(SuiteTests& tests);
void add_error_tests(SuiteTests& tests);
void add_reflection_tests(SuiteTests& tests);
void add_round_trip_tests(SuiteTests& tests);

/// Drops the suite's tables and views.
void drop_leftovers(Engine& engine);

// Expectations.

template <class T>
std::string shown(const T& value) {
  if constexpr (requires { value.repr(); }) {
    return value.repr();
  } else if constexpr (std::is_same_v<T, bool>) {
    return value ? "true" : "false";
  } else if constexpr (std::is_arithmetic_v<T>) {
    return str_cat(value);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return str_cat("'", std::string_view(value), "'");
  } else if constexpr (requires {
                         value.has_value();
                         *value;
                       }) {
    return value.has_value() ? shown(*value) : "nothing";
  } else {
    return str_cat("[", join(value, ", ", [](const auto& item) { return shown(item); }), "]");
  }
}

inline void expect(bool condition, std::string_view what) {
  if (!condition) throw SuiteFailure(std::string(what));
}

template <class A, class B>
void expect_equal(const A& found, const B& expected, std::string_view what) {
  if (found == expected) return;
  throw SuiteFailure(str_cat(what, ": found ", shown(found), ", expected ", shown(expected)));
}

/// `work` has to throw an E, which is returned.
template <class E, class F>
E expect_throw(F&& work, std::string_view what) {
  try {
    work();
  } catch (const E& error) {
    return error;
  } catch (const std::exception& error) {
    throw SuiteFailure(str_cat(what, ": another error came: ", error.what()));
  }
  throw SuiteFailure(str_cat(what, ": no error came"));
}

}  // namespace cupel::testing
