#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>

#include <gtest/gtest.h>

#include "corpus.hpp"
#include "fixture.hpp"
#include "known_differences.hpp"
#include "scenario.hpp"
#include "testing/table_file.hpp"

namespace cupel::conformance {
namespace {

struct Tally {
  int passed = 0;
  int failed = 0;
  int differs = 0;  ///< on purpose, see known_differences.cpp
  int open = 0;     ///< written, and not passing yet
  int absent = 0;
  int batched = 0;   ///< of the passed: compared by rows
  int reworded = 0;  ///< of the passed: with a text of an error or warning of our own
};

void print_line(std::ostream& out, std::string_view area, const Tally& tally) {
  out << std::left << std::setw(24) << area << std::right;
  for (const int n : {tally.passed, tally.failed, tally.differs, tally.open, tally.absent,
                      tally.batched, tally.reworded}) {
    out << std::setw(9) << n;
  }
  out << '\n';
}

void print_table(const std::map<std::string, Tally>& areas) {
  std::ostringstream out;
  out << "area                       passed   failed  differs     open   absent  batched "
         "reworded\n";
  Tally all;
  for (const auto& [area, tally] : areas) {
    print_line(out, area, tally);
    all.passed += tally.passed;
    all.failed += tally.failed;
    all.differs += tally.differs;
    all.open += tally.open;
    all.absent += tally.absent;
    all.batched += tally.batched;
    all.reworded += tally.reworded;
  }
  print_line(out, "all", all);
  std::cout << out.str();
  testing::table_file("orm_conformance.txt") << "ORM conformance\n" << out.str();
}

std::string text_of(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const ScriptError& error) {
    return error.class_name + ": " + error.message;
  } catch (const Error& error) {
    return std::string(error.name()) + ": " + error.what();
  } catch (const std::exception& error) {
    return error.what();
  }
}

Comparison run_scenario(const Area& area, const nlohmann::json& expected,
                        const ScenarioEntry& entry) {
  std::vector<std::string> databases;
  if (expected.contains("databases")) databases = expected["databases"];
  const auto scenario = entry.make(databases);
  scenario->transcript().stop();
  load_fixture(area, expected, scenario->all_engines());
  std::exception_ptr failure;
  try {
    scenario->map(entry.map);
    scenario->transcript().start();
    scenario->run();
  } catch (...) {
    failure = std::current_exception();
  }
  scenario->transcript().stop();
  Comparison result = compare(expected.at("transcript"), scenario->transcript().entries());
  if (failure) result.difference += "\n    the script threw " + text_of(failure);
  return result;
}

/// Every scenario that is written does what its transcript says. CONFORMANCE_ONLY in the
/// environment narrows it to the ids that begin so; CONFORMANCE_TEXTS=1 shows texts that read
/// otherwise.
TEST(OrmConformance, WrittenScenariosDoWhatTheirTranscriptsSay) {
  const char* only = std::getenv("CONFORMANCE_ONLY");
  const bool show_texts = std::getenv("CONFORMANCE_TEXTS") != nullptr;
  std::map<std::string_view, const ScenarioEntry*> written;
  for (const ScenarioEntry& entry : scenarios()) {
    EXPECT_TRUE(written.emplace(entry.id, &entry).second) << entry.id << " is written twice";
  }
  std::map<std::string_view, std::string_view> differences;
  for (const KnownDifference& known : known_differences()) {
    differences.emplace(known.id, known.reason);
  }
  const auto open = open_scenarios();
  std::map<std::string, Tally> tallies;
  for (const Area& area : load_corpus()) {
    Tally& tally = tallies[area.name];
    for (const auto& [id, expected] : area.scenarios) {
      const auto found = written.find(id);
      const ScenarioEntry* entry = found == written.end() ? nullptr : found->second;
      if (entry) written.erase(found);
      if (only != nullptr && !id.starts_with(only)) continue;
      if (!entry) {
        ++(differences.contains(id) ? tally.differs : tally.absent);
        continue;
      }
      if (only != nullptr || std::getenv("CONFORMANCE_TRACE") != nullptr)
        std::cout << id << std::endl;
      const Comparison result = run_scenario(area, expected, *entry);
      if (show_texts) {
        for (const std::string& text : result.reworded) std::cout << id << "\n  " << text << '\n';
      }
      if (!result.difference.empty()) {
        if (differences.contains(id)) {
          ++tally.differs;
          continue;
        }
        if (open.contains(id)) {
          ++tally.open;
          if (only != nullptr) std::cout << result.difference << '\n';
          continue;
        }
        ++tally.failed;
        ADD_FAILURE() << id << ' ' << result.difference;
        continue;
      }
      EXPECT_FALSE(differences.contains(id)) << id << " is a known difference, but passes";
      EXPECT_FALSE(open.contains(id)) << id << " passes now: take it off open_scenarios.txt";
      ++tally.passed;
      if (result.batched) ++tally.batched;
      if (!result.reworded.empty()) ++tally.reworded;
    }
  }
  for (const auto& [id, entry] : written) ADD_FAILURE() << id << " is not in the corpus";
  print_table(tallies);
}

}  // namespace
}  // namespace cupel::conformance
