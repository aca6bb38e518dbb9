#include "cupel/util/log.hpp"

#include <regex>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace cupel {
namespace {

class Log : public ::testing::Test {
 protected:
  Log() {
    set_log_sink([this](const LogRecord& r) { lines.emplace_back(r.message); });
  }
  ~Log() override {
    set_log_sink({});
    reset_log_level("test");
    reset_log_level("test.child");
  }
  std::vector<std::string> lines;
};

TEST_F(Log, IsSilentBelowWarningUntilTold) {
  Logger& log = Logger::get("test.child");
  EXPECT_FALSE(log.enabled(LogLevel::info));
  log.info("no");
  log.warning("yes");
  EXPECT_EQ(lines, std::vector<std::string>{"yes"});
}

TEST_F(Log, LevelsHoldForTheChannelsBelow) {
  set_log_level("test", LogLevel::info);
  Logger& child = Logger::get("test.child");
  EXPECT_TRUE(child.enabled(LogLevel::info));
  set_log_level("test.child", LogLevel::error);
  EXPECT_FALSE(child.enabled(LogLevel::warning));
  EXPECT_TRUE(Logger::get("test").enabled(LogLevel::info));
  EXPECT_FALSE(Logger::get("tester").enabled(LogLevel::info));
  reset_log_level("test.child");
  EXPECT_TRUE(child.enabled(LogLevel::info));
}

TEST_F(Log, OneObjectMayEchoAlone) {
  Logger& shared = Logger::get("test.engine");
  InstanceLogger loud(shared, LogLevel::info);
  InstanceLogger quiet(shared);
  loud.info("SELECT 1");
  quiet.info("SELECT 2");
  EXPECT_EQ(lines, std::vector<std::string>{"SELECT 1"});
  EXPECT_FALSE(InstanceLogger().enabled(LogLevel::info));
}

TEST_F(Log, WritesTimeLevelAndChannelBeforeTheMessage) {
  const LogRecord record{std::chrono::system_clock::now(), LogLevel::info, "cupel.engine.Engine",
                         "COMMIT"};
  EXPECT_TRUE(std::regex_match(
      format_log_record(record),
      std::regex(R"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO cupel\.engine\.Engine COMMIT)")));
}

}  // namespace
}  // namespace cupel
