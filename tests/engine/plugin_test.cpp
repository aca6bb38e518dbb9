#include "cupel/engine/plugin.hpp"

#include <gmock/gmock.h>

#include "cupel/engine/compiled_cache.hpp"
#include "cupel/error/core_errors.hpp"

#include "engine/fixture.hpp"

namespace cupel {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

struct Seen {
  std::optional<std::string> level;
  std::string url_of_engine;
  int engines = 0;
};

class Recording final : public EnginePlugin {
 public:
  Recording(const URL& url, Seen& seen) : seen_(seen) { seen_.level = url.query_value("level"); }
  URL update_url(const URL& url) override { return url.difference_update_query({"level"}); }
  void update_options(EngineOptions& options) override { options.query_cache_size = 7; }
  void engine_created(Engine& engine) override {
    ++seen_.engines;
    seen_.url_of_engine = engine.url().render_as_string();
  }

 private:
  Seen& seen_;
};

TEST(EnginePluginTest, PluginsOfTheUrlTakeTheirPartsOutOfItAndSeeTheEngine) {
  Seen seen;
  register_engine_plugin("recording", [&seen](const URL& url, EngineOptions&) {
    return std::make_unique<Recording>(url, seen);
  });
  Engine engine = create_engine(make_url("sqlite:///:memory:?plugin=recording&level=high"));
  EXPECT_EQ(seen.level, "high");
  EXPECT_EQ(seen.engines, 1);
  EXPECT_EQ(seen.url_of_engine, "sqlite:///:memory:");
  EXPECT_EQ(engine.compiled_cache()->capacity(), 7U);
  EXPECT_EQ(engine.connect().scalar(text("SELECT 1")), Value(1));
}

TEST(EnginePluginTest, PluginsOfTheOptionsComeAfterThoseOfTheUrl) {
  std::vector<std::string> order;
  const auto noting = [&order](std::string name) {
    return [&order, name](const URL&, EngineOptions&) {
      order.push_back(name);
      return std::make_unique<EnginePlugin>();
    };
  };
  register_engine_plugin("first", noting("first"));
  register_engine_plugin("second", noting("second"));
  (void)create_engine(make_url("sqlite://?plugin=second"), {.plugins = {"first"}});
  EXPECT_EQ(order, (std::vector<std::string>{"second", "first"}));
}

TEST(EnginePluginTest, AnUnknownPluginIsNamed) {
  EXPECT_THAT([] { (void)create_engine(make_url("sqlite://"), {.plugins = {"no_such"}}); },
              ThrowsMessage<NoSuchModuleError>(HasSubstr("'no_such'")));
}

}  // namespace
}  // namespace cupel
