#include "model.hpp"

namespace cupel::session_model {
namespace {

enum class Size { large, small, medium };

struct Shirt {
  static constexpr auto tablename = "shirt";
  Mapped<Size, primary_key> size{};
  Mapped<std::optional<std::string>> colour{};
};

class KeyOrder : public ::testing::Test {
 protected:
  /// The sizes in the order in which a flush writes the three shirts.
  Log written_order(const Enum& sizes) {
    Registry registry;
    registry.type_annotation<Size>(sizes);
    registry.map<Shirt>();
    Engine engine = create_engine("sqlite://");
    registry.metadata().create_all(engine);
    Session session(engine);
    for (const Size size : {Size::small, Size::medium, Size::large}) {
      session.add(Shirt{.size = size, .colour = "red"});
    }
    session.commit();
    const auto shirts = session.scalars(select<Shirt>()).all();
    for (const auto& shirt : shirts) shirt->colour = "blue";
    Recorder recorder(engine);
    session.flush();
    Log order;
    for (const std::string& line : recorder.take()) {
      for (std::size_t at = line.find("'blue', '"); at != std::string::npos;
           at = line.find("'blue', '", at + 1)) {
        const std::size_t begin = at + 9;
        order.push_back(line.substr(begin, line.find('\'', begin) - begin));
      }
    }
    return order;
  }
};

TEST_F(KeyOrder, IsThatOfTheNamesOfAnEnum) {
  EXPECT_EQ(written_order(Enum::of<Size>()), (Log{"large", "medium", "small"}));
}

TEST_F(KeyOrder, IsThatOfTheEnumsOwnSortKey) {
  const auto by_length = [](const EnumMember& m) {
    return Value(m.name == "small" ? 1 : m.name == "medium" ? 2 : 3);
  };
  EXPECT_EQ(written_order(Enum::of<Size>().with_sort_key(by_length)),
            (Log{"small", "medium", "large"}));
}

}  // namespace
}  // namespace cupel::session_model
