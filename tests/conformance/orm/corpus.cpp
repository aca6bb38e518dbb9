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
    area.mappings = document.value("mappings", nlohmann::json::object());
    for (const nlohmann::json& item : document.at("scenarios")) {
      area.scenarios.emplace(item.at("id").get<std::string>(), item);
    }
    areas.push_back(std::move(area));
  }
  std::ranges::sort(areas, {}, &Area::name);
  return areas;
}

}  // namespace cupel::conformance
