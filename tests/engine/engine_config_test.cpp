#include "cupel/engine/engine_config.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/sql/expression/constructors.hpp"

namespace cupel {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(EngineConfigTest, ReadsOptionsOfEveryKindFromText) {
  const EngineConfig read = read_engine_config({{"db.url", "sqlite:///shop.db"},
                                                {"db.echo", "debug"},
                                                {"db.hide_parameters", "Yes"},
                                                {"db.poolclass", "QueuePool"},
                                                {"db.pool_size", "12"},
                                                {"db.max_overflow", "-1"},
                                                {"db.pool_timeout", "1.5"},
                                                {"db.pool_recycle", "3600"},
                                                {"db.pool_reset_on_return", "commit"},
                                                {"db.isolation_level", "SERIALIZABLE"},
                                                {"dbx.unknown", "somebody else's"}},
                                               "db.");
  EXPECT_EQ(read.url.database(), "shop.db");
  EXPECT_EQ(read.options.echo, Echo(Echo::Level::debug));
  EXPECT_TRUE(read.options.hide_parameters);
  EXPECT_EQ(read.options.poolclass, &pool_class<QueuePool>);
  EXPECT_EQ(read.options.pool_size, 12U);
  EXPECT_EQ(read.options.max_overflow, -1);
  EXPECT_EQ(read.options.pool_timeout, std::chrono::milliseconds(1500));
  EXPECT_EQ(read.options.pool_recycle, std::chrono::seconds(3600));
  EXPECT_EQ(read.options.pool_reset_on_return, ResetOnReturn::commit);
  EXPECT_EQ(read.options.isolation_level, "SERIALIZABLE");
}

TEST(EngineConfigTest, MakesAnEngineOfEntriesWithSqlalchemysPrefix) {
  Engine engine = engine_from_config(
      {{"sqlalchemy.url", "sqlite://"}, {"sqlalchemy.pool_recycle", "-1"}, {"port", "80"}});
  EXPECT_EQ(engine.connect().scalar(text("SELECT 1")), Value(1));
}

TEST(EngineConfigTest, NamesTheEntryThatIsMissingUnknownOrWrong) {
  EXPECT_THAT(
      [] {
        (void)engine_from_config({{"url", "sqlite://"}});
      },
      ThrowsMessage<ArgumentError>(HasSubstr("no entry 'sqlalchemy.url'")));
  EXPECT_THAT(
      [] {
        (void)engine_from_config({{"sqlalchemy.url", "sqlite://"}, {"sqlalchemy.poolsize", "1"}});
      },
      ThrowsMessage<ArgumentError>(
          AllOf(HasSubstr("'sqlalchemy.poolsize'"), HasSubstr("pool_size"))));
  EXPECT_THAT(
      [] {
        (void)engine_from_config({{"sqlalchemy.url", "sqlite://"}, {"sqlalchemy.echo", "perhaps"}});
      },
      ThrowsMessage<ArgumentError>(
          HasSubstr("'sqlalchemy.echo' is 'perhaps'; give true or false")));
  EXPECT_THAT(
      [] {
        (void)engine_from_config(
            {{"sqlalchemy.url", "sqlite://"}, {"sqlalchemy.pool_size", "five"}});
      },
      ThrowsMessage<ArgumentError>(HasSubstr("give a number")));
}

}  // namespace
}  // namespace cupel
