#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The tests that every dialect has to pass, whoever wrote it, on a database of its own:
///
///     const testing::SuiteDatabase database{
///         .name = "MyBase", .url = "mybase://localhost/suite",
///         .lacks = {{testing::Requirement::sequences, "MyBase draws keys by itself"}}};
///     std::cout << testing::suite_table({testing::run_suite(database)});
///
/// The suite makes and drops tables named `suite_...` and expects to be alone in the database.
namespace cupel::testing {

/// What not every database can do. A test of something that a database lacks is skipped.
enum class Requirement : std::uint8_t {
  views,
  materialized_views,
  temporary_tables,
  sequences,
  identity_columns,
  identity_options,
  computed_columns,
  stored_computed_columns,
  comments,
  constraint_comments,
  named_enums,      ///< enums are types of their own
  enums_of_labels,  ///< a column's type lists its labels
  named_primary_keys,
  check_constraints,
  foreign_key_enforced,  ///< and not only written down
  foreign_key_onupdate,
  deferrable_foreign_keys,
  unique_constraints_apart,  ///< from unique indexes
  partial_indexes,
  expression_indexes,
  descending_indexes,
  nulls_order_of_indexes,
  insert_returning,
  update_returning,
  delete_returning,
  savepoints,
  isolation_levels,
  transactional_ddl,
  window_functions,
  recursive_ctes,
  intersect_and_except,
  arrays,
  time_zones,  ///< TIMESTAMP WITH TIME ZONE keeps the instant
  fractional_seconds,
  native_decimal,  ///< NUMERIC is exact beyond the digits of a double
  two_phase,
  typed_text,  ///< a length of VARCHAR is enforced
  query_timeout,
};

[[nodiscard]] std::string_view to_string(Requirement requirement) noexcept;

/// A database under test.
struct SuiteDatabase {
  std::string name;  ///< heads its column of the table
  std::string url;
  /// What it cannot do, and why: the reason stands in the table.
  std::vector<std::pair<Requirement, std::string>> lacks = {};
  /// Tests that are not run, by name, and why.
  std::vector<std::pair<std::string, std::string>> skips = {};
};

enum class SuiteOutcome : std::uint8_t { passed, skipped, failed };

struct SuiteResult {
  std::string test;
  SuiteOutcome outcome = SuiteOutcome::passed;
  std::string message = {};  ///< why it was skipped, or what went wrong
};

struct SuiteRun {
  std::string database;
  std::vector<SuiteResult> results;

  [[nodiscard]] std::size_t count(SuiteOutcome outcome) const noexcept;
};

/// Names of all tests, in the order in which they run: "types.integer".
[[nodiscard]] std::vector<std::string> suite_tests();
/// Runs one. Throws ArgumentError for a name that is none, and nothing for a test that fails.
[[nodiscard]] SuiteResult run_suite_test(std::string_view test, const SuiteDatabase& database);
[[nodiscard]] SuiteRun run_suite(const SuiteDatabase& database);

/// A table of Markdown: a row for each test, a column for each database; below it the reasons of
/// what was skipped, and what failed.
[[nodiscard]] std::string suite_table(std::span<const SuiteRun> runs);

}  // namespace cupel::testing
