#include <cstdint>
#include <memory>
#include <string>

#include "suites.hpp"
#include "world.hpp"

namespace bench {

using namespace cupel;

namespace {

constexpr std::size_t kInserts = 20'000;
constexpr std::size_t kRows = 500'000;

void add_insert(Runner& runner) {
  auto world = std::make_shared<World>();
  const Table items(World::registry().metadata().table("item"));
  runner.add({.name = "insert",
              .backend = "sqlite",
              .operations = kInserts,
              .contenders = {
                  {"sqlite3",
                   [world] { world->clear_raw(); },
                   [world] { raw::insert_items(world->raw, kInserts); },
                   {}},
                  {"cupel",
                   [world] { world->clear_ours(); },
                   [world, items] {
                     const auto statement = insert(items);
                     world->engine.begin([&](Connection& connection) {
                       for (std::size_t i = 0; i < kInserts; ++i) {
                         connection.execute(statement, {{"name", raw::name_of(i)},
                                                        {"qty", static_cast<std::int64_t>(i)}});
                       }
                     });
                   },
                   {}},
              }});
}

void add_reads(Runner& runner) {
  auto world = std::make_shared<World>();
  const Table items(World::registry().metadata().table("item"));
  const auto filled = std::make_shared<bool>(false);
  const auto fill = [world, filled] {
    if (!*filled) world->fill_items(kRows);
    *filled = true;
  };
  const auto load_raw = [world] { keep(raw::load_items(world->raw)); };
  const auto untyped = select(items.c["id"], items.c["name"], items.c["qty"]);
  const auto typed = untyped.as<std::int64_t, std::string, std::int64_t>();
  runner.add({.name = "typed_rows",
              .backend = "sqlite",
              .operations = kRows,
              .contenders = {{"sqlite3", fill, load_raw, {}},
                             {"cupel",
                              fill,
                              [world, typed] {
                                auto connection = world->engine.connect();
                                keep(connection.execute(typed).all());
                              },
                              {}}}});
  runner.add({.name = "values",
              .backend = "sqlite",
              .operations = kRows,
              .contenders = {{"sqlite3", fill, load_raw, {}},
                             {"cupel",
                              fill,
                              [world, untyped] {
                                auto connection = world->engine.connect();
                                std::vector<raw::Item> found;
                                auto result = connection.execute(untyped);
                                for (auto&& row : result) {
                                  found.push_back({row[0].template as<std::int64_t>(),
                                                   row[1].template as<std::string>(),
                                                   row[2].template as<std::int64_t>()});
                                }
                                keep(found);
                              },
                              {}}}});
}

}  // namespace

void add_core_benches(Runner& runner) {
  add_insert(runner);
  add_reads(runner);
}

}  // namespace bench
