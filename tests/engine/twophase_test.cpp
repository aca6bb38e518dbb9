#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cupel/engine.hpp"
#include "cupel/error/errors.hpp"
#include "cupel/sql.hpp"

namespace cupel {
namespace {

using ::testing::HasSubstr;

TEST(TwoPhaseTransaction, IsRefusedWhereTheDatabaseHasNone) {
  Engine engine = create_engine("sqlite://");
  Connection c = engine.connect();
  try {
    (void)c.begin_twophase();
    FAIL() << "no error came";
  } catch (const InvalidRequestError& error) {
    EXPECT_THAT(error.what(), HasSubstr("'sqlite' has no two-phase transactions; use begin()"));
  }
  EXPECT_FALSE(c.in_transaction());
  EXPECT_EQ(c.execute(text("SELECT 1")).scalar(), Value(1));
}

TEST(TwoPhaseTransaction, IsTheOnlyOneThatCanBePrepared) {
  Engine engine = create_engine("sqlite://");
  Connection c = engine.connect();
  Transaction plain = c.begin();
  EXPECT_THROW(plain.prepare(), InvalidRequestError);
  EXPECT_THROW((void)c.begin_twophase(), InvalidRequestError);
  plain.commit();
}

TEST(TwoPhaseTransaction, HasANameThatNeedsNoQuotes) {
  Engine engine = create_engine("sqlite://");
  Connection c = engine.connect();
  for (const char* name : {"it's", "a\"b", "back\\slash"}) {
    EXPECT_THROW((void)c.begin_twophase(name), ArgumentError) << name;
  }
  EXPECT_THROW((void)c.begin_twophase(std::string(65, 'x')), ArgumentError);
}

}  // namespace
}  // namespace cupel
