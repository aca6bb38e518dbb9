#include "docs/snippet_rules.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house/small_tree.hpp"

namespace cupel::house {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view kSource =
    "int main() {\n"
    "  // region connect\n"
    "  if (true) {\n"
    "    // region inner\n"
    "    run();\n"
    "    // endregion\n"
    "\n"
    "  }\n"
    "  // endregion\n"
    "}\n";

TEST(RegionText, LosesItsCommonIndentationAndInnerMarks) {
  EXPECT_EQ(region_text(kSource, "connect"), "if (true) {\n  run();\n\n}\n");
  EXPECT_EQ(region_text(kSource, "inner"), "run();\n");
}

TEST(RegionText, IsTheWholeFileWithoutMarksWhenNoNameIsGiven) {
  EXPECT_EQ(region_text(kSource, ""), "int main() {\n  if (true) {\n    run();\n\n  }\n}\n");
}

TEST(RegionText, RefusesMissingUnfinishedAndRepeatedRegions) {
  EXPECT_THROW(region_text(kSource, "absent"), std::runtime_error);
  EXPECT_THROW(region_text("// region open\nx\n", "open"), std::runtime_error);
  EXPECT_THROW(region_text("// region a\n// endregion\n// region a\n// endregion\n", "a"),
               std::runtime_error);
}

TEST(CodeBlocks, AreTheCppBlocksWithTheRegionNamedAbove) {
  const auto blocks = code_blocks(
      "# Title\n"
      "<!-- region: docs/snippets/a.cpp#one -->\n"
      "```cpp\n"
      "x;\n"
      "```\n"
      "```sql\nSELECT 1\n```\n"
      "```cpp\n"
      "y;\n"
      "```\n");
  ASSERT_EQ(blocks.size(), 2U);
  EXPECT_EQ(blocks[0].line, 3);
  EXPECT_EQ(blocks[0].region, "docs/snippets/a.cpp#one");
  EXPECT_EQ(blocks[0].code, "x;\n");
  EXPECT_EQ(blocks[1].region, "");
}

/// A tree with one snippet.
class DocumentedTree : public SmallTree {
 protected:
  DocumentedTree() { write("docs/snippets/a.cpp", "// region one\nx = 1;\n// endregion\n"); }
};

TEST_F(DocumentedTree, IsInOrderWhenABlockEqualsItsRegion) {
  write("README.md", "<!-- region: docs/snippets/a.cpp#one -->\n```cpp\nx = 1;\n```\n");
  EXPECT_THAT(stale_blocks(root_), IsEmpty());
}

TEST_F(DocumentedTree, ReportsBlocksThatDifferFromTheirRegion) {
  write("docs/guide.md", "<!-- region: docs/snippets/a.cpp#one -->\n```cpp\nx = 2;\n```\n");
  EXPECT_THAT(
      stale_blocks(root_),
      ElementsAre("docs/guide.md:2: differs from docs/snippets/a.cpp#one; run ./dev docs to "
                  "renew it"));
}

TEST_F(DocumentedTree, ReportsBlocksWithoutARegionAndRegionsThatDoNotExist) {
  write("README.md",
        "```cpp\nx = 1;\n```\n"
        "<!-- region: docs/snippets/a.cpp#two -->\n```cpp\n```\n"
        "<!-- region: src/a.cpp -->\n```cpp\n```\n");
  EXPECT_THAT(stale_blocks(root_), ElementsAre(HasSubstr("README.md:1: the line above"),
                                               HasSubstr("region 'two' does not exist"),
                                               HasSubstr("is not in docs/snippets")));
}

TEST_F(DocumentedTree, RenewsBlocksAndLeavesTheRestAlone) {
  const std::string before =
      "Text\n<!-- region: docs/snippets/a.cpp#one "
      "-->\n```cpp\nold;\nolder;\n```\n\n```sh\nls\n```\n";
  EXPECT_EQ(
      with_current_regions(before, root_),
      "Text\n<!-- region: docs/snippets/a.cpp#one -->\n```cpp\nx = 1;\n```\n\n```sh\nls\n```\n");
}

TEST(TheDocuments, ShowOnlyCodeThatIsCompiledAndRun) {
  const fs::path root = CUPEL_SOURCE_DIR;
  ASSERT_TRUE(fs::exists(root / "README.md")) << root << " is not the source tree";
  EXPECT_THAT(stale_blocks(root), IsEmpty());
}

}  // namespace
}  // namespace cupel::house
