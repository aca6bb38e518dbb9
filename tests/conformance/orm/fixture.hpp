#pragma once

#include <map>
#include <string>

#include <nlohmann/json.hpp>

#include "cupel/engine/engine.hpp"

#include "corpus.hpp"

namespace cupel::conformance {

/// Makes the tables of a scenario in its databases and puts the rows there.
void load_fixture(const Area& area, const nlohmann::json& scenario,
                  const std::map<std::string, Engine>& engines);

}  // namespace cupel::conformance
