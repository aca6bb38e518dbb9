#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cupel/dialect/url.hpp"
#include "cupel/engine/engine.hpp"

namespace cupel {

/// Takes part in create_engine(): a plug-in is named by the URL (`?plugin=timing`) or by
/// EngineOptions::plugins, and made by what register_engine_plugin() has under that name.
///
///     class Timing : public EnginePlugin {
///      public:
///       URL update_url(const URL& url) override { return url.difference_update_query({"slow"}); }
///       void engine_created(Engine& engine) override { listen(engine, ...); }
///     };
///     register_engine_plugin("timing", [](const URL& url, EngineOptions&) {
///       return std::make_unique<Timing>(url.query_value("slow"));
///     });
///
/// Lifetime: lives as long as the engine. It must not keep an Engine, which would then never end.
/// Thread safety: called by the thread that creates the engine, and by no other. What it throws
/// leaves create_engine(), and there is no engine then.
class EnginePlugin {
 public:
  virtual ~EnginePlugin() = default;
  /// The URL to go on with: without the keys of the query that are meant for the plug-in, which
  /// the driver does not know.
  [[nodiscard]] virtual URL update_url(const URL& url) { return url; }
  /// May change the options of the dialect, the pool and the engine; called before any is used.
  virtual void update_options(EngineOptions& /*options*/) {}
  /// The engine is ready: listeners can be attached. Not called by create_pool_from_url().
  virtual void engine_created(Engine& /*engine*/) {}
};

/// Makes a plug-in for one engine. Sees the URL with the query that names it, `plugin` taken out.
using EnginePluginFactory =
    std::function<std::unique_ptr<EnginePlugin>(const URL& url, EngineOptions& options)>;

/// Registers a plug-in; the latest registration of a name counts. Thread-safe. A name that is asked
/// for and not registered is a NoSuchModuleError of create_engine().
void register_engine_plugin(std::string_view name, EnginePluginFactory factory);
/// Registered names, sorted.
[[nodiscard]] std::vector<std::string> registered_engine_plugins();

}  // namespace cupel
