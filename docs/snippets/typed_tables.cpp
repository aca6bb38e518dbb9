// The code of docs/tutorial.md about tables whose columns have C++ types.
#include <cstdint>
#include <string>
#include <vector>

#include <cupel/engine.hpp>
#include <cupel/sql.hpp>

#include "expect.hpp"

using namespace cupel;

// region columns
struct CityColumns {
  TypedColumn<std::string, length<40>, primary_key> name{};
  TypedColumn<std::int64_t> people{};
};
// endregion

int main() {
  Engine engine = create_engine("sqlite://");
  Connection conn = engine.connect();
  // region use
  MetaData metadata;
  const TypedTable<CityColumns> city("city", metadata);
  metadata.create_all(conn);
  conn.execute(insert(city),
               {{{"name", "Graz"}, {"people", 303'270}}, {{"name", "Linz"}, {"people", 212'538}}});
  for (auto&& [name, people] : conn.execute(select(city.c.name, city.c.people))) {
    expect(name.size() == 4 && people > 200'000);
  }
  // endregion
  // region lambda
  const auto larger_than = [](const TypedTable<CityColumns>& table, std::int64_t people) {
    return lambda_stmt(
        [](const TypedTable<CityColumns>& t, auto least) {
          return select(t.c.name).where(t.c.people > least).order_by(t.c.name);
        },
        table, people);
  };
  expect(conn.scalars(larger_than(city, 250'000)).all() == std::vector<std::string>{"Graz"});
  expect(conn.scalars(larger_than(city, 1'000)).all().size() == 2);
  // endregion
}
