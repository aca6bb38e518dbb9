#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "batches.hpp"
#include "case.hpp"
#include "corpus.hpp"
#include "known_differences.hpp"
#include "testing/table_file.hpp"

namespace cupel::conformance {
namespace {

struct Tally {
  int passed = 0;
  int failed = 0;
  int differs = 0;  ///< on purpose, see known_differences.hpp
  int open = 0;     ///< not agreeing yet, see open_cases.txt
};

/// What does not agree yet, as "id key" ("upsert/mysql_values mariadb"). A line that agrees has to
/// go.
std::set<std::string> open_cases() {
  std::set<std::string> lines;
  std::ifstream file(CUPEL_CONFORMANCE_DATA "/../open_cases.txt");
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) lines.insert(line);
  }
  return lines;
}

void print_row(std::ostream& out, std::string_view area, std::string_view key, const Tally& tally,
               int absent) {
  out << std::left << std::setw(24) << area << std::setw(22) << key << std::right;
  for (const int n : {tally.passed, tally.failed, tally.differs, tally.open, absent}) {
    out << std::setw(8) << n;
  }
  out << '\n';
}

void add(Tally& sum, const Tally& tally) {
  sum.passed += tally.passed;
  sum.failed += tally.failed;
  sum.differs += tally.differs;
  sum.open += tally.open;
}

constexpr std::string_view kHead =
    "area                    dialect                 passed  failed differs    open  absent\n";

/// By area and dialect on the output, and by dialect in the summary of `./dev test`.
void print_table(const std::map<std::string, std::map<std::string, Tally>>& areas,
                 const std::map<std::string, int>& absent) {
  std::ostringstream out;
  out << kHead;
  Tally all;
  std::map<std::string, Tally> by_dialect;
  int all_absent = 0;
  for (const auto& [area, missing] : absent) {
    all_absent += missing;
    const auto found = areas.find(area);
    if (found == areas.end()) {
      print_row(out, area, "-", {}, missing);
      continue;
    }
    for (const auto& [key, tally] : found->second) {
      print_row(out, area, key, tally, missing);
      add(all, tally);
      add(by_dialect[key], tally);
    }
  }
  print_row(out, "all", "", all, all_absent);
  std::cout << out.str();
  testing::table_file("core_conformance.md") << out.str();
  std::ofstream summary = testing::table_file("core_conformance.txt");
  summary << "core conformance\n" << kHead;
  for (const auto& [key, tally] : by_dialect) print_row(summary, "all", key, tally, 0);
  print_row(summary, "all", "", all, all_absent);
}

/// Every written case agrees with the corpus, for every dialect that exists. CONFORMANCE_ONLY in
/// the environment narrows it to the ids that begin so.
TEST(CoreConformance, WrittenCasesAgreeWithTheCorpus) {
  const char* only = std::getenv("CONFORMANCE_ONLY");
  const std::vector<Area> corpus = load_corpus();
  std::map<std::string, std::map<std::string, Tally>> tallies;
  std::map<std::string, int> absent;
  const std::set<std::string> open = open_cases();
  std::map<std::string_view, CaseFunction> written;
  for (const Case& item : cases()) {
    EXPECT_TRUE(written.emplace(item.id, item.build).second) << item.id << " is written twice";
  }
  std::map<std::string_view, BatchCase> batched;
  for (const BatchCase& item : batch_cases()) {
    EXPECT_TRUE(batched.emplace(item.id, item).second) << item.id << " is written twice";
  }
  for (const Area& area : corpus) {
    absent[area.name] = 0;
    for (const auto& [id, expected] : area.cases) {
      const auto found = written.find(id);
      const auto in_batches = batched.find(id);
      if (found == written.end() && in_batches == batched.end()) {
        ++absent[area.name];
        continue;
      }
      const bool is_batch = in_batches != batched.end();
      const CaseFunction build = is_batch ? nullptr : found->second;
      if (!is_batch) written.erase(found);
      if (only != nullptr && !id.starts_with(only)) continue;
      for (const Verdict& verdict :
           is_batch ? check_batches(expected, in_batches->second) : check_case(expected, build)) {
        Tally& tally = tallies[area.name][verdict.key];
        const std::string line = std::string(id) + ' ' + verdict.key;
        if (verdict.difference.empty()) {
          EXPECT_FALSE(open.contains(line)) << line << " agrees now: take it off open_cases.txt";
          ++tally.passed;
        } else if (open.contains(line)) {
          ++tally.open;
          if (only != nullptr) std::cout << line << ' ' << verdict.difference << '\n';
        } else if (is_known_difference(id, verdict.difference)) {
          ++tally.differs;
        } else {
          ++tally.failed;
          ADD_FAILURE() << id << " [" << verdict.key << "] " << verdict.difference;
        }
      }
    }
  }
  for (const auto& [id, build] : written) ADD_FAILURE() << id << " is not in the corpus";
  print_table(tallies, absent);
}

}  // namespace
}  // namespace cupel::conformance
