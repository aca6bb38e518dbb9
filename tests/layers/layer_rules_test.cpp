#include "layers/layer_rules.hpp"

#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "house/small_tree.hpp"

namespace cupel::house {
namespace {

namespace fs = std::filesystem;

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A tree of seven layers.
class LayeredTree : public SmallTree {
 protected:
  [[nodiscard]] std::vector<std::string> found() const { return violations(root_, table_); }

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

TEST_F(LayeredTree, IncludesDownwardAreInOrder) {
  write("include/cupel/schema/table.hpp", "#include <vector>\n#include \"cupel/util/str.hpp\"\n");
  write("src/engine/engine.cpp", "#include \"schema/sorting.hpp\"\n#include <fmt/format.h>\n");
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(LayeredTree, ReachesWhatALowerLayerReaches) {
  write("src/engine/engine.cpp", "#include \"util/str.hpp\"\n");
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(LayeredTree, RefusesAnIncludeUpwardAndNamesBothLayers) {
  write("src/schema/table.cpp", "#include <vector>\n#include \"cupel/engine/engine.hpp\"\n");
  EXPECT_THAT(
      found(),
      ElementsAre("src/schema/table.cpp:2: layer schema includes 'cupel/engine/engine.hpp' of "
                  "layer engine, which it may not know; declare in schema the interface it "
                  "needs and let the higher layer implement it"));
}

TEST_F(LayeredTree, CountsANestedLayerAsALayerOfItsOwn) {
  write("src/testing/fixture.cpp", "#include \"testing/orm/models.hpp\"\n");
  write("src/testing/orm/models.cpp", "#include \"testing/fixture.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("src/testing/fixture.cpp:1: layer testing includes")));
}

TEST_F(LayeredTree, RefusesOtherLibrariesInPublicHeaders) {
  write("include/cupel/util/map.hpp", "#include <boost/unordered/unordered_flat_map.hpp>\n");
  write("include/cupel/cupel.hpp", "#include <nlohmann/json.hpp>\n");
  EXPECT_THAT(
      found(),
      ElementsAre(HasSubstr("a public header includes <nlohmann/json.hpp>"),
                  HasSubstr("a public header includes <boost/unordered/unordered_flat_map.hpp>")));
}

TEST_F(LayeredTree, RefusesInternalHeadersInPublicOnes) {
  write("include/cupel/schema/table.hpp", "#include \"schema/sorting.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("includes the internal header 'schema/sorting.hpp'")));
}

TEST_F(LayeredTree, AllowsGoogleTestInTheTestingLayerOnly) {
  write("include/cupel/testing/fixture.hpp", "#include <gtest/gtest.h>\n");
  write("include/cupel/util/check.hpp", "#include <gtest/gtest.h>\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("include/cupel/util/check.hpp:1:")));
}

TEST_F(LayeredTree, AllowsADriversHeaderInItsDialectOnly) {
  write("src/dialects/sqlite/driver.cpp", "#include <sqlite3.h>\n");
  write("src/engine/engine.cpp", "#include <sqlite3.h>\n");
  EXPECT_THAT(found(),
              ElementsAre("src/engine/engine.cpp:1: <sqlite3.h> is a driver's header; only "
                          "dialects/sqlite may include it"));
}

TEST_F(LayeredTree, RefusesUmbrellaHeadersInsideTheLibrary) {
  write("src/engine/engine.cpp", "#include \"cupel/cupel.hpp\"\n#include \"cupel/version.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("engine.cpp:1: includes the umbrella header")));
}

TEST_F(LayeredTree, AllowsUmbrellasToIncludeEveryLayer) {
  write("include/cupel/cupel.hpp", "#include \"cupel/engine/engine.hpp\"\n");
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(LayeredTree, LimitsExtensionsToPublicHeaders) {
  write("src/ext/hybrid.cpp",
        "#include \"cupel/engine/row.hpp\"\n#include \"engine/cursor.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("hybrid.cpp:2: ext includes the internal header")));
}

TEST_F(LayeredTree, RefusesFilesOutsideTheLayersAndEmptyNames) {
  write("src/odd/thing.cpp", "");
  write("src/util/helpers.hpp", "");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("src/odd/thing.cpp:1: belongs to no layer"),
                                   HasSubstr("'helpers' says nothing")));
}

TEST_F(LayeredTree, AsksForTheLayerInTheNameOfAnInclude) {
  write("src/schema/table.cpp", "#include \"sorting.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("write 'schema/sorting.hpp'")));
}

TEST_F(LayeredTree, LetsAFolderOfLayersHaveAForwardHeader) {
  write("include/cupel/dialects/fwd.hpp", "#include <cstdint>\n");
  write("src/dialects/sqlite/dialect.cpp", "#include \"cupel/dialects/fwd.hpp\"\n");
  EXPECT_THAT(found(), IsEmpty());
}

TEST_F(LayeredTree, RefusesForwardHeadersThatKnowALayerOrAreKnownBelow) {
  write("include/cupel/dialects/fwd.hpp", "#include \"cupel/util/str.hpp\"\n");
  write("src/util/str.cpp", "#include \"cupel/dialects/fwd.hpp\"\n");
  EXPECT_THAT(found(), ElementsAre(HasSubstr("a forward header of several layers includes"),
                                   HasSubstr("the names of layers above it")));
}

TEST_F(LayeredTree, DrawsEachPairOfLayersOnce) {
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
