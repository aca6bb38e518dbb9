#include "cupel/engine/plugin.hpp"

#include <map>
#include <mutex>
#include <utility>

#include "cupel/error/core_errors.hpp"
#include "cupel/error/did_you_mean.hpp"
#include "cupel/util/str_cat.hpp"

#include "engine/plugins.hpp"

namespace cupel {

namespace {

struct PluginRegistry {
  std::mutex mutex;
  std::map<std::string, EnginePluginFactory, std::less<>> factories;
};

// Made at the first use: plug-ins register from static initialisers of any order.
PluginRegistry& plugin_registry() {
  static PluginRegistry the_registry;
  return the_registry;
}

EnginePluginFactory find_plugin(std::string_view name) {
  PluginRegistry& r = plugin_registry();
  {
    const std::lock_guard lock(r.mutex);
    if (const auto it = r.factories.find(name); it != r.factories.end()) return it->second;
  }
  const std::vector<std::string> names = registered_engine_plugins();
  throw NoSuchModuleError(
      str_cat("Can't load plugin ", quoted(name), did_you_mean(name, names),
              "; registered are: ", names.empty() ? std::string("none") : join(names, ", "),
              ". Call register_engine_plugin() before create_engine()"));
}

}  // namespace

void register_engine_plugin(std::string_view name, EnginePluginFactory factory) {
  PluginRegistry& r = plugin_registry();
  const std::lock_guard lock(r.mutex);
  r.factories.insert_or_assign(std::string(name), std::move(factory));
}

std::vector<std::string> registered_engine_plugins() {
  PluginRegistry& r = plugin_registry();
  const std::lock_guard lock(r.mutex);
  std::vector<std::string> names;
  for (const auto& [name, factory] : r.factories) names.push_back(name);
  return names;
}

namespace detail {

EnginePlugins make_plugins(URL& url, EngineOptions& options) {
  std::vector<std::string> names(url.query_values("plugin").begin(),
                                 url.query_values("plugin").end());
  names.insert(names.end(), options.plugins.begin(), options.plugins.end());
  EnginePlugins plugins;
  if (names.empty()) return plugins;
  url = url.difference_update_query({"plugin"});
  for (const std::string& name : names) plugins.push_back(find_plugin(name)(url, options));
  for (const auto& plugin : plugins) url = plugin->update_url(url);
  for (const auto& plugin : plugins) plugin->update_options(options);
  return plugins;
}

}  // namespace detail

}  // namespace cupel
