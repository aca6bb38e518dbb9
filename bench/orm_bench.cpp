#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "suites.hpp"
#include "world.hpp"

namespace bench {

using namespace cupel;

namespace {

constexpr std::size_t kObjects = 100'000;
constexpr std::size_t kRows = 500'000;
constexpr std::size_t kStreamedRows = 1'000'000;
constexpr std::size_t kParents = 10'000;
constexpr std::size_t kChildrenEach = 10;

void add_writes(Runner& runner) {
  auto world = std::make_shared<World>();
  const auto clear_raw = [world] { world->clear_raw(); };
  const auto clear_ours = [world] { world->clear_ours(); };
  const auto insert_raw = [world] { raw::insert_items(world->raw, kObjects); };
  runner.add({.name = "flush",
              .backend = "sqlite",
              .operations = kObjects,
              .contenders = {{"sqlite3", clear_raw, insert_raw, {}},
                             {"cupel",
                              clear_ours,
                              [world] {
                                Session session(world->engine);
                                for (std::size_t i = 0; i < kObjects; ++i) {
                                  session.add(Item{.name = raw::name_of(i),
                                                   .qty = static_cast<std::int64_t>(i)});
                                }
                                session.commit();
                              },
                              {}}}});
  runner.add({.name = "bulk_insert",
              .backend = "sqlite",
              .operations = kObjects,
              .contenders = {{"sqlite3", clear_raw, insert_raw, {}},
                             {"cupel",
                              clear_ours,
                              [world] {
                                std::vector<Item> items;
                                items.reserve(kObjects);
                                for (std::size_t i = 0; i < kObjects; ++i) {
                                  items.push_back(Item{.name = raw::name_of(i),
                                                       .qty = static_cast<std::int64_t>(i)});
                                }
                                Session session(world->engine);
                                session.bulk_save_objects(items);
                                session.commit();
                              },
                              {}}}});
  runner.add({.name = "update_flush",
              .backend = "sqlite",
              .operations = kObjects,
              .contenders = {{"sqlite3",
                              [world] {
                                world->clear_raw();
                                raw::insert_items(world->raw, kObjects);
                              },
                              [world] { raw::load_change_update(world->raw); },
                              {}},
                             {"cupel",
                              [world] {
                                world->clear_ours();
                                Session session(world->engine);
                                for (std::size_t i = 0; i < kObjects; ++i) {
                                  session.add(Item{.name = raw::name_of(i),
                                                   .qty = static_cast<std::int64_t>(i)});
                                }
                                session.commit();
                              },
                              [world] {
                                Session session(world->engine);
                                for (Ref<Item>& item : session.scalars(select<Item>()).all()) {
                                  item->qty += 1;
                                }
                                session.commit();
                              },
                              {}}}});
}

void add_reads(Runner& runner) {
  auto world = std::make_shared<World>();
  const auto filled = std::make_shared<bool>(false);
  const auto fill = [world, filled] {
    if (!*filled) world->fill_items(kRows);
    *filled = true;
  };
  runner.add({.name = "entities",
              .backend = "sqlite",
              .operations = kRows,
              .contenders = {{"sqlite3", fill, [world] { keep(raw::load_items(world->raw)); }, {}},
                             {"cupel",
                              fill,
                              [world] {
                                Session session(world->engine);
                                keep(session.scalars(select<Item>()).all());
                              },
                              {}}}});
  runner.add(
      {.name = "select_by_key",
       .backend = "sqlite",
       .operations = kObjects,
       .contenders = {
           {"sqlite3", fill, [world] { keep(raw::select_by_key(world->raw, kObjects)); }, {}},
           {"cupel",
            fill,
            [world] {
              Session session(world->engine);
              std::int64_t sum = 0;
              for (std::size_t i = 1; i <= kObjects; ++i) {
                const auto item = session.get<Item>(i);
                sum += item->qty + static_cast<std::int64_t>(item->name->size());
              }
              keep(sum);
            },
            {}}}});
}

// One changed object among many clean ones that the session holds: what a commit costs must not
// depend on those.
void add_commits(Runner& runner) {
  constexpr std::size_t kHeld = 100'000;
  constexpr std::size_t kCommits = 1000;
  struct Held {
    explicit Held(World& world) : session(world.engine) {
      items = session.scalars(select<Item>()).all();
    }
    Session session;
    std::vector<Ref<Item>> items;
  };
  auto world = std::make_shared<World>();
  auto held = std::make_shared<std::unique_ptr<Held>>();
  const auto filled = std::make_shared<bool>(false);
  const auto fill = [world, filled, held] {
    if (!*filled) {
      world->fill_items(kHeld);
      *held = std::make_unique<Held>(*world);
    }
    *filled = true;
  };
  runner.add({.name = "commit_one_of_100k",
              .backend = "sqlite",
              .operations = kCommits,
              .contenders = {
                  {"sqlite3", fill, [world] { raw::change_one_by_one(world->raw, kCommits); }, {}},
                  {"cupel",
                   fill,
                   [held] {
                     for (std::size_t i = 0; i < kCommits; ++i) {
                       (*held)->items[i]->qty += 1;
                       (*held)->session.commit();
                     }
                   },
                   {}}}});
}

// The difference of both contenders' peak memory is what a million streamed objects keep.
void add_stream(Runner& runner) {
  auto world = std::make_shared<World>();
  const auto filled = std::make_shared<bool>(false);
  const auto fill = [world, filled] {
    if (!*filled) world->fill_items(kStreamedRows);
    *filled = true;
  };
  runner.add(
      {.name = "stream",
       .backend = "sqlite",
       .operations = kStreamedRows,
       .contenders =
           {{"sqlite3", fill, [world] { keep(raw::stream_items(world->raw)); }, {}},
            {"cupel",
             fill,
             [world] {
               Session session(world->engine);
               std::int64_t sum = 0;
               const auto statement = select<Item>().execution_options({{"yield_per", 1000}});
               for (const Ref<Item>& item : session.scalars(statement)) {
                 sum += item->id + item->qty + static_cast<std::int64_t>(item->name->size());
               }
               keep(sum);
             },
             {}}},
       .rounds = 5});
}

void add_graphs(Runner& runner) {
  auto world = std::make_shared<World>();
  const auto filled = std::make_shared<bool>(false);
  const auto fill = [world, filled] {
    if (!*filled) world->fill_graph(kParents, kChildrenEach);
    *filled = true;
  };
  runner.add({.name = "graph_load",
              .backend = "sqlite",
              .operations = kParents,
              .contenders = {{"sqlite3", fill, [world] { keep(raw::load_graph(world->raw)); }, {}},
                             {"cupel",
                              fill,
                              [world] {
                                Session session(world->engine);
                                keep(session
                                         .scalars(select<Parent>()
                                                      .order_by(col(&Parent::id))
                                                      .options(selectinload(&Parent::children)))
                                         .all());
                              },
                              {}}}});
  auto empty = std::make_shared<World>();
  runner.add({.name = "graph_flush",
              .backend = "sqlite",
              .operations = kParents,
              .contenders = {{"sqlite3",
                              [empty] { empty->clear_raw(); },
                              [empty] { raw::insert_graph(empty->raw, kParents, kChildrenEach); },
                              {}},
                             {"cupel",
                              [empty] { empty->clear_ours(); },
                              [empty] {
                                Session session(empty->engine);
                                add_graph(session, kParents, kChildrenEach);
                                session.commit();
                              },
                              {}}}});
}

}  // namespace

void add_orm_benches(Runner& runner) {
  add_writes(runner);
  add_reads(runner);
  add_commits(runner);
  add_stream(runner);
  add_graphs(runner);
}

}  // namespace bench
