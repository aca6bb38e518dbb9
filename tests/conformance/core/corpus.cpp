#include "corpus.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace cupel::conformance {

std::vector<Area> load_corpus() {
  std::vector<Area> areas;
  for (const auto& entry : std::filesystem::directory_iterator(CUPEL_CONFORMANCE_DATA)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path());
    const nlohmann::json document = nlohmann::json::parse(file);
    Area area;
    area.name = document.at("area");
    for (const nlohmann::json& item : document.at("cases")) {
      area.cases.emplace(item.at("id").get<std::string>(), item);
    }
    areas.push_back(std::move(area));
  }
  std::sort(areas.begin(), areas.end(),
            [](const Area& a, const Area& b) { return a.name < b.name; });
  return areas;
}

}  // namespace cupel::conformance
