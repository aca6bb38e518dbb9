// The engine that only tells what would be sent.

#include "cupel/engine/mock_engine.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"
#include "cupel/schema/ddl.hpp"
#include "cupel/schema/metadata.hpp"
#include "cupel/schema/table.hpp"
#include "cupel/types/types.hpp"

namespace cupel {
namespace {

TEST(MockEngine, HandsOverWhatCreateAllAndDropAllWouldSend) {
  const MetaData m;
  Table("t", m, Column("id", Integer(), primary_key), Column("a", String(5), index));
  std::vector<std::string> sent;
  MockEngine mock = create_mock_engine(
      "sqlite://", [&](const Executable&, const std::string& sql) { sent.push_back(sql); });
  m.create_all(mock);
  m.drop_all(mock, {.checkfirst = CheckFirst::none});
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(
      sent[0],
      "\nCREATE TABLE t (\n\tid INTEGER NOT NULL, \n\ta VARCHAR(5), \n\tPRIMARY KEY (id)\n)\n\n");
  EXPECT_EQ(sent[1], "CREATE INDEX ix_t_a ON t (a)");
  EXPECT_EQ(sent[2], "\nDROP TABLE t");
}

TEST(MockEngine, RefusesADialectThatNobodyKnows) {
  EXPECT_THROW((void)create_mock_engine("nothing://", {}), NoSuchModuleError);
}

}  // namespace
}  // namespace cupel
