#include "cupel/orm/mapper/cascade.hpp"

#include <gtest/gtest.h>

#include "cupel/error/core_errors.hpp"

using namespace cupel;

TEST(CascadeOptions, AreSaveUpdateAndMergeWhenNothingIsSaid) {
  EXPECT_EQ(CascadeOptions().str(), "merge, save-update");
}

TEST(CascadeOptions, AllIsEverythingButDeleteOrphan) {
  EXPECT_EQ(CascadeOptions("all").str(), "delete, expunge, merge, refresh-expire, save-update");
  const CascadeOptions with_orphans("all, delete-orphan");
  EXPECT_TRUE(with_orphans.delete_orphan());
  EXPECT_TRUE(with_orphans.delete_());
}

TEST(CascadeOptions, NoneAndEmptyTextAreNothing) {
  EXPECT_EQ(CascadeOptions("").str(), "");
  EXPECT_EQ(CascadeOptions("save-update, none").str(), "");
}

TEST(CascadeOptions, AWordThatIsNoneNamesTheValidOnes) {
  try {
    CascadeOptions("all, delete-orphans");
    FAIL();
  } catch (const ArgumentError& error) {
    EXPECT_EQ(error.message(),
              "Invalid cascade option(s): 'delete-orphans'; the words are all, delete, "
              "delete-orphan, expunge, merge, none, refresh-expire, save-update");
  }
}
