#include "known_differences.hpp"

#include <fstream>

namespace cupel::conformance {
namespace {

constexpr KnownDifference kDifferences[] = {
    {"session/autocommit_mode_1_4", "autocommit sessions ended with SQLAlchemy 2"},
};

}  // namespace

std::span<const KnownDifference> known_differences() noexcept {
  return kDifferences;
}

std::set<std::string, std::less<>> open_scenarios() {
  std::set<std::string, std::less<>> ids;
  std::ifstream file(CUPEL_CONFORMANCE_DATA "/../open_scenarios.txt");
  for (std::string line; std::getline(file, line);) {
    if (!line.empty()) ids.insert(line);
  }
  return ids;
}

}  // namespace cupel::conformance
