#include "layers/layer_rules.hpp"

#include <fstream>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace cupel::house {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A small tree in a temporary folder, of five layers.
class SmallTree : public ::testing::Test {
 protected:
  SmallTree()
      : root_(fs::temp_directory_path() /
              ("cupel-layers-" +
               std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()))) {
    fs::remove_all(root_);
  }
  ~SmallTree() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }

  [[nodiscard]] std::vector<std::string> found() const { return violations(root_, table_); }

  fs::path root_;
  LayerTable table_ = LayerTable::parse(
      "# from the ground up\n\n"
      "util :\n"
      "schema : util\n"
      "engine : schema\n"
      "dialects/sqlite : engine\n"
      "ext : engine\n"
      "testing : engine\n"
      "testing/orm : testing\n");
};

TEST_F(SmallTree, IncludesDownwardAreInOrder) {
  write("include/cupel/schema/table.hpp", "#include <vector>\n#include \"cupel/util/str.hpp\"\n");
  write("src/engine/engine.cpp", "#include \"schema/sorting.hpp\"\n#include <fmt/format.h>\n");
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(SmallTree, ReachesWhatALowerLayerReaches) {
  write("src/engine/engine.cpp", "#include \"util/str.hpp\"\n");
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(SmallTree, RefusesAnIncludeUpwardAndNamesBothLayers) {
  write("src/schema/table.cpp", "#include <vector>\n#include \"cupel/engine/engine.hpp\"\n");
  EXPECT_THAT(
      found(),
      ElementsAre("src/schema/table.cpp:2: layer schema includes 'cupel/engine/engine.hpp' of "
                  "layer engine, which it may not know; declare in schema the interface it "
                  "needs and let the higher layer implement it"));
}

TEST_F(SmallTree, CountsANestedLayerAsALayerOfItsOwn) {
  write("src/testing/fixture.cpp", "#include \"testing/orm/models.hpp\"\n");
  write("src/testing/orm/models.cpp", "#include \"testing/fixture.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("src/testing/fixture.cpp:1: layer testing includes")));
}

TEST_F(SmallTree, RefusesOtherLibrariesInPublicHeaders) {
  write("include/cupel/util/map.hpp", "#include <boost/unordered/unordered_flat_map.hpp>\n");
  write("include/cupel/cupel.hpp", "#include <nlohmann/json.hpp>\n");
  EXPECT_THAT(
      found(),
      ElementsAre(HasSubstr("a public header includes <nlohmann/json.hpp>"),
                  HasSubstr("a public header includes <boost/unordered/unordered_flat_map.hpp>")));
}

TEST_F(SmallTree, RefusesInternalHeadersInPublicOnes) {
  write("include/cupel/schema/table.hpp", "#include \"schema/sorting.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("includes the internal header 'schema/sorting.hpp'")));
}

TEST_F(SmallTree, AllowsGoogleTestInTheTestingLayerOnly) {
  write("include/cupel/testing/fixture.hpp", "#include <gtest/gtest.h>\n");
  write("include/cupel/util/check.hpp", "#include <gtest/gtest.h>\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("include/cupel/util/check.hpp:1:")));
}

TEST_F(SmallTree, AllowsADriversHeaderInItsDialectOnly) {
  write("src/dialects/sqlite/driver.cpp", "#include <sqlite3.h>\n");
  write("src/engine/engine.cpp", "#include <sqlite3.h>\n");
  EXPECT_THAT(found(),
              ElementsAre("src/engine/engine.cpp:1: <sqlite3.h> is a driver's header; only "
                          "dialects/sqlite may include it"));
}

TEST_F(SmallTree, RefusesUmbrellaHeadersInsideTheLibrary) {
  write("src/engine/engine.cpp", "#include \"cupel/cupel.hpp\"\n#include \"cupel/version.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("engine.cpp:1: includes the umbrella header")));
}

TEST_F(SmallTree, AllowsUmbrellasToIncludeEveryLayer) {
  write("include/cupel/cupel.hpp", "#include \"cupel/engine/engine.hpp\"\n");
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(SmallTree, LimitsExtensionsToPublicHeaders) {
  write("src/ext/hybrid.cpp",
        "#include \"cupel/engine/row.hpp\"\n#include \"engine/cursor.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("hybrid.cpp:2: ext includes the internal header")));
}

TEST_F(SmallTree, RefusesFilesOutsideTheLayersAndEmptyNames) {
  write("src/odd/thing.cpp", "");
  write("src/util/helpers.hpp", "");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("src/odd/thing.cpp:1: belongs to no layer"),
                                   HasSubstr("'helpers' says nothing")));
}

TEST_F(SmallTree, AsksForTheLayerInTheNameOfAnInclude) {
  write("src/schema/table.cpp", "#include \"sorting.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("write 'schema/sorting.hpp'")));
}

TEST_F(SmallTree, DrawsEachPairOfLayersOnce) {
  write("src/engine/a.cpp", "#include \"schema/x.hpp\"\n#include \"schema/y.hpp\"\n");
  EXPECT_THAT(
      include_graph(root_, table_),
      AllOf(HasSubstr("digraph layers"), HasSubstr("\"engine\" -> \"schema\" [label = 2];")));
}

TEST(LayerTable, RefusesALayerThatStandsOnOneAboveIt) {
  EXPECT_THROW(LayerTable::parse("util : schema\nschema :\n"), std::runtime_error);
}

TEST(TheTree, IncludesOnlyAsTheLayerTableAllows) {
  const fs::path root = CUPEL_SOURCE_DIR;
  ASSERT_TRUE(fs::exists(root / "include/cupel/version.hpp")) << root << " is not the source tree";
  EXPECT_THAT(violations(root, LayerTable::read(root / "cmake/layers.txt")), IsEmpty());
}

}  // namespace
}  // namespace cupel::house
