#pragma once

#include <memory>
#include <vector>

#include "cupel/engine/plugin.hpp"

namespace cupel::detail {

using EnginePlugins = std::vector<std::unique_ptr<EnginePlugin>>;

/// The plug-ins that URL and options name, after they have changed both as they want.
EnginePlugins make_plugins(URL& url, EngineOptions& options);

}  // namespace cupel::detail
