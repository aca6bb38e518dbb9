#pragma once

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <string>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "cupel/testing/dialect_suite.hpp"

#include "testing/table_file.hpp"

namespace cupel::testing {

using R = Requirement;

inline SuiteDatabase sqlite_database(std::string url) {
  return {.name = "SQLite",
          .url = std::move(url),
          .lacks = {{R::materialized_views, "SQLite has no materialized views"},
                    {R::sequences, "SQLite has no sequences"},
                    {R::identity_columns, "SQLite has no identity columns"},
                    {R::identity_options, "SQLite has no identity columns"},
                    {R::comments, "SQLite has no comments"},
                    {R::constraint_comments, "SQLite has no comments"},
                    {R::named_enums, "SQLite has no enums"},
                    {R::enums_of_labels, "SQLite has no enums"},
                    {R::nulls_order_of_indexes, "SQLite's indexes always begin with NULL"},
                    {R::arrays, "SQLite has no arrays"},
                    {R::time_zones, "SQLite keeps no time zones"},
                    {R::native_decimal, "SQLite's numbers are binary"},
                    {R::typed_text, "SQLite does not enforce lengths"},
                    {R::two_phase, "SQLite has no two-phase commit"}}};
}

inline SuiteDatabase postgresql_database(std::string url) {
  return {.name = "PostgreSQL",
          .url = std::move(url),
          .lacks = {{R::enums_of_labels, "PostgreSQL's enums are types of their own"}}};
}

inline SuiteDatabase mariadb_database(std::string url) {
  return {
      .name = "MariaDB",
      .url = std::move(url),
      .lacks = {{R::materialized_views, "MariaDB has no materialized views"},
                {R::temporary_tables, "MariaDB's catalogue does not list temporary tables"},
                {R::identity_columns, "MariaDB has AUTO_INCREMENT instead of identity columns"},
                {R::identity_options, "MariaDB has AUTO_INCREMENT instead of identity columns"},
                {R::constraint_comments, "MariaDB's constraints have no comments"},
                {R::named_enums, "MariaDB's enums are part of their columns"},
                {R::named_primary_keys, "MariaDB's primary keys are all named PRIMARY"},
                {R::deferrable_foreign_keys, "MariaDB's constraints cannot be deferred"},
                {R::unique_constraints_apart, "MariaDB's unique constraints are indexes"},
                {R::partial_indexes, "MariaDB has no partial indexes"},
                {R::expression_indexes, "MariaDB has no indexes over expressions"},
                {R::nulls_order_of_indexes, "MariaDB's indexes always begin with NULL"},
                {R::update_returning, "MariaDB's UPDATE has no RETURNING"},
                {R::transactional_ddl, "MariaDB commits before DDL"},
                {R::arrays, "MariaDB has no arrays"},
                {R::time_zones, "MariaDB keeps no time zones"},
                {R::fractional_seconds, "MariaDB's times have fractions only by their own types"}}};
}

/// A directory that is gone with the object.
class SuiteFolder {
 public:
  SuiteFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "cupel-suite-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  SuiteFolder(const SuiteFolder&) = delete;
  SuiteFolder& operator=(const SuiteFolder&) = delete;
  ~SuiteFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

/// `PostgreSQL: 70 passed, 1 skipped, 0 failed`, and why those were skipped.
inline std::string suite_summary(const SuiteRun& run) {
  std::string out = "dialect suite on " + run.database + ": " +
                    std::to_string(run.count(SuiteOutcome::passed)) + " passed, " +
                    std::to_string(run.count(SuiteOutcome::skipped)) + " skipped, " +
                    std::to_string(run.count(SuiteOutcome::failed)) + " failed\n";
  std::map<std::string, int> reasons;
  for (const SuiteResult& result : run.results)
    if (result.outcome == SuiteOutcome::skipped) ++reasons[result.message];
  for (const auto& [reason, count] : reasons)
    out += "     " + std::to_string(count) + "  " + reason + "\n";
  return out;
}

/// Runs the suite, or the one test that CUPEL_SUITE_ONLY names, and leaves its tables beside the
/// program: tables/dialect_suite_NAME.md, and .txt with the sums.
inline void expect_to_pass(const SuiteDatabase& database) {
  SuiteRun run{.database = database.name, .results = {}};
  if (const char* only = std::getenv("CUPEL_SUITE_ONLY")) {
    run.results.push_back(run_suite_test(only, database));
  } else {
    run = run_suite(database);
  }
  const std::string table = suite_table({&run, 1});
  std::string file = "dialect_suite_" + database.name;
  std::ranges::replace(file, ' ', '_');
  table_file(file + ".md") << table;
  table_file(file + ".txt") << suite_summary(run);
  std::cout << table;
  for (const SuiteResult& result : run.results)
    EXPECT_NE(result.outcome, SuiteOutcome::failed) << result.test << ": " << result.message;
  EXPECT_GT(run.count(SuiteOutcome::passed), 0U);
}

}  // namespace cupel::testing
