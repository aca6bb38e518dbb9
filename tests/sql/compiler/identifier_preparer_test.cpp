#include "cupel/sql/compiler/identifier_preparer.hpp"

#include <gtest/gtest.h>

#include "cupel/error/errors.hpp"

namespace cupel {
namespace {

class IdentifierPreparerTest : public testing::Test {
 protected:
  CompilerTraits traits_;
  IdentifierPreparer preparer_{traits_};
};

TEST_F(IdentifierPreparerTest, QuotesWhatCannotStandAlone) {
  EXPECT_EQ(preparer_.quote("users"), "users");
  EXPECT_EQ(preparer_.quote("user"), "\"user\"");
  EXPECT_EQ(preparer_.quote("Users"), "\"Users\"");
  EXPECT_EQ(preparer_.quote("1st"), "\"1st\"");
  EXPECT_EQ(preparer_.quote("a b"), "\"a b\"");
  EXPECT_EQ(preparer_.quote(""), "\"\"");
  EXPECT_EQ(preparer_.quote("a$1"), "a$1");
}

TEST_F(IdentifierPreparerTest, DoublesQuotesInsideNames) {
  EXPECT_EQ(preparer_.quote("a\"; DROP TABLE x --"), "\"a\"\"; DROP TABLE x --\"");
}

TEST_F(IdentifierPreparerTest, FollowsAStatedWish) {
  EXPECT_EQ(preparer_.quote("users", true), "\"users\"");
  EXPECT_EQ(preparer_.quote("User", false), "User");
}

TEST(IdentifierPreparer, DoublesPercentSignsForFormatStyles) {
  CompilerTraits traits;
  traits.paramstyle = ParamStyle::format;
  EXPECT_EQ(IdentifierPreparer(traits).quote("a%b"), "\"a%%b\"");
}

TEST(IdentifierPreparer, TranslatesSchemas) {
  const SchemaTranslateMap map{{"", "tenant"}, {"shared", "common"}, {"gone", ""}};
  EXPECT_EQ(IdentifierPreparer::effective_schema(Name(), &map)->text(), "tenant");
  EXPECT_EQ(IdentifierPreparer::effective_schema(Name("shared"), &map)->text(), "common");
  EXPECT_EQ(IdentifierPreparer::effective_schema(Name("other"), &map)->text(), "other");
  EXPECT_THROW((void)IdentifierPreparer::effective_schema(Name("gone"), &map), CompileError);
}

}  // namespace
}  // namespace cupel
