#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>

#include <gtest/gtest.h>

#include "case.hpp"
#include "corpus.hpp"
#include "known_differences.hpp"

namespace cupel::conformance {
namespace {

struct Tally {
  int passed = 0;
  int failed = 0;
  int differs = 0;  ///< on purpose, see known_differences.hpp
};

void print_table(const std::map<std::string, std::map<std::string, Tally>>& areas,
                 const std::map<std::string, int>& absent) {
  std::cout << "area                    dialect                passed  failed differs  absent\n";
  Tally all;
  int all_absent = 0;
  for (const auto& [area, missing] : absent) {
    all_absent += missing;
    const auto found = areas.find(area);
    if (found == areas.end()) {
      std::cout << std::left << std::setw(24) << area << std::setw(22) << "-" << std::right
                << std::setw(7) << 0 << std::setw(8) << 0 << std::setw(8) << 0 << std::setw(8)
                << missing << '\n';
      continue;
    }
    for (const auto& [key, tally] : found->second) {
      std::cout << std::left << std::setw(24) << area << std::setw(22) << key << std::right
                << std::setw(7) << tally.passed << std::setw(8) << tally.failed << std::setw(8)
                << tally.differs << std::setw(8) << missing << '\n';
      all.passed += tally.passed;
      all.failed += tally.failed;
      all.differs += tally.differs;
    }
  }
  std::cout << std::left << std::setw(46) << "all" << std::right << std::setw(7) << all.passed
            << std::setw(8) << all.failed << std::setw(8) << all.differs << std::setw(8)
            << all_absent << '\n';
}

/// Every written case agrees with the corpus, for every dialect that exists. CONFORMANCE_ONLY in the
/// environment narrows it to the ids that begin so.
TEST(CoreConformance, WrittenCasesAgreeWithTheCorpus) {
  const char* only = std::getenv("CONFORMANCE_ONLY");
  const std::vector<Area> corpus = load_corpus();
  std::map<std::string, std::map<std::string, Tally>> tallies;
  std::map<std::string, int> absent;
  std::map<std::string_view, CaseFunction> written;
  for (const Case& item : cases()) {
    EXPECT_TRUE(written.emplace(item.id, item.build).second) << item.id << " is written twice";
  }
  for (const Area& area : corpus) {
    absent[area.name] = 0;
    for (const auto& [id, expected] : area.cases) {
      const auto found = written.find(id);
      if (found == written.end()) {
        ++absent[area.name];
        continue;
      }
      const CaseFunction build = found->second;
      written.erase(found);
      if (only != nullptr && !id.starts_with(only)) continue;
      for (const Verdict& verdict : check_case(expected, build)) {
        Tally& tally = tallies[area.name][verdict.key];
        if (verdict.difference.empty()) {
          ++tally.passed;
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
