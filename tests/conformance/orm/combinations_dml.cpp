// Area combinations: UPDATE, DELETE and INSERT of classes, and bulk operations, in combination.

#include <algorithm>

#include "mappings.hpp"
#include "relations.hpp"
#include "scenario.hpp"

namespace cupel::conformance {

namespace {

bool has_object(const std::vector<ObjectRef>& objects, const ObjectRef& object) {
  return std::ranges::find(objects, object) != objects.end();
}
ExecutionOptions with(std::string_view name, const Value& value) {
  ExecutionOptions options;
  options.set(name, value);
  return options;
}
Observed mapping_of(const Parameters& row) {
  std::vector<std::pair<std::string, Observed>> fields;
  for (const Parameter& one : row) fields.emplace_back(one.name, observe(one.value));
  std::ranges::sort(fields, {}, &std::pair<std::string, Observed>::first);
  std::string json = "{";
  for (const auto& [name, value] : fields) {
    if (json.size() > 1) json += ", ";
    json += quoted(name) + ": " + value.json;
  }
  return {json + "}"};
}

}  // namespace

SCENARIO("combinations/update_sync_modes", SingleTableItem) {
  auto items = session.scalars(select<Item>().order_by(&Item::id)).all();
  auto a = items[0], b = items[1], c = items[2];
  const auto notes = [&] { return list(a->note, b->note, c->note); };
  (void)session.execute(
      update<Item>().where(col(&Item::qty) >= 20).values({{&Item::note, "auto"}}));
  note("auto", notes());
  (void)session.execute(
      update<Item>()
          .where(col(&Item::id) == 1)
          .values({{&Item::qty, col(&Item::qty) * 2}, {&Item::note, func::upper("x")}}),
      Parameters(), with("synchronize_session", "evaluate"));
  note("keys", list(dict_keys(a), a->qty, a->note));
  (void)session.execute(
      update<Item>().where(col(&Item::name).like("n%")).values({{&Item::note, "fetch"}}),
      Parameters(), with("synchronize_session", "fetch"));
  note("fetch", notes());
  (void)session.execute(update<Item>().where(col(&Item::id) == 3).values({{&Item::note, "none"}}),
                        Parameters(), with("synchronize_session", false));
  note("false", c->note);
  expect("unknown", [&] {
    (void)session.execute(update<Item>().values({{&Item::note, "x"}}), Parameters(),
                          with("synchronize_session", "always"));
  });
  session.delete_(c);
  const auto count =
      session.execute(update<Item>().where(col(&Item::qty) > 0).values({{&Item::qty, 1}}))
          .rowcount();
  note("rowcount", list(count, a->qty, b->qty));
  auto rows = session
                  .execute(update<Item>()
                               .where(col(&Item::qty) > 0)
                               .values({{&Item::qty, 5}})
                               .returning(&Item::id, &Item::qty))
                  .all();
  note("returning", rows);
  note("now", list(a->qty, b->qty));
  expect("fetch of many", [&] {
    (void)session.execute(update<Item>(), ParameterSets{{{"id", 1}, {"qty", 2}}},
                          with("synchronize_session", "fetch"));
  });
}

SCENARIO("combinations/delete_sync_modes", Blog) {
  auto posts = session.scalars(select<Post>().order_by(&Post::id)).all();
  (void)session.execute(delete_<Post>().where(col(&Post::title) == "orphan"));
  note("auto", each(posts, [](const auto& p) { return inspect(p).deleted(); }));
  (void)session.execute(delete_(registry.metadata().table("post_tags")));
  auto ids = session.execute(delete_<Post>().where(col(&Post::user_id) == 1).returning(&Post::id))
                 .scalars()
                 .all();
  std::vector<Observed> seen;
  for (const auto& id : ids) seen.push_back(observe(id));
  note("ids", list_of(seen, true));
  note("states", each(posts, [&](const auto& p) { return session.contains(p); }));
  (void)session.execute(delete_<Post>().where(col(&Post::user).has(col(&User::name) == "wendy")),
                        Parameters(), with("synchronize_session", "fetch"));
  note("fetch", each(posts, [](const auto& p) { return inspect(p).deleted(); }));
  session.rollback();
  note("back", titles(posts));
  note("n", session.query<Post>()
                .filter(col(&Post::id) < 0)
                .delete_({.synchronize_session = "evaluate"}));
  expect("limit", [&] { session.query<Post>().limit(1).delete_(); });
  expect("join", [&] { session.query<Post>().join(&Post::user).update({{&Post::title, "x"}}); });
}

SCENARIO("combinations/update_in_subquery", Blog) {
  auto u = session.get<User>(1);
  (void)session.execute(
      update<User>()
          .where(col(&User::id).in_(select(&Post::user_id).where(col(&Post::title) == "first")))
          .values({{&User::age, select(func::count(&Post::id))
                                    .where(col(&Post::user_id) == &User::id)
                                    .scalar_subquery()}}));
  note("keys", list(u->age));
  (void)session.execute(update<User>()
                            .where(col(&User::posts).any())
                            .values({{&User::name, col(&User::name) + "!"}}));
  note("name", u->name);
  (void)session.execute(update<User>().values({{&User::age, nullptr}}));
  note("age", u->age);
  (void)session.execute(update<User>().ordered_values({{&User::age, 4}, {&User::name, "x"}}));
  note("both", list(u->age, u->name));
}

SCENARIO("combinations/insert_strategies", SingleTableItem) {
  (void)session.execute(
      insert<Item>(), {{{"name", "a"}, {"qty", 1}}, {{"name", "b"}}, {{"name", "c"}, {"qty", 3}}});
  (void)session.execute(insert<Item>(), Parameters{{"name", "one"}});
  (void)session.execute(
      insert<Item>().values(ValuesArg(ParameterSets{{{"name", "v1"}}, {{"name", "v2"}}})));
  auto made = session
                  .scalars(insert<Item>().returning<Item>(),
                           ParameterSets{{{"name", "r1"}}, {{"name", "r2"}}})
                  .all();
  note("objects", each(made, [](const auto& x) { return list(x->id, x->name); }));
  note("in", each(made, [&](const auto& x) { return session.contains(x); }));
  note(
      "scalars",
      session.execute(insert<Item>().values({{"name", "k"}}).returning(&Item::id)).scalars().all());
  (void)session.execute(
      insert<Item>(), ParameterSets{{{"name", "raw"}, {"qty", 1}}, {{"name", "raw2"}, {"qty", 2}}},
      with("dml_strategy", "raw"));
  (void)session.execute(insert<Item>().execution_options({{"dml_strategy", "orm"}}),
                        ParameterSets{{{"name", "o"}, {"qty", 1}}});
  expect("bulk", [&] {
    (void)session.execute(insert<Item>().values({{"name", "x"}}), Parameters(),
                          with("dml_strategy", "bulk"));
  });
  (void)session.execute(
      insert<Item>().execution_options({{"render_nulls", true}}),
      ParameterSets{{{"name", "n"}, {"qty", nullptr}}, {{"name", "m"}, {"qty", 1}}});
  note("count", session.scalar(select(func::count(&Item::id))));
}

SCENARIO("combinations/bulk_forms", SingleTableItem) {
  auto a = session.get<Item>(1);
  session.bulk_update_mappings<Item>(
      {{{"id", 1}, {"qty", 100}}, {{"id", 2}, {"qty", 200}}, {{"id", 3}, {"note", "n"}}});
  note("stale", a->qty);
  session.expire(a);
  note("fresh", a->qty);
  session.bulk_insert_mappings<Item>(
      {{{"name", "x"}}, {{"name", "y"}, {"qty", 1}}, {{"name", "z"}}});
  ParameterSets rows{{{"name", "d1"}}, {{"name", "d2"}}};
  session.bulk_insert_mappings<Item>(rows, {.return_defaults = true});
  note("rows", each(rows, mapping_of));
  session.bulk_insert_mappings<Item>(
      {{{"name", "n1"}, {"qty", nullptr}}, {{"name", "n2"}, {"qty", 3}}}, {.render_nulls = true});
  auto i1 = make<Item>({.name = "o1"});
  auto i2 = make<Item>({.name = "o2", .qty = 9});
  session.bulk_save_objects(std::vector{i1, i2}, {.return_defaults = true});
  note("ids", list(i1->id, i2->id, session.contains(i1), inspect(i1).transient()));
  a->qty = 7;
  session.bulk_save_objects(std::vector{a});
  note("dirty", has_object(session.dirty(), a));
  session.flush();
  session.bulk_save_objects(std::vector{make<Item>({.name = "p"}), a, make<Item>({.name = "q"})},
                            {.preserve_order = false});
}

}  // namespace cupel::conformance
