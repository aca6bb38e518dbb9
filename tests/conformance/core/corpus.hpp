#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace cupel::conformance {

/// The cases of one area, by id, as the JSON file has them.
struct Area {
  std::string name;
  std::map<std::string, nlohmann::json, std::less<>> cases;
};

/// Reads all files of the corpus, sorted by area.
std::vector<Area> load_corpus();

/// What became of one dialect key of one case; empty `difference`: as expected.
struct Verdict {
  std::string key;
  std::string difference;
};

/// Builds the case and compares it with what the corpus expects, for every dialect key that exists.
std::vector<Verdict> check_case(const nlohmann::json& expected, class Outcome (*build)());

}  // namespace cupel::conformance
