#include "cupel/sql/compiler/sql_text.hpp"

#include <gtest/gtest.h>

namespace cupel {
namespace {

TEST(SqlText, KeepsPlacesInStepWhenAPieceMovesToTheFront) {
  SqlText text;
  text << "SELECT ";
  text.add_place(0);
  const SqlText::Mark mark = text.end();
  text << "WITH c AS (";
  text.add_place(1);
  text << ") ";
  const SqlText piece = text.take_since(mark);
  EXPECT_EQ(text.text(), "SELECT ");
  ASSERT_EQ(text.places().size(), 1U);

  text.insert({0, 0}, piece);
  EXPECT_EQ(text.text(), "WITH c AS () SELECT ");
  ASSERT_EQ(text.places().size(), 2U);
  EXPECT_EQ(text.places()[0].bind, 1U);
  EXPECT_EQ(text.places()[0].offset, 11U);
  EXPECT_EQ(text.places()[1].bind, 0U);
  EXPECT_EQ(text.places()[1].offset, 20U);
}

TEST(SqlText, CountsAPlaceAsSomethingWritten) {
  SqlText text;
  const SqlText::Mark mark = text.end();
  EXPECT_TRUE(text.empty_since(mark));
  text.add_place(0);
  EXPECT_FALSE(text.empty_since(mark));
  text.truncate(mark);
  EXPECT_TRUE(text.empty());
}

}  // namespace
}  // namespace cupel
