// The code of docs/coming_from.md.
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <cupel/cupel.hpp>

#include "expect.hpp"

using namespace cupel;

// region mapped
struct Person {
  static constexpr auto tablename = "person";
  Mapped<std::int64_t, primary_key> id{};
  Mapped<std::string, length<30>> name{};
  Mapped<std::optional<int>> age{};
  Mapped<std::optional<std::int64_t>, foreign_key<"person.id">> boss_id{};
  Relationship<Person, remote_side<"id">, back_populates<"team">> boss{};
  Relationship<List<Person>, back_populates<"boss">> team{};
};
// endregion

// region plain
struct Point {  // knows nothing of Cupel
  std::int64_t id = 0;
  int x = 0;
  int y = 0;
};
// endregion

int main() {
  Registry registry;
  registry.map<Person>();
  // region imperative
  Table points("point", registry.metadata(), Column("id", Integer(), primary_key),
               Column("x", Integer()), Column("y_axis", Integer()));
  registry.map_imperatively<Point>(points,
                                   [](Mapping<Point>& m) { m.column(&Point::y, "y_axis"); });
  // endregion
  Engine engine = create_engine("sqlite://");
  registry.metadata().create_all(engine);
  Session session(engine);

  // region persist
  Ref<Person> ann = session.add(Person{.name = "Ann", .age = 50});
  ann->team = {Person{.name = "Bob", .age = 41}, Person{.name = "Cid"}};
  session.commit();
  // endregion

  // region load
  Ref<Person> by_key = session.get<Person>(1);
  Ref<Person> by_name = session.scalars(select<Person>().where(col(&Person::name) == "Bob")).one();
  // endregion
  expect(by_key == ann && by_name->boss == ann);

  // region query
  auto older = select<Person>().where(col(&Person::age) > 40).order_by(&Person::name);
  for (Ref<Person> person : session.scalars(older)) std::cout << person->name << '\n';

  std::int64_t count = session.query<Person>().filter(col(&Person::age) > 40).count();
  // endregion
  expect(count == 2);

  // region join
  auto boss = aliased<Person>("boss");
  auto pairs = select(&Person::name, boss[&Person::name])
                   .join(boss, boss[&Person::id] == col(&Person::boss_id))
                   .order_by(&Person::name);
  for (auto&& [name, boss_name] : session.execute(pairs)) {
    std::cout << name << " works for " << boss_name << '\n';
  }
  // endregion

  // region bulk
  session.query<Person>().filter(col(&Person::age) == nullptr).update({{&Person::age, 18}});
  session.query<Person>().filter(col(&Person::name) == "Cid").delete_();
  session.commit();
  // endregion
  expect(ann->team.size() == 1);

  // region text
  auto names = session.scalars<std::string>(text("SELECT name FROM person WHERE age >= :age"),
                                            {{"age", 41}});
  // endregion
  expect(names.all().size() == 2);

  // region update
  by_name->age = 42;  // just assign: the session knows
  session.commit();   // UPDATE person SET age=? WHERE person.id = ?
  // endregion

  // region plain_use
  Ref<Point> point = session.add(Point{.x = 1, .y = 2});
  session.flush();
  point->y = 3;  // a plain int: the change is found when the session flushes
  session.commit();
  // endregion
  expect(session.scalar<int>(text("SELECT y_axis FROM point")) == 3);
}
