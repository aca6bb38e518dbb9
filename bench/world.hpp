// A database in memory for each contender, filled alike.
#pragma once

#include <memory>

#include <cupel/cupel.hpp>

#include "model.hpp"
#include "raw_sqlite.hpp"

namespace bench {

/// The raw connection and the engine, each with its own database in memory.
class World {
 public:
  World() : engine(cupel::create_engine("sqlite://")) {
    raw.execute(raw::kCreateItems);
    raw.execute(raw::kCreateParents);
    raw.execute(raw::kCreateChildren);
    raw.execute(raw::kIndexChildren);
    registry().metadata().create_all(engine);
  }

  /// The mapped classes; one registry for all worlds.
  static cupel::Registry& registry() {
    static cupel::Registry* const one = [] {
      auto* made = new cupel::Registry;
      made->map<Item, Parent, Child>();
      return made;
    }();
    return *one;
  }

  void clear_raw() {
    raw.execute("DELETE FROM child");
    raw.execute("DELETE FROM parent");
    raw.execute("DELETE FROM item");
  }
  void clear_ours() {
    engine.begin([](cupel::Connection& connection) {
      connection.exec_driver_sql("DELETE FROM child");
      connection.exec_driver_sql("DELETE FROM parent");
      connection.exec_driver_sql("DELETE FROM item");
    });
  }
  void fill_items(std::size_t count) {
    raw::insert_items(raw, count);
    cupel::Session session(engine);
    for (std::size_t i = 0; i < count; ++i) {
      session.add(Item{.name = raw::name_of(i), .qty = static_cast<std::int64_t>(i)});
      if (i % 10'000 == 0) session.flush();
    }
    session.commit();
  }
  void fill_graph(std::size_t parents, std::size_t children_each);

  raw::Database raw{":memory:"};
  cupel::Engine engine;
};

/// Parents with their children, as new objects of `session`.
void add_graph(cupel::Session& session, std::size_t parents, std::size_t children_each);

}  // namespace bench
