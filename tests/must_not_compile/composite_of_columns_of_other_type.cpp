// A column of a composite has the type of the field that it stands for.
// expect: a column member has another type than the field
#include <cupel/orm.hpp>

struct Point {
  int x = 0;
  int y = 0;
};
struct Vertex {
  static constexpr auto tablename = "vertex";
  cupel::Mapped<std::int64_t, cupel::primary_key> id{};
  cupel::Mapped<int> x1{};
  cupel::Mapped<int> y1{};
  cupel::Mapped<std::string> name{};
  cupel::Composite<Point> start{};
  static void configure(cupel::Mapping<Vertex>& m) {
#ifndef CONTROL
    m.composite(&Vertex::start, &Vertex::x1, &Vertex::name);
#else
    m.composite(&Vertex::start, &Vertex::x1, &Vertex::y1);
#endif
  }
};

int main() {
  cupel::Registry registry;
  registry.map<Vertex>();
}
