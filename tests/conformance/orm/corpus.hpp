#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace cupel::conformance {

/// The scenarios of one file of the corpus. `mappings` are the shared ones it repeats.
struct Area {
  std::string name;
  nlohmann::json mappings;
  std::map<std::string, nlohmann::json, std::less<>> scenarios;
};

/// Reads all files of the corpus, sorted by area.
std::vector<Area> load_corpus();

/// How a transcript compares with what the corpus expects.
struct Comparison {
  std::string difference;  ///< empty: nothing to tell
  bool batched = false;    ///< equal by rows, values and order, where Cupel sends more at a time
  std::vector<std::string> reworded;  ///< texts of errors and warnings that read otherwise
};

/// `actual`: JSON texts of the entries.
Comparison compare(const nlohmann::json& expected, const std::vector<std::string>& actual);

}  // namespace cupel::conformance
